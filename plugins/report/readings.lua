-- What there is to read in place of the texts: what they say alike, and a summary of each.
local documents = require "documents"
local evidence = require "evidence"
local html = require "html"

local readings = {}

local MOST_SUMMARIES <const> = 200 -- documents; further ones have theirs by the command

local KINDS <const> = {
  { "shared", "What several documents say" },
  { "only", "What only one document says" },
}

local function write_across(write, rows)
  for _, kind in ipairs(KINDS) do
    local is_open = false
    for _, row in ipairs(rows) do
      if row.kind == kind[1] and row.evidence then
        if not is_open then write("<h3>", kind[2], '</h3>\n<ul class="sentences">') end
        is_open = true
        write("<li>", evidence.named(row.evidence, row.evidence.text), "</li>\n")
      end
    end
    if is_open then write "</ul>\n" end
  end
end

local function by_place(a, b) return a.evidence.start < b.evidence.start end

-- The rows of one document: the author's abstracts and the chosen sentences, each in the order of the text.
local function rows_of(document)
  local kinds = { author = {}, extract = {} }
  for row in document:results "summary" do
    if row.evidence and kinds[row.kind] then table.insert(kinds[row.kind], row) end
  end
  table.sort(kinds.author, by_place)
  table.sort(kinds.extract, by_place)
  return kinds
end

local function write_list(write, document, rows)
  write '<ul class="sentences">'
  for _, row in ipairs(rows) do
    write("<li>", evidence.open(document, row.evidence, "summary:" .. row.row, row.evidence.text), "</li>\n")
  end
  write "</ul>\n"
end

local function write_document(write, shown)
  local document = corpus:document(shown.id)
  local kinds = rows_of(document)
  if #kinds.author + #kinds.extract == 0 then return end
  write(('<h4><a href="#d%d">%s</a></h4>\n'):format(shown.id, html.said(shown.label, shown.language)))
  if #kinds.author > 0 then
    write '<p class="kind">The author’s own abstract</p>'
    write_list(write, document, kinds.author)
  end
  if #kinds.extract > 0 then write_list(write, document, kinds.extract) end
end

function readings.has_rows()
  local count = 0
  pcall(function()
    for row in corpus:sql "SELECT count(*) AS count FROM summary" do count = row.count end
  end)
  return count > 0
end

function readings.write(write)
  if #documents.shown > 1 then write_across(write, documents.across("summary_across", {})) end
  write "<h3>Document by document</h3>\n"
  for i, shown in ipairs(documents.shown) do
    if i > MOST_SUMMARIES then
      write(('<p class="note">Those of %s on this page: <code>moonleaf run summary</code></p>\n'):format(
        html.counted(#documents.shown - MOST_SUMMARIES, "more document")))
      break
    end
    write_document(write, shown)
  end
end

return readings
