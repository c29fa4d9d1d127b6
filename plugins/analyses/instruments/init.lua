-- Instruments that a text names: treaties, conventions, agreements, declarations, charters, resolutions, programmes.
-- One row an instrument, with all its mentions; a bare "the Convention" is none.
--
--   $ moonleaf run instruments
--   instrument                               type        year  parties                  count
--   Charter of the United Nations            charter                                        2
--   2006 Agreement on Cooperation in ...     agreement   2006                               1
--   Agreement between the Governments ...    agreement   2014  the Governments of ...       1

local garbled = require "garbled"
local grammars = require "grammar"
local mentions = require "mentions"
local merging = require "merging"

local SILENT_ROLES <const> = { author = true, navigation = true, notice = true, keywords = true }

local instruments = {
  api = 1,
  summary = "Treaties, agreements, declarations, resolutions and programmes that a text names",
  columns = {
    { "instrument", "text", "its longest name, as written" },
    { "type", "text", "treaty, convention, agreement, declaration, charter, protocol, resolution, programme ..." },
    { "year", "date", "in its name, or the year of the sentence that tells of its signing or adoption" },
    { "parties", "text", "those that its name states" },
    { "count", "integer", "how often it is named" },
    { "mentions", "spans", "where it is named" },
    { "evidence", "span", "the sentence that names it first" },
  },
  plots = {
    { "bar", x = "instrument", y = "count", title = "Named documents" },
    { "timeline", x = "year", title = "Years of the named documents" },
  },
}

-- The mentions of a block, with their places in the document.
local function add_block(document, block, list)
  local tag = block.language ~= "und" and block.language or document.language
  local grammar = grammars.of(tag)
  if not grammar or block.type == "code" then return end
  local is_sound
  for sentence in block:sentences() do
    for _, mention in ipairs(mentions.find(sentence.text, grammar)) do
      if is_sound == nil then is_sound = not garbled.is_text(block.text) end
      mention.language, mention.sentence = tag, sentence
      mention.span = document:span(sentence.start + mention.start - 1, sentence.start + mention.stop)
      if is_sound then list[#list + 1] = mention end
    end
  end
end

function instruments.document(document, _, emit)
  local list = {}
  for block in document:blocks() do
    if not SILENT_ROLES[block.role] then add_block(document, block, list) end
  end
  for _, instrument in ipairs(merging.instruments(list)) do
    local spans = {}
    for k, mention in ipairs(instrument.mentions) do spans[k] = mention.span end
    emit {
      instrument = instrument.name, type = instrument.kind, year = instrument.stated or instrument.year,
      parties = instrument.parties, count = #spans, mentions = spans, evidence = instrument.mentions[1].sentence,
    }
  end
end

return instruments
