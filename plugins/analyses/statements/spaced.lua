-- Statements of a sentence in a language with spaces.
--
-- A verb of saying has its speaker in front ("Li Hualai at a briefing said that"), behind ("“Yes”, said Li") or, in
-- languages whose verb comes last, at the head of the sentence. It counts when the speaker stands beside it, or when
-- "that", a colon or quotation marks show that something is said.

local contents = require "contents"
local forms = require "forms"
local frames = require "frames"
local pieces = require "pieces"
local speakers = require "speakers"

local spaced = {}

local is_word, is_quoted, stop_of = frames.is_word, frames.is_quoted, frames.stop_of
local COMMAS <const> = frames.COMMAS
local BEHIND <const> = 10 -- between a verb and the speaker behind it
local LAST_REACH <const> = 3 -- words behind a verb that ends its sentence
local HEAD_REACH <const> = 8 -- words in front of a speaker at the head of the sentence
local NAMED <const> = 0.9

local function set(list)
  local words = {}
  for _, word in ipairs(list or {}) do words[pieces.fold(word)] = true end
  return words
end

local finder = {}
finder.__index = finder

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
  found.place = contents.place(self, frame, found)
  return found
end

local function said_behind(self, frame, verb, last, speaker)
  local at, is_mark, quote = contents.marker(self, frame, last)
  local is_weak = self.nouns[frame.list[verb].folded]
  if not at and (is_weak or not speaker.near) then return nil end
  local from, address
  local stop = at or #frame.list
  local said_to, reach = contents.addressee(self, frame, verb, last, at or #frame.list)
  address = said_to
  if quote then
    from = quote.open
  elseif at then
    from = stop_of(frame, at) + 1
  elseif is_word(frame.list[last + 1]) or frame.list[last + 1] and COMMAS[frame.list[last + 1].form] then
    from = frame.starts[(reach or last) + 1]
  end
  if not from or stop <= last then return nil end
  local found = contents.between(frame, from, #frame.text, speaker)
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
  return contents.between(frame, 1, frame.starts[k] + (is_quoted(frame, k) and mark.bytes - 1 or -1), speaker)
end

local function verb_statement(self, frame, verb, last, people)
  if is_noun(self, frame, verb) then return nil end
  local order = self.own.order
  if order ~= "behind" then
    local speaker = speakers.before(self, frame, verb, people)
    if speaker then
      local found = said_behind(self, frame, verb, last, speaker)
      if not found and speaker.near then found = before_clause(frame, speaker, verb, last) end
      if found then return finish(self, frame, found, speaker, verb, last) end
    end
  end
  local front = verb - 1
  while is_word(frame.list[front]) and self.auxiliaries[frame.list[front].folded] do front = front - 1 end
  local before = frame.list[front]
  local speaker = (order == "behind" or before and not is_word(before)) and speakers.behind(self, frame, last, people)
  if speaker then
    local found = before and not is_word(before) and before_clause(frame, speaker, verb, last)
    if not found and order == "behind" then found = said_behind(self, frame, verb, speaker.last, speaker) end
    if found then return finish(self, frame, found, speaker, verb, last) end
  end
  if order == "last" and last >= #frame.list - LAST_REACH then
    speaker = speakers.first(self, frame, verb)
    local found = speaker and speaker.last + 1 < verb
      and contents.between(frame, frame.starts[speaker.last + 1], frame.starts[verb] - 1, speaker)
    if found then return finish(self, frame, found, speaker, verb, last) end
  end
end

-- "According to X, ...", "..., according to X."
local function source_statement(self, frame, at, last, people)
  local speaker = speakers.behind(self, frame, last, people)
  if not speaker then return nil end
  local behind = frame.list[speaker.last + 1]
  local found
  if behind and COMMAS[behind.form] and at <= HEAD_REACH then
    found = contents.between(frame, frame.starts[speaker.last + 1], #frame.text, speaker)
  elseif at > 1 and (not behind or not is_word(behind)) then
    found = contents.between(frame, 1, frame.starts[at] - 1, speaker)
  elseif at == 1 and behind and is_word(behind) then
    found = contents.between(frame, frame.starts[speaker.last + 1], #frame.text, speaker)
  end
  return finish(self, frame, found, speaker, at, last)
end

local function source_after(self, frame, at, last)
  local mention = frame.ends[at - 1]
  if not mention then return nil end
  local speaker = { name = mention.name, certainty = NAMED, first = mention.first, last = last }
  local found = contents.between(frame, stop_of(frame, last) + 1, #frame.text, speaker)
  return finish(self, frame, found, speaker, at, last)
end

function finder:find(text, mentions, offset, people)
  local frame = frames.of(text, mentions, offset, self)
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
