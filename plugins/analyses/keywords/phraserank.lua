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

-- Logarithms of whole numbers, which are asked for all the time.
local logs = setmetatable({}, {
  __index = function(known, n)
    known[n] = math.log(n)
    return known[n]
  end,
})

-- A column of that name from the last text: what is behind the text's own entries is of no meaning.
local function column(found, name)
  local known = found.scratch[name] or {}
  found.scratch[name] = known
  return known
end

-- The candidate that the word at each place is by itself; false where it is none (a word without content).
local function alone_of(found)
  local words, stem, index, alone = found.places.word, found.lexicon.stem, found.index, column(found, "alone")
  for place = 1, found.places.count do alone[place] = index[stem[words[place]]] or false end
  return alone
end

-- How many phrases of several words each word is part of, and how many of them it ends; by the word's candidate.
local function company_of(found, alone)
  local firsts, lengths, inside, ends = found.first, found.length, column(found, "inside"), column(found, "ends")
  for i = 1, found.size do inside[i], ends[i] = 0, 0 end
  for i = 1, found.size do
    local length = lengths[i]
    if length > 1 then
      local last = firsts[i] + length - 1
      for place = firsts[i], last do
        local word = alone[place]
        if word then inside[word] = inside[word] + 1 end
      end
      local word = alone[last]
      ends[word] = ends[word] + 1
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
        local part = found.index[candidates.key_at(found, found.places, from, from + shorter - 1)]
        if part and count[part] == count[whole] then absorbed[part] = true end
      end
    end
  end
  return absorbed
end

-- Functions that answer the score of a candidate: of one word, and of several.
local function scorers(found)
  local w, log, words, alone = WEIGHTS, math.log, found.places.word, alone_of(found)
  local letters_of, is_stop = found.lexicon.letters, found.lexicon.stop
  local counts, lengths, firsts, free, capitals = found.count, found.length, found.first, found.free, found.capitals
  local inside, ends = company_of(found, alone)
  local function of_word(i)
    local count, first, joined = counts[i], firsts[i], inside[i]
    local often = logs[count]
    return w.count * often + w.first * logs[1 + first] + w.words * often + w.letters * logs[letters_of[words[first]]]
      + w.free * free[i] / count + w.last * ends[i] / (1 + joined)
      + w.name * capitals[i] / count + w.company * (logs[1 + joined] - often)
  end
  local function of_phrase(i)
    local count, length, first = counts[i], lengths[i], firsts[i]
    local last, sum_of_logs, counted, letters, has_stop = first + length - 1, 0, 0, 0, false
    for place = first, last do
      local word, one = words[place], alone[place]
      if one then
        sum_of_logs, counted = sum_of_logs + logs[counts[one]], counted + 1
      else
        has_stop = has_stop or is_stop[word]
      end
      letters = letters + letters_of[word]
    end
    local often, ending = logs[count], alone[last]
    return w.count * often + w.first * logs[1 + first] + w.words * (sum_of_logs / counted)
      + w.letters * log(letters / length) + w.free * free[i] / count + w.last * ends[ending] / (1 + inside[ending])
      + (has_stop and w.stop_inside or 0) + (length == 3 and w.three or length == 4 and w.four or 0)
      + w.phrase * often
  end
  return of_word, of_phrase
end

-- Is candidate a to stand before b?
local function is_better(found, scores, a, b)
  if scores[a] ~= scores[b] then return scores[a] > scores[b] end
  local first, other = found.first[a], found.first[b]
  return first < other or first == other and found.length[a] > found.length[b]
end

-- The k-th greatest of the first `count` numbers, which it leaves in another order (quickselect, Hoare 1961).
local function greatest(numbers, count, k)
  local low, high = 1, count
  while low < high do
    local pivot, i, j = numbers[(low + high) // 2], low, high
    while i <= j do
      while numbers[i] > pivot do i = i + 1 end
      while numbers[j] < pivot do j = j - 1 end
      if i <= j then
        numbers[i], numbers[j] = numbers[j], numbers[i]
        i, j = i + 1, j - 1
      end
    end
    if k <= j then
      high = j
    elseif k >= i then
      low = i
    else
      break
    end
  end
  return numbers[k]
end

-- The `most` candidates with the best scores, by their numbers, and the scores of all.
local function leaders(found, most)
  local absorbed, scores, values = absorbed_of(found), column(found, "scores"), column(found, "values")
  local count, lengths = 0, found.length
  local of_word, of_phrase = scorers(found)
  for i = 1, found.size do
    local score = not absorbed[i] and (lengths[i] == 1 and of_word(i) or of_phrase(i))
    scores[i] = score
    if score then
      count = count + 1
      values[count] = score
    end
  end
  local list, least = {}, count > most and greatest(values, count, most) or -math.huge
  for i = 1, found.size do
    if scores[i] and scores[i] >= least then list[#list + 1] = i end
  end
  if #list > most then
    table.sort(list, function(a, b) return is_better(found, scores, a, b) end)
    for i = #list, most + 1, -1 do list[i] = nil end
  end
  return list, scores
end

-- True when the stems of candidate `part` stand in a row in `whole`.
local function contains(found, whole, part)
  local words, stem = found.places.word, found.lexicon.stem
  local first, length = found.first[part], found.length[part]
  for from = found.first[whole], found.first[whole] + found.length[whole] - length do
    local k = 0
    while k < length and stem[words[from + k]] == stem[words[first + k]] do k = k + 1 end
    if k == length then return true end
  end
  return false
end

-- A function that lowers the scores of what shares a word with a chosen candidate, once for each. Which share one is
-- found by chains through the words of all of them: a number for each word of each, and the one before with that stem.
local function pusher(found, list, scores)
  local words, stem, firsts, lengths = found.places.word, found.lexicon.stem, found.first, found.length
  local latest, before, owner, behind, count = {}, {}, {}, {}, 0
  for _, i in ipairs(list) do
    for place = firsts[i], firsts[i] + lengths[i] - 1 do
      local of_word = stem[words[place]]
      count = count + 1
      before[count], latest[of_word], owner[count] = latest[of_word] or 0, count, i
    end
  end
  return function(chosen)
    for place = firsts[chosen], firsts[chosen] + lengths[chosen] - 1 do
      local at = latest[stem[words[place]]]
      while at > 0 do
        local i = owner[at]
        if behind[i] ~= chosen then
          behind[i] = chosen
          local penalty = contains(found, chosen, i) and INSIDE_CHOSEN
            or contains(found, i, chosen) and AROUND_CHOSEN
            or BESIDE_CHOSEN
          scores[i] = scores[i] - penalty
        end
        at = before[at]
      end
    end
  end
end

local function take_best(found, rest, scores)
  local best, place, greatest_score = rest[1], 1, scores[rest[1]]
  for k = 2, #rest do
    local i = rest[k]
    local score = scores[i]
    if score > greatest_score or score == greatest_score and is_better(found, scores, i, best) then
      best, place, greatest_score = i, k, score
    end
  end
  rest[place] = rest[#rest]
  rest[#rest] = nil
  return best
end

-- The first place of the most frequent way the text writes the phrase; the earliest of equals.
local function usual_form(found, i)
  local most, first = found.named[i], found.first[i]
  for _, form in pairs(found.forms[i] or {}) do
    if form.count > most or form.count == most and form.first < first then
      most, first = form.count, form.first
    end
  end
  return first
end

local function span_at(found, first, length)
  return { start = found.places.start[first], stop = found.places.stop[first + length - 1] }
end

-- The `count` best candidates in order, each with .start, .stop, .count, .score and .form = { start, stop }.
local function best(found, count)
  local chosen, rest, scores = {}, leaders(found, count * LOOKED_AT)
  local push_down = pusher(found, rest, scores)
  while #chosen < count and #rest > 0 do
    local i = take_best(found, rest, scores)
    local phrase = span_at(found, found.first[i], found.length[i])
    phrase.count, phrase.score = found.count[i], scores[i]
    phrase.form = span_at(found, usual_form(found, i), found.length[i])
    chosen[#chosen + 1] = phrase
    push_down(i)
  end
  return chosen
end

return { best = best }
