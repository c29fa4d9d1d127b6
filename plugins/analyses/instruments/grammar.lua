-- The words of a language that make names of instruments, as sets, with those of its table that carry a phrase on.
--
--   local grammar = require("grammar").of("en")
--   grammar.types["treaties"]     --> "treaty"

local pieces = require "pieces"
local words = require "words"

local grammar = {}

-- Types that are names without a capital too, when an act or a place says so; the others mean too much else.
local STRONG <const> = {
  treaty = true, convention = true, agreement = true, declaration = true, charter = true, protocol = true, pact = true,
  memorandum = true, resolution = true,
}

local function add(set, list)
  for _, word in ipairs(list or {}) do set[pieces.fold(word)] = true end
  return set
end

local function types_of(types)
  local found = {}
  for kind, forms in moonleaf.sorted(types) do
    for _, form in ipairs(forms) do found[pieces.fold(form)] = kind end
  end
  return found
end

local function ends_in(list)
  return function(folded)
    for _, ending in ipairs(list) do
      if #folded > #ending + 2 and folded:sub(-#ending) == ending then return true end
    end
    return false
  end
end

local function make(tag, own)
  local language = moonleaf.language(tag) or moonleaf.language(tag:match "^%a+") or {}
  local phrases, verbs = language.phrases or {}, language.verbs or {}
  local made = {
    types = types_of(own.types), strong = STRONG, plurals = add({}, own.plurals), starts = add({}, own.starts),
    within = add({}, (language.dates or {}).within), months = {},
    topics = add({}, own.topics), parties = add({}, own.parties), acts = add({}, own.acts), small = own.small,
    genitive = own.genitive, quoted = own.quoted, articles = add({}, phrases.articles), joins = add({}, phrases.joins),
    links = add({}, phrases.links), stop_words = add({}, language.stop_words), stops = add({}, verbs.auxiliaries),
    elisions = language.elisions and add({}, language.elisions), quotes = language.quotes or {}, forms = own.types,
    is_verb_ending = ends_in(verbs.endings or {}), is_adverb = ends_in(phrases.adverbs or {}),
  }
  for _, forms in ipairs(language.months or {}) do add(made.months, forms) end
  made.carries = add(add(add({}, own.carries), own.starts), phrases.inside)
  for word in pairs(made.links) do made.carries[word] = true end
  add(add(add(add(made.stops, verbs.forms), phrases.relatives), phrases.barriers), own.acts)
  for word in pairs(made.carries) do made.stops[word] = nil end
  for word in pairs(made.articles) do made.stops[word] = nil end
  return made
end

local made_by_tag = {}

-- The grammar of a language, nil where there are no words for it.
function grammar.of(tag)
  local own = words.of(tag)
  if own and not made_by_tag[tag] then made_by_tag[tag] = make(tag, own) end
  return made_by_tag[tag]
end

return grammar
