-- What a number counts: the noun phrase behind the number, or the one in front of it. Words only, no parser: a phrase
-- goes on until a sign, a word without content or a verb.
--
--   "neutralized 440 terrorist training camps and 1,700 members"  --> behind: "terrorist training camps"
--   "more than 52 tons of explosives were seized"                 --> behind: "explosives"
--   "Inflation rose to 5 per cent in May"                         --> in front: "Inflation"

local grammar = require "grammar"
local numbers = require "numbers"
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

-- The end of the phrase that begins with piece `from`, nil when none does.
local function phrase_end(list, from, lexicon)
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
      local hangs = list[at - 1].kind == "mark" and not piece.space
      if is_stop(piece, lexicon) or begins_predicate(list, at, before, lexicon) then break end
      if piece.date or (is_number(list, at, lexicon) and not hangs) then break end
      last, before = at, piece
      if particles.ends_phrase(piece, lexicon) then break end
    end
    at = at + 1
  end
  return last
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
  local after = list[from]
  if after and lexicon.links[after.folded] or loose == "article" then
    from = skip_articles(list, from, lexicon)
    local whole = list[from] and not list[from].date and numbers.single(list, from, lexicon) -- "of the 25,000 mines"
    from = whole and whole.last + 1 or from
  elseif after and lexicon.additions[after.folded] then
    from = from + 1
  elseif not loose and next(lexicon.links) then
    return nil
  end
  while list[from] and is_mark(list[from]) and TRANSPARENT[list[from].form] do from = from + 1 end
  if not list[from] then return nil end
  local last = phrase_end(list, from, lexicon)
  if last then return from, last end
  return behind_clause(list, from, lexicon)
end

-- Back over what may stand between a phrase and its number: a verb, words without content, "(". Answers the phrase's
-- last piece and whether a verb was met.
local function skip_back(list, at, lexicon)
  local met = false
  for k = at, math.max(1, at - FARTHEST), -1 do
    local piece = list[k]
    local is_inside = piece.ideograph and not piece.word
    if piece.used or piece.kind == "digits" and not piece.date then return nil end
    if is_mark(piece) and not piece.date then
      if COPULAS[piece.form] and k == at then
        met = true
      elseif not (piece.form == "(" or piece.form == "（" or TRANSPARENT[piece.form]) then
        return nil
      end
    elseif lexicon.barriers[word_of(piece)] or lexicon.joins[piece.folded] then
      return nil
    elseif not is_inside and not piece.date then
      local is_verb = grammar.verb(list, k, lexicon) or lexicon.auxiliaries[word_of(piece)]
      local is_adverb = grammar.is_adverb(piece, lexicon)
      if not is_verb and not is_adverb and not is_stop(piece, lexicon) then
        local last = k
        while list[last + 1] and list[last + 1].ideograph and not list[last + 1].word do last = last + 1 end
        return last, met
      end
      met = met or is_verb ~= nil and is_verb ~= false
    end
  end
end

-- Whether the phrase in front goes on with this piece, further back.
local function goes_back(list, k, lexicon)
  local piece = list[k]
  if piece.date or piece.used or piece.kind == "digits" then return false end
  if is_mark(piece) then return TRANSPARENT[piece.form] or false end
  if lexicon.links[piece.folded] or lexicon.inside[piece.folded] or lexicon.articles[piece.folded] then return true end
  return not is_stop(piece, lexicon) and (not grammar.verb(list, k, lexicon) or k == 1)
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
  return first, last, met
end

return counted
