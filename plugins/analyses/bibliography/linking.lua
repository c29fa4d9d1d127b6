-- Which entry a marker points to, and whether it seems to point to the wrong one.
--
--   linking.numbered(marker, list)    --> entry; or nil, "points nowhere"
--   linking.doubt(text, entry, list, stop_words)    --> "... perhaps entry 3", when it shares words with that alone

local pieces = require "pieces"

local linking = {}

local SHORTEST_SHARED <const> = 4 -- letters of an inflected surname that must agree
local ENDING <const> = 3          -- letters that an ending may add or take
local LEAST_SHARED <const> = 2    -- words that a neighbour must share before the cited entry is doubted
local COMMON <const> = 1 / 3      -- of the entries; a word in more of them tells none from another, but
local LEAST_COMMON <const> = 2    -- entries may always share a word that a sentence shares with its own entry

local NOWHERE <const> = "points nowhere"

-- By label; by place where no entry has one.
function linking.numbered(marker, list)
  local by_place = list[tonumber(marker.label)]
  local has_labels = false
  for _, entry in ipairs(list) do
    has_labels = has_labels or entry.label ~= nil
    if entry.label and tonumber(entry.label) == tonumber(marker.label) then return entry end
  end
  if #list == 0 then return nil, "no bibliography to point to" end
  if not has_labels and by_place then return by_place end
  return nil, NOWHERE
end

local function is_same_name(a, b)
  a, b = pieces.fold(a), pieces.fold(b)
  if a == b then return true end
  local size = math.min(#a, #b)
  local shared = 0
  while shared < size and a:byte(shared + 1) == b:byte(shared + 1) do shared = shared + 1 end
  local reach = utf8.len(a:sub(1, (utf8.offset(a, 0, shared + 1) or shared + 1) - 1)) or 0
  return moonleaf.text.script(a) == "Cyrl" and reach >= SHORTEST_SHARED
    and utf8.len(a) - reach <= ENDING and utf8.len(b) - reach <= ENDING
end

local function is_author(name, entry)
  local head = entry.authors or entry.title or ""
  if moonleaf.text.script(name) == "Hani" then return head:find(name, 1, true) ~= nil end
  for word in head:gmatch "[^%s,;&]+" do
    if is_same_name(name, word) then return true end
  end
  return false
end

-- How many authors an entry has: words with a capital and a small letter.
local function author_count(entry)
  local count = 0
  for word in (entry.authors or ""):gmatch "[^%s,;&]+" do
    local bare = word:gsub("%.$", "")
    if utf8.len(bare) > 2 and pieces.is_capital(bare) and not bare:find "%u%u" then count = count + 1 end
  end
  return count
end

-- Of several entries those that have as many authors as the marker has names.
local function narrowed(fitting, marker)
  local exact = {}
  for _, entry in ipairs(fitting) do
    if author_count(entry) == #marker.names then exact[#exact + 1] = entry end
  end
  return #exact > 0 and exact or fitting
end

-- By names and year. The second value says why there is none, or which others there are.
function linking.by_year(marker, list)
  local year, suffix = marker.year:match "(%d+)(%l?)"
  local fitting = {}
  for _, entry in ipairs(list) do
    local is_fitting = entry.year == tonumber(year) and (suffix == "" or entry.suffix == suffix)
    for _, name in ipairs(is_fitting and marker.names or {}) do
      is_fitting = is_fitting and is_author(name, entry)
    end
    if is_fitting then fitting[#fitting + 1] = entry end
  end
  if #fitting == 0 then return nil, NOWHERE end
  fitting = narrowed(fitting, marker)
  if #fitting == 1 then return fitting[1] end
  local numbers = {}
  for k, entry in ipairs(fitting) do numbers[k] = tostring(entry.number) end
  return nil, "points to several entries: " .. table.concat(numbers, ", ")
end

-- Stems of the words with content.
local function stems(text, language, stop_words)
  local set = {}
  for _, word in ipairs(moonleaf.text.words(text)) do
    local folded = moonleaf.text.fold(word)
    local is_short = #folded < 3 and not folded:find "[\x80-\xff]"
    if not stop_words[folded] and not is_short then set[moonleaf.text.stem(folded, language)] = true end
  end
  return set
end

-- Makes the entries' words ready: those that tell them apart.
function linking.prepare(list, stop_words)
  local entries_with = {}
  for _, entry in ipairs(list) do
    local text = table.concat({ entry.title or "", entry.container or "" }, " ")
    entry.stems = stems(text, entry.language, stop_words)
    for stem in pairs(entry.stems) do entries_with[stem] = (entries_with[stem] or 0) + 1 end
  end
  local most = math.max(1, #list * COMMON)
  for _, entry in ipairs(list) do
    entry.telling, entry.own = {}, {}
    for stem in pairs(entry.stems) do
      entry.telling[stem] = entries_with[stem] <= most or nil
      entry.own[stem] = entries_with[stem] <= math.max(most, LEAST_COMMON) or nil
    end
  end
end

local function shared(words, set)
  local count = 0
  for stem in pairs(set) do count = count + (words[stem] and 1 or 0) end
  return count
end

-- A sentence that shares no word with its entry while the entry in front of it or behind it shares several.
function linking.doubt(text, entry, list, stop_words)
  local words = stems(text, entry.language, stop_words)
  if not next(entry.stems) or shared(words, entry.own) > 0 then return nil end
  local best, most
  for _, near in ipairs { list[entry.number - 1] or false, list[entry.number + 1] or false } do
    local count = near and shared(words, near.telling) or 0
    if count >= LEAST_SHARED and count > (most or 0) then best, most = near, count end
  end
  return best and ("shares no word with its entry: perhaps entry %d"):format(best.number)
end

return linking
