-- Lines whose Cyrillic letters were read as Latin ones, read back token by token.
--
--   lines.read("CorpynHuydecTBo B o0s1actu", model)   --> "Сотрудничество в области", 0.9

local decoding = require "decoding"
local spelling = require "spelling"

-- ASCII alone: a class of bytes would cut other characters.
local EDGES <const> = "^([%(%[{<\"']*)(.-)([%)%]}>\"',.;:!?]*)$"
local SENTENCE_ENDS <const> = "[.!?%]…]$"
local ACRONYM <const>, SHORTEST_ACRONYM <const>, LONGEST_ACRONYM <const> = "^[A-Z%d%[|]*[A-Z][A-Z%d%[|]*$", 4, 5

-- How sure a word is: one of the dictionary; letters alone; and all of it without a dictionary.
local KNOWN <const>, UNKNOWN <const>, BLIND <const> = 0.9, 0.4, 0.3

-- A line of which so many words are of a language that is written so is sound.
local SOUND <const>, SHORTEST_WORD <const> = 0.5, 3
local LATIN <const> = "en"

local lines = {}

-- Whether most of the line's words are English: the language of the text around is that of the damage.
function lines.is_sound(line)
  local speller = spelling.of(LATIN)
  if not speller then return false end
  local words, known = 0, 0
  for word in line:gmatch "%a+" do
    if #word >= SHORTEST_WORD then
      words = words + 1
      known = known + ((speller:has(word) or speller:has(word:lower())) and 1 or 0)
    end
  end
  return words > 0 and known / words >= SOUND
end

local function read_word(core, model)
  if core:find(ACRONYM) and #core >= SHORTEST_ACRONYM and #core <= LONGEST_ACRONYM then
    local name = decoding.of(core, model, true)
    if name and not model.stop_words[name] then return decoding.capitals(name), UNKNOWN end
  end
  local word, is_known = decoding.of(core, model)
  return word, is_known and KNOWN or model.speller and UNKNOWN or BLIND
end

-- A bracket that nothing closes is part of a letter: "[IIOC" for ШОС.
local function read_token(token, model, is_closed)
  local lead, core, trail = token:match(EDGES)
  if lead:sub(-1) == "[" and not is_closed and core ~= "" then lead, core = lead:sub(1, -2), "[" .. core end
  if not core:find "%a" and not core:find "¢" and not core:find "^%[%d" then return token, nil end
  local word, certainty = read_word(core, model)
  if not word then return token, 0 end
  return lead .. word .. trail, certainty
end

-- The line as read and how sure that is; `begins` says that a sentence begins with it.
function lines.read(line, model, begins)
  local sum, words = 0, 0
  local read = line:gsub("()(%S+)", function(at, token)
    local bracket = line:match("[%[%]]", at + 1 + #token:match "^%[*" - 1)
    local word, certainty = read_token(token, model, bracket == "]")
    if certainty then sum, words = sum + certainty, words + 1 end
    if begins and certainty then
      word = word:gsub("^(%p*)(.*)$", function(lead, rest) return lead .. decoding.titled(rest) end)
    end
    if certainty then begins = false end
    if token:find(SENTENCE_ENDS) or token == "[" then begins = true end
    return word
  end)
  return read, words > 0 and sum / words or 0, begins
end

return lines
