-- The frame of a picture with two axes: grid and numbers at the left, marks and labels below.
local label = require "plot.label"
local scales = require "plot.scale"

local frame = {}

local TICK_LENGTH <const> = 4
local RIGHT <const> = 16 -- of the last label's half, and of air

-- A frame below `top` for numbers from `first` to `last`: the area of the picture, with the scale of its heights.
function frame.new(picture, top, height, first, last, is_whole, right)
  local area = { top = top + 14, bottom = top + 14 + height, right = picture.width - (right or RIGHT) }
  area.y = scales.linear(first, last, area.bottom, area.top, math.max(2, height // 60), is_whole)
  local widest = 0
  for _, tick in ipairs(area.y.ticks) do widest = math.max(widest, label.width(tick.label)) end
  area.left = math.ceil(widest) + 24
  for _, tick in ipairs(area.y.ticks) do
    picture:line(area.left, tick.at, area.right, tick.at, tick.value == 0 and "axis" or "grid")
    picture:text(area.left - 8, tick.at + 4.5, tick.label, "q", "end")
  end
  return area
end

-- Labels on a line below, thinned out where they would touch; ticks are { at =, label = } from left to right.
function frame.below(picture, ticks, y, most)
  local reached = -math.huge
  for _, tick in ipairs(ticks) do
    local half = label.width(tick.label) / 2
    local from = math.max(2 + half, math.min(tick.at, (most or picture.width) - half - 2))
    if from - half > reached + 8 then
      picture:line(tick.at, y, tick.at, y + TICK_LENGTH, "axis")
      picture:text(from, y + TICK_LENGTH + 14, tick.label, "q", "middle")
      reached = from + half
    end
  end
  return y + TICK_LENGTH + 20
end

local LONGEST_TURNED <const> = 150 -- pixels of a label that stands askew
local ANGLE <const> = -45

-- Labels of categories below their bands: level where they fit, askew where they do not, thinned out where even these
-- would touch. Answers where the picture goes on.
function frame.categories(picture, names, bands, y)
  local widest = 0
  for _, name in ipairs(names) do widest = math.max(widest, label.width(name)) end
  if widest + 8 <= bands.band then
    for i, name in ipairs(names) do picture:text(bands.at(i), y + 18, name, "q", "middle") end
    return y + 24
  end
  local is_short = widest < 60
  local step = is_short and scales.thinning(widest, bands.band) or 1
  if is_short and step <= 12 then
    for i = 1, #names, step do
      picture:line(bands.at(i), y, bands.at(i), y + TICK_LENGTH, "axis")
      picture:text(math.min(bands.at(i), picture.width - widest / 2 - 2), y + 18, names[i], "q", "middle")
    end
    return y + 24
  end
  step = math.max(1, math.ceil(label.SIZE * 1.5 / bands.band))
  local room = math.min(widest, LONGEST_TURNED)
  for i = 1, #names, step do -- what is askew reaches to the lower left
    local left = bands.at(i) - 6
    local text = label.fit(names[i], math.min(room, left / math.cos(math.rad(ANGLE)) - 4))
    picture:line(bands.at(i), y, bands.at(i), y + TICK_LENGTH, "axis")
    picture:text(bands.at(i) + 3, y + 14, text, "q", "end", ANGLE)
  end
  return y + room * 0.72 + 24
end

-- The names of axes and units, as a person reads them.
function frame.spoken(name) return (name:gsub("_", " ")) end

return frame
