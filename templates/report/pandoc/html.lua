-- Writes the HTML body. Headings go one level down, below the title of the page.

local common = require("common")
local stringify = pandoc.utils.stringify

local function role_of(cell, role)
  cell.attr.attributes.role = role
  if role ~= "cell" then cell.attr.attributes.scope = role == "columnheader" and "col" or "row" end
end

-- A name for the rows of a table, the same in any document that has it in this chapter.
local function own_name(tbl, seen, chapter)
  local name = "rij-" .. pandoc.utils.sha1(chapter .. stringify(tbl)):sub(1, 8)
  seen[name] = (seen[name] or 0) + 1
  return seen[name] > 1 and name .. "-" .. seen[name] or name
end

-- What stands beneath a row belongs to that row's name, and to no column.
local function html_table(tbl, seen, chapter)
  local labels, name = {}, ""
  local of_rows = tbl.classes:includes("named") and own_name(tbl, seen, chapter)
  tbl.attr.attributes.role = "table"
  tbl.head.attr.attributes.role = "rowgroup"
  for _, row in ipairs(tbl.head.rows) do
    row.attr.attributes.role = "row"
    for i, cell in ipairs(row.cells) do
      role_of(cell, "columnheader")
      labels[i] = stringify(cell.contents)
    end
  end
  for _, body in ipairs(tbl.bodies) do
    body.attr.attributes.role = "rowgroup"
    for at, row in ipairs(body.body) do
      row.attr.attributes.role = "row"
      for i, cell in ipairs(row.cells) do
        role_of(cell, i == 1 and common.has_names(body) and not common.is_beneath(row) and "rowheader" or "cell")
        if labels[i] and not common.is_beneath(row) then cell.attr.attributes["data-label"] = labels[i] end
      end
      if common.is_beneath(row) then
        if common.has_names(body) then row.cells[1].attr.attributes.headers = name end
      elseif row.cells[1].row_span > 1 then
        name = of_rows .. "-" .. at
        row.cells[1].attr.identifier = name
      end
    end
  end
  return tbl
end

local function html_blocks(piece)
  local seen = {}
  return common.set_blocks(piece.bare, {
    Header = function(header)
      header.level, header.attributes.name = header.level + 1, nil
      if #header.classes > 0 then
        header.classes = header.classes:filter(function(class) return class ~= "unlisted" and class ~= "cycle" end)
      end
      return header
    end,
    Table = function(tbl) return html_table(tbl, seen, piece.chapter) end,
  }, piece.deep)
end

return function(pieces)
  local options = pandoc.WriterOptions({ wrap_text = "preserve", email_obfuscation = "none" })
  return pandoc.write(common.together(pieces, "html", html_blocks), "html5", options)
end
