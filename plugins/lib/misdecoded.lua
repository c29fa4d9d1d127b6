-- Cyrillic texts of one byte a letter that were read as if they were Western European: "Ïðèâåò" (Windows-1251),
-- "ðÒÉ×ÅÔ" (KOI8-R) and "Ïàèâåâ" (CP866) for what Russian and its neighbours write.
--
--   local undo = misdecoded.undoer(text)     --> nil for a sound text
--   undo "Ïðèâåò"                            --> "Привет"

local guess = require "guess"

-- Letters of each charset from a byte on; two runs where small letters are parted.
local CHARSETS <const> = {
  { { 0xC0, "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя" },
    { 0xA8, "Ё" }, { 0xB8, "ё" }, { 0xAA, "Є" }, { 0xBA, "є" }, { 0xAF, "Ї" }, { 0xBF, "ї" }, { 0xB2, "Іі" } },
  { { 0xC0, "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ" }, { 0xA3, "ё" }, { 0xB3, "Ё" } },
  { { 0x80, "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп" }, { 0xE0, "рстуфхцчшщъыьэюяЁё" } },
}
local WESTERN <const> = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ" -- Windows-1252 from 0x80; a blank where it has none

-- What no Western word has: three letters beyond ASCII in a row. And as many of them as of all letters.
local SIGN <const> = ("[\xC2\xC3\xC5\xC6\xCB\xE2][\x80-\xBF]+"):rep(3)
local SHARE <const> = 0.6
local LETTERS <const> = 0.9 -- of what is beyond ASCII
local SMALL <const> = 0.7 -- share of letters that are small: KOI8-R has capitals where the others have small ones

local bytes -- of each character, made when first asked for
local tables = {}

local function bytes_of()
  local found, byte = {}, 0x80
  for character in WESTERN:gmatch(utf8.charpattern) do
    if character ~= " " then found[character] = byte end
    byte = byte + 1
  end
  for code = 0x80, 0xFF do found[utf8.char(code)] = code end
  return found
end

local function table_of(charset)
  local letters = {}
  for _, run in ipairs(charset) do
    local byte = run[1]
    for letter in run[2]:gmatch(utf8.charpattern) do
      letters[byte] = letter
      byte = byte + 1
    end
  end
  return letters
end

local function undo_by(k)
  tables[k] = tables[k] or table_of(CHARSETS[k])
  return function(line)
    return (line:gsub("[\xC2-\xF4][\x80-\xBF]+", function(character) return tables[k][bytes[character]] end))
  end
end

local function count(text, pattern) return select(2, text:gsub(pattern, "")) end

-- The wrong charset makes small letters of capitals, and signs of letters.
local function is_written(text)
  local letters = count(text, "[\xD0-\xD2]")
  if letters < LETTERS * (letters + count(text, "[\xC2-\xCF\xD3-\xF4]")) then return false end
  local small = count(text, "\xD0[\xB0-\xBF]") + count(text, "\xD1[\x80-\x9F]")
  return small >= SMALL * (small + count(text, "\xD0[\x80-\xAF]"))
end

local misdecoded = {}

-- A function that puts a line of the text right; nil when it is sound, or nobody can tell what it was: its words must
-- be of a language that has a table.
function misdecoded.undoer(text)
  if not text:find(SIGN) then return nil end
  local beyond = count(text, "[\xC2-\xF4]")
  if beyond < SHARE * (beyond + count(text, "%a")) then return nil end
  bytes = bytes or bytes_of()
  for k in ipairs(CHARSETS) do
    local undo = undo_by(k)
    local read = undo(text)
    local tag = is_written(read) and guess.by_stop_words(read, "ru")
    if tag and moonleaf.language(tag).script == "Cyrl" then return undo end
  end
end

return misdecoded
