-- Scales: from values to pixels, with ticks at round numbers (Heckbert 1990, "Nice numbers for graph labels").
--
--   local scale = scales.linear(0, 87, 0, 300)   scale.at(87)   scale.ticks = { { value = 0, label = "0" }, ... }
local days = require "plot.days"
local label = require "plot.label"

local scales = {}

local MOST_TICKS <const> = 200 -- no picture shows more; a guard against rounding

-- The round number (1, 2 or 5 times a power of ten) nearest to the step.
local function round_step(step)
  local power = 10 ^ math.floor(math.log(step, 10))
  local lead = step / power
  return power * (lead < 1.5 and 1 or lead < 3.5 and 2 or lead < 7.5 and 5 or 10)
end

scales.round_step = round_step

-- A scale from `first` to `last` that is widened to round numbers, drawn from pixel `from` to pixel `to`; with about
-- `wanted` ticks. Whole numbers only when `is_whole`.
function scales.linear(first, last, from, to, wanted, is_whole)
  if first == last then first, last = math.min(first, 0), math.max(first, 0) end
  if first == last then last = 1 end
  local step = round_step((last - first) / (wanted or 5))
  if is_whole then step = math.max(1, step) end
  local low, high = math.floor(first / step + 1e-9) * step, math.ceil(last / step - 1e-9) * step
  local scale = { low = low, high = high, step = step, ticks = {} }
  function scale.at(value) return from + (value - low) / (high - low) * (to - from) end
  local digits = math.max(0, math.ceil(-math.log(step, 10) - 1e-9))
  local exponent = digits > 6
  for i = 0, math.min(MOST_TICKS, math.floor((high - low) / step + 0.5)) do
    local value = low + i * step
    scale.ticks[#scale.ticks + 1] = {
      value = value, at = scale.at(value), label = exponent and ("%.2g"):format(value) or label.number(value, digits),
    }
  end
  return scale
end

-- A scale of days; ticks at the starts of days, months or years, as many as `room` pixels a label allow.
function scales.time(first, last, from, to)
  if last <= first then first, last = first - 1, first + 1 end
  local scale = { low = first, high = last, ticks = {} }
  function scale.at(day) return from + (day - first) / (last - first) * (to - from) end
  for _, tick in ipairs(days.ticks(first, last, to - from)) do
    scale.ticks[#scale.ticks + 1] = { value = tick.day, at = scale.at(tick.day), label = tick.label }
  end
  return scale
end

-- Bands of the same width for so many categories; at(i) is the middle of the i-th.
function scales.bands(count, from, to)
  local band = (to - from) / math.max(1, count)
  return { band = band, at = function(i) return from + (i - 0.5) * band end }
end

-- How many of the labels in bands must be passed over after each one that is drawn, so that none touches the next.
function scales.thinning(widest, band)
  return math.max(1, math.ceil((widest + label.SIZE * 0.7) / band))
end

return scales
