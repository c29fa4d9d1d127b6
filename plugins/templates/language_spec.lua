-- What the language NAME must have, and where its sentences end; run it with: moonleaf test NAME
return {
  language = "NAME",
  {
    name = "what the analyses ask for",
    fields = { "stop_words", "months", "numbers.decimal" },
  },
  {
    name = "abbreviations end no sentence",
    sentences = {
      { text = "We met Dr. Byron. She was glad.", expect = { "We met Dr. Byron.", "She was glad." } },
      { text = "It is approx. Two miles long.", expect = { "It is approx. Two miles long." } },
    },
  },
}
