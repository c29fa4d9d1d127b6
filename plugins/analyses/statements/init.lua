-- Who said or wrote what, to whom, where and when: by the language tables' verbs of saying and quotation marks.
--
--   $ moonleaf run statements
--   speaker        verb   addressee  content                                   manner    date        place
--   Li Hualai      said              the summit in Astana, Chinese President … indirect  XXXX-06-05  a briefing
--   Bolat Nurg…    urged  member …   to intensify cooperation in fight against indirect  2007-10-01
--
-- Speakers are actors (of the analysis of that name), names in quotation marks, and pronouns, which stand for the
-- person named last in the paragraph: less certain, and least when several are named there.

local gazetteer = require "gazetteer"
local named = require "named"
local spaced = require "spaced"
local stated_date = require "stated_date"
local unspaced = require "unspaced"

local SILENT_ROLES <const> = { navigation = true, notice = true, references = true, keywords = true, author = true }

local statements = {
  api = 1,
  summary = "Who said or wrote what, to whom, when and where",
  uses = { "actors" },
  columns = {
    { "speaker", "text", "who says it, by the name that the text uses most" },
    { "verb", "text", "the verb of saying as written" },
    { "addressee", "text", "to whom, where stated" },
    { "content", "span", "what is said" },
    { "manner", "text", "direct (in quotation marks) or indirect" },
    { "date", "date", "when, where stated" },
    { "place", "text", "where or on which occasion, as stated" },
    { "certainty", "number", "0 to 1; a pronoun's speaker is less certain than a named one" },
    { "evidence", "span", "the sentence" },
  },
  plots = {
    { "timeline", x = "date", title = "Dates of the statements" },
    { "bar", x = "speaker", title = "Who is quoted most" },
  },
}

local function trimmed(text)
  return (text:gsub("\u{00A0}", " "):gsub("%s+", " "):gsub("^[%s,;:]+", ""):gsub("[%s,;:]+$", ""))
end

local function emit_one(document, sentence, tag, found, emit)
  local text = sentence.text
  local frame = text:sub(1, found.content_start - 1) .. (" "):rep(found.content_stop - found.content_start + 1)
    .. text:sub(found.content_stop + 1)
  emit {
    speaker = found.speaker, verb = text:sub(found.verb_start, found.verb_stop),
    addressee = found.addressee and trimmed(found.addressee) or nil,
    content = document:span(sentence.start + found.content_start - 1, sentence.start + found.content_stop),
    manner = found.is_direct and "direct" or "indirect", date = stated_date.of(frame, tag),
    place = found.place and trimmed(found.place) or nil, certainty = found.certainty, evidence = sentence,
  }
end

local function read_block(document, block, places, emit)
  local tag = block.language ~= "und" and block.language or document.language
  local reader = gazetteer.of(tag)
  local language = reader and reader.language
  if not reader or not language.sayings or not language.statements or block.type == "code" then return end
  local finder = (reader.own.unspaced and unspaced or spaced).of(reader)
  local people = {} -- named so far in the paragraph
  for sentence in block:sentences() do
    local text = sentence.text
    local here
    if finder:may_say(text) then
      here = places:within(sentence)
      for _, found in ipairs(finder:find(text, here, sentence.start, people)) do
        emit_one(document, sentence, tag, found, emit)
      end
    end
    for _, mention in ipairs(here or places:within(sentence)) do
      if mention.kind == "person" then people[#people + 1] = mention.name end
    end
  end
end

function statements.document(document, _, emit)
  local places = named.of(document)
  for block in document:blocks() do
    if not SILENT_ROLES[block.role] then read_block(document, block, places, emit) end
  end
  gazetteer.rest()
end

return statements
