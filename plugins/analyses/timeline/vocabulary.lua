-- A language's lexicon, and beside it the words that only a timeline asks for. What the table lacks is empty.
--
--   local vocabulary = require("vocabulary").of "en"
--   vocabulary.lexicon.months:at(list, 3)   vocabulary.quarters:at(list, 2)   --> 1, 3

local forms = require "forms"
local lexicons = require "lexicon"
local triggers = require "triggers"

local vocabulary = {}

-- { {"first quarter"}, {"second quarter"} ... } -> a book of form -> place in the list.
local function numbered(list, elisions)
  local places = {}
  for place, names in ipairs(list or {}) do
    for _, name in ipairs(names) do places[name] = place end
  end
  return forms.book(places, true, elisions)
end

-- { "the same year", "year", 0 } -> a book of form -> { unit =, shift = }; those of `now` are counted from the day of
-- the document.
local function relations(list, now, elisions)
  local names = {}
  for _, relation in ipairs(list or {}) do
    names[relation[1]] = { unit = relation[2], shift = relation[3], now = now }
  end
  return forms.book(names, true, elisions)
end

local LEAST_WORD <const> = 3 -- letters
local ROMAN <const> = {
  "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
  "xxi",
}

-- Words like "later", of "three days later" without digits; those like "ago" where the document's own day is known.
local function add_ways(set, shifts, now)
  for _, entries in pairs(shifts.first) do
    for _, entry in ipairs(entries) do
      if now or entry.name == "later" or entry.name == "earlier" then set[entry.folded[#entry.folded]] = true end
    end
  end
end

-- Words for century and era, and the figures in front of their abbreviations: "в." and "a. C." begin with some of the
-- commonest words.
local function add_centuries(set, made)
  for word in pairs(triggers.words { made.centuries, made.centuries_before, made.lexicon.eras }) do
    if utf8.len(word) >= LEAST_WORD or word:find "^[\xE3-\xE9]" then set[word] = true end
  end
  for _, figure in ipairs(ROMAN) do set[figure] = true end
end

local function holds(made, books, now)
  local set = triggers.words(books)
  add_ways(set, made.shifts, now)
  add_centuries(set, made)
  return triggers.of(set, made.lexicon.elisions)
end

local function beginnings(books)
  local set = {}
  for _, book in ipairs(books) do
    for folded in pairs(book.first) do set[folded] = true end
  end
  return set
end

-- The pieces that a date may begin with, beside digits and relations; those that open one of the rarer kinds; and tests
-- for whether a text may hold a date, the second for a document whose own day is known.
local function add_beginnings(made)
  local lexicon = made.lexicon
  local books = { made.quarters, made.halves, made.seasons, lexicon.months }
  made.begins, made.opens = beginnings(books), beginnings {
    made.centuries_before, made.spans, lexicon.ordinals, made.holidays, made.weekdays, made.shifts_before,
  }
  made.relates = beginnings { made.relations, made.now }
  for folded in pairs(beginnings { lexicon.words }) do made.begins[folded] = true end
  for _, field in ipairs { "relations", "decades_before", "spans" } do books[#books + 1] = made[field] end
  made.may_hold = holds(made, books, false)
  books[#books + 1], books[#books + 2] = made.now, made.weekdays
  made.may_hold_now = holds(made, books, true)
  return made
end

local function made_of(language)
  local lexicon = lexicons.of(language)
  local dates, elisions = language and language.dates or {}, lexicon.elisions
  return add_beginnings {
    lexicon = lexicon,
    quarters = numbered(dates.quarters, elisions),
    halves = numbered(dates.halves, elisions),
    seasons = numbered(dates.seasons, elisions),
    weekdays = numbered(language and language.weekdays, elisions),
    decades = forms.list(dates.decades, elisions),
    centuries = forms.list(dates.centuries, elisions),
    decades_before = forms.list(dates.decades_before, elisions),
    relations = relations(dates.relations, nil, elisions),
    now = relations(dates.now, true, elisions),
    shifts = forms.book(dates.shifts, false, elisions),
    shifts_before = forms.book(dates.shifts_before, false, elisions),
    spans = forms.book(dates.spans, false, elisions),
    holidays = forms.book(dates.holidays, false, elisions),
    centuries_before = forms.list(dates.centuries_before, elisions),
    accessed = forms.list(dates.accessed, elisions),
    sayings = forms.list(language and language.sayings, elisions),
    order = dates.order,
    alone = dates.alone, -- years need no word in front
  }
end

-- Made when first asked for and kept for the documents to come.
local made_by_tag = {}

function vocabulary.of(tag)
  if not made_by_tag[tag] then
    made_by_tag[tag] = made_of(moonleaf.language(tag) or moonleaf.language(tag:match "^%a+" or tag))
  end
  return made_by_tag[tag]
end

return vocabulary
