-- Dates among pieces, read by a language's months and words for year, month and day.
--
--   "8-9 June 2017"         --> year 2017, month 6, day 8, day_to 9
--   "June, 2004"            --> year 2004, month 6
--   "в июне 2006 г."        --> year 2006, month 6
--   "2015年3月8日"          --> year 2015, month 3, day 8
--   "2011–2015", "2016-18"  --> year 2011, year_to 2015
--
-- Each has first and last, its pieces. A bare year is one only for who knows its surroundings: `bare` marks it.

local numbers = require "numbers"
local pieces = require "pieces"

local calendar = {}

local FIRST_YEAR <const>, LAST_YEAR <const> = 1000, 2100
local DASHES <const> = {
  ["-"] = true, ["‐"] = true, ["‑"] = true, ["–"] = true, ["—"] = true, ["~"] = true, ["～"] = true,
}
local DAYS <const> = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

-- 二〇一五: four digits as words.
local function spelled_year(list, at, lexicon)
  local value = 0
  for k = at, at + 3 do
    local digit = list[k] and list[k].ideograph and lexicon.words:at(list, k)
    if not digit or digit > 9 then return nil end
    value = value * 10 + digit
  end
  return value, at + 3
end

local function year_word(list, at, lexicon)
  return select(2, lexicon.date_year:at(list, at))
end

-- A year of an era: 令和5年, "سال ۱۳۹۵".
local function year_of_era(list, at, lexicon)
  local era, first = lexicon.eras:ending(list, at - 1)
  local number = list[at] and (list[at].kind == "digits" or era) and numbers.single(list, at, lexicon)
  if not number or not (number.plain or number.worded) then return nil end
  local last = number.last
  if not era then
    first, era, last = at, lexicon.eras:at(list, last + 1)
  end
  if not era or number.value < era.first or number.value > era.last then return nil end
  local reach = year_word(list, last + 1, lexicon)
  if not reach and number.value < FIRST_YEAR then return nil end
  return number.value + era.offset, reach or last, true, first
end

-- A year: its value, its end, whether a word for year stands behind it, and the first piece of its era.
local function year(list, at, lexicon)
  local piece = list[at]
  if lexicon.has_eras then
    local value, last, named, first = year_of_era(list, at, lexicon)
    if value then return value, last, named, first end
  end
  local value, last = nil, at
  if piece and piece.kind == "digits" and #piece.form == 4 then
    value = tonumber(piece.form)
  elseif piece then
    value, last = spelled_year(list, at, lexicon)
    if value and not year_word(list, last + 1, lexicon) then return nil end
  end
  if not value or value < FIRST_YEAR or value > LAST_YEAR then return nil end
  local reach = year_word(list, last + 1, lexicon)
  return value, reach or last, reach ~= nil
end

local function skip(list, at, forms)
  return list[at] and forms[list[at].folded] and at + 1 or at
end

local COMMA <const> = { [","] = true, ["，"] = true, ["、"] = true }

-- 三十一日.
local function spelled_day(list, at, lexicon)
  local number = numbers.single(list, at, lexicon)
  local reach = number and not number.is_name and number.value <= 31
    and select(2, lexicon.date_day:at(list, number.last + 1))
  if reach then return number.value, reach end
end

-- One day of a month: "8", "8th", "8日".
local function day(list, at, lexicon)
  local piece = list[at]
  local value = piece and piece.kind == "digits" and #piece.form <= 2 and tonumber(piece.form)
  if not value and piece and piece.ideograph then return spelled_day(list, at, lexicon) end
  if not value or value < 1 or value > 31 then return nil end
  local after = list[at + 1]
  if after and not after.space and lexicon.ordinal_suffixes[after.folded] then return value, at + 1 end
  local reach = select(2, lexicon.date_day:at(list, at + 1))
  return value, reach or at
end

-- Where the second day begins behind words that make a range: "del 8 al 10", "entre el 3 y el 5".
local function second_day(list, first, last, lexicon)
  local front = first - 1
  while list[front] and lexicon.articles[list[front].folded] do front = front - 1 end
  for _, range in ipairs(lexicon.day_ranges) do
    local middle, reach = range.middle:at(list, last + 1)
    local opener = range.opener
    if middle and (not opener or opener:ending(list, first - 1) or opener:ending(list, front)) then
      return skip(list, reach + 1, lexicon.articles)
    end
  end
end

-- One day or two: "8-9", "8 and 9", "8 to 9".
local function days(list, at, lexicon)
  local from, last = day(list, at, lexicon)
  if not from then return nil end
  local begins = second_day(list, at, last, lexicon)
  if begins then
    local to, reach = day(list, begins, lexicon)
    if to and to > from then return from, reach, to end
  end
  local middle = list[last + 1]
  if middle and (DASHES[middle.form] or lexicon.joins[middle.folded]) then
    local to, reach = day(list, last + 2, lexicon)
    if to and to > from then return from, reach, to end
  end
  return from, last, nil
end

-- A month's name, or its number with a word for month. A word without content in lower case is none ("may").
local function month(list, at, lexicon)
  local value, last = lexicon.months:at(list, at)
  if not value then return nil end
  local is_small = not pieces.is_capital(list[at].form)
  if not (is_small and lexicon.stop_words[list[at].folded]) then return value, last end
end

local function year_behind(list, date, lexicon)
  local at = skip(list, skip(list, date.last + 1, COMMA), lexicon.links)
  local value, last = year(list, at, lexicon)
  if value then
    date.year, date.last = value, last
  else
    local reach = date.day and year_word(list, date.last + 1, lexicon)
    if reach and list[date.last + 1].space then date.last = reach end
  end
  return date
end

local function day_first(list, at, lexicon)
  local from, last, to = days(list, at, lexicon)
  if not from then return nil end
  local value, reach = month(list, skip(list, last + 1, lexicon.links), lexicon)
  if not value then return nil end
  return year_behind(list, { first = at, last = reach, day = from, day_to = to, month = value }, lexicon)
end

local function month_first(list, at, lexicon)
  local value, last = month(list, at, lexicon)
  if not value then return nil end
  local date = { first = at, last = last, month = value }
  if not year(list, last + 1, lexicon) then
    local from, reach, to = days(list, last + 1, lexicon)
    if from then date.day, date.day_to, date.last = from, to, reach end
  end
  return year_behind(list, date, lexicon)
end

local function year_to(list, at, from, lexicon)
  local dash, piece = list[at], list[at + 1]
  if not (dash and piece and DASHES[dash.form]) then return nil end
  local value, last = year(list, at + 1, lexicon)
  if not value and piece.kind == "digits" and #piece.form == 2 then
    value, last = from // 100 * 100 + tonumber(piece.form), year_word(list, at + 2, lexicon) or at + 1
  end
  if value and value > from then return value, last end
end

local function year_first(list, at, lexicon)
  local value, last, named, era_first = year(list, at, lexicon)
  if not value then return nil end
  local date = { first = at, last = last, year = value, named = named, era_first = era_first }
  local to, reach = year_to(list, last + 1, value, lexicon)
  if to then
    date.year_to, date.last = to, reach
    return date
  end
  local number, stop = nil, nil
  if named then number, stop = month(list, last + 1, lexicon) end
  if number then
    date.month, date.last = number, stop
    local from, far, other = days(list, stop + 1, lexicon)
    if from then date.day, date.day_to, date.last = from, other, far end
  end
  date.bare = not named
  return date
end

-- The date that begins with piece `at`, or nil.
function calendar.at(list, at, lexicon)
  local piece = list[at]
  if not piece or not (numbers.may_begin(piece, lexicon) or lexicon.months:may_begin(piece)) then return nil end
  return day_first(list, at, lexicon) or month_first(list, at, lexicon) or year_first(list, at, lexicon)
end

-- First and last day of a date with a year, as ISO 8601; nil without one.
function calendar.days_of(date)
  if not date.year then return nil end
  local last_month = date.month or 12
  local first = string.format("%04d-%02d-%02d", date.year, date.month or 1, date.day or 1)
  local leap = date.year % 4 == 0 and (date.year % 100 ~= 0 or date.year % 400 == 0)
  local last_day = last_month == 2 and not leap and 28 or DAYS[last_month]
  local day_to = date.day_to or date.day or last_day
  return first, string.format("%04d-%02d-%02d", date.year_to or date.year, last_month, day_to)
end

return calendar
