-- Numbers of a text, in digits and words, read by a language's table.
--
--   "two hundred and five"      --> value = 205, worded
--   "1.2 млн"                   --> value = 1200000
--   "三千五百"                  --> value = 3500, worded
--   "two-thirds", "三分之一"    --> value = 0.667, fraction
--   "17th", "G20", "11/27/2020" --> is_name: no number, but a name, an ordinal, a code
--
-- Each has first and last, the pieces it is read from. `plain` holds the digits of a number that is nothing but digits.

local codes = require "codes"
local numerals = require "numerals"

local numbers = {}

local glued = codes.glued

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local MONEY <const> = "^%u%u%u$" -- symbols of currencies
local VULGAR <const> = numerals.VULGAR
local LONGEST_BELOW <const> = 4 -- digits below a fraction bar
local LARGEST_EXPONENT <const> = 30
local LONGEST_PLAIN <const> = 9 -- digits without grouping; more are an identifier

-- What decimal digits say: 16.4 million is 16400000, not 16399999.999999998. A double holds fifteen digits.
local function exact(value)
  return tonumber(("%.15g"):format(value))
end

-- Whether `low` may be added to `high`: 20 + 5, 1000 + 300, not 20 + 30.
local function fits(high, low)
  return high > low and low >= 0 and high % 10 ^ #tostring(math.floor(low)) == 0
end

-- What is below the scale is multiplied by it; of a number without a scale so far all: 141175万, "1 045 тыс.".
local function multiply(stack, scale, is_first)
  local sum = 0
  while #stack > 0 and (is_first or stack[#stack] < scale) do sum = sum + table.remove(stack) end
  if sum == 0 then -- 零万 is no number: nothing is scaled
    stack[#stack + 1] = sum
    return false
  end
  stack[#stack + 1] = exact(sum * scale)
  return true
end

local function is_glued_scale(list, first, at, lexicon)
  if not lexicon.glued_scales[list[at].folded] then return true end
  if glued(list, at + 1) and (lexicon.units:at(list, at + 1) or ""):find(MONEY) then return true end -- "5 M€"
  return glued(list, at) and lexicon.units:ending(list, first - 1) ~= nil
end

-- A word that goes on the number behind `last`: its value and end.
local function next_word(list, last, top, lexicon)
  local at = last + 1
  if list[at] and HYPHENS[list[at].form] and glued(list, at) and glued(list, at + 1) then at = at + 1 end
  local joined = top >= 100 and list[at] and lexicon.joiners[list[at].folded]
  if joined then at = at + 1 end
  local value, stop = lexicon.words:at(list, at)
  if not value and top >= 1000 and list[at] and list[at].kind == "digits" and not joined then
    value, stop = numerals.at(list, at, lexicon.habits)
  end
  if value and fits(top, value) then return value, stop end
end

local function next_scale(list, first, last, lexicon)
  local at = last + 1
  if list[at] and HYPHENS[list[at].form] and glued(list, at) and glued(list, at + 1) then at = at + 1 end
  local qualifier, reach = lexicon.qualifiers_after:at(list, at)
  local scale, stop = lexicon.scales:at(list, reach and reach + 1 or at)
  if scale and is_glued_scale(list, first, reach and reach + 1 or at, lexicon) then return scale, stop, qualifier end
end

-- Multiplies and adds what follows; answers value, last piece, the last scale met, and a qualifier between (20多万).
local function compose(list, first, value, last, open, lexicon)
  local stack, scaled, qualifier = { value }, nil, nil
  while true do
    local scale, stop, between = next_scale(list, first, last, lexicon)
    if scale and multiply(stack, scale, scaled == nil) then
      last, open, scaled, qualifier = stop, true, scale, between or qualifier
    else
      local word, reach
      if open then word, reach = next_word(list, last, stack[#stack], lexicon) end
      if not word then break end
      stack[#stack + 1], last = word, reach
    end
  end
  local sum = 0
  for _, addend in ipairs(stack) do sum = sum + addend end
  return exact(sum), last, scaled, qualifier
end

local function is_ordinal_after(list, last, lexicon)
  local at = last + 1
  if list[at] and HYPHENS[list[at].form] then at = at + 1 end
  return lexicon.ordinals:at(list, at)
end

local function finish(list, number, open, lexicon)
  local half, half_stop = lexicon.halves:at(list, number.last + 1)
  if half then number.value, number.last, number.plain = number.value + 0.5, half_stop, nil end
  local value, last, scaled, qualifier = compose(list, number.first, number.value, number.last, open, lexicon)
  if scaled and not half then
    half, half_stop = lexicon.halves:at(list, last + 1) -- "dos millones y medio"
    if half then value, last = value + scaled / 2, half_stop end
  end
  number.scaled, number.qualifier = scaled ~= nil, qualifier
  if last > number.last then number.plain = nil end
  number.value, number.last = value, last
  local ordinal, stop = nil, nil
  if open then ordinal, stop = is_ordinal_after(list, last, lexicon) end
  if ordinal then number.is_name, number.last = true, stop end
  return number
end

local function digits_at(list, at)
  local piece = list[at]
  return piece and piece.kind == "digits" and piece or nil
end

-- "3/4" behind a number or alone: a proper fraction, not 24/7, and its last piece.
local function slashed(list, at)
  local above, bar, below = digits_at(list, at), list[at + 1], digits_at(list, at + 2)
  if not (above and below) or bar.form ~= "/" and bar.form ~= "⁄" or bar.space or below.space then return nil end
  local value, whole = tonumber(above.form), tonumber(below.form)
  local after = list[at + 3]
  if after and not after.space and (after.kind ~= "mark" or after.form == "/") then return nil end
  if value > 0 and value < whole and #below.form <= LONGEST_BELOW then return value / whole, at + 2 end
end

-- What a fraction adds to whole digits: "3 1/2", "3½".
local function fraction_behind(list, last)
  local piece = list[last + 1]
  if not piece then return nil end
  if VULGAR[piece.form] then return VULGAR[piece.form], last + 1 end
  if piece.space then return slashed(list, last + 1) end
end

local SUPERSCRIPTS <const> = {
  ["⁰"] = 0, ["¹"] = 1, ["²"] = 2, ["³"] = 3, ["⁴"] = 4, ["⁵"] = 5, ["⁶"] = 6, ["⁷"] = 7, ["⁸"] = 8, ["⁹"] = 9,
}
local MINUS <const> = { ["-"] = true, ["−"] = true, ["–"] = true, ["⁻"] = true }
local TIMES <const> = { ["×"] = true, ["x"] = true, ["·"] = true, ["*"] = true, ["⋅"] = true, ["х"] = true }

-- A whole number glued to piece `at`, with its sign, small or not: -5, ⁻⁵.
local function exponent(list, at)
  local sign = list[at] and MINUS[list[at].form] and not list[at].space
  if sign then at = at + 1 end
  local piece = list[at]
  if not piece or piece.space then return nil end
  if piece.kind == "digits" then return (sign and -1 or 1) * tonumber(piece.form), at end
  local value, last = nil, at
  while list[last] and not list[last].space and SUPERSCRIPTS[list[last].form] do
    value, last = (value or 0) * 10 + SUPERSCRIPTS[list[last].form], last + 1
  end
  if value then return (sign and -1 or 1) * value, last - 1 end
end

-- The power of ten behind digits, and its last piece: "2.5e6", "2.48×10−5", "3 × 10^6".
local function power(list, last)
  local sign = list[last + 1]
  if not sign then return nil end
  local value, stop = nil, nil
  if (sign.form == "e" or sign.form == "E") and not sign.space then
    value, stop = exponent(list, last + 2)
  elseif TIMES[sign.form] and list[last + 2] and list[last + 2].form == "10" then
    local caret = list[last + 3]
    value, stop = exponent(list, caret and caret.form == "^" and last + 4 or last + 3)
  end
  if value and math.abs(value) <= LARGEST_EXPONENT then return value, stop end
end

-- "12.4 ± 0.3": the last piece of the margin.
local function margin_end(list, last, lexicon)
  local sign = list[last + 1]
  if sign and sign.form == "±" and digits_at(list, last + 2) then
    return select(2, numerals.at(list, last + 2, lexicon.habits))
  end
end

-- What may stand right behind digits and belongs to them.
local function take_tail(list, number, lexicon)
  local ten, stop = power(list, number.last)
  if ten then
    number.value, number.last, number.plain = tonumber(("%.15ge%d"):format(number.value, ten)), stop, nil
  end
  local part, reach = fraction_behind(list, number.last)
  if part and number.plain and number.value > 0 then
    number.value, number.last, number.plain = number.value + part, reach, nil
  end
  local margin = margin_end(list, number.last, lexicon)
  if margin then number.last, number.plain = margin, nil end
  return ten or part or margin
end

-- "20-ти": a suffix is part of the number, unless it is part of a qualifier behind it ("100'e kadar").
local function suffix_end(list, last, lexicon)
  if lexicon.qualifiers_after:at(list, last + 1) then return last end
  for at = last + 1, last + 2 do
    if not glued(list, at) then break end
    if lexicon.cardinal_suffixes[list[at].folded] then return at end
  end
  return last
end

local function from_digits(list, at, lexicon, inside)
  local value, last, signed = numerals.at(list, at, lexicon.habits)
  local number = { first = at, last = last, value = value, plain = not signed and list[at].form or nil }
  local has_tail = value and take_tail(list, number, lexicon)
  last = number.last
  local is_code = not value or not inside and codes.hangs(list, at, lexicon)
    or not has_tail and codes.runs_on(list, last, lexicon)
    or (number.plain and (#number.plain > LONGEST_PLAIN or number.plain:find "^0%d"))
  if is_code then
    number.is_name = true
    return number
  end
  number.last = suffix_end(list, last, lexicon)
  return finish(list, number, false, lexicon)
end

-- 不十分: inside a word of the dictionary that begins with no number.
local function is_inside_word(list, at, lexicon)
  if not list[at].ideograph or list[at].word then return false end
  local first = at
  while first > 1 and list[first].ideograph and not list[first].word do first = first - 1 end
  local word = list[first].word
  if not word or first + utf8.len(word) <= at then return false end
  return not (numbers.may_begin(list[first], lexicon) or lexicon.qualifiers:at(list, first)
    or lexicon.units:at(list, first) or list[first].date)
end

-- "one hundred", "a dozen", 十二.
local function from_words(list, at, lexicon)
  if is_inside_word(list, at, lexicon) then return nil end
  local value, last = lexicon.words:at(list, at)
  if not value then
    local scale, stop = lexicon.scales:at(list, at)
    local before = list[at - 1]
    local is_counted = before and lexicon.singular[before.folded] -- "a hundred"
    if not scale or not (is_counted or lexicon.scales_begin:at(list, at)) then return nil end
    if not is_glued_scale(list, at, at, lexicon) then return nil end
    value, last = scale, stop
  end
  local number = { first = at, last = last, value = value, worded = true }
  local before = list[at - 1]
  if glued(list, at) and HYPHENS[before.form] and glued(list, at - 1) and codes.is_word(list[at - 2]) then
    number.is_name = true
  end
  return finish(list, number, true, lexicon)
end

-- "two-thirds", "half a million", 三分之一 (denominator first).
local function from_fraction(list, at, lexicon)
  local value, last = lexicon.fractions:at(list, at)
  if not value then return nil end
  local after = list[last + 1]
  local scale, stop = lexicon.scales:at(list, after and lexicon.singular[after.folded] and last + 2 or last + 1)
  if scale then return { first = at, last = stop, value = value * scale, worded = true, scaled = true } end
  return { first = at, last = last, value = value, worded = true, fraction = true }
end

-- "½", "1/50 of the land": alone only where a whole, a unit or a qualifier says that it is no code.
local function from_sign(list, at, lexicon)
  local value, last = VULGAR[list[at].form], at
  if not value then
    value, last = slashed(list, at)
    local after = value and list[last + 1]
    local is_one = value and not codes.hangs(list, at, lexicon) and (lexicon.qualifiers:ending(list, at - 1)
      or after and (lexicon.links[after.folded] or lexicon.articles[after.folded] or lexicon.units:at(list, last + 1)))
    if not is_one then return nil end
  end
  return { first = at, last = last, value = value, fraction = true, is_exact = true, worded = true }
end

-- "every fifth house": a share.
local function from_every(list, at, lexicon)
  local _, last = lexicon.every:at(list, at)
  local ordinal, stop = nil, nil
  if last then ordinal, stop = lexicon.ordinals:at(list, last + 1) end
  if not ordinal or ordinal < 2 or lexicon.units:at(list, stop + 1) then return nil end
  return { first = at, last = stop, value = 1 / ordinal, worded = true, fraction = true, is_exact = true }
end

local function single(list, at, lexicon, inside)
  if VULGAR[list[at].form] or list[at].kind == "digits" then
    local number = from_sign(list, at, lexicon)
    if number then return number end
  end
  local every = from_every(list, at, lexicon)
  if every then return every end
  local prefix, reach = lexicon.ordinal_prefixes:at(list, at)
  if prefix then
    local number = numbers.single(list, reach + 1, lexicon)
    if number then
      number.is_name = true
      return number
    end
  end
  local fraction = from_fraction(list, at, lexicon)
  if fraction then return fraction end
  local number = list[at].kind == "digits" and from_digits(list, at, lexicon, inside) or from_words(list, at, lexicon)
  local part, stop = nil, nil
  if number and not number.is_name then part, stop = lexicon.parts:at(list, number.last + 1) end
  local above = part and list[stop + 1] and numbers.single(list, stop + 1, lexicon)
  if not above or number.value == 0 then return number end
  local value = above.value / number.value
  return { first = at, last = above.last, value = value, worded = true, fraction = true, is_exact = true }
end

-- Whether a number may begin with that piece, found out cheaply.
function numbers.may_begin(piece, lexicon)
  return piece.kind == "digits" or lexicon.number_begins[piece.folded] or false
end

-- One number, without a second one; nil where none begins. `inside` says that it is the second of a range.
function numbers.single(list, at, lexicon, inside)
  if not list[at] or list[at].kind == "mark" and not VULGAR[list[at].form] then return nil end
  return single(list, at, lexicon, inside)
end

return numbers
