-- A codebook: categories, each with the queries that find it, from a table that a person wrote.
--
--   category,language,query                 categories.read { name = "codes.csv", text = "..." }
--   climate,en,"""climate change"""         --> { { name = "climate", language = "en",
--   climate,en,warming                              queries = { { text = '"climate change"', line = 2 }, ... } }, ... }
--
-- The first record names the columns, in any order. A category with a query of no language is counted in all of them at
-- once; else each of its languages is an entry of its own, so that its frequency is that of the language's text.

local separated = require "separated"

local COLUMNS <const> = { "category", "language", "query" }
local SEPARATOR_OF <const> = { tsv = "tsv", tab = "tsv" }

local reader = {}

local function complain(file, line, ...) error(("%s: line %d: %s"):format(file.name, line, string.format(...)), 0) end

-- The places of the columns in the header.
local function places_of(file, header, line)
  local places = {}
  for i, cell in ipairs(header) do places[cell:lower()] = i end
  for _, name in ipairs(COLUMNS) do
    if not places[name] and name ~= "language" then
      complain(file, line, "the first line must name the columns category, language and query; there is no %s", name)
    end
  end
  return places
end

-- A category by name, in the order of the file, with its queries.
local function add(categories, name, language, query)
  local category = categories[name]
  if not category then
    category = { name = name, queries = {}, is_any = false }
    categories[name] = category
    table.insert(categories, category)
  end
  category.is_any = category.is_any or language == ""
  table.insert(category.queries, query)
end

local function read_record(file, categories, cells, line, places, width)
  local name, query = cells[places.category] or "", cells[places.query] or ""
  local language = places.language and cells[places.language] or ""
  if name == "" then complain(file, line, "the category is missing") end
  if query == "" then complain(file, line, "the query of '%s' is missing", name) end
  if #cells > width then
    complain(file, line, "%d cells, but the first line has %d: a query with a comma stands in quotes", #cells, width)
  end
  if language ~= "" and not (language:find "^%a%a%a?$" or language:find "^%a%a%a?%-[%w-]+$") then
    complain(file, line, "'%s' is no language tag, as en, ru, zh are", language)
  end
  add(categories, name, language, { text = query, language = language, line = line })
end

-- The entries that are counted: of a category all its queries, or those of one language.
local function entries_of(categories)
  local entries = {}
  for _, category in ipairs(categories) do
    local by = {}
    for _, query in ipairs(category.queries) do
      local language = category.is_any and "" or query.language
      local entry = by[language]
      if not entry then
        entry = { name = category.name, language = language ~= "" and language or nil, queries = {} }
        by[language] = entry
        table.insert(entries, entry)
      end
      table.insert(entry.queries, query)
    end
  end
  return entries
end

-- The entries of a file, in its order.
function reader.read(file)
  local text = moonleaf.text.decode(file.text, "UTF-8"):gsub("^\u{FEFF}", "")
  local extension = (file.name:match "%.([^.]+)$" or "csv"):lower()
  local separator, first = separated.separator(text, SEPARATOR_OF[extension] or "csv")
  local next_record = separated.records(text, separator, first)
  local header, line = next_record()
  if not header then complain(file, 1, "the codebook is empty") end
  local places, categories = places_of(file, header, line), {}
  for cells, at in next_record do read_record(file, categories, cells, at, places, #header) end
  if #categories == 0 then complain(file, line, "there is no category below the first line") end
  return entries_of(categories)
end

reader.complain = complain

return reader
