-- Candidates for keyphrases: runs of one to four words inside a sentence, without punctuation, that neither begin nor
-- end with a word without content, and what a ranking asks about them. Variants with equal stems are one.
--
--   local found = candidates.collect(document, "en", stop_words, wanted)
--   for i = 1, found.size do found.length[i], found.count[i], found.first[i] ... end
--   candidates.release(found)
--
-- Candidates are numbered and what is known of them lies in columns: most are met once and would not pay for a table.
--   first, length      its first place among the words of the text (found.places), and its words
--   count              occurrences; of these ...
--   capitals           ... not at the beginning of a sentence, with a capital
--   free               ... that no content word continues on either side
--   name, named        key of its first form, and how often it is written so; other ways are in forms[i]
-- found.scratch is a table for those who rank them, which lives as long as the others.

local runs = require "runs"

local LONGEST <const> = 4 -- words of a phrase; longer ones are rarely said twice in the same way

-- A phrase's key is made of the numbers of its stems. (Packed by a power of two they would collide in Lua's tables.)
local SPREAD <const> = 1000003

-- Bounds the memory for a long text: when there are more, those seen once are dropped, the next time those seen twice,
-- and so on (lossy counting, Manku & Motwani 2002).
local MOST_CANDIDATES <const> = 60000

local COLUMNS <const> = { "key", "first", "length", "count", "capitals", "free", "name", "named", "forms" }

-- The tables of the last text, emptied: the next one fills them without making them grow.
local spare

local function fresh()
  local found = spare or { index = {}, places = runs.places(), size = 0 }
  spare = nil
  for _, column in ipairs(COLUMNS) do found[column] = found[column] or {} end
  found.scratch = found.scratch or {}
  found.rare = 0
  return found
end

-- Gives the tables back for the next text.
local function release(found)
  for i = 1, found.size do found.index[found.key[i]] = nil end
  found.size, found.places.count = 0, 0
  spare = found
end

local function note_form(forms, i, name, first, named)
  local known = forms[i] or {}
  local form = known[name] or { count = 0, first = first }
  forms[i], known[name] = known, form
  form.count = form.count + named
end

-- Another occurrence of candidate i. `named` is 0 at the beginning of a sentence, where a capital does not say how the
-- word is written, else 1; `capital` is `named` for one with a capital, else 0.
local function note_again(found, i, name, first, named, capital, is_free)
  found.count[i] = found.count[i] + 1
  if is_free then found.free[i] = found.free[i] + 1 end
  found.capitals[i] = found.capitals[i] + capital
  if found.name[i] == name then
    found.named[i] = found.named[i] + named
  else
    note_form(found.forms, i, name, first, named)
  end
end

-- A function that notes the phrases of the words first .. last; `begins` when they begin a sentence. (The columns are
-- its own variables: this is where the time goes. Most phrases are new, and entered on the spot.)
local function run_noter(found)
  local index, keys, firsts, lengths, counts = found.index, found.key, found.first, found.length, found.count
  local capitals, free, names, written, forms = found.capitals, found.free, found.name, found.named, found.forms
  local words, lexicon = found.places.word, found.lexicon
  local content, stem, capital = lexicon.content, lexicon.stem, lexicon.capital
  return function(first, last, begins)
    local before = false -- is the word before one with content?
    for from = first, last do
      local word = words[from]
      local is_content = content[word]
      if is_content then
        local key, name, named, stop = 0, 0, begins and from == first and 0 or 1, from + LONGEST - 1
        local capitalised = capital[word] and named or 0
        if stop > last then stop = last end
        for to = from, stop do
          key, name = key * SPREAD + stem[word], name * SPREAD + word
          local ends = content[word]
          word = words[to + 1]
          if ends then
            local is_free = not before and (to == last or not content[word])
            local i = index[key]
            if i then
              note_again(found, i, name, from, named, capitalised, is_free)
            else
              i = found.size + 1
              found.size, index[key], keys[i], firsts[i], lengths[i], counts[i] = i, i, key, from, to - from + 1, 1
              names[i], written[i], forms[i], capitals[i], free[i] = name, named, false, capitalised, is_free and 1 or 0
            end
          end
        end
      end
      before = is_content
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
  found.size = kept
end

-- Collects from the blocks for which wanted(block) is true.
local function collect(document, language, stop_words, wanted)
  local found = fresh()
  found.lexicon = runs.lexicon(language, stop_words)
  local begins, note_run = nil, run_noter(found)
  local function take(first, last)
    note_run(first, last, begins)
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
local function key_at(found, places, first, last)
  local words, stem = places.word, found.lexicon.stem
  local key = stem[words[first]]
  for i = first + 1, last do key = key * SPREAD + stem[words[i]] end
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
  return found.count[found.index[key_at(found, places, 1, places.count)]] or 0
end

return { collect = collect, release = release, count = count, key_at = key_at }
