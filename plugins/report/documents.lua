-- The documents that the page shows: all of them, or the newest when there are too many for a browser (the command
-- says which).
--
--   documents.shown     array of { id =, title =, label = the title or name, short, language =, words = ... }, by path
--   documents.by_id     the same by their ids
--   documents.count     of the whole corpus
local html = require "html"

local documents = { shown = {}, by_id = {} }

local LONGEST_LABEL <const> = 80           -- characters of a title in a table

local HEAD <const> = [[
  SELECT document.id, name, title, document.language, words, sentences, bytes, path,
         json_extract(metadata, '$.date') AS date
  FROM document JOIN source ON source.id = source WHERE document.id = ?]]

local function totals()
  for row in corpus:sql "SELECT count(*) AS count, sum(words) AS words, sum(sentences) AS sentences FROM document" do
    documents.count, documents.words, documents.sentences = row.count, row.words, row.sentences
  end
end

-- Those whose ids are given, in that order.
function documents.choose(ids)
  totals()
  for id in ids:gmatch "%d+" do
    for row in corpus:sql(HEAD, math.tointeger(id)) do
      row.title = row.title and row.title:match "%S" and row.title or row.name
      row.label = html.shortened(row.title, LONGEST_LABEL)
      documents.by_id[row.id] = row
      table.insert(documents.shown, row)
    end
  end
end

function documents.is_all() return #documents.shown == documents.count end

-- Their ids as SQL has a list of them.
function documents.list()
  local ids = {}
  for i, document in ipairs(documents.shown) do ids[i] = document.id end
  return "(" .. table.concat(ids, ", ") .. ")"
end

-- The rows of an analysis over the documents that are shown; none when it gives none.
function documents.across(analysis, options)
  options.where = not documents.is_all() and "id in " .. documents.list() or nil
  local found, rows = pcall(moonleaf.run, analysis, options)
  return found and rows or {}
end

return documents
