-- Keyphrases: those that the author declares, and the most telling ones of the text itself, language by language.
--
--   $ moonleaf run keywords --count 3
--   document  kind       language  rank  keyphrase             score  count  damaged  evidence
--   000_011a  declared   en           1  SCO                              1  no       SCO
--   000_011a  declared   en           2  Security Cooperation             2  no       Security Cooperation
--   000_011a  extracted  en           1  legal coordination    1.000      1  no       legal coordination

local candidates = require "candidates"
local declared = require "declared"
local garbled = require "garbled"
local phraserank = require "phraserank"
local stopwords = require "stopwords"

-- A language speaks in a document when it has this share of its text: less is a quotation or a misjudged line.
local LEAST_SHARE <const> = 0.04

-- Blocks that say nothing about the subject, or say it as a list (keywords, which are given as declared).
local SILENT_ROLES <const> = { references = true, navigation = true, notice = true, author = true, keywords = true }
local SILENT_TYPES <const> = { code = true }

local keywords = {
  api = 1,
  summary = "Keyphrases that the author declares, and those that the text itself shows",
  options = {
    { "count", "integer", default = 10, min = 1, max = 1000, help = "extracted keyphrases of each language" },
  },
  columns = {
    { "kind", "text", "declared: from the author's own list; extracted: found in the text" },
    { "language", "language", "language of the blocks it comes from" },
    { "rank", "integer", "place in the author's list, or by score" },
    { "keyphrase", "text", "as the text writes it most often" },
    { "score", "number", "of an extracted one, the best having 1 (weighted features of KEA, RAKE and YAKE)" },
    { "count", "integer", "occurrences in the text, inflected ones with them; none for a long declared phrase" },
    { "damaged", "boolean", "its letters look misread (OCR or charset)" },
    { "evidence", "span", "where it stands first, or in the author's list" },
  },
}

local function is_wanted(block)
  return not SILENT_ROLES[block.role] and not SILENT_TYPES[block.type]
end

-- Languages with enough text, the one with most text first.
local function languages_of(document)
  local bytes, total, list = {}, 0, {}
  for block in document:blocks() do
    if is_wanted(block) then
      local size, language = block.stop - block.start, block.language
      bytes[language] = (bytes[language] or 0) + size
      total = total + size
    end
  end
  for language, size in moonleaf.sorted(bytes) do
    if size >= LEAST_SHARE * total and (language ~= "und" or document.language == "und") then
      list[#list + 1] = language
    end
  end
  table.sort(list, function(a, b)
    return bytes[a] > bytes[b] or bytes[a] == bytes[b] and a < b
  end)
  return list
end

-- One line, and no space between words of a script that writes none.
local function written(text)
  return (text:gsub("%s+", " "):gsub("([\x80-\xff]+) ([\x80-\xff]+)", function(left, right)
    return moonleaf.text.script(left) == "Hani" and moonleaf.text.script(right) == "Hani" and left .. right or nil
  end))
end

local function emit_declared(document, list, found, emit)
  for rank, phrase in ipairs(list) do
    local span = document:span(phrase.start, phrase.stop)
    emit {
      kind = "declared", language = list.language, rank = rank, keyphrase = phrase.text,
      count = found and candidates.count(found, span), damaged = list.damaged, evidence = span,
    }
  end
end

local function emit_extracted(document, language, found, count, emit)
  local top
  for rank, phrase in ipairs(phraserank.best(found, count)) do
    top = top or phrase.score
    local first = document:span(phrase.start, phrase.stop)
    local form = document:span(phrase.form.start, phrase.form.stop)
    emit {
      kind = "extracted", language = language, rank = rank, keyphrase = written(form.text),
      score = math.floor(1000 * math.exp(phrase.score - top) + 0.5) / 1000, count = phrase.count,
      damaged = garbled.is_text(first:sentence().text), evidence = first,
    }
  end
end

function keywords.document(document, options, emit)
  local languages, found = languages_of(document), {}
  for _, language in ipairs(languages) do
    found[language] = candidates.collect(document, language, stopwords.of(language, document), function(block)
      return block.language == language and is_wanted(block)
    end)
  end
  for _, list in ipairs(declared.lists(document)) do
    emit_declared(document, list, found[list.language], emit)
  end
  for _, language in ipairs(languages) do
    emit_extracted(document, language, found[language], options.count, emit)
  end
end

return keywords
