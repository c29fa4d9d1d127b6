-- The figures that a sentence states: each number that is none of the traps, with its qualifier, its unit, the phrase
-- that it counts and the verb.
--
--   statements.find(text, pieces.cut(text), lexicon, names, false)
--     --> { { value = 2700, qualifier = "more than", counted = "members", action = "arrested", ... } }

local actions = require "actions"
local counted = require "counted"
local garbled = require "garbled"
local numbers = require "numbers"
local quoted = require "quoted"
local ranges = require "ranges"
local traps = require "traps"

local statements = {}

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local MINUS <const> = { ["-"] = true, ["−"] = true, ["–"] = true }
local TIMES <const> = { year = true, month = true, week = true, day = true, hour = true, minute = true, second = true }
local MONEY <const> = "^%u%u%u$" -- symbols of currencies

local function words(text, list, first, last)
  return (text:sub(list[first].start, list[last].stop):gsub("%s+", " "))
end

-- A unit in front: "$", "USD", 百分之; of words only capitals, or the one before might be the unit of another number.
local function prefix_unit(list, first, lexicon)
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
  return lexicon.units:at(list, is_joined and at + 1 or at)
end

-- Qualifiers in front, the outermost that is not "exact" winning: "more than about 2,000".
local function qualify(list, number, lexicon)
  local first, name = number.before + 1, nil
  while true do
    local qualifier, from = lexicon.qualifiers:ending(list, first - 1)
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
    number.unit, number.unit_first, number.unit_last, number.end_at = suffix, number.end_at + 1, last, last
  end
end

local function take_measure(list, number, lexicon)
  if number.unit then return end
  local measure, last = lexicon.measures:at(list, number.end_at + 1)
  if measure then number.measure, number.unit_first, number.end_at = measure, number.end_at + 1, last end
end

local function take_sign(list, number)
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
    if second then number.unit = lexicon.units:at(list, second.last + 1) end
  end
end

-- Everything that stands around a number.
local function surround(list, number, lexicon)
  number.before, number.end_at, number.first_at = number.first - 1, number.last, number.first
  take_qualifier_after(list, number, lexicon)
  take_unit(list, number, lexicon)
  take_measure(list, number, lexicon)
  take_qualifier_after(list, number, lexicon, true)
  qualify(list, number, lexicon)
  take_shared_unit(list, number, lexicon)
  local loose = number.fraction and "article" or not TIMES[number.unit]
  number.phrase, number.phrase_last = counted.after(list, number.end_at, lexicon, loose)
  if number.phrase and garbled.is_word(list[number.phrase].form) then number.phrase = nil end
end

local function measures_something_else(unit)
  return unit == "%" or unit:find(MONEY) ~= nil
end

local function unit_text(text, list, number)
  local written = number.unit_first and words(text, list, number.unit_first, number.end_at) or number.unit
  return (written:gsub("(%w)%.$", "%1"))
end

-- What the number in front counted, when this one says more of it: "340 kg of cocaine worth 25 million euros". Behind a
-- comma it is the subject: "Output reached 45 million tonnes, 3 per cent more".
local function shared(list, number, unit, last)
  local is_money = measures_something_else(unit)
  if last.by_unit or last.unit ~= unit and not is_money then return nil end
  local before = list[number.before]
  if before and before.used and unit == "" then return nil end
  for k = last.last + 1, number.before do
    if list[k].kind == "mark" then return is_money and last.subject or last.counted end
  end
  return last.counted
end

-- What is counted, as text: behind the number; else in front, with a verb between where the number has no unit; else
-- what the number before it counted; else the unit.
local function counted_text(text, list, number, lexicon, last)
  if number.phrase then return words(text, list, number.phrase, number.phrase_last) end
  if number.measure then -- 教师245人
    local from, to = counted.before(list, number.before + 1, lexicon)
    if from and to == number.before then return words(text, list, from, to) end
    return unit_text(text, list, number)
  end
  local verb_first, verb_last = actions.next(list, number.end_at + 1, lexicon)
  local unit = number.unit or number.fraction and "fraction" or ""
  local from, to, met = counted.before(list, number.before + 1, lexicon)
  if from and (met or number.is_predicate or unit ~= "" and not TIMES[unit]) then return words(text, list, from, to) end
  local followed = last and shared(list, number, unit, last)
  if followed then return followed end
  if measures_something_else(unit) then return "", true end
  if unit ~= "" then return unit_text(text, list, number), true end
  if verb_first then return words(text, list, verb_first, verb_last) end
end

local function use(list, first, last)
  for k = first, last do list[k].used = true end
end

local function statement_of(text, list, number, lexicon, last)
  local subject_from, subject_to, met = counted.before(list, number.before + 1, lexicon)
  local what, by_unit = counted_text(text, list, number, lexicon, last)
  if not what then return nil end
  use(list, number.first, number.phrase_last or number.end_at)
  local from, to = actions.find(list, number.before + 1, number.phrase_last or number.end_at, lexicon)
  return {
    first = number.first, last = number.phrase_last or number.end_at,
    value = number.value, value_to = number.value_to, qualifier = number.qualifier or "",
    unit = number.unit or (number.fraction and "fraction") or "",
    counted = what, by_unit = by_unit, action = from and words(text, list, from, to) or nil,
    subject = met and words(text, list, subject_from, subject_to) or last and last.subject,
    from = list[number.first].start, to = list[number.last].stop,
  }
end

-- The figures of a sentence, in order. `names` are the document's quoted names.
function statements.find(text, list, lexicon, names, begins_block)
  local found, at, last_label = {}, 1, -1
  while at <= #list do
    local piece = list[at]
    local number = not piece.date and numbers.may_begin(piece, lexicon) and ranges.at(list, at, lexicon) or nil
    if number and not number.is_name then
      surround(list, number, lexicon)
      local around = { last_label = last_label, begins_block = begins_block, beside = #found > 0 }
      local reason = traps.reason(list, number, lexicon, around)
      if reason == "label" then last_label = number.last end
      local from = list[number.first].start
      if not reason and not quoted.is_inside(text, from) and not quoted.is_name(names, text, from) then
        take_sign(list, number)
        local last = found[#found]
        found[#found + 1] = statement_of(text, list, number, lexicon, last)
      end
      at = math.max(at, reason == "label" and number.last or number.end_at)
    elseif number then
      at = math.max(at, number.last)
    end
    at = at + 1
  end
  return found
end

return statements
