-- Prepares the document for every format: headings in order, tables with widths, nothing live.

local common = require("common")
local tables = require("tables")
local characters = common.characters
local stringify = pandoc.utils.stringify

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
    if common.is_blank(text) then header.content = { pandoc.Str("Zonder titel") } end
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
      add({ block }, { tables.bare(block) })
    elseif block.tag ~= "Div" then
      add({ block }, { block })
    elseif tables.is_list(block) then
      local tbl = tables.of_list(block)
      add({ tbl }, { tables.bare(tbl) })
    else
      local of_word, of_others = laid_out(block.content, prepare)
      if common.is_field(block) then
        add(common.bookmarked(block, of_word), of_others)
      else
        add({ pandoc.Div(of_word, block.attr) }, { pandoc.Div(of_others, block.attr) })
      end
    end
  end
  return in_word, bare
end

-- Tell of each block whether it is a short paragraph before a list or a table, or a name in bold before what is said of
-- it.
local function announces(block, following)
  if block.tag ~= "Para" or not following or characters(stringify(block)) > 300 then return false end
  if common.is_list(following) or following.tag == "Table" then return true end
  local content = block:clone().content  -- what was looked into is written anew, however little changed
  return #content == 1 and content[1].tag == "Strong"
end

local function announcing(blocks)
  local those = {}
  for i, block in ipairs(blocks) do those[block] = announces(block, blocks[i + 1]) end
  return those
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

-- Prepare a piece: `blocks` are as Word prints them and `bare` as the others do, and it is told its chapter, which of
-- its blocks announce the next, and whether it may have more than text in lists and tables. Return its headings of the
-- contents.
local function prepare_piece(piece, job)
  local blocks = piece.blocks
  if piece.live then blocks = blocks:walk(inline_filter()) end
  if piece.addresses then blocks = with_address_links(blocks) end
  if piece.addresses or piece.live then blocks = with_own_signs(blocks, job.aliases) end
  if piece.tables then blocks = blocks:walk({ Table = tables.set }) end
  if piece.live or piece.dead_ends then
    blocks, piece.images = without_dead_ends(blocks, piece.leads, job.resources)
  end
  if piece.rtl then blocks = mark_direction(blocks) end
  local prepare, headings = heading_preparer(piece, job.has_blocks)
  piece.blocks, piece.bare = laid_out(blocks, prepare)
  piece.announcing = announcing(piece.bare)
  piece.deep = piece.live or piece.tables or piece.rtl or piece.images > figures_in(piece.bare)
  piece.chapter = headings[1] and headings[1].id or ""
  return headings
end

-- Return the headings of each piece.
return function(doc, job)
  cut(doc.blocks, job.pieces)
  return pandoc.List(job.pieces):map(function(piece) return prepare_piece(piece, job) end)
end
