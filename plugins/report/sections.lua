-- The sections that are plain tables: whose rows they show, in which columns.
--
--   { id = "figures", analysis = "figures", title = "Figures", lead = "...",
--     columns = { { "field", "Heading", number = true }, ... } }
--
-- A `chart` is a plot of plugins/lib/plot.lua with the query for its rows, where $shown stands for the documents of the
-- page. `only` picks rows by the value of a column, `before` orders them (else they stand in the order of the texts),
-- and `show` of a column makes HTML of a row where the escaped value will not do.
local html = require "html"

local PRECISION <const> = "%.12g" -- digits that a stated number has; more are noise of its binary form

local function said(field)
  return function(row) return row[field] and html.said(row[field], row.language) or "" end
end

local function percent(field)
  return function(row) return row[field] and ("%.0f%%"):format(row[field] * 100) or "" end
end

local function plain(n)
  return math.tointeger(n) and html.number(math.tointeger(n)) or (PRECISION):format(n)
end

-- "more than 1,200 t", "3–5 years"
local function stated(row)
  local range = row.value_to and "–" .. plain(row.value_to) or ""
  local qualifier = row.qualifier and row.qualifier ~= "" and row.qualifier .. " " or ""
  return html.escape(qualifier .. plain(row.value) .. range)
end

local function dated(field)
  return function(row) return html.date(row[field]) end
end

local function by_date(a, b)
  local first, second = a.date or "", b.date or ""
  if first ~= second then return first < second end
  return a.row < b.row
end

local function by_count(a, b)
  if a.count ~= b.count then return a.count > b.count end
  return a.row < b.row
end

return {
  {
    id = "figures", analysis = "figures", title = "Figures",
    lead = "Numbers that the texts state, with what they count and the time they are of.",
    columns = {
      { "value", "Value", number = true, show = stated },
      { "unit", "Unit" },
      { "counted", "What is counted", show = said "counted" },
      { "period", "Period", show = dated "period" },
    },
  },
  {
    id = "timeline", analysis = "timeline", title = "Timeline", only = { kind = "event" }, before = by_date,
    lead = "Dated events, in the order of their dates.",
    chart = {
      kind = "timeline", x = "year", y = "events", title = "Dated events by year", types = { year = "date" },
      query = [[SELECT substr(date, 1, 4) AS year, count(*) AS events FROM timeline
        WHERE document_id IN $shown AND kind = 'event' AND date GLOB '[12][0-9][0-9][0-9]*' GROUP BY 1 ORDER BY 1]],
    },
    columns = {
      { "date", "Date", show = dated "date" },
      { "event", "What happened", wide = true, show = said "event" },
      { "flag", "Doubt" },
    },
  },
  {
    id = "actors", analysis = "actors", table = "named", title = "Actors", before = by_count,
    lead = "People, organisations and states, by how often a document names them.",
    chart = {
      kind = "bar", x = "name", y = "times", title = "Most often named", types = { name = "text" },
      query = [[SELECT actor AS name, sum(count) AS times FROM actors_named
        WHERE document_id IN $shown GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 15]],
    },
    columns = {
      { "actor", "Name", show = said "actor" },
      { "kind", "Kind" },
      { "count", "Named", number = true },
      { "roles", "Titles and offices", show = said "roles" },
    },
  },
  {
    id = "statements", analysis = "statements", title = "Statements",
    lead = "Who said what, where the text says so. A speaker behind a pronoun is less certain.",
    columns = {
      { "speaker", "Speaker", show = said "speaker" },
      { "verb", "Verb", show = said "verb" },
      { "addressee", "To", show = said "addressee" },
      { "date", "Date", show = dated "date" },
      { "certainty", "Certainty", number = true, show = percent "certainty" },
    },
  },
  {
    id = "memberships", analysis = "memberships", title = "Memberships",
    lead = "Who is or became member, observer or partner of which organisation.",
    columns = {
      { "member", "Who", show = said "member" },
      { "status", "Is" },
      { "organisation", "Of", show = said "organisation" },
      { "date", "Since", show = dated "date" },
      { "certainty", "Certainty", number = true, show = percent "certainty" },
    },
  },
  {
    id = "instruments", analysis = "instruments", title = "Named documents", before = by_count,
    lead = "Treaties, declarations, resolutions and programmes that the texts name.",
    columns = {
      { "instrument", "Name", show = said "instrument" },
      { "type", "Kind" },
      { "year", "Year", show = dated "year" },
      { "count", "Named", number = true },
    },
  },
  {
    id = "acronyms", analysis = "acronyms", title = "Acronyms",
    lead = "Short forms, with what the text itself says they stand for.",
    columns = {
      { "short", "Short form", show = said "short" },
      { "long", "Stands for", show = said "long" },
      { "count", "Used", number = true },
    },
  },
  {
    id = "bibliography", analysis = "bibliography", table = "entries", title = "Bibliography",
    lead = "What the documents cite, entry by entry.",
    columns = {
      { "authors", "Authors", show = said "authors" },
      { "title", "Title", show = said "title" },
      { "container", "In", show = said "container" },
      { "year", "Year", number = true, show = function(row) return row.year and tostring(row.year) or "" end },
      { "problems", "Doubt" },
    },
  },
  {
    id = "languages", analysis = "languages", title = "Languages and damage",
    lead = "In which language each part of a document is, and which parts are too damaged to read.",
    columns = {
      { "tag", "Language", show = function(row) return html.escape(html.language(row.language)) end },
      { "share", "Share of the document", number = true, show = percent "share" },
      { "reason", "Damage" },
    },
  },
}
