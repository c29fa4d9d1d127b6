-- Actors that a sentence names, in a language with spaces: states and organisations that the table knows, names with a
-- noun for an organisation in them (organisations.lua), people by title, initials or given name.
--
--   names.find(list, reader)  --> mentions { kind, first, last, entry, ... }, runs of capitals that may prove names

local given_names = require "given_names"
local offices = require "offices"
local organisations = require "organisations"

local names = {}

local LONGEST_SPELLED <const> = 9 -- words in front of brackets with the acronym
local LONGEST_RUN <const> = 4     -- words of a run that may be a name
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local OPENING <const> = { ["("] = true, ["（"] = true }
local CLOSING <const> = { [")"] = true, ["）"] = true }

local function is_word(info) return info ~= nil and info.kind == "word" end

local function is_capital(info) return is_word(info) and info.is_capital end

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
    has_head = has_head or organisations.head_at(list, k, reader) ~= nil
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
    if not (info.is_capital and organisations.head_at(list, reach + 1, reader)) then return reach end
  end
  if info.is_stop and not info.is_initial and not entry then return at end
  if info.is_capital or not reader.is_cased then
    local last = reader.is_cased and organisations.run_end(list, at, reader) or (entry and reach or at)
    local first, stop = organisations.at(list, at, last, reader)
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
