-- One date among the pieces of a sentence: by the calendar, in digits, part of a year, a decade, told by another one.
--
--   "the first quarter of 2015"  --> year 2015, part { 1, 3, "quarter" }
--   "1990s", "20世纪90年代"      --> year 1990, decade
--   "the 19th century"           --> century 19
--   "the same year"              --> relation { unit = "year", shift = 0 }
--   "since 20015"                --> year 2015, flag "year 20015 is out of range"

local calendar = require "calendar"
local centuries = require "centuries"
local numeric = require "numeric"
local shifts = require "shifts"

local readings = {}

local DASHES <const> = {
  ["-"] = true, ["–"] = true, ["—"] = true, ["‑"] = true, ["~"] = true, ["～"] = true, ["－"] = true,
}
local COMMAS <const> = { [","] = true, ["，"] = true, ["、"] = true, [";"] = true }
local BINDING <const> = { -- a sign glued to digits makes them part of a code
  ["-"] = true, ["/"] = true, ["."] = true, ["_"] = true, ["#"] = true, ["@"] = true, ["="] = true, ["&"] = true,
  [":"] = true, ["+"] = true,
}
local LONG_DECADE <const> = 6 -- letters of a word that is no mere ending: 90-жылдары
local SEASONS <const> = 20 -- EDTF: spring is "month" 21

function readings.is_dash(piece)
  return piece ~= nil and DASHES[piece.form] or false
end

local function is_letters(piece)
  return piece.kind == "word" and not piece.ideograph
end

-- Whether nothing is glued to the pieces that would make them part of a code: "Center-2019", "0000-0002-2912-2752".
function readings.is_free(list, first, last, lexicon)
  local before, after, further = list[first - 1], list[last + 1], list[last + 2]
  local ends_itself = list[last].ideograph -- 9月5日|12时
  local is_tied = before and lexicon.date_within:ending(list, first - 1) -- "mid-2019"
  if before and not list[first].space and not is_tied then
    if before.kind == "digits" or is_letters(before) and list[first].kind == "digits" then return false end
    local front = list[first - 2]
    if BINDING[before.form] and front and not before.space and front.kind ~= "mark" then return false end
  end
  if not after or after.space or ends_itself then return true end
  if after.kind == "digits" or after.form:find "^%a" then return false end
  if not BINDING[after.form] or not further or further.space then return true end
  if further.kind == "mark" then return true end
  return readings.is_dash(after) and further.kind ~= "digits" and not further.form:find "^%l"
end

-- The first piece from `at` on that is no link, article or comma.
function readings.behind_links(list, at, lexicon)
  while list[at] and (lexicon.links[list[at].folded] or COMMAS[list[at].form] or lexicon.articles[list[at].folded]) do
    at = at + 1
  end
  return at
end

-- A year behind a quarter, a half or a season: "of 2015", "2015 года".
local function year_behind(list, at, lexicon)
  at = readings.behind_links(list, at, lexicon)
  local date = calendar.at(list, at, lexicon)
  if not date and lexicon.date_year:at(list, at) then
    date = calendar.at(list, select(2, lexicon.date_year:at(list, at)) + 1, lexicon)
  end
  if date and date.year and not date.month and not date.year_to then return date end
end

-- A part of a year in front of the year, or behind it (2015年第一季度).
local function part_of_year(list, at, vocabulary)
  local lexicon = vocabulary.lexicon
  local year = calendar.at(list, at, lexicon)
  local from = at
  if year then
    if not year.year or year.month or year.year_to then return nil end
    from = readings.behind_links(list, year.last + 1, lexicon)
  end
  local date = { first = at }
  local place, last = vocabulary.quarters:at(list, from)
  if place then
    date.part = { place * 3 - 2, place * 3, "quarter" }
  else
    place, last = vocabulary.halves:at(list, from)
    if place then date.part = { place * 6 - 5, place * 6, "half-year" } end
  end
  if not place then
    place, last = vocabulary.seasons:at(list, from)
    if not place then return nil end
    date.month, date.season = SEASONS + place, true
  end
  local found = year or year_behind(list, last + 1, lexicon)
  if not found then return nil end
  date.year, date.last = found.year, math.max(found.last, last)
  return date
end

-- 20世纪90年代.
local function decade_of_century(list, at, vocabulary)
  local _, reach = vocabulary.centuries:at(list, at + 1)
  local century, piece = tonumber(list[at].form), reach and list[reach + 1]
  if not (century and piece and piece.kind == "digits" and piece.form:find "^%d0$") then return nil end
  local _, last = vocabulary.decades:at(list, reach + 2)
  if last then return { first = at, last = last, year = (century - 1) * 100 + tonumber(piece.form), decade = true } end
end

-- "años noventa", "années 60", "90-е годы": the tens alone are of the twentieth century, and words around say that
-- they are years.
local function short_decade(list, at, vocabulary)
  local piece, lexicon = list[at], vocabulary.lexicon
  local value, last = lexicon.words:at(list, at)
  if piece.kind == "digits" then value, last = tonumber(piece.form), at end
  if not value or value < 20 or value > 90 or value % 10 ~= 0 then return nil end
  local _, first = vocabulary.decades_before:ending(list, at - 1)
  local form, reach = vocabulary.decades:at(list, last + 1)
  local is_worded = form and (form:find "[^%s%p][^%s%p]+%s*[^%s%p]*$" and form:find "%s"
    or utf8.len(form) >= LONG_DECADE)
  if first or is_worded then
    return { first = first or at, last = is_worded and reach or last, year = 1900 + value, decade = true }
  end
end

-- "1990s", "années 1990".
local function decade(list, at, vocabulary)
  local piece = list[at]
  if piece.kind ~= "digits" or #piece.form <= 2 then
    return piece.kind == "digits" and decade_of_century(list, at, vocabulary) or short_decade(list, at, vocabulary)
  end
  local is_year = piece.kind == "digits" and #piece.form == 4 and piece.form:find "^[12]%d%d0$"
  if not is_year then return nil end
  local _, last = vocabulary.decades:at(list, at + 1)
  if not last and readings.is_dash(list[at + 1]) then _, last = vocabulary.decades:at(list, at + 2) end
  local _, first = vocabulary.decades_before:ending(list, at - 1)
  if last or first then
    return { first = first or at, last = last or at, year = tonumber(piece.form), decade = true }
  end
end

-- "since 20015": five digits where a year is due; with one of two equal neighbours left out they are a year.
local function misprint(list, at, lexicon)
  local piece = list[at]
  if piece.kind ~= "digits" or not piece.form:find "^[12][09]%d%d%d$" then return nil end
  local after = list[at + 1]
  local is_year = after == nil or after.kind == "mark" or lexicon.date_year:at(list, at + 1)
  local is_due = lexicon.date_since:ending(list, at - 1) or lexicon.date_within:ending(list, at - 1)
  if not (is_year and is_due and readings.is_free(list, at, at, lexicon)) then return nil end
  local year
  for k = 2, #piece.form do
    if piece.form:sub(k, k) == piece.form:sub(k - 1, k - 1) then
      year = tonumber(piece.form:sub(1, k - 1) .. piece.form:sub(k + 1))
      break
    end
  end
  local _, reach = lexicon.date_year:at(list, at + 1)
  return {
    first = at, last = reach or at, year = year, is_sure = true, flag = "year " .. piece.form .. " is out of range",
  }
end

-- What has a name of its own: "Novecento", "the nineties".
local function span(list, at, vocabulary)
  local name, last = vocabulary.spans:at(list, at)
  return name and { first = at, last = last, span = name }
end

local function relation(list, at, vocabulary)
  local found, last = vocabulary.relations:at(list, at)
  if not found and vocabulary.now:may_begin(list[at]) then found, last = vocabulary.now:at(list, at) end
  return found and { first = at, last = last, relation = found }
end

-- "5/6 June" is two days.
local function with_slash(list, date)
  local slash, piece = list[date.first - 1], list[date.first - 2]
  local is_day = slash and slash.form == "/" and piece and piece.kind == "digits" and #piece.form <= 2
  local day = is_day and tonumber(piece.form)
  if day and date.day and not date.day_to and day >= 1 and day < date.day then
    date.first, date.day, date.day_to = date.first - 2, day, date.day
  end
  return date
end

-- A date by the calendar; of "2019 - 30 p." the year alone: a short second year is glued to its dash.
local function by_calendar(list, at, lexicon)
  local date = calendar.at(list, at, lexicon)
  local last = date and date.year_to and list[date.last]
  if last and last.kind == "digits" and #last.form == 2 and last.space then
    date.year_to, date.last = nil, date.last - 2
  end
  return date and with_slash(list, date)
end

-- In digits, with a word for year behind it ("15.03.2019 г.").
local function in_digits(list, at, lexicon, order)
  local date = numeric.at(list, at, order)
  local _, reach = lexicon.date_year:at(list, at + 5)
  if date and reach then date.last = reach end
  return date
end

-- What neither the calendar nor a part of a year says: a century, a number of days, a name.
local function named(list, at, vocabulary)
  local piece = list[at]
  local is_digits = piece.kind == "digits"
  local may_open = is_digits and #piece.form <= 2 or piece.ideograph or vocabulary.opens[piece.folded]
    or centuries.may_begin(piece)
  local found = may_open and centuries.at(list, at, vocabulary) or shifts.counted(list, at, vocabulary)
  if found or is_digits or not may_open then return found end
  return span(list, at, vocabulary) or shifts.holiday(list, at, vocabulary) or shifts.weekday(list, at, vocabulary)
end

-- The date that begins with piece `at`, or nil.
function readings.at(list, at, vocabulary, order)
  local lexicon, piece = vocabulary.lexicon, list[at]
  if piece.kind == "mark" then return nil end
  if piece.kind == "word" and not vocabulary.begins[piece.folded] then
    if vocabulary.opens[piece.folded] or centuries.may_begin(piece) then
      return relation(list, at, vocabulary) or named(list, at, vocabulary)
    end
    return vocabulary.relates[piece.folded] and relation(list, at, vocabulary) or nil
  end
  return in_digits(list, at, lexicon, order) or decade(list, at, vocabulary) or part_of_year(list, at, vocabulary)
    or relation(list, at, vocabulary) or named(list, at, vocabulary) or by_calendar(list, at, lexicon)
    or misprint(list, at, lexicon)
end

return readings
