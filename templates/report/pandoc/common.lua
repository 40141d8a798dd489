-- What every step of the report needs.

local common = { colours = {} }  -- name of a colour -> what Word's styles call it; render.lua fills it

-- Return the blocks of all pieces as one document, with what is cut at before each: a character that is in no text.
-- To read or write each by itself costs more than all at once, for pandoc weighs a format's extensions every time.
function common.together(pieces, format, blocks_of)
  local blocks = pandoc.Blocks({})
  for _, piece in ipairs(pieces) do
    blocks:insert(pandoc.RawBlock(format, "\u{fdda}"))
    blocks:extend(blocks_of(piece))
  end
  return pandoc.Pandoc(blocks)
end

function common.characters(text) return utf8.len(text) or #text end

function common.is_blank(text)
  return not text:gsub("\u{a0}", ""):gsub("\u{200b}", ""):gsub("\u{feff}", ""):find("%S")
end

function common.colour_of(element)
  for _, class in ipairs(element.classes) do
    if common.colours[class] then return class end
  end
  return ""
end

function common.each_row(tbl, visit)
  for _, row in ipairs(tbl.head.rows) do visit(row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do visit(row) end
  end
end

-- Tell whether a row stands beneath the row before, with a cell across the columns behind its name.
function common.is_beneath(row) return row.attr.classes:includes("beneath") end

-- Tell whether the first cell of each row of a body is its name.
function common.has_names(body) return body.row_head_columns == 1 end

-- Which part of the page's width a cell takes, whose first column is this one.
function common.width_of(cell, at, columns)
  local width = 0
  for i = at, math.min(at + cell.col_span - 1, #columns) do width = width + columns[i][2] end
  return width
end

-- A line of a table as wide as the page holds some 100 characters of their size.
common.LINE = 100

-- Which part of that line a column must have for a word of so many characters.
function common.room_for(length) return 1.15 * length + 2 end

function common.holds(width, length) return common.room_for(length) <= width * common.LINE + 0.001 end

function common.is_list(block) return block.tag == "BulletList" or block.tag == "OrderedList" end

-- Return blocks with what is made of those of a kind, of what is within divisions first. A filter does the same, but
-- looks through every word of the text: it is for pieces that may have such blocks in lists, quotes and tables too.
function common.set_blocks(blocks, makers, deep)
  if deep then return blocks:walk(makers) end
  local result = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    if block.tag == "Div" then block = pandoc.Div(common.set_blocks(block.content, makers), block.attr) end
    local make = makers[block.tag]
    local made = make and make(block:clone()) or block  -- another format may print the same block
    if made.tag then result:insert(made) else result:extend(made) end
  end
  return result
end

-- Return what begins and what ends a bookmark in Word; nothing where it can have no such name.
local bookmarks = 1000000  -- pandoc numbers its own from below
function common.bookmark(make, name)
  if not name:find("^%a[%w_]*$") then return {}, {} end
  bookmarks = bookmarks + 1
  return { make("openxml", string.format('<w:bookmarkStart w:id="%d" w:name="%s"/>', bookmarks, name)) },
    { make("openxml", string.format('<w:bookmarkEnd w:id="%d"/>', bookmarks)) }
end

-- Nothing else of a text is raw.
function common.is_mark(block) return block.tag == "RawBlock" end

function common.is_field(block) return block.tag == "Div" and block.classes:includes("field") end

-- Return the text of a field as a bookmark.
function common.bookmarked(field, blocks)
  local start, finish = common.bookmark(pandoc.RawBlock, field.attributes.name or "")
  local result = pandoc.Blocks(start)
  result:extend(blocks)
  result:extend(finish)
  return result
end

-- Return how many pictures were set so far, and a filter of figures that sets theirs: pictures stand in figures, save a
-- few, and to look for them in all that is said takes long.
function common.figures(set_image, set_figure)
  local images = 0
  local function image_of_figure(image)
    images = images + 1
    return set_image(image)
  end
  local function filter(figure)
    figure.content = figure.content:walk({ Image = image_of_figure })
    return set_figure(figure)
  end
  return function() return images end, filter
end

return common
