-- Lines around hits, their order, what a stem and a field mean where a text has several languages.
local LANGUAGES <const> = [[
# Report

The states cooperate in many fields, and their cooperation in trade grew last year. They cooperated with others who want
to cooperate as well.

Государства сотрудничают во многих областях, и сотрудничество в торговле выросло за последний год.

Die Staaten arbeiten zusammen, und die Arbeit wird von den Ministern der Länder jedes Jahr geprüft und bewertet.
]]

return {
  plugin = "concordance",
  {
    name = "left and right by words; punctuation is not counted, white space is one space",
    text = "We met, long\nago, in Astana. The summit, in Astana, was long.",
    options = { query = "astana", context = 2 },
    rows = {
      { left = "ago, in", match = "Astana", right = ". The summit", evidence = "Astana" },
      { left = "summit, in", match = "Astana", right = ", was long", evidence = "Astana" },
    },
  },
  {
    name = "the sentence is the context",
    text = "We met long ago. The summit in Astana was long. It ended.",
    options = { query = "summit", unit = "sentence" },
    rows = { { left = "The", match = "summit", right = "in Astana was long." } },
  },
  {
    name = "sorted by the words beside the hit, whatever their case",
    text = "see the zebra run. see The apple fall. see a Zebra run.",
    options = { query = "see", sort = "R2 R1", context = 2 },
    rows = {
      { left = "zebra run.", match = "see", right = "The apple" },
      { left = "apple fall.", match = "see", right = "a Zebra" },
      { left = "", match = "see", right = "the zebra" },
    },
  },
  {
    name = "sorted by the words on the left, from the hit outwards",
    text = "b a x. a b x. c a x.",
    options = { query = "x", sort = "L1 L2", context = 2 },
    rows = { { left = "b a" }, { left = "c a" }, { left = "a b" } },
  },
  {
    name = "the first lines alone, after sorting",
    text = "word c. word a. word b.",
    options = { query = "word", sort = "R1", limit = 2, context = 1 },
    rows = { { right = "a" }, { right = "b" } },
  },
  {
    name = "a stem in the language of the text",
    text = LANGUAGES,
    options = { query = "~cooperate", context = 0 },
    rows = { { match = "cooperate" }, { match = "cooperation" }, { match = "cooperated" }, { match = "cooperate" } },
  },
  {
    name = "a language, and where it is not",
    text = LANGUAGES,
    options = { query = "die NOT language:ru", context = 1 },
    rows = { { match = "Die", right = "Staaten" }, { left = "und", match = "die", right = "Arbeit" } },
  },
  {
    name = "the option for a language",
    text = LANGUAGES,
    options = { query = "states OR сотрудничество", language = "ru", context = 0 },
    rows = { { match = "сотрудничество" } },
  },
  {
    name = "nothing is found",
    text = "The summit was long.",
    options = { query = "nowhere" },
    rows = {},
  },
}
