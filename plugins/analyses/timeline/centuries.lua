-- Centuries, by their word in front or behind, in digits, Roman figures or words.
--
--   "the early 19th century", "XIXe siècle", "siglo XIX", 十九世纪   --> century 19
--   "XVIII–XIX вв."                                                  --> century 18, century_to 19
--   "the 3rd century BC"                                             --> century 3, is_before
--
-- A century is written in EDTF: the nineteenth is 18XX, and the third one before our era -02XX.

local numbers = require "numbers"

local centuries = {}

local LAST <const> = 21
local LONGEST_ENDING <const> = 4 -- bytes: XIXème
local ROMAN <const> = { i = 1, v = 5, x = 10, ["х"] = 10, ["і"] = 1 } -- Cyrillic letters look alike
local ANY_ENDING <const> = setmetatable({}, { __index = function(_, ending) return #ending <= LONGEST_ENDING end })
local DASHES <const> = { ["-"] = true, ["–"] = true, ["—"] = true, ["‑"] = true }

-- Capitals that are a Roman figure, with the ending of an ordinal perhaps: "XIX", "XIXe".
local function roman(piece, suffixes)
  if piece.kind ~= "word" or piece.ideograph or piece.form == piece.folded then return nil end
  local value, held, rest = 0, 0, piece.folded
  while rest ~= "" do
    local letter = rest:match(utf8.charpattern)
    local worth = ROMAN[letter]
    if not worth then break end
    value, held = value + (held < worth and worth - 2 * held or worth), worth
    rest = rest:sub(#letter + 1)
  end
  if value > 0 and value <= LAST and (rest == "" or suffixes[rest]) then return value end
end

-- The end of an ordinal's suffix behind digits: "19th", "19-й", "19.".
local function suffix_end(list, last, lexicon)
  local at = last + 1
  if list[at] and DASHES[list[at].form] and not list[at].space then at = at + 1 end
  local piece = list[at]
  return piece and not piece.space and lexicon.ordinal_suffixes[piece.folded] and at or last
end

local function ordinal(list, at, lexicon)
  local piece = list[at]
  if not piece then return nil end
  if piece.kind == "digits" then
    local value = #piece.form <= 2 and tonumber(piece.form) or 0
    if value >= 1 and value <= LAST then return value, suffix_end(list, at, lexicon) end
  end
  local value = roman(piece, lexicon.ordinal_suffixes)
  if value then return value, suffix_end(list, at, lexicon) end
  local last
  value, last = lexicon.ordinals:at(list, at)
  if not value and piece.ideograph then
    local number = numbers.single(list, at, lexicon)
    value, last = number and number.value, number and number.last
  end
  if value and value >= 1 and value <= LAST then return value, last end
end

-- The second century behind a dash or a word like "and", and its last piece.
local function second(list, last, lexicon)
  local middle = list[last + 1]
  if not middle or not (DASHES[middle.form] or lexicon.joins[middle.folded]) then return nil end
  return ordinal(list, last + 2, lexicon)
end

-- The century that begins with piece `at`, or nil.
function centuries.at(list, at, vocabulary)
  local lexicon = vocabulary.lexicon
  local _, opened = vocabulary.centuries_before:at(list, at)
  local value, last = ordinal(list, opened and opened + 1 or at, lexicon)
  if not value then return nil end
  local to, reach = second(list, last, lexicon)
  if to and to > value then last = reach else to = nil end
  if not opened then
    _, last = vocabulary.centuries:at(list, last + 1)
    if not last then return nil end
  end
  local era, era_last = lexicon.eras:at(list, last + 1)
  return {
    first = at, last = era_last or last, century = value, century_to = to, is_before = era ~= nil and era.is_back,
  }
end

-- Whether a piece may be a Roman figure with some ending: asked of every word, so judged once for each.
local known = {}

function centuries.may_begin(piece)
  local form = piece.form
  local is_one = known[form]
  if is_one == nil then
    is_one = form ~= piece.folded and roman(piece, ANY_ENDING) ~= nil
    known[form] = is_one
  end
  return is_one
end

return centuries
