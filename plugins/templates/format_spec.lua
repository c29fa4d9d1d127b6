-- What the format NAME must write for these rows; run it with: moonleaf test NAME
--
-- `columns` are as an analysis declares them, `rows` are arrays by their position; null stands for a missing value, a
-- span is a table { text =, document =, page =, start =, stop = }. `expect` is the whole output, to the byte.
return {
  format = "NAME",
  {
    name = "values, a quotation, a missing value",
    columns = {
      { "keyphrase", "text",   "the phrase" },
      { "score",     "number", "how telling it is" },
      { "evidence",  "span",   "where it occurs" },
    },
    rows = {
      { "harbour", 0.5, { text = "the harbour\nof Wells", document = "letter", page = 3, start = 10, stop = 30 } },
      { "ferry", null, { text = "a ferry", document = "notes", start = 0, stop = 7 } },
    },
    expect = [[
keyphrase: harbour
score: 0.5
evidence: “the harbour of Wells” (letter, p. 3)

keyphrase: ferry
evidence: “a ferry” (notes)
]],
  },
  { name = "no rows", columns = { { "word", "text" } }, rows = {}, expect = "" },
}
