-- The words of a language, by the Hunspell dictionary that the system has: stems, with what may be put behind and in
-- front of them (the affix file). Compounds are not taken apart.
--
--   local speller = spelling.of "ru"          --> nil where the system has no dictionary
--   speller:has "сотрудничестве"              --> true
--   speller:forms "сотрудничество"            --> { "сотрудничество", "сотрудничества", ... }

local spelling = {}
spelling.__index = spelling

local function letters_of(text)
  local letters = {}
  for letter in text:gmatch(utf8.charpattern) do letters[#letters + 1] = letter end
  return letters
end

-- What must stand at the end of a stem, as sets of letters: "[^aeiou]y" -> { { is_negated, a, e ... }, { y } }.
local function condition_of(text)
  if text == "." then return nil end
  local parts, class = {}, nil
  for _, letter in ipairs(letters_of(text)) do
    if letter == "[" then
      class = { is_negated = false }
    elseif letter == "]" and class then
      parts[#parts + 1], class = class, nil
    elseif class then
      if letter == "^" then class.is_negated = true else class[letter] = true end
    else
      parts[#parts + 1] = { is_negated = false, [letter] = true }
    end
  end
  return parts
end

local function holds(parts, stem)
  if not parts then return true end
  local stop = #stem
  for k = #parts, 1, -1 do
    local start = stop > 0 and utf8.offset(stem, -1, stop + 1)
    if not start or (parts[k][stem:sub(start, stop)] or false) == parts[k].is_negated then return false end
    stop = start - 1
  end
  return true
end

local function insert(index, key, value)
  index[key] = index[key] or {}
  table.insert(index[key], value)
end

local function read_affixes(self, text)
  for kind, flag, strip, add, condition in
    text:gmatch "([SP])FX[ \t]+(%S+)[ \t]+(%S+)[ \t]+(%S+)[ \t]+([^\r\n]%S*)" do
    add = add:gsub("/.*", "")
    local rule = {
      flag = flag, strip = strip == "0" and "" or strip, add = add == "0" and "" or add,
      condition = condition_of(condition),
    }
    if kind == "S" then
      insert(self.suffixes, rule.add, rule)
      insert(self.of_flag, flag, rule)
      self.longest = math.max(self.longest, #rule.add)
    else
      table.insert(self.prefixes, rule)
    end
  end
end

-- Whether the word is a stem, or a stem with a suffix; `flag` is one that the stem must have.
local function derives(self, word, flag)
  local flags = self.stems[word]
  if flags and (not flag or flags:find(flag, 1, true)) then return true end
  for size = 0, math.min(self.longest, #word - 1) do
    local base = word:sub(1, #word - size)
    for _, rule in ipairs(self.suffixes[word:sub(#base + 1)] or {}) do
      local stem = base .. rule.strip
      flags = self.stems[stem]
      if flags and flags:find(rule.flag, 1, true) and (not flag or flags:find(flag, 1, true))
        and holds(rule.condition, stem) then
        return true
      end
    end
  end
  return false
end

local function find(self, word)
  if derives(self, word) then return true end
  for _, rule in ipairs(self.prefixes) do
    if word:sub(1, #rule.add) == rule.add and derives(self, rule.strip .. word:sub(#rule.add + 1), rule.flag) then
      return true
    end
  end
  return false
end

function spelling:has(word)
  if self.known[word] == nil then self.known[word] = find(self, word) end
  return self.known[word]
end

-- The stem and its forms with suffixes, as an array.
function spelling:forms(stem)
  local forms = { stem }
  for flag in (self.stems[stem] or ""):gmatch(utf8.charpattern) do
    for _, rule in ipairs(self.of_flag[flag] or {}) do
      if stem:sub(#stem - #rule.strip + 1) == rule.strip and holds(rule.condition, stem) then
        forms[#forms + 1] = stem:sub(1, #stem - #rule.strip) .. rule.add
      end
    end
  end
  return forms
end

local function read(words, affixes)
  local self = setmetatable({
    stems = {}, list = {}, suffixes = {}, of_flag = {}, prefixes = {}, longest = 0, known = {},
  }, spelling)
  read_affixes(self, affixes)
  for stem, flags in words:gmatch "\n([^/\r\n\t]+)/?([^\r\n\t]*)" do
    local before = self.stems[stem]
    if not before then self.list[#self.list + 1] = stem end
    self.stems[stem] = (before or "") .. flags
  end
  return self
end

local spellers = {} -- by tag; false where there is none

-- The dictionary of a language, read once; nil where the system has none that is UTF-8.
function spelling.of(tag)
  if spellers[tag] == nil then
    local words, affixes = moonleaf.text.dictionary(tag)
    spellers[tag] = words and utf8.len(words) and utf8.len(affixes) and read(words, affixes) or false
  end
  return spellers[tag] or nil
end

return spelling
