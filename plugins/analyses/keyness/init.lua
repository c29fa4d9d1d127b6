-- Keyness: the words that are more frequent in some documents than in others, in another corpus, or in a list.
--
--   $ moonleaf run keyness --target "year >= 2015" --reference "year < 2015" --language en --top 2
--   language  word       target  reference  log likelihood  log ratio  ...  p
--   en        pandemic      120          0           166.4       7.91       0
--   en        digital       311        102           105.7       1.61       0
--
-- The target are the documents for which --target holds (all, when it is left out); what they are compared with is
-- --reference, all other documents when that is left out too, another corpus (--reference-corpus FILE) or a frequency
-- list (--reference-list FILE.csv with columns word, frequency and perhaps language). A document of both is the
-- target's. Each language is compared with itself alone. p is that of the log-likelihood as a chi-square with one
-- degree of freedom, adjusted for all words compared in the language, those below --minimum left out (Bonferroni, or
-- Benjamini & Hochberg 1995). Each formula stands beside its column; a and b are the frequencies, c and d the tokens
-- of the two sides.

local counting = require "counting"
local frequency_list = require "frequency_list"
local measures = require "measures"
local significance = require "significance"

local MILLION <const> = 1000000

local keyness = {
  api = 1,
  summary = "Words that are more frequent on one side than on the other",
  options = counting.options("language", "by", "kinds", "role", "stopwords", "top"),
  columns = {
    { "language", "language", "of the text on both sides" },
    { "word", "text", "the word" },
    { "target", "integer", "frequency in the target: a" },
    { "reference", "integer", "frequency in the reference: b" },
    { "target_per_million", "number", "frequency in a million tokens of the target" },
    { "reference_per_million", "number", "frequency in a million tokens of the reference" },
  },
  plots = {
    { "bar", x = "word", y = "log_ratio", group = "language", title = "Key words, by log ratio" },
  },
}

for _, measure in ipairs(measures.list) do
  table.insert(keyness.columns, { measure[1], "number", measure[2] })
end
table.insert(keyness.columns, { "p", "number", "probability of such a log-likelihood by chance, adjusted by --adjust" })

for i, option in ipairs {
  { "target", "text", help = "a --where expression: the documents whose key words are asked for" },
  { "reference", "text", help = "a --where expression: the documents that they are compared with" },
  { "reference_corpus", "corpus", help = "or a corpus file instead" },
  { "reference_list", "file", help = "or a frequency list instead: CSV or TSV" },
  { "minimum", "integer", default = 3, min = 1, help = "least frequency on both sides together" },
  { "side", "text", default = "target", choices = { "target", "reference", "both" },
    help = "words more frequent there" },
  { "sort", "text", default = "log_likelihood", choices = { "log_likelihood", "log_ratio", "bic", "odds_ratio" },
    help = "strongest first by this" },
  { "adjust", "text", default = "fdr", choices = { "none", "bonferroni", "fdr" },
    help = "p for as many tests as words" },
} do
  table.insert(keyness.options, i, option)
end

-- ---- the two sides ----

-- A side: by language { words = a counter, tokens = }.
local function side_of(list, part)
  local side = {}
  for index, group in ipairs(list.groups) do
    if group.part == part then side[group.language] = { words = list:counter(index), tokens = group.tokens } end
  end
  return side
end

-- A list that names no language is that of the language asked for, or of most of the text.
local function named(lists, groups, options)
  local largest = counting.sizes(groups)[1]
  local language = options.language or largest and largest.language
  if lists[""] and language and not lists[language] then
    lists[language] = lists[""]
    moonleaf.note(("The list names no language and is taken for %s: --language says another."):format(language))
  end
  return lists
end

-- Both sides, and the groups that the note is about.
local function sides_of(corpus, options)
  local others = { options.reference, options.reference_corpus, options.reference_list }
  local first = next(others)
  if first and next(others, first) then
    error("give one of --reference, --reference-corpus and --reference-list", 0)
  end
  if options.reference_corpus or options.reference_list then
    local list = corpus:ngrams(1, counting.request(options, { where = options.target }))
    local given = options.reference_list
    local reference = given and named(frequency_list.read(given), list.groups, options)
      or side_of(options.reference_corpus:ngrams(1, counting.request(options)))
    return side_of(list), reference, list.groups
  end
  local list = corpus:ngrams(1, counting.request(options, { sides = { options.target, options.reference } }))
  return side_of(list, "target"), side_of(list, "reference"), list.groups
end

-- ---- one language ----

local function row_of(word, a, b, target, reference)
  local row = measures.of { a = a, b = b, c = target.tokens, d = reference.tokens }
  row.word, row.target, row.reference = word, a, b
  row.target_per_million = a / target.tokens * MILLION
  row.reference_per_million = b / reference.tokens * MILLION
  return row
end

-- All words of both sides that reach the minimum, with their adjusted p.
local function rows_of(target, reference, options)
  local rows, chances = {}, {}
  local function add(word, a, b)
    if a + b < options.minimum then return end
    rows[#rows + 1] = row_of(word, a, b, target, reference)
    chances[#rows] = significance.chi_square_p(rows[#rows].evidence)
  end
  for word, a in target.words:pairs() do add(word, a, reference.words:get(word)) end
  for word, b in reference.words:pairs() do
    if target.words:get(word) == 0 then add(word, 0, b) end
  end
  for i, p in ipairs(significance.adjusted(chances, options.adjust)) do rows[i].p = p end
  return rows
end

local function strength(row, options)
  if options.sort == "bic" then return row.bic end
  local value = options.sort == "odds_ratio" and math.log(row.odds_ratio) or row[options.sort]
  return options.side == "both" and math.abs(value) or options.side == "reference" and -value or value
end

local function is_on_side(row, options)
  local difference = row.target_per_million - row.reference_per_million
  if options.side == "both" then return true end
  return options.side == "target" and difference > 0 or options.side == "reference" and difference < 0
end

local function emit_language(language, rows, options, is_stop, emit)
  local kept = {}
  for _, row in ipairs(rows) do
    if is_on_side(row, options) and not is_stop(row.word, language) then
      row.language, row.strength = language, strength(row, options)
      kept[#kept + 1] = row
    end
  end
  table.sort(kept, function(a, b)
    return a.strength > b.strength or a.strength == b.strength and a.word < b.word
  end)
  for i, row in ipairs(kept) do
    if i > options.top and options.top > 0 then break end
    row.strength, row.evidence = nil, nil
    emit(row)
  end
  return kept[1] and { language = language, words = kept[1].word }
end

function keyness.corpus(corpus, options, emit)
  if not (options.target or options.reference_corpus or options.reference_list) then
    return moonleaf.note "Nothing was compared: say --target WHERE, and --reference WHERE if it is not all the rest."
  end
  local target, reference, groups = sides_of(corpus, options)
  local is_stop, missing = counting.stops(options)
  local sizes, first = {}, nil
  for _, size in ipairs(counting.sizes(groups)) do
    local language = size.language
    local side, other = target[language], reference[language]
    if side and other and other.tokens > 0 and side.tokens > 0 then
      local rows = rows_of(side, other, options)
      local row = emit_language(language, rows, options, is_stop, emit)
      first = first or row
      sizes[#sizes + 1] = ("%s %s and %s, %s words compared"):format(language, counting.thousands(side.tokens),
        counting.thousands(other.tokens), counting.thousands(#rows))
    end
  end
  counting.note(groups, options, false)
  moonleaf.note(("Tokens of target and reference: %s."):format(#sizes > 0 and table.concat(sizes, "; ")
    or "no language is on both sides"))
  moonleaf.note(("Least frequency on both sides together: %d. p adjusted by: %s. Sorted by %s."):format(options.minimum,
    options.adjust, options.sort))
  counting.note_stops(options, missing)
  counting.note_hits(first, options)
end

return keyness
