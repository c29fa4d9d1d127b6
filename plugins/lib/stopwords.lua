-- The words without content of a language: from its table, or, where there is none, guessed from the text.
--
--   stopwords.of("ru", document)["и"]  --> true

local runs = require "runs"

-- Where no table helps, a word without content is short and frequent (Luhn 1958). One of up to three letters (le, de,
-- que) needs to occur twice; one of up to five (para, avec, przez) must be one word in 250 and occur three times: a
-- short text repeats its subject too. Where words are written without spaces, one sign is short.
local SHORT <const>, MIDDLING <const> = 3, 5
local SHORT_COUNT <const>, MIDDLING_COUNT <const>, MIDDLING_SHARE <const> = 2, 3, 1 / 250

local function listed(words)
  local set = {}
  for _, word in ipairs(words) do
    set[moonleaf.text.fold(word)] = true
  end
  return set
end

local function guessed(document)
  local counter, set = document:counter { by = "form" }, {}
  local frequent = math.max(MIDDLING_COUNT, counter:total() * MIDDLING_SHARE)
  for form, count in counter:pairs() do
    local length = (utf8.len(form) or #form) * (runs.is_unspaced(form) and SHORT or 1)
    local is_short = length <= SHORT and count >= SHORT_COUNT or length <= MIDDLING and count >= frequent
    -- Only words in small letters: names and abbreviations are short and frequent too.
    if is_short and moonleaf.text.fold(form) == form then
      set[form] = true
    end
  end
  return set
end

-- Sets made so far, by the list in the language's table that they are made of.
local made = {}

-- Answers a set of folded words. `language` is a tag like "en" or "zh-Hant".
local function of(language, document)
  local known = moonleaf.language(language) or moonleaf.language((language:match "^%a+"))
  if known and known.stop_words then
    made[known.stop_words] = made[known.stop_words] or listed(known.stop_words)
    return made[known.stop_words]
  end
  return guessed(document)
end

return { of = of }
