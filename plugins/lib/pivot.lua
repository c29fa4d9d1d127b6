-- Rows side by side for people, as an analysis declares by pivot = { "language", "rank", "keyphrase", "documents" }.
--
--   rank  language  keyphrase    documents          rank  en                ru
--      1  en        SCO                 12    -->      1  SCO (12)          ШОС (7)
--      1  ru        ШОС                  7             2  cooperation (11)
--      2  en        cooperation         11
--
-- The values of the first column become columns, those of the second name the lines; the third stands in a cell, with
-- the rest in brackets. All rows are held meanwhile, and none is lost: a second one of the same cell gets a line of its
-- own below.

local cells = require "cells"

local pivot = {}

local function positions_of(result)
  local positions, by_name = {}, {}
  for i, column in ipairs(result.columns) do by_name[column.name] = i end
  for i, name in ipairs(result.pivot) do positions[i] = by_name[name] end
  return positions
end

-- The number of a key among those met so far, in the order in which they were met.
local function number_of(known, list, key)
  if not known[key] then
    list[#list + 1] = key
    known[key] = #list
  end
  return known[key]
end

-- The line that takes the row: the first of its name whose cell is free, else a new one.
local function line_for(lines, named, name, group)
  local of_name = named[name] or {}
  named[name] = of_name
  for _, line in ipairs(of_name) do
    if not line.cells[group] then return line end
  end
  local line = { name = name, cells = {}, place = #of_name }
  of_name[#of_name + 1], lines[#lines + 1] = line, line
  return line
end

-- Lines in the order of their names, which is that of the rows, and what did not fit into one right below it.
local function gather(result, across, down)
  local lines, named, groups, known, order, ordered = {}, {}, {}, {}, {}, {}
  for row in result:rows() do
    local name = row[down] == nil and "" or row[down]
    number_of(order, ordered, name)
    local group = number_of(known, groups, row[across] == nil and "" or row[across])
    line_for(lines, named, name, group).cells[group] = row
  end
  table.sort(lines, function(a, b)
    if a.name ~= b.name then return order[a.name] < order[b.name] end
    return a.place < b.place
  end)
  return lines, groups
end

local function columns_of(columns, groups, positions)
  local list = { columns[positions[2]] }
  for i, group in ipairs(groups) do
    list[i + 1] = { name = tostring(group), type = "text", help = columns[positions[3]].help }
  end
  return list
end

-- What stands in a cell: "cooperation (11)".
local function cell_of(row, columns, positions)
  local texts = {}
  for i = 3, #positions do
    texts[i - 2] = cells.text(row[positions[i]], columns[positions[i]].type, true)
  end
  local behind = table.concat(texts, ", ", 2)
  return behind == "" and texts[1] or ("%s (%s)"):format(texts[1], behind)
end

local function row_of(line, count, columns, positions)
  local row = { line.name }
  for group = 1, count do
    row[group + 1] = line.cells[group] and cell_of(line.cells[group], columns, positions)
  end
  return row
end

-- The result as people are to see it: itself, or one with other columns and rows in its place.
function pivot.of(result)
  if not result.pivot then return result end
  local positions = positions_of(result)
  local lines, groups = gather(result, positions[1], positions[2])
  local turned = {
    title = result.title, columns = columns_of(result.columns, groups, positions), notes = result.notes,
    width = result.width, colour = result.colour, options = result.options,
  }
  function turned.rows()
    local i = 0
    return function()
      i = i + 1
      return lines[i] and row_of(lines[i], #groups, result.columns, positions)
    end
  end
  return turned
end

return pivot
