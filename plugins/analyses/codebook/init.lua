-- Codebook: how often the categories of a codebook are found, in the corpus, each document, group or year.
--
--   $ cat codes.csv
--   category,language,query
--   climate,en,"""climate change"""
--   climate,en,"NEAR(global warming, 5)"
--   climate,de,klimawandel
--   $ moonleaf run codebook --codes codes.csv --group year
--   category  language  part  hits  documents  tokens  per million  evidence
--   climate   en        2015    51         21  81,340        627.0  “climate change”
--   climate   de        2015    14          9  90,112        155.4  “Klimawandel”
--
-- What quanteda calls a dictionary, KH Coder coding rules, and content analysis a coding scheme: a CSV file of
-- categories, the language of the text that a query looks in (empty: all), and queries as search takes them (moonleaf
-- help query). Hits of several queries of one category that overlap are one hit. Frequency is by the tokens of the
-- language, or of all text for a category that has a query without language. Only parts with hits are rows.

local categories = require "categories"
local counting = require "counting"

local MILLION <const> = 1000000
local NONE <const> = 0xffffffff -- no word is so frequent: tokens are counted, words are not kept

local codebook = {
  api = 1,
  summary = "How often the categories of a codebook, a table of queries, are found",
  options = counting.options("group", "role"),
  columns = {
    { "category", "text", "as the codebook names it" },
    { "language", "language", "of its queries and their text; empty for all languages together" },
    { "part", "text", "with --group: the year, the document, the value of the key" },
    { "hits", "integer", "places that its queries find; those that overlap are one" },
    { "documents", "integer", "documents with such a place" },
    { "tokens", "integer", "words and numbers of the language in the part" },
    { "per_million", "number", "hits in a million tokens" },
    { "evidence", "span", "the first of these places" },
  },
}

table.insert(codebook.options, 1, { "codes", "file", required = true,
  help = "the codebook: CSV or TSV with the columns category, language and query" })

-- ---- documents and parts ----

-- What a document is grouped by is its value of the key; a year, where no key is called so, is that of the date.
local DOCUMENTS <const> = [[
  SELECT document.id, document.name, CAST(coalesce(json_extract(metadata, ?1),
    CASE ?2 WHEN 'year' THEN substr(json_extract(metadata, '$.date'), 1, 4) END, '') AS TEXT) AS value
  FROM document JOIN source ON source.id = document.source ORDER BY source.path, document.ordinal]]

-- By id: the place of a document in the order of the paths, and its part. Parts that are documents go by that place.
local function documents_of(corpus, group)
  local documents, place = {}, 0
  for found in corpus:sql(DOCUMENTS, "$." .. moonleaf.json.encode(group or ""), group or "") do
    place = place + 1
    local part = group and found.value or ""
    if group == "document" then part = place end
    documents[found.id] = { place = place, part = part, name = found.name }
  end
  return documents
end

-- The tokens of each part by language and, under "", of all.
local function tokens_of(groups, documents)
  local sizes = { [""] = {} }
  for _, group in ipairs(groups) do
    local part = math.type(group.part) == "integer" and documents[group.part].part or group.part or ""
    for _, language in ipairs { group.language, "" } do
      sizes[language] = sizes[language] or {}
      sizes[language][part] = (sizes[language][part] or 0) + group.tokens
    end
  end
  return sizes
end

-- The tokens of a part in a language: en stands for en-GB too.
local function size_of(sizes, language, part)
  if not language then return sizes[""][part] or 0 end
  local sum = 0
  for tag, parts in pairs(sizes) do
    if tag == language or tag:sub(1, #language + 1) == language .. "-" then sum = sum + (parts[part] or 0) end
  end
  return sum
end

-- ---- hits ----

local function filtered(query, language, role)
  local text = ("(%s)"):format(query.text)
  if language ~= "" then text = ("%s language:%s"):format(text, language) end
  return role and ("%s role:%s"):format(text, role) or text
end

-- The hits of all queries of an entry, by document; tokens first and last in one number, so that sorting is by both.
local function hits_of(corpus, entry, options)
  local hits = {}
  for _, query in ipairs(entry.queries) do
    local is_right, found = pcall(corpus.positions, corpus, query.text)
    if not is_right then categories.complain(options.codes, query.line, "%s", tostring(found)) end
    for id, first, last in corpus:positions(filtered(query, query.language, options.role)) do
      hits[id] = hits[id] or {}
      table.insert(hits[id], first << 32 | last)
    end
  end
  return hits
end

-- How many places the hits are when those that overlap are one; and the first of these.
local function places_of(hits)
  table.sort(hits)
  local count, behind, place = 0, -1, nil
  for _, hit in ipairs(hits) do
    local first, last = hit >> 32, hit & 0xffffffff
    if first > behind then count = count + 1 end
    behind = math.max(behind, last)
    if count == 1 then place = hits[1] >> 32 << 32 | behind end
  end
  return count, place
end

-- By part: { hits =, documents =, place =, id =, hit = }, the last three being of the first hit.
local function counts_of(hits, documents)
  local parts = {}
  for id, list in pairs(hits) do
    local document, count, hit = documents[id], places_of(list)
    local one = parts[document.part] or { hits = 0, documents = 0, place = math.huge }
    parts[document.part] = one
    one.hits, one.documents = one.hits + count, one.documents + 1
    if document.place < one.place then one.place, one.id, one.hit = document.place, id, hit end
  end
  return parts
end

-- ---- rows ----

-- A function that opens documents, the one before again if it is asked for.
local function opener(corpus)
  local open
  return function(id)
    if not open or open.id ~= id then open = corpus:document(id) end
    return open
  end
end

local function emit_rows(entry, counts, context, emit)
  for part, one in moonleaf.sorted(counts) do
    local tokens = size_of(context.sizes, entry.language, part)
    local name = part
    if math.type(part) == "integer" then name = context.documents[one.id].name end
    emit {
      category = entry.name, language = entry.language, part = name ~= "" and name or nil, hits = one.hits,
      documents = one.documents, tokens = tokens, per_million = tokens > 0 and one.hits / tokens * MILLION or nil,
      evidence = context.open(one.id):passage(one.hit >> 32, one.hit & 0xffffffff),
    }
  end
end

-- By document first: each is opened once.
local function emit_by_document(entries, found, context, emit)
  local places = {}
  for i, counts in ipairs(found) do
    for place, one in pairs(counts) do
      places[place] = places[place] or {}
      table.insert(places[place], { entries[i], { [place] = one } })
    end
  end
  for _, rows in moonleaf.sorted(places) do
    for _, row in ipairs(rows) do emit_rows(row[1], row[2], context, emit) end
  end
end

function codebook.corpus(corpus, options, emit)
  local entries = categories.read(options.codes)
  local group = options.group ~= "language" and options.group or nil
  local documents = documents_of(corpus, group)
  options.kinds, options.by = "words+numbers", "folded"
  local groups = corpus:ngrams(1, counting.request(options, { minimum = NONE })).groups
  local context = { documents = documents, sizes = tokens_of(groups, documents), open = opener(corpus) }
  local found, queries = {}, 0
  for i, entry in ipairs(entries) do
    found[i] = counts_of(hits_of(corpus, entry, options), documents)
    queries = queries + #entry.queries
  end
  if group == "document" then
    emit_by_document(entries, found, context, emit)
  else
    for i, entry in ipairs(entries) do emit_rows(entry, found[i], context, emit) end
  end
  counting.note(groups, options, group == nil)
  moonleaf.note(("Codebook %s: %d queries; hits of one category that overlap are one."):format(
    options.codes.name, queries))
end

return codebook
