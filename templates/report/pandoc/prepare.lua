-- Prepares the document for every format: headings in order, tables with widths, nothing live.

local common = require("common")
local characters = common.characters
local stringify = pandoc.utils.stringify

local function is_blank(text)
  return not text:gsub("\u{a0}", ""):gsub("\u{200b}", ""):gsub("\u{feff}", ""):find("%S")
end

-- A heading of more than a page is no heading: what is beyond its first thousand characters follows as text.
local LONGEST_HEADING = 1000

local function split_long(inlines)
  local first, rest, count = pandoc.Inlines({}), pandoc.Inlines({}), 0
  for _, inline in ipairs(inlines) do
    local text = stringify(inline)
    local room = LONGEST_HEADING - count
    count = count + characters(text)
    if count <= LONGEST_HEADING then
      first:insert(inline)
    elseif inline.tag == "Str" and room > 0 and characters(text) > 200 then
      local cut = utf8.offset(text, room + 1)
      first:insert(pandoc.Str(text:sub(1, cut - 1)))
      rest:insert(pandoc.Str(text:sub(cut)))
    else
      rest:insert(inline)
    end
  end
  return first, rest
end

-- Levels never skip, every heading says something, and those of the contents can be found.
-- The contents name every chapter, and the cycles of a block; the parts of an annex would fill pages.
local function heading_preparer(piece, has_blocks)
  local level, count, seen, list = 0, 0, {}, pandoc.List({})
  local in_block, block_id, cycles = false, "", 0
  for _, id in ipairs(piece.taken) do seen[id] = true end
  local function name(id)
    if level > 2 then return seen[id] and "" or id end
    while id == "" or seen[id] or #id > 40 or not id:find("^%a[%w_-]*$") do
      count = count + 1
      id = string.format("deel-%d-%d", piece.number, count)
    end
    return id
  end
  local function prepare(header)
    header.level = math.min(header.level, level + 1, 4)
    level = header.level
    local text = stringify(header)
    if is_blank(text) then header.content = { pandoc.Str("Zonder titel") } end
    if level == 1 then in_block, block_id, cycles = header.classes:includes("block"), "", 0 end
    if level == 2 and in_block then
      cycles = cycles + 1
      -- By its block and a number, also where several coalitions wrote in one block: the contents find cycles by that.
      if header.identifier:sub(1, #block_id + 1) ~= block_id .. "-" then header.identifier = block_id .. "-" .. cycles end
    end
    header.identifier = name(header.identifier)
    if level == 1 then block_id = header.identifier end
    seen[header.identifier] = true
    local rest = {}
    if characters(text) > LONGEST_HEADING then header.content, rest = split_long(header.content) end
    if level == 1 or level == 2 and (in_block or not has_blocks) then
      list[#list + 1] = { level = level, id = header.identifier, text = stringify(header) }
      if level == 2 and in_block then header.classes:insert("cycle") end
    elseif level == 2 then
      header.classes:insert("unlisted")
    end
    return #rest == 0 and { header } or { header, pandoc.Para(rest) }
  end
  return prepare, list
end

-- A link to a block that this document leaves out is its words; pictures are those that came with it. Return how many
-- there are, too. To look through all that is said takes long: it is done where there may be something to find.
local function without_dead_ends(blocks, there, resources)
  local images = 0
  local result = blocks:walk({
    Link = function(link)
      if link.target:sub(1, 1) == "#" and not there[link.target:sub(2)] then return link.content end
    end,
    Image = function(image)
      if not resources[image.src] then
        return #image.caption > 0 and image.caption or { pandoc.Str(image.attributes.alt or "") }
      end
      images = images + 1
    end,
  })
  return result, images
end

-- An address of the web that somebody typed as plain text is a link; signs around it and at its end are not of it.
local OPENS, ENDS = "^[%(%[\"']+", "[%.,;:!%?\"'%]]+$"
local LAST = { "\u{201c}", "\u{2018}", "\u{201d}", "\u{2019}", "\u{fdd1}" }  -- quotes, and a full stop under another name (pandoc.py)

local function address_link(str)
  local text = str.text
  local first = text:find("https?://[%w%[]") or text:find("www%.%w[%w-]*%.%w")
  local before = first and text:sub(1, first - 1)
  for _, quote in ipairs(LAST) do before = before and before:gsub(quote, "\"") end
  if not before or before:gsub(OPENS, "") ~= "" then return nil end
  local address, previous = text:sub(first), ""
  while address ~= previous do
    previous = address
    address = address:gsub(ENDS, "")
    for _, sign in ipairs(LAST) do
      if address:sub(-#sign) == sign then address = address:sub(1, -#sign - 1) end
    end
    if address:sub(-1) == ")" and not address:find("(", 1, true) then address = address:sub(1, -2) end
  end
  local target = address:find("^www") and "https://" .. address or address
  local result = pandoc.Inlines({ pandoc.Link({ pandoc.Str(address) }, target) })
  if first > 1 then result:insert(1, pandoc.Str(text:sub(1, first - 1))) end
  local after = text:sub(first + #address)
  if after ~= "" then result:insert(pandoc.Str(after)) end
  return result
end

local function with_address_links(blocks)
  return blocks:walk({ Str = address_link }):walk({
    Link = function(link)  -- one that somebody made a link already
      link.content = link.content:walk({ Link = function(within) return within.content end })
      return link
    end,
  })
end

-- Where a link leads has its own signs, whatever they are called in a text.
local function with_own_signs(blocks, aliases)
  return blocks:walk({
    Link = function(link)
      for alias, sign in pairs(aliases) do link.target = link.target:gsub(alias, sign) end
      return link
    end,
  })
end

-- Links lead to the web or within the report; nothing else is live.
local function inline_filter()
  local function words(text) return pandoc.Str(text) end
  return {
    RawInline = function(raw) return words(raw.text) end,
    RawBlock = function(raw) return pandoc.Para({ words(raw.text) }) end,
    Link = function(link)
      local target = link.target:lower()
      if target:find("^https?://") or target:find("^mailto:") or target:find("^#") then
        link.attr, link.title = pandoc.Attr(), ""
        return link
      end
      return link.content
    end,
    CodeBlock = function(code) return pandoc.Para({ words(code.text) }) end,
    Code = function(code) return words(code.text) end,
  }
end

-- Each column gets room for its longest word, and more as it has more to say. Where longest words leave no room, the
-- very long ones are broken.
local LONGEST = { 24, 20, 17, 12 }

local function least_widths(longest)
  local least, needed = {}, 0
  for _, most in ipairs(LONGEST) do
    needed = 0
    for i, length in ipairs(longest) do
      least[i] = common.room_for(math.min(length, most))
      needed = needed + least[i]
    end
    if needed <= common.LINE then break end
  end
  return least, math.max(needed, common.LINE)
end

local function column_widths(tbl)
  local longest, weights, widths = {}, {}, {}
  for i = 1, #tbl.colspecs do longest[i], weights[i] = 4, 1 end
  common.each_row(tbl, function(row)
    if common.is_beneath(row) then return end
    for i, cell in ipairs(row.cells) do
      local text = stringify(cell.contents)
      weights[i] = weights[i] + characters(text)
      for word in text:gmatch("%S+") do longest[i] = math.max(longest[i], characters(word)) end
    end
  end)
  local least, line = least_widths(longest)
  local room, sum, settled = line, 0, false
  for i, weight in ipairs(weights) do
    weights[i] = math.sqrt(weight)
    sum = sum + weights[i]
  end
  while not settled do  -- a column whose share is too small takes what it needs from the others
    settled = true
    for i, weight in ipairs(weights) do
      if not widths[i] and room * weight / sum < least[i] then
        widths[i], room, sum, settled = least[i], room - least[i], sum - weight, false
      end
    end
  end
  for i, weight in ipairs(weights) do widths[i] = (widths[i] or room * weight / sum) / line end
  return widths
end

-- Names that stand out leave room for what is said of them.
local function with_widths(tbl)
  local widths = column_widths(tbl)
  local over = tbl.classes:includes("named") and widths[1] - 0.25 or 0
  if over > 0 then
    for i = 2, #widths do widths[i] = widths[i] + over * widths[i] / (1 - widths[1]) end
    widths[1] = 0.25
  end
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { spec[1], widths[i] }
  end
  return tbl
end

-- A row of one cell stands beneath the row before, whose name holds for both.
local function span_beneath(body, columns)
  local result = pandoc.List({})
  for _, row in ipairs(body) do
    local before = result[#result]
    if before and #row.cells == 1 and columns > 1 then
      before.cells[1].row_span = 2
      row.cells[1].col_span = columns - 1
      row.attr.classes:insert("beneath")
    end
    result:insert(row)
  end
  return result
end

-- First cells name their rows, unless one of them is empty.
local function with_names(tbl)
  for _, body in ipairs(tbl.bodies) do
    local named = true
    for _, row in ipairs(body.body) do
      named = named and (common.is_beneath(row) or not is_blank(stringify(row.cells[1].contents)))
    end
    body.row_head_columns = named and 1 or 0
  end
  return tbl
end

local function set_table(tbl) return with_names(with_widths(tbl)) end

-- The text of a field is a bookmark in Word.
local function is_field(block) return block.tag == "Div" and block.classes:includes("field") end

local function bookmarked(field, blocks)
  local start, finish = common.bookmark(pandoc.RawBlock, field.attributes.name or "")
  local result = pandoc.Blocks({ start })
  result:extend(blocks)
  result:insert(finish)
  return result
end

local function marked(cell)
  local result = pandoc.Blocks({})
  for _, block in ipairs(cell) do result:extend(is_field(block) and bookmarked(block, block.content) or { block }) end
  return result
end

-- A `list-table` division holds a list of rows, each a list of cells; the first row is the header, save in a `headless`
-- one. Where only rows have names, and where more stands beneath a row, those names are to stand out.
local function list_table(div)
  local rows, columns, named = {}, 0, div.classes:includes("headless")
  for i, row in ipairs(div.content[1].content) do
    local cells = row[1].content:map(function(cell) return pandoc.Cell(stringify(cell) == "" and {} or marked(cell)) end)
    named = named or #cells < columns
    columns = math.max(columns, #cells)
    rows[i] = pandoc.Row(cells)
  end
  local head = pandoc.TableHead(div.classes:includes("headless") and {} or { table.remove(rows, 1) })
  local specs = {}
  for i = 1, columns do specs[i] = { pandoc.AlignDefault, 0 } end
  local body = { attr = pandoc.Attr(), body = span_beneath(rows, columns), head = {}, row_head_columns = 0 }
  local attr = pandoc.Attr("", named and { "named" } or {})
  return set_table(pandoc.Table({ long = {} }, specs, head, { body }, pandoc.TableFoot(), attr))
end

-- A paragraph whose first letter is Hebrew or Arabic runs from right to left; signs under another name (pandoc.py)
-- stand between those letters.
local function right_to_left(block)
  for _, code in utf8.codes(stringify(block.content), true) do
    if (code >= 0x590 and code <= 0x8ff) or (code >= 0xfb1d and code <= 0xfdcf) or (code >= 0xfdf0 and code <= 0xfdff)
      or (code >= 0xfe70 and code <= 0xfefe) or (code >= 0x10800 and code <= 0x10fff)
      or (code >= 0x1e800 and code <= 0x1efff) then
      return true
    elseif (code >= 0x41 and code <= 0x5a) or (code >= 0x61 and code <= 0x7a) or (code >= 0xc0 and code <= 0x58f) then
      return false
    end
  end
  return false
end

local function mark_direction(blocks)
  local function mark(block)
    if right_to_left(block) then return pandoc.Div({ block }, pandoc.Attr("", {}, { dir = "rtl" })) end
  end
  return blocks:walk({ Para = mark, Plain = mark })
end

-- As every format but Word prints a table: nothing is marked, and a cell that holds one paragraph holds its words.
local function bare_table(tbl)
  local bare = tbl:clone()
  common.each_row(bare, function(row)
    for _, cell in ipairs(row.cells) do
      local blocks = cell.contents:filter(function(block) return not common.is_mark(block) end)
      local words = #blocks == 1 and blocks[1].tag == "Para"
      cell.contents = words and { pandoc.Plain(blocks[1].content) } or blocks
    end
  end)
  return bare
end

local function is_list_table(div)
  return div.classes:includes("list-table") and #div.content == 1 and div.content[1].tag == "BulletList"
end

-- Return blocks as Word prints them, with bookmarks around the texts of fields, and as the others do. In one go, and in
-- the order of the page, which a filter does not keep.
local function laid_out(blocks, prepare)
  local in_word, bare = pandoc.Blocks({}), pandoc.Blocks({})
  local function add(of_word, of_others)
    in_word:extend(of_word)
    bare:extend(of_others)
  end
  for _, block in ipairs(blocks) do
    if block.tag == "Header" then
      local prepared = prepare(block)
      add(prepared, prepared)
    elseif block.tag == "Table" then
      add({ block }, { bare_table(block) })
    elseif block.tag ~= "Div" then
      add({ block }, { block })
    elseif is_list_table(block) then
      local tbl = list_table(block)
      add({ tbl }, { bare_table(tbl) })
    else
      local of_word, of_others = laid_out(block.content, prepare)
      if is_field(block) then
        add(bookmarked(block, of_word), of_others)
      else
        add({ pandoc.Div(of_word, block.attr) }, { pandoc.Div(of_others, block.attr) })
      end
    end
  end
  return in_word, bare
end

-- Cut what was read where a division of that name stands before each piece.
local function cut(blocks, pieces)
  local at = 0
  for _, block in ipairs(blocks) do
    if block.tag == "Div" and block.classes:includes("piece") then
      at = at + 1
      pieces[at].blocks = pandoc.Blocks({})
    else
      pieces[at].blocks:insert(block)
    end
  end
end

local function figures_in(blocks)
  return #blocks:filter(function(block) return block.tag == "Figure" end)
end

-- Prepare a piece: `blocks` are as Word prints them and `bare` as the others do, and it is told its chapter, which blocks
-- announce the next, and whether it may have more than text in lists and tables. Return its headings of the contents.
local function prepare_piece(piece, job)
  local blocks = piece.blocks
  if piece.live then blocks = blocks:walk(inline_filter()) end
  if piece.addresses then blocks = with_address_links(blocks) end
  if piece.addresses or piece.live then blocks = with_own_signs(blocks, job.aliases) end
  if piece.tables then blocks = blocks:walk({ Table = set_table }) end
  if piece.live or piece.dead_ends then
    blocks, piece.images = without_dead_ends(blocks, piece.leads, job.resources)
  end
  if piece.rtl then blocks = mark_direction(blocks) end
  local prepare, headings = heading_preparer(piece, job.has_blocks)
  piece.blocks, piece.bare = laid_out(blocks, prepare)
  piece.announcing = common.announcing(piece.bare)
  piece.deep = piece.live or piece.tables or piece.rtl or piece.images > figures_in(piece.bare)
  piece.chapter = headings[1] and headings[1].id or ""
  return headings
end

-- Return the headings of each piece.
return function(doc, job)
  cut(doc.blocks, job.pieces)
  return pandoc.List(job.pieces):map(function(piece) return prepare_piece(piece, job) end)
end
