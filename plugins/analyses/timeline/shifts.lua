-- Dates told by how far they are from another one, or from the day on which the document appeared.
--
--   "three days earlier", "через два года"  --> relation { unit = "day", shift = -3 }
--   "four years ago", "hace cuatro años"    --> relation { unit = "year", shift = -4, now = true }
--   "on Monday"                             --> relation { unit = "weekday", shift = 1, now = true }
--   "Christmas Day 1991"                    --> year 1991, month 12, day 25

local calendar = require "calendar"
local numbers = require "numbers"

local shifts = {}

local WAYS <const> = {
  later = { 1 }, earlier = { -1 }, ago = { -1, now = true }, ahead = { 1, now = true },
}
-- Steps of units, in those that dates are moved by.
local STEPS <const> = {
  day = { "day", 1 }, week = { "day", 7 }, month = { "month", 1 }, year = { "year", 1 }, decade = { "year", 10 },
}
local LEAST_WEEKDAY <const> = 5 -- bytes: "sun" and "mon" are other words as well

-- The unit of a number, or its word for year, month or day (4년 전), and the last piece.
local function unit_of(list, at, lexicon)
  local unit, last = lexicon.units:at(list, at)
  for _, name in ipairs { "year", "month", "day" } do
    if not unit then
      _, last = lexicon["date_" .. name]:at(list, at)
      unit = last and name
    end
  end
  return unit, last
end

-- Whether the sentence has a word that says which way; found out once.
local function has_way(list, vocabulary)
  if list.has_way == nil then
    list.has_way = false
    for _, piece in ipairs(list) do list.has_way = list.has_way or vocabulary.shifts:may_begin(piece) end
  end
  return list.has_way
end

-- A number of days, months or years with a word that says which way, in front or behind.
function shifts.counted(list, at, vocabulary)
  local lexicon = vocabulary.lexicon
  local way, opened = vocabulary.shifts_before:at(list, at)
  if not opened and not has_way(list, vocabulary) then return nil end
  local number = numbers.single(list, opened and opened + 1 or at, lexicon)
  if not number or number.is_name or number.value ~= math.floor(number.value) then return nil end
  local _, measure = lexicon.measures:at(list, number.last + 1)
  local unit, last = unit_of(list, (measure or number.last) + 1, lexicon)
  local step = STEPS[unit]
  if not step then return nil end
  if not opened then
    way, last = vocabulary.shifts:at(list, last + 1)
    if not way then return nil end
  end
  local shift = math.tointeger(WAYS[way][1] * step[2] * number.value)
  return { first = at, last = last, relation = { unit = step[1], shift = shift, now = WAYS[way].now, counted = true } }
end

local function stands_by_date(list, at, vocabulary)
  while list[at] and (list[at].form == "," or vocabulary.lexicon.articles[list[at].folded]) do at = at + 1 end
  return list[at] ~= nil and calendar.at(list, at, vocabulary.lexicon) ~= nil
end

-- A day of the week that no date beside it says more of.
function shifts.weekday(list, at, vocabulary)
  local place, last = vocabulary.weekdays:at(list, at)
  if not place or list[last].stop - list[at].start + 1 < LEAST_WEEKDAY then return nil end
  if stands_by_date(list, last + 1, vocabulary) then return nil end
  return { first = at, last = last, relation = { unit = "weekday", shift = place, now = true } }
end

-- A feast that has its day every year, with the year behind it.
function shifts.holiday(list, at, vocabulary)
  local name, last = vocabulary.holidays:at(list, at)
  if not name then return nil end
  local from = last + 1
  while list[from] and (vocabulary.lexicon.links[list[from].folded] or list[from].form == ","
    or vocabulary.lexicon.date_within:at(list, from) == list[from].folded) do from = from + 1 end
  local year = calendar.at(list, from, vocabulary.lexicon)
  if not year or not year.year or year.month or year.year_to then return nil end
  local month, day = name:match "^(%d+)%-(%d+)$"
  return { first = at, last = year.last, year = year.year, month = tonumber(month), day = tonumber(day) }
end

return shifts
