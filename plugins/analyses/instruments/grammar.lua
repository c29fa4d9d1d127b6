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
  memorandum = true, resolution = true, act = true,
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

-- Names of organisations that hold a type word ("World Food Programme"): their stems, and where the type word stands.
local function organisations_of(actors, types, tag)
  local found = {}
  for _, names in moonleaf.sorted(actors.organisations or {}) do
    for _, name in ipairs(names) do
      local stems, at = {}, nil
      for k, word in ipairs(moonleaf.text.words(name)) do
        local folded = pieces.fold(word)
        stems[k] = moonleaf.text.stem(folded, tag)
        if types[folded] then at = k end
      end
      if at and #stems > 1 then found[#found + 1] = { stems = stems, at = at } end
    end
  end
  return found
end

-- Stems of the nouns that make a name one of an organisation.
local function heads_of(actors, tag)
  local found = {}
  for _, head in ipairs(actors.heads or {}) do found[moonleaf.text.stem(pieces.fold(head), tag)] = true end
  return found
end

-- Names of states, places and organisations as printed, and those of organisations alone.
local function known_names(actors)
  local all, organisations = {}, {}
  for _, kind in ipairs { "states", "organisations" } do
    for _, names in moonleaf.sorted(actors[kind] or {}) do
      table.move(names, 1, #names, #all + 1, all)
      if kind == "organisations" then table.move(names, 1, #names, #organisations + 1, organisations) end
    end
  end
  table.move(actors.capitals or {}, 1, #(actors.capitals or {}), #all + 1, all)
  return all, organisations
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
  local actors = language.actors or {}
  made.tag, made.uncased, made.last = tag, own.uncased, own.order == "last"
  made.definite, made.numbers, made.compounds = own.definite or {}, add({}, own.numbers), own.compounds
  made.own_carries, made.goes_on, made.glues, made.signs = add({}, own.carries), own.goes_on or {}, own.glues, own.signs
  made.named, made.places = types_of(own.named or {}), own.places or {}
  made.year_words = add({}, (language.dates or {}).year)
  made.glued, made.unspaced, made.breaks = add({}, own.glued), actors.unspaced, add({}, actors.breaks)
  made.inflections, made.clitics = add({}, actors.endings), add({}, actors.prefixes)
  made.known, made.known_organisations = known_names(actors)
  made.is_adjective, made.is_genitive = ends_in(actors.adjectives or {}), ends_in(actors.genitives or {})
  made.heads, made.organisations = heads_of(actors, tag), organisations_of(actors, made.types, tag)
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
