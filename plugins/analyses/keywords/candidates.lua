-- Candidates for keyphrases: runs of one to four words inside a sentence, without punctuation, that neither begin nor
-- end with a word without content, and what a ranking asks about them. Variants with equal stems are one.
--
--   local found = candidates.collect(document, "en", stop_words, wanted)
--   for i = 1, found.size do found.length[i], found.count[i], found.first[i] ... end
--
-- Candidates are numbered and what is known of them lies in columns: most are met once and would not pay for a table.
--   first, length      its first place among the words of the text (found.places), and its words
--   count              occurrences; of these ...
--   capitals           ... not at the beginning of a sentence, with a capital
--   free               ... that no content word continues on either side
--   name, named        key of its first form, and how often it is written so; other ways are in forms[i]

local runs = require "runs"

local LONGEST <const> = 4 -- words of a phrase; longer ones are rarely said twice in the same way

-- A phrase's key is made of the numbers of its stems. (Packed by a power of two they would collide in Lua's tables.)
local SPREAD <const> = 1000003

-- Bounds the memory for a long text: when there are more, those seen once are dropped, the next time those seen twice,
-- and so on (lossy counting, Manku & Motwani 2002).
local MOST_CANDIDATES <const> = 60000

local COLUMNS <const> = { "key", "first", "length", "count", "capitals", "free", "name", "named", "forms" }

local function note_form(forms, i, name, first, named)
  local known = forms[i] or {}
  local form = known[name] or { count = 0, first = first }
  forms[i], known[name] = known, form
  form.count = form.count + named
end

-- A function that notes one phrase. `named` is 0 at the beginning of a sentence, where a capital does not say how the
-- word is written, else 1. (The columns are its own variables: this is where the time goes.)
local function noter(found)
  local index, keys, firsts, lengths, counts = found.index, found.key, found.first, found.length, found.count
  local capitals, free, names, written, forms = found.capitals, found.free, found.name, found.named, found.forms
  local known = found.places.known
  return function(key, name, first, length, named, is_free)
    local i = index[key]
    if not i then
      i = found.size + 1
      found.size, index[key], keys[i], firsts[i], lengths[i], names[i] = i, i, key, first, length, name
      counts[i], capitals[i], free[i], written[i], forms[i] = 0, 0, 0, 0, false
    end
    counts[i] = counts[i] + 1
    if is_free then free[i] = free[i] + 1 end
    if known[first].capital then capitals[i] = capitals[i] + named end
    if names[i] == name then
      written[i] = written[i] + named
    else
      note_form(forms, i, name, first, named)
    end
  end
end

-- Notes the phrases of the words first .. last; `begins` when they begin a sentence.
local function add_run(known, note, first, last, begins)
  for from = first, last do
    local word = known[from]
    if word.content then
      local key, name = word.stem_id, word.form_id
      local named = begins and from == first and 0 or 1
      local starts = from == first or not known[from - 1].content
      local stop = from + LONGEST - 1
      note(key, name, from, 1, named, starts and (from == last or not known[from + 1].content))
      for to = from + 1, stop < last and stop or last do
        word = known[to]
        key, name = key * SPREAD + word.stem_id, name * SPREAD + word.form_id
        if word.content then
          note(key, name, from, to - from + 1, named, starts and (to == last or not known[to + 1].content))
        end
      end
    end
  end
end

local function drop_rare(found)
  local kept = 0
  found.rare = found.rare + 1
  for i = 1, found.size do
    if found.count[i] <= found.rare then
      found.index[found.key[i]] = nil
    else
      kept = kept + 1
      found.index[found.key[i]] = kept
      for _, column in ipairs(COLUMNS) do found[column][kept] = found[column][i] end
    end
  end
  for i = kept + 1, found.size do
    for _, column in ipairs(COLUMNS) do found[column][i] = nil end
  end
  found.size = kept
end

-- Collects from the blocks for which wanted(block) is true.
local function collect(document, language, stop_words, wanted)
  local found = {
    index = {}, size = 0, rare = 0, lexicon = runs.lexicon(language, stop_words), places = runs.places(),
  }
  for _, column in ipairs(COLUMNS) do found[column] = {} end
  local begins, note = nil, noter(found)
  local function take(first, last)
    add_run(found.places.known, note, first, last, begins)
    begins = false
  end
  for block in document:blocks() do
    if wanted(block) then
      for sentence in block:sentences() do
        begins = true
        runs.each(sentence, found.lexicon, found.places, take)
        if found.size > MOST_CANDIDATES then
          drop_rare(found)
        end
      end
    end
  end
  return found
end

-- The key of the phrase at some places.
local function key_at(places, first, last)
  local key = places.known[first].stem_id
  for i = first + 1, last do key = key * SPREAD + places.known[i].stem_id end
  return key
end

-- Occurrences of the phrase in the span, whatever its inflection; nil when it is too long to be a candidate.
local function count(found, span)
  local places = runs.places()
  runs.each(span, found.lexicon, places, function() end)
  if places.count == 0 then
    return 0
  elseif places.count > LONGEST then
    return nil
  end
  return found.count[found.index[key_at(places, 1, places.count)]] or 0
end

return { collect = collect, count = count, key_at = key_at }
