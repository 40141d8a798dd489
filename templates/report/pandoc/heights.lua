-- Tells how high tables and paragraphs stand on paper: never less than they are, and seldom half as much again.

local common = require("common")
local stringify = pandoc.utils.stringify

local LINE, BETWEEN = 4.8, 1.7  -- of text, and between two paragraphs; in millimetres, as all heights
local TABLE, ROW = 9, 3.6  -- the room around a table, and around the text of a row
local LETTERS = 80  -- that a line as wide as the page holds, where none of them is wide
local WIDE = 0.6  -- how much wider than another a capital, a digit, an m or a w may be

-- Signs that may print as a number of eight signs, or that are as wide as two letters.
local function is_uncommon(text) return text:find("[\xCC-\xE1\xE3-\xF4]") or text:find("\xE2[\x81-\xBF]") end

local function lines_of(text, room)
  local lines, used = 1, 0
  for word in text:gmatch("%S+") do
    local _, wide = word:gsub("[%u%dmw@&%%]", "")
    local length = common.characters(word) + WIDE * wide
    if used > 0 and used + 1 + length > room then lines, used = lines + 1, 0 end
    used = (used > 0 and used + 1 or 0) + length
    lines, used = lines + used // room, used % room  -- a word that no line holds
  end
  return lines
end

-- Of paragraphs in a column that holds so many letters; nothing where there is anything else.
local function paragraphs_height(blocks, room)
  local height = 0
  for _, block in ipairs(blocks) do
    if block.tag ~= "Para" and block.tag ~= "Plain" then return nil end
    local text = stringify(block)
    if is_uncommon(text) then return nil end
    height = height + BETWEEN + LINE * lines_of(text, room)
  end
  return height
end

local function table_height(tbl)
  local height, known = TABLE, true
  common.each_row(tbl, function(row)
    local tallest, first = 0, common.is_beneath(row) and 1 or 0
    for i, cell in ipairs(row.cells) do
      local room = math.max(LETTERS * common.width_of(cell, i + first, tbl.colspecs) - 3, 1)
      local tall = paragraphs_height(cell.contents, room)
      tallest, known = math.max(tallest, tall or 0), known and tall
    end
    height = height + ROW + tallest
  end)
  return known and height
end

-- Return the height of what is in a division; nothing where that is not to be said.
return function(div)
  local height, pictures = 0, false
  div:walk({
    LineBreak = function() height = height + LINE end,
    Link = function() height = height + LINE end,  -- the page that it leads to may not fit its line
    Image = function() pictures = true end,
  })
  for _, block in ipairs(div.content) do
    local tall = block.tag == "Table" and table_height(block) or paragraphs_height({ block }, LETTERS)
    if pictures or not tall then return nil end
    height = height + tall
  end
  return height
end
