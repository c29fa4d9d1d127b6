-- What the texts are about, a language beside the other: keyphrases of the corpus, and its most frequent words.
local charts = require "charts"
local documents = require "documents"
local evidence = require "evidence"
local html = require "html"
local tables = require "tables"

local terms = {}

local MOST_WORDS <const> = 25    -- of each language
local LEAST_TIMES <const> = 2    -- a word that is there once is nothing to count
local LEAST_WORDS <const> = 5    -- a language with fewer is a name or a quotation
local MOST_LANGUAGES <const> = 12

-- The rows of an analysis of the whole corpus; none when it gives none.
local function rows_of(analysis, options)
  local found, rows = pcall(moonleaf.run, analysis, options)
  return found and rows or {}
end

-- Rows by their language, the one with most rows first, as { { language =, rows = }, ... }.
local function by_language(rows, least)
  local groups, found = {}, {}
  for _, row in ipairs(rows) do
    if not found[row.language] then
      found[row.language] = { language = row.language, rows = {}, order = #groups }
      groups[#groups + 1] = found[row.language]
    end
    table.insert(found[row.language].rows, row)
  end
  table.sort(groups, function(a, b)
    if #a.rows ~= #b.rows then return #a.rows > #b.rows end
    return a.order < b.order
  end)
  local kept = {}
  for _, group in ipairs(groups) do
    if #group.rows >= least and #kept < MOST_LANGUAGES and group.language ~= "und" then kept[#kept + 1] = group end
  end
  return kept
end

-- ---- keywords ----

function terms.keywords() return by_language(documents.across("keywords_across", {}), 1) end

function terms.write_keywords(write, groups)
  write '<div class="beside">'
  for _, group in ipairs(groups) do
    write(('<div class="column"><h3>%s</h3><ol class="terms">'):format(html.escape(html.language(group.language))))
    for _, row in ipairs(group.rows) do
      local phrase = row.evidence and evidence.named(row.evidence, row.keyphrase)
        or html.said(row.keyphrase, row.language)
      write(("<li>%s<span class=\"count\">%s</span></li>\n"):format(phrase, html.counted(row.documents, "document")))
    end
    write "</ol></div>\n"
  end
  write "</div>\n"
end

-- ---- words ----

local COUNTED <const> = { stopwords = "drop", kinds = "words", top = MOST_WORDS }

local function key_of(row) return row.language .. "\0" .. row.word end

-- Says of each row how evenly its word is spread over the documents: 1 - DP (Gries 2008).
local function add_evenness(rows)
  local spread = {}
  for _, row in ipairs(rows_of("dispersion", COUNTED)) do
    spread[key_of(row)] = row.dp
  end
  for _, row in ipairs(rows) do
    local dp = spread[key_of(row)]
    row.evenness = dp and 1 - dp
  end
end

function terms.words()
  local rows = {}
  for _, row in ipairs(rows_of("wordlist", COUNTED)) do
    if row.frequency >= LEAST_TIMES then rows[#rows + 1] = row end
  end
  if documents.count > 1 then add_evenness(rows) end
  return by_language(rows, LEAST_WORDS)
end

local function word_columns(group)
  local largest = group.rows[1].frequency
  return {
    { "word", "Word", show = function(row)
      local word = html.said(row.word, row.language)
      return ('<a href="#search" data-find="%s">%s</a>'):format(html.escape(row.word), word)
    end },
    { "frequency", "Times", number = true, show = function(row)
      return charts.bar(row.frequency, largest) .. html.number(row.frequency)
    end },
    { "documents", "Documents", number = true },
    { "evenness", "Evenness", number = true, show = function(row)
      return row.evenness and ("%.2f"):format(row.evenness) or ""
    end },
  }
end

function terms.write_words(write, groups)
  write '<div class="beside">'
  for _, group in ipairs(groups) do
    local language = html.language(group.language)
    write('<div class="column"><h3>', html.escape(language), "</h3>\n")
    tables.write(write, "Most frequent words: " .. language, word_columns(group), group.rows)
    write "</div>\n"
  end
  write "</div>\n"
end

return terms
