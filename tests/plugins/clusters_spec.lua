-- Counted by hand in the texts.

local text = "The old town hall burned. The old town, the old hall: the mayor of the old town wept in the rain."

return {
  plugin = "clusters",
  {
    name = "trigrams that hold the word",
    text = text,
    options = { word = "town" },
    rows = { { cluster = "the old town", frequency = 3, share = 1, documents = 1 } },
  },
  {
    name = "all that hold a phrase",
    text = text,
    options = { word = '"town hall"', minimum = 1 },
    -- one hit: the old town hall burned
    rows = {
      { cluster = "old town hall", frequency = 1, share = 1 },
      { cluster = "town hall burned", frequency = 1, share = 1 },
    },
  },
  {
    name = "a word that is not there",
    text = text,
    options = { word = "harbour" },
    rows = {},
  },
}
