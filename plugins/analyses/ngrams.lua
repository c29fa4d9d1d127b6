-- N-grams: words that follow one another, with how often and in how many documents they do.
--
--   $ moonleaf run ngrams --n 3 --language en --top 2
--   language  ngram             frequency  per million  documents
--   en        the member states       201      1,522.3         60
--   en        member states of        163      1,234.5         58
--
-- N-grams pass over punctuation and stay in a sentence and a language. With --gap up to so many words may be left out
-- between the first and the last (k-skip-n-grams, Guthrie et al. 2006, "A closer look at skip-gram modelling").

local counting = require "counting"

local MILLION <const> = 1000000

local ngrams = {
  api = 1,
  summary = "Sequences of 1 to 5 words, with gaps if wanted",
  options = counting.options("language", "group", "by", "kinds", "role", "stopwords",
    { help = "drop: leave out n-grams that begin or end with a stop word of the language table" },
    "minimum", { default = 2 }, "top"),
  columns = {
    { "language", "language", "of the text that it stands in" },
    { "part", "text", "with --group: the year, the document, the value of the key" },
    { "ngram", "text", "its words, parted by spaces" },
    { "frequency", "integer", "how often it occurs" },
    { "per_million", "number", "frequency in a million tokens of the same language and part" },
    { "documents", "integer", "in how many documents (range)" },
  },
  plots = {
    { "bar", x = "ngram", y = "frequency", group = "language", title = "Most frequent sequences of words" },
  },
}

table.insert(ngrams.options, 1, { "n", "integer", default = 2, min = 1, max = 5, help = "words of an n-gram" })
table.insert(ngrams.options, 2, { "gap", "integer", default = 0, min = 0, max = 5, help = "words left out at most" })

-- Does it begin or end with a stop word?
local function has_stop_at_edge(ngram, language, is_stop)
  return is_stop(ngram:match "^[^ ]+", language) or is_stop(ngram:match "[^ ]+$", language)
end

local function emit_group(list, index, group, part, options, is_stop, emit)
  local rows, first = 0, nil
  for ngram, count, documents in list:list(index) do
    if not has_stop_at_edge(ngram, group.language, is_stop) then
      rows, first = rows + 1, first or { language = group.language, words = ngram }
      emit {
        language = group.language, part = part, ngram = ngram, frequency = count, documents = documents,
        per_million = count / group.tokens * MILLION,
      }
    end
    if rows == options.top then break end
  end
  return first
end

function ngrams.corpus(corpus, options, emit)
  local list = corpus:ngrams(options.n, counting.request(options, {
    gap = options.gap, minimum = options.minimum, documents = true,
  }))
  local is_stop, missing = counting.stops(options)
  local name_of = counting.part_names(corpus)
  local first
  for index, group in ipairs(list.groups) do
    local row = emit_group(list, index, group, name_of(group), options, is_stop, emit)
    first = first or row
  end
  counting.note(list.groups, options)
  moonleaf.note(("N-grams of %d words, up to %d left out between them, within a sentence; least frequency %d."):format(
    options.n, options.gap, options.minimum))
  counting.note_stops(options, missing)
  counting.note_hits(options.gap == 0 and first or nil, options)
end

return ngrams
