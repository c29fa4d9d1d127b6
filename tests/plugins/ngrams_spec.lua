-- Counted by hand in the texts.

local text = "The old town hall burned. The old town, the old hall: the mayor of the old town wept in the rain."

return {
  plugin = "ngrams",
  {
    name = "bigrams pass over punctuation and stay in a sentence",
    text = text,
    -- the old 4, old town 3; "hall burned" and "town the" once
    rows = {
      { ngram = "the old", frequency = 4, per_million = 4 / 21 * 1e6, documents = 1 },
      { ngram = "old town", frequency = 3 },
    },
  },
  {
    name = "no bigram over the end of a sentence",
    text = text,
    options = { minimum = 1, top = 0 },
    includes = { { ngram = "hall burned", frequency = 1 }, { ngram = "town the", frequency = 1 } },
    excludes = { { ngram = "burned the" } },
  },
  {
    name = "trigrams",
    text = text,
    options = { n = 3 },
    rows = { { ngram = "the old town", frequency = 3 } },
  },
  {
    name = "a gap of one: old hall next to each other, and with town between",
    text = text,
    options = { gap = 1, top = 0 },
    includes = {
      { ngram = "the old", frequency = 4 },
      { ngram = "the town", frequency = 3 }, -- the (old) town
      { ngram = "old hall", frequency = 2 }, -- old hall, old (town) hall
      { ngram = "old the", frequency = 2 }, -- old (town) the, old (hall) the
    },
  },
  {
    name = "stop words at the edges",
    text = text,
    options = { stopwords = "drop" },
    rows = { { ngram = "old town", frequency = 3 } },
  },
  {
    name = "with words alone a number ends an n-gram",
    text = "The members met in 2015 in the old town. The members met in 2016 in the new town.",
    options = { kinds = "words", minimum = 1, top = 0 },
    includes = { { ngram = "met in", frequency = 2 }, { ngram = "in the", frequency = 2 } },
    excludes = { { ngram = "in in" } },
  },
  {
    name = "five words",
    text = text,
    options = { n = 5, minimum = 1, top = 1 },
    rows = { { ngram = "hall the mayor of the", frequency = 1 } },
  },
}
