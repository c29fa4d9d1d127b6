-- A date as the text states it, made a date of the calendar: years that are not said come from the text before.
--
--   { year = 2017, month = 6, day = 8, day_to = 9 }  --> "2017-06-08/2017-06-09", "day-range", "stated"
--   { month = 6, day = 7 }                           --> "XXXX-06-07", "day", "stated"; "inherited" with a year at hand
--   { relation = { unit = "year", shift = 1 }, month = 5 } behind 2001  --> "2002-05", "month", "relative"

local resolved = {}

local DAYS <const> = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

-- Years before our era are counted from 0 backwards: 753 BC is -0752.
local function written(year, month, day)
  local parts = { year and (year < 0 and "-%04d" or "%04d"):format(math.abs(year)) or "XXXX" }
  if month then parts[#parts + 1] = ("%02d"):format(month) end
  if day then parts[#parts + 1] = ("%02d"):format(day) end
  return table.concat(parts, "-")
end

local function days_in(year, month)
  local is_leap = not year or year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return month == 2 and not is_leap and 28 or DAYS[month] or 31
end

local function precision_of(date)
  if date.decade then return "decade" end
  if date.season then return "season" end
  return date.day and "day" or date.month and "month" or "year"
end

local function decade_of(year)
  return ("%03dX"):format(year // 10)
end

local function century_of(date)
  local function spelt(century) return ("%s%02dXX"):format(date.is_before and "-" or "", century - 1) end
  if not date.century_to then return spelt(date.century), "century" end
  return spelt(date.century) .. "/" .. spelt(date.century_to), "century-range"
end

-- ISO value and precision.
local function value_of(date)
  local precision = precision_of(date)
  if date.part then return written(date.year, date.part[1]) .. "/" .. written(date.year, date.part[2]), date.part[3] end
  local from = date.decade and decade_of(date.year) or written(date.year, date.month, date.day)
  local to
  if date.to then
    to = date.decade and decade_of(date.to.year) or written(date.to.year or date.year, date.to.month, date.to.day)
  elseif date.day_to then
    to = written(date.year, date.month, date.day_to)
  elseif date.year_to then
    to = written(date.year_to)
  end
  if to then return from .. "/" .. to, precision .. "-range" end
  return from, precision
end

-- Days from the anchor back to the last day of the week that is the place-th, Monday being the first.
local function to_weekday(anchor, place)
  local day = os.date("*t", os.time { year = anchor.year, month = anchor.month, day = anchor.day, hour = 12 })
  return -((day.wday - 2 - (place - 1)) % 7)
end

-- The anchor's year, month and day moved by so many years, months or days; what is finer than the unit is left out.
local function moved(anchor, relation)
  if relation.unit == "year" then return anchor.year + relation.shift end
  if relation.unit == "month" then
    if not anchor.month or anchor.season then return nil end
    local months = anchor.year * 12 + anchor.month - 1 + relation.shift
    return months // 12, months % 12 + 1
  end
  if not anchor.day then return nil end
  local shift = relation.shift
  if relation.unit == "weekday" then shift = to_weekday(anchor, shift) end
  local at = os.date("*t", os.time { year = anchor.year, month = anchor.month, day = anchor.day + shift, hour = 12 })
  return at.year, at.month, at.day
end

-- Takes what the relation says into the date; false where the text before gives nothing to count from.
local function relate(date, anchor)
  local year, month, day
  if anchor and anchor.year then year, month, day = moved(anchor, date.relation) end
  if not year then return date.month ~= nil end
  date.year, date.month, date.day = year, date.month or month, date.day or day
  return true
end

-- A day that its month does not have is left out and flagged.
local function checked(date)
  local last = date.day_to or date.day
  if last and not date.season and last > days_in(date.year, date.month) then
    date.flag = ("day %d is out of range"):format(last)
    date.day, date.day_to = nil, nil
  end
end

-- ISO value (nil where there is none), precision and basis; `anchor` is the date before, or nil.
function resolved.of(date, anchor)
  if date.span then return date.span, date.span:find "XX$" and "century" or "decade", "stated" end
  if date.century then
    local value, precision = century_of(date)
    return value, precision, "stated"
  end
  local basis = "stated"
  if date.relation then
    basis = "relative"
    if not relate(date, anchor) then return nil end
  elseif not date.year and date.month and anchor and anchor.year then
    date.year, basis = anchor.year, "inherited"
    if date.to and not date.to.year then date.to.year = anchor.year end
  end
  checked(date)
  if not date.year and not date.month then return nil, nil, basis end
  local value, precision = value_of(date)
  return value, precision, basis
end

return resolved
