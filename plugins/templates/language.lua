-- NAME: the facts of a language, as plain data. Replace the English words by those of your language.
--
-- Only `api` and `name` must be there; an analysis that misses a field does without. plugins/languages/README.md says
-- what they all are, and plugins/languages/en.lua is a full example.
return {
  api    = 1,
  name   = "NAME", -- in English: "Scots"
  native = "NAME", -- in the language itself
  script = "Latn", -- ISO 15924

  -- Words without content: articles, pronouns, prepositions, conjunctions, auxiliary verbs.
  stop_words = { "the", "a", "an", "of", "in", "and", "or", "is", "was", "it" },

  -- Their final full stop ends no sentence.
  abbreviations = { "dr.", "prof.", "approx." },

  -- Headings by which the parts of a document are known.
  sections = { abstract = { "abstract", "summary" }, keywords = { "keywords" }, references = { "references" } },

  -- January first, each with all its forms.
  months = {
    { "january", "jan" }, { "february", "feb" }, { "march", "mar" }, { "april", "apr" }, { "may" }, { "june", "jun" },
    { "july", "jul" }, { "august", "aug" }, { "september", "sep" }, { "october", "oct" }, { "november", "nov" },
    { "december", "dec" },
  },

  numbers = { decimal = ".", group = ",", words = { one = 1, two = 2, three = 3 }, scales = { hundred = 100 } },
  units = { km = { "kilometre", "kilometres" } },
  qualifiers = { ["about"] = { "about", "around" }, ["more than"] = { "more than", "over" } },
}
