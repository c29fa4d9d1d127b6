-- Bytes that were read in the wrong charset: Cyrillic as Western European (see misdecoded), and UTF-8 that was read as
-- if it were Windows-1252, Windows-1251 or CP866, once or twice: "ÐœÐ¾ÑÐºÐ²Ð°", "РњРѕСЃРєРІР°", "╨Ь╨╛╤Б╨║╨▓╨░" for
-- Москва.
--
--   mojibake.undone "cafÃ© ... naÃ¯ve"   --> "café ... naïve", or nil for a sound text
--   mojibake.undone_line(line)           --> the same for a line of a text of which that is known

local lpeg = require "lpeg"
local misdecoded = require "misdecoded"

local P <const>, R <const>, S <const> = lpeg.P, lpeg.R, lpeg.S

-- A pattern for texts with `lead` in front of `rest` somewhere; quick, for most texts have none.
local function holding(lead, rest)
  return ((1 - P(lead)) ^ 1 + lead * -rest) ^ 0 * lead
end

-- Characters from byte `first` (0x80 when left out) on; codes `from` to `to` are letters, `shift` away. What is left
-- out stays itself. `begun` finds a sequence of two bytes or the beginning of a longer one. In `leading` are the
-- characters for bytes that may lead a sequence, where so many are in sound texts that they say nothing.
local TABLES <const> = {
  { from = 0xA0, to = 0xFF, shift = 0, leading = { "\xC3[\x80-\xBF]" },
    begun = holding("\xC3", R "\x82\xAF" * S "\xC2\xC5\xC6\xCB\xE2"),
    above = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ" },
  { from = 0xC0, to = 0xFF, shift = 0x410 - 0xC0, leading = { "\xD0[\x90-\xBF]", "\xD1[\x80-\x8F]" },
    begun = holding("\xD0", R "\x92\xBF" * (S "\xC2\xD2\xE2" + "\xD0" * R "\x80\x8F" + "\xD1" * R "\x90\x9F")),
    above = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–— ™љ›њќћџ ЎўЈ¤Ґ¦§Ё©Є«¬­®Ї°±Ііґµ¶·ё№є»јЅѕї" },
  { from = 0x80, to = 0xAF, shift = 0x410 - 0x80, first = 0xB0, begun = holding("\xE2", R "\x94\x96"),
    only_pairs = true, -- three of its letters are a word
    above = "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■ " },
}

local FEWEST <const> = 2           -- characters that were undone
local SHARE <const> = 0.5          -- of the characters beyond ASCII that the undone ones stand for
local WORDS_A_SIGN <const> = 25    -- fewer signs are quoted samples

-- Byte of each character, as the charset has it; C1 controls stand for themselves where it has a gap.
local function bytes_of(charset)
  local bytes = {}
  for byte = 0x80, 0x9F do bytes[utf8.char(byte)] = string.char(byte) end
  local byte = charset.first or 0x80
  for character in charset.above:gmatch(utf8.charpattern) do
    if character ~= " " then bytes[character] = string.char(byte) end
    byte = byte + 1
  end
  bytes["\u{A0}"] = "\xA0"
  for code = charset.from, charset.to do bytes[utf8.char(code + charset.shift)] = string.char(code) end
  return setmetatable(bytes, { __index = function(self, character)
    self[character] = "?"
    return "?"
  end })
end

-- The bytes of each charset, made when they are first asked for.
local known = {}

local function occurrences(text, pattern) return select(2, text:gsub(pattern, "")) end

-- Most texts show at once that they are sound: a quarter of what is beyond ASCII would have to stand for bytes inside
-- of sequences (half of SHARE, as each sequence has at least one such byte to one that leads).
local function may_hold(text, charset)
  if not charset.begun:match(text) then return false end
  if not charset.leading then return true end
  local beyond, leading = occurrences(text, "[\xC2-\xF4]"), 0
  for _, pattern in ipairs(charset.leading) do leading = leading + occurrences(text, pattern) end
  return beyond - leading >= SHARE / 2 * beyond
end

-- Sequences of UTF-8 of two and three bytes.
local SEQUENCES <const> = { "[\xE1-\xEF][\x80-\xBF][\x80-\xBF]", "[\xC2-\xDF][\x80-\xBF]" }

local function undone_by(text, charset)
  known[charset] = known[charset] or bytes_of(charset)
  local covered, signs = 0, 0
  local encoded, beyond = text:gsub("[\xC2-\xF4][\x80-\xBF]+", known[charset])
  local rest = encoded
  for k = charset.only_pairs and 2 or 1, #SEQUENCES do
    rest = rest:gsub(SEQUENCES[k], function(found)
      signs, covered = signs + 1, covered + #found
      return " "
    end)
  end
  return encoded:gsub("[\x80-\xFF]+", function(run) return utf8.len(run) and run or "?" end), signs, covered, beyond
end

local mojibake = {}

local function undo(text, words_a_sign)
  for _, charset in ipairs(TABLES) do
    if may_hold(text, charset) then
      local undone, signs, covered, beyond = undone_by(text, charset)
      local is_enough = signs >= FEWEST and covered >= SHARE * beyond
      if is_enough and signs * words_a_sign >= occurrences(text, "%S+") then return undone end
    end
  end
  return nil
end

function mojibake.undone(text)
  local undone = undo(text, WORDS_A_SIGN)
  if undone then return undo(undone, WORDS_A_SIGN) or undone end
  local undo_letters = misdecoded.undoer(text)
  return undo_letters and undo_letters(text)
end

-- A function that puts each line of the text right, or answers nil for a sound one; nil for a sound text.
function mojibake.undoer(text)
  return undo(text, WORDS_A_SIGN) and mojibake.undone_line or misdecoded.undoer(text)
end

function mojibake.undone_line(line)
  local undone = undo(line, math.huge)
  return undone and (undo(undone, WORDS_A_SIGN) or undone)
end

return mojibake
