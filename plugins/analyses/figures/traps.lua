-- Numbers that state nothing: years, labels ("No. 3", "page 7"), members of names ("Boeing 737", "three evil forces"),
-- list numbers, denominators, "one" where it means somebody.
--
-- A number here comes with what stands around it: unit, measure, qualifier, before (the piece in front of it and its
-- qualifiers), phrase (first piece of what it counts).

local pieces = require "pieces"

local traps = {}

local FIRST_YEAR <const>, LAST_YEAR <const> = 1900, 2100
local ROUND <const> = 50
local LARGEST_ENUMERATOR <const> = 99 -- "(12)" alone in brackets counts an item
local LARGEST_DAY <const> = 31
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local TIMES <const> = { year = true, month = true, week = true, day = true, hour = true, minute = true }
local BRIDGES <const> = { [","] = true, ["-"] = true, ["–"] = true, ["&"] = true, ["、"] = true }

local function is_capitalised(piece)
  return piece and piece.kind == "word" and not piece.ideograph and pieces.is_capital(piece.form)
end

local function is_word(piece)
  return piece and piece.kind == "word"
end

-- A label that ends with piece `at`: of ideographs only a whole word is one.
local function label_ends(list, at, lexicon)
  if list[at] and (list[at].form == ":" or list[at].form == "：") then at = at - 1 end
  local label, first = lexicon.labels_before:ending(list, at)
  return label and (not list[first].ideograph or (list[first].word or "") == label)
end

-- "the rate 25 per cent": with a unit that is no time and no single letter it is no label's number.
local function measures_something(list, number)
  local unit, form = number.unit, number.unit_first and list[number.unit_first].form
  return unit ~= nil and not TIMES[unit] and form ~= nil and (utf8.len(form) > 1 or unit == "%")
end

local function is_label(list, number, lexicon, last_label)
  if number.qualifier_first or measures_something(list, number) then return false end
  local at = number.first - 1
  if label_ends(list, at, lexicon) then return true end
  local bridge = list[at]
  return last_label == at - 1 and bridge and (BRIDGES[bridge.form] or lexicon.joins[bridge.folded])
end

-- The minutes of a time of day: 12时52分.
local function is_clock(number, last_clock)
  return number.first == last_clock + 1
end

local function is_labelled_behind(list, number, lexicon)
  local label, last = lexicon.labels_after:at(list, number.last + 1)
  if label == nil or last < (number.unit_last or 0) then return false end
  number.label_last = last
  return true
end

local function is_list_number(list, number, begins_block)
  local after, before = list[number.last + 1], list[number.first - 1]
  if not number.plain or not after then return false end
  if before and before.form == "(" and after.form == ")" then return number.value <= LARGEST_ENUMERATOR end
  return begins_block and number.first == 1 and (after.form == "." or after.form == ")")
end

-- Four bare digits are a year unless something counts with them.
local function is_year(list, number, lexicon)
  if not number.plain or #number.plain ~= 4 or number.unit or number.measure then return false end
  if number.value < FIRST_YEAR or number.value > LAST_YEAR then return not number.phrase end
  if not number.phrase then return true end
  if number.qualifier_first then return false end
  local before = list[number.before]
  local is_placed = before and (lexicon.stop_words[before.folded] or lexicon.date_within:ending(list, number.before)
    or lexicon.date_since:ending(list, number.before))
  return is_placed or number.value % ROUND ~= 0 or is_capitalised(list[number.phrase])
end

local function is_singular(list, number, lexicon)
  local before = list[number.before]
  return before and lexicon.singular[before.folded] and not number.worded and not number.unit and not number.scaled
end

-- "Five" in the middle of a sentence, "Boeing 737".
local function is_in_name(list, number, lexicon)
  if number.unit or number.measure or number.qualifier_first or number.fraction then return false end
  local piece, before = list[number.first], list[number.first - 1]
  if number.worded then
    return number.first > 1 and is_capitalised(piece) and (is_word(before) or HYPHENS[before.form])
  end
  return number.plain and not number.phrase and number.first > 2 and is_capitalised(before)
    and not lexicon.stop_words[before.folded]
end

-- "One" counts only where something says so: "at least one", "one ton", "two soldiers and one civilian".
local function is_pronoun(list, number, lexicon, beside)
  if not number.worded or number.value ~= 1 or number.fraction or number.scaled then return false end
  local after = list[number.last + 1]
  if not number.phrase or not after or lexicon.links[after.folded] then return true end
  if number.unit and not TIMES[number.unit] or number.qualifier == "at least" then return false end
  local before = list[number.first - 1]
  return not (beside and before and (lexicon.joins[before.folded] or before.form == ","))
end

-- A share needs a whole: "half of", not "the first half", "half an hour".
local function is_no_share(list, number, lexicon)
  if not number.fraction or number.is_exact or number.whole then return false end
  local after = list[number.last + 1]
  if lexicon.ordinals:ending(list, number.first - 1) or not number.phrase then return true end
  if lexicon.singular[after.folded] or (after and HYPHENS[after.form]) then return true end
  return next(lexicon.links) and not lexicon.has_measures
    and not (lexicon.links[after.folded] or lexicon.articles[after.folded])
end

-- 两国, 三方: a number word that is part of a word.
local function lacks_measure(list, number, lexicon)
  return lexicon.has_measures and number.worded and list[number.first].ideograph and not number.measure
    and not number.unit and not number.fraction and number.value < 10000
end

-- "two-day" without a noun behind it.
local function is_attribute(list, number)
  local hyphen, word = list[number.last + 1], list[number.last + 2]
  if number.end_at > number.last and not number.unit then return false end -- "5,000-odd"
  if not hyphen or not word or not HYPHENS[hyphen.form] or hyphen.space or word.space then return false end
  return not number.unit or TIMES[number.unit] and not number.phrase
end

local function is_denominator(list, number, lexicon)
  return lexicon.per:ending(list, number.first - 1) ~= nil
end

local function is_vague(list, number, lexicon)
  local before, after = list[number.first - 1], list[number.last + 1]
  if before and lexicon.approximate[before.folded] then return true end
  return after and after.ideograph and lexicon.approximate[after.folded] or false
end

-- Without a table no word says that "8" is a day or a page.
local function is_unknown(number, lexicon)
  return not lexicon.known and not number.unit and not number.fraction and number.value <= LARGEST_DAY
end

-- Why a number is no figure, or nil; "label" makes the next one of a list a label too, "clock" its minutes.
function traps.reason(list, number, lexicon, around)
  if is_label(list, number, lexicon, around.last_label) then return "label" end
  if is_labelled_behind(list, number, lexicon) then return "clock" end
  if is_clock(number, around.last_clock) then return "clock" end
  if is_list_number(list, number, around.begins_block) then return "list" end
  if is_year(list, number, lexicon) then return "year" end
  if is_singular(list, number, lexicon) then return "stray" end
  if is_in_name(list, number, lexicon) then return "name" end
  if is_pronoun(list, number, lexicon, around.beside) then return "pronoun" end
  if is_no_share(list, number, lexicon) then return "share" end
  if lacks_measure(list, number, lexicon) then return "word" end
  if is_attribute(list, number) then return "attribute" end
  if is_denominator(list, number, lexicon) then return "denominator" end
  if is_unknown(number, lexicon) then return "unknown" end
  if is_vague(list, number, lexicon) then return "vague" end
end

return traps
