-- Names with a noun for an organisation in them, in a language with spaces: where they begin and how far they go.
--
--   organisations.at(list, first, last, reader)     --> first and last word of "Office on Drugs and Crime"; nil
--
-- `last` ends the run of capitals that begins at `first` (organisations.run_end).

local given_names = require "given_names"

local MOST_LINKS <const> = 3 -- "of the", "for the"
local MOST_SMALL <const> = 4 -- words in small letters that a name goes on with, where the language writes it small
local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }

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

return { at = organisation, head_at = head_at, run_end = run_end }
