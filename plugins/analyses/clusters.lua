-- Clusters: the n-grams around a word or phrase.
--
--   $ moonleaf run clusters --word summit --n 3 --language en --top 2
--   language  cluster           frequency  share  documents
--   en        the summit of            12   0.24          9
--   en        at the summit            10   0.20          8
--
-- The n-grams hold a whole hit of the query (moonleaf help search), pass over punctuation and stay in a sentence.

local counting = require "counting"

local clusters = {
  api = 1,
  summary = "N-grams around a word or phrase",
  options = counting.options("language", "by", "kinds", "role", "minimum", { default = 2 }, "top"),
  columns = {
    { "language", "language", "of the text that it stands in" },
    { "cluster", "text", "its words, parted by spaces" },
    { "frequency", "integer", "how often it occurs" },
    { "share", "number", "frequency / hits of the query in this language" },
    { "documents", "integer", "in how many documents" },
  },
  plots = {
    { "bar", x = "cluster", y = "frequency", group = "language", title = "Most frequent clusters" },
  },
}

table.insert(clusters.options, 1, { "word", "text", help = "the query that the clusters are around", required = true })
table.insert(clusters.options, 2, { "n", "integer", default = 3, min = 2, max = 5, help = "words of a cluster" })

function clusters.corpus(corpus, options, emit)
  local list = corpus:ngrams(options.n, counting.request(options, {
    holding = options.word, minimum = options.minimum, documents = true,
  }))
  local hits, first = {}, nil
  for index, group in ipairs(list.groups) do
    local rows = 0
    for cluster, count, documents in list:list(index) do
      rows, first = rows + 1, first or { language = group.language, words = cluster }
      emit {
        language = group.language, cluster = cluster, frequency = count, documents = documents,
        share = count / group.hits,
      }
      if rows == options.top then break end
    end
    if group.hits > 0 then hits[#hits + 1] = ("%s %s"):format(group.language, counting.thousands(group.hits)) end
  end
  counting.note(list.groups, options)
  moonleaf.note(("Hits of %s: %s. Clusters of %d words within a sentence; least frequency %d."):format(options.word,
    #hits > 0 and table.concat(hits, ", ") or "none", options.n, options.minimum))
  counting.note_hits(first, options)
end

return clusters
