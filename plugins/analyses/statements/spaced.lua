-- Statements of a sentence in a language with spaces.
--
-- A verb of saying has its speaker in front ("Li Hualai at a briefing said that"), behind ("“Yes”, said Li") or, in
-- languages whose verb comes last, at the head of the sentence. It counts when the speaker stands beside it, or when
-- "that", a colon or quotation marks show that something is said.

local forms = require "forms"
local pieces = require "pieces"
local quotes = require "quotes"
local trimming = require "trimming"

local spaced = {}

local FARTHEST <const> = 25      -- words and marks between the speaker and its verb
local BEHIND <const> = 10        -- between a verb and the speaker behind it
local THAT_REACH <const> = 10    -- words between the verb and "that"
local LONGEST_ADDRESSEE <const> = 8
local LONGEST_PLACE <const> = 8
local LAST_REACH <const> = 3     -- words behind a verb that ends its sentence
local HEAD_REACH <const> = 8     -- words in front of a speaker at the head of the sentence
local QUOTED_NAME <const> = 5    -- words of a newspaper's name in quotation marks
local LEAST_CONTENT <const> = 4  -- bytes
local NAMED <const>, LAST_NAMED <const>, AMBIGUOUS <const>, DISTANT <const> = 0.9, 0.7, 0.5, 0.6
local STOPS <const> = { [";"] = true, ["."] = true, ["!"] = true, ["?"] = true, ["("] = true, ["؛"] = true,
  ["؟"] = true, ["।"] = true }
local COLONS <const> = { [":"] = true }
local EDGES <const> = { ",", ";", ":", "-", "—", "–", "،" }
local SINGLE <const> = { "'", "‘", "’", "\"\"", "''", "`" }
local COMMAS <const> = { [","] = true, ["،"] = true, ["–"] = true, ["—"] = true, ["-"] = true }

local function set(list)
  local words = {}
  for _, word in ipairs(list or {}) do words[pieces.fold(word)] = true end
  return words
end

local finder = {}
finder.__index = finder

local function is_word(info) return info ~= nil and info.kind == "word" end

-- Whether a verb or source may be in the text: its words are looked up, nothing is cut.
function finder:may_say(text)
  for word in text:gmatch "[%a\x80-\xFF]+" do
    local known = self.first[word]
    if known == nil then
      local folded = pieces.fold(word)
      known = self.begins[folded] or false
      if not known then
        for piece in folded:gmatch "[%a\xC2-\xF4][%a\x80-\xBF]*" do known = known or self.begins[piece] or false end
      end
      self.count = self.count + 1
      if self.count > 20000 then self.first, self.count = {}, 0 end
      self.first[word] = known
    end
    if known then return true end
  end
  return false
end

-- ---- what stands where ----

-- Words of the sentence with the mentions that begin and end at them.
local function frame_of(text, mentions, offset, self)
  local list, starts = self.reader.cut(text)
  local frame = { text = text, list = list, starts = starts, begins = {}, ends = {}, inside = {},
    quotes = quotes.find(text, self.language.quotes) }
  local k = 1
  for _, mention in ipairs(mentions) do
    local from, to = mention.start - offset + 1, mention.stop - offset
    while starts[k] and starts[k] < from do k = k + 1 end
    local last = k
    while starts[last + 1] and starts[last + 1] <= to do last = last + 1 end
    if list[k] then
      local placed = { first = k, last = last, name = mention.name, kind = mention.kind }
      frame.begins[k], frame.ends[last] = placed, placed
      for i = k, last do frame.inside[i] = placed end
    end
  end
  return frame
end

local function stop_of(frame, k) return frame.starts[k] + frame.list[k].bytes - 1 end

local function is_quoted(frame, k) return quotes.holding(frame.quotes, frame.starts[k]) end

-- ---- the speaker ----

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

local function speaker_before(self, frame, verb, people)
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

local function speaker_behind(self, frame, last, people)
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
local function speaker_first(self, frame, verb)
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

-- ---- what is said ----

local function marker(self, frame, last)
  for k = last + 1, math.min(#frame.list, last + THAT_REACH) do
    local info = frame.list[k]
    if COLONS[info.form] or is_word(info) and self.that[info.folded] then return k, COLONS[info.form] end
    local quote = is_quoted(frame, k)
    if quote then return k, true, quote end
    if STOPS[info.form] and frame.list[k - 1].kind ~= "digits" then return nil end
  end
end

local function trim(text, from, to) return trimming.bounds(text, from, to, EDGES) end

-- A quotation outside of the speaker's own name that is more than a word.
local function direct_quote(frame, speaker, from, to)
  for _, quote in ipairs(frame.quotes) do
    local is_own = speaker.quote and quote.open == speaker.quote.open
    local has_words = frame.text:sub(quote.first, quote.last):find "%S%s+%S"
    if not is_own and has_words and quote.open >= from and quote.close <= to then return quote end
  end
end

local function content_of(frame, from, to, speaker)
  from, to = trim(frame.text, from, to)
  if to - from + 1 < LEAST_CONTENT then return nil end
  local marked, unmarked = trimming.bounds(frame.text, from, to, SINGLE)
  if marked > from and unmarked > marked then -- 'single quotation marks', which are apostrophes elsewhere
    return { content_start = marked, content_stop = unmarked, is_direct = true }
  end
  local quote = direct_quote(frame, speaker, from, to)
  if quote and quote.open <= from + 3 then
    from, to = trim(frame.text, quote.first, quote.last)
    if to >= from then return { content_start = from, content_stop = to, is_direct = true } end
    return nil
  end
  return { content_start = from, content_stop = to, is_direct = quote ~= nil and quote.open <= from + 40 or nil }
end

-- The end of a phrase: up to a comma, "that", a verb, another preposition.
local function phrase_end(self, frame, from, most, verb)
  local last = from - 1
  for k = from, math.min(#frame.list, from + most - 1) do
    local info = frame.list[k]
    if not is_word(info) and not (info.glued and frame.list[k + 1] and frame.list[k + 1].glued) then break end
    local is_verb = info.is_verb and not info.is_capital and not self.nouns[info.folded]
    if k == verb or self.that[info.folded] or is_verb or self.infinitive[info.folded] then break end
    local is_bound = k == from or self.links[info.folded] or self.links[frame.list[k - 1].folded]
    if info.is_stop and not is_bound then break end
    if k > from and (self.at[info.folded] or self.inside[info.folded]) and not self.links[info.folded] then break end
    if info.kind == "digits" and last < from then return nil end
    last = k
  end
  return last >= from and last or nil
end

local function phrase(frame, from, last) return frame.text:sub(frame.starts[from], stop_of(frame, last)) end

-- Whether "to" begins an addressee there, where it stands in front of infinitives too.
local function may_be_told(self, frame, k)
  local info = frame.list[k]
  if not is_word(info) or not self.infinitive[frame.list[k - 1].folded] then return is_word(info) end
  local is_named = info.is_capital or frame.inside[k] or self.articles[info.folded]
  return is_named or info.folded:find "s$" and not info.is_verb
end

local function addressee(self, frame, verb, last, stop)
  local folded = frame.list[last].folded
  local begins
  if self.tells[folded] or self.tells[frame.list[verb].folded] then
    begins = last + 1
  elseif is_word(frame.list[last + 1]) and self.to[frame.list[last + 1].folded] and may_be_told(self, frame,
    last + 2) then
    begins = last + 2
  end
  local first = begins and begins < stop and frame.list[begins]
  if not is_word(first or nil) or self.that[first.folded] then return nil end
  if self.at[first.folded] or self.inside[first.folded] then return nil end
  local entry = self.reader:at(frame.list, begins)
  if entry and entry.kind == "place" or first.is_capital and self.at[frame.list[begins - 1].folded] then return nil end
  local reach = phrase_end(self, frame, begins, LONGEST_ADDRESSEE)
  if reach and reach < stop and not (frame.list[begins].is_stop and reach == begins) then
    return phrase(frame, begins, reach), reach
  end
end

-- Where it was said: a phrase with a preposition of place outside of what is said.
local function place(self, frame, found)
  for k = 1, #frame.list do
    local info, start = frame.list[k], frame.starts[k]
    if start > found.verb_stop and self.barriers[info.folded] and start > found.content_stop then return nil end
    local is_outside = start < found.content_start or start > found.content_stop
    if is_outside and is_word(info) and self.at[info.folded] and is_word(frame.list[k + 1]) and not is_quoted(frame,
      k) then
      local next_word = frame.list[k + 1]
      local reach = not next_word.is_date and not self.relatives[next_word.folded]
        and phrase_end(self, frame, k + 1, LONGEST_PLACE)
      if reach and not (next_word.is_stop and reach == k + 1) then return phrase(frame, k + 1, reach) end
    end
  end
end

-- ---- one verb ----

local function is_noun(self, frame, verb)
  local before = frame.list[verb - 1]
  if frame.list[verb].is_capital and verb > 1 and not (before and before.kind == "mark") then return true end
  if not is_word(before) then return false end
  local further = frame.list[verb - 2]
  if is_word(further) and before.is_stop and self.passives[further.folded] then return true end -- "was also denied"
  local folded = before.folded
  return self.passives[folded] or self.infinitive[folded] or self.articles[folded] and not self.pronouns[folded]
    or self.links[folded] or false
end

local function finish(self, frame, found, speaker, verb, last)
  if not found then return nil end
  found.speaker, found.certainty = speaker.name, speaker.certainty
  found.verb_start, found.verb_stop = frame.starts[verb], stop_of(frame, last)
  found.place = place(self, frame, found)
  return found
end

local function said_behind(self, frame, verb, last, speaker)
  local at, is_mark, quote = marker(self, frame, last)
  local is_weak = self.nouns[frame.list[verb].folded]
  if not at and (is_weak or not speaker.near) then return nil end
  local from, address
  local stop = at or #frame.list
  local said_to, reach = addressee(self, frame, verb, last, at or #frame.list)
  address = said_to
  if quote then
    from = quote.open
  elseif at then
    from = stop_of(frame, at) + 1
  elseif is_word(frame.list[last + 1]) or frame.list[last + 1] and COMMAS[frame.list[last + 1].form] then
    from = frame.starts[(reach or last) + 1]
  end
  if not from or stop <= last then return nil end
  local found = content_of(frame, from, #frame.text, speaker)
  if found then found.addressee = address end
  return found, is_mark
end

local function before_clause(frame, speaker, verb, last)
  local first = math.min(speaker.first or verb, verb)
  local k = first - 1
  while is_word(frame.list[k]) and not frame.list[k].is_verb and first - k <= BEHIND do k = k - 1 end
  local mark = frame.list[k]
  if not mark or is_word(mark) then return nil end
  local behind = frame.list[math.max(last, speaker.last or last) + 1]
  local is_end = not behind or not is_word(behind)
  if not is_end and not is_quoted(frame, k) then return nil end
  return content_of(frame, 1, frame.starts[k] + (is_quoted(frame, k) and mark.bytes - 1 or -1), speaker)
end

local function verb_statement(self, frame, verb, last, people)
  if is_noun(self, frame, verb) then return nil end
  local order = self.own.order
  if order ~= "behind" then
    local speaker = speaker_before(self, frame, verb, people)
    if speaker then
      local found = said_behind(self, frame, verb, last, speaker)
      if not found and speaker.near then found = before_clause(frame, speaker, verb, last) end
      if found then return finish(self, frame, found, speaker, verb, last) end
    end
  end
  local front = verb - 1
  while is_word(frame.list[front]) and self.auxiliaries[frame.list[front].folded] do front = front - 1 end
  local before = frame.list[front]
  local speaker = (order == "behind" or before and not is_word(before)) and speaker_behind(self, frame, last, people)
  if speaker then
    local found = before and not is_word(before) and before_clause(frame, speaker, verb, last)
    if not found and order == "behind" then found = said_behind(self, frame, verb, speaker.last, speaker) end
    if found then return finish(self, frame, found, speaker, verb, last) end
  end
  if order == "last" and last >= #frame.list - LAST_REACH then
    speaker = speaker_first(self, frame, verb)
    local found = speaker and speaker.last + 1 < verb
      and content_of(frame, frame.starts[speaker.last + 1], frame.starts[verb] - 1, speaker)
    if found then return finish(self, frame, found, speaker, verb, last) end
  end
end

-- "According to X, ...", "..., according to X."
local function source_statement(self, frame, at, last, people)
  local speaker = speaker_behind(self, frame, last, people)
  if not speaker then return nil end
  local behind = frame.list[speaker.last + 1]
  local found
  if behind and COMMAS[behind.form] and at <= HEAD_REACH then
    found = content_of(frame, frame.starts[speaker.last + 1], #frame.text, speaker)
  elseif at > 1 and (not behind or not is_word(behind)) then
    found = content_of(frame, 1, frame.starts[at] - 1, speaker)
  elseif at == 1 and behind and is_word(behind) then
    found = content_of(frame, frame.starts[speaker.last + 1], #frame.text, speaker)
  end
  return finish(self, frame, found, speaker, at, last)
end

local function source_after(self, frame, at, last)
  local mention = frame.ends[at - 1]
  if not mention then return nil end
  local speaker = { name = mention.name, certainty = NAMED, first = mention.first, last = last }
  local found = content_of(frame, stop_of(frame, last) + 1, #frame.text, speaker)
  return finish(self, frame, found, speaker, at, last)
end

function finder:find(text, mentions, offset, people)
  local frame = frame_of(text, mentions, offset, self)
  local found, k, done = {}, 1, 0
  while frame.list[k] do
    local made, reach
    if is_word(frame.list[k]) and not is_quoted(frame, k) and not frame.inside[k] and frame.starts[k] > done then
      local source, last = self.sources:at(frame.list, k)
      if source then
        made, reach = source_statement(self, frame, k, last, people), last
      else
        source, last = self.sources_after:at(frame.list, k)
        if source then made, reach = source_after(self, frame, k, last), last end
      end
      local verb, stop
      if not made then verb, stop = self.verbs:at(frame.list, k) end
      if verb and self.that[frame.list[stop].folded] then verb = nil end
      if verb and not source then made, reach = verb_statement(self, frame, k, stop, people), stop end
    end
    local before = found[#found]
    local is_same = made and before and before.content_start == made.content_start -- "деп мәлімдеді"
    if made and not is_same then
      found[#found + 1] = made
      if made.content_start > frame.starts[k] then done = made.content_stop end
    end
    k = (reach or k) + 1
  end
  return found
end

local made_by_reader = setmetatable({}, { __mode = "k" })

local function make(reader)
  local language = reader.language
  local own, phrases, verbs = language.statements, language.phrases or {}, language.verbs or {}
  local self = setmetatable({ reader = reader, language = language, own = own, first = {}, count = 0, begins = {} },
    finder)
  self.verbs = forms.list(language.sayings, reader.elisions)
  self.sources = forms.list(own.sources, reader.elisions)
  self.sources_after = forms.list(own.sources_after, reader.elisions)
  for _, book in ipairs { self.verbs, self.sources, self.sources_after } do
    for word in pairs(book.first) do self.begins[word] = true end
  end
  for _, field in ipairs { "that", "passives", "to", "tells", "at", "pronouns", "nouns", "subjects" } do
    self[field] = set(own[field])
  end
  self.subject_endings, self.adverbs = own.subject_endings or {}, phrases.adverbs or {}
  self.articles, self.inside, self.links = set(phrases.articles), set(phrases.inside), set(phrases.links)
  self.auxiliaries = set(verbs.auxiliaries)
  self.barriers = set(phrases.barriers)
  self.infinitive, self.relatives = set(verbs.infinitive), set(own.relatives)
  made_by_reader[reader] = self
  return self
end

function spaced.of(reader) return made_by_reader[reader] or make(reader) end

return spaced
