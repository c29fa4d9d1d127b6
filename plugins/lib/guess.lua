-- The language of a text that the core could not tell, mostly because it is short: by the stop words of the language
-- tables, or, where the script leaves little choice, that of the document.
--
--   guess.by_stop_words("la ville et le port de la mer", "und")   --> "fr"
--   guess.by_script({ Cyrl = 40 }, "ru")                          --> "ru"

-- Running text has about a third of stop words, headings fewer; two different ones are not met by chance, unless they
-- are single Latin letters, as in formulas: those have one byte.
local FEWEST_STOP_WORDS <const>, SHARE_OF_STOP_WORDS <const> = 2, 0.15
local FEWEST_BYTES <const> = 2

local FEWEST_LETTERS <const>, SHARE_OF_SCRIPT <const> = 10, 0.9
local MANY_LANGUAGES <const> = "Latn" -- a script that says nothing of the language

-- Tags of the languages that have the word among their stop words, by folded word; made at the first question.
local index

local function make_index()
  index = {}
  for _, tag in ipairs(moonleaf.languages()) do
    for _, word in ipairs(moonleaf.language(tag).stop_words or {}) do
      local folded = moonleaf.text.fold(word)
      index[folded] = index[folded] or {}
      index[folded][tag] = true
    end
  end
end

-- How many words of the text are stop words of each language, and how many different ones.
local function count(words)
  local sums, kinds, met = {}, {}, {}
  for _, word in ipairs(words) do
    local folded = moonleaf.text.fold(word)
    for tag in moonleaf.sorted(index[folded] or {}) do
      sums[tag] = (sums[tag] or 0) + 1
      kinds[tag] = (kinds[tag] or 0) + ((met[folded] or #folded < FEWEST_BYTES) and 0 or 1)
    end
    met[folded] = true
  end
  return sums, kinds
end

local guess = {}

-- Where two languages have equally many, `preferred` wins, or else neither.
function guess.by_stop_words(text, preferred)
  if not index then make_index() end
  local words = moonleaf.text.words(text)
  local sums, kinds = count(words)
  local best, found = 0, nil
  for tag, sum in moonleaf.sorted(sums) do
    if kinds[tag] >= FEWEST_STOP_WORDS and sum >= SHARE_OF_STOP_WORDS * #words then
      if sum > best or sum == best and tag == preferred then
        best, found = sum, tag
      elseif sum == best and found ~= preferred then
        found = nil
      end
    end
  end
  return found
end

-- The document's language, when nearly all of the letters are of its script and the script is not that of many.
function guess.by_script(scripts, language)
  local script = (moonleaf.language(language) or {}).script
  if not script or script == MANY_LANGUAGES then return nil end
  local all = 0
  for _, letters in moonleaf.sorted(scripts) do all = all + letters end
  local own = scripts[script] or 0
  return own >= FEWEST_LETTERS and own >= SHARE_OF_SCRIPT * all and language or nil
end

return guess
