-- The bibliography of a text, taken apart, and the markers that point to its entries. Nothing is mended: a marker that
-- points nowhere, or seems to be meant for the entry beside its own, says so.
--
--   $ moonleaf run bibliography
--   number  label  authors          title                         year  accessed    problems
--        1  1                       Declaration of the Heads ...  2005  2020-11-27
--        9  9      Chukalova R.R.   Military-political cooper...  2019
--
--   label  page  entry  problem                                          evidence
--   4                4  shares no word with its entry: perhaps entry 3   “Today, the United States also shows ...”
--   9      18        9                                                   “In 2018 alone, ...”

local dates = require "dates"
local entries = require "entries"
local linking = require "linking"
local markers = require "markers"
local numbers = require "numbers"
local parts = require "parts"
local words = require "words"

local SILENT_ROLES <const> = {
  title = true, author = true, keywords = true, references = true, navigation = true, notice = true,
}
local SILENT_TYPES <const> = { heading = true, code = true }
local LEAST_BY_YEAR <const> = 3 -- markers by year that find an entry, before those that find none are believed

local bibliography = {
  api = 1,
  summary = "Entries of the bibliography taken apart, and the markers that point to them",
  tables = {
    entries = {
      { "number", "integer", "place in the bibliography" },
      { "label", "text", "its number as written; empty in a list without numbers" },
      { "authors", "text", "as written" },
      { "title", "text", "as written" },
      { "container", "text", "journal or book that it is in" },
      { "year", "integer", "year of publication" },
      { "pages", "text", "first and last page" },
      { "url", "text", "address, joined where spaces break it" },
      { "doi", "text", "digital object identifier" },
      { "accessed", "date", "day on which the address was read" },
      { "problems", "text", "what is wrong with it" },
      { "evidence", "span", "the entry" },
    },
    markers = {
      { "label", "text", "the number, or names and year" },
      { "page", "text", "page that it names" },
      { "entry", "integer", "number of the entry that it points to" },
      { "problem", "text", "points nowhere, to several entries, or perhaps to the wrong one" },
      { "marker", "span", "the marker as written" },
      { "evidence", "span", "the sentence that cites" },
    },
  },
  plots = {
    { "bar", table = "entries", x = "year", title = "Cited works by year" },
  },
}

local function set(list, into)
  for _, word in ipairs(list or {}) do into[moonleaf.text.fold(word)] = true end
  return into
end

-- What reading needs to know of the document's languages.
local function context_of(document)
  local tags, seen = { "en" }, { en = true }
  for block in document:blocks() do
    if not seen[block.language] then
      seen[block.language] = true
      tags[#tags + 1] = block.language
    end
  end
  local context = {
    words = words.of(tags), months = dates.months(tags), joins = {}, stop_words = {}, abbreviations = {},
    others_words = {}, particles = set(words.particles, {}),
  }
  context.others = context.words.others
  for _, form in ipairs(context.others) do
    for word in form:gmatch "%S+" do context.others_words[word] = true end
  end
  for _, tag in ipairs(tags) do
    local language = moonleaf.language(tag) or {}
    set(language.stop_words, context.stop_words)
    set(language.abbreviations, context.abbreviations)
    set((language.phrases or {}).joins, context.joins)
  end
  return context
end

-- Day or month first, as the dates that can be read in one way only have it; nil when they disagree.
local function order_of(list, context)
  local order
  for _, entry in ipairs(list) do
    local clause = parts.access(numbers.plain(entry.text), context)
    local found = clause and dates.order(clause)
    if found and order and found ~= order then return nil end
    order = order or found
  end
  return order
end

local function read_entries(document, context)
  local list, are_notes = entries.find(document)
  context.are_notes = are_notes
  context.order = order_of(list, context)
  for _, entry in ipairs(list) do
    for field, value in pairs(parts.read(entry.text, context)) do entry[field] = value end
  end
  entries.check_labels(list)
  linking.prepare(list, context.stop_words)
  return list
end

-- The sentence that a marker belongs to: one that begins with the marker ends the sentence in front.
local function citing(document, block, place)
  local before
  for sentence in block:sentences() do
    if sentence.start <= place.start and place.start < sentence.stop then
      local lead = document:text(document:span(sentence.start, place.start))
      return not lead:find "[%w\x80-\xff]" and before or sentence
    end
    before = sentence
  end
  return block
end

-- Superscripts, and numbers in round brackets where notes are the entries; believed only where an entry has the number.
local function add_raised(found, text, list, context)
  local raised = markers.superscript(text)
  if context.are_notes then table.move(markers.round(text), 1, #text, #raised + 1, raised) end
  for _, marker in ipairs(raised) do
    if #list > 0 and linking.numbered(marker, list) then found[#found + 1] = marker end
  end
end

local function find_markers(document, context, list)
  local found = {}
  for block in document:blocks() do
    local is_silent = SILENT_ROLES[block.role] or SILENT_TYPES[block.type] or context.are_notes and block.role == "note"
    if not is_silent then
      local text = block.text
      local from_block = markers.numbered(text)
      add_raised(from_block, text, list, context)
      for _, marker in ipairs(from_block) do marker.target, marker.problem = linking.numbered(marker, list) end
      for _, marker in ipairs(#list > 0 and markers.by_year(text, context) or {}) do
        marker.target, marker.problem = linking.by_year(marker, list)
        from_block[#from_block + 1] = marker
      end
      for _, marker in ipairs(from_block) do
        marker.span = document:span(block.start + marker.start - 1, block.start + marker.stop)
        marker.sentence = citing(document, block, marker.span)
        found[#found + 1] = marker
      end
    end
  end
  table.sort(found, function(a, b)
    if a.span.start ~= b.span.start then return a.span.start < b.span.start end
    return (tonumber(a.label) or 0) < (tonumber(b.label) or 0)
  end)
  return found
end

-- A name and a year in brackets cite only where the text cites so: "(Astana, 2005)" is a place.
local function believed(found, months)
  local linked, lost = 0, 0
  for _, marker in ipairs(found) do
    if marker.names and marker.target then linked = linked + 1 elseif marker.names then lost = lost + 1 end
  end
  local list = {}
  for _, marker in ipairs(found) do
    local is_month = marker.names and months[moonleaf.text.fold(marker.names[#marker.names])]
    local is_likely = linked >= LEAST_BY_YEAR and linked > lost and not is_month
    if not marker.names or marker.target or is_likely then list[#list + 1] = marker end
  end
  return list
end

local function emit_entries(list, found, emit)
  local cited = {}
  for _, marker in ipairs(found) do
    if marker.target then cited[marker.target] = true end
  end
  for _, entry in ipairs(list) do
    if next(cited) and not cited[entry] then entry.problems[#entry.problems + 1] = "never cited" end
    emit.entries {
      number = entry.number, label = entry.label, authors = entry.authors, title = entry.title,
      container = entry.container, year = entry.year, pages = entry.pages, url = entry.url, doi = entry.doi,
      accessed = entry.accessed, problems = #entry.problems > 0 and table.concat(entry.problems, "; ") or nil,
      evidence = entry.span,
    }
  end
end

function bibliography.document(document, _, emit)
  local context = context_of(document)
  local list = read_entries(document, context)
  local found = believed(find_markers(document, context, list), context.months)
  emit_entries(list, found, emit)
  for _, marker in ipairs(found) do
    local doubt = marker.target and not marker.names
      and linking.doubt(marker.sentence.text, marker.target, list, context.stop_words)
    emit.markers {
      label = marker.label, page = marker.page, entry = marker.target and marker.target.number,
      problem = marker.problem or doubt or nil, marker = marker.span, evidence = marker.sentence,
    }
  end
end

return bibliography
