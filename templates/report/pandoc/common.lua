-- What every step of the report needs.

local stringify = pandoc.utils.stringify
local common = { colours = {} }  -- name of a colour -> what Word's styles call it; render.lua fills it

function common.characters(text) return utf8.len(text) or #text end

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

function common.is_list(block) return block.tag == "BulletList" or block.tag == "OrderedList" end

-- A short paragraph before a list or a table, or a name in bold before what is said of it.
function common.announces(block, following)
  if block.tag ~= "Para" or not following then return false end
  local name = #block.content == 1 and block.content[1].tag == "Strong"
  local announced = name or common.is_list(following) or following.tag == "Table"
  return announced and common.characters(stringify(block)) <= 300
end

-- Marks around a field's text are for Word alone.
function common.is_mark(block)
  return block.tag == "Div" and (block.classes:includes("mark-start") or block.classes:includes("mark-end"))
end

function common.without_marks(doc)
  return doc:walk({ Blocks = function(blocks) return blocks:filter(function(block) return not common.is_mark(block) end) end })
end

return common
