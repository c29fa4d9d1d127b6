-- Candidates for keyphrases: runs of one to four words inside a sentence, without punctuation, that neither begin nor
-- end with a word without content, and what a ranking asks about them. Variants with equal stems are one.
--
--   local found = candidates.collect(document, "en", stop_words, wanted)
--   found.by_key["secur cooper"] --> { stems = {"secur", "cooper"}, length = 2, count = 7, first = 4, ... }

local runs = require "runs"

local LONGEST <const> = 4 -- words of a phrase; longer ones are rarely said twice in the same way

-- Bounds the memory for a long text (a candidate takes about a kilobyte): when there are more, those seen once are
-- dropped, the next time those seen twice, and so on (lossy counting, Manku & Motwani 2002).
local MOST_CANDIDATES <const> = 60000

local function is_content(word)
  return word ~= nil and not word.known.stop and not word.known.number
end

local function joined(run, from, to, what)
  if from == to then
    return what == "form" and run[from].form or run[from].known.stem
  end
  local pieces = {}
  for i = from, to do
    pieces[#pieces + 1] = what == "form" and run[i].form or run[i].known.stem
  end
  return table.concat(pieces, " ")
end

local function new(run, from, to, place)
  local head, tail = run[from], run[to]
  local stems, letters, stop_words = {}, 0, 0
  for i = from, to do
    local known = run[i].known
    stems[#stems + 1] = known.stem
    letters = letters + known.letters
    stop_words = stop_words + (known.stop and 1 or 0)
  end
  return {
    stems = stems, length = #stems, letters = letters, stop_words = stop_words,
    first = place.word + from, start = head.start, stop = tail.stop,
    count = 0, capitals = 0, free = 0, forms = {},
  }
end

local function note(candidate, run, from, to, place)
  local is_first_word = place.begins and from == 1
  candidate.count = candidate.count + 1
  if run[from].known.capital and not is_first_word then
    candidate.capitals = candidate.capitals + 1
  end
  if not is_content(run[from - 1]) and not is_content(run[to + 1]) then
    candidate.free = candidate.free + 1
  end
  local name = joined(run, from, to, "form")
  local form = candidate.forms[name]
  if not form then
    form = { count = 0, start = run[from].start, stop = run[to].stop }
    candidate.forms[name] = form
  end
  -- A capital at the beginning of a sentence does not say how the word is written.
  form.count = form.count + (is_first_word and 0 or 1)
end

local function add_run(found, run, place)
  for from = 1, #run do
    if is_content(run[from]) then
      for to = from, math.min(#run, from + LONGEST - 1) do
        if is_content(run[to]) then
          local key = joined(run, from, to, "stem")
          local candidate = found.by_key[key]
          if not candidate then
            candidate = new(run, from, to, place)
            found.by_key[key] = candidate
            found.size = found.size + 1
          end
          note(candidate, run, from, to, place)
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
  local found = { by_key = {}, size = 0, rare = 0, lexicon = runs.lexicon(language, stop_words) }
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
