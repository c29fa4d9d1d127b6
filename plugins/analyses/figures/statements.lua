-- The figures that a sentence states: each number that is none of the traps, with its qualifier, its unit, the phrase
-- that it counts and the verb.
--
--   statements.find(text, pieces.cut(text), lexicon, names, false)
--     --> { { value = 2700, qualifier = "more than", counted = "members", verb = "arrested", ... } }

local actions = require "actions"
local counted = require "counted"
local numbers = require "numbers"
local particles = require "particles"
local pieces = require "pieces"
local quoted = require "quoted"
local ranges = require "ranges"
local surroundings = require "surroundings"
local traps = require "traps"

local statements = {}

local function words(text, list, first, last)
  return (text:sub(list[first].start, list[last].stop):gsub("%s+", " "))
end

-- A noun phrase without the particle at its end.
local function noun_text(text, list, first, last, lexicon)
  local stop = list[last].stop - particles.length(list[last], lexicon)
  return (text:sub(list[first].start, stop):gsub("%s+", " "))
end

local function unit_text(text, list, number)
  local written = number.unit_first and words(text, list, number.unit_first, number.end_at) or number.unit
  return (written:gsub("(%w)%.$", "%1"))
end

-- A number without a noun that is no mere age or mark: "nearly 40,", "213 were extradited", "137 against",
-- "ранены 1810".
local function stands_alone(list, number, lexicon)
  if number.qualifier_first or number.scaled or not number.plain then return true end
  local after = list[number.end_at + 1]
  if after and after.kind == "word" and not pieces.is_capital(after.form) then return true end
  return number.before > 0 and actions.next(list, number.before, lexicon) ~= nil
end

-- What the number in front counted, when this one says more of it: "340 kg of cocaine worth 25 million euros". Behind a
-- comma it is the subject: "Output reached 45 million tonnes, 3 per cent more".
local function shared(list, number, unit, last, lexicon)
  local is_money = surroundings.is_of_something(unit) and last.unit ~= unit
  local is_share = last.unit == "%" -- "by 17 per cent to 445"
  if last.by_unit or last.unit ~= unit and not (is_money or is_share) or last.counted == "" then return nil end
  local before = list[number.before]
  if unit == "" and (before and before.used or not stands_alone(list, number, lexicon)) then return nil end
  for k = last.last + 1, number.before do
    if list[k].kind == "mark" then
      if is_share and last.unit ~= unit and not is_money then return nil end
      return is_money and last.subject or last.counted
    end
  end
  return last.counted
end

-- Whether a sentence goes on counting what the one before did: "Four of them were treated", "Twelve were killed".
local function takes_up(list, number, lexicon)
  local after, further = list[number.end_at + 1], list[number.end_at + 2]
  if not after or number.before > 0 and list[number.before].kind ~= "mark" then return false end
  if lexicon.links[after.folded] then return further ~= nil and lexicon.stop_words[further.folded] ~= nil end
  return lexicon.auxiliaries[after.folded] ~= nil or actions.next(list, number.end_at + 1, lexicon) ~= nil
end

local function ends_clause(list, at)
  local after = list[at + 1]
  return after == nil or after.kind == "mark"
end

-- What is counted, as text: behind the number; else in front, with a verb between where the number has no unit; else
-- what the number before it counted; else the unit.
local function counted_text(text, list, number, lexicon, last, carried)
  local is_time = surroundings.is_time(number.unit or "") and not number.is_joined
  if number.phrase and is_time and number.unit_first then -- "48 years of war"
    return noun_text(text, list, number.unit_first, number.phrase_last, lexicon)
  end
  if number.phrase then return noun_text(text, list, number.phrase, number.phrase_last, lexicon) end
  if number.noun_first then return noun_text(text, list, number.noun_first, number.noun_last, lexicon) end
  if number.whole then
    local from, to = counted.before(list, number.before + 1, lexicon)
    from = to == number.before and from or number.before
    return noun_text(text, list, from, number.before, lexicon)
  end
  if number.measure then -- 教师245人
    local from, to = counted.before(list, number.before + 1, lexicon)
    if from and to == number.before then return noun_text(text, list, from, to, lexicon) end
    return unit_text(text, list, number)
  end
  local verb_first, verb_last = actions.next(list, number.end_at + 1, lexicon)
  local unit = number.unit or number.fraction and "fraction" or ""
  local from, to, met = counted.before(list, number.before + 1, lexicon)
  local is_property = number.is_dimension or unit == "times" or not surroundings.is_time(unit) -- "42 years old"
  local is_subject = is_property and (met or number.is_predicate or unit ~= "")
  is_subject = is_subject or unit == "" and to == number.before - 1 and lexicon.links[list[number.before].folded]
  if unit == "" and to == number.before and (number.qualifier_first or number.scaled) then -- 人口约120万
    is_subject = is_subject or ends_clause(list, number.end_at)
  end
  if from and is_subject then return noun_text(text, list, from, to, lexicon) end
  local followed = last and shared(list, number, unit, last, lexicon)
  if followed then return followed end
  if surroundings.is_of_something(unit) then
    local first_of_all, end_of_it = counted.topic(list, number.before, lexicon)
    return first_of_all and noun_text(text, list, first_of_all, end_of_it, lexicon) or "", true
  end
  if number.unit then return unit_text(text, list, number), true end
  if carried and takes_up(list, number, lexicon) then return carried end
  if verb_first then return words(text, list, verb_first, verb_last) end
end

local function use(list, first, last)
  for k = first, last do list[k].used = true end
end

local function statement_of(text, list, number, lexicon, last, carried)
  local subject_from, subject_to, met = counted.before(list, number.before + 1, lexicon)
  local what, by_unit = counted_text(text, list, number, lexicon, last, carried)
  if not what and number.unit then return nil end
  use(list, number.first, number.tail)
  local from, to = actions.find(list, number.before + 1, number.tail, lexicon)
  return {
    first = number.first, last = number.tail,
    value = number.value, value_to = number.value_to, qualifier = number.qualifier or "",
    unit = number.unit and number.unit .. (number.rate or "") or number.fraction and "fraction" or "",
    counted = what, by_unit = by_unit, own = number.phrase ~= nil,
    verb = from and words(text, list, from, to) or nil,
    subject = met and noun_text(text, list, subject_from, subject_to, lexicon) or last and last.subject,
  }
end

-- "442 against 47 votes": the first of two numbers with one word between counts what the second does.
local function share_forward(list, found)
  local kept = {}
  for k, statement in ipairs(found) do
    local next_one = found[k + 1]
    local is_pair = next_one and not statement.own and statement.unit == "" and next_one.unit == "" and next_one.own
      and next_one.first - statement.last == 2 and list[statement.last + 1].kind == "word"
    if is_pair then statement.counted = next_one.counted end
    if statement.counted then kept[#kept + 1] = statement end
  end
  return kept
end

-- The figures of a sentence, in order. `names` are the document's quoted names, `carried` is what the sentence before
-- counted last.
function statements.find(text, list, lexicon, names, begins_block, carried)
  local found, at, last_label, last_clock = {}, 1, -1, -1
  while at <= #list do
    local piece = list[at]
    local number = not piece.date and numbers.may_begin(piece, lexicon) and ranges.at(list, at, lexicon) or nil
    if number and not number.is_name then
      surroundings.find(list, number, lexicon)
      local around = { last_label = last_label, last_clock = last_clock, begins_block = begins_block }
      around.beside = #found > 0
      local reason = traps.reason(list, number, lexicon, around)
      if reason == "label" then last_label = number.last end
      if reason == "clock" then last_clock = number.label_last or number.end_at end
      local from = list[number.first].start
      if not reason and not quoted.is_inside(text, from) and not quoted.is_name(names, text, from) then
        surroundings.take_sign(list, number, lexicon)
        found[#found + 1] = statement_of(text, list, number, lexicon, found[#found], carried)
      end
      at = math.max(at, reason == "label" and number.last or number.end_at)
    elseif number then
      at = math.max(at, number.last)
    end
    at = at + 1
  end
  return share_forward(list, found)
end

return statements
