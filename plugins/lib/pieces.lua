-- A text cut into the pieces that numbers are read from: runs of digits, words, single ideographs, single marks. Finer
-- than tokens: "$2.7m" is five pieces, and the same cut serves the forms of the language tables.
--
--   pieces.cut "over US$5bn"   --> over | US | $ | 5 | bn
--   a piece: { form = "5", folded = "5", kind = "digits", start = 9, stop = 9, space = false }
--
-- start and stop count bytes as string.sub does; space says that white space stands in front of the piece; folded is in
-- lower case and normalised (NFC). Of ideographs, `word` is the dictionary word that begins with the piece; a piece
-- inside a word has none.

local pieces = {}

-- Ranges of code points that are no letters; what is in none is one.
local RANGES <const> = {
  { 0x00A0, 0x00A0, "space" }, { 0x00A1, 0x00A9, "mark" }, { 0x00AB, 0x00B4, "mark" }, { 0x00B6, 0x00B9, "mark" },
  { 0x00BB, 0x00BF, "mark" }, { 0x00D7, 0x00D7, "mark" }, { 0x00F7, 0x00F7, "mark" }, { 0x055A, 0x055F, "mark" },
  { 0x0589, 0x058A, "mark" }, { 0x05BE, 0x05BE, "mark" }, { 0x060C, 0x060D, "mark" }, { 0x061B, 0x061F, "mark" },
  { 0x0660, 0x0669, "digits" }, { 0x066A, 0x066D, "mark" }, { 0x06D4, 0x06D4, "mark" }, { 0x06F0, 0x06F9, "digits" },
  { 0x0964, 0x0965, "mark" }, { 0x0966, 0x096F, "digits" }, { 0x09E6, 0x09EF, "digits" }, { 0x1680, 0x1680, "space" },
  { 0x2000, 0x200B, "space" }, { 0x2010, 0x2027, "mark" }, { 0x2028, 0x202F, "space" }, { 0x2030, 0x205E, "mark" },
  { 0x205F, 0x205F, "space" }, { 0x2060, 0x214F, "mark" }, { 0x2190, 0x2BFF, "mark" }, { 0x3000, 0x3000, "space" },
  { 0x3001, 0x3004, "mark" }, { 0x3005, 0x3005, "ideograph" }, { 0x3006, 0x3006, "mark" },
  { 0x3007, 0x3007, "ideograph" }, { 0x3008, 0x3030, "mark" },
  { 0x3040, 0x30FF, "ideograph" }, { 0x3400, 0x9FFF, "ideograph" }, { 0xE000, 0xF8FF, "mark" },
  { 0xF900, 0xFAFF, "ideograph" }, { 0xFE30, 0xFE6F, "mark" }, { 0xFF01, 0xFF0F, "mark" }, { 0xFF10, 0xFF19, "digits" },
  { 0xFF1A, 0xFF20, "mark" }, { 0xFF3B, 0xFF40, "mark" }, { 0xFF5B, 0xFF65, "mark" }, { 0xFFE0, 0xFFFF, "mark" },
  { 0x20000, 0x3FFFF, "ideograph" },
}

local function class_of(code)
  for _, range in ipairs(RANGES) do
    if code < range[1] then return "letter" end
    if code <= range[2] then return range[3], range[1] end
  end
  return "letter"
end

-- Classes met so far, by code point: half of what the module does is asking for them.
local known, zeros = {}, {}

local function remembered(code)
  if not known[code] then known[code], zeros[code] = class_of(code) end
  return known[code], zeros[code]
end

local byte_at <const>, find <const>, sub <const> = string.byte, string.find, string.sub

-- Classes of ASCII, by byte.
local ASCII <const> = {}
for byte = 0, 0x7F do
  local letter = string.char(byte)
  ASCII[byte] = letter:find "%a" and "letter" or letter:find "%d" and "digits" or letter:find "%s" and "space" or "mark"
end

-- Where the character at `at` ends, its class, and for digits the code of its zero.
local function character(text, at)
  local byte = byte_at(text, at)
  if byte < 0x80 then return at, ASCII[byte], 48 end
  local stop = (utf8.offset(text, 2, at) or #text + 1) - 1
  return stop, remembered(utf8.codepoint(text, at))
end

-- Small letters that folding changes all the same.
local SMALL <const> = { ["ß"] = true, ["ς"] = true, ["ſ"] = true, ["µ"] = true }

function pieces.is_capital_letter(letter)
  return moonleaf.text.fold(letter) ~= letter and not SMALL[letter]
end

-- Whether the form begins with a capital; what stands further back does not matter.
function pieces.is_capital(form)
  return pieces.is_capital_letter(form:match(utf8.charpattern))
end

local APOSTROPHES <const> = { "’", "ʼ" } -- read as '

function pieces.fold(form)
  if not form:find "[\x80-\xFF]" then return form:lower() end
  local folded = moonleaf.text.fold(form)
  for _, mark in ipairs(APOSTROPHES) do
    if folded:find(mark, 1, true) then folded = folded:gsub(mark, "'") end
  end
  return folded:find "[\x80-\xFF]" and moonleaf.text.normalise(folded) or folded
end

-- In a language without a table: letters of d', l', qu'.
local LONGEST_ELIDED <const> = 2
local LONG_REST <const> = "^[%a\x80-\xFF][%a\x80-\xFF][%a\x80-\xFF]" -- not the rest of it's, we're

-- Letters whose lead bytes say so: ASCII and U+0100 to U+04FF.
local LETTERS <const> = "^[%a\xC4-\xD3\x80-\xBF]+"

local APOSTROPHE <const> = 0x27

-- Whether the word ends with the apostrophe behind it: "d’|euros", "dell'|8".
local function is_elided(text, start, apostrophe, elisions)
  local from = apostrophe + 1
  local word = text:sub(start, apostrophe)
  if not elisions then return utf8.len(word) - 1 <= LONGEST_ELIDED and text:find(LONG_REST, from) ~= nil end
  if not elisions[pieces.fold(word)] then return false end
  if from > #text then return true end
  local _, class = character(text, from)
  return class == "letter" or class == "digits"
end

-- A word goes on over an apostrophe between letters ("one's"); an elided one ends with it.
local function word_end(text, start, stop, elisions)
  while stop < #text do
    local _, letters = text:find(LETTERS, stop + 1)
    local next_byte = text:byte((letters or stop) + 1)
    if letters then
      stop = letters
      if next_byte and next_byte < 0x80 and next_byte ~= APOSTROPHE then return stop end
    elseif next_byte < 0x80 and next_byte ~= APOSTROPHE then
      return stop
    else
      local _, apostrophe = text:find("^'", stop + 1)
      if not apostrophe then _, apostrophe = text:find("^’", stop + 1) end
      if apostrophe and is_elided(text, start, apostrophe, elisions) then return apostrophe end
      local from = (apostrophe or stop) + 1
      if from > #text then return stop end
      local last, class = character(text, from)
      if class ~= "letter" then return stop end
      stop = last
    end
  end
  return stop
end

-- The end of a word of such letters with white space or a mark of ASCII behind it, which most words are.
local function plain_word_end(text, start)
  local _, stop = find(text, LETTERS, start)
  local after = stop and byte_at(text, stop + 1)
  if not after or after < 0x80 and after ~= APOSTROPHE then return stop end
end

-- Where the character at `at` ends and its class, as `character` says, but by its lead byte alone where that is enough.
local CLASS_OF_LEAD <const> = {}
for byte = 0xC4, 0xD3 do CLASS_OF_LEAD[byte] = "letter" end
for byte = 0xE4, 0xE9 do CLASS_OF_LEAD[byte] = "ideograph" end

local function led(text, at)
  local byte = byte_at(text, at)
  if byte < 0x80 then return at, ASCII[byte], 48 end
  local class = CLASS_OF_LEAD[byte]
  if class then return byte < 0xE0 and at + 1 or at + 2, class end
  return character(text, at)
end

local function digits_end(text, stop, zero)
  if zero == 48 then
    local _, last = text:find("^%d*", stop + 1)
    return last, text:sub(text:find("%d+", stop))
  end
  local form = { utf8.char(48 + utf8.codepoint(text, utf8.offset(text, 0, stop)) - zero) }
  while stop < #text do
    local last, class, other = character(text, stop + 1)
    if class ~= "digits" or other ~= zero then break end
    form[#form + 1] = utf8.char(48 + utf8.codepoint(text, stop + 1) - zero)
    stop = last
  end
  return stop, table.concat(form)
end

local KINDS <const> = { letter = "word", ideograph = "word", digits = "digits", mark = "mark" }

-- Which ideographs begin a word of the dictionary.
local function find_words(list, text, first)
  local run = text:sub(list[first].start, list[#list].stop)
  local at = first
  for _, word in ipairs(moonleaf.text.words(run)) do
    list[at].word = word
    at = at + utf8.len(word)
    if not list[at] then break end
  end
end

-- The pieces of valid UTF-8, in order. `folds` is a table that keeps folded forms from call to call; `elisions` is the
-- set of words that end with an apostrophe, nil where the language is not known.
function pieces.cut(text, folds, elisions)
  folds = folds or {}
  local list, at, space, run = {}, 1, false, nil
  while at <= #text do
    local start = at
    local stop, class, zero = led(text, at)
    if run and class ~= "ideograph" then
      find_words(list, text, run)
      run = nil
    end
    if class == "space" then
      space = true
    else
      local form
      if class == "letter" then
        stop = plain_word_end(text, start) or word_end(text, start, stop, elisions)
      elseif class == "digits" then
        stop, form = digits_end(text, stop, zero)
      elseif class == "ideograph" then
        run = run or #list + 1
      end
      form = form or sub(text, start, stop)
      local folded = folds[form]
      if not folded then
        folded = pieces.fold(form)
        folds[form] = folded
      end
      list[#list + 1] = {
        form = form, folded = folded, kind = KINDS[class], start = start, stop = stop, space = space,
        ideograph = class == "ideograph",
      }
      space = false
    end
    at = stop + 1
  end
  if run then find_words(list, text, run) end
  return list
end

return pieces
