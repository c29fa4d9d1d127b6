-- What happened when: standing bars over time, or with a group a lane for each with a dot a time, as large as there are
-- rows. A range counts where it begins, and is a thin line in a lane.
local bins = require "plot.bins"
local data = require "plot.data"
local days = require "plot.days"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local HEIGHT <const> = 220
local MOST_BARS <const> = 220   -- bars narrower than three pixels are not told apart
local LANE <const> = 24
local MOST_LANES <const> = 40
local NAMES <const> = 0.3       -- share of the width for the names of lanes
local SMALLEST <const>, LARGEST <const> = 2.5, 9 -- radius of a dot

local function draw_bars(picture, plot, columns, points, unit, first, last, top)
  local times, most = bins.times(points, unit), 0
  for _, bin in ipairs(times) do most = math.max(most, bin.sum) end
  local is_whole = not plot.y or data.type_of(columns, plot.y) == "integer"
  local area = frame.new(picture, top, HEIGHT, 0, most, is_whole)
  local scale = scales.time(first, last, area.left, area.right)
  local highest = times[1]
  for _, bin in ipairs(times) do
    local from, to = scale.at(bin.key), scale.at(days.floor(bin.key, unit, 1))
    local gap = to - from > 4 and math.min(6, (to - from) * 0.2) or 0
    local y = area.y.at(bin.sum)
    local width = math.min(to - from - gap, 60)
    picture:rect((from + to - width) / 2, y, math.max(1.5, width), area.bottom - y, "s1",
      days.name(bin.key, unit) .. ": " .. label.number(bin.sum))
    if bin.sum > highest.sum then highest = bin end
  end
  if unit ~= "day" then -- a mark stands in the middle of its year
    for _, tick in ipairs(scale.ticks) do
      local next_one = days.floor(tick.value, unit, 1)
      tick.at = (tick.at + scale.at(next_one)) / 2
    end
  end
  while #scale.ticks > 0 and scale.ticks[#scale.ticks].at > area.right do table.remove(scale.ticks) end
  local bottom = frame.below(picture, scale.ticks, area.bottom)
  return bottom, ("Most are in %s: %s."):format(days.name(highest.key, unit), label.number(highest.sum))
end

local function draw_lane(picture, lane, unit, scale, most, y)
  for _, point in ipairs(lane.points) do
    if point.last - point.first > 31 and point.last >= days.floor(point.first, unit, 1) then
      picture:line(scale.at(point.first), y, math.min(scale.at(point.last), scale.at(scale.high)), y, "axis")
    end
  end
  for _, bin in ipairs(bins.times(lane.points, unit)) do
    local middle = (bin.key + days.floor(bin.key, unit, 1)) / 2
    local radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(bin.sum / most)
    picture:circle(scale.at(middle), y, radius, "s1", days.name(bin.key, unit) .. ": " .. label.number(bin.sum), 0.75)
  end
end

local function draw_lanes(picture, points, unit, first, last, top)
  local lanes = data.by_sum(data.gathered(points, "group"))
  local shown, widest, most = math.min(#lanes, MOST_LANES), 0, 1
  for i = 1, shown do
    widest = math.max(widest, label.width(label.clean(lanes[i].key)))
    for _, bin in ipairs(bins.times(lanes[i].points, unit)) do most = math.max(most, bin.sum) end
  end
  local left = 8 + math.min(widest, picture.width * NAMES) + 18
  local scale = scales.time(first, last, left + 8, picture.width - 24)
  local bottom = top + 8 + shown * LANE
  for _, tick in ipairs(scale.ticks) do picture:line(tick.at, top, tick.at, bottom, "grid") end
  for i = 1, shown do
    local y = top + 8 + (i - 0.5) * LANE
    local name = lanes[i].key == "" and "—" or label.clean(lanes[i].key)
    picture:text(left - 12, y + 4.5, label.fit(name, left - 20), nil, "end")
    picture:line(left, y, picture.width - 12, y, "grid")
    draw_lane(picture, lanes[i], unit, scale, most, y)
  end
  return frame.below(picture, scale.ticks, bottom),
    ("%d lanes; the fullest is %s (%s)."):format(#lanes, label.clean(lanes[1].key), label.number(lanes[1].sum)),
    shown < #lanes and ("The %d fullest of %d lanes."):format(shown, #lanes) or nil
end

return function(picture, plot, columns, points, top)
  local undated
  points, undated = bins.dated(points)
  local notes = {}
  if undated > 0 then notes[1] = ("%s rows name no year and are not drawn."):format(label.number(undated)) end
  if #points == 0 then return top, notes, "" end
  local first, last = data.range(points, "first")
  local unit = bins.unit(points, MOST_BARS)
  first, last = days.floor(first, unit), days.floor(last, unit, 1)
  local bottom, said, note
  if plot.group then bottom, said, note = draw_lanes(picture, points, unit, first, last, top)
  else bottom, said = draw_bars(picture, plot, columns, points, unit, first, last, top) end
  notes[#notes + 1] = note
  return bottom, notes, said
end
