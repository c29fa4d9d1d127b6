-- Whether a text is ruined, why, and the language that it was written in.
--
--   damage.of(text, "und")   --> "letters read in the wrong alphabet (Cyrl as Latn)", "ru"
--   damage.of("A sound text.", "en")   --> nil

local garbled = require "garbled"
local guess = require "guess"
local lookalikes = require "lookalikes"
local mojibake = require "mojibake"

local FEWEST_WORDS <const> = 3 -- that were misread; one or two are names, codes, or slips of an editor
local FEWEST_LOST <const>, LETTERS_A_LOST_ONE <const> = 2, 50
local REPLACEMENT <const> = "\u{FFFD}"

local function is_lossy(text)
  if not text:find(REPLACEMENT, 1, true) then return false end
  local lost = select(2, text:gsub(REPLACEMENT, ""))
  return lost >= FEWEST_LOST and lost * LETTERS_A_LOST_ONE >= #text
end

local function is_misread(text, language)
  if moonleaf.text.jumbled(text) < FEWEST_WORDS or not garbled.is_text(text, language) then return false end
  local misread = 0
  for _, word in ipairs(moonleaf.text.words(text)) do
    misread = misread + (garbled.is_word(word) and 1 or 0)
  end
  return misread >= FEWEST_WORDS
end

local damage = {}

-- Answers the reason, and the language when one can be guessed; nil for a sound text.
function damage.of(text, language)
  if is_lossy(text) then return "characters lost in decoding", language end
  local undone = mojibake.undone(text)
  if undone then return "read in the wrong charset", guess.by_stop_words(undone, language) or language end
  if not is_misread(text, language) then return nil end
  if lookalikes.is_cyrillic(text) then
    return "letters read in the wrong alphabet (Cyrl as Latn)", lookalikes.language(text) or "und"
  end
  return "capitals, digits or foreign letters inside words", language
end

return damage
