#!/usr/bin/env -S moonleaf exec
-- All statements of one speaker: the sentences with the name and, near it, a verb of saying of their language.
--
--   $ moonleaf exec scripts/statements_of.lua "Xi Jinping"
--   001_d93f30745b368fde: pointed out
--     XI Jinping pointed out that we must deepen cooperation in the field of security, ...
local name <const> = arg[1]
if not name then error "say whose: statements_of.lua NAME" end

local FARTHEST <const> = 28 -- words from name to verb; one further away has another subject

local function words_of(text, fold)
  local words = moonleaf.text.words(text)
  for i, word in ipairs(words) do
    words[i] = (fold and moonleaf.text.fold(word) or word):gsub("'s$", ""):gsub("’s$", "")
  end
  return words
end

local function stands_at(words, i, phrase)
  for k, word in ipairs(phrase) do
    if words[i + k - 1] ~= word then return false end
  end
  return true
end

local sayings_of = {} -- language -> array of { text =, words }
local function sayings(language)
  if not sayings_of[language] then
    local list = {}
    for _, saying in ipairs((moonleaf.language(language) or {}).sayings or {}) do
      local words = words_of(saying)
      words.text = saying
      list[#list + 1] = words
    end
    sayings_of[language] = list
  end
  return sayings_of[language]
end

-- The verb of saying that is nearest to the name, the longest there. It is compared as written: "States" says nothing.
local function nearest_saying(words, first, last, language)
  local best, distance
  for i = 1, #words do
    local gap = i > last and i - last or first - i
    for _, saying in ipairs(sayings(language)) do
      local is_nearer = not best or gap < distance or gap == distance and #saying > #best
      if gap > 0 and gap <= FARTHEST and is_nearer and stands_at(words, i, saying) then best, distance = saying, gap end
    end
  end
  return best and best.text
end

local wanted <const> = words_of(name, true)
local function statement(sentence)
  local folded = words_of(sentence.text, true)
  for i = 1, #folded do
    if stands_at(folded, i, wanted) then
      return nearest_saying(words_of(sentence.text), i, i + #wanted - 1, sentence.language)
    end
  end
end

local count = 0
for document in corpus:documents() do
  for sentence in document:sentences() do
    local saying = statement(sentence)
    if saying then
      count = count + 1
      print(("%s%s: %s"):format(document.name, sentence.page and (", p. %d"):format(sentence.page) or "", saying))
      print("  " .. sentence.text:gsub("%s+", " "))
    end
  end
end
print(("%d statement%s of %s"):format(count, count == 1 and "" or "s", name))
