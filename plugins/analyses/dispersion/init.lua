-- Dispersion: how evenly words are spread over documents or over equal parts of the corpus.
--
--   $ moonleaf run dispersion --word harbour --language en
--   language  word     frequency  parts  range  juilland d  carroll d2     dp  dp norm  plot
--   en        harbour        120     58     21       0.712       0.688  0.481    0.484  [0,0,3,12,...]
--
-- With --word QUERY (moonleaf help search) the hits of the query, and where they are: plot counts them in 50 parts of
-- equal length, in the order of the documents. Without it the most frequent words. Parts are the documents that have
-- text in the language, or with --parts so many of equal length. Formulas: Gries 2008, "Dispersions and adjusted
-- frequencies in corpora"; each stands beside its column.

local best = require "best"
local counting = require "counting"
local evenness = require "evenness"

local PLOT <const> = 50 -- parts of the plot: as many as a line of a terminal shows

local dispersion = {
  api = 1,
  summary = "How evenly words are spread over the corpus",
  options = counting.options("language", "by", "kinds", "role", "stopwords", "minimum", { default = 10 }, "top"),
  columns = {
    { "language", "language", "of the text" },
    { "word", "text", "the word, or the query" },
    { "frequency", "integer", "how often it occurs" },
    { "parts", "integer", "documents with text in the language, or --parts" },
  },
  plots = {
    { "bar", x = "word", y = "dp", group = "language", title = "Deviation of proportions; 0 is even" },
  },
}

for _, measure in ipairs(evenness.list) do
  table.insert(dispersion.columns, measure)
end
table.insert(dispersion.columns, { "plot", "json", "with --word: hits in 50 parts of equal length" })
table.insert(dispersion.options, 1, { "word", "text", help = "a query; the most frequent words when left out" })
table.insert(dispersion.options, 2, { "parts", "integer", default = 0, min = 0, max = 10000,
  help = "parts of equal length; 0: each document is one" })

local function parts_of(options)
  return options.parts > 0 and { parts = options.parts } or { group = { "language", "document" } }
end

-- The sizes of the parts by language, and how many they are: { [part] = tokens }.
local function sizes_of(groups)
  local languages = {}
  for _, group in ipairs(groups) do
    local one = languages[group.language] or { sizes = {}, hits = {}, count = 0, frequency = 0 }
    languages[group.language] = one
    one.sizes[group.number], one.count = group.tokens, one.count + 1
    if group.hits > 0 then one.hits[group.number] = group.hits end
    one.frequency = one.frequency + group.hits
  end
  return languages
end

local function row_of(language, word, frequency, counts, one)
  local row = evenness.of(counts, one.sizes)
  row.language, row.word, row.frequency, row.parts = language, word, frequency, one.count
  return row
end

-- ---- a query ----

local function plots_of(corpus, options)
  local plots = {}
  local list = corpus:ngrams(1, counting.request(options, { node = options.word, parts = PLOT }))
  for _, group in ipairs(list.groups) do
    local plot = plots[group.language]
    if not plot then
      plot = {}
      for i = 1, PLOT do plot[i] = 0 end
      plots[group.language] = plot
    end
    plot[group.number] = group.hits
  end
  return plots
end

local function emit_query(corpus, options, emit)
  local list = corpus:ngrams(1, counting.request(options, {
    node = options.word, parts = parts_of(options).parts, group = parts_of(options).group,
  }))
  local plots = plots_of(corpus, options)
  local languages = sizes_of(list.groups)
  for _, size in ipairs(counting.sizes(list.groups)) do
    local language, one = size.language, languages[size.language]
    if one.frequency > 0 then
      local row = row_of(language, options.word, one.frequency, one.hits, one)
      row.plot = plots[language]
      emit(row)
    end
  end
  return list.groups
end

-- ---- the most frequent words ----

local function by_frequency(a, b)
  return a.frequency > b.frequency or a.frequency == b.frequency and a.word < b.word
end

local function emit_words(corpus, options, emit)
  local list = corpus:ngrams(1, counting.request(options, parts_of(options)))
  local is_stop, missing = counting.stops(options)
  local languages = sizes_of(list.groups)
  for word, language, counts, frequency in list:spread(options.minimum) do
    local one = languages[language]
    one.rows = one.rows or best.list(options.top, by_frequency)
    if one.rows:admits(frequency) and not is_stop(word, language) then
      local row = row_of(language, word, frequency, counts, one)
      row.weight = frequency
      one.rows:add(row)
    end
  end
  for _, size in ipairs(counting.sizes(list.groups)) do
    local rows = languages[size.language].rows
    for _, row in ipairs(rows and rows:rows() or {}) do
      row.weight = nil
      emit(row)
    end
  end
  counting.note_stops(options, missing)
  return list.groups
end

function dispersion.corpus(corpus, options, emit)
  local groups = (options.word and emit_query or emit_words)(corpus, options, emit)
  counting.note(groups, options, options.parts == 0)
  moonleaf.note(options.parts > 0 and ("Parts: %d of equal length, of each language."):format(options.parts)
    or "Parts: the documents with text in the language.")
end

return dispersion
