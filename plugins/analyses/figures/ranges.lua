-- Two numbers that stand for what lies between them.
--
--   "5–10 million people"             --> 5e6 to 1e7
--   "between 200 and 300 people"      --> 200 to 300
--   "5 per cent to 10 per cent"       --> 5 to 10
--   "from 5 per cent to 10 per cent"  --> nil: a change, two numbers
--   "un enfant sur cinq"              --> 1 of 5, with the noun between
--   5人に1人                          --> the same, the whole first
--   "0000-0002-2912", "2016-18"       --> is_name

local grammar = require "grammar"
local numbers = require "numbers"

local ranges = {}

local MONEY <const> = "^%u%u%u$"
local LONGEST_NOUN <const> = 3 -- words between the two numbers of "one child in five"
local LARGEST_WHOLE <const> = 100 -- "one in ten thousand" is rare; "20 in 300 attacks" is no share

local DASHES <const> = {
  ["-"] = true, ["‐"] = true, ["‑"] = true, ["–"] = true, ["—"] = true, ["~"] = true, ["～"] = true, ["−"] = true,
}

local function is_dash(list, at)
  local dash, after = list[at], list[at + 1]
  return dash and after and DASHES[dash.form] and dash.space == after.space
end

-- In front of a number and of the money's sign: "between $20 million".
local function in_front(list, number, lexicon)
  local money, from = lexicon.units:ending(list, number.first - 1)
  if money and money:find(MONEY) then return from - 1, money end
  return number.first - 1
end

-- Behind the second number's own sign of the same money.
local function behind_sign(list, at, money, lexicon)
  local unit, last = lexicon.units:at(list, at)
  return money and unit == money and last + 1 or at
end

-- The number behind words like "in", nil where it can be no whole of the first one.
local function whole_of(list, number, last, lexicon)
  local whole = last and numbers.single(list, last + 1, lexicon)
  if whole and not whole.is_name and number.value < whole.value and whole.value <= LARGEST_WHOLE then return whole end
end

-- "un enfant sur cinq": the noun's last piece and the whole; not "un livre sur cinq auteurs".
local function whole_behind_noun(list, number, lexicon)
  for at = number.last + 1, number.last + LONGEST_NOUN do
    if not grammar.is_content(list[at], lexicon) or grammar.verb(list, at, lexicon) then return nil end
    local _, last = lexicon.odds_apart:at(list, at + 1)
    local whole = whole_of(list, number, last, lexicon)
    local after = whole and list[whole.last + 1]
    local counts = after and grammar.is_content(after, lexicon) and not grammar.verb(list, whole.last + 1, lexicon)
      and (grammar.ends_in(after.folded, lexicon.plurals, 0) or grammar.ends_in(after.folded, lexicon.odds_nouns, 0))
    local is_whole = whole and not whole.scaled and not counts
    if is_whole and not lexicon.units:at(list, whole.last + 1) then return whole, at end
  end
end

-- 5人に1人: the whole first, with the same measure word behind both.
local function odds_of(list, number, lexicon)
  local measure, measured = lexicon.measures:at(list, number.last + 1)
  local _, last = lexicon.odds_of:at(list, (measured or number.last) + 1)
  local part = last and numbers.single(list, last + 1, lexicon)
  if not part or part.is_name or part.value >= number.value or number.value > LARGEST_WHOLE then return nil end
  local again, reach = lexicon.measures:at(list, part.last + 1)
  if measure ~= again then return nil end
  return {
    first = number.first, last = reach or part.last, value = part.value / number.value, worded = true, fraction = true,
    is_exact = true, noun_first = reach, noun_last = reach,
  }
end

-- "one in five": of how many, so many.
local function odds(list, number, lexicon)
  local _, last = lexicon.odds:at(list, number.last + 1)
  local whole, noun_last = nil, nil
  if number.worded or number.value == 1 then whole = whole_of(list, number, last, lexicon) end
  if not whole then whole, noun_last = whole_behind_noun(list, number, lexicon) end
  if not whole then return nil end
  return {
    first = number.first, last = whole.last, value = number.value / whole.value, worded = true, fraction = true,
    is_exact = true, noun_first = noun_last and number.last + 1, noun_last = noun_last,
  }
end

-- The second number begins behind a dash, or behind a word like "to" that its opener in front of the first allows.
local function second_begins(list, number, at, lexicon)
  if is_dash(list, at) and list[at + 1].kind == "digits" == (list[number.first].kind == "digits") then
    return at + 1, true
  end
  local dash, after = list[at], list[at + 1]
  if dash and after and DASHES[dash.form] and not dash.space and after.space then at = at + 1 end -- "6- to 9-metre"
  local front, money = in_front(list, number, lexicon)
  for _, range in ipairs(lexicon.ranges) do
    local middle, last = range.middle:at(list, at)
    if middle and (not range.opener or range.opener:ending(list, front)) then
      return behind_sign(list, last + 1, money, lexicon), false
    end
  end
end

-- "5 to 10 million": the scale is for both.
local function shares_scale(number, second)
  return second.scaled and not number.scaled and not number.fraction and number.value < 1000
end

local function join(list, number, second, lexicon)
  local low, high = number.value, second.value
  if shares_scale(number, second) then
    local alone = list[second.first].kind == "digits" and tonumber(list[second.first].form) or nil
    local factor = alone and alone > 0 and high / alone or 1
    low = low * factor
  end
  if low >= high then return nil end
  number.value, number.value_to, number.last, number.plain = low, high, second.last, nil
  number.scaled, number.qualifier = second.scaled, second.qualifier
  local _, unit_end = lexicon.units:at(list, second.last + 1)
  number.unit_end = unit_end
  return number
end

local function chain_end(list, at)
  while is_dash(list, at + 1) and not list[at + 1].space and list[at + 2].kind == "digits" do at = at + 2 end
  return at
end

-- The number at piece `at`, a range where it is one.
function ranges.at(list, at, lexicon)
  local number = numbers.single(list, at, lexicon)
  if not number or number.is_name then
    if number then number.last = chain_end(list, number.last) end
    return number
  end
  local share = odds(list, number, lexicon) or odds_of(list, number, lexicon)
  if share then return share end
  local unit, unit_last = lexicon.units:at(list, number.last + 1)
  local begins, dashed = second_begins(list, number, number.last + 1, lexicon)
  if not begins and unit then begins, dashed = second_begins(list, number, unit_last + 1, lexicon) else unit = nil end
  local second = begins and numbers.single(list, begins, lexicon, true)
  if not second or lexicon.changes:ending(list, (in_front(list, number, lexicon))) and not dashed then return number end
  if dashed and not unit and (second.is_name or chain_end(list, second.last) > second.last) then
    number.is_name, number.last = true, chain_end(list, second.last)
    return number
  end
  if second.is_name or (unit and lexicon.units:at(list, second.last + 1) ~= unit) then return number end
  local range = join(list, number, second, lexicon)
  if not range and dashed and not unit then number.is_name, number.last = true, second.last end
  return range or number
end

return ranges
