-- f * log10(N / n), by hand. Three documents: harbour is in one, river in two, the in all.

local texts = {
  ["a.txt"] = "The harbour, the harbour and the river.",
  ["b.txt"] = "The river and the forest.",
  ["c.txt"] = "The forest, the forest, the forest and the trees.",
}
local rare, common = math.log(3 / 1, 10), math.log(3 / 2, 10) -- 0.4771 and 0.1761

return {
  plugin = "terms",
  {
    name = "by document",
    texts = texts,
    options = { minimum = 1 },
    rows = {
      { part = "a", term = "harbour", frequency = 2, documents = 1, tf_idf = 2 * rare },
      { part = "a", term = "river", frequency = 1, documents = 2, tf_idf = common },
      { part = "b", term = "forest", frequency = 1, documents = 2, tf_idf = common },
      { part = "b", term = "river", frequency = 1, documents = 2, tf_idf = common },
      { part = "c", term = "forest", frequency = 3, documents = 2, tf_idf = 3 * common },
      { part = "c", term = "trees", frequency = 1, documents = 1, tf_idf = rare },
    },
  },
  {
    name = "1 + log10 f",
    texts = texts,
    options = { tf = "log", top = 1 },
    rows = {
      { part = "a", term = "harbour", tf_idf = (1 + math.log(2, 10)) * rare },
      { part = "c", term = "forest", tf_idf = (1 + math.log(3, 10)) * common },
    },
  },
  {
    name = "of a whole language, by documents all the same",
    texts = texts,
    options = { group = "language", top = 2 },
    rows = {
      { part = null, term = "harbour", frequency = 2, documents = 1, tf_idf = 2 * rare },
      { part = null, term = "forest", frequency = 4, documents = 2, tf_idf = 4 * common },
    },
  },
  {
    name = "the first sentence with the term, whole words alone; stop words have no rows",
    texts = {
      ["a.txt"] = "Harbourmasters sleep. No ship left the HARBOUR in May. The harbour froze. They saw it and left it.",
      ["b.txt"] = "The river and the forest of the town.",
    },
    options = { language = "en" },
    rows = {
      { part = "a", term = "harbour", frequency = 2, evidence = "No ship left the HARBOUR in May." },
      { part = "a", term = "left", frequency = 2, evidence = "No ship left the HARBOUR in May." },
    },
  },
  {
    name = "of stems, too, and where folding makes a text longer",
    texts = {
      ["a.txt"] = "The \u{fb01}sh swam. Boats lie here. A boat sinks.",
      ["b.txt"] = "The river and the forest of the town.",
    },
    options = { language = "en", by = "stem" },
    rows = { { part = "a", term = "boat", frequency = 2, evidence = "Boats lie here." } },
  },
}
