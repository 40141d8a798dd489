-- Writes the HTML body. Headings go one level down, below the title of the page.

local common = require("common")
local stringify = pandoc.utils.stringify

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

return function(doc)
  local shifted = common.without_marks(doc):walk({
    Header = function(header)
      header.level, header.attributes.name = header.level + 1, nil
      header.classes = header.classes:filter(function(class) return class ~= "unlisted" and class ~= "cycle" end)
      return header
    end,
    Table = html_table,
  })
  return pandoc.write(shifted, "html5", pandoc.WriterOptions({ wrap_text = "preserve", email_obfuscation = "none" }))
end
