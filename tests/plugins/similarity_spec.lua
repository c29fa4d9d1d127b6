-- The three novels of Manning, Raghavan & Schütze 2008, "Introduction to Information Retrieval", example 6.3: how often
-- four words stand in Sense and Sensibility, Pride and Prejudice and Wuthering Heights, and their cosines by the
-- weights 1 + log10 f: 0.94, 0.79 and 0.69. Six decimals computed with Python from the same counts.

local function novel(affection, jealous, gossip, wuthering)
  return ("affection "):rep(affection) .. ("jealous "):rep(jealous) .. ("gossip "):rep(gossip)
    .. ("wuthering "):rep(wuthering)
end

local novels = {
  ["pride.txt"] = novel(58, 7, 0, 0),
  ["sense.txt"] = novel(115, 10, 2, 0),
  ["wuthering.txt"] = novel(20, 11, 6, 38),
}

return {
  plugin = "similarity",
  {
    name = "novels",
    texts = novels,
    options = { measure = "plain_cosine", language = "en", shared = 2 },
    rows = {
      { part = "pride", other = "sense", likeness = 0.942083, shared = "affection, jealous" },
      { part = "pride", other = "wuthering", likeness = 0.694003 },
      { part = "sense", other = "pride", likeness = 0.942083 },
      { part = "sense", other = "wuthering", likeness = 0.788682 },
      { part = "wuthering", other = "sense", likeness = 0.788682 },
      { part = "wuthering", other = "pride", likeness = 0.694003 },
    },
  },
  {
    name = "words of both among the words of either",
    texts = novels,
    options = { measure = "jaccard", language = "en", top = 1 },
    rows = { -- 3 of 4; 2 of 3; ties: the earlier one
      { part = "pride", other = "sense", likeness = 0.666667 },
      { part = "sense", other = "wuthering", likeness = 0.75 },
      { part = "wuthering", other = "sense", likeness = 0.75 },
    },
  },
  {
    name = "tf-idf: what all have weighs nothing",
    texts = { ["a.txt"] = "the the harbour harbour", ["b.txt"] = "the harbour river", ["c.txt"] = "the river trees" },
    options = { tokens = 1, least = 0 },
    -- h, r: log10(3/2) = i; t: log10(3) = j. a = (h 1.30103 i), b = (h i, r i), c = (r i, t j)
    -- a.b = 1 / sqrt(2) = 0.707107; b.c = i^2 / (i sqrt(2) sqrt(i^2 + j^2)) = 0.244830; a.c = 0
    rows = {
      { part = "a", other = "b", likeness = 0.707107, shared = "harbour" },
      { part = "b", other = "a", likeness = 0.707107, shared = "harbour" },
      { part = "b", other = "c", likeness = 0.24483, shared = "river" },
      { part = "c", other = "b", shared = "river" },
    },
  },
  {
    name = "stop words make no likeness, unless they are to be kept",
    texts = { ["a.txt"] = "The harbour of the harbour.", ["b.txt"] = "The river of the harbour." },
    options = { measure = "plain_cosine", language = "en", tokens = 1 },
    -- a = (harbour 1.30103), b = (river 1, harbour 1): 1 / sqrt(2)
    rows = {
      { part = "a", other = "b", likeness = 0.707107, shared = "harbour" },
      { part = "b", other = "a", likeness = 0.707107, shared = "harbour" },
    },
  },
  {
    name = "stop words kept",
    texts = { ["a.txt"] = "The harbour of the harbour.", ["b.txt"] = "The river of the harbour." },
    options = { measure = "plain_cosine", language = "en", tokens = 1, stopwords = "keep" },
    -- the 1.30103 and of 1 in both: (1.30103^2 + 1 + 1.30103) / sqrt((2 * 1.30103^2 + 1) * (1.30103^2 + 3))
    rows = {
      { part = "a", other = "b", likeness = 0.880366, shared = "the, harbour, of" },
      { part = "b", other = "a", likeness = 0.880366, shared = "the, harbour, of" },
    },
  },
  {
    name = "where the first of the words stands on either side",
    texts = { ["a.txt"] = "They slept. The harbour froze.", ["b.txt"] = "Nobody saw the harbour. It was night." },
    options = { measure = "plain_cosine", language = "en", tokens = 1, top = 1, evidence = true },
    rows = {
      { part = "a", other = "b", evidence = "The harbour froze.", other_evidence = "Nobody saw the harbour." },
      { part = "b", other = "a", evidence = "Nobody saw the harbour.", other_evidence = "The harbour froze." },
    },
  },
}
