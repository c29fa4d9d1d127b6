-- Signs that a text was misread (OCR with the wrong alphabet, a wrong charset): capitals and digits inside words,
-- letters of two alphabets in one word.
--
--   garbled.is_word "6e301acHOCTH"                    --> true
--   garbled.is_text "corpyaunuectBo B cepe 60pbda"    --> true

local pieces = require "pieces"

local SHORTEST <const> = 6         -- letters and digits of a word that can show a sign: H5N1, 3D and PhD are sound
local SIGNS_OF_A_WORD <const> = 2  -- one sign alone is a name: PageRank, web2py, MySQL
local SIGNS_A_WORD <const> = 1 / 4 -- on average over a text; sound texts have next to none
local NUMBERED <const> = "%d[%a\xC2-\xD3\xE1\xE2]"
local WORDS_A_SUSPICION <const> = 50 -- a text with fewer has too few signs
local SIGNS_A_STRANGE_WORD <const> = 1 / 10

-- "A" capital, "a" other letter, "0" digit, "-" the rest; and the letters' scripts.
local function shape(word)
  local classes, scripts = {}, {}
  for letter in word:gmatch(utf8.charpattern) do
    local script = moonleaf.text.script(letter)
    if letter:find "^%d" then
      classes[#classes + 1] = "0"
    elseif script then
      scripts[script] = true
      classes[#classes + 1] = pieces.is_capital_letter(letter) and "A" or "a"
    else
      classes[#classes + 1] = "-"
    end
  end
  return table.concat(classes), scripts
end

local function count(text, pattern)
  return select(2, text:gsub(pattern, ""))
end

-- True of the many words that a look at their bytes shows to be sound: no digit, no capital behind the first letter,
-- letters of one alphabet, or of none that has capitals.
local function is_plain(word)
  if word:find "%d" then return false end
  if not word:find "[\x80-\xff]" then return not word:find "%l%u" end
  local is_latin = not word:find "[\xcd-\xf4]"
  local is_foreign = not word:find "%a"
  local is_cyrillic = is_foreign and not word:find "[\xc2-\xcf\xd4-\xf4]"
  local is_east_asian = is_foreign and not word:find "[\xc2-\xe2\xea-\xf4]"
  if is_east_asian or not (is_latin or is_cyrillic) then return is_east_asian end
  local rest = word:sub(utf8.offset(word, 2) or #word + 1)
  return moonleaf.text.fold(rest) == rest
end

local function signs(word)
  if is_plain(word) then return 0 end
  local classes, scripts = shape(word)
  if #classes < SHORTEST then
    return 0
  end
  local alphabets = (scripts.Latn and 1 or 0) + (scripts.Cyrl and 1 or 0) + (scripts.Grek and 1 or 0)
  if alphabets == 0 then -- other scripts know no capitals that could stand in the wrong place
    return 0
  end
  return count(classes .. "-", "aA[^a]") + count(classes .. "-", "aAa[^a]") -- acHO, ectBo; not PageRank
    + count(classes, "[aA]0+%f[aA]") + count(classes, "^0+aa") -- TEPP0P, 60pbda
    + (alphabets > 1 and SIGNS_OF_A_WORD or 0)
end

local function is_word(word)
  return signs(word) >= SIGNS_OF_A_WORD
end

-- Nearly all texts are sound, which two counts show: words that nobody writes so, and digits in front of letters.
local function may_be_misread(text)
  local jumbled, words = moonleaf.text.jumbled(text)
  local numbered = text:find "%d" and count(text, NUMBERED) or 0
  return (jumbled + numbered) * WORDS_A_SUSPICION >= words
end

-- A text whose language is not known ("und") is believed to be misread at fewer signs.
local function is_text(text, language)
  if not may_be_misread(text) then return false end
  local words, sum = moonleaf.text.words(text), 0
  for _, word in ipairs(words) do
    sum = sum + signs(word)
  end
  return sum > 0 and sum / #words >= (language == "und" and SIGNS_A_STRANGE_WORD or SIGNS_A_WORD)
end

return { is_word = is_word, is_text = is_text }
