-- The statistics of the corpus: how large, how long its sentences, how varied its words, document by document.
local charts = require "charts"
local documents = require "documents"
local html = require "html"
local tables = require "tables"

local counts = {}

local LEAST_DOCUMENTS <const> = 5 -- fewer lengths are read faster than looked at

-- Rows of documents name them; those that bear one name stand in the order of the documents.
local function by_name()
  local queues = {}
  for _, shown in ipairs(documents.shown) do
    queues[shown.name] = queues[shown.name] or {}
    table.insert(queues[shown.name], shown.id)
  end
  return queues
end

-- The rows of the documents, with their ids, and the row of them all; nothing when there is none.
function counts.collect()
  local rows, queues, total = {}, by_name(), nil
  local given = documents.across("statistics", {})
  for i, row in ipairs(given) do
    local queue = queues[row.scope]
    if i == #given then total = row
    elseif queue and #queue > 0 then
      row.document_id = table.remove(queue, 1)
      rows[#rows + 1] = row
    end
  end
  return total and { rows = rows, total = total } or nil
end

local function number(field)
  return function(row) return row[field] and html.number(row[field]) or "" end
end

local function tokens_by_document(rows)
  local points = {}
  for i, row in ipairs(rows) do points[i] = { row.tokens } end
  return points
end

local function write_total(write, total)
  write '<dl class="facts">'
  for _, fact in ipairs {
    { "Blocks", "blocks" }, { "Sentences", "sentences" }, { "Words", "tokens" }, { "Different words", "types" },
    { "Words per sentence", "words_per_sentence" }, { "MATTR", "mattr" }, { "Root TTR", "root_ttr" },
  } do
    if total[fact[2]] then
      write(("<div><dt>%s</dt><dd>%s</dd></div>"):format(fact[1], html.number(total[fact[2]])))
    end
  end
  write "</dl>\n"
end

function counts.write(write, found)
  write_total(write, found.total)
  if #found.rows >= LEAST_DOCUMENTS then
    charts.draw(write, "statistics", { kind = "histogram", x = "words", rows = "documents",
      title = "Lengths of the documents" },
      { { name = "words", type = "integer" } }, tokens_by_document(found.rows))
  end
  tables.write(write, "Statistics", {
    { "document_id", "Document", wide = true, show = function(row) return tables.document(row.document_id) end },
    { "blocks", "Blocks", number = true, show = number "blocks" },
    { "sentences", "Sentences", number = true, show = number "sentences" },
    { "tokens", "Words", number = true, show = number "tokens" },
    { "types", "Different", number = true, show = number "types" },
    { "words_per_sentence", "Words per sentence", number = true },
    { "mattr", "MATTR", number = true },
    { "root_ttr", "Root TTR", number = true },
    { "languages", "Languages" },
  }, found.rows)
end

return counts
