-- Sentences, words, syllables and letters were counted by hand, and the formulas worked by hand from their papers.

-- 24 words: 15 of 5 letters and 9 of 6; the last time one of 6 less. In all 119 words with 639 letters in 5 sentences,
-- which are the counts of the example in Coleman & Liau 1975: 14.5.
local FIVES <const> = "Under green trees seven small birds began their quiet songs while eight brown foxes slept "
local SIXES <const> = "behind little yellow houses beside twenty golden "
local COLEMAN <const> = (FIVES .. SIXES .. "silver rivers. "):rep(4) .. FIVES .. SIXES .. "rivers."

return {
  plugin = "readability",
  {
    name = "English, by hand",
    -- 6 words, 6 syllables, 17 letters; 8, 12, 31 (morning, November); 7, 14, 40 (several, carefully, library)
    text = "The cat sat on the mat. It was a very cold morning in November. Several people walked carefully to the "
      .. "library.",
    options = { least = 1 },
    rows = {
      -- 206.835 - 1.015 * 7 - 84.6 * 32 / 21
      { language = "en", measure = "flesch", value = 70.82, level = "fairly easy", source = "Flesch 1948",
        sentences = 3, words = 21, numbers = 0, syllables = 32, letters = 88, long_words = 5, polysyllables = 4 },
      { measure = "flesch_kincaid", value = 5.12, level = "school year 5" },
      { measure = "fog", value = 8.51 }, -- November is a name: 0.4 * (7 + 300 / 21)
      { measure = "smog", value = null, reason = "3 sentences; it is made for 30 at least" },
      { measure = "ari", value = 1.81 },
      { measure = "coleman_liau", value = 4.61 },
      { measure = "lix", value = 30.81, level = "easy" },
      { measure = "rix", value = 1.67, level = "school year 5" },
    },
  },
  {
    name = "13 words and 24 syllables in a sentence are 37.5 and 11.3 in the literature on Flesch and Kincaid",
    text = "The old fisherman is possibly the relative of a carpenter and bakery owner.",
    options = { least = 1 },
    includes = {
      { measure = "flesch", value = 37.46, syllables = 24, words = 13, level = "difficult" },
      { measure = "flesch_kincaid", value = 11.26 },
    },
  },
  {
    name = "the example of Coleman & Liau",
    text = COLEMAN,
    includes = { { measure = "coleman_liau", words = 119, letters = 639, sentences = 5, value = 14.53 } },
  },
  {
    name = "SMOG: 30 words of many syllables in 30 sentences",
    text = ("The library opened at noon. "):rep(30),
    includes = { { measure = "smog", value = 8.84, polysyllables = 30, sentences = 30 } },
  },
  {
    name = "Fog: -ed and -es make no word hard; numbers make a sentence longer and have no syllables",
    -- expanded, surprises: 3 syllables by their endings; 2017 and 45. 0.4 * 11 words and numbers
    text = "In 2017 the towns expanded, and 45 new shops brought surprises.",
    options = { least = 1 },
    includes = {
      { measure = "fog", value = 4.4, words = 9, numbers = 2, polysyllables = 2 },
      { measure = "flesch", syllables = 13 },
    },
  },
  {
    name = "headings, lists, tables and references are left out",
    texts = { ["a.md"] = "# The history of the harbour\n\nThe ships came in the spring and left in the autumn of the "
      .. "year.\n\n- one ship\n- two ships\n\n| a | b |\n|---|---|\n| c | d |\n\n## References\n\n"
      .. "Smith, J. (2001). The harbour of the north. London: Press.\n" },
    options = { least = 1 },
    includes = { { measure = "flesch", sentences = 1, words = 14 } },
  },
  {
    name = "German (Amstad; Bamberger & Vanecek)",
    -- 5 words, 5 syllables, 19 letters; 6, 10, 29 (spielen)
    text = "Das Haus steht am Fluss. Die Kinder spielen heute im Garten.",
    options = { least = 1 },
    rows = {
      { language = "de", measure = "flesch", value = 94.73, source = "Amstad 1978", syllables = 15, words = 11 },
      { measure = "flesch_kincaid", value = null, reason = "the table of German has no constants for it" },
      { measure = "fog", value = null }, { measure = "smog", value = null }, { measure = "ari", value = null },
      { measure = "coleman_liau", value = null },
      { measure = "lix", value = 14.59, level = "very easy" },
      { measure = "rix", value = 0.5, level = "school year 3" },
      { measure = "wiener_sachtextformel", value = -0.86 },
    },
  },
  {
    name = "Spanish (Fernández Huerta; Szigriszt Pazos)",
    -- 8 words, 14 syllables (le-e, bi-blio-te-ca); 7 words, 14 syllables (ma-ña-na, puer-to)
    text = "El niño lee un libro en la biblioteca. Mañana iremos al puerto con su hermano.",
    options = { least = 1 },
    includes = {
      { measure = "flesch", value = 87.19, source = "Fernández Huerta 1959", words = 15, syllables = 28 },
      { measure = "szigriszt_pazos", value = 83.04, level = "very easy" },
    },
  },
  {
    name = "French (Kandel & Moles)",
    -- 6 words, 6 syllables; 6 words, 8 syllables: mute e's have none
    text = "Le chat dort sur la table. Mon frère aime beaucoup le jardin.",
    options = { least = 1 },
    includes = { { measure = "flesch", value = 115.04, words = 12, syllables = 14 } },
  },
  {
    name = "Italian (Franchina & Vacca; Gulpease)",
    text = "Il gatto dorme sulla sedia. La bambina legge un libro.",
    options = { least = 1 },
    includes = {
      { measure = "flesch", value = 84, words = 10, syllables = 18 },
      { measure = "gulpease", value = 106, letters = 43, level = "easy after primary school" },
    },
  },
  {
    name = "Portuguese (Martins et al.)",
    -- 7 words, 12 syllables; 7 words, 12 syllables (á-gua, ri-o, mui-to, fri-a)
    text = "A menina lê um livro na escola. A água do rio está muito fria.",
    options = { least = 1 },
    includes = { { measure = "flesch", words = 14, syllables = 24, value = 96.7 } },
  },
  {
    name = "Russian (Oborneva): a preposition without a vowel has no syllable",
    text = "Мама купила новую книгу. Дети играют в саду.",
    options = { least = 1 },
    includes = {
      { measure = "flesch", value = 73.92, words = 8, syllables = 17 },
      { measure = "flesch_kincaid", value = 4.26 },
    },
  },
  {
    name = "Turkish (Ateşman)",
    text = "Çocuk bahçede oynuyor. Annesi kitap okuyor.",
    options = { least = 1 },
    includes = { { measure = "flesch", value = 83.86, level = "easy", words = 6, syllables = 16 } },
  },
  {
    name = "too few words, and a language without formulas, are refused once",
    texts = {
      ["en.txt"] = "The council met in the old town hall, and the members spoke about the harbour.",
      ["zh.txt"] = "市议会在旧市政厅开会，议员们就新港口和城市道路的建设问题讨论了三个小时。",
    },
    options = { least = 10 },
    includes = {
      { document = "en", measure = "flesch" },
      { document = "zh", measure = "all", value = null, reason = "there is no formula in a table of Chinese" },
    },
  },
  {
    name = "fewer than 100 words by default",
    text = "The council met in the old town hall, and the members spoke about the harbour.",
    rows = { { language = "en", measure = "all", value = null, words = 15, reason = "fewer than 100 words" } },
  },
}
