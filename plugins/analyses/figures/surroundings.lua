-- What stands around a number: qualifiers in front and behind, its unit, a measure word, a sign, the phrase it counts.
--
--   "more than $5 million"   --> qualifier "more than", unit "USD"
--   "3000多名学生"           --> qualifier "more than", measure "名", phrase 学生
--
-- Fields set: first_at (sign of money included), before (the piece in front of all that), end_at (last piece of unit or
-- measure), unit with unit_first and unit_last, measure, qualifier with qualifier_first, is_predicate (the qualifier
-- is a verb: "exceeded"), phrase and phrase_last, whole (what a share is of stands in front of it), tail
-- (the last piece of all).

local actions = require "actions"
local counted = require "counted"
local garbled = require "garbled"
local grammar = require "grammar"
local numbers = require "numbers"
local particles = require "particles"

local surroundings = {}

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local MINUS <const> = { ["-"] = true, ["−"] = true, ["–"] = true }
local TIMES <const> = {
  year = true, month = true, week = true, day = true, hour = true, minute = true, second = true, times = true,
}
-- Qualifiers behind a noun; "more than" and "less than" would be "over" and "under" that noun.
local AT_END <const> = { about = true, ["at least"] = true, ["up to"] = true }
local DEGREES <const> = { ["°C"] = true, ["°F"] = true, K = true } -- "minus 5 degrees"; with others it may be "less"
local MONEY <const> = "^%u%u%u$" -- symbols of currencies

-- Money and shares are of something else, which is what is counted.
function surroundings.is_of_something(unit)
  return unit == "%" or unit:find(MONEY) ~= nil
end

function surroundings.is_time(unit)
  return TIMES[unit] or false
end

-- A unit in front: "$", "USD", 百分之; of words only capitals, or the one before might be the unit of another number.
local function prefix_unit(list, first, lexicon)
  local word, word_first = lexicon.units_before:ending(list, first - 1)
  if word then return word, word_first end
  local unit, from = lexicon.units:ending(list, first - 1)
  if not unit or not (unit == "%" or unit:find(MONEY)) then return nil end
  local piece, before = list[from], list[from - 1]
  if before and before.kind == "digits" and not piece.space then return nil end
  if piece.kind == "mark" or piece.ideograph or piece.form == piece.form:upper() then return unit, from end
end

-- A unit behind: "5 km", "5-km", "1,5 million d'euros".
local function suffix_unit(list, number, lexicon)
  local at = number.end_at + 1
  local piece = list[at]
  local is_joined = piece and (HYPHENS[piece.form] and not piece.space or number.scaled and lexicon.links[piece.folded])
  local from = is_joined and at + 1 or at
  local unit, last = lexicon.units:at(list, from)
  local is_capital = last == from and list[from].form:find "^%u$"
  if is_capital and list[from].form ~= unit then return nil end -- "1 G" is no gram
  return unit, last
end

-- Qualifiers in front, the outermost that is not "exact" winning: "more than about 2,000".
local function qualify(list, number, lexicon)
  local first, name = number.before + 1, nil
  while true do
    local qualifier, from = lexicon.qualifiers:ending(list, first - 1)
    local article = number.fraction and list[first - 1] -- "más de la mitad"
    if not qualifier and article and lexicon.articles[article.folded] then
      qualifier, from = lexicon.qualifiers:ending(list, first - 2)
    end
    if not qualifier then break end
    first = from
    number.is_predicate = number.is_predicate or actions.next(list, from, lexicon) ~= nil
    name = qualifier ~= "exact" and qualifier or name
    number.qualifier_first = first
  end
  number.before = first - 1
  number.qualifier = name or number.qualifier
end

-- Behind a measure or unit only a whole word is one: 3000名|来自.
local function take_qualifier_after(list, number, lexicon, whole)
  local qualifier, last = lexicon.qualifiers_after:at(list, number.end_at + 1)
  local after = last and list[last + 1]
  if not qualifier or whole and after and after.ideograph and not after.word then return end
  number.qualifier, number.end_at = number.qualifier or qualifier, last
  number.qualifier_first = number.qualifier_first or number.first
end

local function take_unit(list, number, lexicon)
  local prefix, from = prefix_unit(list, number.first, lexicon)
  local tenth, tenth_last = lexicon.tenths:at(list, number.end_at + 1)
  local suffix, last = suffix_unit(list, number, lexicon)
  if prefix then number.unit, number.before, number.first_at = prefix, from - 1, from end
  if tenth then
    number.unit, number.value, number.end_at = "%", number.value * 10, tenth_last
  elseif suffix and (not prefix or prefix == suffix) then
    number.is_joined = HYPHENS[list[number.end_at + 1].form]
    number.unit, number.unit_first, number.unit_last, number.end_at = suffix, number.end_at + 1, last, last
  end
  local rate, rate_last = nil, nil
  if number.unit and number.unit ~= "%" then rate, rate_last = lexicon.units:rate(list, number.end_at + 1) end
  if rate then number.rate, number.end_at = "/" .. rate, rate_last end
  local front, front_first = lexicon.units.rates_before:ending(list, number.before) -- 时速120公里
  if front and number.unit and not number.rate and not number.unit:find "/" then
    number.rate, number.before = "/" .. front, front_first - 1
  end
end

-- "12 km long": what the measure is of, which is a property of the subject and not what is counted.
local function take_dimension(list, number, lexicon)
  local _, last = lexicon.dimensions:at(list, number.end_at + 1)
  if number.unit and last then number.is_dimension, number.end_at = true, last end
end

local function take_measure(list, number, lexicon)
  if number.unit then return end
  local measure, last = lexicon.measures:at(list, number.end_at + 1)
  if measure then number.measure, number.unit_first, number.end_at = measure, number.end_at + 1, last end
end

function surroundings.take_sign(list, number, lexicon)
  local _, worded = lexicon.minus:ending(list, number.before)
  if worded and DEGREES[number.unit] then number.value, number.before = -number.value, worded - 1 end
  local _, behind = lexicon.minus_after:at(list, number.end_at + 1) -- "20 grados bajo cero"
  if behind then number.value, number.end_at = -math.abs(number.value), behind end
  local sign, before = list[number.first - 1], list[number.first - 2]
  if not sign or not MINUS[sign.form] or list[number.first].space then return end
  if (sign.space or not before) and number.first > 1 and number.unit then number.value = -number.value end
end

-- "from 7.1 to 6.7 per cent": the unit is for both.
local function take_shared_unit(list, number, lexicon)
  if number.unit or number.measure or not lexicon.changes:ending(list, number.before) then return end
  for _, range in ipairs(lexicon.ranges) do
    local _, last = range.middle:at(list, number.end_at + 1)
    local second = last and numbers.single(list, last + 1, lexicon)
    local last_of_unit
    if second then number.unit, last_of_unit = lexicon.units:at(list, second.last + 1) end
    local rate = last_of_unit and lexicon.units:rate(list, last_of_unit + 1)
    number.rate = rate and "/" .. rate
  end
end

-- "okulların üçte ikisi": a share behind its whole, a noun in the genitive.
local function has_whole_in_front(list, number, lexicon)
  local piece = list[number.before]
  return (number.fraction or number.unit == "%") and grammar.is_content(piece, lexicon) and not piece.used
    and not piece.date and grammar.ends_in(piece.folded, lexicon.genitives, 2)
end

-- "20 شخصا على الأقل": a qualifier behind the phrase; answers the last piece. Of one ideograph it is none: 教师|来自.
local function take_qualifier_at_end(list, number, lexicon)
  if not number.phrase or number.qualifier_first then return number.phrase_last or number.end_at end
  local first = number.phrase_last + 1
  local qualifier, last = lexicon.qualifiers_after:at(list, first)
  if not AT_END[qualifier] or list[first].kind == "mark" or list[first].ideograph and last == first then
    return number.phrase_last
  end
  number.qualifier, number.qualifier_first = number.qualifier or qualifier, number.first
  return last
end

-- 25人失联: a measure word that is a noun, without a link behind it.
local function is_counted_itself(list, number, lexicon)
  local after = list[number.end_at + 1]
  return number.measure ~= nil and lexicon.measure_nouns[number.measure] ~= nil
    and not (after and lexicon.links[after.folded])
end

-- Everything that stands around a number.
function surroundings.find(list, number, lexicon)
  number.before, number.end_at, number.first_at = number.first - 1, number.last, number.first
  take_qualifier_after(list, number, lexicon)
  take_unit(list, number, lexicon)
  take_dimension(list, number, lexicon)
  take_measure(list, number, lexicon)
  take_qualifier_after(list, number, lexicon, true)
  qualify(list, number, lexicon)
  take_shared_unit(list, number, lexicon)
  local loose = number.fraction and "article" or number.is_joined or not TIMES[number.unit]
  number.whole = has_whole_in_front(list, number, lexicon)
  local is_closed = number.unit_first and particles.ends_measure(list[number.end_at], lexicon)
    or is_counted_itself(list, number, lexicon) or number.is_dimension
  if not number.whole and not number.noun_first and not is_closed then
    number.phrase, number.phrase_last = counted.after(list, number.end_at, lexicon, loose)
  end
  if number.phrase and garbled.is_word(list[number.phrase].form) then number.phrase, number.phrase_last = nil, nil end
  number.tail = take_qualifier_at_end(list, number, lexicon)
end

return surroundings
