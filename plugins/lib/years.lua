-- Years among pieces: four digits, digits spelled as words, years of an era.
--
--   years.at(list, 3, lexicon)     "2015 год" --> 2015, last piece, true: a word for year stands behind it
--                                  令和5年    --> 2023, last piece, true, first piece of the era

local numbers = require "numbers"

local years = {}

local FIRST_YEAR <const>, LAST_YEAR <const> = 1000, 2100

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

-- The end of a word for year.
function years.word(list, at, lexicon)
  return select(2, lexicon.date_year:at(list, at))
end

-- A year of an era: 令和5年, "سال ۱۳۹۵", "753 BC".
local function year_of_era(list, at, lexicon)
  local era, first = lexicon.eras:ending(list, at - 1)
  if era and era.is_behind then era = nil end -- "Vancouver, BC 1990"
  local worded = list[at] and years.word(list, at + 1, lexicon) -- "753 году до н. э."
  local behind = list[(worded or at) + 1]
  if not era and not (behind and lexicon.eras:may_begin(behind)) then return nil end
  if era and behind and lexicon.eras:at(list, (worded or at) + 1) then era = nil end -- "سال ۷۵۳ پیش از میلاد"
  local number = list[at] and (list[at].kind == "digits" or era) and numbers.single(list, at, lexicon)
  if not number or not (number.plain or number.worded) then return nil end
  local last = number.last
  if not era then
    first, era, last = at, lexicon.eras:at(list, (worded or last) + 1)
  end
  if not era or number.value < era.first or number.value > era.last then return nil end
  local reach = years.word(list, last + 1, lexicon)
  if not reach and number.value < FIRST_YEAR and not era.is_bare then return nil end
  return era.offset + (era.is_back and -number.value or number.value), reach or last, true, first, era
end

-- A year: its value, its end, whether a word for year stands behind it, the first piece of its era, and the era.
function years.at(list, at, lexicon)
  local piece = list[at]
  if lexicon.has_eras then
    local value, last, named, first, era = year_of_era(list, at, lexicon)
    if value then return value, last, named, first, era end
  end
  local value, last = nil, at
  if piece and piece.kind == "digits" and #piece.form == 4 then
    value = tonumber(piece.form)
  elseif piece then
    value, last = spelled_year(list, at, lexicon)
    if value and not years.word(list, last + 1, lexicon) then return nil end
  end
  if not value or value < FIRST_YEAR or value > LAST_YEAR then return nil end
  local reach = years.word(list, last + 1, lexicon)
  return value, reach or last, reach ~= nil
end

return years
