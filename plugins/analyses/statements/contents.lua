-- What is said, to whom and where.
--
--   contents.marker(finder, frame, last)             --> the "that", colon or quotation that begins what is said
--   contents.between(frame, from, to, speaker)       --> { content_start, content_stop, is_direct } or nil
--   contents.addressee(finder, frame, verb, last, stop)   --> "reporters", and the last word of the phrase
--   contents.place(finder, frame, found)             --> "a briefing"

local frames = require "frames"
local trimming = require "trimming"

local contents = {}

local is_word, is_quoted, stop_of = frames.is_word, frames.is_quoted, frames.stop_of
local STOPS <const>, COLONS <const> = frames.STOPS, frames.COLONS
local THAT_REACH <const> = 10 -- words between the verb and "that"
local LONGEST_ADDRESSEE <const> = 8
local LONGEST_PLACE <const> = 8
local LEAST_CONTENT <const> = 4 -- bytes
local EDGES <const> = { ",", ";", ":", "-", "—", "–", "،" }
local SINGLE <const> = { "'", "‘", "’", "\"\"", "''", "`" }

function contents.marker(self, frame, last)
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

function contents.between(frame, from, to, speaker)
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

function contents.addressee(self, frame, verb, last, stop)
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
function contents.place(self, frame, found)
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

return contents
