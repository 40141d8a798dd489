-- Reads the report's Markdown once and writes what was asked for: an HTML body, a Typst body, a Word file.
-- Runs as `pandoc lua render.lua` in a folder with job.json (see sko_widgets/report/pandoc.py).
-- Files go through pandoc.system, which knows Unicode paths on Windows; Lua's own io does not.

local job = pandoc.json.decode(pandoc.system.read_file("job.json"), false)
local options = pandoc.WriterOptions
local themes = { samenhang = true, samenwerking = true, uitvoering = true }
local stringify = pandoc.utils.stringify

local function characters(text) return utf8.len(text) or #text end

local function theme_of(element)
  for _, class in ipairs(element.classes) do
    if themes[class] then return class end
  end
  return ""
end

local function is_blank(text)
  return not text:gsub("\u{a0}", ""):gsub("\u{200b}", ""):gsub("\u{feff}", ""):find("%S")
end

-- ---------------------------------------------------------------- one document, sound for all formats

-- A heading of more than a page is no heading: what is beyond its first thousand characters follows as text.
local function split_long(inlines)
  local first, rest, count = pandoc.Inlines({}), pandoc.Inlines({}), 0
  for _, inline in ipairs(inlines) do
    local text = stringify(inline)
    local room = 1000 - count
    count = count + characters(text)
    if count <= 1000 then
      first:insert(inline)
    elseif inline.tag == "Str" and room > 0 then
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

local function sound_inlines()
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
      if job.resources[image.src] then return nil end
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

local function each_row(tbl, visit)
  for _, row in ipairs(tbl.head.rows) do visit(row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do visit(row) end
  end
end

-- Each column gets room for its longest word, and more when it has more to say; a line holds some 90 characters.
local function column_widths(tbl)
  local least, total = {}, {}
  each_row(tbl, function(row)
    for i, cell in ipairs(row.cells) do
      local text = stringify(cell.contents)
      total[i] = (total[i] or 0) + characters(text)
      for word in text:gmatch("%S+") do least[i] = math.max(least[i] or 6, math.min(characters(word) + 2, 17)) end
    end
  end)
  local needed, said = 0, 0
  for i = 1, #tbl.colspecs do
    needed, said = needed + (least[i] or 6), said + math.sqrt(total[i] or 1)
  end
  local widths, line = {}, math.max(90, needed)
  for i = 1, #tbl.colspecs do
    widths[i] = ((least[i] or 6) + (line - needed) * math.sqrt(total[i] or 1) / said) / line
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

local function is_list(block) return block.tag == "BulletList" or block.tag == "OrderedList" end

local function announces(block, following)
  return block.tag == "Para" and following and (is_list(following) or following.tag == "Table")
    and characters(stringify(block)) < 300
end

-- ---------------------------------------------------------------- HTML

local function html_table(tbl)
  local labels = {}
  local function label_cells(row, role)
    row.attr.attributes.role = "row"
    for i, cell in ipairs(row.cells) do
      cell.attr.attributes.role = role
      if role == "columnheader" then
        cell.attr.attributes.scope = "col"
        labels[i] = stringify(cell.contents)
      elseif labels[i] then
        cell.attr.attributes["data-label"] = labels[i]
      end
    end
    return row
  end
  tbl.attr.attributes.role = "table"
  tbl.head.attr.attributes.role = "rowgroup"
  for i, row in ipairs(tbl.head.rows) do tbl.head.rows[i] = label_cells(row, "columnheader") end
  for _, body in ipairs(tbl.bodies) do
    body.attr.attributes.role = "rowgroup"
    for i, row in ipairs(body.body) do body.body[i] = label_cells(row, "cell") end
  end
  return tbl
end

local function write_html(doc)
  local shifted = doc:walk({
    Header = function(header)
      header.level = header.level + 1
      return header
    end,
    Table = html_table,
  })
  return pandoc.write(shifted, "html5", options({ wrap_text = "preserve", email_obfuscation = "none" }))
end

-- ---------------------------------------------------------------- Typst

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function raw(text) return pandoc.RawBlock("typst", text) end

local function wrapped(call, blocks)
  local result = pandoc.Blocks({ raw(call .. "[") })
  result:extend(blocks)
  result:insert(raw("]"))
  return result
end

-- Signs that belong to the one before them.
local function clings(code)
  return (code >= 0x300 and code <= 0x36f) or (code >= 0x1ab0 and code <= 0x1aff) or (code >= 0x20d0 and code <= 0x20ff)
    or (code >= 0xfe00 and code <= 0xfe0f) or (code >= 0x1f3fb and code <= 0x1f3ff) or code == 0x200d
end

-- A word that no line may hold gets places where it can break; what is copied from the PDF has nothing in them.
local function breakable(text, length)
  local step = length > 1000 and 10 or 3
  local parts, part, count, previous = {}, {}, 0, 0
  for _, code in utf8.codes(text) do
    if count >= step and not clings(code) and previous ~= 0x200d then
      parts[#parts + 1] = "#" .. quoted(table.concat(part)) .. ";"
      part, count = {}, 0
    end
    part[#part + 1], count, previous = utf8.char(code), count + 1, code
  end
  parts[#parts + 1] = "#" .. quoted(table.concat(part)) .. ";"
  return table.concat(parts, "#h(0.01pt)")
end

-- pandoc leaves `--`, `...` and `-?` as they are, and Typst sets other signs for them: words that are not
-- plain go over as strings. The semicolon ends the expression, whatever follows.
local function typst_word(str)
  local text = str.text
  if #text >= 40 and characters(text) >= 40 then
    return pandoc.RawInline("typst", breakable(text, #text))
  end
  if text:find("^[%a\xc3-\xca][%w\x80-\xca]*[,.]?$") and not text:find("\xc2[\x80-\xbf]") then return nil end
  return pandoc.RawInline("typst", "#" .. quoted(text) .. ";")
end

-- In a narrow column; words of letters are hyphenated there.
local function typst_cell_word(str)
  local length = characters(str.text)
  if length < 16 or (length < 32 and not str.text:find("[%d/_=&%%#@]")) then return nil end
  return pandoc.RawInline("typst", breakable(str.text, length))
end

local function typst_image(image)
  local call = string.format("#figure-image(%s, alt: %s)", quoted(image.src),
    quoted(image.attributes.alt or stringify(image.caption)))
  return pandoc.RawInline("typst", call)
end

local function typst_figure(figure)
  local id = figure.identifier ~= "" and figure.identifier:find("^%a[%w_-]*$") and figure.identifier or nil
  local result = pandoc.Blocks({ raw("#captioned(label-name: " .. (id and quoted(id) or "none") .. ", [") })
  result:extend(figure.content)
  result:extend({ raw("], [") })
  result:extend(figure.caption.long)
  result:insert(raw("])"))
  return result
end

local function typst_table(tbl)
  local columns, longest, result = {}, 0, pandoc.Blocks({})
  for i, spec in ipairs(tbl.colspecs) do columns[i] = string.format("%.2ffr", spec[2] * 100) end
  each_row(tbl, function(row)
    for _, cell in ipairs(row.cells) do longest = math.max(longest, characters(stringify(cell.contents))) end
  end)
  result:insert(raw("#ruled(" .. tostring(longest > 600) .. ", (" .. table.concat(columns, ", ") .. ",), ("))
  local function add(row)
    for _, cell in ipairs(row.cells) do
      result:insert(raw("["))
      result:extend(cell.contents:walk({ Str = typst_cell_word }))
      result:insert(raw("],"))
    end
  end
  for _, row in ipairs(tbl.head.rows) do add(row) end
  result:insert(raw("), ("))
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do add(row) end
  end
  result:insert(raw("))"))
  return result
end

local function typst_div(div)
  local theme = quoted(theme_of(div))
  local long = tostring(characters(stringify(div.content)) > 1500)
  if div.classes:includes("question") then return wrapped("#question(" .. theme .. ", " .. long .. ")", div.content) end
  if div.classes:includes("own-question") then
    local label = wrapped("#own-label(" .. theme .. ")", { div.content:remove(1) })
    return wrapped("#own-question(" .. theme .. ", " .. long .. ")", label .. div.content)
  end
  if div.classes:includes("official") then return wrapped("#official(" .. theme .. ")", div.content) end
  if div.attributes.dir == "rtl" then return wrapped("#right-to-left", div.content) end
  return div.content
end

-- A chapter starts a page, a line that announces a list or table stays with it, a short list stays together.
local function typst_blocks(blocks)
  local result = pandoc.Blocks({})
  for i, block in ipairs(blocks) do
    if block.tag == "Header" and block.level == 1 then
      result:extend({ raw("#pagebreak(weak: true)"), block })
    elseif announces(block, blocks[i + 1]) then
      result:extend(wrapped("#announce", { block }))
    elseif is_list(block) and characters(stringify(block)) < 900 then
      result:extend(wrapped("#kept", { block }))
    else
      result:insert(block)
    end
  end
  return result
end

local function write_typst(doc)
  local body = pandoc.Pandoc(typst_blocks(doc.blocks)):walk({ Table = typst_table }):walk({
    Str = typst_word,
    Image = typst_image,
    Figure = typst_figure,
    Div = typst_div,
  })
  return pandoc.write(body, "typst-smart", options({ wrap_text = "preserve" }))
end

-- ---------------------------------------------------------------- Word

local function styled(name, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

-- The writer gives a Plain its own style, whatever is around it.
local function as_paragraphs(blocks)
  return pandoc.Blocks(blocks):walk({ Plain = function(plain) return pandoc.Para(plain.content) end })
end

local function named(blocks, style)
  return blocks:walk({
    Strong = function(strong)
      return pandoc.Span(strong.content, pandoc.Attr("", {}, { ["custom-style"] = style }))
    end,
  })
end

local function word_question(div, theme)
  local result = pandoc.Blocks({})
  for _, block in ipairs(as_paragraphs(div.content)) do
    if block.tag == "Header" then
      result:insert(styled("Vraagkop" .. theme, { pandoc.Para(block.content) }))
    else
      result:insert(styled("Vraag" .. theme, { block }))
    end
  end
  return result
end

local function word_div(div)
  local theme = theme_of(div)
  local suffix = theme ~= "" and " " .. theme or ""
  if div.classes:includes("question") then return word_question(div, suffix) end
  if div.classes:includes("own-question") then
    local label = named(pandoc.Blocks({ div.content:remove(1) }), "Vraagnaam" .. suffix)
    return styled("Eigen vraag" .. suffix, label .. as_paragraphs(div.content))
  end
  if div.classes:includes("official") then
    return styled("Toelichting bouwsteen", named(div.content, "Bouwsteen" .. suffix))
  end
end

local function word_blocks(blocks)
  for i, block in ipairs(blocks) do
    if announces(block, blocks[i + 1]) then blocks[i] = styled("Aankondiging", { block }) end
  end
  return blocks
end

-- The Word writer describes a picture with its caption, and wants a bitmap; sko_widgets/report/word.py
-- puts the drawing beside it.
local function word_image(image)
  local alt = image.attributes.alt or stringify(image.caption)
  image.caption = { pandoc.Str(alt) }
  image.attributes.alt = nil
  image.attributes.width = image.attributes.width or job.resources[image.src].width
  image.src = job.resources[image.src].png
  return image
end

local function word_table(tbl)
  local function style_cells(row, name)
    for _, cell in ipairs(row.cells) do
      if #cell.contents > 0 then cell.contents = { styled(name, as_paragraphs(cell.contents)) } end
    end
    return row
  end
  for i, row in ipairs(tbl.head.rows) do tbl.head.rows[i] = style_cells(row, "Tabelkop") end
  for _, body in ipairs(tbl.bodies) do
    for i, row in ipairs(body.body) do body.body[i] = style_cells(row, "Tabeltekst") end
  end
  return tbl
end

local function write_word(doc)
  for _, resource in pairs(job.resources) do
    pandoc.mediabag.insert(resource.png, "image/png", pandoc.system.read_file(resource.png))
  end
  local body = pandoc.Pandoc(word_blocks(doc.blocks)):walk({ Image = word_image, Div = word_div, Table = word_table })
  return pandoc.write(body, "docx", options({ reference_doc = job.reference }))
end

-- ---------------------------------------------------------------- work

local doc = pandoc.read(job.markdown, job.reader)
doc.meta = {}
doc = doc:walk(sound_inlines()):walk({ Div = list_table })
local headings
doc, headings = sound_headers(doc)
if job.rtl then doc = mark_direction(doc) end
doc = doc:walk({ Table = sound_table })
pandoc.system.write_file("headings.json", pandoc.json.encode(headings))

local writers = { typst = write_typst, html = write_html, docx = write_word }
for _, target in ipairs(job.targets) do
  pandoc.system.write_file("body." .. target, writers[target](doc))
  io.stdout:write(target, "\n")
  io.stdout:flush()
end
