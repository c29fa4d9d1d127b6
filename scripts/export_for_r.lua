#!/usr/bin/env -S moonleaf exec
-- Word counts for R, Python or a spreadsheet: one row a document and word, with the document's metadata, as CSV
-- (RFC 4180).
--
--   $ moonleaf exec -o counts.csv scripts/export_for_r.lua 2
--   > counts <- read.csv("counts.csv")
--   > aggregate(count ~ year + word, counts, sum)
--
--   document,language,words,year,word,count
--   000_011ad41bbf49130a,en,285,2017,cooperation,7
local least <const> = math.tointeger(arg[1]) or 1 -- occurrences in a document

local OWN <const> = { document = true, language = true, words = true, word = true, count = true } -- our columns

local function cell(value)
  if value == nil then return "" end
  local text = tostring(math.tointeger(value) or value)
  if text:find '[,"\r\n]' then return '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local function put(values, count)
  local cells = {}
  for i = 1, count do cells[i] = cell(values[i]) end
  print(table.concat(cells, ",") .. "\r")
end

-- Every key of the metadata whose values are single ones, by name.
local keys = {}
for row in corpus:sql [[SELECT DISTINCT key FROM document, json_each(document.metadata)
                        WHERE json_each.type NOT IN ('array', 'object', 'null') ORDER BY key]] do
  keys[#keys + 1] = row.key
end

local header = { "document", "language", "words" }
for _, key in ipairs(keys) do header[#header + 1] = OWN[key] and "metadata_" .. key or key end
header[#header + 1] = "word"
header[#header + 1] = "count"
put(header, #header)

for document in corpus:documents() do
  local metadata = document.metadata
  local row = { document.name, document.language, document.words }
  for i, key in ipairs(keys) do
    local value = metadata[key]
    if type(value) == "table" or type(value) == "userdata" then value = nil end
    row[3 + i] = value
  end
  for word, count in document:counter():pairs() do
    if count >= least then
      row[#header - 1], row[#header] = word, count
      put(row, #header)
    end
  end
end
