-- A table of shades: groups down, x across, the darker the greater; the numbers themselves where there is room.
local data = require "plot.data"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local MOST_ROWS <const>, MOST_COLUMNS <const> = 60, 150
local ROW <const>, WIDEST <const> = 24, 64 -- of a cell
local NAMES <const> = 0.35
local LEAST_SHADE <const> = 0.06
local DARK <const> = 0.58 -- from here a number is drawn in the colour of the page

local function index_of(entries, most)
  local index = {}
  for i = 1, math.min(most, #entries) do index[entries[i].key] = i end
  return index
end

-- Sums by row and column.
local function cells_of(points, rows, columns)
  local cells = {}
  for _, point in ipairs(points) do
    local row, column = rows[point.group == nil and "" or point.group], columns[point.x]
    if row and column then
      cells[row] = cells[row] or {}
      cells[row][column] = (cells[row][column] or 0) + point.y
    end
  end
  return cells
end

local function range_of(cells)
  local least, most = 0, 0
  for _, row in moonleaf.sorted(cells) do
    for _, value in moonleaf.sorted(row) do least, most = math.min(least, value), math.max(most, value) end
  end
  return least, most
end

local function draw_cell(picture, x, y, width, value, shade, hint, has_number)
  picture:rect(x + 0.5, y + 0.5, width - 1, ROW - 1, "heat", hint, LEAST_SHADE + shade * (1 - LEAST_SHADE))
  if has_number then picture:text(x + width / 2, y + 16.5, value, shade > DARK and "on" or nil, "middle") end
end

local function names_of(entries, count)
  local names = {}
  for i = 1, count do names[i] = entries[i].key == "" and "—" or label.clean(entries[i].key) end
  return names
end

return function(picture, plot, columns, points, top)
  if #points == 0 then return top, {}, "" end
  local rows, across = data.by_sum(data.gathered(points, "group")), data.gathered(points, "x")
  local x_type = data.type_of(columns, plot.x)
  if x_type == "integer" or x_type == "date" then data.by_key(across)
  elseif #across > MOST_COLUMNS then data.by_sum(across) end
  local height, width = math.min(#rows, MOST_ROWS), math.min(#across, MOST_COLUMNS)
  local row_names, column_names = names_of(rows, height), names_of(across, width)
  local cells = cells_of(points, index_of(rows, height), index_of(across, width))
  local least, most = range_of(cells)
  local widest, longest = 0, 0
  for _, name in ipairs(row_names) do widest = math.max(widest, label.width(name)) end
  for _, row in moonleaf.sorted(cells) do
    for _, value in moonleaf.sorted(row) do longest = math.max(longest, label.width(label.number(value))) end
  end
  local left = 8 + math.min(widest, picture.width * NAMES) + 12
  local band = math.min(WIDEST, (picture.width - left - 16) / width)
  local bands = scales.bands(width, left, left + band * width)
  for i, row in ipairs(row_names) do
    local y = top + (i - 1) * ROW
    picture:text(left - 8, y + 16.5, label.fit(row, left - 14), nil, "end")
    for j, value in moonleaf.sorted(cells[i] or {}) do
      local shade = most > least and (value - least) / (most - least) or 1
      draw_cell(picture, left + (j - 1) * band, y, band, label.number(value), shade,
        ("%s, %s: %s"):format(row, column_names[j], label.number(value)), longest + 6 <= band)
    end
  end
  local notes = {}
  if height < #rows then notes[1] = ("The %d greatest of %d rows."):format(height, #rows) end
  if width < #across then notes[#notes + 1] = ("%d of %d columns."):format(width, #across) end
  if longest + 6 > band then notes[#notes + 1] = ("The darkest is %s."):format(label.number(most)) end
  return frame.categories(picture, column_names, bands, top + height * ROW), notes,
    ("%d rows and %d columns, values up to %s."):format(#rows, #across, label.number(most))
end
