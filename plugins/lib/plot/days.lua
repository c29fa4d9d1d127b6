-- Dates as days, for pictures: when a date of ISO 8601 or EDTF begins and ends, and where an axis of time has marks.
--
--   days.read "2015-06"        { first = 735750, last = 735779, unit = "month" }
--   days.read "2004/2019"      { first = ..., last = ..., unit = "year" }
local days = {}

-- Days of the proleptic Gregorian calendar since 1 March of the year 0 (Hinnant, "chrono-compatible low-level date
-- algorithms").
function days.day(year, month, day)
  if month <= 2 then year = year - 1 end
  local era = year // 400
  local of_era = year - era * 400
  local of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + day - 1
  return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year
end

-- Year, month and day of a day.
function days.date(day)
  local era = day // 146097
  local of_era = day - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local month = (5 * of_year + 2) // 153
  local date = of_year - (153 * month + 2) // 5 + 1
  month = month < 10 and month + 3 or month - 9
  return year + era * 400 + (month <= 2 and 1 or 0), month, date
end

local ORDER <const> = { "day", "month", "year", "decade", "century" }
local rank = {}
for i, unit in ipairs(ORDER) do rank[unit] = i end

days.ORDER, days.rank = ORDER, rank

-- The start of the unit that holds the day; and of the one behind it.
function days.floor(day, unit, ahead)
  local year, month, date = days.date(day)
  ahead = ahead or 0
  if unit == "day" then return days.day(year, month, date) + ahead end
  if unit == "month" then
    local months = year * 12 + month - 1 + ahead
    return days.day(months // 12, months % 12 + 1, 1)
  end
  local years = unit == "year" and 1 or unit == "decade" and 10 or 100
  return days.day((year // years + ahead) * years, 1, 1)
end

local SEASONS <const> = { [21] = 3, [22] = 6, [23] = 9, [24] = 12 } -- EDTF: spring begins in March
local QUARTERS <const> = { [33] = 1, [34] = 4, [35] = 7, [36] = 10 }

-- One date without a range; the finest unit that it states.
local function read_one(text)
  text = text:gsub("[?~%%]", "")
  local year = text:match "^-?%d%d%d%d"
  if not year then
    local start, masks = text:match "^(%d+)(X+)"
    local unit = masks == "X" and "decade" or masks == "XX" and "century"
    if not unit or #start + #masks ~= 4 then return nil end
    local first = days.day(math.tointeger(start .. ("0"):rep(#masks)), 1, 1)
    return { first = first, last = days.floor(first, unit, 1) - 1, unit = unit }
  end
  local month, day = text:match "^-?%d%d%d%d%-(%d%d)%f[%D]", text:match "^-?%d%d%d%d%-%d%d%-(%d%d)"
  month = tonumber(month)
  local start = SEASONS[month] or QUARTERS[month]
  if start then
    local first = days.day(tonumber(year), start, 1)
    return { first = first, last = days.floor(days.floor(first, "month", 3), "day", -1), unit = "month" }
  end
  if month and (month < 1 or month > 12) then month = nil end
  local unit = month and day and "day" or month and "month" or "year"
  local first = days.day(tonumber(year), month or 1, tonumber(unit == "day" and day or 1))
  return { first = first, last = days.floor(first, unit, 1) - 1, unit = unit }
end

-- A date or range; a whole number is a year. Nil for what names no year.
function days.read(value)
  if math.type(value) == "integer" then value = ("%04d"):format(value) end
  local from, to = tostring(value):match "^([^/]*)/([^/]*)$"
  if not from then return read_one(tostring(value)) end
  local first, last = read_one(from), read_one(to)
  if not (first and last) then return first or last end
  return { first = first.first, last = last.last, unit = rank[first.unit] < rank[last.unit] and last.unit or first.unit,
           is_range = true }
end

-- The name of the unit that begins on the day: 2015-06-07, 2015-06, 2015, 2010s, 1900s.
function days.name(day, unit)
  local year, month, date = days.date(day)
  if unit == "day" then return ("%04d-%02d-%02d"):format(year, month, date) end
  if unit == "month" then return ("%04d-%02d"):format(year, month) end
  return unit == "year" and ("%d"):format(year) or ("%ds"):format(year)
end

local YEAR <const>, MONTH <const> = 365.2425, 30.44
-- Steps between marks: days each, how many units, and how wide a label is.
local STEPS <const> = {
  { 1, "day", 1, 92 }, { 7, "day", 7, 92 }, { 14, "day", 14, 92 }, { MONTH, "month", 1, 70 },
  { 3 * MONTH, "month", 3, 70 }, { 6 * MONTH, "month", 6, 70 }, { YEAR, "year", 1, 52 }, { 2 * YEAR, "year", 2, 52 },
  { 5 * YEAR, "year", 5, 52 }, { 10 * YEAR, "year", 10, 52 }, { 20 * YEAR, "year", 20, 52 },
  { 50 * YEAR, "year", 50, 52 }, { 100 * YEAR, "year", 100, 52 }, { 200 * YEAR, "year", 200, 52 },
  { 500 * YEAR, "year", 500, 52 }, { 1000 * YEAR, "year", 1000, 52 },
}

local function step_for(span, room)
  for _, step in ipairs(STEPS) do
    if span / step[1] * step[4] <= room then return step end
  end
  return STEPS[#STEPS]
end

-- The marks of a step within two days: every `count` units, beginning with a round one.
local function marks(first, last, unit, count)
  local year, month = days.date(first)
  local day, list = first, {}
  if unit == "month" then day = days.day(year, (month - 1) // count * count + 1, 1) end
  if unit == "year" then day = days.day(year // count * count, 1, 1) end
  while day <= last do
    if day >= first then list[#list + 1] = day end
    day = days.floor(day, unit, count)
  end
  return list
end

-- Marks of an axis from one day to another that is `room` pixels long: { { day =, label = } }.
function days.ticks(first, last, room)
  first, last = math.ceil(first), math.floor(last)
  local step = step_for(last - first, room)
  local ticks = {}
  for i, day in ipairs(marks(first, last, step[2], step[3])) do
    ticks[i] = { day = day, label = days.name(day, step[2]) }
  end
  return ticks
end

return days
