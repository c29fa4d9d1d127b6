-- Counted by hand: which documents declare what.

local function paper(body, keywords) return body .. "\n\n" .. keywords end

local BEES <const> = "Wild bees visit the apple blossom early. We counted wild bees in nine orchards with hedges."

return {
  plugin = "keywords_across",
  {
    name = "documents are counted, capitals and inflection being one",
    texts = {
      ["a.txt"] = paper(BEES, "Keywords: Wild bees; pollination"),
      ["b.txt"] = paper(BEES, "Keywords: wild bee; hedges; pollination"),
    },
    options = { count = 2 },
    rows = {
      { rank = 1, language = "en", keyphrase = "Wild bees", documents = 2, declared = 2, evidence = "Wild bees" },
      { rank = 2, language = "en", keyphrase = "pollination", documents = 2, declared = 2 },
    },
  },
  {
    name = "each language has its own ranks",
    texts = {
      ["a.txt"] = paper(BEES, "Keywords: pollination"),
      ["b.txt"] = paper("Дикие пчёлы прилетают на яблони раньше медоносных пчёл.", "Ключевые слова: опыление"),
    },
    includes = {
      { language = "en", keyphrase = "pollination", documents = 1, declared = 1 },
      { language = "ru", keyphrase = "опыление", documents = 1, declared = 1 },
    },
  },
}
