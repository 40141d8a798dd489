-- Reads pieces of the report's Markdown once and writes what was asked for of each: HTML, Typst, Word.
-- Runs as `pandoc lua render.lua` in a folder with job.json (see sko_widgets/report/pandoc.py).
-- Files go through pandoc.system, which knows Unicode paths on Windows; Lua's own io does not.

package.path = "?.lua"  -- the scripts beside this one, and no others of the same name
local common = require("common")
local prepare = require("prepare")
local writers = { typst = require("typst"), html = require("html"), docx = require("word") }

local job = pandoc.json.decode(pandoc.system.read_file("job.json"), false)
common.colours = job.colours
local headings = prepare(pandoc.read(job.markdown, job.reader), job)
pandoc.system.write_file("headings.json", pandoc.json.encode(headings))

for _, target in ipairs(job.targets) do  -- a writer changes nothing of what it is given
  local wanted = pandoc.List(job.pieces):filter(function(piece) return piece.targets[target] end)
  pandoc.system.write_file("body." .. target, writers[target](wanted, job))
  io.stdout:write(target, "\n")
  io.stdout:flush()
end
