-- Writes the Typst body: calls of what templates/report/typst/report.typ defines.

local common = require("common")
local height_of = require("heights")
local characters = common.characters
local stringify = pandoc.utils.stringify

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

local LONG = string.rep("%S", 40)

local function typst_word(str)
  local length = characters(str.text)
  if length >= 40 then return pandoc.RawInline("typst", breakable(str.text, length)) end
end

local function with_breaks(block)
  return stringify(block):find(LONG) and block:walk({ Str = typst_word }) or block
end

-- In a narrow column; words of letters are hyphenated where it does not hold them.
local function must_break(word, length) return length >= 32 or length >= 13 and word:find("[%d/_=&%%#@]") end

local function typst_cell_word(str)
  local length = characters(str.text)
  if must_break(str.text, length) then return pandoc.RawInline("typst", breakable(str.text, length)) end
end

local function typst_image(image)
  local call = string.format("#figure-image(%s, alt: %s);", quoted(image.src),
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

-- Return how long the longest word is, and whether there is one that may have to be broken.
local function words_of(text)
  local longest, breaks = 0, false
  for word in text:gmatch("%S+") do
    longest = math.max(longest, #word)
    breaks = breaks or must_break(word, #word)
  end
  return longest, breaks
end

-- A row that has more beneath it has no line there.
local function cell_call(cell, open)
  local how = {}
  if cell.col_span > 1 then how[#how + 1] = "colspan: " .. cell.col_span end
  if cell.row_span > 1 then how[#how + 1] = "rowspan: " .. cell.row_span end
  if open and cell.row_span == 1 then how[#how + 1] = "stroke: none, inset: (left: 0pt, right: 8pt, top: 5pt, bottom: 0pt)" end
  return #how > 0 and "table.cell(" .. table.concat(how, ", ") .. ")" or ""
end

local function typst_table(tbl)
  local columns, longest, cells = {}, 0, pandoc.Blocks({})
  for i, spec in ipairs(tbl.colspecs) do columns[i] = string.format("%.2ffr", spec[2] * 100) end
  local function add(row, is_head)
    local open, first = row.cells[1].row_span > 1, common.is_beneath(row) and 1 or 0
    for i, cell in ipairs(row.cells) do
      local text, width = stringify(cell.contents), common.width_of(cell, i + first, tbl.colspecs)
      local word, breaks = words_of(text)
      longest = math.max(longest, characters(text) / width)
      local hyphens = not is_head and not common.holds(width, word) and "#set text(hyphenate: true);" or ""
      cells:insert(raw(cell_call(cell, open) .. "[" .. hyphens))
      cells:extend(breaks and cell.col_span == 1 and cell.contents:walk({ Str = typst_cell_word }) or cell.contents)
      cells:insert(raw("],"))
    end
  end
  for _, row in ipairs(tbl.head.rows) do add(row, true) end
  cells:insert(raw("), ("))
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do add(row, false) end
  end
  local how = { tostring(longest > 2400), tostring(tbl.classes:includes("named")), "(" .. table.concat(columns, ", ") .. ",)" }
  local result = pandoc.Blocks({ raw("#ruled(" .. table.concat(how, ", ") .. ", (") })
  result:extend(cells)
  result:insert(raw("))"))
  return result
end

local function typst_div(div)
  local colour = quoted(common.colour_of(div))
  local function long() return tostring(characters(stringify(div)) > 1500) end
  if div.classes:includes("question") then
    local next = tostring(div.classes:includes("next"))
    return wrapped("#question(" .. colour .. ", " .. long() .. ", sticky: not " .. next .. ")", div.content)
  end
  if div.classes:includes("own-question") then
    return wrapped("#own-question(" .. colour .. ", " .. long() .. ")", div.content)
  end
  if div.classes:includes("official") then return wrapped("#official(" .. colour .. ")", div.content) end
  if div.classes:includes("about") then return wrapped("#about", div.content) end
  if div.classes:includes("theme") then return wrapped("#theme-line(" .. colour .. ")", div.content) end
  if div.classes:includes("under-heading") then return wrapped("#under-heading", div.content) end
  if div.attributes.dir == "rtl" then return wrapped("#right-to-left", div.content) end
  return div.content
end

-- A chapter begins below a rule, one that opens a theme at the top of a page.
local function chapter(header, before, is_first)
  local opens = not before and is_first or before and before.tag == "Div" and before.classes:includes("theme")
  local named = header:walk({
    Span = function(span)
      if not span.classes:includes("block-name") then return nil end
      local result = pandoc.Inlines({ pandoc.RawInline("typst", "#block-name(" .. quoted(common.colour_of(span)) .. ")[") })
      result:extend(span.content)
      result:insert(pandoc.RawInline("typst", "]"))
      return result
    end,
  })
  return opens and { named } or { raw("#chapter-rule()"), named }
end

local function is_cycle(block) return block.tag == "Header" and block.classes:includes("cycle") end

-- The contents have a line of their own for cycles.
local function cycle(header)
  local unlisted = header:clone()
  unlisted.classes:insert("unlisted")
  return unlisted
end

-- What belongs on one page: whether it surely fits, surely does not, or is to be measured.
local PAGE, PAGES = 215, 430
local function one_page(div)
  local height = height_of(div:clone())
  local fits = (not height or height > PAGE and height < PAGES) and "auto" or tostring(height <= PAGE)
  return wrapped("#one-page(" .. fits .. ")", div.content)
end

-- The path of a block's cycles, above the first of them.
local function is_path(block, following)
  return block.tag == "Figure" and following and is_cycle(following)
end

-- A theme starts a page, a line that announces a list or table stays with it, a short list stays together.
local function typst_blocks(piece)
  local result, blocks = pandoc.Blocks({}), piece.bare
  for i, block in ipairs(blocks) do
    if block.tag == "Header" and block.level == 1 then
      result:extend(chapter(block, blocks[i - 1], piece.number == 1))
    elseif is_cycle(block) then
      result:insert(cycle(block))
    elseif block.tag == "Div" and block.classes:includes("one-page") then
      result:extend(one_page(block))
    elseif piece.announcing[block] or is_path(block, blocks[i + 1]) then
      result:extend(wrapped("#announce", { block }))
    elseif common.is_list(block) and characters(stringify(block)) < 900 then
      result:extend(wrapped("#kept", { block }))
    else
      result:insert(block)
    end
  end
  return result
end

local function typst_body(piece)
  local count, figure = common.figures(typst_image, typst_figure)
  local makers = { Table = typst_table, Div = typst_div, Figure = figure }
  local body = common.set_blocks(typst_blocks(piece), makers, piece.deep)
  if piece.long then body = pandoc.Blocks(body:map(with_breaks)) end
  if piece.images > count() then body = body:walk({ Image = typst_image }) end  -- one within a text
  return body
end

return function(pieces)
  local options = pandoc.WriterOptions({ wrap_text = "preserve" })
  return pandoc.write(common.together(pieces, "typst", typst_body), "typst-smart", options)
end
