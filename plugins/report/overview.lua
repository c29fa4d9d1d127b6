-- The first section: how much there is, in which languages, from when, and what went wrong while loading.
local charts = require "charts"
local documents = require "documents"
local html = require "html"
local tables = require "tables"

local overview = {}

local MOST_PROBLEMS <const> = 200 -- rows; moonleaf documents --problems has all

-- What `moonleaf documents --problems` lists, in words for a reader.
local PROBLEMS <const> = [[
  SELECT path, iif(state = 'failed', 'could not be read: ', 'not counted: ') || coalesce(reason, '') AS problem
    FROM source WHERE state <> 'loaded'
  UNION ALL SELECT path, replacements || ' places could not be decoded' FROM source
    WHERE state = 'loaded' AND replacements > 0
  UNION ALL SELECT source.path, 'in no language that is known' FROM document JOIN source ON source.id = source
    WHERE language = 'und' AND words >= 20 ORDER BY 1]]
local LANGUAGES <const> = [[
  SELECT language, count(*) AS documents, sum(words) AS words FROM document GROUP BY 1 ORDER BY 3 DESC, 1]]
local DATES <const> = [[
  SELECT min(date) AS first, max(date) AS last
  FROM (SELECT substr(json_extract(metadata, '$.date'), 1, 4) AS date FROM document)]]

local function gather(query)
  local rows = {}
  for row in corpus:sql(query) do rows[#rows + 1] = row end
  return rows
end

local function write_facts(write, facts)
  write '<dl class="facts">'
  for _, fact in ipairs(facts) do
    write(("<div><dt>%s</dt><dd>%s</dd></div>"):format(html.escape(fact[1]), html.escape(fact[2])))
  end
  write "</dl>\n"
end

local function write_languages(write, languages)
  local largest = languages[1] and languages[1].words or 0
  write "<h3>Languages</h3>\n"
  write '<div class="short">'
  tables.write(write, "Languages", {
    { "language", "Language", show = function(row) return html.escape(html.language(row.language)) end },
    { "documents", "Documents", number = true, show = function(row) return html.number(row.documents) end },
    { "words", "Words", number = true, show = function(row)
      return charts.bar(row.words, largest) .. html.number(row.words)
    end },
  }, languages)
  write "</div>\n"
end

local function has_dates()
  for _, document in ipairs(documents.shown) do
    if document.date then return true end
  end
  return false
end

local function write_documents(write)
  local columns = {
    { "label", "Document", wide = true, show = function(row) return tables.document(row.id) end },
    { "path", "File", show = function(row) return html.path(row.path) end },
    { "language", "Language", show = function(row) return html.escape(html.language(row.language)) end },
    { "words", "Words", number = true, show = function(row) return html.number(row.words) end },
  }
  if has_dates() then
    table.insert(columns, 3, { "date", "Date", show = function(row) return html.date(row.date) end })
  end
  local more = documents.count - #documents.shown
  write(more > 0 and "<h3>The newest documents</h3>\n" or "<h3>Documents</h3>\n")
  tables.write(write, "Documents", columns, documents.shown)
end

local function write_problems(write, problems)
  write "<h3>Problems found while loading</h3>\n"
  if #problems == 0 then return write '<p class="note">None: every file was read whole.</p>\n' end
  local rows = table.move(problems, 1, math.min(#problems, MOST_PROBLEMS), 1, {})
  tables.write(write, "Problems", {
    { "path", "File", show = function(row) return html.path(row.path) end },
    { "problem", "Problem", wide = true },
  }, rows)
  if #problems > #rows then
    write(('<p class="note">%d more: <code>moonleaf documents --problems</code></p>\n'):format(#problems - #rows))
  end
end

function overview.write(write)
  local languages, problems, dates = gather(LANGUAGES), gather(PROBLEMS), gather(DATES)[1]
  local facts = {
    { "Documents", html.number(documents.count) },
    { "Words", html.number(documents.words) },
    { "Sentences", html.number(documents.sentences) },
    { "Languages", html.number(#languages) },
  }
  if dates.first then
    facts[#facts + 1] = { "Dated", dates.first == dates.last and dates.first or dates.first .. "–" .. dates.last }
  end
  facts[#facts + 1] = { "Problems", html.number(#problems) }
  write_facts(write, facts)
  write_languages(write, languages)
  write_documents(write)
  write_problems(write, problems)
end

return overview
