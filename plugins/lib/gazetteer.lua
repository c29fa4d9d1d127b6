-- The names that a language table knows (field `actors`), ready to be found among the words of a wordlist.
--
--   local reader = gazetteer.of "ru"
--   local list, starts = reader.cut("глава Китая")
--   reader:at(list, 2)        --> { kind = "state", code = "CN", name = "Китай" }, 2
--
-- Inflected forms meet in a key: the word without the longest ending that the table lists, where enough letters are
-- left; where endings are `glued` to whole words, the part of the word that the table knows. A form printed with a
-- capital needs one in the text, and one in capitals alone must stand as it is, but for an ending.

local garbled = require "garbled"
local pieces = require "pieces"
local wordlist = require "wordlist"

local gazetteer = {}

local LEAST_LEFT <const> = 4 -- letters in front of an ending, unless the table says otherwise
local ANY <const>, UPPER <const> = ("-"):byte(), ("A"):byte()
local MAY_BE_GARBLED <const> = "%w.*[%d\x80-\xFF]" -- or capitals inside ASCII words, which are names: McDonald
local STRANGE <const> = 1 / 8 -- of the words
local CASED <const> = { Latn = true, Cyrl = true, Grek = true, Armn = true }
local KINDS <const> = { "states", "organisations" }
local LISTS <const> = {
  demonyms = "demonym", capitals = "place", titles = "title", heads = "head", courtesies = "courtesy",
}

local function set(list)
  local words = {}
  for _, word in ipairs(list or {}) do words[pieces.fold(word)] = true end
  return words
end

local function sorted_endings(list)
  local all = {}
  for _, ending in ipairs(list or {}) do all[#all + 1] = pieces.fold(ending) end
  table.sort(all, function(a, b) return #a > #b or #a == #b and a < b end)
  return all
end

-- The lengths of sorted endings, longest first, and which endings there are.
local function by_length(endings)
  local all = { lengths = {}, has = {} }
  for _, ending in ipairs(endings) do
    if all.lengths[#all.lengths] ~= #ending then all.lengths[#all.lengths + 1] = #ending end
    all.has[ending] = true
  end
  return all
end

local function before_apostrophe(folded)
  local word = folded:match "^(.+)'[^']*$"
  return word and utf8.len(word) > 1 and word or folded
end

-- What stands in front of the ending of so many bytes, if it is one and leaves enough letters.
local function without(word, length, endings, least)
  if #word <= length then return nil end
  local ending = word:sub(-length)
  if not endings.has[ending] or utf8.len(word) - utf8.len(ending) < least then return nil end
  return word:sub(1, -length - 1)
end

-- The word without the longest ending.
local function stem_of(word, endings, least)
  for _, length in ipairs(endings.lengths) do
    local part = without(word, length, endings, least)
    if part then return part end
  end
  return word
end

-- Where endings or prefixes are glued to whole words: the part of the word that is a known form, else its stem.
local function known_part(word, endings, prefixes, least, known)
  if known[word] then return word end
  for _, length in ipairs(endings.lengths) do
    local part = without(word, length, endings, least)
    if part and known[part] then return part end
  end
  for _, prefix in ipairs(prefixes) do
    local from, to = prefix:match "^(.-)>(.*)$"
    from, to = from or prefix, to or ""
    local part = #word > #from and word:sub(1, #from) == from and to .. word:sub(#from + 1)
    if part and known[part] then return part end
  end
  return stem_of(word, endings, least)
end

local function is_upper(form)
  local letters = 0
  for letter in form:gmatch(utf8.charpattern) do
    if not pieces.is_capital_letter(letter) then return false end
    letters = letters + 1
  end
  return letters > 1
end

-- An entry is the array of its keys; `shape` has a letter a word: A in capitals alone, a with a capital, - for any.
local function enter(reader, form, entry)
  local list, shape = wordlist.cut(form, reader.elisions), {}
  if #list == 0 then return end
  local may_be_small = not reader.is_cased or entry.kind == "title" or entry.kind == "head"
  for k, piece in ipairs(list) do
    entry[k] = reader.is_glued and piece.folded or reader.key(piece.folded)
    reader.known[entry[k]] = true
    local is_capital = not may_be_small and piece.kind == "word" and pieces.is_capital(piece.form)
    shape[k] = is_capital and is_upper(piece.form) and "A" or is_capital and "a" or "-"
  end
  entry.form = form
  entry.shape = table.concat(shape)
  if entry.shape:find "A" then
    entry.words = {}
    for k, piece in ipairs(list) do entry.words[k] = piece.form end
  end
  if not entry.shape:find "[aA]" then entry.shape = nil end
  local first = reader.index[entry[1]] or {}
  reader.index[entry[1]] = first
  first[#first + 1] = entry
end

local function fill(reader, own)
  for _, kind in ipairs(KINDS) do
    for code, forms in moonleaf.sorted(own[kind] or {}) do
      for _, form in ipairs(forms) do
        enter(reader, form, { kind = kind == "states" and "state" or "organisation", code = code, name = forms[1] })
      end
    end
  end
  for field, kind in moonleaf.sorted(LISTS) do
    for _, form in ipairs(own[field] or {}) do enter(reader, form, { kind = kind, name = form }) end
  end
  for _, entries in moonleaf.sorted(reader.index) do
    table.sort(entries, function(a, b)
      if #a ~= #b then return #a > #b end
      return a.kind > b.kind or a.kind == b.kind and a.form < b.form -- "state" before "organisation" and "head"
    end)
  end
end

local function describer(reader, own, language)
  local links, particles, offices = set(own.links), set(own.particles), set(own.offices)
  local heads = by_length(sorted_endings(own.head_endings))
  local verbs = by_length(sorted_endings((language.verbs or {}).endings))
  local stop_words, forms, sayings = set(language.stop_words), set((language.verbs or {}).forms), set(language.sayings)
  local dates = {}
  for _, field in ipairs { "months", "weekdays" } do
    for _, list in ipairs(language[field] or {}) do
      for _, form in ipairs(list) do dates[pieces.fold(form)] = true end
    end
  end
  local function ends_in(folded, endings, least)
    for _, length in ipairs(endings.lengths) do
      if #folded >= length + least and endings.has[folded:sub(-length)] then return true end
    end
    return false
  end
  return function(info)
    if info.kind ~= "word" then return end
    local folded = info.folded
    info.key = reader.key(folded)
    info.entries = reader.index[info.key]
    info.is_stop, info.is_link, info.is_particle = stop_words[folded], links[folded], particles[folded]
    info.is_office, info.is_date = offices[folded], dates[folded]
    info.is_verb = forms[folded] or sayings[folded] or not info.is_capital and ends_in(folded, verbs, 3) or nil
    info.is_head = ends_in(folded, heads, 5) or nil
    info.is_owner = (folded:find "'s?$" or own.endings and folded:find "'%a+$") and true
    info.is_garbled = info.form:find(MAY_BE_GARBLED) and garbled.is_word(info.form) or nil
    info.is_upper = info.is_capital and is_upper(info.form) or nil
  end
end

local made_by_tag = {}

local reader = {}
reader.__index = reader

local function has_shape(entry, list, at)
  for k = 1, #entry do
    local wanted, info = entry.shape:byte(k), list[at + k - 1]
    if wanted ~= ANY and not info.is_capital then return false end
    if wanted == UPPER and info.form:sub(1, #entry.words[k]) ~= entry.words[k] then return false end
  end
  return true
end

local function fits(entry, list, at)
  for k = 2, #entry do
    local info = list[at + k - 1]
    if not info or (info.key or info.folded) ~= entry[k] then return false end
  end
  return not entry.shape or has_shape(entry, list, at)
end

-- The longest entry that begins with word `at`, of a kind if one is named, and its last word.
function reader.at(_, list, at, kind)
  local info = list[at]
  for _, entry in ipairs(info and info.entries or {}) do
    if (not kind or entry.kind == kind) and fits(entry, list, at) then return entry, at + #entry - 1 end
  end
end

-- Lets go of what a large document left in memory.
function gazetteer.rest()
  for _, made in pairs(made_by_tag) do
    if made then made.forget() end
  end
end

-- Whether so many words are misread that names among them say nothing.
function gazetteer.is_garbled(list)
  local words, strange = 0, 0
  for _, info in ipairs(list) do
    if info.kind == "word" then words = words + 1 end
    if info.is_garbled then strange = strange + 1 end
  end
  return strange > 0 and strange >= words * STRANGE
end

local function made_of(language)
  local own = language.actors
  local made = setmetatable({
    index = {}, own = own, language = language, elisions = language.elisions and set(language.elisions),
    is_cased = CASED[language.script] or false,
  }, reader)
  local endings, prefixes = by_length(sorted_endings(own.endings)), sorted_endings(own.prefixes)
  local least = own.least or LEAST_LEFT
  made.is_glued, made.known = own.glued or false, {}
  function made.key(folded)
    local word = before_apostrophe(folded)
    if not made.is_glued then return stem_of(word, endings, least) end
    return known_part(word, endings, prefixes, least, made.known)
  end
  made.joins = set((language.phrases or {}).joins)
  fill(made, own)
  made.cut, made.forget = wordlist.reader(made.elisions, describer(made, own, language))
  return made
end

-- The reader of a language; nil where its table names no actors.
function gazetteer.of(tag)
  local made = made_by_tag[tag]
  if made == nil then
    local language = moonleaf.language(tag) or moonleaf.language(tag:match "^%a+" or tag)
    made = language and language.actors and made_of(language) or false
    made_by_tag[tag] = made
  end
  return made or nil
end

gazetteer.is_upper = is_upper

return gazetteer
