-- Short texts are worked by hand; the long one by a program of its own in Python with exact binomials.

-- 110 words, 60 of them different.
local HARBOUR <const> = "The old harbour of the town lies behind the long wall. In the evening the boats of the "
  .. "fishermen come home. Nobody knows who built the wall, and the town has no book that tells it. The boats are "
  .. "green, the wall is grey, and the water behind the wall is black. When the wind comes from the north, the boats "
  .. "stay in the harbour, and the fishermen sit in the warm kitchen of the widow and tell each other of the years "
  .. "when the fish came to the wall by themselves. The widow laughs at them. She has heard it before, and her mother "
  .. "had heard it before her."

return {
  plugin = "lexical_diversity",
  {
    name = "by hand: of nine words five are different, the and people three times each",
    -- 5 / 9; 5 / 3; K: (3 * 3 + 3 * 3 + 1 + 1 + 1 - 9) / 81; two draws: 1 + the chance of two types, 30 / 36, by 2
    text = "Of the people, by the people, for the people.",
    options = { draws = 2, window = 3 },
    rows = {
      { language = "en", measure = "ttr", value = 0.5556, tokens = 9, types = 5 },
      { measure = "root_ttr", value = 1.67 },
      { measure = "mattr", value = 1 }, -- no three words hold one twice
      { measure = "mtld", value = null, reason = "fewer than 100 words" },
      { measure = "hdd", value = 0.9167 },
      { measure = "yule_k", value = 1481.48 },
    },
  },
  {
    name = "mtld: 108 words are 18 runs of six, of the people by the people | for the people of the people | ...",
    -- the way through these words is that of McCarthy & Jarvis 2010; a run ends at 4 types of 6 words, .667
    text = ("Of the people, by the people, for the people.\n"):rep(12),
    includes = { { measure = "mtld", tokens = 108, value = 6 } },
  },
  {
    name = "a longer text",
    text = HARBOUR,
    options = { window = 50, threshold = 0.8 },
    rows = {
      { measure = "ttr", tokens = 110, types = 60, value = 0.5455 },
      { measure = "root_ttr", value = 5.72 },
      { measure = "mattr", value = 0.6557 },
      { measure = "mtld", value = 13.32 }, -- 12.22 forward, 14.43 backward
      { measure = "hdd", value = 0.6869 },
      { measure = "yule_k", value = 494.21 },
    },
  },
  {
    name = "stems: boat and boats are one",
    text = "The boat and the boats lie in the harbour of the town.",
    options = { by = "stem" },
    includes = { { measure = "ttr", tokens = 12, types = 8 } },
  },
  {
    name = "each language on its own, and too short for all but the simple ones",
    texts = {
      ["en.txt"] = "The council met in the old town hall, and the members spoke about the harbour.",
      ["ru.txt"] = "Совет собрался в старой ратуше, и его члены три часа говорили о новом порте.",
    },
    includes = {
      { document = "en", language = "en", measure = "hdd", value = null, reason = "fewer than 42 words" },
      { document = "ru", language = "ru", measure = "mattr", value = null, reason = "fewer than 500 words" },
      { document = "ru", language = "ru", measure = "yule_k", value = 0 },
    },
  },
}
