-- Points by two numbers; a group gives the colour, explained above the picture.
local canvas = require "plot.canvas"
local data = require "plot.data"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local HEIGHT <const> = 340
local FROM_ZERO <const> = 0.3 -- an axis begins at zero when its least value is less than that of its greatest
local NAMED_UNTIL <const> = 30 -- points with their names beside them, where these have room

local function from_zero(least, most)
  return least > 0 and least < most * FROM_ZERO and 0 or least
end

-- The names of colours in rows above the picture; answers where it begins.
local function draw_legend(picture, groups, top)
  local x, y = 12, top + 10
  for i = 1, math.min(#groups, canvas.SERIES) do
    local name = label.fit(groups[i].key == "" and "—" or label.clean(groups[i].key), 200)
    local width = label.width(name) + 34
    if x + width > picture.width and x > 12 then x, y = 12, y + 20 end
    picture:circle(x + 5, y - 4.5, 5, "s" .. i)
    picture:text(x + 15, y, name)
    x = x + width
  end
  return y + 8
end

-- Names beside their points, those that would touch another point's name left out.
local function draw_names(picture, points)
  local taken = {}
  for _, point in ipairs(points) do
    local text = label.fit(label.clean(point.hint), 140)
    local x, width = point.px + 7, label.width(text)
    if x + width > picture.width - 4 then x = point.px - 7 - width end
    local is_free = true
    for _, box in ipairs(taken) do
      is_free = is_free and (x > box[1] + box[2] + 4 or x + width + 4 < box[1] or math.abs(point.py - box[3]) > 15)
    end
    for _, other in ipairs(points) do -- a name hides no point
      local is_hidden = other ~= point and other.px > x - 5 and other.px < x + width + 5
        and math.abs(other.py - point.py) < 11
      is_free = is_free and not is_hidden
    end
    if is_free then
      taken[#taken + 1] = { x, width, point.py }
      picture:text(x, point.py + 4.5, text, "q")
    end
  end
end

return function(picture, plot, columns, points, top)
  if #points == 0 then return top, {}, "" end
  local groups = data.by_sum(data.gathered(points, "group"))
  local colour = {}
  for i, group in ipairs(groups) do colour[group.key] = "s" .. math.min(i, canvas.SERIES) end
  if plot.group then top = draw_legend(picture, groups, top) end
  local least, most = data.range(points, "y")
  local area = frame.new(picture, top, HEIGHT, from_zero(least, most), most,
    data.type_of(columns, plot.y) == "integer")
  local left, right = data.range(points, "x")
  local x = scales.linear(from_zero(left, right), right, area.left, area.right, 7,
    data.type_of(columns, plot.x) == "integer")
  for _, tick in ipairs(x.ticks) do picture:line(tick.at, area.top, tick.at, area.bottom, "grid") end
  picture:line(area.left, area.bottom, area.right, area.bottom, "axis")
  for _, point in ipairs(points) do
    point.px, point.py = x.at(point.x), area.y.at(point.y)
    local named = point.hint and label.clean(point.hint) .. ": " or ""
    picture:circle(point.px, point.py, 4, colour[point.group == nil and "" or point.group],
      named .. label.number(point.x) .. ", " .. label.number(point.y), 0.7)
  end
  if points[1].hint and #points <= NAMED_UNTIL then draw_names(picture, points) end
  local notes = {}
  if #groups > canvas.SERIES then
    notes[1] = ("The last colour stands for %d smaller groups."):format(#groups - canvas.SERIES + 1)
  end
  return frame.below(picture, x.ticks, area.bottom), notes,
    ("x from %s to %s, y from %s to %s."):format(label.number(left), label.number(right), label.number(least),
      label.number(most))
end
