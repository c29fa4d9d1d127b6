-- Every hit of a query between the words around it (key word in context, KWIC): sorted by the words beside it, or a
-- random sample, which its seed makes again. What a query may be: moonleaf help query.
--
--   $ moonleaf run concordance "shanghai convention" --sort R1
--   002_9d43  …threats along with the Shanghai Convention on Combating Terrorism, Separatism and…
--   004_81f1  …in Shanghai there was the Shanghai convention on fight against terrorism, separati…

local DEFAULT_SEED <const> = 1

local concordance = {
  api     = 1,
  summary = "The hits of a query in their context",
  options = {
    { "query", "text", argument = true, query = true, help = "what to look for" },
    { "context", "integer", default = 8, min = 0, max = 1000, help = "words on either side" },
    { "unit", "text", default = "words", choices = { "words", "sentence" },
      help = "what the context is made of; a sentence is shown whole" },
    { "sort", "text", help = "words to sort by: L1 to L9, R1 to R9, centre, document, as in \"R1 R2 L1\"" },
    { "sample", "integer", min = 1, help = "so many hits, drawn by chance" },
    { "seed", "integer", default = DEFAULT_SEED, min = 0, help = "of the sample: the same seed draws the same hits" },
    { "limit", "integer", min = 1, help = "the first hits alone" },
    { "language", "language", help = "only where the text is in this language" },
  },
  columns = {
    { "left", "text", "words before the hit" },
    { "match", "text", "the hit" },
    { "right", "text", "words behind the hit" },
    { "evidence", "span", "where it stands" },
  },
}

function concordance.corpus(corpus, options, emit)
  local query = options.query
  if options.language then query = ("(%s) language:%s"):format(query, options.language) end
  emit(corpus:concordance(query, {
    context = options.unit == "sentence" and "sentence" or options.context,
    sort    = options.sort,
    sample  = options.sample,
    seed    = options.seed,
    limit   = options.limit,
  }))
end

return concordance
