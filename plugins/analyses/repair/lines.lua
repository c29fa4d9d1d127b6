-- Lines whose Cyrillic letters were read as Latin ones, read back token by token.
--
--   local reader = lines.reader(model, all_lines)
--   reader:read "CorpynHuydecTBo B o0s1actu"    --> "Сотрудничество в области", 0.9

local decoding = require "decoding"
local short_forms = require "short_forms"
local spelling = require "spelling"

-- ASCII alone: a class of bytes would cut other characters.
local EDGES <const> = "^([%(%[{<\"']*)(.-)([%)%]}>\"',.;:!?]*)$"
local SENTENCE_ENDS <const> = "[.!?%]…]$"

-- How sure an acronym is: one that the document defines; shapes alone; signs that nobody can read.
local DEFINED <const>, SHAPES <const>, UNREAD <const> = 0.9, 0.6, 0
local SURE <const> = 0.7 -- of a word, as against an acronym

-- A line of which so many words are of a language that is written so is sound.
local SOUND <const>, SHORTEST_WORD <const> = 0.5, 3
local LATIN <const> = "en"

-- Headings ("keywords") are set in type of their own: what is nearly one is it, by edits for each letter.
local MOST_EDITS <const>, SHORTEST_HEADING <const> = 0.34, 12
local HEADING <const> = { "^%[%s*([^%[%]]+)%]", "^([^:.]+)[:.]" }

local lines = {}
lines.__index = lines

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

-- What stands around a token and what of it is to be read, or nil when it holds no letter. A bracket that nothing
-- closes is part of a letter: "[IIOC" for ШОС.
local function parted(line, at, token)
  local lead, core, trail = token:match(EDGES)
  local bracket = line:match("[%[%]]", at + #lead)
  if lead:sub(-1) == "[" and bracket ~= "]" and core ~= "" then lead, core = lead:sub(1, -2), "[" .. core end
  if not core:find "%a" and not core:find "¢" and not core:find "^%[%d" then return nil end
  return lead, core, trail
end

local function each_core(line, action)
  for at, token in line:gmatch "()(%S+)" do
    local lead, core, trail = parted(line, at, token)
    if core then action(core, lead, trail) end
  end
end

-- An acronym is what looks like one and is no word that its shapes surely make.
local function read_core(self, core, expected)
  local word, certainty = self.decoder:word(core, expected)
  if short_forms.is_shape(core) and (not word or certainty < SURE or self.names_seen[core]) then
    local name, is_defined = self.names:read(core)
    if name and is_defined then return name, DEFINED end
    if name and (self.names:is_repeated(name) or not word) and (certainty or 0) < SURE then return name, SHAPES end
  end
  return word, certainty
end

-- Tokens in brackets define what the initials in front of them say.
local function learn_names(self, all)
  for _, line in ipairs(all) do
    local before = {}
    each_core(line, function(core, lead, trail)
      if short_forms.is_shape(core) then
        self.names:count(core)
        if lead:find "%($" and trail:find "^%)" then self.names:define(core, before) end
      end
      local word = self.decoder:word(core)
      if word and not self.decoder.model.stop_words[word] then before[#before + 1] = word end
    end)
  end
end

-- A reader of a document's lines of one language.
function lines.reader(model, all)
  local decoder = decoding.of(model)
  local self = setmetatable({ decoder = decoder, names = short_forms.of(decoder), names_seen = {} }, lines)
  local cores = {}
  for _, line in ipairs(all) do
    each_core(line, function(core, lead)
      cores[#cores + 1] = core
      if lead:find "%($" and short_forms.is_shape(core) then self.names_seen[core] = true end
    end)
  end
  decoder:learn(cores)
  learn_names(self, all)
  return self
end

-- The heading at the beginning of a line that is nearly one of the language, and the bytes that it takes.
local function heading_like(self, line)
  for _, pattern in ipairs(HEADING) do
    local start, _, text = line:find(pattern)
    local at = start and line:find(text, 1, true)
    if start and #text >= SHORTEST_HEADING then
      local read = {}
      each_core(text, function(core) read[#read + 1] = self.decoder:word(core) or core end)
      local joined, nearest, fewest = table.concat(read, " "), nil, math.huge
      for _, label in ipairs(self.decoder.model.labels) do
        local edits = moonleaf.text.distance(joined, label) / math.max(1, utf8.len(label))
        if edits < fewest and edits <= MOST_EDITS then nearest, fewest = label, edits end
      end
      if nearest then return decoding.titled(nearest), at, at + #text - 1 end
    end
  end
end

local function read_token(self, line, at, token, expected)
  local lead, core, trail = parted(line, at, token)
  if not core then return token, nil end
  local word, certainty = read_core(self, core, expected)
  if not word then return token, UNREAD end
  return lead .. word .. trail, certainty
end

-- The line as read, how sure that is, and whether a sentence begins behind it; `begins` says that one begins with it.
function lines:read(line, begins)
  local heading, first, last = heading_like(self, line)
  local sum, words, after_number = 0, 0, false
  if heading then sum, words, begins = SURE, 1, false end
  local function read_rest(rest, from)
    return (rest:gsub("()(%S+)", function(at, token)
      local expected = after_number and self.decoder.model.behind_numbers or nil
      local word, certainty = read_token(self, line, from + at - 1, token, expected)
      after_number = token:find "^%d+$" ~= nil
      if certainty then sum, words = sum + certainty, words + 1 end
      if begins and certainty then
        word = word:gsub("^(%p*)(.*)$", function(lead, inner) return lead .. decoding.titled(inner) end)
      end
      if certainty then begins = false end
      if token:find(SENTENCE_ENDS) or token == "[" then begins = true end
      return word
    end))
  end
  local read = heading and line:sub(1, first - 1) .. heading .. read_rest(line:sub(last + 1), last + 1)
    or read_rest(line, 1)
  return read, words > 0 and sum / words or 0, begins
end

return lines
