-- Writes the Word file with the names of styles of reference.docx (see sko_widgets/report/word_reference.py).

local common = require("common")
local stringify = pandoc.utils.stringify

local function styled(name, blocks) return pandoc.Div(blocks, { ["custom-style"] = name }) end

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

-- The title of a block, behind its name in the heading, is a bookmark.
local function around_title(inlines, name)
  local start, finish = common.bookmark(pandoc.RawInline, name)
  local title = pandoc.Inlines({})
  for i, inline in ipairs(inlines) do
    if i == 3 then title:extend(start) end
    title:insert(inline)
  end
  if #inlines > 2 then title:extend(finish) end
  return title
end

-- The styles of a theme are called after its colour.
local function coloured(style, element)
  local colour = common.colours[common.colour_of(element)]
  return colour and style .. " " .. colour or style
end

local function word_question(div, head, text)
  local result = pandoc.Blocks({})
  for _, block in ipairs(as_paragraphs(div.content)) do
    if common.is_mark(block) then
      result:insert(block)
    elseif block.tag == "Header" then
      result:insert(styled(coloured(head, div), { pandoc.Para(block.content) }))
    else
      result:insert(styled(coloured(text, div), { block }))
    end
  end
  return result
end

local function word_div(div)
  if div.classes:includes("question") then
    return word_question(div, "Vraagkop", div.classes:includes("next") and "Nieuwe vraag" or "Vraag")
  end
  if div.classes:includes("own-question") then return word_question(div, "Eigen vraagkop", "Eigen vraag") end
  if div.classes:includes("theme") then return styled(coloured("Thema", div), div.content) end
  if div.classes:includes("about") then return styled("Toelichting bouwsteen", div.content) end
  if div.classes:includes("under-heading") then return styled("Onder kop", div.content) end
  if div.classes:includes("official") then
    local style = div.classes:includes("after-table") and "Verwijzing na tabel" or "Verwijzing"
    return styled(style, named(div.content, coloured("Bouwsteen", div)))
  end
end

-- The name of a block is styled.
local function word_heading(header)
  local name = header.attributes.name
  if not name and not header.classes:includes("block") then return nil end
  header.attributes.name = nil
  local span = header.content[1]
  if span.tag ~= "Span" then return header end
  local title = name and around_title(header.content, name) or header.content
  if span.classes:includes("block-name") then
    title[1] = pandoc.Span(span.content, { ["custom-style"] = coloured("Bouwsteen", span) })
  end
  header.content = title
  return header
end

-- Word fills its contents anew from the built-in styles of headings; what is not to be listed has one of its own.
local function unlisted(header)
  local heading = styled("Bijlagekop", { pandoc.Para(header.content) })
  heading.identifier = header.identifier
  return heading
end

-- What belongs on one page: the rows of its tables stay together.
local function on_one_page(div)
  return div:walk({
    Table = function(tbl)
      tbl.classes:insert("one-page")
      return tbl
    end,
  })
end

-- The writer puts no room below a table; headings and questions have theirs above them.
local function word_blocks(piece)
  local result, below = pandoc.Blocks({}), false
  for _, block in ipairs(piece.blocks) do
    local tag = block.tag
    if below and tag == "Div" then block.classes:insert("after-table") end
    if tag == "Header" and block.classes:includes("unlisted") then
      block = unlisted(block)
    elseif piece.announcing[block] then
      block = styled("Aankondiging", { block })
    elseif below and tag == "Para" then
      block = styled("Na tabel", { block })
    elseif tag == "Div" and block.classes:includes("one-page") then
      block = on_one_page(block)
    end
    result:insert(block)
    below = tag == "Table" or below and common.is_mark(block)
  end
  return result
end

-- The Word writer describes a picture with its caption, and wants a bitmap. It gets one to hold the place;
-- sko_widgets/report/word.py puts in the real one and the drawing.
local function word_image(resources)
  return function(image)
    local resource = resources[image.src]
    if not resource then return nil end  -- it was set with its figure
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
  local stands_out, together = tbl.classes:includes("named"), tbl.classes:includes("one-page")
  for _, body in ipairs(tbl.bodies) do
    for at, row in ipairs(body.body) do
      for i, cell in ipairs(row.cells) do
        local is_name = i == 1 and stands_out and not common.is_beneath(row)
        local more = (row.cells[1].row_span > 1 or together and at < #body.body) and " met meer" or ""
        style(cell, (is_name and "Tabelnaam" or "Tabeltekst") .. more)
      end
    end
  end
  return tbl
end

-- In a division, which closes the bookmarks of its headings.
local function word_body(piece, image)
  local count, figure = common.figures(image, function(figure) return figure end)
  local makers = { Div = word_div, Header = word_heading, Table = word_table, Figure = figure }
  local body = common.set_blocks(word_blocks(piece), makers, piece.deep)
  return { pandoc.Div(piece.images > count() and body:walk({ Image = image }) or body) }
end

return function(pieces, job)
  for _, resource in pairs(job.resources) do
    pandoc.mediabag.insert(resource.png, "image/png", pandoc.system.read_file(resource.png))
  end
  local image = word_image(job.resources)
  local doc = common.together(pieces, "openxml", function(piece) return word_body(piece, image) end)
  local options = pandoc.WriterOptions({ reference_doc = "reference.docx", highlight_method = "none" })
  return pandoc.write(doc, "docx", options)
end
