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
local years = require "years"

local year, year_word = years.at, years.word

local calendar = {}

local DASHES <const> = {
  ["-"] = true, ["‐"] = true, ["‑"] = true, ["–"] = true, ["—"] = true, ["~"] = true, ["～"] = true,
}
local DAYS <const> = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

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
  local suffix = list[at + 2] -- "1-го мая", "1.º de mayo"
  local is_joined = suffix and after.form:find "^[.%-]$" and not after.space and not suffix.space
  if is_joined and lexicon.ordinal_suffixes[suffix.folded] then return value, at + 2 end
  if after and not after.space and lexicon.ordinal_suffixes[after.folded] then return value, at + 1 end
  local reach = select(2, lexicon.date_day:at(list, at + 1))
  return value, reach or at
end

-- Where the second day begins behind words that make a range ("del 8 al 10", "entre el 3 y el 5"), and whether these
-- open in front of the first.
local function second_day(list, first, last, lexicon)
  local front = first - 1
  while list[front] and lexicon.articles[list[front].folded] do front = front - 1 end
  for _, range in ipairs(lexicon.day_ranges) do
    local middle, reach = range.middle:at(list, last + 1)
    local opener = range.opener
    if middle and (not opener or opener:ending(list, first - 1) or opener:ending(list, front)) then
      return skip(list, reach + 1, lexicon.articles), opener ~= nil
    end
  end
end

-- One day or two: "8-9", "8 and 9", "8 to 9".
local function days(list, at, lexicon)
  local from, last = day(list, at, lexicon)
  if not from then return nil end
  local begins, is_opened = second_day(list, at, last, lexicon)
  if begins then
    local to, reach = day(list, begins, lexicon)
    if to and to > from then return from, reach, to, is_opened end
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
  local from, last, to, is_opened = days(list, at, lexicon)
  if not from then return nil end
  local value, reach = month(list, skip(list, last + 1, lexicon.links), lexicon)
  if not value then return nil end
  local date = { first = at, last = reach, day = from, day_to = to, month = value, is_opened = is_opened }
  return year_behind(list, date, lexicon)
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
  local is_slash = dash and dash.form == "/" and piece and not dash.space and not piece.space -- "2018/19"
  if not (dash and piece and (DASHES[dash.form] or is_slash)) then return nil end
  local value, last, named = year(list, at + 1, lexicon)
  if not value and piece.kind == "digits" and #piece.form == 2 then
    local reach = year_word(list, at + 2, lexicon)
    value, last, named = from // 100 * 100 + tonumber(piece.form), reach or at + 1, reach ~= nil
  end
  if value and value > from and (not is_slash or value == from + 1) then return value, last, named end
end

-- Whether a noun follows, which is counted where years have their word behind them: "в 1432 ДТП".
local function is_counting(list, at, lexicon)
  local piece = list[at]
  return piece ~= nil and piece.kind == "word" and not lexicon.stop_words[piece.folded]
    and not lexicon.joins[piece.folded]
end

local function year_first(list, at, lexicon)
  local value, last, named, era_first, era = year(list, at, lexicon)
  if not value then return nil end
  if not named and lexicon.years_named and is_counting(list, last + 1, lexicon) then return nil end
  local date = { first = at, last = last, year = value, named = named, era_first = era_first, era = era }
  local to, reach, is_named = year_to(list, last + 1, value, lexicon)
  if to then
    date.year_to, date.last, date.named = to, reach, named or is_named
    return date
  end
  local number, stop = nil, nil
  if named then number, stop = month(list, last + 1, lexicon) end
  if number then
    date.month, date.last = number, stop
    local from, far, other = days(list, stop + 1, lexicon)
    if from then date.day, date.day_to, date.last = from, other, far end
  end
  local day_behind = named and not date.month and day_first(list, last + 1, lexicon) -- "2001 жылғы 15 маусымда"
  if day_behind and not day_behind.year then
    day_behind.first, day_behind.year = at, value
    return day_behind
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
  if not date.year or date.year < 1 then return nil end
  local last_month = date.month or 12
  local first = string.format("%04d-%02d-%02d", date.year, date.month or 1, date.day or 1)
  local leap = date.year % 4 == 0 and (date.year % 100 ~= 0 or date.year % 400 == 0)
  local last_day = last_month == 2 and not leap and 28 or DAYS[last_month]
  local day_to = date.day_to or date.day or last_day
  return first, string.format("%04d-%02d-%02d", date.year_to or date.year, last_month, day_to)
end

return calendar
