-- Who speaks: the actor, name in quotation marks or pronoun in front of a verb of saying, behind it, or at the head of
-- a sentence that the verb ends.
--
--   speakers.before(finder, frame, verb, people)   --> { name, certainty, first, last, near, ... } or nil
--   speakers.behind(finder, frame, last, people)      speakers.first(finder, frame, verb)
--
-- `near` says that nothing but helping words stands between the speaker and the verb; `people` were named before.

local frames = require "frames"
local pieces = require "pieces"
local quotes = require "quotes"

local speakers = {}

local is_word, is_quoted = frames.is_word, frames.is_quoted
local STOPS <const>, COLONS <const>, COMMAS <const> = frames.STOPS, frames.COLONS, frames.COMMAS
local FARTHEST <const> = 25 -- words and marks between the speaker and its verb
local BEHIND <const> = 10 -- between a verb and the speaker behind it
local HEAD_REACH <const> = 8 -- words in front of a speaker at the head of the sentence
local QUOTED_NAME <const> = 5 -- words of a newspaper's name in quotation marks
local NAMED <const>, LAST_NAMED <const>, AMBIGUOUS <const>, DISTANT <const> = 0.9, 0.7, 0.5, 0.6

local function is_governed(self, frame, mention)
  local k = mention.first - 1
  while is_word(frame.list[k]) and (self.articles[frame.list[k].folded] or self.reader:at(frame.list, k,
    "demonym")) do k = k - 1 end
  local before = frame.list[k]
  if is_word(before) and mention.kind ~= "person" and self.reader:at(frame.list, k, "title") then return true end
  return is_word(before) and (self.inside[before.folded] or self.links[before.folded]) or false
end

-- Whether what follows the mention leads to a verb: the verb, an auxiliary, an adverb, a comma, a preposition.
local function leads_on(self, frame, k, verb)
  local info = frame.list[k]
  if k == verb or not is_word(info) then return k == verb or COMMAS[info.form] or info.form == "(" end
  if info.is_stop or info.is_verb or self.inside[info.folded] or self.at[info.folded] then return true end
  for _, ending in ipairs(self.adverbs) do
    if info.folded:sub(-#ending) == ending then return true end
  end
  return false
end

local function is_near(self, frame, from, verb)
  for k = from, verb - 1 do
    local info = frame.list[k]
    if not is_word(info) or not (info.is_stop or leads_on(self, frame, k, verb)) then return false end
  end
  return true
end

-- "“Lianhe Zaobao,” said": a name in quotation marks right in front of the verb.
local function quoted_name(self, frame, verb)
  local quote = verb > 1 and self.own.order ~= "last" and quotes.holding(frame.quotes, frame.starts[verb - 1])
  if not quote or quote.open == 1 then return nil end
  local text = frame.text:sub(quote.first, quote.last):gsub("[,;%s]+$", "")
  local words, has_capital = 0, false
  for word in text:gmatch "%S+" do words, has_capital = words + 1, has_capital or pieces.is_capital(word) end
  return words <= QUOTED_NAME and has_capital and { name = text, quote = quote, is_quoted = true } or nil
end

local function pronoun_speaker(self, frame, k, verb, people)
  local name, certainty
  for at = k - 1, 1, -1 do
    local mention = frame.ends[at]
    if mention and mention.kind == "person" then name, certainty = mention.name, LAST_NAMED break end
  end
  if not name and #people > 0 then
    name, certainty = people[#people], LAST_NAMED
    for _, other in ipairs(people) do certainty = other ~= name and AMBIGUOUS or certainty end
  end
  return name and { name = name, certainty = certainty, first = k, last = k, near = is_near(self, frame, k + 1, verb) }
end

function speakers.before(self, frame, verb, people)
  local quoted = quoted_name(self, frame, verb)
  if quoted then return { name = quoted.name, certainty = NAMED, near = false, first = verb - 1,
    quote = quoted.quote } end
  for k = verb - 1, math.max(1, verb - FARTHEST), -1 do
    local info, mention = frame.list[k], frame.ends[k]
    if is_quoted(frame, k) then return nil end
    if mention and not is_governed(self, frame, mention) and leads_on(self, frame, k + 1, verb) then
      local near = is_near(self, frame, k + 1, verb)
      return { name = mention.name, certainty = near and NAMED or LAST_NAMED, near = near, first = mention.first,
        last = k, kind = mention.kind }
    end
    if not is_word(info) and STOPS[info.form] then return nil end
    if is_word(info) and self.pronouns[info.folded] then return pronoun_speaker(self, frame, k, verb, people) end
    if is_word(info) and self.verbs:has(info.folded) and not frame.inside[k] and k < verb - 1 then return nil end
  end
end

local function only_stops(frame, first, last)
  for k = first, last do
    if not frame.list[k].is_stop then return false end
  end
  return true
end

function speakers.behind(self, frame, last, people)
  for k = last + 1, math.min(#frame.list, last + BEHIND) do
    local info, mention = frame.list[k], frame.begins[k]
    if mention then
      local best = mention
      for at = mention.last + 1, math.min(#frame.list, last + BEHIND) do -- "the foreign minister of China | Wang Yi"
        local other = frame.begins[at]
        local is_apposed = COMMAS[frame.list[at].form] and frame.begins[at + 1]
          and frame.begins[at + 1].kind == "person"
        if best.kind == "person" or not (is_word(frame.list[at]) or is_apposed) or frame.list[at].is_verb then break end
        if other and (other.kind == "person" or at == best.last + 1) then best = other end
      end
      local is_apart = best.kind ~= "person" and not only_stops(frame, last + 1, best.first - 1) -- "embargo da ONU"
      return not is_apart and { name = best.name, certainty = NAMED, near = true, first = k, last = best.last } or nil
    end
    local is_apposed = COMMAS[info.form] and frame.begins[k + 1] and frame.begins[k + 1].kind == "person"
    if not (is_word(info) or is_apposed) or is_quoted(frame, k) then return nil end
    if k == last + 1 and self.pronouns[info.folded] then
      local found = pronoun_speaker(self, frame, k, k + 1, people)
      if found then found.near = true end
      return found
    end
    if self.that[info.folded] or info.is_verb then return nil end
  end
end

-- The last word of what stands behind a name up to its title: 푸틴 | 러시아 대통령은.
local function with_title(self, frame, last)
  local k = last + 1
  while is_word(frame.list[k]) do
    local entry, reach = self.reader:at(frame.list, k)
    if entry and entry.kind == "title" then return reach end
    if not entry and not frame.list[k].is_office then return last end
    k = (reach or k) + 1
  end
  return last
end

local function is_subject(self, frame, last)
  local behind = frame.list[last + 1]
  if behind and (COMMAS[behind.form] or COLONS[behind.form] or self.subjects[behind.folded]) then return true end
  for _, ending in ipairs(self.subject_endings) do
    if frame.list[last].folded:sub(-#ending) == ending then return true end
  end
  return false
end

-- The speaker at the head of a sentence whose verb ends it.
function speakers.first(self, frame, verb)
  for k = 1, math.min(#frame.list, HEAD_REACH, verb - 1) do
    local mention = frame.begins[k]
    if mention and not is_quoted(frame, k) then
      local last = with_title(self, frame, mention.last)
      local is_speaker = mention.kind == "person" or last == mention.last
      if is_speaker and last < verb and is_subject(self, frame, last) then
        return { name = mention.name, certainty = DISTANT, near = true, first = k, last = last, is_first = true }
      end
    end
  end
end

return speakers
