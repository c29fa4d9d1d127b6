-- Counted by hand: tokens are words and numbers, types have no capitals, a window moves by one word.

return {
  plugin = "statistics",
  {
    name = "a document and the total",
    text = [[The cat sat. The dog ran away.]],
    rows = {
      { scope = "text", documents = 1, blocks = 1, sentences = 2, tokens = 7, types = 6,
        words_per_sentence = 3.5, mattr = null, root_ttr = 2.27 },
      { scope = "total", documents = 1, blocks = 1, sentences = 2, tokens = 7, types = 6 },
    },
  },
  {
    name = "windows: (3 + 4 + 4 + 4) / 4 types of 4 words",
    text = [[The cat sat. The dog ran away.]],
    options = { window = 4 },
    rows = { { tokens = 7, mattr = 0.938 }, { scope = "total", mattr = 0.938 } },
  },
  {
    name = "a total counts each type once, and windows end with their document",
    texts = { ["a.txt"] = [[One fish, two fish.]], ["b.txt"] = [[Red fish, blue fish.]] },
    options = { window = 3 },
    -- a: one fish two, fish two fish: 3 and 2 of 3; b the same; over the border nothing
    rows = {
      { scope = "a", documents = 1, tokens = 4, types = 3, mattr = 0.833, root_ttr = 1.5 },
      { scope = "b", documents = 1, tokens = 4, types = 3, mattr = 0.833, root_ttr = 1.5 },
      { scope = "total", documents = 2, tokens = 8, types = 5, sentences = 2, mattr = 0.833, root_ttr = 1.77 },
    },
  },
  {
    name = "languages by characters",
    texts = {
      ["en.txt"] = "The council met in the old town hall, and the members spoke about the harbour.",
      ["ru.txt"] = "Совет собрался в старой ратуше, и его члены три часа говорили о новом порте.",
      ["zh.txt"] = "市议会在旧市政厅开会，议员们就新港口和城市道路的建设问题讨论了三个小时。",
    },
    rows = {
      { scope = "en", languages = "en 100%" },
      { scope = "ru", languages = "ru 100%" },
      { scope = "zh", languages = "zh 100%" },
      { scope = "total", documents = 3, languages = "en 41%, ru 40%, zh 19%" },
    },
  },
  {
    name = "numbers are tokens, punctuation is none",
    text = [[In 1999, 45% of voters — 3,200 people — stayed away.]],
    rows = { { tokens = 9, types = 9, sentences = 1 }, { scope = "total" } },
  },
}
