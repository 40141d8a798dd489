-- Makes the document sound for every format: headings in order, tables with widths, nothing live.

local common = require("common")
local characters = common.characters
local stringify = pandoc.utils.stringify

local function is_blank(text)
  return not text:gsub("\u{a0}", ""):gsub("\u{200b}", ""):gsub("\u{feff}", ""):find("%S")
end

-- A heading of more than a page is no heading: what is beyond its first thousand characters follows as text.
local function split_long(inlines)
  local first, rest, count = pandoc.Inlines({}), pandoc.Inlines({}), 0
  for _, inline in ipairs(inlines) do
    local text = stringify(inline)
    local room = 1000 - count
    count = count + characters(text)
    if count <= 1000 then
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

local function sound_headers(doc)
  local level, count, seen, list = 0, 0, {}, {}
  local function sound(header)
    header.level = math.min(header.level, level + 1, 4)
    level = header.level
    if is_blank(stringify(header.content)) then header.content = { pandoc.Str("Zonder titel") } end
    local id = header.identifier
    if level > 2 and not (id ~= "" and not seen[id]) then
      header.identifier = ""
    elseif id == "" or seen[id] or #id > 40 or not id:find("^%a[%w_-]*$") then
      repeat
        count = count + 1
        id = "deel-" .. count
      until not seen[id]
      header.identifier = id
    end
    seen[header.identifier] = true
    local first, rest = split_long(header.content)
    header.content = first
    if level <= 2 then list[#list + 1] = { level = level, id = header.identifier, text = stringify(first) } end
    if #rest == 0 then return header end
    return { header, pandoc.Para(rest) }, false
  end
  return doc:walk({ traverse = "topdown", Header = sound }), list
end

local function sound_inlines(resources)
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
    Image = function(image)
      if resources[image.src] then return nil end
      return #image.caption > 0 and image.caption or words(image.attributes.alt or "")
    end,
    CodeBlock = function(code) return pandoc.CodeBlock(code.text) end,
    Code = function(code) return pandoc.Code(code.text) end,
  }
end

-- A `list-table` division holds a list of rows, each a list of cells; the first row is the header.
local function list_table(div)
  if not div.classes:includes("list-table") or #div.content ~= 1 or div.content[1].tag ~= "BulletList" then
    return nil
  end
  local rows = {}
  for i, row in ipairs(div.content[1].content) do
    rows[i] = row[1].content:map(function(cell)
      if stringify(cell) == "" then return pandoc.Blocks({}) end
      return #cell == 1 and cell[1].tag == "Para" and pandoc.Blocks({ pandoc.Plain(cell[1].content) }) or cell
    end)
  end
  local head = table.remove(rows, 1)
  local aligns, widths = {}, {}
  for i = 1, #head do
    aligns[i], widths[i] = pandoc.AlignDefault, 0
  end
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, head, rows))
end

-- Each column gets room for its longest word, and what is left goes to those that have more to say; a line
-- holds some 80 characters.
local function column_widths(tbl)
  local least, total = {}, {}
  common.each_row(tbl, function(row)
    for i, cell in ipairs(row.cells) do
      local text = stringify(cell.contents)
      total[i] = (total[i] or 0) + characters(text)
      for word in text:gmatch("%S+") do least[i] = math.max(least[i] or 6, math.min(characters(word) + 2, 15)) end
    end
  end)
  local needed, said = 0, 0
  for i = 1, #tbl.colspecs do
    needed, said = needed + (least[i] or 6), said + math.max(total[i] or 1, 1) ^ 0.8
  end
  local widths, line = {}, math.max(80, needed)
  for i = 1, #tbl.colspecs do
    widths[i] = ((least[i] or 6) + (line - needed) * math.max(total[i] or 1, 1) ^ 0.8 / said) / line
  end
  return widths
end

local function sound_table(tbl)
  local widths = column_widths(tbl)
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { spec[1], widths[i] }
  end
  return tbl
end

-- A paragraph whose first letter is Hebrew or Arabic runs from right to left.
local function right_to_left(block)
  for _, code in utf8.codes(stringify(block.content), true) do
    if (code >= 0x590 and code <= 0x8ff) or (code >= 0xfb1d and code <= 0xfdff)
      or (code >= 0xfe70 and code <= 0xfefe) or (code >= 0x10800 and code <= 0x10fff)
      or (code >= 0x1e800 and code <= 0x1efff) then
      return true
    elseif (code >= 0x41 and code <= 0x5a) or (code >= 0x61 and code <= 0x7a) or (code >= 0xc0 and code <= 0x58f) then
      return false
    end
  end
  return false
end

local function mark_direction(doc)
  local function mark(block)
    if right_to_left(block) then return pandoc.Div({ block }, pandoc.Attr("", {}, { dir = "rtl" })) end
  end
  return doc:walk({ Para = mark, Plain = mark })
end

-- Return the document, and the headings of its contents.
return function(doc, resources, may_run_right_to_left)
  doc.meta = {}
  doc = doc:walk(sound_inlines(resources)):walk({ Div = list_table })
  local headings
  doc, headings = sound_headers(doc)
  if may_run_right_to_left then doc = mark_direction(doc) end
  return doc:walk({ Table = sound_table }), headings
end
