-- Authors and their affiliations in the lines of a head.

local given_names = require "given_names"
local pieces = require "pieces"
local trimming = require "trimming"

local people = {}

local AUTHOR <const>, LABELLED <const>, LIKELY <const> = 0.9, 0.95, 0.6
local AFFILIATION <const>, LABELLED_LINE <const> = 0.85, 160
local MOST_WORDS <const> = 5
local LONGEST_HAN <const> = 12 -- bytes of a name in ideographs
local HEAD <const> = 8 -- blocks in which a line without a role may be one of authors
local MARKS <const> = { ",", ";", ":", ".", "*", "†", "‡", "—", "–", "-", "（", "）", "(", ")", "，" }
local PARTS <const> = { "；", "、", "，", "·，" }

local function trimmed(text) return trimming.of(text:gsub("^%s*[%d]+", ""):gsub("%d+%s*$", ""), MARKS) end

local function has_any(folded, list)
  for _, word in ipairs(list or {}) do
    local at, stop = folded:find(moonleaf.text.fold(word), 1, true)
    if at and (at == 1 or #word > 9 or folded:find("^[%s\x80-\xFF]", at - 1)) then return true, stop end
  end
  return false
end

-- The text without degrees and posts behind the name: "G. T. Ichshanova PhD, law" --> "G. T. Ichshanova".
local function without_degrees(text, own)
  local folded, cut = moonleaf.text.fold(text), nil
  if #folded ~= #text then return text end
  for _, degree in ipairs(own.degrees or {}) do
    local at = folded:find(moonleaf.text.fold(degree), 1, true)
    local is_word = at and (at == 1 or folded:find("^[%s,%(]", at - 1))
    if is_word and at > 1 and (not cut or at < cut) then cut = at end
    if is_word and at == 1 then return without_degrees(trimmed(text:sub(#degree + 1)), own) end
  end
  return cut and text:sub(1, cut - 1) or text
end

local function is_initials(word) return word:find "%." ~= nil and utf8.len(word) <= 8 end

-- Whether the text is a person's name: two to five capitalised words or initials; ideographs of that length.
local function is_name(text, reader)
  if text == "" or text:find "[%d@/:%(%)%?!\"]" or text:find("«", 1, true) then return false end
  local script = moonleaf.text.script(text)
  if script == "Hani" or script == "Hang" then return #text <= LONGEST_HAN and #text >= 6
    and not text:find "%s%S+%s" end
  local words, full = 0, 0
  for word in text:gmatch "%S+" do
    local bare = trimmed(word)
    local is_particle = reader and #bare > 0 and reader.own.particles and has_any(bare, reader.own.particles)
    if #bare > 0 and not is_particle then
      if not pieces.is_capital(bare) and (script == "Latn" or script == "Cyrl") then return false end
      words, full = words + 1, full + (is_initials(word) and 0 or 1)
      if reader and reader.language.stop_words and word:find "^%u%l+$" and #word < 4 and words == 1
        then return false end
    end
  end
  return words >= 2 and words <= MOST_WORDS and full >= 1
end

local function parts_of(text, own)
  for _, mark in ipairs(PARTS) do text = text:gsub(mark, ";") end
  for _, join in ipairs(own.joins or {}) do text = text:gsub("%s+" .. join:gsub("%p", "%%%0") .. "%s+", ";") end
  local list = {}
  for part in text:gmatch "[^;\n]+" do
    for piece in part:gmatch "[^,]+" do list[#list + 1] = trimmed(piece) end
  end
  return list
end

-- "Author: X", "By X": what stands behind the label.
local function labelled(text, own)
  local folded = moonleaf.text.fold(text)
  if #folded ~= #text then return nil end
  for _, label in ipairs(own.author or {}) do
    local form = moonleaf.text.fold(label)
    if folded:sub(1, #form) == form then
      local rest = text:match("^%s*:%s*(.+)$", #form + 1) or text:match("^：%s*(.+)$", #form + 1)
        or text:match("^%s+(%u.+)$", #form + 1)
      if rest then return rest end
    end
  end
end

local function put_names(text, own, reader, certainty, block, state, put)
  local count = 0
  for _, part in ipairs(parts_of(text, own)) do
    local name = trimmed(without_degrees(part, own))
    if is_name(name, reader) then
      put("author", name, certainty, block)
      state.author, count = name, count + 1
    end
  end
  if count > 1 then state.author = nil end
  return count
end

local function is_likely(text, reader)
  local first = text:match "^%S+"
  local script = first and moonleaf.text.script(first)
  local names = given_names[script or ""]
  return names and names[pieces.fold(trimmed(first))] or text:find "%f[%w]%u%.%s?%u?%.?" ~= nil and reader ~= nil
end

-- `is_between`: the block stands between title and abstract.
function people.read(block, place, is_between, own, reader, state, put)
  local text = block.text:gsub("%s+", " ")
  if #text > 600 then return end
  local rest = #text <= LABELLED_LINE and labelled(text, own)
  if rest then
    put_names(rest, own, reader, LABELLED, block, state, put)
    return
  end
  local is_author = block.role == "author" or is_between
  local folded = moonleaf.text.fold(text)
  if has_any(folded, own.affiliations) and (is_author or place <= HEAD and #text <= LABELLED_LINE
    and block.role ~= "body") then
    local name = text:gsub("%S+@%S+", "")
    put("affiliation", trimmed(name), AFFILIATION, block, state.author)
    return
  end
  if is_author then
    local bare = text:gsub("%S+@%S+", ""):gsub("ORCID[%s:]*[%d%-Xx]*", ""):gsub("[eE]%-mail:?", "")
    local count = put_names(bare, own, reader, AUTHOR, block, state, put)
    if count == 0 then
      local entry = reader and not reader.own.unspaced and reader.cut(trimmed(bare))
      local found = entry and entry[1] and reader:at(entry, 1)
      if found and (found.kind == "place" or found.kind == "state") then put("place", trimmed(bare), AFFILIATION,
        block) end
    end
  elseif place <= HEAD and #text <= 80 and block.type ~= "heading" and block.role ~= "body" and is_likely(text,
    reader) then
    put_names(text, own, reader, LIKELY, block, state, put)
  end
end

return people
