-- Actors that a sentence names in Chinese and Japanese: names that the table knows, names of organisations that go on
-- to a noun for one (俄罗斯|外交部), people by surname beside a title or in front of a verb of saying
-- (外长|王毅, 李克强|表示).
--
--   unspaced.find(text, reader)   --> mentions { kind, start, stop, entry, title_start, title_stop }
--
-- start and stop count bytes as string.sub does.

local unspaced = {}

local LONGEST_TAIL <const> = 10  -- signs between a state and the noun for an organisation
local MIDDLE <const> = { ["·"] = true, ["•"] = true, ["・"] = true, ["‧"] = true }
local NONE <const> = {}
local LONGEST_FOREIGN <const> = 9 -- signs of each part of a transcribed name

local function add(index, form, value)
  local first = form:match(utf8.charpattern)
  index[first] = index[first] or {}
  table.insert(index[first], { form = form, value = value })
end

local function sort(index)
  for _, entries in pairs(index) do
    table.sort(entries, function(a, b) return #a.form > #b.form or #a.form == #b.form and a.form < b.form end)
  end
  return index
end

local function index_of(list, value)
  local index = {}
  for _, form in ipairs(list or {}) do add(index, form, value or form) end
  return sort(index)
end

-- The tables of a language, made once.
local made_by_reader = setmetatable({}, { __mode = "k" })

local function made_of(reader)
  local own, names = reader.own, {}
  for _, kind in ipairs { "states", "organisations" } do
    for code, forms in moonleaf.sorted(own[kind] or {}) do
      for _, form in ipairs(forms) do
        add(names, form, { kind = kind == "states" and "state" or "organisation", code = code, name = forms[1],
          form = form })
      end
    end
  end
  for _, form in ipairs(own.capitals or {}) do add(names, form, { kind = "place", form = form }) end
  return {
    names = sort(names), titles = index_of(own.titles), heads = index_of(own.heads), breaks = index_of(own.breaks),
    surnames = index_of(own.surnames), sayings = index_of(reader.language.sayings),
      courtesies = index_of(own.courtesies),
    stops = index_of(own.not_names), given = own.given or 2,
  }
end

local SIGNS <const> = "()(" .. utf8.charpattern .. ")"

-- The signs of a text by their first byte, with the text itself and whether it has a dot of transcribed names.
local function read(text)
  local signs = { text = text }
  for start, sign in text:gmatch(SIGNS) do
    signs[start] = sign
    signs.has_middle = signs.has_middle or MIDDLE[sign]
  end
  return signs
end

-- The longest form of an index that begins at that byte: its value, and its last byte.
local function at(index, signs, start)
  local entries = index[signs[start] or ""]
  for _, entry in ipairs(entries or NONE) do
    local stop = start + #entry.form - 1
    if signs.text:sub(start, stop) == entry.form then return entry.value, stop end
  end
end

local letters = setmetatable({}, { __index = function(self, sign) -- judged once each
  local code = utf8.codepoint(sign)
  self[sign] = code >= 0x3400 and code <= 0x9FFF or code >= 0x30A1 and code <= 0x30FC or code == 0x3005
  return self[sign]
end })

local function is_letter(sign) return sign ~= nil and letters[sign] end

-- A transcribed name: 弗拉基米尔·普京, with a dot between its parts.
local function foreign(signs, start, made)
  if not signs.has_middle then return nil end
  local stop, count, has_dot = start - 1, 0, false
  while true do
    local letter = signs[stop + 1]
    if letter and MIDDLE[letter] and count > 0 then
      has_dot, count = true, 0
    elseif is_letter(letter) and count < LONGEST_FOREIGN and not at(made.breaks, signs, stop + 1) then
      local ends = at(made.sayings, signs, stop + 1) or at(made.titles, signs, stop + 1) or at(made.courtesies, signs,
        stop + 1)
      if ends and not has_dot then return nil end
      if ends and count > 1 then break end
      count = count + 1
    else
      break
    end
    stop = stop + #letter
  end
  return has_dot and count > 0 and stop or nil
end

-- Surname and given name: last byte; `ends` says what may follow.
local function native(signs, start, made, ends)
  local _, surname = at(made.surnames, signs, start)
  if not surname then return nil end
  local stop, best = surname, nil
  for _ = 1, made.given do
    local letter = signs[stop + 1]
    if not is_letter(letter) or at(made.breaks, signs, stop + 1) then break end
    stop = stop + #letter
    if ends(signs, stop + 1) then return stop end
    best = stop
  end
  return nil, best
end

-- The end of a known name that goes on to a noun for an organisation: 中国外交部.
local function organisation(signs, stop, made)
  local last, reach = stop, nil
  for _ = 1, LONGEST_TAIL do
    local letter = signs[last + 1]
    if not is_letter(letter) or at(made.breaks, signs, last + 1) or at(made.titles, signs, last + 1)
      or at(made.names, signs, last + 1) and last > stop then break end
    local _, head = at(made.heads, signs, last + 1)
    reach = head or reach
    last = head or last + #letter
  end
  return reach
end

-- What may follow a name: the end, a mark, a break, a verb of saying, a title.
local function ender(made)
  return function(signs, start)
    local letter = signs[start]
    return not is_letter(letter) or at(made.breaks, signs, start) ~= nil or at(made.sayings, signs, start) ~= nil
      or at(made.courtesies, signs, start) ~= nil or at(made.titles, signs, start) ~= nil or at(made.stops, signs,
        start) ~= nil
  end
end

-- The start of the known name or title right in front of a title: 中国|国务院|总理.
local function office_start(found, start)
  local before = found[#found]
  if before and before.stop == start - 1 and before.kind ~= "person" then return before.start end
  return start
end

-- A person whose title begins here.
local function titled(signs, start, stop, made, found)
  local from = stop + 1
  local further, reach = at(made.titles, signs, from) -- 国务委员兼外长
  if further then from, stop = reach + 1, reach end
  if signs[from] == "兼" then
    local _, second = at(made.titles, signs, from + #"兼")
    if second then from, stop = second + 1, second end
  end
  local last, likely = native(signs, from, made, ender(made))
  last = foreign(signs, from, made) or last or likely
  if last then
    return { kind = "person", start = from, stop = last, title_start = office_start(found, start), title_stop = stop }
  end
end

-- A person whose name begins here: a title or courtesy follows, or a verb of saying.
local function named(signs, start, made)
  local stop = foreign(signs, start, made)
  if stop then
    local _, reach = at(made.titles, signs, stop + 1)
    return { kind = "person", start = start, stop = stop, title_start = reach and stop + 1, title_stop = reach }
  end
  stop = native(signs, start, made, function(_, from)
    return at(made.titles, signs, from) ~= nil or at(made.courtesies, signs, from) ~= nil or at(made.sayings, signs,
      from) ~= nil
  end)
  if not stop then
    local _, surname = at(made.surnames, signs, start) -- 習主席: the surname alone
    stop = surname and at(made.courtesies, signs, surname + 1) and surname or nil
    if not stop then return nil end
  end
  local _, reach = at(made.titles, signs, stop + 1)
  return { kind = "person", start = start, stop = stop, title_start = reach and stop + 1, title_stop = reach }
end

function unspaced.find(text, reader)
  local made = made_by_reader[reader] or made_of(reader)
  made_by_reader[reader] = made
  local signs, found, start = read(text), {}, 1
  while start <= #text do
    local letter = signs[start]
    local stop, mention = start + #letter - 1, nil
    local value, reach = at(made.names, signs, start)
    if value then
      local tail = organisation(signs, reach, made)
      if tail and not (value.kind == "state" and tail - reach < 3) then
        mention = { kind = "organisation", start = start, stop = tail }
      elseif value.kind ~= "place" then
        mention = { kind = value.kind, start = start, stop = reach, entry = value }
      end
      stop = tail or reach
    elseif is_letter(letter) or letter:find "^%a" then
      local _, title = at(made.titles, signs, start)
      if title then
        mention = titled(signs, start, title, made, found)
        stop = mention and mention.stop or title
      elseif is_letter(letter) then
        mention = named(signs, start, made)
        if mention then stop = math.max(mention.stop, mention.title_stop or 0) end
      end
    end
    if mention then found[#found + 1] = mention end
    start = stop + 1
  end
  return found
end

return unspaced
