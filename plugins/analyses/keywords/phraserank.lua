-- Ranks candidates for keyphrases by a weighted sum of what KEA (Witten et al. 1999), RAKE (Rose et al. 2010) and YAKE
-- (Campos et al. 2020) look at: how often and how early, words that keep company, casing, length. Needs no background.
--
--   for rank, phrase in ipairs(phraserank.best(candidates.collect(...), 10)) do phrase.form, phrase.score ... end
--
-- The weights were fitted by simulated annealing on 0.6 F1@10 + 0.2 F1@5 + 0.2 F1@15, averaged over 17 sets of
-- documents with reference keyphrases in en, es, fr, pl, pt, ru and zh (abstracts, papers, news), with an L1 penalty.
-- Of 44 features these were picked by hand among some twenty choices, each fitted on one half of the documents and
-- tried on the other; the choices differ by less than the halves do, so a small one stands. mark_absorbed came later.

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

-- Gives each candidate its stems; answers how many phrases each stem is part of, and how many of them it ends.
local function company_of(found)
  local inside, ends = {}, {}
  for key, candidate in pairs(found.by_key) do
    candidate.stems = {}
    for stem in key:gmatch "%S+" do
      candidate.stems[#candidate.stems + 1] = stem
    end
    if candidate.length > 1 then
      for _, stem in ipairs(candidate.stems) do
        inside[stem] = (inside[stem] or 0) + 1
      end
      local last = candidate.stems[candidate.length]
      ends[last] = (ends[last] or 0) + 1
    end
  end
  return inside, ends
end

local function mean_log_count(found, candidate)
  local sum, n = 0, 0
  for _, stem in ipairs(candidate.stems) do
    local word = found.by_key[stem] -- none for a word without content
    if word then
      sum, n = sum + math.log(word.count), n + 1
    end
  end
  return n > 0 and sum / n or 0
end

local function score(found, candidate, key, inside, ends)
  local w, count, length = WEIGHTS, candidate.count, candidate.length
  local last = candidate.stems[length]
  local sum = w.count * math.log(count)
    + w.first * math.log(1 + candidate.first)
    + w.words * mean_log_count(found, candidate)
    + w.letters * math.log(candidate.letters / length)
    + w.free * candidate.free / count
    + w.last * (ends[last] or 0) / (1 + (inside[last] or 0))
    + (candidate.stop_words > 0 and w.stop_inside or 0)
    + (length == 3 and w.three or length == 4 and w.four or 0)
  if length > 1 then
    return sum + w.phrase * math.log(count)
  end
  return sum + w.name * candidate.capitals / count + w.company * (math.log(1 + (inside[key] or 0)) - math.log(count))
end

-- True when the stems of `part` stand in a row in `whole`.
local function contains(whole, part)
  for shift = 0, whole.length - part.length do
    local i = 1
    while i <= part.length and whole.stems[shift + i] == part.stems[i] do
      i = i + 1
    end
    if i > part.length then
      return true
    end
  end
  return false
end

local function share_a_word(a, b)
  for _, x in ipairs(a.stems) do
    for _, y in ipairs(b.stems) do
      if x == y then
        return true
      end
    end
  end
  return false
end

local function is_better(a, b)
  if a.score ~= b.score then
    return a.score > b.score
  end
  return a.first < b.first or a.first == b.first and a.length > b.length
end

local function push_down(rest, chosen)
  for _, candidate in ipairs(rest) do
    local penalty = contains(chosen, candidate) and INSIDE_CHOSEN
      or contains(candidate, chosen) and AROUND_CHOSEN
      or share_a_word(candidate, chosen) and BESIDE_CHOSEN
      or 0
    candidate.score = candidate.score - penalty
  end
end

-- Marks phrases that stand nowhere but inside one longer phrase that is said more than once: they are the same.
local function mark_absorbed(found)
  for _, whole in pairs(found.by_key) do
    for length = 1, whole.count > 1 and whole.length - 1 or 0 do
      for from = 1, whole.length - length + 1 do
        local part = found.by_key[table.concat(whole.stems, " ", from, from + length - 1)]
        if part and part.count == whole.count then
          part.is_absorbed = true
        end
      end
    end
  end
end

-- The most frequent way the text writes the phrase; the earliest of equals.
local function usual_form(candidate)
  local best = { count = candidate.named, start = candidate.start, stop = candidate.stop }
  for _, form in pairs(candidate.forms or {}) do
    if form.count > best.count or form.count == best.count and form.start < best.start then
      best = form
    end
  end
  return best
end

-- The `count` best candidates in order, each with .score and .form = { count, start, stop }.
local function best(found, count)
  local inside, ends = company_of(found)
  local rest, chosen = {}, {}
  mark_absorbed(found)
  for key, candidate in pairs(found.by_key) do
    if not candidate.is_absorbed then
      candidate.score = score(found, candidate, key, inside, ends)
      rest[#rest + 1] = candidate
    end
  end
  table.sort(rest, is_better)
  for i = #rest, count * LOOKED_AT + 1, -1 do
    rest[i] = nil
  end
  while #chosen < count and #rest > 0 do
    local candidate = table.remove(rest, 1)
    candidate.form = usual_form(candidate)
    chosen[#chosen + 1] = candidate
    push_down(rest, candidate)
    table.sort(rest, is_better)
  end
  return chosen
end

return { best = best }
