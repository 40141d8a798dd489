-- Reads the report's Markdown once and writes what was asked for: an HTML body, a Typst body, a Word file.
-- Runs as `pandoc lua render.lua` in a folder with job.json (see sko_widgets/report/pandoc.py).
-- Files go through pandoc.system, which knows Unicode paths on Windows; Lua's own io does not.

local job = pandoc.json.decode(pandoc.system.read_file("job.json"), false)
local options = pandoc.WriterOptions
local themes = { samenhang = true, samenwerking = true, uitvoering = true }
local stringify = pandoc.utils.stringify

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
    if level <= 2 then
      list[#list + 1] = { level = level, id = header.identifier, text = stringify(header.content) }
    end
    return header
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

-- Each column gets room for its longest word, and more when it has more to say.
local function column_widths(tbl)
  local longest, total = {}, {}
  local function count(row)
    for i, cell in ipairs(row.cells) do
      local text = stringify(cell.contents)
      total[i] = (total[i] or 0) + (utf8.len(text) or #text)
      for word in text:gmatch("%S+") do
        longest[i] = math.max(longest[i] or 4, math.min(utf8.len(word) or #word, 22))
      end
    end
  end
  for _, row in ipairs(tbl.head.rows) do count(row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do count(row) end
  end
  local weights, sum = {}, 0
  for i = 1, #tbl.colspecs do
    weights[i] = (longest[i] or 4) + 2 * math.sqrt(total[i] or 0)
    sum = sum + weights[i]
  end
  for i = 1, #weights do weights[i] = weights[i] / sum end
  return weights
end

local function sound_table(tbl)
  local widths = column_widths(tbl)
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { pandoc.AlignDefault, widths[i], spec and nil }
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

-- pandoc leaves `--`, `...` and `-?` as they are, and Typst sets other signs for them: words that are not
-- plain go over as strings. The semicolon ends the expression, whatever follows.
local function typst_word(str)
  if str.text:find("^[%a\xc3-\xca][%w\x80-\xca]*[,.]?$") and not str.text:find("\xc2[\x80-\xbf]") then return nil end
  return pandoc.RawInline("typst", "#" .. quoted(str.text) .. ";")
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
  local columns, result = {}, pandoc.Blocks({})
  for i, width in ipairs(column_widths(tbl)) do columns[i] = string.format("%.2ffr", width * 100) end
  result:insert(raw("#ruled((" .. table.concat(columns, ", ") .. ",), ("))
  local function add(row)
    for _, cell in ipairs(row.cells) do
      result:insert(raw("["))
      result:extend(cell.contents)
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
  if div.classes:includes("question") then return wrapped("#question(" .. theme .. ")", div.content) end
  if div.classes:includes("own-question") then return wrapped("#own-question(" .. theme .. ")", div.content) end
  if div.classes:includes("official") then return wrapped("#official(" .. theme .. ")", div.content) end
  if div.attributes.dir == "rtl" then return wrapped("#right-to-left", div.content) end
  return div.content
end

local function typst_header(header)
  if header.level == 1 then return { raw("#pagebreak(weak: true)"), header } end
end

-- A line that announces a list stays with it.
local function typst_blocks(blocks)
  local result = pandoc.Blocks({})
  for i, block in ipairs(blocks) do
    local next_tag = blocks[i + 1] and blocks[i + 1].tag
    if block.tag == "Para" and (next_tag == "BulletList" or next_tag == "OrderedList") then
      result:extend(wrapped("#announce", pandoc.Blocks({ block })))
    else
      result:insert(block)
    end
  end
  return result
end

local function write_typst(doc)
  local body = doc:walk({ Blocks = typst_blocks }):walk({
    Str = typst_word,
    Image = typst_image,
    Figure = typst_figure,
    Table = typst_table,
    Div = typst_div,
    Header = typst_header,
  })
  return pandoc.write(body, "typst-smart", options({ wrap_text = "preserve" }))
end

-- ---------------------------------------------------------------- Word

local function styled(name, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

local function word_question(div, theme)
  local result = pandoc.Blocks({})
  for _, block in ipairs(div.content) do
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
  if div.classes:includes("own-question") then return styled("Eigen vraag" .. suffix, div.content) end
  if div.classes:includes("official") then
    local named = div:walk({
      Strong = function(strong)
        return pandoc.Span(strong.content, pandoc.Attr("", {}, { ["custom-style"] = "Bouwsteen" .. suffix }))
      end,
    })
    return styled("Toelichting bouwsteen", named.content)
  end
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

local function write_word(doc)
  for _, resource in pairs(job.resources) do
    pandoc.mediabag.insert(resource.png, "image/png", pandoc.system.read_file(resource.png))
  end
  local body = doc:walk({ Image = word_image, Div = word_div })
  return pandoc.write(body, "docx", options({ reference_doc = job.reference }))
end

-- ---------------------------------------------------------------- work

local doc = pandoc.read(job.markdown, job.reader)
doc.meta = {}
doc = doc:walk(sound_inlines())
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
