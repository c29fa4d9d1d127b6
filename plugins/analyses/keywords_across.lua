-- The keywords of a whole corpus: the keyphrases of most documents, language by language, or concept by concept where a
-- glossary says what corresponds to what.
--
--   $ moonleaf run keywords
--   rank  en                ru
--      1  SCO (12)          ШОС (7)
--      2  cooperation (11)  терроризм (5)
--
--   Keywords of 14 documents; those of each: moonleaf run keywords --each
--
-- So a terminal shows the keywords of more than ten documents; --across asks for them anywhere. Programs (csv, json)
-- get a row for each phrase, with its language, how many of the documents declare it, and where it stands first.
--
-- Counted are the documents that have a phrase among their own keywords (declared or extracted), inflected forms being
-- one. A glossary is a CSV file whose header names languages (en,ru,zh) and whose lines are terms that mean the same.

local separated = require "separated"

local keywords_across = {
  api = 1,
  summary = "Keyphrases of the whole corpus by language, counted in documents, aligned by a glossary",
  uses = { "keywords" },
  pivot = { "language", "rank", "keyphrase", "documents" },
  options = {
    { "count", "integer", default = 20, min = 1, max = 10000, help = "keyphrases of each language" },
    { "glossary", "file", help = "CSV of terms that mean the same, a column a language: they share a rank" },
  },
  columns = {
    { "rank", "integer", "by documents, in each language; of a glossary's terms the place of their line" },
    { "language", "language", "language of the keyphrase" },
    { "keyphrase", "text", "as most documents write it" },
    { "documents", "integer", "that have it among their keywords" },
    { "declared", "integer", "of these, by their authors" },
    { "evidence", "span", "where the first of them has it" },
  },
}

-- Inflected forms and capitals are one phrase.
local function key_of(phrase, language)
  local stems = {}
  for i, word in ipairs(moonleaf.text.words(moonleaf.text.fold(phrase))) do
    stems[i] = moonleaf.text.stem(word, language)
  end
  return table.concat(stems, " ")
end

local function add(phrases, row)
  local key = key_of(row.keyphrase, row.language)
  local phrase = phrases[key]
  if not phrase then
    phrase = { key = key, documents = 0, declared = 0, score = 0, forms = {}, place = row.row, evidence = row.evidence,
      document = row.document_id }
    phrases[key] = phrase
  end
  if phrase.last ~= row.document_id then
    phrase.documents, phrase.last, phrase.is_declared = phrase.documents + 1, row.document_id, false
    phrase.forms[row.keyphrase] = (phrase.forms[row.keyphrase] or 0) + 1
  end
  if row.kind == "declared" and not phrase.is_declared then
    phrase.declared, phrase.is_declared = phrase.declared + 1, true
  end
  phrase.score = phrase.score + (row.score or 1)
end

-- { [language] = { [key] = phrase } } of all keywords that are not damaged, and how many documents have any.
local function gather(corpus)
  local by_language, documents, last = {}, 0, nil
  for row in corpus:results "keywords" do
    if row.document_id ~= last then documents, last = documents + 1, row.document_id end
    if not row.damaged then
      by_language[row.language] = by_language[row.language] or {}
      add(by_language[row.language], row)
    end
  end
  return by_language, documents
end

local function is_better(a, b)
  if a.documents ~= b.documents then return a.documents > b.documents end
  if a.declared ~= b.declared then return a.declared > b.declared end
  if a.score ~= b.score then return a.score > b.score end
  return a.place < b.place
end

local function usual_form(phrase)
  local best, most = nil, 0
  for form, count in moonleaf.sorted(phrase.forms) do
    if count > most then best, most = form, count end
  end
  return best
end

local function emit_phrase(corpus, rank, language, phrase, emit)
  local document = corpus:document(phrase.document)
  emit {
    rank = rank, language = language, keyphrase = usual_form(phrase), documents = phrase.documents,
    declared = phrase.declared, evidence = document:span(phrase.evidence.start, phrase.evidence.stop),
  }
end

-- ---- the glossary ----

local function complain(file, ...) error(file.name .. ": " .. string.format(...), 0) end

-- The languages that the header names.
local function languages_of(file, cells)
  for _, language in ipairs(cells) do
    if not language:find "^%a%a%a?[%w-]*$" then
      complain(file, "the first line names the languages of the columns (en,ru,zh); %q is none", language)
    end
  end
  return cells
end

-- The phrases of the corpus that a line names: { place =, documents =, phrases = { en = phrase } }.
local function concept_of(cells, languages, place, by_language)
  local concept = { phrases = {}, documents = 0, place = place }
  for i, term in ipairs(cells) do
    local language = languages[i]
    local phrase = language and term ~= "" and (by_language[language] or {})[key_of(term, language)]
    if phrase then
      concept.phrases[language], concept.documents = phrase, concept.documents + phrase.documents
    end
  end
  return concept
end

local function concepts_of(file, by_language)
  local text = moonleaf.text.decode(file.text, "UTF-8"):gsub("^\u{FEFF}", "")
  local separator, first = separated.separator(text, file.name:match "%.([^.]+)$" or "csv")
  local concepts, languages = {}, nil
  for cells in separated.records(text, separator, first) do
    if not languages then
      languages = languages_of(file, cells)
    else
      concepts[#concepts + 1] = concept_of(cells, languages, #concepts + 1, by_language)
    end
  end
  return concepts
end

local function is_more_used(a, b)
  if a.documents ~= b.documents then return a.documents > b.documents end
  return a.place < b.place
end

-- Emits the concepts that the corpus has; answers how many, and which phrases they took.
local function emit_concepts(corpus, concepts, count, emit)
  local taken, rank = {}, 0
  table.sort(concepts, is_more_used)
  for _, concept in ipairs(concepts) do
    if rank == count or concept.documents == 0 then break end
    rank = rank + 1
    for language, phrase in moonleaf.sorted(concept.phrases) do
      emit_phrase(corpus, rank, language, phrase, emit)
      taken[phrase] = true
    end
  end
  return rank, taken
end

function keywords_across.corpus(corpus, options, emit)
  local by_language, documents = gather(corpus)
  moonleaf.note(("Keywords of %d documents; those of each: moonleaf run keywords --each"):format(documents))
  local first, taken = 0, {}
  if options.glossary then
    first, taken = emit_concepts(corpus, concepts_of(options.glossary, by_language), options.count, emit)
    moonleaf.note(("%d lines of the glossary are in the keywords; what comes after them is in no line."):format(first))
  end
  for language, phrases in moonleaf.sorted(by_language) do
    local list = {}
    for _, phrase in pairs(phrases) do
      if not taken[phrase] then list[#list + 1] = phrase end
    end
    table.sort(list, is_better)
    for i = 1, math.min(#list, options.count - first) do
      emit_phrase(corpus, first + i, language, list[i], emit)
    end
  end
end

return keywords_across
