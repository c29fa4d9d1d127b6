-- Ranks candidates for keyphrases by a weighted sum of what KEA (Witten et al. 1999), RAKE (Rose et al. 2010) and YAKE
-- (Campos et al. 2020) look at: how often and how early, words that keep company, casing, length. Needs no background.
--
--   for rank, phrase in ipairs(phraserank.best(candidates.collect(...), 10)) do phrase.form, phrase.score ... end
--
-- The weights were fitted by simulated annealing on 0.6 F1@10 + 0.2 F1@5 + 0.2 F1@15, averaged over 17 sets of
-- documents with reference keyphrases in en, es, fr, pl, pt, ru and zh (abstracts, papers, news), with an L1 penalty.
-- Of 44 features these were picked by hand among some twenty choices, each fitted on one half of the documents and
-- tried on the other; the choices differ by less than the halves do, so a small one stands. mark_absorbed came later.

local candidates = require "candidates"

local WEIGHTS <const> = {
  count = 0.89,       -- logarithm of the occurrences
  first = -0.30,      -- logarithm of the place of the first one, in words
  three = -0.06,      -- phrases of three and four words are seldom keyphrases
  four = -0.71,
  stop_inside = -0.44, -- a word without content inside (balance of power)
  words = 0.19,       -- mean logarithm of the occurrences of its words
  letters = 0.68,     -- logarithm of the mean length of its words: long words are specific
  free = 0.77,        -- share of occurrences that no content word continues on either side: a whole phrase
  phrase = 0.49,      -- logarithm of the occurrences again, if of several words: what is said twice so is a term
  name = 0.71,        -- share of capitals inside sentences, if one word
  company = -0.33,    -- one word: logarithm of the phrases it is part of, above that of its occurrences
  last = 0.65,        -- how often its last word ends the phrases it is part of
}

-- Taken from a candidate's score for each phrase chosen before that contains it, is contained, or shares a word.
local INSIDE_CHOSEN <const>, AROUND_CHOSEN <const>, BESIDE_CHOSEN <const> = 0.58, 0.05, 0.04

-- Candidates looked at for each phrase wanted: more than a few are never pushed down by phrases like them.
local LOOKED_AT <const> = 5

-- How many phrases of several words each stem is part of, and how many of them it ends.
local function company_of(found)
  local known, inside, ends = found.places.known, {}, {}
  for i = 1, found.size do
    local length = found.length[i]
    if length > 1 then
      local last = found.first[i] + length - 1
      for place = found.first[i], last do
        local stem = known[place].stem_id
        inside[stem] = (inside[stem] or 0) + 1
      end
      local stem = known[last].stem_id
      ends[stem] = (ends[stem] or 0) + 1
    end
  end
  return inside, ends
end

-- Marks phrases that stand nowhere but inside one longer phrase that is said more than once: they are the same.
local function absorbed_of(found)
  local absorbed, count = {}, found.count
  for whole = 1, found.size do
    local length, first = count[whole] > 1 and found.length[whole] or 1, found.first[whole]
    for shorter = 1, length - 1 do
      for from = first, first + length - shorter do
        local part = found.index[candidates.key_at(found.places, from, from + shorter - 1)]
        if part and count[part] == count[whole] then absorbed[part] = true end
      end
    end
  end
  return absorbed
end

-- Logarithm of the occurrences of each stem that is a candidate by itself; false of others.
local function log_counts(found)
  local logs = {}
  return function(stem)
    local log = logs[stem]
    if log == nil then
      local i = found.index[stem]
      log = i and math.log(found.count[i]) or false
      logs[stem] = log
    end
    return log
  end
end

local function scorer(found)
  local w, log, log_count = WEIGHTS, math.log, log_counts(found)
  local known, counts, lengths, firsts, free = found.places.known, found.count, found.length, found.first, found.free
  local inside, ends = company_of(found)
  return function(i)
    local count, length, first = counts[i], lengths[i], firsts[i]
    local sum_of_logs, counted, letters, has_stop, last = 0, 0, 0, false, nil
    for place = first, first + length - 1 do
      local word = known[place]
      last = word.stem_id
      local of_word = log_count(last)
      if of_word then sum_of_logs, counted = sum_of_logs + of_word, counted + 1 end
      letters, has_stop = letters + word.letters, has_stop or word.stop
    end
    local often, joined = count == 1 and 0 or log(count), inside[last] or 0
    local sum = w.count * often + w.first * log(1 + first) + w.words * (counted > 0 and sum_of_logs / counted or 0)
      + w.letters * log(letters / length) + w.free * free[i] / count + w.last * (ends[last] or 0) / (1 + joined)
      + (has_stop and w.stop_inside or 0) + (length == 3 and w.three or length == 4 and w.four or 0)
    if length > 1 then
      return sum + w.phrase * often
    end
    return sum + w.name * found.capitals[i] / count + w.company * (log(1 + joined) - often)
  end
end

local function is_better(a, b)
  if a.score ~= b.score then
    return a.score > b.score
  end
  return a.first < b.first or a.first == b.first and a.length > b.length
end

-- The score that the `most` best of an array reach.
local function threshold_of(scores, most)
  local sorted = table.move(scores, 1, #scores, 1, {})
  table.sort(sorted)
  return sorted[math.max(1, #sorted - most + 1)]
end

local function entry_of(found, i, score)
  local entry = { number = i, score = score, first = found.first[i], length = found.length[i], stems = {} }
  for k = 1, entry.length do entry.stems[k] = found.places.known[entry.first + k - 1].stem_id end
  return entry
end

-- The `most` candidates with the best scores, each with its number, score, place and stems.
local function leaders(found, most)
  local absorbed, score, scores = absorbed_of(found), scorer(found), {}
  for i = 1, found.size do
    scores[i] = absorbed[i] and -math.huge or score(i)
  end
  local list, threshold = {}, threshold_of(scores, most)
  for i = 1, found.size do
    if scores[i] >= threshold and scores[i] > -math.huge then list[#list + 1] = entry_of(found, i, scores[i]) end
  end
  if #list > most then
    table.sort(list, is_better)
    table.move(list, #list + 1, 2 * #list - most, most + 1)
  end
  return list
end

-- True when the stems of `part` stand in a row in `whole`.
local function contains(whole, part)
  for shift = 0, whole.length - part.length do
    local k = 1
    while k <= part.length and whole.stems[shift + k] == part.stems[k] do
      k = k + 1
    end
    if k > part.length then
      return true
    end
  end
  return false
end

-- The entries that each stem is in.
local function entries_by_stem(list)
  local by_stem = {}
  for _, entry in ipairs(list) do
    for _, stem in ipairs(entry.stems) do
      local sharing = by_stem[stem] or {}
      by_stem[stem], sharing[#sharing + 1] = sharing, entry
    end
  end
  return by_stem
end

-- Lowers what shares a word with the chosen entry, once each.
local function push_down(by_stem, chosen)
  for _, stem in ipairs(chosen.stems) do
    for _, entry in ipairs(by_stem[stem]) do
      if entry.behind ~= chosen then
        entry.behind = chosen
        local penalty = contains(chosen, entry) and INSIDE_CHOSEN
          or contains(entry, chosen) and AROUND_CHOSEN
          or BESIDE_CHOSEN
        entry.score = entry.score - penalty
      end
    end
  end
end

local function take_best(rest)
  local best, place = rest[1], 1
  for i = 2, #rest do
    local entry = rest[i]
    if entry.score > best.score or entry.score == best.score and is_better(entry, best) then best, place = entry, i end
  end
  rest[place] = rest[#rest]
  rest[#rest] = nil
  return best
end

-- The most frequent way the text writes the phrase; the earliest of equals.
local function usual_form(found, i)
  local best = { count = found.named[i], first = found.first[i] }
  for _, form in pairs(found.forms[i] or {}) do
    if form.count > best.count or form.count == best.count and form.first < best.first then
      best = form
    end
  end
  return best.first
end

local function span_at(found, first, length)
  return { start = found.places.start[first], stop = found.places.stop[first + length - 1] }
end

-- The `count` best candidates in order, each with .start, .stop, .count, .score and .form = { start, stop }.
local function best(found, count)
  local rest, chosen = leaders(found, count * LOOKED_AT), {}
  local by_stem = entries_by_stem(rest)
  while #chosen < count and #rest > 0 do
    local entry = take_best(rest)
    local phrase = span_at(found, entry.first, entry.length)
    phrase.count, phrase.score = found.count[entry.number], entry.score
    phrase.form = span_at(found, usual_form(found, entry.number), entry.length)
    chosen[#chosen + 1] = phrase
    push_down(by_stem, entry)
  end
  return chosen
end

return { best = best }
