-- A language's table made ready for reading numbers: forms as books, words as sets. What the table lacks is empty, so
-- that whoever asks needs no branch for it.
--
--   local lexicon = require("lexicon").of(moonleaf.language "en")
--   lexicon.units:at(list, 4)     lexicon.stop_words["the"]

local forms = require "forms"
local numerals = require "numerals"
local pieces = require "pieces"
local units = require "units"

local lexicon = {}

local function set(list)
  local words = {}
  for _, word in ipairs(list or {}) do words[pieces.fold(word)] = true end
  return words
end

-- Endings as a set, with the lengths that occur, longest first.
local function endings(list)
  local found, lengths, seen = {}, {}, {}
  for _, ending in ipairs(list or {}) do
    local folded = pieces.fold(ending)
    found[folded] = true
    if not seen[#folded] then lengths[#lengths + 1] = #folded end
    seen[#folded] = true
  end
  table.sort(lengths, function(a, b) return a > b end)
  return { found = found, lengths = lengths }
end

-- Makes books of a language's forms, cut as its texts are.
local function maker(elisions)
  return {
    book = function(names, flat) return forms.book(names, flat, elisions) end,
    list = function(list) return forms.list(list, elisions) end,
  }
end

-- { opener, middle } -> books; an empty opener is none.
local function pairs_of(list, make)
  local ranges = {}
  for k, pair in ipairs(list or {}) do
    ranges[k] = { opener = pair[1] ~= "" and make.list { pair[1] } or nil, middle = make.list { pair[2] } }
  end
  return ranges
end

-- The first pieces of all that a number may begin with.
local function number_begins(made)
  local begins = {}
  for _, book in ipairs { made.words, made.scales, made.fractions, made.ordinal_prefixes, made.every } do
    for first in pairs(book.first) do begins[first] = true end
  end
  for sign in pairs(numerals.VULGAR) do begins[sign] = true end
  return begins
end

local function add_numbers(made, numbers, make)
  made.habits = numerals.habits(numbers.decimal, numbers.group)
  made.words = make.book(numbers.words, true)
  made.scales = make.book(numbers.scales, true)
  made.fractions = make.book(numbers.fractions, true)
  made.ordinals = make.book(numbers.ordinals, true)
  made.ordinal_prefixes = make.list(numbers.ordinal_prefixes)
  made.parts = make.list(numbers.parts)
  made.tenths = make.list(numbers.tenths)
  made.halves = make.list(numbers.halves)
  made.minus = make.list(numbers.minus)
  made.changes = make.list(numbers.changes)
  made.odds = make.list(numbers.odds)
  made.odds_of = make.list(numbers.odds_of)
  made.odds_nouns = endings(numbers.odds_nouns)
  made.odds_apart = make.list(numbers.odds_apart)
  made.per = make.list(numbers.per)
  made.every = make.list(numbers.every)
  made.minus_after = make.list(numbers.minus_after)
  made.approximate = set(numbers.approximate)
  made.joiners = set(numbers.joiners)
  made.clitics = set(numbers.clitics)
  made.glued_scales = set(numbers.glued_scales)
  made.scales_begin = make.list(numbers.scales_begin)
  made.ordinal_suffixes = set(numbers.ordinal_suffixes)
  made.cardinal_suffixes = set(numbers.cardinal_suffixes)
  made.ranges = pairs_of(numbers.ranges, make)
  made.number_begins = number_begins(made)
end

-- { name, offset, first, last, kind } -> name to what is added to which years. Those of a kind need no word for year:
-- "back" and "back behind" count backwards (BC), the latter only behind the number; "bare" does not (AD).
local function eras_of(list)
  local eras = {}
  for _, era in ipairs(list or {}) do
    local kind = era[5]
    eras[era[1]] = {
      offset = era[2], first = era[3] or 1, last = era[4] or 9999, is_back = (kind or ""):find "^back" ~= nil,
      is_behind = kind == "back behind", is_bare = kind ~= nil,
    }
  end
  return eras
end

local function add_dates(made, table_of_language, make)
  local dates = table_of_language.dates or {}
  local months = {}
  for month, list in ipairs(table_of_language.months or {}) do
    for _, form in ipairs(list) do months[form] = month end
  end
  made.months = make.book(months, true)
  made.date_pairs = pairs_of(dates.pairs, make)
  for _, field in ipairs { "within", "since", "since_after", "relative", "year", "month", "day", "named" } do
    made["date_" .. field] = make.list(dates[field])
  end
  made.date_bare = dates.bare
  made.years_named = dates.years_named
  made.day_ranges = table.move(made.ranges, 1, #made.ranges, #made.date_pairs + 1, { table.unpack(made.date_pairs) })
  made.has_eras = dates.eras ~= nil
  made.eras = make.book(eras_of(dates.eras), true)
end

-- Groups of particles with what each group follows; `least` letters stand in front of one.
local function particles_of(list)
  local groups = {}
  for k, group in ipairs(list or {}) do
    groups[k] = table.move(group, 1, #group, 1, { after = group.after, least = group.least or 2 })
  end
  return groups
end

local function add_grammar(made, table_of_language, make)
  local phrases, verbs = table_of_language.phrases or {}, table_of_language.verbs or {}
  for _, field in ipairs { "links", "articles", "additions", "inside", "joins", "singular", "barriers", "clauses" } do
    made[field] = set(phrases[field])
  end
  made.determiners = {}
  for word in pairs(made.articles) do made.determiners[word] = not made.barriers[word] or nil end
  made.plurals = endings(phrases.plurals)
  made.genitives = endings(phrases.genitives)
  made.particles = particles_of(phrases.particles)
  made.not_particles = endings(phrases.not_particles)
  made.adverb_endings = endings(phrases.adverbs)
  made.dimensions = make.list(phrases.dimensions)
  made.relatives = set(phrases.relatives)
  made.capital_nouns = phrases.capital_nouns
  made.auxiliaries = set(verbs.auxiliaries)
  made.verb_forms = make.list(verbs.forms)
  made.verb_endings = endings(verbs.endings)
  made.verb_nouns = set(verbs.nouns)
  made.not_verbs = set(verbs.not_verbs)
  made.not_endings = endings(verbs.not_endings)
  made.infinitive = set(verbs.infinitive)
  made.participles = verbs.participles
end

-- The lexicon of a language's table; nil stands for a language that has none.
function lexicon.of(table_of_language)
  local language = table_of_language or {}
  local qualifiers, labels = language.qualifiers or {}, language.labels or {}
  local elisions = table_of_language and set(language.elisions)
  local make = maker(elisions)
  local made = {
    elisions = elisions,
    stop_words = set(language.stop_words),
    units = units.of(language, elisions),
    units_before = make.book(language.units_before),
    measures = make.list(language.measure_words),
    qualifiers = make.book(qualifiers),
    qualifiers_after = make.book(language.qualifiers_after),
    labels_before = make.list(labels.before),
    labels_after = make.list(labels.after),
    clocks = make.list(labels.clock),
    contacts = make.list(labels.contact),
    measure_nouns = set(language.measure_nouns),
    quotes = language.quotes or { { "“", "”" }, { "«", "»" }, { "\"", "\"" } },
    has_measures = language.measure_words ~= nil,
    known = table_of_language ~= nil,
  }
  add_numbers(made, language.numbers or {}, make)
  add_dates(made, language, make)
  add_grammar(made, language, make)
  made.behind_digits = {
    made.scales, made.units, made.measures, made.qualifiers_after, made.labels_after, made.date_year, made.date_month,
    made.date_day, made.date_since_after, made.parts, made.tenths,
  }
  for _, pair in ipairs(made.day_ranges) do made.behind_digits[#made.behind_digits + 1] = pair.middle end
  return made
end

return lexicon
