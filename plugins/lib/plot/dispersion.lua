-- Where something stands in a text: a stroke at each place, in a lane a group (a lexical dispersion plot). Behind a
-- lane stands how many its strokes are, by y where a stroke stands for several.
local data = require "plot.data"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local LANE <const>, STROKE <const> = 26, 16
local MOST_LANES <const> = 60
local NAMES <const> = 0.3

-- The places of a lane in half pixels, each once: a thousand strokes on one another are one.
local function places(points, scale)
  local seen, xs = {}, {}
  for _, point in ipairs(points) do
    local x = math.floor(scale.at(point.x) * 2 + 0.5) / 2
    if not seen[x] then seen[x], xs[#xs + 1] = true, x end
  end
  table.sort(xs)
  return xs
end

return function(picture, plot, columns, points, top)
  if #points == 0 then return top, {}, "" end
  local lanes = data.by_sum(data.gathered(points, "group"))
  local shown, widest, behind, all = math.min(#lanes, MOST_LANES), 0, 0, 0
  for _, lane in ipairs(lanes) do all = all + lane.sum end
  for i = 1, shown do
    widest = math.max(widest, label.width(label.clean(lanes[i].key)))
    behind = math.max(behind, label.width(label.number(lanes[i].sum)))
  end
  local left = plot.group and 8 + math.min(widest, picture.width * NAMES) + 14 or 20
  local _, most = data.range(points, "x")
  local is_share = data.type_of(columns, plot.x) == "number" and most <= 1
  local scale = scales.linear(0, is_share and 1 or most, left, picture.width - behind - 20, 6)
  if not is_share then -- the text ends where its last place is, not at the next round number
    local right = picture.width - behind - 20
    function scale.at(value) return left + value / (most > 0 and most or 1) * (right - left) end
    local kept = {}
    for _, tick in ipairs(scale.ticks) do
      tick.at = scale.at(tick.value)
      if tick.value <= most then kept[#kept + 1] = tick end
    end
    scale.ticks = kept
  end
  local right = picture.width - behind - 20
  for i = 1, shown do
    local y = top + 4 + (i - 1) * LANE
    local name = lanes[i].key == "" and (plot.group and "—" or "") or label.clean(lanes[i].key)
    picture:text(left - 10, y + 13, label.fit(name, left - 16), nil, "end")
    picture:line(left, y + STROKE / 2, right, y + STROKE / 2, "grid")
    picture:strokes(places(lanes[i].points, scale), y, STROKE, "l1")
    picture:text(right + 10, y + 13, label.number(lanes[i].sum), "q")
  end
  local notes = shown < #lanes and { ("The %d fullest of %d lanes."):format(shown, #lanes) } or {}
  return frame.below(picture, scale.ticks, top + 4 + shown * LANE), notes,
    ("%s places in %d lanes."):format(label.number(all), #lanes)
end
