#!/usr/bin/env -S moonleaf exec
-- Who is named with whom: capitalised names and abbreviations in the same sentence, most frequent pairs first. A word
-- that begins a sentence counts as a name only where it is one elsewhere, and a word that is also written small
-- ("States", "Agreement") does not.
--
--   $ moonleaf exec scripts/named_together.lua 2
--   sentences  names
--           8  China + Russia
--           7  Astana + SCO
local stopwords = require "stopwords"
local LETTERS <const> = 2 -- a shorter capital ("A.", "No. 1 B") is an initial or a mark

local function is_capitalised(word)
  local first = word:match "^[%z\1-\127\194-\244][\128-\191]*"
  return moonleaf.text.fold(first) ~= first and utf8.len(word) >= LETTERS
end

-- Stop words and months: capitals at most.
local function other_words(document)
  local set = {}
  for word in pairs(stopwords.of(document.language, document)) do set[word] = true end
  for _, forms in ipairs((moonleaf.language(document.language) or {}).months or {}) do
    for _, form in ipairs(forms) do set[form] = true end
  end
  return set
end

-- The names of a sentence: runs of capitalised words with nothing but a space between them.
local function names_of(sentence, no_names)
  local names, open, initial = {}, nil, true
  for token in sentence:tokens() do
    local form = token.form:gsub("'s$", ""):gsub("’s$", "")
    local is_name = token.type == "word" and is_capitalised(form) and not no_names[moonleaf.text.fold(form)]
    if not is_name then
      open = nil
    elseif open and token.start - open.stop == 1 then
      open.text, open.stop = open.text .. " " .. form, token.stop
    else
      open = { text = form, stop = token.stop, initial = initial and not form:find "%u%u" }
      names[#names + 1] = open
    end
    if token.type == "word" then initial = false end
    if open and form ~= token.form then open = nil end -- "China's President" is two names
  end
  return names
end

local sentences, known = {}, {} -- known: true for names, false for words that are also written small
for document in corpus:documents() do
  local no_names = other_words(document)
  for _, form in ipairs(document:counter { by = "form" }:top()) do
    if moonleaf.text.fold(form.key) == form.key then known[form.key] = false end
  end
  for sentence in document:sentences() do
    local block = sentence:block()
    local names = block and block.type ~= "heading" and names_of(sentence, no_names) or {}
    for _, name in ipairs(names) do
      if not name.initial then known[name.text] = true end
    end
    if #names > 1 then sentences[#sentences + 1] = names end
  end
end

local pairs_counted = moonleaf.counter()
for _, names in ipairs(sentences) do
  local here = {}
  for _, name in ipairs(names) do
    if known[name.text] and known[moonleaf.text.fold(name.text)] ~= false then here[name.text] = true end
  end
  for a in pairs(here) do
    for b in pairs(here) do
      if a < b then pairs_counted:add(a .. " + " .. b) end
    end
  end
end

print "sentences  names"
local most <const> = math.tointeger(arg[1]) or 20
for _, pair in ipairs(pairs_counted:top(most)) do print(("%9d  %s"):format(pair.count, pair.key)) end
