-- Actors that a sentence names, in a language with spaces: states and organisations that the table knows, names with a
-- noun for an organisation in them, people by title, initials or given name.
--
--   names.find(list, reader)  --> mentions { kind, first, last, entry, ... }, runs of capitals that may prove names

local given_names = require "given_names"
local offices = require "offices"

local names = {}

local MOST_LINKS <const> = 3     -- "of the", "for the"
local MOST_SMALL <const> = 4     -- words in small letters that a name goes on with, where the language writes it small
local LONGEST_SPELLED <const> = 9 -- words in front of brackets with the acronym
local LONGEST_RUN <const> = 4    -- words of a run that may be a name
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local OPENING <const> = { ["("] = true, ["（"] = true }
local CLOSING <const> = { [")"] = true, ["）"] = true }

local function is_word(info) return info ~= nil and info.kind == "word" end

local function is_capital(info) return is_word(info) and info.is_capital end

-- The noun for an organisation at that word, and its last word.
local function head_at(list, at, reader)
  local info = list[at]
  if not is_word(info) then return nil end
  if info.is_head and (info.is_capital or not reader.is_cased) then return at end
  local entry, reach = reader:at(list, at, "head")
  return entry and reach
end

local function title_at(list, at, reader)
  local entry, reach = reader:at(list, at)
  if entry and entry.kind == "title" then return entry, reach end
end

-- The last word of the run of capitals that begins here.
local function run_end(list, at, reader)
  local last, k = at, at
  while list[k] do
    local info = list[k]
    if HYPHENS[info.form] and info.glued and is_word(list[k + 1]) and list[k + 1].glued then
      k = k + 1
      last = k
    elseif is_capital(info) and not info.is_date and not (k > at and title_at(list, k, reader)) then
      last = k
      if info.is_owner then break end
    else
      break
    end
    k = k + 1
  end
  return last
end

local function is_known(list, at, reader)
  local entry = reader:at(list, at)
  return entry ~= nil and entry.kind ~= "head" and entry.kind ~= "demonym"
end

-- Whether the words behind "and" belong to the name: "Office on Drugs and Crime", not "Ministry of Defence and China".
local function joins_on(list, at, reader, state)
  local behind = list[at + 1]
  if not is_word(behind) or state.links == 0 or head_at(list, at + 1, reader) or is_known(list, at + 1, reader) then
    return false
  end
  if title_at(list, at + 1, reader) then return false end
  return behind.is_capital or behind.is_office or state.is_small
end

-- Whether a word in small letters goes on with a name in a language that writes them so.
local function goes_on_small(list, k, reader, state)
  local info, own = list[k], reader.own
  if not own.small or info.is_stop or info.is_verb or info.is_date then return false end
  if title_at(list, k, reader) then return false end
  if own.small == "genitive" then
    if state.small >= MOST_SMALL then return false end
    for _, ending in ipairs(own.genitives or {}) do
      if #info.folded > #ending + 2 and info.folded:sub(-#ending) == ending then return true end
    end
    return false
  end
  if state.behind_link then return state.small < MOST_SMALL end
  for _, ending in ipairs(own.adjectives or {}) do
    if #info.folded > #ending + 2 and info.folded:sub(-#ending) == ending then return state.small < MOST_SMALL end
  end
  return false
end

-- The last word of the name behind its noun, and whether anything stands there.
local function extent(list, last, reader)
  local state = { links = 0, small = 0, run = 0 }
  local k, has_more = last + 1, false
  while is_word(list[k]) or list[k] and HYPHENS[list[k].form] and list[k].glued do
    local info = list[k]
    local join = reader.joins[info.folded]
    if not is_word(info) then
      last = k
    elseif join then
      if not joins_on(list, k, reader, state) then break end
      state.run = state.run + 1
    elseif (info.is_link or info.is_particle) and not info.is_capital then
      state.run, state.links, state.behind_link = state.run + 1, state.links + 1, true
      if state.run > MOST_LINKS then break end
    elseif info.is_capital and not info.is_date or state.links > 0 and info.is_office then
      if info.is_capital and title_at(list, k, reader) and state.run == 0 then break end
      if state.run == 0 and reader.own.small == "genitive" and is_known(list, k, reader) == false and state.small > 0
        and given_names.Cyrl[info.folded] then break end
      local entry, reach = reader:at(list, k)
      last, has_more, state.run, state.behind_link = k, true, 0, false
      if entry and (entry.kind == "state" or entry.kind == "organisation")
        then -- "МЗС Китаю | Ван Веньбінь"
        last, k = reach, reach
        local behind = list[k + 1]
        if not (is_word(behind) and (behind.is_link or head_at(list, k + 1, reader))) then break end
      end
    elseif goes_on_small(list, k, reader, state) then
      last, has_more, state.run, state.behind_link = k, true, 0, false
      state.small, state.is_small = state.small + 1, true
    else
      break
    end
    k = k + 1
  end
  return last, has_more
end

-- An organisation in the run [first, last]: a name with a noun for one; its last word.
local function organisation(list, first, last, reader)
  local known, covered = reader:at(list, first)
  if not known or known.kind ~= "organisation" then covered = first - 1 end
  for k = covered + 1, last do
    local reach = head_at(list, k, reader)
    if reach then
      local start = first
      while start < k and list[start].is_stop do start = start + 1 end
      local stop, has_more = extent(list, math.max(reach, k), reader)
      if start < k and head_at(list, start, reader) == k - 1 then has_more = true end
      local is_compound = list[k].is_head and not reader:at(list, k, "head")
      if start < k or has_more or is_compound then return start, math.max(stop, math.min(last, stop)) end
      return nil
    end
  end
  -- "Шанхайская организация": an adjective with a capital in front of the noun in small letters
  local reach = reader.own.small and last == first and covered < first and is_word(list[last + 1])
    and not list[first].is_stop
    and head_at(list, last + 1, reader)
  local before = reach and reader.own.small == "genitive" and reader:at(list, first)
  if reach and reader.own.small == "genitive" and not (before and before.kind ~= "demonym") then
    for _, ending in ipairs(reader.own.adjectives or {}) do
      if list[first].folded:sub(-#ending) == ending then return first, (extent(list, reach, reader)) end
    end
  end
end

-- Whether the letters are the initials of words [from, to], in order, of all those with content.
local function spells(list, from, to, letters)
  local at = 1
  for k = from, to do
    local letter = letters[at]
    if letter and is_word(list[k]) and list[k].folded:sub(1, #letter) == letter then at = at + 1 end
  end
  return at > #letters
end

-- "Regional Anti-Terrorist Structure (RATS)": first word of what the acronym in brackets stands for.
local function spelled(list, opening, reader)
  local letters = {}
  for letter in list[opening + 1].folded:gmatch(utf8.charpattern) do letters[#letters + 1] = letter end
  local has_head = false
  for k = opening - 1, math.max(1, opening - LONGEST_SPELLED), -1 do
    if not is_word(list[k]) and not HYPHENS[list[k].form] then return nil end
    if is_word(list[k]) and list[k].is_stop and not list[k].is_link then return nil end
    has_head = has_head or head_at(list, k, reader) ~= nil
    local begins = is_capital(list[k]) and list[k].folded:sub(1, #letters[1]) == letters[1]
    if begins and has_head and spells(list, k, opening - 1, letters) then return k end
  end
end

local function begins_alike(a, b)
  return a.folded:match(utf8.charpattern) == b.folded:match(utf8.charpattern)
end

local function acronym_at(list, at)
  return OPENING[list[at].form] and is_word(list[at + 1]) and list[at + 1].is_upper and list[at + 2]
    and CLOSING[list[at + 2].form]
end

local function has_initials(list, first, last)
  for k = first, last do
    if list[k].is_initial then return true end
  end
  return false
end

local function has_word(list, first, last)
  for k = first, last do
    if is_word(list[k]) and not list[k].is_initial and not list[k].is_particle and #list[k].form > 2
      then return true end
  end
  return false
end

-- A name without a title: with initials, a given name, or a title behind it.
local function person_at(list, at, reader)
  local further = list[at - 2]
  local is_abbreviated = list[at].is_initial and further and list[at - 1].form == "." and utf8.len(further.form) == 1
  if is_abbreviated then return nil end -- "z. B. Madagaskar"
  local last, count = offices.name(list, at, reader)
  if not last or list[at].is_stop and not list[at].is_initial then return nil end
  local initials = has_initials(list, at, last)
  local is_plain = initials and (list[at].is_initial or list[last].is_initial) and not list[last].is_stop
  if initials and not has_word(list, at, last) then return nil end
  local script = reader.language.script
  local given = count > 1 and given_names[script] and given_names[script][list[at].folded]
  local first_title, last_title = offices.behind(list, last, reader)
  if is_plain or given or first_title and count > 1 then
    return { kind = "person", first = at, last = last, title_first = first_title, title_last = last_title }, last
  end
  return nil, last, count
end

local function add_entry(found, entry, first, last)
  found[#found + 1] = { kind = entry.kind, first = first, last = last, entry = entry }
end

-- States and organisations inside a title: "President of | Russia".
local function add_inside(list, first, last, reader, found)
  local k = first
  while k <= last do
    local entry, reach = reader:at(list, k)
    if entry and (entry.kind == "state" or entry.kind == "organisation") then add_entry(found, entry, k, reach) end
    k = (reach or k) + 1
  end
end

local function add_person(list, person, reader, found)
  if person.title_first and person.title_last < person.first then
    local stop = person.title_last
    person.title_first = offices.title_start(list, person.title_first, reader)
    while stop > person.title_first and not is_word(list[stop]) do stop = stop - 1 end
    person.title_last = stop
    add_inside(list, person.title_first, stop, reader, found)
  end
  person.kind = "person"
  found[#found + 1] = person
end

-- What begins with word `at`; answers the last word that is done with.
local function take(list, at, reader, found, runs)
  local info = list[at]
  local entry, reach = reader:at(list, at)
  if entry and entry.kind == "title" and reader.own.title_after then
    local person = offices.person_before(list, at, reach, reader)
    if person then found[#found + 1] = person end
    return reach
  end
  if entry and (entry.kind == "title" or entry.kind == "courtesy") then
    local person = offices.person(list, at, reach, reader)
    if person then
      if entry.kind == "courtesy" then person.title_first = nil end
      add_person(list, person, reader, found)
      return person.last
    end
    if not (info.is_capital and head_at(list, reach + 1, reader)) then return reach end
  end
  if info.is_stop and not info.is_initial and not entry then return at end
  if info.is_capital or not reader.is_cased then
    local last = reader.is_cased and run_end(list, at, reader) or (entry and reach or at)
    local first, stop = organisation(list, at, last, reader)
    if first and not (entry and reach >= stop) then
      found[#found + 1] = { kind = "organisation", first = first, last = stop }
      return stop
    end
  end
  if entry and entry.kind ~= "head" and entry.kind ~= "courtesy" then
    if entry.kind == "state" or entry.kind == "organisation" then add_entry(found, entry, at, reach) end
    return reach
  end
  if not reader.is_cased or not info.is_capital or info.is_date then return reach or at end
  local person, last, count = person_at(list, at, reader)
  if person then
    found[#found + 1] = person
    return person.last
  end
  if last and count <= LONGEST_RUN and not info.is_stop then runs[#runs + 1] = { first = at, last = last } end
  return last or reach or at
end

function names.find(list, reader)
  local found, runs, at = {}, {}, 1
  while at <= #list do
    local info = list[at]
    if info.kind ~= "word" then
      if acronym_at(list, at) then
        local before = found[#found]
        local first = spelled(list, at, reader)
        if first and not (before and before.last == at - 1 and before.first <= first) then
          while found[#found] and found[#found].first >= first do found[#found] = nil end
          found[#found + 1] = { kind = "organisation", first = first, last = at - 1 }
        end
        before = found[#found]
        local is_own = before and before.last == at - 1 and before.kind ~= "person"
        if is_own and before.kind == "state" then
          is_own = begins_alike(list[at + 1], list[before.first]) -- not "Athletics Kenya (AK)"
        end
        if is_own then
          before.alias = at + 1
          at = at + 1
        end
      end
    elseif info.entries or info.is_capital or info.is_head then
      at = take(list, at, reader, found, runs)
    end
    at = at + 1
  end
  return found, runs
end

return names
