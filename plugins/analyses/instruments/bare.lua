-- Mentions in languages whose capitals do not tell a name, or whose type word stands last: by the words that may stand
-- beside the type word, and something that makes a name of them.
--
--   "وقعت [اتفاقية شنغهاي لمكافحة الإرهاب] في عام 2001"          a definite noun behind the type word
--   "[联合国气候变化框架公约]是"                                   a name of the gazetteer in front of it
--   "2001 жылы [Терроризмге қарсы күрес туралы Шанхай конвенциясына] қол қойылды"    a capital in front of it

local bare = {}

local pieces = require "pieces"

local MOST_WORDS <const> = 12
local FEWEST_WORDS <const> = 2 -- beside the type word, where nothing else makes a name of it
local LONGEST_ENDING <const> = 12 -- bytes
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true, ["・"] = true }
local COMMAS <const> = { [","] = true, ["、"] = true, ["،"] = true }

-- Pieces, with the single signs of a dictionary word put together.
local function units_of(text, grammar)
  local list = {}
  for _, piece in ipairs(pieces.cut(text, nil, grammar.elisions)) do
    local last = list[#list]
    if last and piece.ideograph and last.ideograph and not piece.word and not piece.space then
      last.form, last.folded, last.stop = last.form .. piece.form, last.folded .. piece.folded, piece.stop
    else
      list[#list + 1] = piece
    end
  end
  return list
end

-- The type that a word says, without what inflection adds to it, and whether it is definite.
local function type_of(unit, grammar)
  if unit.kind ~= "word" then return nil end
  local word = unit.folded:match "^(.-)'" or unit.folded -- folding makes ' of ’
  local kind = grammar.types[word]
  for size = 1, kind and 0 or math.min(LONGEST_ENDING, #word - 1) do
    if grammar.inflections[word:sub(-size)] then kind = kind or grammar.types[word:sub(1, -size - 1)] end
    if grammar.clitics[word:sub(1, size)] then kind = kind or grammar.types[word:sub(size + 1)] end
  end
  if kind or not grammar.compounds then return kind, false, kind and word end
  for form, of_form in pairs(grammar.types) do
    local at = #word > #form and word:find(form, 1, true)
    local rest = at and at > 1 and word:sub(at + #form)
    if rest and (rest == "" or grammar.inflections[rest]) then return of_form, true, form end
  end
end

local function is_hyphen(list, k)
  return HYPHENS[list[k].form] and list[k + 1] and not list[k].space and not list[k + 1].space
end

-- What a unit is to a name: "content", "carry", "join", "inside" (a mark), or nil where the name is over.
local function part_of(list, k, grammar, seen)
  local unit = list[k]
  if unit.kind == "mark" then return (is_hyphen(list, k) or COMMAS[unit.form] and seen.joined) and "inside" or nil end
  if unit.kind ~= "word" or type_of(unit, grammar) then return nil end
  local folded = unit.folded
  if grammar.joins[folded] then return "join" end
  if grammar.own_carries[folded] then return "carry" end
  if grammar.stops[folded] or grammar.stop_words[folded] or grammar.articles[folded] then return nil end
  if grammar.breaks[folded] then return nil end
  return "content"
end

local function ends_in_particle(form, grammar)
  for size = 3, math.min(LONGEST_ENDING, #form - 3), 3 do
    if grammar.inflections[form:sub(-size)] then return true end
  end
  return false
end

local function begins_with(form, prefixes)
  for _, prefix in ipairs(prefixes) do
    if #form > #prefix and form:sub(1, #prefix) == prefix then return true end
  end
  return false
end

-- Behind a definite noun a name goes on with others alone, or with what is glued to its word. Where particles are glued
-- to nouns (Korean), a word with one is of the sentence.
local function ends_before(form, seen, grammar)
  if grammar.definite[1] then
    local is_definite = begins_with(form, grammar.definite)
    if seen.is_definite and not is_definite and not begins_with(form, grammar.goes_on) then return true end
    seen.is_definite = seen.is_definite or is_definite
  end
  return grammar.glues and ends_in_particle(form, grammar) or false
end

-- How far a name reaches from unit `at` in the direction of `step`, and how many words and capitals it has there.
local function reach(list, at, step, grammar)
  local last, k, seen = at, at + step, { content = 0, capitals = 0, all = 0 }
  while list[k] and seen.all < MOST_WORDS do
    local part = part_of(list, k, grammar, seen)
    if not part then break end
    seen.joined = seen.joined or part == "join"
    if part == "content" then
      if ends_before(list[k].form, seen, grammar) then break end
      seen.all = seen.all + 1
      local is_capital = pieces.is_capital(list[k].form)
      if not grammar.uncased and not is_capital and not grammar.small then break end
      if grammar.uncased or is_capital then last, seen.content = k, seen.all end
      seen.capitals = seen.capitals + (is_capital and 1 or 0)
    end
    k = k + step
  end
  return last, seen
end

local function is_number_word(unit, grammar)
  return unit ~= nil and (grammar.numbers[unit.folded] or unit.form == "№") or false
end

-- "القرار رقم 1373", "決議1373号", "결의 1373호": the last unit, and the number.
local function number_behind(list, at, grammar)
  local k = at + 1
  if is_number_word(list[k], grammar) then k = k + 1 end
  if not list[k] or list[k].kind ~= "digits" then return nil end
  local behind = list[k + 1]
  return behind and not behind.space and is_number_word(behind, grammar) and k + 1 or k, list[k].form
end

-- "第1373号决议", "1373 sayılı kararı", "1373 (2001) қарары": the first unit, and the number.
local function number_before(list, at, grammar)
  local k = at - 1
  if is_number_word(list[k], grammar) then k = k - 1 end
  if k > 3 and list[k].form == ")" and list[k - 1].kind == "digits" and list[k - 2].form == "(" then k = k - 3 end
  if not list[k] or list[k].kind ~= "digits" then return nil end
  return is_number_word(list[k - 1], grammar) and k - 1 or k, list[k].form
end

local function names_known(text, grammar)
  for _, name in ipairs(grammar.known) do
    if text:find(name, 1, true) then return true end
  end
  return false
end

local function has_definite(list, first, last, grammar)
  for k = first, last do
    if begins_with(list[k].form, grammar.definite) then return true end
  end
  return false
end

-- Signs of an unspaced name without its type word.
local function signs_beside(list, first, last, at, form)
  local signs = utf8.len(list[at].form) - utf8.len(form)
  for k = first, last do signs = signs + (k ~= at and list[k].kind == "word" and utf8.len(list[k].form) or 0) end
  return signs
end

-- Whether the words beside the type word make it a name.
local function is_name(list, first, last, at, seen, grammar, text)
  if not grammar.uncased then
    local is_opener = first == 1 and not pieces.is_capital(list[at].form) and seen.capitals == 1
      and seen.content < FEWEST_WORDS
    return seen.capitals > 0 and not is_opener
  end
  if names_known(text, grammar) then return seen.content > 0 or last > first or seen.compound end
  if #grammar.definite > 0 then
    if not has_definite(list, at + 1, last, grammar) then return false end
    if not has_definite(list, at, at, grammar) then return true end
    return seen.content > FEWEST_WORDS and has_definite(list, at + 1, at + 1, grammar)
  end
  if grammar.compounds then
    return seen.kind ~= "agreement" and signs_beside(list, first, last, at, seen.form) >= grammar.signs
  end
  return seen.content >= FEWEST_WORDS
end

local function numbered(list, at, kind, grammar)
  if kind ~= "resolution" and kind ~= "decision" then return nil end
  local last, number = number_behind(list, at, grammar)
  if last then return at, last, number end
  local first, before = number_before(list, at, grammar)
  return first, at, before
end

-- First and last unit of a name, and its number.
local function name_at(list, at, grammar, text)
  local kind, is_compound, form = type_of(list[at], grammar)
  if not kind then return nil end
  local first, last, number = numbered(list, at, kind, grammar)
  if first then
    if grammar.last then first = reach(list, first, -1, grammar) end
    return kind, first, last, number
  end
  if not grammar.strong[kind] then return nil end
  local edge, seen = reach(list, at, grammar.last and -1 or 1, grammar)
  seen.compound, seen.kind, seen.form = is_compound, kind, form
  first, last = math.min(at, edge), math.max(at, edge)
  local name = text:sub(list[first].start, list[last].stop)
  if not is_name(list, first, last, at, seen, grammar, name) then return nil end
  return kind, first, last
end

local function content_words(list, first, last, grammar)
  local words = {}
  for k = first, last do
    local is_content = list[k].kind == "word" and not grammar.stop_words[list[k].folded]
    if is_content and not type_of(list[k], grammar) then words[#words + 1] = list[k] end
  end
  return words
end

-- Whether the type word is a part of a known organisation's name.
local function is_organisation(text, unit, grammar)
  for _, name in ipairs(grammar.known_organisations) do
    local start, stop = text:find(name, math.max(1, unit.start - #name), true)
    if start and start <= unit.start and stop >= unit.stop then return true end
  end
  return false
end

-- Where the name ends: without a particle, or what an apostrophe parts from it.
local function stop_of(unit, grammar)
  local bare_form = unit.form:match "^(.-)'" or unit.form:match "^(.-)’"
  if not bare_form and grammar.glues then
    for size = LONGEST_ENDING, 3, -3 do
      local rest = #unit.form > size and grammar.inflections[unit.form:sub(-size)] and unit.form:sub(1, -size - 1)
      if rest and type_of({ kind = "word", folded = pieces.fold(rest) }, grammar) then
        bare_form = rest
        break
      end
    end
  end
  return bare_form and unit.start + #bare_form - 1 or unit.stop
end

-- The mentions in a sentence; start and stop count bytes as string.sub does.
function bare.find(text, grammar)
  local list, found, k = units_of(text, grammar), {}, 1
  while list[k] do
    local kind, first, last, number = name_at(list, k, grammar, text)
    if kind and not is_organisation(text, list[k], grammar) then
      local stop = stop_of(list[last], grammar)
      found[#found + 1] = {
        name = text:sub(list[first].start, stop):gsub("%s+", " "), kind = kind, number = number,
        start = list[first].start, stop = stop,
        lead = content_words(list, first, k - 1, grammar), tail = content_words(list, k, last, grammar),
      }
      k = math.max(k, last)
    end
    k = k + 1
  end
  return found
end

return bare
