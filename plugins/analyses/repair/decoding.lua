-- Cyrillic words that were read as Latin letters, digits and signs, read back: of all ways to part the token into
-- shapes of letters, the word that the letters of the language, its dictionary and the rest of the document make
-- likeliest (noisy channel, Kernighan, Church & Gale 1990).
--
--   local decoder = decoding.of(model)
--   decoder:learn(tokens)               what the sure ones among them show of the scanner and of the text's words
--   decoder:word "0e3onacHocTu"         --> "безопасности", 0.9

local beam = require "beam"
local confusions = require "confusions"

local SPELLED <const> = 0.5       -- weight of the letters' sequence of a word of the dictionary
local KNOWN <const>, FREQUENT <const> = 5, 1 -- less for a word of the dictionary, of the stop words
local COMMON <const> = 3        -- less for a form of a word that texts are full of, by the language's table
local EXPECTED <const> = 2        -- less for a word that the one in front of it calls for: years behind a number
local SEEN <const>, SEEN_STEM <const> = 3, 2.5 -- less for a word that the document surely has, or a form of it
local SURE <const> = 2            -- of its shapes a letter: of worse ones a dictionary makes a word too, but which?
local LEARNED <const>, SHORTEST_LEARNED <const> = 1.3, 4 -- the same, and letters, of words to learn from
local LESSONS <const> = 200       -- tokens: the scanner is the same further on
local NEAR <const> = 1            -- the same, of words that need no longer look
local LONG <const>, SHORTEST_FAR <const> = 6, 3 -- letters of a word that is one of few, signs of one that may lack some
local MOST_FAR <const> = 150      -- long looks in a document, of some 20 ms each: a call may take ten seconds
local LETTERS_A_BAD_ONE <const> = 6 -- of such a word
local MARGIN <const>, WIDE_MARGIN <const> = 1, 3 -- that much cheaper than the next word of the dictionary: no toss-up

-- How sure a word is: one of the dictionary; one of several of it; letters alone; all of it without a dictionary.
local CERTAIN <const>, TOSS_UP <const>, UNKNOWN <const>, BLIND <const> = 0.9, 0.7, 0.4, 0.3

local capitals = {} -- by small letter; of the Cyrillic block

for code = 0x400, 0x4FF do
  local letter = utf8.char(code)
  local folded = moonleaf.text.fold(letter)
  if folded ~= letter then capitals[folded] = letter end
end

local decoding = {}
decoding.__index = decoding

function decoding.titled(word)
  return (word:gsub("^" .. utf8.charpattern, capitals))
end

function decoding.capitals(word)
  return (word:gsub(utf8.charpattern, capitals))
end

-- The word as the dictionary has it: small, or a name; nil when it has it not.
local function spelled(word, model)
  if model.stop_words[word] then return word end
  if not model.speller then return nil end
  if model.speller:has(word) then return word end
  local name = decoding.titled(word)
  return model.speller:has(name) and name or nil
end

-- What speaks for a word beside its token: no token speaks for itself.
local function bonus_of(self, word, token)
  local stem = moonleaf.text.stem(word, self.tag)
  local bonus = self.model.common[stem] and COMMON or 0
  local by, by_stem = self.seen[word], self.seen_stems[stem]
  if by and by ~= token then return bonus + SEEN end
  return bonus + (by_stem and by_stem ~= token and SEEN_STEM or 0)
end

local function is_sure(reading, limit)
  return reading.word ~= nil and reading.shapes <= limit * utf8.len(reading.text)
end

-- The readings of the signs, cheapest first, the words of the dictionary among them marked: { text, cost, word, ... }.
-- Of a word that it has, its letters' sequence says less.
local function judged(self, token, signs, is_far)
  local list, model = {}, self.model
  for _, reading in ipairs(beam.candidates(signs, model, self.confusions.edges, is_far)) do
    if reading.text ~= "" then
      reading.word = spelled(reading.text, model)
      if reading.word then
        local sequence = reading.cost - reading.strange - reading.shapes
        local bonus = KNOWN + bonus_of(self, moonleaf.text.fold(reading.word), token)
        reading.cost = reading.shapes + SPELLED * sequence - bonus
      end
      if model.stop_words[reading.text] then reading.cost = reading.cost - FREQUENT end
      list[#list + 1] = reading
    end
  end
  table.sort(list, beam.is_cheaper)
  return list
end

function decoding.of(model)
  return setmetatable({
    model = model, tag = model.tag, confusions = confusions.of(model), judged = {}, seen = {}, seen_stems = {},
    far = 0,
  }, decoding)
end

-- Whether one need look no further: short words are many, so that one of them is soon found.
local function is_near(self, best, token)
  if not best or not is_sure(best, NEAR) then return false end
  return utf8.len(best.text) >= LONG or bonus_of(self, best.text, token) > 0 or self.model.stop_words[best.text] ~= nil
end

-- The word with one letter more for which the document and the language speak so much that it may have left no sign.
local function with_letter(self, best, token)
  local text = best.text
  for at = 1, utf8.len(text) + 1 do
    local byte = utf8.offset(text, at)
    for _, letter in ipairs(self.model.letters) do
      local longer = text:sub(1, byte - 1) .. letter .. text:sub(byte)
      if bonus_of(self, longer, token) > beam.MISSING and spelled(longer, self.model) then
        return {
          text = longer, word = spelled(longer, self.model), cost = best.cost - MARGIN,
          shapes = best.shapes + beam.MISSING,
        }
      end
    end
  end
end

-- The readings of a token; kept.
function decoding:readings(token)
  local list = self.judged[token]
  if list then return list end
  local signs = {}
  for sign in token:gmatch(utf8.charpattern) do signs[#signs + 1] = sign end
  list = judged(self, token, signs, false)
  if #signs >= SHORTEST_FAR and self.far > 0 and not is_near(self, list[1], token) then
    list, self.far = judged(self, token, signs, true), self.far - 1
  end
  local best = list[1]
  if best and best.word and utf8.len(best.text) < LONG and bonus_of(self, best.text, token) == 0
    and not self.model.stop_words[best.text] then
    local longer = with_letter(self, best, token)
    if longer then table.insert(list, 1, longer) end
  end
  self.judged[token] = list
  return list
end

local function count_shapes(reading, count)
  while reading do
    if reading.letter and reading.shape ~= "" then
      local shapes = count[reading.letter] or {}
      count[reading.letter] = shapes
      shapes[reading.shape] = (shapes[reading.shape] or 0) + 1
    end
    reading = reading.from
  end
end

local function is_lesson(best, second)
  local letters = best and utf8.len(best.text) or 0
  return letters >= SHORTEST_LEARNED and is_sure(best, LEARNED) and best.bad * LETTERS_A_BAD_ONE <= letters
    and not (second and second.word and second.cost < best.cost + WIDE_MARGIN)
end

-- Keeps which token says a word, or that several do.
local function add(seen, word, token)
  seen[word] = (seen[word] or token) == token and token or ""
end

-- Takes from the tokens that are surely read, which needs no long looks, what the scanner made of each letter, and the
-- words of the document.
function decoding:learn(tokens)
  local count, seen, stems = {}, {}, {}
  for k = 1, math.min(LESSONS, #tokens) do
    local token = tokens[k]
    local best, second = table.unpack(self:readings(token))
    if is_lesson(best, second) then
      count_shapes(best, count)
      add(seen, best.text, token)
      add(stems, moonleaf.text.stem(best.text, self.tag), token)
    end
  end
  self.confusions:learn(count)
  self.seen, self.seen_stems, self.judged, self.far = seen, stems, {}, MOST_FAR
end

-- The likeliest word and how sure it is; nil when the token can be none. `expected` is a set of words that may well
-- stand here.
function decoding:word(token, expected)
  local best, lowest, next_lowest = nil, math.huge, math.huge
  for _, reading in ipairs(self:readings(token)) do
    local cost = reading.cost - (expected and expected[reading.text] and EXPECTED or 0)
    if cost < lowest then
      if best and best.word then next_lowest = lowest end
      best, lowest = reading, cost
    elseif reading.word and cost < next_lowest then
      next_lowest = cost
    end
  end
  if not best then return nil end
  if not self.model.speller then return best.word or best.text, BLIND end
  if not is_sure(best, SURE) then return best.word or best.text, UNKNOWN end
  return best.word, next_lowest - lowest >= MARGIN and CERTAIN or TOSS_UP
end

return decoding
