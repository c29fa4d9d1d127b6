-- People told by what they are: a title in front of the name, with the office in between, or behind it.
--
--   "Deputy Minister of foreign Affairs of the Russian Federation Igor Morgulov noted"
--     --> { first = 10, last = 11, title_first = 1, title_last = 9 }
--
-- A name never follows a preposition or an article: behind "Minister of" stands the office, "Foreign Affairs".

local given_names = require "given_names"

local offices = {}

local LONGEST_OFFICE <const> = 14 -- words and marks between a title and the name
local LONGEST_NAME <const> = 4    -- words of a name, without particles
local LONGEST_UNCASED <const> = 3
-- letters of a name in front of its title
local SHORTEST_BEFORE <const>, WHOLE_NAME <const>, LONGEST_BEFORE <const> = 2, 3, 5
local APPOSITION <const> = 5      -- words behind a comma in which the title must come
local LONGEST_TITLE <const> = 12
local COMMAS <const> = { [","] = true, ["،"] = true }
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }

local function is_word(info) return info ~= nil and info.kind == "word" end

-- The last word of the name that begins here, and how many words it has; nil when none does.
function offices.name(list, at, reader, most)
  local last, count, k = nil, 0, at
  while list[k] and count < (most or LONGEST_NAME) do
    local info = list[k]
    local joined = HYPHENS[info.form] and info.glued and last == k - 1 and is_word(list[k + 1]) and list[k + 1].glued
    if joined then
      last, k = k + 1, k + 2
    elseif is_word(info) and info.is_particle and is_word(list[k + 1]) and (count > 0 or info.is_capital) then
      k = k + 1
    elseif not is_word(info) or not (info.is_capital or not reader.is_cased) or info.is_date or info.is_head then
      break
    elseif info.is_stop and not info.is_initial or info.is_verb and not info.is_capital or reader:at(list, k) then
      break
    else
      last, count, k = k, count + 1, k + 1
    end
  end
  return last, count
end

-- First word of the title with what stands in front of it: "Russian | Deputy | Prime Minister".
function offices.title_start(list, at, reader)
  local first = at
  while is_word(list[first - 1]) do
    local before = reader:at(list, first - 1)
    local kind = before and before.kind
    if before and #before > 1 then break end
    local is_part = kind == "title" or kind == "demonym" or list[first - 1].is_office and list[first - 1].is_capital
    if not is_part then break end
    first = first - 1
  end
  return first
end

local function is_acronym_before(list, k, reader)
  local given, behind = given_names[reader.language.script], list[k + 1]
  return list[k].is_upper and given and is_word(behind) and behind.is_capital and given[behind.folded] or false
end

local function is_passable(info, reader)
  if info.is_verb or info.is_date then return false end
  if reader.joins[info.folded] then return true end
  return info.is_link or info.is_particle or info.is_office or not info.is_stop and (reader.is_cased or info.is_office)
end

-- Whether capitals beside a name are an acronym: "профессор ВШЭ | Сергей Лунёв", "Investigador Principal CONICET". Some
-- write surnames so: "XI Jinping", "Jean DUPONT".
local function is_acronym_in(list, first, last, reader)
  if not list[last].is_upper or list[last].form:find "^[IVX]+$" then return false end
  local given = given_names[reader.language.script]
  return first == last or not (given and given[list[first].folded] or list[first].is_upper)
end

-- The person whose title begins with word `at`; `entry` ends with word `stop`.
function offices.person(list, at, stop, reader)
  local k, may_begin, is_near = stop + 1, true, true
  local limit = math.min(#list, stop + LONGEST_OFFICE)
  while k <= limit do
    local info = list[k]
    if not is_word(info) then
      local is_comma = COMMAS[info.form] and may_begin and reader.is_cased
      if is_comma then is_near = false end
      if not is_comma and not (HYPHENS[info.form] and info.glued) then return nil end
      k = k + 1
    else
      local entry, reach = reader:at(list, k)
      if entry and (entry.kind ~= "head" or not reader.is_cased) or entry and info.is_capital then
        may_begin, is_near, k = true, is_near and entry.kind ~= "head", reach + 1
      elseif is_acronym_before(list, k, reader) then
        may_begin, is_near, k = true, false, k + 1
      elseif may_begin and not info.is_office and (info.is_capital or not reader.is_cased) then
        local last, count = offices.name(list, k, reader, not reader.is_cased and LONGEST_UNCASED or nil)
        if not last then return nil end
        if is_acronym_in(list, k, last, reader) then return nil end
        local is_sure = is_near and not (stop == at and list[at].is_office) or count > 1 -- not "General Motors"
        return is_sure and { first = k, last = last, words = count, title_first = at, title_last = k - 1 } or nil
      elseif not is_passable(info, reader) then
        return nil
      else
        may_begin = not (info.is_link or info.is_particle or reader.joins[info.folded]) and (may_begin
          or not info.is_capital or info.is_office)
        is_near = false
        k = k + 1
      end
    end
  end
end

local function is_bare(list, k, reader)
  local info = list[k]
  return is_word(info) and info.key == info.folded and not (info.is_stop or info.is_verb or info.is_office
    or reader:at(list, k))
end

-- The person in front of a title, where titles follow names: 블라디미르 푸틴 | 러시아 대통령. A name of
-- three syllables is whole; a longer or shorter one may have another word in front.
function offices.person_before(list, at, stop, reader)
  local k, has_office = at - 1, false
  while is_word(list[k]) and (list[k].is_office or reader:at(list, k)) do k, has_office = k - 1, true end
  if not is_bare(list, k, reader) then return nil end
  local letters = utf8.len(list[k].form)
  if letters < SHORTEST_BEFORE or letters > LONGEST_BEFORE then return nil end
  local first = k
  if (has_office or letters ~= WHOLE_NAME) and is_bare(list, k - 1, reader) then first = k - 1 end
  return { kind = "person", first = first, last = k, title_first = k + 1, title_last = stop }
end

-- The title behind a name that ends with `last`: ", the Russian foreign minister,".
function offices.behind(list, last, reader)
  if not (list[last + 1] and COMMAS[list[last + 1].form]) then return nil end
  for k = last + 2, math.min(#list, last + 1 + APPOSITION) do
    if not is_word(list[k]) or list[k].is_verb then return nil end
    local entry, reach = reader:at(list, k)
    if entry and entry.kind == "title" then
      local stop = reach
      while is_word(list[stop + 1]) and stop - last < LONGEST_TITLE do
        local info = list[stop + 1]
        if info.is_verb or info.is_stop and not (info.is_link or info.is_particle) then break end
        stop = stop + 1
      end
      while list[stop].is_link do stop = stop - 1 end
      local first = last + 2
      while first < k and list[first].is_stop do first = first + 1 end
      return first, stop
    end
    if entry and entry.kind ~= "state" and entry.kind ~= "demonym" and entry.kind ~= "organisation" then return nil end
    if not entry and list[k].is_capital and not list[k].is_office then return nil end
  end
end

return offices
