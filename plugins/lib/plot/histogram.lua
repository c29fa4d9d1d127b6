-- How often which values occur: bars over classes of a round width.
local bins = require "plot.bins"
local data = require "plot.data"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local HEIGHT <const> = 260
return function(picture, plot, columns, points, top)
  if #points == 0 then return top, {}, "" end
  local classes = bins.classes(points, data.type_of(columns, plot.x) == "integer")
  local area = frame.new(picture, top, HEIGHT, 0, classes.most, not plot.y)
  local bands = scales.bands(classes.count, area.left, area.right)
  local digits = math.max(0, math.ceil(-math.log(classes.width, 10) - 1e-9))
  local function edge(class) return label.number(classes.first + (class - 1) * classes.width, digits) end
  local ticks = {}
  for class = 1, classes.count + 1 do
    local left = area.left + (class - 1) * bands.band
    ticks[class] = { at = left, label = edge(class) }
    local count = classes.sums[class]
    if count then
      local y = area.y.at(count)
      picture:rect(left + 0.5, y, bands.band - 1, area.bottom - y, "s1",
        ("%s to %s: %s"):format(edge(class), edge(class + 1), label.number(count)))
    end
  end
  local sorted = classes.sorted
  return frame.below(picture, ticks, area.bottom), {},
    ("%s values from %s to %s, the middle one %s."):format(label.number(#sorted), label.number(sorted[1]),
      label.number(sorted[#sorted]), label.number(bins.quantile(sorted, 0.5)))
end
