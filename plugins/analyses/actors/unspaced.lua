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

local function at(index, text, start)
  local entries = index[text:match(utf8.charpattern, start) or ""]
  for _, entry in ipairs(entries or {}) do
    if text:sub(start, start + #entry.form - 1) == entry.form then return entry.value, start + #entry.form - 1 end
  end
end

local function sign(text, start)
  if start > #text then return nil end
  return text:match("^" .. utf8.charpattern, start)
end

local function is_letter(letter)
  if not letter or #letter < 3 then return false end
  local code = utf8.codepoint(letter)
  return code >= 0x3400 and code <= 0x9FFF or code >= 0x30A1 and code <= 0x30FC or code == 0x3005
end

-- A transcribed name: 弗拉基米尔·普京, with a dot between its parts.
local function foreign(text, start, made)
  local stop, count, has_dot = start - 1, 0, false
  while true do
    local letter = sign(text, stop + 1)
    if letter and MIDDLE[letter] and count > 0 then
      has_dot, count = true, 0
    elseif is_letter(letter) and count < LONGEST_FOREIGN and not at(made.breaks, text, stop + 1) then
      local ends = at(made.sayings, text, stop + 1) or at(made.titles, text, stop + 1) or at(made.courtesies, text,
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
local function native(text, start, made, ends)
  local _, surname = at(made.surnames, text, start)
  if not surname then return nil end
  local stop, best = surname, nil
  for _ = 1, made.given do
    local letter = sign(text, stop + 1)
    if not is_letter(letter) or at(made.breaks, text, stop + 1) then break end
    stop = stop + #letter
    if ends(text, stop + 1) then return stop end
    best = stop
  end
  return nil, best
end

-- The end of a known name that goes on to a noun for an organisation: 中国外交部.
local function organisation(text, stop, made)
  local last, reach = stop, nil
  for _ = 1, LONGEST_TAIL do
    local letter = sign(text, last + 1)
    if not is_letter(letter) or at(made.breaks, text, last + 1) or at(made.titles, text, last + 1)
      or at(made.names, text, last + 1) and last > stop then break end
    local _, head = at(made.heads, text, last + 1)
    reach = head or reach
    last = head or last + #letter
  end
  return reach
end

-- What may follow a name: the end, a mark, a break, a verb of saying, a title.
local function ender(made)
  return function(text, start)
    local letter = sign(text, start)
    return not is_letter(letter) or at(made.breaks, text, start) ~= nil or at(made.sayings, text, start) ~= nil
      or at(made.courtesies, text, start) ~= nil or at(made.titles, text, start) ~= nil or at(made.stops, text,
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
local function titled(text, start, stop, made, found)
  local from = stop + 1
  local further, reach = at(made.titles, text, from) -- 国务委员兼外长
  if further then from, stop = reach + 1, reach end
  if text:find("^兼", from) then
    local _, second = at(made.titles, text, from + #"兼")
    if second then from, stop = second + 1, second end
  end
  local last, likely = native(text, from, made, ender(made))
  last = foreign(text, from, made) or last or likely
  if last then
    return { kind = "person", start = from, stop = last, title_start = office_start(found, start), title_stop = stop }
  end
end

-- A person whose name begins here: a title or courtesy follows, or a verb of saying.
local function named(text, start, made)
  local stop = foreign(text, start, made)
  if stop then
    local _, reach = at(made.titles, text, stop + 1)
    return { kind = "person", start = start, stop = stop, title_start = reach and stop + 1, title_stop = reach }
  end
  stop = native(text, start, made, function(_, from)
    return at(made.titles, text, from) ~= nil or at(made.courtesies, text, from) ~= nil or at(made.sayings, text,
      from) ~= nil
  end)
  if not stop then
    local _, surname = at(made.surnames, text, start) -- 習主席: the surname alone
    stop = surname and at(made.courtesies, text, surname + 1) and surname or nil
    if not stop then return nil end
  end
  local _, reach = at(made.titles, text, stop + 1)
  return { kind = "person", start = start, stop = stop, title_start = reach and stop + 1, title_stop = reach }
end

function unspaced.find(text, reader)
  local made = made_by_reader[reader] or made_of(reader)
  made_by_reader[reader] = made
  local found, start = {}, 1
  while start <= #text do
    local letter = sign(text, start) or text:sub(start, start)
    local stop, mention = start + #letter - 1, nil
    local value, reach = at(made.names, text, start)
    if value then
      local tail = organisation(text, reach, made)
      if tail and not (value.kind == "state" and tail - reach < 3) then
        mention = { kind = "organisation", start = start, stop = tail }
      elseif value.kind ~= "place" then
        mention = { kind = value.kind, start = start, stop = reach, entry = value }
      end
      stop = tail or reach
    elseif is_letter(letter) or letter:find "^%a" then
      local _, title = at(made.titles, text, start)
      if title then
        mention = titled(text, start, title, made, found)
        stop = mention and mention.stop or title
      elseif is_letter(letter) then
        mention = named(text, start, made)
        if mention then stop = math.max(mention.stop, mention.title_stop or 0) end
      end
    end
    if mention then found[#found + 1] = mention end
    start = stop + 1
  end
  return found
end

return unspaced
