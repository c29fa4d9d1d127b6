-- What a number counts: the noun phrase behind the number, or the one in front of it. Words only, no parser: a phrase
-- goes on until a sign, a word without content or a verb.
--
--   "neutralized 440 terrorist training camps and 1,700 members"  --> behind: "terrorist training camps"
--   "more than 52 tons of explosives were seized"                 --> behind: "explosives"
--   "Inflation rose to 5 per cent in May"                         --> in front: "Inflation"

local grammar = require "grammar"
local numbers = require "numbers"
local pieces = require "pieces"
local particles = require "particles"

local word_of, is_stop, is_mark, is_content = grammar.word_of, grammar.is_stop, grammar.is_mark, grammar.is_content

local counted = {}

local LONGEST <const> = 12  -- pieces of a phrase; a longer one is a clause
local LONGEST_UNKNOWN <const> = 3 -- in a language without a table, where no word shows the phrase's end
local FARTHEST <const> = 12 -- pieces looked back over for a phrase in front

local TRANSPARENT <const> = {
  ["-"] = true, ["‐"] = true, ["‑"] = true, ["'"] = true, ["’"] = true, ["“"] = true, ["”"] = true, ["«"] = true,
  ["»"] = true, ["\""] = true, ["/"] = true, ["·"] = true, ["・"] = true,
}

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local COMMAS <const> = { [","] = true, ["，"] = true, ["،"] = true }
local STOPS <const> = { [";"] = true, ["；"] = true, ["."] = true, ["。"] = true }

-- "Length — 1,344 km".
local COPULAS <const> = { ["—"] = true, ["–"] = true, [":"] = true, ["："] = true }

-- Whether the predicate begins here, with `before` the word of the phrase in front, nil at the phrase's beginning.
local function begins_predicate(list, at, before, lexicon)
  local piece = list[at]
  if lexicon.auxiliaries[word_of(piece)] then return true end
  local last, certain = grammar.verb(list, at, lexicon)
  if not last then return false end
  if certain and before then
    local after = list[last + 1]
    return not (lexicon.verb_nouns[word_of(piece)] and (not after or is_mark(after))) -- 恐怖袭击。
  end
  if not is_content(list[last + 1], lexicon) then return true end
  if #lexicon.plurals.lengths == 0 then return true end
  return before ~= nil and grammar.ends_in(before.folded, lexicon.plurals, 0)
end

local function is_number(list, at, lexicon)
  return list[at].kind == "digits" or lexicon.words:at(list, at) ~= nil or lexicon.qualifiers:at(list, at) ~= nil
end

-- "teachers and nurses": goes on when a word of content that is no verb and no number follows.
local function joins_on(list, at, lexicon)
  local after = list[at + 1]
  return is_content(after, lexicon) and not is_number(list, at + 1, lexicon) and not grammar.verb(list, at + 1, lexicon)
    and not lexicon.articles[after.folded]
end

local function skip_articles(list, at, lexicon)
  while list[at] and (lexicon.links[list[at].folded] or lexicon.articles[list[at].folded]) do at = at + 1 end
  return at
end

-- Back to the last noun, where nouns begin with a capital; nil when there is none: "auf 445 erhöht".
local function noun_end(list, from, last, lexicon)
  if not lexicon.capital_nouns then return last end
  for at = last or from - 1, from, -1 do
    if list[at].kind == "word" and pieces.is_capital(list[at].form) then return at end
  end
end

-- The end of the phrase that begins with piece `from`, nil when none does. `partitive` says that it is the whole of
-- which some are counted, and may have its own number: "31 of the country's 34 provinces".
local function phrase_end(list, from, lexicon, partitive)
  local at, last, before, joined = from, nil, nil, false
  local longest = lexicon.known and LONGEST or LONGEST_UNKNOWN
  while list[at] and at - from < longest do
    local piece = list[at]
    local inside = piece.ideograph and not piece.word -- inside a word of the dictionary
    if is_mark(piece) then
      local is_initial = piece.form == "." and #list[at - 1].form == 1 and not piece.space -- "U.S. states"
      if not TRANSPARENT[piece.form] and not is_initial then break end
    elseif inside then
      last = last and at
    elseif last and lexicon.links[piece.folded] then
      local next_at = skip_articles(list, at + 1, lexicon)
      if not is_content(list[next_at], lexicon) or is_number(list, next_at, lexicon) then break end
      at, before = next_at - 1, nil
    elseif last and lexicon.joins[piece.folded] then
      if joined or not joins_on(list, at, lexicon) then break end
      joined, before = true, nil
    else
      local hangs = at > 1 and list[at - 1].kind == "mark" and not piece.space
      if is_stop(piece, lexicon) or begins_predicate(list, at, before, lexicon) then break end
      if piece.date or (is_number(list, at, lexicon) and not hangs) then
        local own = partitive and last and not piece.date and numbers.single(list, at, lexicon)
        if not own or not is_content(list[own.last + 1], lexicon) then break end
        at, partitive = own.last, false
      else
        last, before = at, piece
      end
      if particles.ends_phrase(piece, lexicon) then break end
    end
    at = at + 1
  end
  return noun_end(list, from, last, lexicon)
end

-- Past a name or an attribute in digits: "three 82-mm mortars", 5G基站.
local function skip_codes(list, at)
  local digits, second = list[at], list[at + 1]
  if not digits or digits.kind ~= "digits" or digits.date or not second or second.space then return at end
  if second.kind == "word" and second.form:find "^%a" then return at + 2 end
  local third = list[at + 2]
  return HYPHENS[second.form] and third and third.kind == "word" and not third.space and at + 3 or at
end

-- The noun behind a clause that stands in front of it: 3000名来自中国的学生.
local function behind_clause(list, from, lexicon)
  for at = from, math.min(#list, from + LONGEST) do
    local piece = list[at]
    if is_mark(piece) or piece.kind == "digits" then return nil end
    if lexicon.relatives[piece.folded] and (not piece.ideograph or piece.word == piece.form) then
      local last = phrase_end(list, at + 1, lexicon)
      return last and at + 1, last
    end
  end
end

-- First and last piece of the phrase behind piece `at`, or nil. `loose` says that it need not begin with a link.
function counted.after(list, at, lexicon, loose)
  local from = at + 1
  local after, partitive = list[from], false
  if after and lexicon.links[after.folded] or loose == "article" then
    from, partitive = skip_articles(list, from, lexicon), true
    local whole = list[from] and not list[from].date and numbers.single(list, from, lexicon) -- "of the 25,000 mines"
    from = whole and whole.last + 1 or from
  elseif after and lexicon.additions[after.folded] then
    from = from + 1
  elseif not loose and next(lexicon.links) then
    return nil
  end
  while list[from] and is_mark(list[from]) and TRANSPARENT[list[from].form] do from = from + 1 end
  from = skip_codes(list, from)
  if not list[from] then return nil end
  local last = phrase_end(list, from, lexicon, partitive)
  if last then return from, last end
  return behind_clause(list, from, lexicon)
end

-- "which", and "die" behind a comma: what follows is about what stands in front of it.
local function is_clause(list, k, lexicon)
  local piece, before = list[k], list[k - 1]
  if not piece or not before or not lexicon.clauses[piece.folded] then return false end
  return COMMAS[before.form] or not lexicon.articles[piece.folded]
end

-- What a piece is on the way back from a number: "noun", "verb", "clause" (a word like "which"), "pass" or "end".
local function kind_back(list, k, at, lexicon)
  local piece = list[k]
  if piece.date then return "pass" end
  if piece.used or piece.kind == "digits" then return "end" end
  if is_mark(piece) then
    if COPULAS[piece.form] and k == at then return "verb" end
    return (piece.form == "(" or piece.form == "（" or TRANSPARENT[piece.form]) and "pass" or "end"
  end
  if is_clause(list, k, lexicon) then return "clause" end
  if lexicon.barriers[word_of(piece)] or lexicon.joins[piece.folded] then return "end" end
  if piece.ideograph and not piece.word then return "pass" end
  if grammar.verb(list, k, lexicon) or lexicon.auxiliaries[word_of(piece)] then return "verb" end
  if grammar.is_adverb(piece, lexicon) or is_stop(piece, lexicon) then return "pass" end
  local is_small = lexicon.capital_nouns and not pieces.is_capital(piece.form)
  return (is_small or is_clause(list, k - 1, lexicon)) and "verb" or "noun"
end

-- The comma that opens the clause which the comma at piece k closes: "The plan, which ..., was".
local function clause_opens(list, k, lexicon)
  if not COMMAS[list[k].form] then return nil end
  for at = k - 1, math.max(1, k - 2 * FARTHEST), -1 do
    if COMMAS[list[at].form] then return is_clause(list, at + 1, lexicon) and at or nil end
  end
end

local function word_end(list, last)
  while list[last + 1] and list[last + 1].ideograph and not list[last + 1].word do last = last + 1 end
  return last
end

-- Back over what may stand between a phrase and its number: a verb, words without content, "(", a clause in commas.
-- Answers the phrase's last piece and whether a verb was met. A word behind an auxiliary is taken for a participle as
-- long as there is a noun further back: "inflation was cut to 5 per cent".
local function skip_back(list, at, lexicon)
  local met, participle, k, least = false, nil, at, math.max(1, at - FARTHEST)
  while k >= least do
    local kind = kind_back(list, k, at, lexicon)
    if kind == "noun" then
      local helped = lexicon.participles and list[k - 1] and lexicon.auxiliaries[word_of(list[k - 1])]
      if not helped or participle then return word_end(list, k), met end
      participle, met = k, true
    elseif kind == "clause" then
      met, k = true, list[k - 1] and COMMAS[list[k - 1].form] and k - 1 or k
    elseif kind == "end" then
      local opens = met and clause_opens(list, k, lexicon)
      if not opens then break end
      k, least = opens, math.max(1, opens - FARTHEST)
    end
    met = met or kind == "verb"
    k = k - 1
  end
  if participle then return participle, met end
end

-- Whether the phrase in front goes on with this piece, further back.
local function goes_back(list, k, lexicon)
  local piece = list[k]
  if piece.date or piece.used or piece.kind == "digits" then return false end
  if is_mark(piece) then return TRANSPARENT[piece.form] or false end
  if lexicon.links[piece.folded] or lexicon.inside[piece.folded] or lexicon.articles[piece.folded] then return true end
  return not is_stop(piece, lexicon) and (not grammar.verb(list, k, lexicon) or k == 1)
end

-- One ideograph behind a verb makes a noun with it: 增加|值.
local function compound_start(list, first, last, lexicon)
  if first ~= last or not list[first].ideograph then return first end
  local k = first - 1
  while k >= 1 and list[k].ideograph and not list[k].word do k = k - 1 end
  return k >= 1 and list[k].ideograph and grammar.verb(list, k, lexicon) and k or first
end

-- First and last piece of the phrase in front of piece `at` and whether a verb stands between, or nil.
function counted.before(list, at, lexicon)
  local last, met = skip_back(list, at - 1, lexicon)
  if not last then return nil end
  local first, k = last, last
  while k >= 1 and last - k < LONGEST and goes_back(list, k, lexicon) do
    if k < last and particles.ends_phrase(list[k], lexicon) then break end
    local piece = list[k]
    local begins = not piece.ideograph or piece.word
    if begins and is_content(piece, lexicon) then first = k end
    k = k - 1
  end
  return compound_start(list, first, last, lexicon), last, met
end

-- What a sentence, or its part behind ";", speaks of first: for a figure that nothing beside it explains.
function counted.topic(list, at, lexicon)
  local from = at
  while from > 1 and not STOPS[list[from - 1].form] do from = from - 1 end
  for k = from, at do
    local piece = list[k]
    local is_noun = is_content(piece, lexicon) and not piece.date and (not piece.ideograph or piece.word)
      and not grammar.verb(list, k, lexicon) and not grammar.is_adverb(piece, lexicon)
      and not is_number(list, k, lexicon) and not lexicon.barriers[word_of(piece)]
    local last = is_noun and phrase_end(list, k, lexicon)
    if last and last <= at then return k, last end
  end
end

return counted
