-- Short forms with the long forms that the text itself gives them.
--
--   $ moonleaf run acronyms
--   row  document  short  long                               language  basis        count  evidence
--     4  002_9d43  RATS   Regional Anti-Terrorist Structure  en        parenthesis      1  “In this regard, ...”
--
-- After Schwartz & Hearst 2003, A simple algorithm for identifying abbreviation definitions in biomedical text, with
-- the best alignment instead of the first (alignment.lua), in both orders, beside dashes and commas (definitions.lua),
-- in any script that has capitals, and in Chinese, Japanese and Korean (unspaced.lua).

local definitions = require "definitions"
local foreign = require "foreign"
local stopwords = require "stopwords"
local unspaced = require "unspaced"

local acronyms = {
  api = 1,
  summary = "Short forms and what the text says they stand for",
  columns = {
    { "short", "text", "the short form as written" },
    { "long", "text", "its long form as written" },
    { "language", "language", "language of the long form" },
    { "basis", "text", "parenthesis: long (SHORT); reversed: SHORT (long); apposition: SHORT, or long" },
    { "count", "integer", "how often the short form occurs in the document" },
    { "evidence", "span", "the sentence that says it" },
  },
  plots = {
    { "bar", x = "short", y = "count", title = "Abbreviations" },
  },
}

-- The same long form in another case or inflection has the same key.
local function key_of(short, long, language)
  local stems = { short }
  for _, word in ipairs(moonleaf.text.words(long)) do
    stems[#stems + 1] = moonleaf.text.stem(moonleaf.text.fold(word), language)
  end
  return table.concat(stems, " ")
end

local function sentence_around(document, start, stop)
  local sentence = document:span(start, start):sentence()
  if not sentence then return document:span(start, stop) end
  return document:span(math.min(start, sentence.start), math.max(stop, sentence.stop))
end

-- How often the form stands in the text as a word, in the plural and with an apostrophe too; signs of an unspaced
-- script are no words of their own.
local function counter_of(document)
  local forms, text = document:counter { by = "form" }, nil
  return function(short)
    if #moonleaf.text.words(short) == 1 and not unspaced.is_word(short) and not short:find "%.$" then
      local count = forms:get(short) + forms:get(short .. "s")
      for _, rest in ipairs { "'s", "’s" } do count = count + forms:get(short .. rest) end
      return count
    end
    text = text or document:text()
    local count, at = 0, 1
    while at do
      local _, stop = text:find(short, at, true)
      count, at = count + (stop and 1 or 0), stop and stop + 1
    end
    return count
  end
end

local function readers_of(document)
  local readers = {}
  return function(language)
    readers[language] = readers[language] or { stop_words = stopwords.of(language, document), words = {} }
    local reader = readers[language]
    reader.foreign = function()
      reader.names = reader.names or foreign.words(language)
      return reader.names
    end
    return readers[language]
  end
end

function acronyms.document(document, _, emit)
  local reader_of, rows, known = readers_of(document), {}, {}
  for block in document:blocks() do
    local language = block.language ~= "und" and block.language or document.language
    if block.type ~= "code" then
      definitions.read(block, reader_of(language), function(short, start, stop, basis, behind, from)
        local span = document:span(start, stop)
        local long = span.text:gsub("%s+", " ")
        local key = key_of(short, long, language)
        if known[key] then return end
        known[key] = true
        rows[#rows + 1] = {
          short = short, long = long, language = span.language ~= "und" and span.language or language, basis = basis,
          evidence = sentence_around(document, math.min(start, from or start), math.max(stop, behind)),
        }
      end)
    end
  end
  local count = #rows > 0 and counter_of(document)
  for _, row in ipairs(rows) do
    row.count = count(row.short)
    emit(row)
  end
end

return acronyms
