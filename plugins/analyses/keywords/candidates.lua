-- Candidates for keyphrases: runs of one to four words inside a sentence, without punctuation, that neither begin nor
-- end with a word without content, and what a ranking asks about them. Variants with equal stems are one.
--
--   local found = candidates.collect(document, "en", stop_words, wanted)
--   found.by_key["secur cooper"] --> { length = 2, count = 7, first = 4, ... }

local runs = require "runs"

local LONGEST <const> = 4 -- words of a phrase; longer ones are rarely said twice in the same way

-- Bounds the memory for a long text (a candidate takes about a kilobyte): when there are more, those seen once are
-- dropped, the next time those seen twice, and so on (lossy counting, Manku & Motwani 2002).
local MOST_CANDIDATES <const> = 60000

local function is_content(word)
  return word ~= nil and not word.known.stop and not word.known.number
end

-- Whether the words around run[from .. to] carry no content, so that it is no part of a longer phrase.
local function is_free(run, from, to)
  return not is_content(run[from - 1]) and not is_content(run[to + 1])
end

-- A candidate has no tables of its own until it is written in a second way: most are met once.
local function note(found, phrase, run, place)
  local candidate = found.by_key[phrase.key]
  if not candidate then
    candidate = {
      length = phrase.to - phrase.from + 1, letters = phrase.letters, stop_words = phrase.stop_words,
      first = place.word + phrase.from, start = run[phrase.from].start, stop = run[phrase.to].stop,
      count = 0, capitals = 0, free = 0, name = phrase.name, named = 0,
    }
    found.by_key[phrase.key] = candidate
    found.size = found.size + 1
  end
  -- A capital at the beginning of a sentence does not say how the word is written.
  local is_first_word = place.begins and phrase.from == 1
  local named = is_first_word and 0 or 1
  candidate.count = candidate.count + 1
  if run[phrase.from].known.capital then
    candidate.capitals = candidate.capitals + named
  end
  if is_free(run, phrase.from, phrase.to) then
    candidate.free = candidate.free + 1
  end
  if candidate.name == phrase.name then
    candidate.named = candidate.named + named
  else
    candidate.forms = candidate.forms or {}
    local form = candidate.forms[phrase.name]
    if not form then
      form = { count = 0, start = run[phrase.from].start, stop = run[phrase.to].stop }
      candidate.forms[phrase.name] = form
    end
    form.count = form.count + named
  end
end

local function add_run(found, run, place)
  local phrase = found.phrase
  for from = 1, #run do
    if is_content(run[from]) then
      local word = run[from]
      phrase.from, phrase.key, phrase.name = from, word.known.stem, word.form
      phrase.letters, phrase.stop_words = word.known.letters, 0
      phrase.to = from
      note(found, phrase, run, place)
      for to = from + 1, math.min(#run, from + LONGEST - 1) do
        word = run[to]
        phrase.key, phrase.name = phrase.key .. " " .. word.known.stem, phrase.name .. " " .. word.form
        phrase.letters = phrase.letters + word.known.letters
        if word.known.stop then
          phrase.stop_words = phrase.stop_words + 1
        elseif not word.known.number then
          phrase.to = to
          note(found, phrase, run, place)
        end
      end
    end
  end
end

local function drop_rare(found)
  found.size, found.rare = 0, found.rare + 1
  for key, candidate in pairs(found.by_key) do
    if candidate.count <= found.rare then
      found.by_key[key] = nil
    else
      found.size = found.size + 1
    end
  end
end

-- Collects from the blocks for which wanted(block) is true. Answers { by_key, lexicon }.
local function collect(document, language, stop_words, wanted)
  local found = { by_key = {}, size = 0, rare = 0, phrase = {}, lexicon = runs.lexicon(language, stop_words) }
  local place = { word = 0 }
  for block in document:blocks() do
    if wanted(block) then
      for sentence in block:sentences() do
        place.begins = true
        runs.each(sentence, found.lexicon, function(run)
          add_run(found, run, place)
          place.word = place.word + #run
          place.begins = false
        end)
        if found.size > MOST_CANDIDATES then
          drop_rare(found)
        end
      end
    end
  end
  return found
end

-- Occurrences of the phrase in the span, whatever its inflection; nil when it is too long to be a candidate.
local function count(found, span)
  local stems = {}
  runs.each(span, found.lexicon, function(run)
    for _, word in ipairs(run) do
      stems[#stems + 1] = word.known.stem
    end
  end)
  if #stems > LONGEST then
    return nil
  end
  local candidate = found.by_key[table.concat(stems, " ")]
  return candidate and candidate.count or 0
end

return { collect = collect, count = count }
