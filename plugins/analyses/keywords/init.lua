-- Keyphrases: those that the author declares, and the most telling ones of the text itself, language by language.
--
--   $ moonleaf run keywords --count 2
--   row  kind       language  rank  keyphrase                          score  count  damaged  evidence
--     1  declared   en           1  SCO                                           3  no       “SCO”
--     2  declared   en           2  Security Cooperation                          1  no       “Security Cooperation”
--     6  declared   und          3  60pbda ¢ TEPPOPU3MOM                             yes      “60pbda ¢ TEPPOPU3MOM”
--     7  extracted  en           1  Cooperation                            1      7  no       “Cooperation”
--     8  extracted  en           2  Shanghai Cooperation Organization  0.729      2  no       “Shanghai ...”
--
-- On a terminal more than ten documents are seen through keywords_across: one column of keywords a language, counted in
-- documents; --each shows them one by one, --glossary FILE.csv aligns terms across languages.

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
  across = true,
  summary = "Unusually frequent words (AntConc's Keyword List): see keyness. Here: keyphrases, declared or found",
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
    { "counterpart", "text", "of a declared one: what the list in another language has in its place" },
    { "damaged", "boolean", "its letters look misread (OCR or charset)" },
    { "evidence", "span", "where it stands first, or in the author's list" },
  },
  plots = {
    { "bar", x = "keyphrase", y = "count", group = "language", title = "Keywords of each language" },
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
  text = text:gsub("%s+", " ")
  if not text:find "[\xe2-\xf4]" then return text end
  return (text:gsub("([\x80-\xff]+) ([\x80-\xff]+)", function(left, right)
    return moonleaf.text.script(left) == "Hani" and moonleaf.text.script(right) == "Hani" and left .. right or nil
  end))
end

-- What the text says about one language: the best phrases, and how often it has those that the author declares.
local function survey(document, language, lists, count)
  local found = candidates.collect(document, language, stopwords.of(language, document), function(block)
    return block.language == language and is_wanted(block)
  end)
  for _, list in ipairs(lists) do
    for _, phrase in ipairs(list.language == language and list or {}) do
      phrase.count = candidates.count(found, document:span(phrase.start, phrase.stop))
    end
  end
  local best = phraserank.best(found, count)
  candidates.release(found)
  return best
end

-- What the lists in other languages have at a place: translations, as far as the lists are equally long.
local function counterparts(lists, list, rank)
  local found = {}
  for _, other in ipairs(lists) do
    local is_foreign = other ~= list and other.language ~= list.language
    if is_foreign and #other == #list then
      found[#found + 1] = other[rank].text
    end
  end
  return #found > 0 and table.concat(found, "; ") or nil
end

local function emit_declared(document, lists, list, emit)
  for rank, phrase in ipairs(list) do
    emit {
      kind = "declared", language = list.language, rank = rank, keyphrase = phrase.text, count = phrase.count,
      counterpart = counterparts(lists, list, rank), damaged = list.damaged,
      evidence = document:span(phrase.start, phrase.stop),
    }
  end
end

-- A function that says whether the sentence of a span looks misread; phrases share their sentences.
local function damage_teller()
  local known = {} -- by the start of the sentence
  return function(span)
    local sentence = span:sentence()
    local start = sentence.start
    if known[start] == nil then known[start] = garbled.is_text(sentence.text) end
    return known[start]
  end
end

local function emit_extracted(document, language, best, emit)
  local is_damaged = damage_teller()
  for rank, phrase in ipairs(best) do
    local first, form = document:span(phrase.start, phrase.stop), phrase.form
    local written_so = form.start == phrase.start and first or document:span(form.start, form.stop)
    emit {
      kind = "extracted", language = language, rank = rank, keyphrase = written(written_so.text),
      score = math.floor(1000 * math.exp(phrase.score - best[1].score) + 0.5) / 1000, count = phrase.count,
      damaged = is_damaged(first), evidence = first,
    }
  end
end

function keywords.document(document, options, emit)
  local lists, languages, best = declared.lists(document), languages_of(document), {}
  for i, language in ipairs(languages) do
    best[i] = survey(document, language, lists, options.count)
  end
  for _, list in ipairs(lists) do
    emit_declared(document, lists, list, emit)
  end
  for i, language in ipairs(languages) do
    emit_extracted(document, language, best[i], emit)
  end
end

return keywords
