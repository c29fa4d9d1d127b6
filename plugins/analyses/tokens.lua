-- Every token of the corpus with what its file says of it, for other programs; nothing of it is stored.
--
--   $ moonleaf run tokens --format conllu > corpus.conllu
--   $ moonleaf run tokens --only "language = 'en'" --format csv
--   sentence  token    kind  language  lemma  pos   ...
--          1  “It”     word  en        it     PRON
--          1  “rains”  word  en        rain   VERB
--
-- Documents without annotations have forms alone; layers of other names than CoNLL-U's are in the view layer_value.

-- Columns that are layers of the loader for CoNLL-U; `number` is its id.
local LAYERS <const> = { "lemma", "pos", "xpos", "feats", "head", "deprel", "misc" }

local tokens = {
  api     = 1,
  summary = "Every token with its annotations, for CoNLL-U and other programs",
  apart   = true, -- as many rows as the corpus has words
  options = {
    { "only", "text", help = "only documents for which it holds: \"year >= 2015 and language = 'ru'\"" },
  },
  columns = {
    { "sentence", "integer", "number of the sentence in its document" },
    { "token", "span", "the token as written" },
    { "kind", "text", "word, number, punctuation or symbol" },
    { "language", "language", "language of the text around it" },
    { "number", "text", "its number in the annotated file" },
    { "lemma", "text", "its lemma, where the file has one" },
    { "pos", "text", "its part of speech" },
    { "xpos", "text", "its part of speech in the tag set of its language" },
    { "feats", "text", "its grammatical features" },
    { "head", "text", "number of the word that it depends on" },
    { "deprel", "text", "its relation to that word" },
    { "misc", "text", "what else the file says" },
  },
}

-- The layers of a document that are columns here.
local function layers_of(document)
  local has, list = {}, {}
  for _, name in ipairs(document:layers()) do has[name] = true end
  for _, name in ipairs(LAYERS) do
    if has[name] then list[#list + 1] = name end
  end
  return list, has.id
end

local function emit_document(document, emit)
  local layers, has_number = layers_of(document)
  local number = 0
  for sentence in document:sentences() do
    number = number + 1
    for token in sentence:tokens() do
      local row = { sentence = number, token = token, kind = token.type, language = token.language }
      for _, name in ipairs(layers) do row[name] = token:layer(name) end
      if has_number then row.number = token:layer "id" end
      emit(row)
    end
  end
end

function tokens.corpus(corpus, options, emit)
  for document in corpus:documents { where = options.only } do emit_document(document, emit) end
end

return tokens
