-- Texts whose Cyrillic letters were read as Latin ones that look alike (OCR with the wrong alphabet): "cTpaTerus" for
-- стратегия. Cyrillic small letters have the shape of capitals, so the capitals inside words tell. Which language it
-- was is told by trigrams (Cavnar & Trenkle 1994) of the words in its table, when both are brought to the same shapes.
--
--   lookalikes.is_cyrillic "cTpaTerus Oe3omacHocTH ..."   --> true
--   lookalikes.language "B pamkax u Ha 0a3e ..."           --> "ru", or nil

local pieces = require "pieces"

-- Latin capitals with the shape of a Cyrillic small letter, or nearly (N for и and п): half of the alphabet, so half of
-- the capitals in noise.
local SHAPES <const> = "[ABCEHIKMNOPTXY]"
local FEWEST_CAPITALS <const>, SHARE_OF_SHAPES <const> = 8, 0.75

-- What Cyrillic letters look like when they are read as Latin letters and digits.
local LOOKS <const> = {
  ["а"] = "a", ["б"] = "6", ["в"] = "b", ["г"] = "r", ["ґ"] = "r", ["ғ"] = "r", ["д"] = "n", ["е"] = "e", ["ё"] = "e",
  ["є"] = "e", ["ж"] = "x", ["з"] = "3", ["и"] = "u", ["й"] = "u", ["і"] = "i", ["ї"] = "i", ["ј"] = "j", ["к"] = "k",
  ["қ"] = "k", ["л"] = "n", ["м"] = "m", ["н"] = "h", ["ң"] = "h", ["о"] = "o", ["ө"] = "o", ["п"] = "n", ["р"] = "p",
  ["с"] = "c", ["ѕ"] = "s", ["т"] = "t", ["у"] = "y", ["ү"] = "y", ["ұ"] = "y", ["ф"] = "o", ["х"] = "x", ["һ"] = "h",
  ["ц"] = "u", ["ч"] = "4", ["ш"] = "m", ["щ"] = "m", ["ъ"] = "b", ["ы"] = "bi", ["ь"] = "b", ["э"] = "3",
  ["ю"] = "io", ["я"] = "s", ["ә"] = "a",
}

local SCRIPT <const> = "Cyrl"
local UNSEEN <const>, SHAPES_IN_ALL <const> = 0.1, 40 -- additive smoothing: so much for each shape that may follow
local LEAD <const> = 0.05                             -- of the mean log probability over that of the next language

local function shape(word)
  return "^" .. pieces.fold(word):gsub("0", "o"):gsub(utf8.charpattern, LOOKS) .. "$"
end

local function each_trigram(shaped, action)
  local letters = {}
  for letter in shaped:gmatch(utf8.charpattern) do letters[#letters + 1] = letter end
  for k = 3, #letters do action(letters[k - 2] .. letters[k - 1], letters[k]) end
end

-- Calls action(word) for each word of the script in a language table, at any depth, key or value.
local function each_word(value, action)
  if type(value) == "table" then
    for key, inner in moonleaf.sorted(value) do
      each_word(key, action)
      each_word(inner, action)
    end
  elseif type(value) == "string" and moonleaf.text.script(value) == SCRIPT then
    for _, word in ipairs(moonleaf.text.words(value)) do action(word) end
  end
end

local models = {} -- by tag; a table is read once

local function model_of(tag, language)
  if models[tag] then return models[tag] end
  local model = {}
  models[tag] = model
  each_word(language, function(word)
    each_trigram(shape(word), function(pair, letter)
      model[pair] = (model[pair] or 0) + 1
      model[pair .. letter] = (model[pair .. letter] or 0) + 1
    end)
  end)
  return model
end

-- Mean log probability of a letter behind its two neighbours.
local function likelihood(shapes, model)
  local sum, trigrams = 0, 0
  for _, shaped in ipairs(shapes) do
    each_trigram(shaped, function(pair, letter)
      local seen, all = model[pair .. letter] or 0, model[pair] or 0
      sum = sum + math.log((seen + UNSEEN) / (all + UNSEEN * SHAPES_IN_ALL))
      trigrams = trigrams + 1
    end)
  end
  return sum / math.max(1, trigrams)
end

local lookalikes = {}

-- Whether the capitals inside the words of a text are those of Cyrillic letters.
function lookalikes.is_cyrillic(text)
  local capitals, alike = 0, 0
  for capital in text:gmatch "%l(%u)" do
    capitals = capitals + 1
    alike = alike + (capital:find(SHAPES) and 1 or 0)
  end
  return capitals >= FEWEST_CAPITALS and alike / capitals >= SHARE_OF_SHAPES
end

-- The language of a text of Cyrillic letters that were read as Latin ones; nil when none stands out.
function lookalikes.language(text)
  local shapes = {}
  for _, word in ipairs(moonleaf.text.words(text)) do shapes[#shapes + 1] = shape(word) end
  local best, second, found = -math.huge, -math.huge, nil
  for _, tag in ipairs(moonleaf.languages()) do
    local language = moonleaf.language(tag)
    local score = language.script == SCRIPT and likelihood(shapes, model_of(tag, language)) or -math.huge
    if score > best then
      best, second, found = score, best, tag
    elseif score > second then
      second = score
    end
  end
  return best - second >= LEAD and found or nil
end

return lookalikes
