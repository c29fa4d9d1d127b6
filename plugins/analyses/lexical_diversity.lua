-- How varied the words of each document are, by language and by six measures.
--
--   $ moonleaf run lexical_diversity
--   document  language  measure    value  tokens  types  reason
--   harbour   en        ttr        0.284    2517    714
--   harbour   en        mattr      0.448    2517    714
--   harbour   en        mtld       66.12    2517    714
--
-- Counted are words and numbers of all blocks but references and navigation, in the order of the text, by the language
-- of the block; capitals and small letters are the same.
--
--   ttr       types / tokens: falls with the length of the text, so compare texts of one length only
--   root_ttr  types / square root of tokens (Guiraud 1954): grows with the length
--   mattr     mean of types / tokens over every run of --window words (Covington & McFall 2010)
--   mtld      mean length of runs of words whose types / tokens stay above --threshold, forward and backward
--             (McCarthy & Jarvis 2010); a run that the end cuts off counts as the part that it has come to
--   hdd       share of types expected in --draws words drawn at random (McCarthy & Jarvis 2007): sum over the types of
--             the chance of one or more, hypergeometric, / draws
--   yule_k    10,000 (sum of squared frequencies - tokens) / squared tokens (Yule 1944): falls with diversity
--
-- A text that is too short for a measure has no value for it, but a reason.

local diversity = require "diversity"

local LEAST_MTLD <const> = 100 -- words: below, MTLD is not stable (McCarthy & Jarvis 2010)
local LEFT_OUT <const> = { references = true, navigation = true }

local lexical_diversity = {
  api = 1,
  summary = "Lexical diversity by document and language: TTR, root TTR, MATTR, MTLD, HD-D and Yule's K",
  options = {
    { "by", "text", default = "folded", choices = { "folded", "stem" },
      help = "what counts as one type: the word without regard to capitals, or its stem" },
    { "window", "integer", default = 500, min = 2, max = 100000, help = "words of the window of mattr" },
    { "threshold", "number", default = 0.72, min = 0.1, max = 0.99, help = "type-token ratio that ends a run of mtld" },
    { "draws", "integer", default = 42, min = 2, max = 1000, help = "words drawn for hdd" },
  },
  columns = {
    { "language", "language", "language of the blocks" },
    { "measure", "text", "ttr, root_ttr, mattr, mtld, hdd or yule_k" },
    { "value", "number", "its value" },
    { "tokens", "integer", "words and numbers" },
    { "types", "integer", "different ones" },
    { "reason", "text", "why there is no value" },
  },
}

-- The words of each language in their order, and a counter of them.
local function read(document, by)
  local languages = {}
  for block in document:blocks() do
    if not LEFT_OUT[block.role] then
      local tag = block.language
      local known = languages[tag] or { words = {}, counts = moonleaf.counter() }
      local words = known.words
      languages[tag] = known
      for word in diversity.words(block:tokens()) do
        if by == "stem" then word = moonleaf.text.stem(word, tag) end
        words[#words + 1] = word
        known.counts:add(word)
      end
    end
  end
  return languages
end

local function moving(words, window)
  local i = 0
  local sum, windows = diversity.moving(function()
    i = i + 1
    return words[i]
  end, window)
  return windows > 0 and sum / windows or nil
end

-- Each with the words that it needs, and its digits behind the decimal point.
local MEASURES <const> = {
  { "ttr", 4, function() return 1 end, function(text) return text.types / text.tokens end },
  { "root_ttr", 2, function() return 1 end, function(text) return diversity.root_ttr(text.types, text.tokens) end },
  { "mattr", 4, function(options) return options.window end,
    function(text, options) return moving(text.words, options.window) end },
  { "mtld", 2, function() return LEAST_MTLD end,
    function(text, options) return diversity.mtld(text.words, options.threshold) end },
  { "hdd", 4, function(options) return options.draws end,
    function(text, options) return diversity.hdd(text.counts, options.draws) end },
  { "yule_k", 2, function() return 2 end, function(text) return diversity.yule(text.counts) end },
}

local function rounded(number, digits)
  return math.floor(number * 10 ^ digits + 0.5) / 10 ^ digits
end

local function value_of(measure, text, options)
  local least = measure[3](options)
  if text.tokens < least then return nil, ("fewer than %d words"):format(least) end
  local value = measure[4](text, options)
  if not value then return nil, "no word occurs twice" end
  return rounded(value, measure[2])
end

function lexical_diversity.document(document, options, emit)
  for tag, text in moonleaf.sorted(read(document, options.by)) do
    text.tokens, text.types = text.counts:total(), text.counts:size()
    for _, measure in ipairs(text.tokens > 0 and MEASURES or {}) do
      local value, reason = value_of(measure, text, options)
      emit {
        language = tag, measure = measure[1], value = value, tokens = text.tokens, types = text.types, reason = reason,
      }
    end
  end
end

return lexical_diversity
