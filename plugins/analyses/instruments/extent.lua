-- How far the name of an instrument reaches on both sides of its type word, in a list of pieces.
--
--   ... adhering to the [2006 | Agreement | on Cooperation in Combating Terrorism and Extremism], as well as
--   ... signed the [Shanghai | convention | on fight against terrorism, separatism and extremism] which ...

local pieces = require "pieces"

local extent = {}

local MOST_WORDS <const> = 45
local MOST_CARRIES <const> = 3   -- "on the", "of all the"
local LIST_REACH <const> = 8     -- pieces behind a comma in which "and" must come
local TYPE_REACH <const> = 4     -- pieces behind "and" in which another type word makes another name
local OPENING <const> = { ["«"] = "»", ["“"] = "”", ["„"] = "“", ["\""] = "\"" }
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local YEARS_DASH <const> = { ["-"] = true, ["–"] = true, ["—"] = true }

local function is_word(piece) return piece ~= nil and piece.kind == "word" end

local function is_capital(piece) return is_word(piece) and pieces.is_capital(piece.form) end

local function is_hyphen(list, at)
  local piece, after = list[at], list[at + 1]
  return piece and HYPHENS[piece.form] and not piece.space and after and not after.space or false
end

local function is_year(piece)
  return piece ~= nil and piece.kind == "digits" and #piece.form == 4
end

-- Words that make a name of a type word at the head of a sentence too: "Парижское соглашение".
local function is_place(piece, grammar)
  for _, stem in ipairs(grammar.places) do
    if piece.folded:sub(1, #stem) == stem then return true end
  end
  return false
end

-- The first piece of what stands in front of the type word, and whether it names something.
function extent.left(list, at, grammar)
  local first, has_name = at, false
  local k = at - 1
  while k >= 1 do
    local piece = list[k]
    local is_opener = k == 1 and not piece.form:find "%u%u" and not is_capital(list[at])
      and not is_place(piece, grammar) and not (at > 2 and is_capital(list[2]))
    local is_name = is_capital(piece) and not grammar.stop_words[piece.folded] and not is_opener
    local is_inside = is_hyphen(list, k) and is_word(list[k - 1])
      or is_word(piece) and is_hyphen(list, k - 1) and is_word(list[k - 2])
    if not is_name and not is_inside then break end
    has_name = has_name or is_name and not grammar.types[piece.folded]
    first = k
    k = k - 1
  end
  if is_year(list[first - 1]) then
    first = first - 1
    if list[first - 1] and YEARS_DASH[list[first - 1].form] and is_year(list[first - 2]) then first = first - 2 end
  end
  return first, has_name
end

local function type_near(list, from, grammar)
  for k = from, math.min(from + TYPE_REACH, #list) do
    if list[k].kind == "mark" and not HYPHENS[list[k].form] then return false end
    if grammar.types[list[k].folded] then return true end
  end
  return false
end

-- Behind a preposition or article what ends like a verb is an adjective: "of classified information".
local function is_end(piece, grammar, is_led)
  if not is_word(piece) or pieces.is_capital(piece.form) then return not is_word(piece) end
  local folded = piece.folded
  if grammar.stops[folded] or not is_led and grammar.is_verb_ending(folded) then return true end
  if grammar.carries[folded] or grammar.articles[folded] or grammar.joins[folded] then return false end
  return grammar.stop_words[folded]
end

-- Whether a name goes on behind "and": not with another instrument, nor with small letters where it has capitals.
local function joins_on(list, at, state, grammar)
  local behind = list[at + 1]
  if not is_word(behind) or type_near(list, at + 1, grammar) or is_end(behind, grammar) then return false end
  if grammar.articles[behind.folded] then return state.style == "small" end
  return state.style ~= "capital" or is_capital(behind) or grammar.carries[behind.folded] or false
end

-- Whether the comma is of a list inside the name: "terrorism, separatism and extremism", or of a date.
local function lists_on(list, at, state, grammar)
  local behind = list[at + 1]
  if is_year(behind) then return list[at - 1].kind == "digits" end
  if behind and grammar.joins[behind.folded] then return joins_on(list, at + 1, state, grammar) end
  if is_end(behind, grammar) or grammar.carries[behind.folded] or grammar.articles[behind.folded] then return false end
  if state.style == "capital" and not is_capital(behind) then return false end
  for k = at + 2, math.min(at + LIST_REACH, #list) do
    if grammar.joins[list[k].folded] then return joins_on(list, k, state, grammar) end
    if list[k].form ~= "," and not HYPHENS[list[k].form] and is_end(list[k], grammar) then return false end
  end
  return false
end

-- Whether a word in small letters belongs to a name that has capitals: one in front of a capital; in languages that
-- write names small, one behind a topic's preposition or an adjective behind its noun ("Nations unies").
local function is_small_part(list, k, state, grammar)
  if is_hyphen(list, k - 1) or is_hyphen(list, k + 1) or is_capital(list[k + 1]) then return true end
  if not grammar.small then return false end
  if state.carries > 0 then
    if grammar.topics[state.carry] then state.style = "small" end
    return grammar.topics[state.carry]
  end
  local behind, before = list[k + 1], list[k - 1]
  if grammar.genitive and is_word(before) then -- "Шанхайской организации сотрудничества"
    return is_capital(before) and grammar.is_adjective(before.folded)
      or state.has_capital and not is_capital(before) and grammar.is_adjective(list[k - 2] and list[k - 2].folded or "")
        and grammar.is_genitive(list[k].folded)
  end
  return not grammar.genitive and is_capital(list[k - 1]) and behind and not grammar.articles[behind.folded]
end

-- Takes one piece: moves state.last, or answers that the name has ended.
local function word_goes_on(list, k, state, grammar)
  local piece = list[k]
  if grammar.joins[piece.folded] and not is_capital(piece) then return joins_on(list, k, state, grammar) end
  if grammar.carries[piece.folded] or grammar.articles[piece.folded] then
    if state.carries == 0 then state.carry = piece.folded end
    state.carries = state.carries + 1
    return state.carries <= MOST_CARRIES
  end
  if is_end(piece, grammar, state.carries > 0) then return false end
  if state.carries > 0 and grammar.within[state.carry] and grammar.months[piece.folded] then return false end
  local is_small = not is_capital(piece)
  if is_small and is_year(list[k - 1]) and not grammar.year_words[piece.folded] then return false end
  if is_small and state.carries == 0 and grammar.is_adverb(piece.folded) then return true end
  if state.style == "capital" and is_small and not is_small_part(list, k, state, grammar) then return false end
  state.has_capital = state.has_capital or not is_small
  if not state.style and not grammar.types[piece.folded] then state.style = is_small and "small" or "capital" end
  state.last, state.carries, state.content = k, 0, state.content + 1
  return state.content < MOST_WORDS
end

-- Where a quotation that opens at `at` closes; nil when it does not.
local function closing(list, at)
  local mark = OPENING[list[at].form]
  for k = at + 1, math.min(at + MOST_WORDS, mark and #list or 0) do
    if list[k].form == mark then return k end
  end
end

-- A number belongs to a name ("of July 6", "for 20 years"); a year behind "in" is of the sentence.
local function digits_go_on(list, k, state, grammar)
  local before = list[k - 1]
  if is_year(list[k]) and state.carries > 0 and grammar.within[before.folded] then return false end
  if not is_word(before) and before.form ~= "," and not HYPHENS[before.form] then return false end
  state.last, state.carries = k, 0
  return true
end

-- The last piece of what stands behind the type word, how many words with content there are, and whether one of them
-- has a capital.
function extent.right(list, at, grammar)
  local state = { last = at, carries = 0, content = 0 }
  local k, goes_on = at + 1, true
  while list[k] and goes_on do
    local piece = list[k]
    local quotation = state.carries > 0 and OPENING[piece.form] and closing(list, k)
    if quotation then
      state.last, state.carries, state.content, k = quotation, 0, state.content + 1, quotation
    elseif piece.kind == "digits" then
      goes_on = digits_go_on(list, k, state, grammar)
    elseif piece.form == "," and state.last == k - 1 then
      goes_on = lists_on(list, k, state, grammar)
    elseif is_word(piece) then
      goes_on = word_goes_on(list, k, state, grammar)
    elseif not HYPHENS[piece.form] or not is_hyphen(list, k) and not (list[k + 1] and not list[k + 1].space) then
      break
    end
    k = k + 1
  end
  return state.last, state.content, state.has_capital
end

-- Where a name ends that stands in quotation marks as a whole.
function extent.quoted(list, first)
  local stop = first > 1 and closing(list, first - 1)
  return stop and stop - 1 or nil
end

return extent
