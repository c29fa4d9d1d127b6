-- Similarity: the documents that are most like each document, and the words that make them so.
--
--   $ moonleaf run similarity --language en --top 1
--   language  part        other       likeness  shared
--   en        002_9d4318  004_81f1ed     0.412  extremism, convention, separatism, rats, bishkek
--
-- cosine: of the weights (1 + log10 f) * log10(N / n), f being how often the word stands in the document and n how many
-- of the N documents of the language have it (Salton & Buckley 1988); plain_cosine: of 1 + log10 f alone, for a corpus
-- of a few documents, in which most words are in all. jaccard: the words of both as a share of the words of either
-- (Jaccard 1912). Found over inverted lists, never by pairs (Zobel & Moffat 2006). A document is compared by its text
-- in one language with the text of others in it; with --group KEY the groups of documents are compared. Stop words of
-- the language tables are not among the words, but with --stopwords keep.

local counting = require "counting"
local first_places = require "first_places"

local similarity = {
  api = 1,
  summary = "The documents that are most like each document, by their words",
  options = counting.options("language", "group", { default = "document",
    help = "what is compared: document, year (of the date), or a key of the metadata" },
    "by", "kinds", "role", "stopwords", { default = "drop" },
    "top", { default = 5, min = 1, max = 1000, help = "neighbours of each document" }),
  columns = {
    { "language", "language", "of the text on both sides" },
    { "part", "text", "the document, the year, the value of the key" },
    { "other", "text", "the one that is like it" },
    { "likeness", "number", "by --measure: 0 nothing shared, 1 the same; six decimals" },
    { "shared", "text", "the words of both that add most to the likeness, the first one most" },
    { "evidence", "span", "with --evidence, of documents: the first sentence with the first of these words" },
    { "other_evidence", "span", "the same in the other document" },
  },
}

for i, option in ipairs {
  { "measure", "text", default = "cosine", choices = { "cosine", "plain_cosine", "jaccard" },
    help = "cosine of tf-idf, cosine without idf, or the share of words" },
  { "least", "number", default = 0.1, min = 0, max = 1, help = "least likeness that is shown" },
  { "tokens", "integer", default = 50, min = 1, help = "a document with less text in the language is left out" },
  { "shared", "integer", default = 5, min = 1, max = 20, help = "words that are shown" },
  { "evidence", "boolean", default = false,
    help = "look for sentences too: three times the time in a large corpus" },
} do
  table.insert(similarity.options, i, option)
end

-- Two functions that find the sentences of either side: each keeps its last document open.
local function places_of(corpus, options)
  if options.group ~= "document" or not options.evidence then
    local function none() return nil end
    return none, none
  end
  return first_places.reader(corpus, options.by), first_places.reader(corpus, options.by)
end

local function rounded(value) return math.floor(value * 1e6 + 0.5) / 1e6 end

function similarity.corpus(corpus, options, emit)
  local list = corpus:ngrams(1, counting.request(options))
  local groups, name_of = list.groups, counting.part_names(corpus)
  local compared = {}
  for number, group in ipairs(groups) do compared[number] = group.tokens >= options.tokens and group or nil end
  local is_stop, missing = counting.stops(options)
  local wish = { measure = options.measure, top = options.top, tokens = options.tokens, shared = options.shared,
    without = options.stopwords == "drop" and is_stop or nil }
  local place_of, other_place_of = places_of(corpus, options)
  for number, other, likeness, words in list:neighbours(wish) do
    if likeness >= options.least then
      emit {
        language = groups[number].language, part = name_of(groups[number]), other = name_of(groups[other]),
        likeness = rounded(likeness), shared = table.concat(words, ", "),
        evidence = place_of(groups[number].part, groups[number].language, words[1]),
        other_evidence = other_place_of(groups[other].part, groups[other].language, words[1]),
      }
    end
  end
  local kept = {}
  for _, group in moonleaf.sorted(compared) do kept[#kept + 1] = group end
  counting.note(kept, options)
  moonleaf.note(("Measure %s; least likeness %g; parts of fewer than %d tokens in a language were left out."):format(
    options.measure, options.least, options.tokens))
  counting.note_stops(options, missing)
end

return similarity
