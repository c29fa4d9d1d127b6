-- Lines over numbers, dates or things in their order; each series is named at its end, the greatest eight in colour.
local canvas = require "plot.canvas"
local data = require "plot.data"
local days = require "plot.days"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local HEIGHT <const> = 300
local NAMES <const> = 150       -- pixels for the names of series at the right
local NAME_HEIGHT <const> = 17
local DOTS_UNTIL <const> = 40   -- points of a series: more make a line by themselves
local FROM_ZERO <const> = 0.5   -- the axis begins at zero unless all values lie in the upper half

-- Gives each point a place on the axis and answers how the axis reads: "time", "number" or the names in order.
local function place(points, x_type)
  local is_time, is_number = x_type == "date", x_type == "integer" or x_type == "number"
  local names, at = {}, {}
  for _, point in ipairs(points) do
    local read = is_time and days.read(point.x)
    if read then point.at = read.first
    elseif is_number then point.at = point.x
    elseif not is_time then
      local name = tostring(point.x)
      if not at[name] then names[#names + 1], at[name] = name, #names + 1 end
      point.at = at[name]
    end
  end
  return is_time and "time" or is_number and "number" or names
end

local function placed(points)
  local kept = {}
  for _, point in ipairs(points) do
    if point.at then kept[#kept + 1] = point end
  end
  return kept
end

local function by_place(points)
  for i, point in ipairs(points) do point.order = i end
  table.sort(points, function(a, b)
    if a.at ~= b.at then return a.at < b.at end
    return a.order < b.order
  end)
end

local function draw_below(picture, axis, least, most, area)
  if type(axis) == "table" then
    local bands = scales.bands(#axis, area.left, area.right)
    return bands.at, frame.categories(picture, axis, bands, area.bottom)
  end
  local new_scale = axis == "time" and scales.time or scales.linear
  local scale = new_scale(least, most, area.left + 8, area.right - 8, 7)
  return scale.at, frame.below(picture, scale.ticks, area.bottom)
end

-- Moves names apart that would lie on each other: from top to bottom, then back from the bottom up.
local function spread(names, top, bottom)
  table.sort(names, function(a, b)
    if a.y ~= b.y then return a.y < b.y end
    return a.place < b.place
  end)
  for i, name in ipairs(names) do
    name.y = math.max(name.y, i == 1 and top or names[i - 1].y + NAME_HEIGHT)
  end
  for i = #names, 1, -1 do
    names[i].y = math.min(names[i].y, i == #names and bottom or names[i + 1].y - NAME_HEIGHT)
  end
end

local function draw_series(picture, series, at, area, colour)
  local path, dots = {}, #series.points <= DOTS_UNTIL
  for i, point in ipairs(series.points) do path[i] = { at(point.at), area.y.at(point.y) } end
  picture:path(path, colour and "l" .. colour or "grid")
  for i, point in ipairs(series.points) do
    if colour and dots then
      picture:circle(path[i][1], path[i][2], 3, "s" .. colour,
        ("%s: %s"):format(label.clean(point.x), label.number(point.y)))
    end
  end
  return path[#path]
end

return function(picture, plot, columns, points, top)
  local axis = place(points, data.type_of(columns, plot.x))
  points = placed(points)
  if #points == 0 then return top, { "No row has a place on the axis." }, "" end
  local smallest, most = data.range(points, "y")
  local least = smallest > 0 and smallest < most * FROM_ZERO and 0 or smallest
  local all = data.by_sum(data.gathered(points, "group"))
  local is_whole = data.type_of(columns, plot.y) == "integer"
  local area = frame.new(picture, top, HEIGHT, least, most, is_whole, plot.group and NAMES or nil)
  local first, last = data.range(points, "at")
  local at, bottom = draw_below(picture, axis, first, last, area)
  local names = {}
  for i = #all, 1, -1 do -- the greatest on top
    by_place(all[i].points)
    local colour = i <= canvas.SERIES and i or nil
    local stop = draw_series(picture, all[i], at, area, colour)
    if plot.group and colour then
      names[#names + 1] = { y = stop[2], place = i, text = all[i].key == "" and "—" or label.clean(all[i].key) }
    end
  end
  spread(names, area.top, area.bottom)
  for _, name in ipairs(names) do
    picture:text(area.right + 10, name.y + 4.5, label.fit(name.text, NAMES - 16), "s" .. name.place)
  end
  local notes = {}
  if plot.group and #all > canvas.SERIES then
    notes[1] = ("The %d greatest of %d series are named."):format(canvas.SERIES, #all)
  end
  return bottom, notes, ("Values from %s to %s."):format(label.number(smallest), label.number(most))
end
