-- The page that `moonleaf report` writes. It is printed as it is made, one section after the other, so that a large
-- corpus needs no more memory than a section and a document.
--
--   arg[1]   ids of the documents whose texts and rows it shows
--   arg[2]   its title; the names of the folders that were loaded when left out
local behaviour = require "behaviour"
local charts = require "charts"
local counts = require "counts"
local documents = require "documents"
local html = require "html"
local overview = require "overview"
local readings = require "readings"
local sections = require "sections"
local spread = require "spread"
local style = require "style"
local tables = require "tables"
local terms = require "terms"
local texts = require "texts"

local print = print

local function write(...) print(table.concat { ... }) end

-- "seeds, letters": the folders that were loaded.
local function folders()
  local names, seen = {}, {}
  for row in corpus:sql "SELECT DISTINCT root FROM source ORDER BY 1" do
    local name = row.root:match "([^/]+)/*$" or row.root
    if not seen[name] then seen[name], names[#names + 1] = true, name end
  end
  return #names > 0 and #names <= 3 and table.concat(names, ", ") or "Report"
end

local function last_load()
  local day
  for row in corpus:sql "SELECT max(substr(started, 1, 10)) AS day FROM load" do day = row.day end
  return day
end

-- ---- the parts ----

-- All sections that have something to show, in order: { id =, title =, lead =, write = }.
local function contents()
  local parts = { { id = "overview", title = "Overview", write = overview.write } }
  local function add(id, title, lead, make)
    parts[#parts + 1] = { id = id, title = title, lead = lead, write = make }
  end
  if readings.has_rows() then
    add("summary", "Summary", "The most telling sentences, as they stand in the texts. Each opens its paragraph.",
      readings.write)
  end
  local counted = counts.collect()
  if counted then
    add("statistics", "Statistics", "Size, sentences and how varied the words are. MATTR is the mean share of "
      .. "different words in any 500 words on end; root TTR, different words by the square root of all, grows with "
      .. "the length.",
      function() counts.write(write, counted) end)
  end
  local keywords = terms.keywords()
  if #keywords > 0 then
    add("keywords", "Keywords", "Keyphrases of each language, by the number of documents that have them.",
      function() terms.write_keywords(write, keywords) end)
  end
  for _, section in ipairs(sections) do
    local found = tables.collect(section)
    if found then
      add(section.id, section.title, section.lead, function()
        if section.chart then charts.write(write, section.id, section.chart) end
        tables.section(write, section, found)
      end)
      parts[#parts].count = found.total
    end
  end
  local words = terms.words()
  if #words > 0 then
    add("words", "Words", "The most frequent words without those that every text has. Evenness is 1 for a word that is "
      .. "spread over the documents as their lengths are, and near 0 for one that stands in few of them.",
      function() terms.write_words(write, words) end)
  end
  local places = spread.collect(words)
  if #places > 0 then
    add("dispersion", "Dispersion", "Where the most frequent words of a language stand in its documents, from the "
      .. "first to the last by their paths. A stroke is a place; behind them, how often the word is there.",
      function() spread.write(write, places) end)
  end
  add("documents", "Documents", "The full texts. What a row above rests on is marked.", texts.write)
  return parts
end

local function write_head(title)
  write('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>', html.escape(title),
    "</title>\n",
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="moonleaf">\n',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; ',
    'script-src \'unsafe-inline\'; base-uri \'none\'; form-action \'none\'">\n',
    "<style>\n", style, "</style>\n</head>\n<body>\n", '<a class="skip" href="#content">Skip to the content</a>\n')
end

local function write_banner(title)
  local day = last_load()
  write('<header class="banner"><p class="brand">moonleaf report</p><h1 dir="auto">', html.escape(title), "</h1>\n<p>",
    html.counted(documents.count, "document"), ", ", html.counted(documents.words, "word"),
    day and ", as loaded on <time>" .. day .. "</time>" or "", "</p></header>\n")
end

local function write_navigation(parts)
  write '<nav aria-label="Contents"><ul>'
  for _, part in ipairs(parts) do
    local count = part.count and (' <span class="count">%s</span>'):format(html.number(part.count)) or ""
    write(('<li><a href="#%s">%s%s</a></li>'):format(part.id, html.escape(part.title), count))
  end
  write "</ul></nav>\n"
end

local function write_notice()
  if documents.is_all() then return end
  write('<p class="notice" role="note">This corpus has ', html.counted(documents.count, "document"),
    ", too many for one page. The numbers of the overview and the words are of all of them; everything else is of the ",
    "newest ", html.number(#documents.shown), ", by their dates and then by when they were loaded. Any command shows ",
    "the others: <code>moonleaf run figures</code></p>\n")
end

-- The box is filled by JavaScript; without it the browser's own search finds what stands here.
local function write_search()
  write [[<div id="search" role="search" hidden><label for="query">Search all documents</label>
<input id="query" type="search" autocomplete="off" spellcheck="false" dir="auto" aria-controls="hits">
<p id="found" role="status"></p><ol id="hits"></ol></div>
]]
end

local function write_part(part)
  local heading = part.id .. "-title"
  write(('<section id="%s" aria-labelledby="%s"><h2 id="%s">%s</h2>'):format(part.id, heading, heading,
    html.escape(part.title)))
  if part.lead then write('<p class="lead">', html.escape(part.lead), "</p>") end
  part.write(write)
  write "</section>\n"
end

documents.choose(arg[1])
local title = arg[2] or folders()
local parts = contents()
write_head(title)
write_banner(title)
write '<div class="page-body">\n'
write_navigation(parts)
write '<main id="content" tabindex="-1">\n'
write_notice()
write_search()
for _, part in ipairs(parts) do write_part(part) end
write("</main>\n</div>\n<footer><p>Made by moonleaf from the documents alone. Every row opens the sentence ",
  "that it rests on.</p></footer>\n<script>\n", behaviour, "</script>\n</body>\n</html>")
