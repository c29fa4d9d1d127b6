-- What the analysis NAME must give for these texts; run it with: moonleaf test NAME
--
-- `rows` are all rows, in order; instead, or as well, `includes` are rows that must be there and `excludes` rows that
-- must not. A row names the columns that matter; the value null stands for a missing one.
return {
  plugin = "NAME",
  {
    name = "questions and nothing else",
    text = "We came to Wells. Where is the harbour? Nobody knew! Is it far?",
    rows = {
      { words = 4, evidence = "Where is the harbour?" },
      { words = 3, evidence = "Is it far?" },
    },
  },
  {
    name = "only long ones",
    text = "Why? Where is the harbour?",
    options = { least = 4 },
    rows = { { words = 4 } },
  },
  {
    name = "several documents",
    texts = { ["a.txt"] = "Who was that?", ["b.txt"] = "Nobody.", ["c.txt"] = "And who is this?" },
    rows = { { document = "a", words = 3 }, { document = "c", words = 4 } },
    excludes = { { document = "b" } },
  },
}
