-- Terms: the words that tell a document, or a group of documents, from the others.
--
--   $ moonleaf run terms --language en --top 2
--   language  part        term         frequency  documents  tf idf  evidence
--   en        002_9d4318  bishkek             14         12    21.6  “The Bishkek declaration was signed by …”
--   en        002_9d4318  convention           9         20    11.9  “The convention obliges all states that …”
--   en        003_53fded  harbour              7          3    14.1  “No ship had left the harbour since May.”
--
-- tf-idf = f * log10(N / n): f is how often the term stands in the part, N the documents with text in the language, n
-- those of them that have the term (Spärck Jones 1972, "A statistical interpretation of term specificity"; Salton &
-- Buckley 1988, "Term-weighting approaches in automatic text retrieval"). With --tf log, (1 + log10 f) stands for f. A
-- part is a document; with --group KEY the documents with one value of it, with --group language all of a language.

local best = require "best"
local counting = require "counting"
local first_places = require "first_places"

local terms = {
  api = 1,
  summary = "What each document or group speaks of more than others do (tf-idf)",
  options = counting.options("language", "group", { default = "document",
    help = "parts: document, year (of the date), a key of the metadata, or language" },
    "by", "kinds", "role", "stopwords", { default = "drop" },
    "minimum", { default = 2, help = "least frequency in the part" },
    "top", { default = 10, help = "terms of each part; 0 for all" }),
  columns = {
    { "language", "language", "of the text" },
    { "part", "text", "the document, the year, the value of the key" },
    { "term", "text", "as --by says: folded, as written, or the stem" },
    { "frequency", "integer", "how often it stands in the part: f" },
    { "documents", "integer", "documents of the language with it, in all parts: n" },
    { "tf_idf", "number", "f * log10(N / n), or (1 + log10 f) * log10(N / n) with --tf log" },
    { "evidence", "span", "of a document: the first sentence with the term" },
  },
}

table.insert(terms.options, { "tf", "text", default = "raw", choices = { "raw", "log" },
  help = "how frequency counts: as it is, or 1 + log10 of it" })
table.insert(terms.options, { "evidence", "boolean", default = true,
  help = "look for the sentences; false saves time in a large corpus" })

local function by_weight(a, b)
  return a.weight > b.weight or a.weight == b.weight and a.term < b.term
end

-- By language: its documents, and its parts by number, each with an empty list of rows.
local function languages_of(groups, top)
  local languages = {}
  for _, group in ipairs(groups) do
    local one = languages[group.language] or { documents = 0, lists = {} }
    languages[group.language] = one
    one.documents = one.documents + group.documents
    group.rows = best.list(top, by_weight)
    one.lists[group.number] = group.rows
  end
  return languages
end

local function parts_in(counts)
  local count = 0
  for _ in pairs(counts) do count = count + 1 end
  return count
end

-- Adds one term to the parts that have it.
local function add(one, term, counts, documents, options)
  local idf = math.log(one.documents / documents, 10)
  for number, count in pairs(counts) do
    local weight = (options.tf == "log" and 1 + math.log(count, 10) or count) * idf
    local list = one.lists[number]
    if count >= options.minimum and weight > 0 and list:admits(weight) then
      list:add { term = term, weight = weight, frequency = count, documents = documents }
    end
  end
end

local function emit_part(group, part, place_of, emit)
  for _, row in ipairs(group.rows:rows()) do
    emit {
      language = group.language, part = part, term = row.term, frequency = row.frequency,
      documents = row.documents, tf_idf = row.weight,
      evidence = place_of and place_of(group.part, group.language, row.term),
    }
  end
end

function terms.corpus(corpus, options, emit)
  local is_by_document = options.group == "document"
  local list = corpus:ngrams(1, counting.request(options, { documents = not is_by_document }))
  local groups = list.groups
  local languages = languages_of(groups, options.top)
  local is_stop, missing = counting.stops(options)
  for term, language, counts, _, documents in list:spread() do
    if is_by_document then documents = parts_in(counts) end
    if not is_stop(term, language) then add(languages[language], term, counts, documents, options) end
  end
  local name_of = counting.part_names(corpus)
  local place_of = is_by_document and options.evidence and first_places.reader(corpus, options.by) or nil
  for _, group in ipairs(groups) do emit_part(group, name_of(group), place_of, emit) end
  counting.note(groups, options)
  moonleaf.note(("Least frequency in a part %d; terms that all documents of a language have weigh nothing and are "
    .. "left out. N is the documents of the language that are counted above."):format(options.minimum))
  counting.note_stops(options, missing)
end

return terms
