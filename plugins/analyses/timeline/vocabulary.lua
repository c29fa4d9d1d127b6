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

-- { "the same year", "year", 0 } -> a book of form -> { unit =, shift = }.
local function relations(list, elisions)
  local names = {}
  for _, relation in ipairs(list or {}) do names[relation[1]] = { unit = relation[2], shift = relation[3] } end
  return forms.book(names, true, elisions)
end

-- The pieces that a date may begin with, beside digits and relations; and a test for whether a text may hold a date.
local function add_beginnings(made)
  local lexicon, begins = made.lexicon, {}
  local books = { made.quarters, made.halves, made.seasons, lexicon.months, lexicon.eras, lexicon.words }
  for _, book in ipairs(books) do
    for folded in pairs(book.first) do begins[folded] = true end
  end
  made.begins = begins
  books[#books] = made.relations
  books[#books + 1] = made.decades_before
  made.may_hold = triggers.of(triggers.words(books), lexicon.elisions)
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
    relations = relations(dates.relations, elisions),
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
