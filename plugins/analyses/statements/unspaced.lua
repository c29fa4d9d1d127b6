-- Statements of a sentence in Chinese and Japanese: the speaker, what leads to the verb, the verb of saying, what is
-- said; in Japanese what is said stands in front of the verb.
--
--   外交部长王毅8日在北京表示，中方将……      speaker 王毅, verb 表示

local quotes = require "quotes"

local unspaced = {}

local FARTHEST <const> = 90 -- bytes between the speaker and its verb
local NAMED <const>, DISTANT <const> = 0.9, 0.6
local LEAST_CONTENT <const> = 12 -- bytes
local ENDS <const> = { "。", "；", "！", "？" }
local LEADING <const> = { "，", "：", "：", ",", ":", "“", "「", "道", "、" }

local finder = {}
finder.__index = finder

function finder:may_say(text)
  for _, verb in ipairs(self.verbs) do
    if text:find(verb, 1, true) then return true end
  end
  return false
end

-- All verbs in the text, the longest at each place.
local function verbs_in(self, text)
  local found, taken = {}, {}
  for _, verb in ipairs(self.verbs) do
    local at = 1
    while true do
      local start, stop = text:find(verb, at, true)
      if not start then break end
      local is_free = not taken[start] and not taken[stop]
      for k = start, stop do taken[k] = true end
      if is_free then found[#found + 1] = { start = start, stop = stop } end
      at = stop + 1
    end
  end
  table.sort(found, function(a, b) return a.start < b.start end)
  return found
end

local function begins_with(text, at, list)
  for _, form in ipairs(list or {}) do
    if text:sub(at, at + #form - 1) == form then return form end
  end
end

local function holds(text, from, to, list)
  for _, form in ipairs(list) do
    local at = text:find(form, from, true)
    if at and at <= to then return true end
  end
  return false
end

-- The last actor in front of the verb whose surroundings lead to it.
local function speaker_of(self, text, mentions, offset, verb, marks)
  local is_last = self.own.order == "last"
  local from, to, step = #mentions, 1, -1
  if is_last then from, to, step = 1, #mentions, 1 end
  for k = from, to, step do
    local mention = mentions[k]
    local stop = mention.stop - offset
    if stop < verb.start and not (is_last and quotes.holding(marks, stop)) then
      local behind = stop + 1
      local courtesy = begins_with(text, behind, self.courtesies)
      if courtesy then behind = behind + #courtesy end
      local gap = verb.start - behind
      local leads = gap == 0 or begins_with(text, behind, self.own.gaps) or text:find("^%d", behind)
      local reach = is_last and #text or FARTHEST
      if leads and gap <= reach and not holds(text, behind, verb.start - 1, ENDS) then return mention, behind, gap end
      if not is_last and mention.kind == "person" then return nil end
    end
  end
end

local function skip(text, at, list)
  local form = begins_with(text, at, list)
  while form do
    at = at + #form
    form = begins_with(text, at, list)
  end
  return at
end

local function without_end(text, stop)
  for _, mark in ipairs { "。", "，", "」", "”", "、" } do
    if stop >= #mark and text:sub(stop - #mark + 1, stop) == mark then return without_end(text, stop - #mark) end
  end
  return stop
end

local function content_of(self, text, verb, behind, marks)
  local from, to = verb.stop + 1, #text
  if self.own.order == "last" then
    from, to = behind, verb.start - 1
    local particle = begins_with(text, from, self.own.gaps)
    from = skip(text, from + #(particle or ""), LEADING)
    for _, form in ipairs(self.own.that or {}) do
      if text:sub(to - #form + 1, to) == form then to = to - #form break end
    end
  end
  for _, quote in ipairs(marks) do
    local is_long = quote.last - quote.first + 1 >= LEAST_CONTENT
    local is_near = quote.open <= from + 12 or self.own.order == "last" and quote.close >= to - 12
    if quote.open >= from and quote.close <= to and is_long and is_near then
      return quote.first, quote.last, true
    end
  end
  from = skip(text, from, LEADING)
  to = without_end(text, to)
  if to - from + 1 < LEAST_CONTENT then return nil end
  return from, to, false
end

function finder:find(text, mentions, offset)
  local found, done, marks = {}, 0, quotes.find(text, self.language.quotes)
  for _, verb in ipairs(verbs_in(self, text)) do
    local mention, behind, gap
    if verb.start > done then mention, behind, gap = speaker_of(self, text, mentions, offset, verb, marks) end
    local from, to, is_direct
    if mention then from, to, is_direct = content_of(self, text, verb, behind, marks) end
    if from then
      found[#found + 1] = {
        speaker = mention.name, certainty = gap <= FARTHEST and NAMED or DISTANT, verb_start = verb.start,
        verb_stop = verb.stop, content_start = from, content_stop = to, is_direct = is_direct,
        place = self.own.order ~= "last" and text:sub(behind, verb.start - 1):match(self.place) or nil,
      }
      done = to
    end
  end
  return found
end

local made_by_reader = setmetatable({}, { __mode = "k" })

local function make(reader)
  local language = reader.language
  local self = setmetatable({ language = language, own = language.statements, courtesies = reader.own.courtesies,
    verbs = { table.unpack(language.sayings) } }, finder)
  table.sort(self.verbs, function(a, b) return #a > #b or #a == #b and a < b end)
  table.sort(self.own.gaps)
  self.place = self.own.place or "在(.+)$"
  made_by_reader[reader] = self
  return self
end

function unspaced.of(reader) return made_by_reader[reader] or make(reader) end

return unspaced
