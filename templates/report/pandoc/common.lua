-- What every step of the report needs.

local stringify = pandoc.utils.stringify
local themes = { samenhang = true, samenwerking = true, uitvoering = true }

local common = {}

function common.characters(text) return utf8.len(text) or #text end

function common.theme_of(element)
  for _, class in ipairs(element.classes) do
    if themes[class] then return class end
  end
  return ""
end

function common.each_row(tbl, visit)
  for _, row in ipairs(tbl.head.rows) do visit(row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do visit(row) end
  end
end

function common.is_list(block) return block.tag == "BulletList" or block.tag == "OrderedList" end

-- A short paragraph before a list or a table.
function common.announces(block, following)
  return block.tag == "Para" and following and (common.is_list(following) or following.tag == "Table")
    and common.characters(stringify(block)) < 300
end

return common
