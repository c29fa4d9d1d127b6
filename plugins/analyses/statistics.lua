-- Size, sentence length, lexical diversity and languages of each document and of the corpus.
--
--   $ moonleaf run statistics
--   scope     documents  blocks  sentences  tokens  types  words_per_sentence  mattr  root_ttr  languages
--   000_011a          1       8         14     285    217                20.4            12.85  und 56%, en 44%
--   001_d93f          1       8         23     606    258                26.3  0.448     10.48  en 100%

local diversity = require "diversity"

local statistics = {
  api = 1,
  summary = "Size, sentence length, lexical diversity and languages, per document and in total",
  options = {
    { "window", "integer", default = 500, min = 2, max = 100000, help = "words of the window of mattr" },
  },
  columns = {
    { "scope", "text", "the document's name, or total" },
    { "documents", "integer", "documents counted in the row" },
    { "blocks", "integer", "headings, paragraphs, list items, tables ..." },
    { "sentences", "integer", "sentences, those of headings and lists with them" },
    { "tokens", "integer", "words and numbers; no punctuation" },
    { "types", "integer", "different words and numbers, capitals and small letters being the same" },
    { "words_per_sentence", "number", "tokens / sentences" },
    { "mattr", "number", "lexical diversity: mean of types / tokens over all windows of --window words (moving-average "
      .. "type-token ratio, Covington & McFall 2010); none for a text shorter than a window" },
    { "root_ttr", "number", "lexical diversity: types / square root of tokens (Guiraud 1954), which still grows "
      .. "with the length" },
    { "languages", "text", "share of each language in the characters of the text; und: no language known" },
  },
  plots = {
    { "bar", x = "scope", y = "words_per_sentence", title = "Words per sentence" },
    { "bar", x = "scope", y = "mattr", title = "Lexical diversity" },
  },
}

local function new_sums(name, documents)
  return {
    scope = name, documents = documents, blocks = 0, sentences = 0, tokens = 0, types = 0, ratios = 0, windows = 0,
    characters = {},
  }
end

local function add(sums, more)
  for _, name in ipairs { "documents", "blocks", "sentences", "tokens", "ratios", "windows" } do
    sums[name] = sums[name] + more[name]
  end
  for language, n in pairs(more.characters) do
    sums.characters[language] = (sums.characters[language] or 0) + n
  end
end

local function count(document, window)
  local sums, words = new_sums(document.name, 1), document:counter { by = "folded" }
  sums.tokens, sums.types = words:total(), words:size()
  for block in document:blocks() do
    local language = block.language
    sums.blocks = sums.blocks + 1
    sums.characters[language] = (sums.characters[language] or 0) + utf8.len(block.text)
  end
  for _ in document:sentences() do
    sums.sentences = sums.sentences + 1
  end
  if sums.tokens >= window then
    sums.ratios, sums.windows = diversity.moving(diversity.words(document:tokens()), window)
  end
  return sums
end

-- "en 83%, und 12%, ru 5%"
local function shares(characters)
  local total, tags, parts = 0, {}, {}
  for language, n in moonleaf.sorted(characters) do
    total, tags[#tags + 1] = total + n, language
  end
  table.sort(tags, function(a, b)
    return characters[a] > characters[b] or characters[a] == characters[b] and a < b
  end)
  for i, language in ipairs(tags) do
    local percent = math.floor(100 * characters[language] / total + 0.5)
    parts[i] = percent > 0 and ("%s %d%%"):format(language, percent) or language .. " <1%"
  end
  return table.concat(parts, ", ")
end

local function rounded(number, digits)
  return number and math.floor(number * 10 ^ digits + 0.5) / 10 ^ digits
end

local function row(sums)
  return {
    scope = sums.scope, documents = sums.documents, blocks = sums.blocks, sentences = sums.sentences,
    tokens = sums.tokens, types = sums.types,
    words_per_sentence = rounded(sums.sentences > 0 and sums.tokens / sums.sentences or nil, 1),
    mattr = rounded(sums.windows > 0 and sums.ratios / sums.windows or nil, 3),
    root_ttr = rounded(diversity.root_ttr(sums.types, sums.tokens), 2),
    languages = shares(sums.characters),
  }
end

function statistics.corpus(corpus, options, emit)
  local total = new_sums("total", 0)
  for document in corpus:documents() do
    local sums = count(document, options.window)
    emit(row(sums))
    add(total, sums)
  end
  total.types = corpus:counter { by = "folded" }:size()
  emit(row(total))
end

return statistics
