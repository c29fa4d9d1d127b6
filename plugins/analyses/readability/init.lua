-- How hard a text is to read, by the formulas that were published for its language, with the counts that they take.
--
--   $ moonleaf run readability
--   document  language  measure         value  level           source                sentences  words  syllables ...
--   harbour   en        flesch          52.47  fairly difficult  Flesch 1948                62   1790       3392
--   harbour   en        flesch_kincaid  11.87  school year 12    Kincaid et al. 1975        62   1790       3392
--
-- Counted are paragraphs of running text, by language; left out are headings, lists, tables, captions and code, and
-- what has the role title, author, keywords, note, references, navigation or notice. A sentence has one word at least.
-- Words are tokens with a letter; the parts of a word with a hyphen are words of their own. Numbers make sentences
-- longer, as words do, but have no syllables (as Flesch 1948 advises) and no letters; ari counts their digits.
--
--   flesch          206.835 - 1.015 words/sentence - 84.6 syllables/word (Flesch 1948)
--   flesch_kincaid  0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid et al. 1975)
--   fog             0.4 (words/sentence + % of words with 3 or more syllables), without names inside of a sentence and
--                   without words that get the third syllable by -ed or -es (Gunning 1952)
--   smog            3.1291 + 1.043 root of the words with 3 or more syllables in 30 sentences (McLaughlin 1969)
--   ari             4.71 letters and digits/word + 0.5 words/sentence - 21.43 (Smith & Senter 1967)
--   coleman_liau    0.0588 letters/100 words - 0.296 sentences/100 words - 15.8 (Coleman & Liau 1975)
--   lix             words/sentence + % of words with more than 6 letters (Björnsson 1968)
--   rix             words with more than 6 letters/sentence (Anderson 1983)
--
-- The constants above are the English ones. Those of other languages, the rules by which syllables are counted, and the
-- further measures of a language are in its table; `source` says where they come from. A measure that was not published
-- for a language has no value there, but a reason.

local syllables = require "syllables"

local readability = {
  api = 1,
  summary = "Readability by the formulas published for the language: Flesch, Fog, SMOG, LIX and others",
  options = {
    { "least", "integer", default = 100, min = 1, help = "fewest words of a language in a document; Flesch's "
      .. "samples have 100" },
  },
  columns = {
    { "language", "language", "language of the paragraphs" },
    { "measure", "text", "the formula; all: what is said holds for each" },
    { "value", "number", "its value" },
    { "level", "text", "what its author says that the value means; a school year is an American one" },
    { "source", "text", "where its constants were published" },
    { "sentences", "integer", "sentences with a word" },
    { "words", "integer", "words, without numbers" },
    { "numbers", "integer", "numbers" },
    { "syllables", "integer", "syllables of the words, by the rules of the language table" },
    { "letters", "integer", "letters of the words" },
    { "long_words", "integer", "words with more than 6 letters" },
    { "polysyllables", "integer", "words with 3 or more syllables" },
    { "reason", "text", "why there is no value" },
  },
}

-- In this order; measures of one language follow by name.
local MEASURES <const> = { "flesch", "flesch_kincaid", "fog", "smog", "ari", "coleman_liau", "lix", "rix" }
local ROLES <const> = { body = true, abstract = true, quotation = true }
local LONG <const> = 7 -- letters (Björnsson 1968: more than six)
local MANY <const> = 3 -- syllables (Gunning 1952, McLaughlin 1969)

-- What a value means: the first entry whose bound is not above it.
local SCALES <const> = {
  ease = { -- Flesch 1948
    { 90, "very easy" }, { 80, "easy" }, { 70, "fairly easy" }, { 60, "standard" }, { 50, "fairly difficult" },
    { 30, "difficult" }, { -math.huge, "very difficult" },
  },
  inflesz = { -- Barrio-Cantalejo et al. 2008
    { 80, "very easy" }, { 65, "fairly easy" }, { 55, "normal" }, { 40, "somewhat difficult" },
    { -math.huge, "very difficult" },
  },
  atesman = { -- Ateşman 1997
    { 90, "very easy" }, { 70, "easy" }, { 50, "medium" }, { 30, "difficult" }, { -math.huge, "very difficult" },
  },
  gulpease = { -- Lucisano & Piemontese 1988
    { 80, "easy after primary school" }, { 60, "easy after lower secondary school" },
    { 40, "easy after upper secondary school" }, { -math.huge, "very difficult" },
  },
  lix = { -- Björnsson 1968
    { 60, "very difficult" }, { 50, "difficult" }, { 40, "medium" }, { 30, "easy" }, { -math.huge, "very easy" },
  },
  rix = { -- Anderson 1983
    { 7.2, "college" }, { 6.2, "school year 12" }, { 5.3, "school year 11" }, { 4.5, "school year 10" },
    { 3.7, "school year 9" }, { 3, "school year 8" }, { 2.4, "school year 7" }, { 1.8, "school year 6" },
    { 1.3, "school year 5" }, { 0.8, "school year 4" }, { 0.5, "school year 3" }, { 0.2, "school year 2" },
    { -math.huge, "school year 1" },
  },
}

-- ---- counting ----

local function new_counts()
  return {
    sentences = 0, words = 0, numbers = 0, syllables = 0, letters = 0, digits = 0, long_words = 0, polysyllables = 0,
    monosyllables = 0, four_syllables = 0, fog_words = 0,
  }
end

-- Is the third syllable of the word that of an inflection ("expand-ed")?
local function is_inflected(word, count, inflections)
  for _, ending in ipairs(inflections or {}) do
    if word:sub(-#ending) == ending and count(word:sub(1, -#ending - 1)) < MANY then return true end
  end
  return false
end

-- A function that answers what is counted of a folded word, each looked at once.
local function word_reader(rules)
  local known, count = {}, rules and syllables.counter(rules) or function() return 0 end
  return function(folded)
    if not known[folded] then
      local word = moonleaf.text.normalise(folded)
      local digits = select(2, word:gsub("%d", ""))
      local n = count(word)
      known[folded] = {
        syllables = n, digits = digits, letters = utf8.len((word:gsub("[%d%p]", ""):gsub("’", ""))),
        is_fog = n > MANY or n == MANY and not is_inflected(word, count, rules.inflections),
      }
    end
    return known[folded]
  end
end

local function add_word(counts, word, is_name)
  counts.words = counts.words + 1
  counts.syllables = counts.syllables + word.syllables
  counts.letters, counts.digits = counts.letters + word.letters, counts.digits + word.digits
  if word.letters >= LONG then counts.long_words = counts.long_words + 1 end
  if word.syllables == 1 then counts.monosyllables = counts.monosyllables + 1 end
  if word.syllables >= MANY then counts.polysyllables = counts.polysyllables + 1 end
  if word.syllables > MANY then counts.four_syllables = counts.four_syllables + 1 end
  if word.is_fog and not is_name then counts.fog_words = counts.fog_words + 1 end
end

local function is_capitalised(form)
  local first = form:match(utf8.charpattern)
  return moonleaf.text.fold(first) ~= first
end

local function add_sentence(counts, sentence, read)
  local words = 0
  for token in sentence:tokens() do
    if token.type == "word" then
      add_word(counts, read(token.folded), words > 0 and is_capitalised(token.form))
      words = words + 1
    elseif token.type == "number" then
      counts.numbers = counts.numbers + 1
      counts.digits = counts.digits + select(2, token.form:gsub("%d", ""))
    end
  end
  if words > 0 then counts.sentences = counts.sentences + 1 end
end

-- The counts of each language of the document, and its table's field `readability`.
local function count(document)
  local languages = {}
  for block in document:blocks "paragraph" do
    if ROLES[block.role] then
      local tag = block.language
      if not languages[tag] then
        local known = moonleaf.language(tag)
        local field = known and known.readability or {}
        languages[tag] = {
          counts = new_counts(), measures = field.measures, read = word_reader(field.syllables),
          name = known and known.name or tag,
        }
      end
      for sentence in block:sentences() do add_sentence(languages[tag].counts, sentence, languages[tag].read) end
    end
  end
  return languages
end

-- ---- formulas ----

-- What a formula can weigh.
local function features(counts)
  local words, length = counts.words, counts.words + counts.numbers
  return {
    words_per_sentence = length / counts.sentences,
    sentences_per_word = counts.sentences / length,
    syllables_per_word = counts.syllables / words,
    letters_per_word = counts.letters / words,
    characters_per_word = (counts.letters + counts.digits) / length,
    long_percent = 100 * counts.long_words / words,
    long_per_sentence = counts.long_words / counts.sentences,
    monosyllable_percent = 100 * counts.monosyllables / words,
    polysyllable_percent = 100 * counts.polysyllables / words,
    four_syllable_percent = 100 * counts.four_syllables / words,
    fog_percent = 100 * counts.fog_words / words,
    root_polysyllables = math.sqrt(30 * counts.polysyllables / counts.sentences),
  }
end

local function value_of(measure, seen)
  local value = measure.constant or 0
  for name, weight in moonleaf.sorted(measure) do
    if seen[name] then value = value + weight * seen[name] end
  end
  return math.floor(100 * value + 0.5) / 100
end

local function level_of(measure, value)
  if not SCALES[measure.scale] then -- of school years
    local year = math.max(1, math.floor(value + 0.5))
    return year <= 12 and ("school year %d"):format(year) or year <= 16 and "college" or "after college"
  end
  for _, bound in ipairs(SCALES[measure.scale]) do
    if value >= bound[1] then return bound[2] end
  end
end

-- ---- rows ----

local function row(tag, counts, measure, more)
  local out = {
    language = tag, measure = measure, sentences = counts.sentences, words = counts.words, numbers = counts.numbers,
    syllables = counts.syllables, letters = counts.letters, long_words = counts.long_words,
    polysyllables = counts.polysyllables,
  }
  for name, value in pairs(more) do out[name] = value end
  return out
end

local function measured(language, name, seen)
  local measure, counts = language.measures[name], language.counts
  if not measure then return { reason = "the table of " .. language.name .. " has no constants for it" } end
  if counts.sentences < (measure.least_sentences or 0) then
    return { source = measure.source,
      reason = ("%d sentences; it is made for %d at least"):format(counts.sentences, measure.least_sentences) }
  end
  local value = value_of(measure, seen)
  return { value = value, level = level_of(measure, value), source = measure.source }
end

-- Names of the measures of a language's table beside those of all.
local function all_names(measures)
  local names, is_listed = {}, {}
  for i, name in ipairs(MEASURES) do names[i], is_listed[name] = name, true end
  for name in moonleaf.sorted(measures) do
    if not is_listed[name] then names[#names + 1] = name end
  end
  return names
end

local function refusal(tag, language, least)
  if tag == "und" then return "no language is known of this text" end
  if language.counts.words < least then return ("fewer than %d words"):format(least) end
  if not language.measures then return "there is no formula in a table of " .. language.name end
end

function readability.document(document, options, emit)
  for tag, language in moonleaf.sorted(count(document)) do
    local counts, reason = language.counts, refusal(tag, language, options.least)
    if reason then
      if not language.measures then counts.syllables, counts.polysyllables = nil, nil end
      if counts.words > 0 then emit(row(tag, counts, "all", { reason = reason })) end
    else
      local seen = features(counts)
      for _, name in ipairs(all_names(language.measures)) do
        emit(row(tag, counts, name, measured(language, name, seen)))
      end
    end
  end
end

return readability
