-- A language's table made ready for reading numbers: forms as books, words as sets. What the table lacks is empty, so
-- that whoever asks needs no branch for it.
--
--   local lexicon = require("lexicon").of(moonleaf.language "en")
--   lexicon.units:at(list, 4)     lexicon.stop_words["the"]

local forms = require "forms"

local lexicon = {}

-- What every language writes.
local SIGNS <const> = { ["%"] = { "%", "％", "٪" }, USD = { "$", "US$" }, EUR = { "€" }, GBP = { "£" } }

local function set(list)
  local words = {}
  for _, word in ipairs(list or {}) do words[moonleaf.text.fold(word)] = true end
  return words
end

-- Endings as a set, with the lengths that occur, longest first.
local function endings(list)
  local found, lengths, seen = {}, {}, {}
  for _, ending in ipairs(list or {}) do
    local folded = moonleaf.text.fold(ending)
    found[folded] = true
    if not seen[#folded] then lengths[#lengths + 1] = #folded end
    seen[#folded] = true
  end
  table.sort(lengths, function(a, b) return a > b end)
  return { found = found, lengths = lengths }
end

local function with_signs(units)
  local all = {}
  for symbol, list in pairs(SIGNS) do all[symbol] = list end
  for symbol, list in pairs(units or {}) do
    all[symbol] = table.move(list, 1, #list, #(SIGNS[symbol] or {}) + 1, { table.unpack(SIGNS[symbol] or {}) })
  end
  return all
end

-- { opener, middle } -> books; an empty opener is none.
local function pairs_of(list)
  local ranges = {}
  for k, pair in ipairs(list or {}) do
    ranges[k] = { opener = pair[1] ~= "" and forms.list { pair[1] } or nil, middle = forms.list { pair[2] } }
  end
  return ranges
end

-- The first pieces of all that a number may begin with.
local function number_begins(made)
  local begins = {}
  for _, book in ipairs { made.words, made.scales, made.fractions, made.ordinal_prefixes } do
    for first in pairs(book.first) do begins[first] = true end
  end
  return begins
end

local function add_numbers(made, numbers)
  made.habits = { decimal = numbers.decimal, group = numbers.group }
  made.words = forms.book(numbers.words, true)
  made.scales = forms.book(numbers.scales, true)
  made.fractions = forms.book(numbers.fractions, true)
  made.ordinals = forms.book(numbers.ordinals, true)
  made.ordinal_prefixes = forms.list(numbers.ordinal_prefixes)
  made.parts = forms.list(numbers.parts)
  made.tenths = forms.list(numbers.tenths)
  made.halves = forms.list(numbers.halves)
  made.changes = forms.list(numbers.changes)
  made.odds = forms.list(numbers.odds)
  made.per = forms.list(numbers.per)
  made.approximate = set(numbers.approximate)
  made.joiners = set(numbers.joiners)
  made.clitics = set(numbers.clitics)
  made.glued_scales = set(numbers.glued_scales)
  made.scales_begin = forms.list(numbers.scales_begin)
  made.ordinal_suffixes = set(numbers.ordinal_suffixes)
  made.cardinal_suffixes = set(numbers.cardinal_suffixes)
  made.ranges = pairs_of(numbers.ranges)
  made.number_begins = number_begins(made)
end

local function add_dates(made, table_of_language)
  local dates = table_of_language.dates or {}
  local months = {}
  for month, list in ipairs(table_of_language.months or {}) do
    for _, form in ipairs(list) do months[form] = month end
  end
  made.months = forms.book(months, true)
  made.date_pairs = pairs_of(dates.pairs)
  for _, field in ipairs { "within", "since", "relative", "year", "month", "day", "named" } do
    made["date_" .. field] = forms.list(dates[field])
  end
  made.date_bare = dates.bare
end

local function add_grammar(made, table_of_language)
  local phrases, verbs = table_of_language.phrases or {}, table_of_language.verbs or {}
  for _, field in ipairs { "links", "articles", "additions", "inside", "joins", "singular", "barriers" } do
    made[field] = set(phrases[field])
  end
  made.determiners = {}
  for word in pairs(made.articles) do made.determiners[word] = not made.barriers[word] or nil end
  made.plurals = endings(phrases.plurals)
  made.adverb_endings = endings(phrases.adverbs)
  made.relatives = set(phrases.relatives)
  made.auxiliaries = set(verbs.auxiliaries)
  made.verb_forms = forms.list(verbs.forms)
  made.verb_endings = endings(verbs.endings)
  made.verb_nouns = set(verbs.nouns)
  made.not_verbs = set(verbs.not_verbs)
  made.not_endings = endings(verbs.not_endings)
  made.infinitive = set(verbs.infinitive)
end

-- The lexicon of a language's table; nil stands for a language that has none.
function lexicon.of(table_of_language)
  local language = table_of_language or {}
  local qualifiers, labels = language.qualifiers or {}, language.labels or {}
  local made = {
    stop_words = set(language.stop_words),
    units = forms.book(with_signs(language.units)),
    measures = forms.list(language.measure_words),
    qualifiers = forms.book(qualifiers),
    qualifiers_after = forms.book(language.qualifiers_after),
    labels_before = forms.list(labels.before),
    labels_after = forms.list(labels.after),
    quotes = language.quotes or { { "“", "”" }, { "«", "»" }, { "\"", "\"" } },
    has_measures = language.measure_words ~= nil,
    known = table_of_language ~= nil,
  }
  add_numbers(made, language.numbers or {})
  add_dates(made, language)
  add_grammar(made, language)
  return made
end

return lexicon
