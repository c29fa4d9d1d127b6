-- What a plot shows of the rows of a result: points of x, y and group; rows that count together are added up.
--
--   data.points({ kind = "bar", x = "word", y = "count" }, columns, rows)
--   { { x = "summit", y = 12, group = nil, hint = "report" }, ... }, 3        (3 rows lack a value)
local data = {}

local function positions(columns)
  local position = {}
  for i, column in ipairs(columns) do position[column.name] = i end
  return position
end

-- The value as it is drawn: of a span its start, of a truth value yes or no.
local function value_of(row, i)
  local value = row[i]
  if type(value) == "table" then return value.start end
  if type(value) == "boolean" then return value and "yes" or "no" end
  return value
end

local function is_number(value)
  return type(value) == "number" and value == value and math.abs(value) < math.huge
end

-- The first column of texts that no axis shows, for hints.
local function naming_column(plot, columns)
  for i, column in ipairs(columns) do
    local is_shown = column.name == plot.x or column.name == plot.group
    if column.type == "text" and not is_shown then return i end
  end
end

-- The points of all rows, and how many rows have none because a value is missing.
function data.points(plot, columns, rows)
  local position, naming = positions(columns), naming_column(plot, columns)
  for _, axis in ipairs { "x", "y", "group" } do
    if plot[axis] and not position[plot[axis]] then
      error(("the plot shows the column '%s', which the result lacks"):format(plot[axis]), 0)
    end
  end
  local x, y, group = position[plot.x], position[plot.y], position[plot.group]
  local points, missing = {}, 0
  for _, row in ipairs(rows) do
    local point = { x = value_of(row, x), y = y and row[y], group = group and value_of(row, group) or nil,
                    hint = naming and row[naming] }
    if not y then point.y = 1 end
    if point.x == nil or point.x == "" or not is_number(point.y) then missing = missing + 1
    else points[#points + 1] = point end
  end
  return points, missing
end

-- Things by a key in order of their first appearance: { key =, sum =, ... }.
local function gathered(points, key)
  local list, by = {}, {}
  for _, point in ipairs(points) do
    local name = point[key] == nil and "" or point[key]
    local entry = by[name]
    if not entry then
      entry = { key = name, sum = 0, points = {} }
      by[name], list[#list + 1] = entry, entry
    end
    entry.sum = entry.sum + point.y
    entry.points[#entry.points + 1] = point
  end
  return list
end

data.gathered = gathered

-- Sorts by falling sum; what stood first stays first where sums are equal.
function data.by_sum(entries)
  for i, entry in ipairs(entries) do entry.place = i end
  table.sort(entries, function(a, b)
    if a.sum ~= b.sum then return a.sum > b.sum end
    return a.place < b.place
  end)
  return entries
end

-- Sorts by rising key, numbers before texts.
function data.by_key(entries)
  table.sort(entries, function(a, b)
    if type(a.key) == type(b.key) then return a.key < b.key end
    return type(a.key) == "number"
  end)
  return entries
end

-- The type of a column; "text" for one that is not there.
function data.type_of(columns, name)
  for _, column in ipairs(columns) do
    if column.name == name then return column.type end
  end
  return "text"
end

-- The columns with their types; a column of texts in which all values are numbers (the answer of an SQL query, which
-- knows no types) is one of numbers.
function data.typed(columns, rows)
  local typed = {}
  for i, column in ipairs(columns) do
    local has_numbers, all, whole = column.type == "text" and #rows > 0, false, true
    for _, row in ipairs(rows) do
      local value = row[i]
      if value ~= nil then
        all = true
        has_numbers = has_numbers and type(value) == "number"
        whole = whole and math.type(value) == "integer"
      end
    end
    local type_name = has_numbers and all and (whole and "integer" or "number") or column.type
    typed[i] = { name = column.name, type = type_name, help = column.help }
  end
  return typed
end

-- Least and greatest of a field.
function data.range(points, field)
  local least, most = math.huge, -math.huge
  for _, point in ipairs(points) do
    least, most = math.min(least, point[field]), math.max(most, point[field])
  end
  return least, most
end

return data
