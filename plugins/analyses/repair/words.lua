-- Words in which a scanner read digits for letters, put right where the dictionary has the word then; and words whose
-- letters stand apart, joined where it has them.
--
--   words.read("g0vernment", speller)      --> "government", "0 for o"
--   words.joined("с о т р у д", speller)   --> "сотруд", when it is a word

local CONFUSIONS <const> = {
  { "0", "o" }, { "1", "l" }, { "1", "i" }, { "5", "s" }, { "8", "b" }, { "6", "b" }, { "9", "g" },
}
local SHORTEST <const> = 4 -- letters, also of those that stand apart: three are initials

local words = {}

local function has(word, speller)
  return speller:has(word) or speller:has(moonleaf.text.fold(word))
end

-- The one word of the dictionary that a confusion makes of it, and why; nil when there is none or are several.
function words.read(word, speller)
  if #word < SHORTEST or has(word, speller) then return nil end
  local found, reason
  for _, confusion in ipairs(CONFUSIONS) do
    local read = word:gsub(confusion[1], confusion[2])
    if read ~= word and has(read, speller) then
      if found then return nil end
      found, reason = read, confusion[1] .. " for " .. confusion[2]
    end
  end
  if found then return found, reason end
  local read = word:gsub("[01]", { ["0"] = "o", ["1"] = "l" })
  if read ~= word and has(read, speller) then return read, "digits for letters" end
end

-- The word of letters that stand apart, when the dictionary has it.
function words.joined(letters, speller)
  local joined = table.concat(letters)
  return #letters >= SHORTEST and has(joined, speller) and joined or nil
end

return words
