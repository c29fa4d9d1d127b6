-- UTF-8 that was read as if it were Windows-1252 or Windows-1251: "ÐœÐ¾ÑÐºÐ²Ð°", "РњРѕСЃРєРІР°" for Москва.
--
--   mojibake.undone "cafÃ© ... naÃ¯ve"   --> "café ... naïve", or nil for a sound text

-- The characters of bytes 0x80 to 0xBF (1251) and 0x80 to 0x9F (1252); those left out stay themselves.
local TABLES <const> = {
  { from = 0xA0, to = 0xFF, shift = 0,
    above = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ" },
  { from = 0xC0, to = 0xFF, shift = 0x410 - 0xC0,
    above = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–— ™љ›њќћџ ЎўЈ¤Ґ¦§Ё©Є«¬­®Ї°±Ііґµ¶·ё№є»јЅѕї" },
}

local FEWEST <const> = 2           -- characters that were undone
local SHARE <const> = 0.5          -- of the characters beyond ASCII that the undone ones stand for
local WORDS_A_SIGN <const> = 25    -- fewer signs are quoted samples

-- Byte of each character, as the charset has it; C1 controls stand for themselves where it has a gap.
local function bytes_of(charset)
  local bytes = {}
  for byte = 0x80, 0x9F do bytes[utf8.char(byte)] = string.char(byte) end
  local byte = 0x80
  for character in charset.above:gmatch(utf8.charpattern) do
    if character ~= " " then bytes[character] = string.char(byte) end
    byte = byte + 1
  end
  bytes["\u{A0}"] = "\xA0"
  for code = charset.from, charset.to do bytes[utf8.char(code + charset.shift)] = string.char(code) end
  return bytes
end

-- Sequences of UTF-8 of two and three bytes.
local SEQUENCES <const> = { "[\xE1-\xEF][\x80-\xBF][\x80-\xBF]", "[\xC2-\xDF][\x80-\xBF]" }

local function undone_by(text, bytes)
  local beyond, covered, signs = 0, 0, 0
  local encoded = text:gsub("[\xC2-\xF4][\x80-\xBF]+", function(character)
    beyond = beyond + 1
    return bytes[character] or "?"
  end)
  local rest = encoded
  for _, sequence in ipairs(SEQUENCES) do
    rest = rest:gsub(sequence, function(found)
      signs, covered = signs + 1, covered + #found
      return " "
    end)
  end
  return encoded:gsub("[\x80-\xFF]+", function(run) return utf8.len(run) and run or "?" end), signs, covered, beyond
end

local mojibake = {}

function mojibake.undone(text)
  if not text:find "[\xC2-\xF4]" then return nil end
  local words = select(2, text:gsub("%S+", ""))
  for _, charset in ipairs(TABLES) do
    local undone, signs, covered, beyond = undone_by(text, bytes_of(charset))
    if signs >= FEWEST and covered >= SHARE * beyond and signs * WORDS_A_SIGN >= words then return undone end
  end
  return nil
end

return mojibake
