-- Counted by hand in the texts.

local english = "The council met in the old town hall, and the members spoke about the new harbour of the town."
local english_too = "The members of the council spoke about a new harbour in the old town."
local russian = "Совет собрался в старой ратуше, и его члены три часа говорили о новом порте и о городе."

return {
  plugin = "wordlist",
  {
    name = "a language at a time, ties by bytes",
    texts = { ["en.txt"] = english, ["ru.txt"] = russian },
    options = { top = 3 },
    rows = {
      -- 19 English words: the 5, town 2; 17 Russian ones
      { language = "en", word = "the", frequency = 5, per_million = 5 / 19 * 1e6, documents = 1 },
      { language = "en", word = "town", frequency = 2, documents = 1 },
      { language = "en", word = "about", frequency = 1 },
      { language = "ru", word = "и", frequency = 2, per_million = 2 / 17 * 1e6 },
      { language = "ru", word = "о", frequency = 2 },
      { language = "ru", word = "в", frequency = 1 },
    },
  },
  {
    name = "stop words are dropped, documents counted, rare words left out",
    texts = { ["a.txt"] = english, ["b.txt"] = english_too },
    options = { stopwords = "drop", minimum = 3 },
    rows = { { word = "town", frequency = 3, documents = 2 } },
  },
  {
    name = "as written, and by the stem",
    text = "The members met. The member, who had met the members, left. The council members of the old town followed.",
    options = { by = "stem", minimum = 4 },
    rows = { { word = "the", frequency = 5 }, { word = "member", frequency = 4 } },
  },
  {
    name = "capitals",
    text = "The members met. The member, who had met the members, left. The council members of the old town followed.",
    options = { by = "form", minimum = 3 },
    rows = { { word = "The", frequency = 3 }, { word = "members", frequency = 3 } },
  },
  {
    name = "kinds: numbers are left out, punctuation is taken",
    text = "In 1999 there were 45 members, in 2005 there were 46 members of the council in the old town.",
    options = { kinds = "words", top = 1 },
    rows = { { word = "in", frequency = 3, per_million = 3 / 15 * 1e6 } },
  },
  {
    name = "all tokens",
    text = "In 1999 there were 45 members, in 2005 there were 46 members of the council in the old town.",
    options = { kinds = "all", minimum = 3 },
    rows = { { word = "in", per_million = 3 / 21 * 1e6 } },
  },
  {
    name = "a group each document",
    texts = { ["a.txt"] = english, ["b.txt"] = english_too },
    options = { group = "document", top = 1 },
    rows = { { part = "a", word = "the", frequency = 5 }, { part = "b", word = "the", frequency = 3 } },
  },
}
