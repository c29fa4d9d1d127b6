-- Words that a scanner misread, put right where the dictionary has the word then and not as it stands: letters that
-- look like others, ligatures that were lost, words that ran together, that are divided in the middle of a line, or
-- whose letters stand apart. Nothing is read where two words are as likely.
--
--   words.read("govemment", speller)       --> "government", "m for rn"
--   words.with_ligature("e", "ective", speller)     --> "effective"
--   words.parted("ofthe", speller, stops)  --> "of the"
--   words.joined("с о т р у д", speller)   --> "сотруд", when it is a word

-- What stands there, and what may have been printed.
local CONFUSIONS <const> = {
  { "0", "o" }, { "1", "l" }, { "1", "i" }, { "5", "s" }, { "8", "b" }, { "6", "b" }, { "9", "g" },
  { "rn", "m" }, { "m", "rn" }, { "cl", "d" }, { "d", "cl" }, { "vv", "w" }, { "li", "h" }, { "h", "li" },
  { "ii", "n" }, { "ii", "u" }, { "ii", "il" }, { "ii", "li" }, { "in", "m" }, { "ni", "m" }, { "nn", "m" },
  { "iii", "m" }, { "ln", "in" }, { "tl", "d" }, { "I", "l" }, { "|", "l" },
}
local LIGATURES <const> = { "ff", "fi", "fl", "ffi", "ffl" }
local SHORTEST <const> = 4 -- letters, also of those that stand apart: three are initials
local SHORTEST_PLAIN <const> = 6 -- letters, where all signs are letters: shorter ones are names and terms of a field
local SHORTEST_WHOLE <const> = 5 -- letters of a word that a ligature or a hyphen is put back into
local SHORTEST_RUN <const> = 5   -- letters of two words that ran together

local words = {}

local function has(word, speller)
  return speller:has(word) or speller:has(moonleaf.text.fold(word))
end

-- Calls action(read) for the word with each occurrence of `from`, one at a time, replaced; then with all of them.
local function each_replacement(word, from, to, action)
  local at, times = 1, 0
  while true do
    local start, stop = word:find(from, at, true)
    if not start then break end
    action(word:sub(1, start - 1) .. to .. word:sub(stop + 1))
    at, times = start + 1, times + 1
  end
  if times > 1 then action((word:gsub(from, to))) end
end

-- The one word of the dictionary that a confusion makes of it, and why; nil when there is none or are several.
function words.read(word, speller)
  local shortest = word:find "[%dI|]" and SHORTEST or SHORTEST_PLAIN
  if #word < shortest and not word:find "^%l[I|][I|]$" or has(word, speller) then return nil end
  local found, reason, is_clear = nil, nil, true
  for _, confusion in ipairs(CONFUSIONS) do
    each_replacement(word, confusion[1], confusion[2], function(read)
      if has(read, speller) and read ~= found then
        is_clear = not found
        found, reason = read, confusion[1] .. " for " .. confusion[2]
      end
    end)
    if not is_clear then return nil end
  end
  if found then return found, reason end
  local read = word:gsub("[01]", { ["0"] = "o", ["1"] = "l" })
  if read ~= word and has(read, speller) then return read, "digits for letters" end
end

-- The one word that two pieces make with a ligature between them.
function words.with_ligature(first, second, speller)
  if #first + #second < SHORTEST_WHOLE - 1 or has(first, speller) and has(second, speller) then return nil end
  local found
  for _, ligature in ipairs(LIGATURES) do
    local read = first .. ligature .. second
    if has(read, speller) then
      if found then return nil end
      found = read
    end
  end
  return found
end

-- Two stop words that ran together.
function words.parted(word, speller, stops)
  if #word < SHORTEST_RUN or has(word, speller) then return nil end
  local found
  for at = 2, #word - 2 do
    local first, second = word:sub(1, at), word:sub(at + 1)
    if stops[first] and stops[second] then
      if found then return nil end
      found = first .. " " .. second
    end
  end
  return found
end

-- The word that a hyphen and a blank divide: one of its pieces at least is no word.
function words.undivided(first, second, speller)
  local read = first .. second
  local is_sound = #read < SHORTEST_WHOLE or has(first, speller) and has(second, speller)
  return not is_sound and has(read, speller) and read or nil
end

-- The word of letters that stand apart, when the dictionary has it.
function words.joined(letters, speller)
  local joined = table.concat(letters)
  return #letters >= SHORTEST and has(joined, speller) and joined or nil
end

return words
