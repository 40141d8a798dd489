-- Sets tables: widths of columns, rows that have names, and what stands beneath a row.

local common = require("common")
local characters = common.characters
local stringify = pandoc.utils.stringify

local tables = {}

-- Each column gets room for its longest word, and more as it has more to say. Where longest words leave no room, the
-- very long ones are broken.
local LONGEST = { 24, 20, 17, 12 }

local function least_widths(longest)
  local least, needed = {}, 0
  for _, most in ipairs(LONGEST) do
    needed = 0
    for i, length in ipairs(longest) do
      least[i] = common.room_for(math.min(length, most))
      needed = needed + least[i]
    end
    if needed <= common.LINE then break end
  end
  return least, math.max(needed, common.LINE)
end

local function column_widths(tbl)
  local longest, weights, widths = {}, {}, {}
  for i = 1, #tbl.colspecs do longest[i], weights[i] = 4, 1 end
  common.each_row(tbl, function(row)
    if common.is_beneath(row) then return end
    for i, cell in ipairs(row.cells) do
      local text = stringify(cell.contents)
      weights[i] = weights[i] + characters(text)
      for word in text:gmatch("%S+") do longest[i] = math.max(longest[i], characters(word)) end
    end
  end)
  local least, line = least_widths(longest)
  local room, sum, settled = line, 0, false
  for i, weight in ipairs(weights) do
    weights[i] = math.sqrt(weight)
    sum = sum + weights[i]
  end
  while not settled do  -- a column whose share is too small takes what it needs from the others
    settled = true
    for i, weight in ipairs(weights) do
      if not widths[i] and room * weight / sum < least[i] then
        widths[i], room, sum, settled = least[i], room - least[i], sum - weight, false
      end
    end
  end
  for i, weight in ipairs(weights) do widths[i] = (widths[i] or room * weight / sum) / line end
  return widths
end

-- Names that stand out leave room for what is said of them.
local function with_widths(tbl)
  local widths = column_widths(tbl)
  local over = tbl.classes:includes("named") and widths[1] - 0.25 or 0
  if over > 0 then
    for i = 2, #widths do widths[i] = widths[i] + over * widths[i] / (1 - widths[1]) end
    widths[1] = 0.25
  end
  for i, spec in ipairs(tbl.colspecs) do
    tbl.colspecs[i] = { spec[1], widths[i] }
  end
  return tbl
end

-- A row of one cell stands beneath the row before, whose name holds for both.
local function span_beneath(body, columns)
  local result = pandoc.List({})
  for _, row in ipairs(body) do
    local before = result[#result]
    if before and #row.cells == 1 and columns > 1 then
      before.cells[1].row_span = 2
      row.cells[1].col_span = columns - 1
      row.attr.classes:insert("beneath")
    end
    result:insert(row)
  end
  return result
end

-- First cells name their rows, unless one of them is empty.
local function with_names(tbl)
  for _, body in ipairs(tbl.bodies) do
    local named = true
    for _, row in ipairs(body.body) do
      named = named and (common.is_beneath(row) or not common.is_blank(stringify(row.cells[1].contents)))
    end
    body.row_head_columns = named and 1 or 0
  end
  return tbl
end

function tables.set(tbl) return with_names(with_widths(tbl)) end

-- The texts of fields in a cell are bookmarks.
local function marked(cell)
  local result = pandoc.Blocks({})
  for _, block in ipairs(cell) do
    result:extend(common.is_field(block) and common.bookmarked(block, block.content) or { block })
  end
  return result
end

-- A `list-table` division holds a list of rows, each a list of cells; the first row is the header, save in a `headless`
-- one. Where only rows have names, and where more stands beneath a row, those names are to stand out.
function tables.of_list(div)
  local rows, columns, named = {}, 0, div.classes:includes("headless")
  for i, row in ipairs(div.content[1].content) do
    local cells = row[1].content:map(function(cell)
      return pandoc.Cell(stringify(cell) == "" and {} or marked(cell))
    end)
    named = named or #cells < columns
    columns = math.max(columns, #cells)
    rows[i] = pandoc.Row(cells)
  end
  local head = pandoc.TableHead(div.classes:includes("headless") and {} or { table.remove(rows, 1) })
  local specs = {}
  for i = 1, columns do specs[i] = { pandoc.AlignDefault, 0 } end
  local body = { attr = pandoc.Attr(), body = span_beneath(rows, columns), head = {}, row_head_columns = 0 }
  local attr = pandoc.Attr("", named and { "named" } or {})
  return tables.set(pandoc.Table({ long = {} }, specs, head, { body }, pandoc.TableFoot(), attr))
end

-- As every format but Word prints a table: nothing is marked, and a cell that holds one paragraph holds its words.
function tables.bare(tbl)
  local bare = tbl:clone()
  common.each_row(bare, function(row)
    for _, cell in ipairs(row.cells) do
      local blocks = cell.contents:filter(function(block) return not common.is_mark(block) end)
      local words = #blocks == 1 and blocks[1].tag == "Para"
      cell.contents = words and { pandoc.Plain(blocks[1].content) } or blocks
    end
  end)
  return bare
end

-- Tell whether a division holds nothing but the list of rows that makes a table.
function tables.is_list(div)
  return div.classes:includes("list-table") and #div.content == 1 and div.content[1].tag == "BulletList"
end

return tables
