-- Things put into bins: numbers into classes of a round width, dates into days, months, years ...
local data = require "plot.data"
local days = require "plot.days"
local scales = require "plot.scale"

local bins = {}

local FEWEST <const>, MOST <const> = 5, 50 -- classes

local function quantile(sorted, share) return sorted[math.max(1, math.ceil(share * #sorted))] end

bins.quantile = quantile

-- The width of a class: twice the interquartile range by the cube root of n (Freedman & Diaconis 1981, "On the
-- histogram as a density estimator"), made round; a whole number for whole numbers.
local function class_width(sorted, is_whole)
  local range = sorted[#sorted] - sorted[1]
  if range == 0 then return 1 end
  local width = 2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / (#sorted) ^ (1 / 3)
  if width == 0 then width = range / FEWEST end
  width = scales.round_step(math.max(range / MOST, math.min(range / FEWEST, width)))
  return is_whole and math.max(1, width) or width
end

-- The points by classes of x: { first =, width =, count =, sums = { by class from 1 }, most =, sorted = all values }.
function bins.classes(points, is_whole)
  local sorted = {}
  for i, point in ipairs(points) do sorted[i] = point.x end
  table.sort(sorted)
  local width = class_width(sorted, is_whole)
  local first = math.floor(sorted[1] / width + 1e-9) * width
  local found = { first = first, width = width, sums = {}, most = 0, sorted = sorted, count = 0 }
  for _, point in ipairs(points) do
    local class = math.floor((point.x - first) / width + 1e-9) + 1
    found.sums[class] = (found.sums[class] or 0) + point.y
    found.most, found.count = math.max(found.most, found.sums[class]), math.max(found.count, class)
  end
  return found
end

-- The points whose x names a year, with first and last day and unit; and how many name none.
function bins.dated(points)
  local kept, undated = {}, 0
  for _, point in ipairs(points) do
    local read = days.read(point.x)
    if not read then undated = undated + 1
    else
      point.first, point.last, point.unit = read.first, read.last, read.unit
      kept[#kept + 1] = point
    end
  end
  return kept, undated
end

local LENGTH <const> = { 1, 30.44, 365.25, 3652.5, 36525 } -- days of the units

-- The finest unit that more than half of the dates state, and in which their time has at most so many bins.
function bins.unit(points, most)
  local first, last = data.range(points, "first")
  local ranks = {}
  for i, point in ipairs(points) do ranks[i] = days.rank[point.unit] end
  table.sort(ranks)
  local rank = ranks[#ranks // 2 + 1]
  while rank < #days.ORDER and (last - first) / LENGTH[rank] > most do rank = rank + 1 end
  return days.ORDER[rank]
end

-- Dated points added up by the unit in which they begin: { { key = its first day, sum =, points = }, ... } in order.
function bins.times(points, unit)
  for _, point in ipairs(points) do point.bin = days.floor(point.first, unit) end
  return data.by_key(data.gathered(points, "bin"))
end

return bins
