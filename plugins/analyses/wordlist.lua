-- Frequency lists: the words of each language with how often and in how many documents they occur.
--
--   $ moonleaf run wordlist --language en --top 3 --stopwords drop
--   language  word         frequency  per million  documents
--   en        cooperation        412      3,120.4         61
--   en        security           398      3,014.4         58
--   en        states             371      2,809.9         60
--
-- Each language stands on its own, so that an English list holds no Russian: languages are those of the blocks and of
-- the runs in them. Ties stand in the order of the bytes.

local counting = require "counting"

local MILLION <const> = 1000000

local wordlist = {
  api = 1,
  summary = "Frequency lists of words, a language at a time",
  options = counting.options("language", "group", "by", "kinds", "role", "stopwords", "minimum", "top"),
  columns = {
    { "language", "language", "of the text that the word stands in" },
    { "part", "text", "with --group: the year, the document, the value of the key" },
    { "word", "text", "as --by says: folded, as written, or the stem" },
    { "frequency", "integer", "how often it occurs" },
    { "per_million", "number", "frequency in a million tokens of the same language and part" },
    { "documents", "integer", "in how many documents (range)" },
  },
  plots = {
    { "bar", x = "word", y = "frequency", group = "language", title = "Most frequent words" },
  },
}

local function emit_group(list, index, group, part, options, is_stop, emit)
  local rows, first = 0, nil
  for word, count, documents in list:list(index) do
    if not is_stop(word, group.language) then
      rows, first = rows + 1, first or { language = group.language, words = word }
      emit {
        language = group.language, part = part, word = word, frequency = count, documents = documents,
        per_million = count / group.tokens * MILLION,
      }
    end
    if rows == options.top then break end
  end
  return first
end

function wordlist.corpus(corpus, options, emit)
  local list = corpus:ngrams(1, counting.request(options, { minimum = options.minimum, documents = true }))
  local is_stop, missing = counting.stops(options)
  local name_of = counting.part_names(corpus)
  local first
  for index, group in ipairs(list.groups) do
    local row = emit_group(list, index, group, name_of(group), options, is_stop, emit)
    first = first or row
  end
  counting.note(list.groups, options)
  if options.minimum > 1 then
    moonleaf.note(("Left out: words that occur less than %d times."):format(options.minimum))
  end
  counting.note_stops(options, missing)
  counting.note_hits(first, options)
end

return wordlist
