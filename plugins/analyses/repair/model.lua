-- How likely letters follow each other in a language: four-letter sequences of its words, smoothed by shorter ones
-- (interpolation, Jelinek & Mercer 1980), and the beginnings of its words.
--
--   local model = models.of "ru"           --> nil for a language without words
--   model:cost("е", "л", "ь", "н")         --> 0.9, the negative log probability of н behind ель
--   model:is_beginning "сотр"              --> true
--
-- The words are the forms of every eighth stem of the dictionary, or else those of the language's table.

local spelling = require "spelling"

local EACH <const> = 8            -- stems: the letters of so many are as good as those of all, and soon counted
local STOP_WORD <const> = 20      -- a word of the table counts as so many forms: texts are full of them
local WEIGHT <const> = 5          -- of the shorter sequence, as a number of occurrences
local UNSEEN <const>, LETTERS <const> = 0.1, 50
local BEGINNINGS <const> = { 4, 6 } -- letters; longer ones reach into the affixes
local IS_KEPT <const> = {}
for _, size in ipairs(BEGINNINGS) do IS_KEPT[size] = true end
local EDGE <const>, STOP <const> = "^", "$"

local model = {}
model.__index = model

local function count(self, word, times)
  local counts = self.counts
  local one, two, three = EDGE, EDGE .. EDGE, EDGE .. EDGE .. EDGE
  for _, edge in ipairs { one, two, three } do counts[edge] = (counts[edge] or 0) + times end
  for letter in (word .. STOP):gmatch(utf8.charpattern) do
    local pair, triple, four = one .. letter, two .. letter, three .. letter
    counts[letter] = (counts[letter] or 0) + times
    counts[pair] = (counts[pair] or 0) + times
    counts[triple] = (counts[triple] or 0) + times
    counts[four] = (counts[four] or 0) + times
    self.total = self.total + times
    one, two, three = letter, pair, triple
  end
end

local function add_beginnings(self, word)
  for _, size in ipairs(BEGINNINGS) do
    local stop = utf8.offset(word, size + 1)
    if not stop then return end
    self.beginnings[word:sub(1, stop - 1)] = true
  end
end

local function is_small(word)
  return moonleaf.text.fold(word) == word
end

local function add_dictionary(self, speller)
  for k, stem in ipairs(speller.list) do
    add_beginnings(self, stem)
    if k % EACH == 0 and is_small(stem) then
      for _, form in ipairs(speller:forms(stem)) do count(self, form, 1) end
    end
  end
end

local function each_word(value, script, action)
  if type(value) == "table" then
    for key, inner in moonleaf.sorted(value) do
      each_word(key, script, action)
      each_word(inner, script, action)
    end
  elseif type(value) == "string" and moonleaf.text.script(value) == script then
    for _, word in ipairs(moonleaf.text.words(value)) do action(moonleaf.text.fold(word)) end
  end
end

-- Calls action(text) for each text of the table, at any depth.
local function each_text(value, action)
  if type(value) == "string" then
    action(value)
  elseif type(value) == "table" then
    for _, inner in moonleaf.sorted(value) do each_text(inner, action) end
  end
end

-- The letters of the language, in order.
local function letters_of(self)
  local letters = {}
  for key in moonleaf.sorted(self.counts) do
    if utf8.len(key) == 1 and moonleaf.text.script(key) then letters[#letters + 1] = key end
  end
  return letters
end

function model:cost(a, b, c, letter)
  local key = a .. b .. c .. letter
  local known = self.costs[key]
  if known then return known end
  local counts = self.counts
  local share = ((counts[letter] or 0) + UNSEEN) / (self.total + UNSEEN * LETTERS)
  local history = ""
  for _, before in ipairs { c, b, a } do
    history = before .. history
    share = ((counts[history .. letter] or 0) + WEIGHT * share) / ((counts[history] or 0) + WEIGHT)
  end
  self.costs[key] = -math.log(share)
  return self.costs[key]
end

-- True as well for what has another length than those that are kept.
function model:is_beginning(text)
  local letters = utf8.len(text)
  return not IS_KEPT[letters] or self.beginnings[text] ~= nil
end

function model:has_letter(letter)
  return self.counts[letter] ~= nil
end

local models, made = {}, {}

local function make(tag)
  local language = moonleaf.language(tag)
  local self = setmetatable({
    tag = tag, counts = {}, total = 0, costs = {}, letters = {},
    beginnings = {}, stop_words = {}, labels = {}, common = {}, behind_numbers = {}, speller = spelling.of(tag),
  }, model)
  for _, word in ipairs(language and language.stop_words or {}) do
    self.stop_words[word] = true
    count(self, word, STOP_WORD)
    add_beginnings(self, word)
  end
  if language then
    each_word(language.sections, language.script, function(word) count(self, word, STOP_WORD) end)
    each_text(language.sections, function(label) self.labels[#self.labels + 1] = label end)
    each_text({ language.units, (language.dates or {}).year, language.months }, function(form)
      self.behind_numbers[form] = true
    end)
  end
  if self.speller then
    add_dictionary(self, self.speller)
  elseif language then
    each_word(language, language.script, function(word)
      count(self, word, 1)
      add_beginnings(self, word)
    end)
  end
  self.letters = letters_of(self)
  for _, word in ipairs(language and language.common_words or {}) do
    self.common[moonleaf.text.stem(word, tag)] = true
  end
  return self.total > 0 and self or false
end

function models.of(tag)
  if made[tag] == nil then made[tag] = make(tag) end
  return made[tag] or nil
end

return models
