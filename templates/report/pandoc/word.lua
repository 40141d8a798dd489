-- Writes the Word file with the styles of templates/report/word/reference.docx.

local common = require("common")
local stringify = pandoc.utils.stringify

local function styled(name, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

-- The writer gives a Plain its own style, whatever is around it.
local function as_paragraphs(blocks)
  local result = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    if block.tag == "Plain" then
      result:insert(pandoc.Para(block.content))
    elseif block.tag == "Para" then
      result:insert(block)
    else
      result:insert(block:walk({ Plain = function(plain) return pandoc.Para(plain.content) end }))
    end
  end
  return result
end

local function named(blocks, style)
  return blocks:walk({
    Strong = function(strong)
      return pandoc.Span(strong.content, pandoc.Attr("", {}, { ["custom-style"] = style }))
    end,
  })
end

local function word_question(div, style, suffix)
  local result = pandoc.Blocks({})
  for _, block in ipairs(as_paragraphs(div.content)) do
    if block.tag == "Header" then
      result:insert(styled(style .. "kop" .. suffix, { pandoc.Para(block.content) }))
    else
      result:insert(styled(style .. suffix, { block }))
    end
  end
  return result
end

local function word_div(div)
  local colour = common.colours[common.colour_of(div)]
  local suffix = colour and " " .. colour or ""
  if div.classes:includes("question") then return word_question(div, "Vraag", suffix) end
  if div.classes:includes("own-question") then return word_question(div, "Eigen vraag", suffix) end
  if div.classes:includes("under-heading") then return styled("Onder kop", div.content) end
  if div.classes:includes("official") then
    local style = div.classes:includes("after-table") and "Toelichting na tabel" or "Toelichting bouwsteen"
    return styled(style, named(div.content, "Bouwsteen" .. suffix))
  end
end

-- Word fills its contents anew from the built-in styles of headings; what is not to be listed has one of its own.
local function unlisted(header)
  local heading = styled("Bijlagekop", { pandoc.Para(header.content) })
  heading.identifier = header.identifier
  return heading
end

-- The writer puts no room below a table; headings and questions have theirs above them.
local function word_blocks(blocks)
  local result = pandoc.Blocks({})
  for i, block in ipairs(blocks) do
    local below = i > 1 and blocks[i - 1].tag == "Table"
    if below and block.tag == "Div" then block.classes:insert("after-table") end
    if block.tag == "Header" and block.classes:includes("unlisted") then
      block = unlisted(block)
    elseif common.announces(block, blocks[i + 1]) then
      block = styled("Aankondiging", { block })
    elseif below and block.tag == "Para" then
      block = styled("Na tabel", { block })
    end
    result:insert(block)
  end
  return result
end

-- The Word writer describes a picture with its caption, and wants a bitmap. It gets one to hold the place;
-- sko_widgets/report/word.py puts in the real one and the drawing.
local function word_image(resources)
  return function(image)
    local resource = resources[image.src]
    image.caption = { pandoc.Str(image.attributes.alt or stringify(image.caption)) }
    image.attributes.alt = nil
    image.attributes.width, image.attributes.height = resource.width, resource.height
    image.src = resource.png
    return image
  end
end

local function word_table(tbl)
  local function style(cell, name)
    if #cell.contents > 0 then cell.contents = { styled(name, as_paragraphs(cell.contents)) } end
  end
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do style(cell, "Tabelkop") end
  end
  local stands_out = tbl.classes:includes("named")
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for i, cell in ipairs(row.cells) do
        local is_name = i == 1 and stands_out and not common.is_beneath(row)
        local more = row.cells[1].row_span > 1 and " met meer" or ""
        style(cell, (is_name and "Tabelnaam" or "Tabeltekst") .. more)
      end
    end
  end
  return tbl
end

return function(doc, job)
  for _, resource in pairs(job.resources) do
    pandoc.mediabag.insert(resource.png, "image/png", pandoc.system.read_file(resource.png))
  end
  local body = pandoc.Pandoc(word_blocks(doc.blocks)):walk({ Div = word_div, Table = word_table })
  if next(job.resources) then body = body:walk({ Image = word_image(job.resources) }) end
  return pandoc.write(body, "docx", pandoc.WriterOptions({ reference_doc = job.reference }))
end
