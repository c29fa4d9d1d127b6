#!/usr/bin/env -S moonleaf exec
-- A bilingual glossary from documents that declare their keywords twice, in two languages: the lists are paired term by
-- term, as authors translate them. Lists of different length are paired as far as they go and marked with "?"; terms
-- that a bad scan has damaged are marked with "!".
--
--   $ moonleaf exec scripts/glossary.lua
--   en                                  und                                 documents
--   SCO                                 1IOC !                              000_011ad41bbf49130a
local COLUMN <const> = 36 -- least columns of a term

-- The lists that a document declares, in order; rows of one come with rising rank.
local function lists_of(rows)
  local lists = {}
  for _, row in ipairs(rows) do
    if row.rank == 1 then lists[#lists + 1] = { language = row.language } end
    local list = lists[#lists]
    list[#list + 1] = row.keyphrase .. (row.damaged and " !" or "")
  end
  return lists
end

local documents, order = {}, {}
for _, row in ipairs(moonleaf.run "keywords") do
  if row.kind == "declared" then
    if not documents[row.document] then
      documents[row.document] = {}
      order[#order + 1] = row.document
    end
    table.insert(documents[row.document], row)
  end
end

local entries, found = {}, {} -- one a pair of terms, with the documents that have it
local function add(first, second, i, document)
  local key = table.concat({ first.language, second.language, first[i], second[i] }, "\0")
  if not found[key] then
    found[key] = { first.language, second.language, first[i], second[i], #first == #second, {} }
    entries[#entries + 1] = found[key]
  end
  table.insert(found[key][6], document)
end

for _, document in ipairs(order) do
  local lists = lists_of(documents[document])
  for a = 1, #lists do
    for b = a + 1, #lists do
      local differ = lists[a].language ~= lists[b].language
      for i = 1, differ and math.min(#lists[a], #lists[b]) or 0 do add(lists[a], lists[b], i, document) end
    end
  end
end

local function padded(text) return text .. (" "):rep(math.max(1, COLUMN - moonleaf.text.width(text))) end

local heading
for _, entry in ipairs(entries) do
  local languages = padded(entry[1]) .. padded(entry[2]) .. "documents"
  if languages ~= heading then print(languages) end
  heading = languages
  print(padded(entry[3]) .. padded(entry[4] .. (entry[5] and "" or " ?")) .. table.concat(entry[6], ", "))
end
if #entries == 0 then print "no document declares its keywords in two languages" end
