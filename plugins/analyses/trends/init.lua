-- Trends: does a word or a query become more frequent with time, or less?
--
--   $ moonleaf run trends --language en --top 2
--   language  word        frequency  periods  first  last    tau        p  change
--   en        pandemic          214       12      0  96.1  0.812  0.00031    5.11
--   en        terrorism         410       12  241.0  80.2 -0.727  0.00072   -1.62
--
--   $ moonleaf run trends --word '"climate change"'
--   language  word              period  frequency  tokens  per million  documents
--   en        "climate change"  2011           12   90112        133.2         14
--
-- The date is that of the metadata (--date another key), cut to the --interval; a period without text is no period.
-- tau: Kendall's tau-b of the frequencies per million with time (Kendall 1938): 1 rises always, -1 falls always; p is
-- two-sided, exact without ties and up to 50 periods. Without a query the words of at least --minimum that rise and
-- fall most, p adjusted for as many tests as words.

local best = require "best"
local counting = require "counting"
local kendall = require "kendall"
local significance = require "significance"

local MILLION <const> = 1000000

local trends = {
  api = 1,
  summary = "Words that become more or less frequent with time",
  options = counting.options("language", "by", "kinds", "role", "stopwords",
    "minimum", { default = 50, help = "without a query: least frequency in all periods" },
    "top", { default = 20, help = "without a query: words of each language; 0 for all" }),
  tables = {
    trends = {
      { "language", "language", "of the text" },
      { "word", "text", "the word, or the query" },
      { "frequency", "integer", "how often it occurs in all periods" },
      { "periods", "integer", "periods with text in the language" },
      { "first", "number", "per million tokens in the first period" },
      { "last", "number", "per million tokens in the last period" },
      { "tau", "number", "Kendall's tau-b of per million with time: (C - D) / sqrt(n0 * (n0 - ties)), n0 being "
        .. "all pairs of periods; empty when all are alike" },
      { "p", "number", "probability of such a tau by chance, two-sided" },
      { "change", "number", "log2 of per million in the later half of the periods / in the earlier half, with 0.5 "
        .. "added to both counts; the middle of an odd number is in neither" },
    },
    series = {
      { "language", "language", "of the text" },
      { "word", "text", "the query" },
      { "period", "date", "the year, quarter, month ..." },
      { "frequency", "integer", "hits in it" },
      { "tokens", "integer", "of the language in it" },
      { "per_million", "number", "hits in a million tokens" },
      { "documents", "integer", "with text in the language in it" },
    },
  },
  plots = {
    { "line", table = "series", x = "period", y = "per_million", group = "word", title = "Frequency over time" },
  },
}

for i, option in ipairs {
  { "word", "text", help = "a query (moonleaf help query); all words when left out" },
  { "interval", "text", default = "year", choices = { "day", "month", "year", "decade" }, help = "length of a period" },
  { "date", "text", default = "date", help = "key of the metadata with the date" },
  { "direction", "text", default = "both", choices = { "rising", "falling", "both" }, help = "without a query" },
  { "adjust", "text", default = "fdr", choices = { "none", "bonferroni", "fdr" },
    help = "without a query: p for as many tests as words" },
} do
  table.insert(trends.options, i, option)
end

-- ---- periods ----

local patterns = { day = "^%d%d%d%d%-%d%d%-%d%d", month = "^%d%d%d%d%-%d%d", year = "^%d%d%d%d", decade = "^%d%d%d" }

-- "2015-06-07" -> "2015-06" of months; nothing for a date that is not so precise. EDTF writes a decade as 201X.
local function period_of(date, interval)
  local period = (date or ""):match(patterns[interval])
  return period and interval == "decade" and period .. "X" or period
end

-- The languages in the order of their size, each with its periods in the order of time, { period =, tokens =, hits =,
-- documents = }, and the place of each part among them; and how many documents have no such date.
local function timelines(groups, interval)
  local languages, undated = {}, {}
  for _, group in ipairs(groups) do
    local period = period_of(group.part, interval)
    if not period then
      undated[#undated + 1] = group
    else
      local one = languages[group.language] or { language = group.language, by = {}, parts = {}, tokens = 0 }
      languages[group.language] = one
      local at = one.by[period] or { period = period, tokens = 0, hits = 0, documents = 0 }
      one.by[period], one.parts[group.number] = at, at
      at.tokens, at.hits, at.documents = at.tokens + group.tokens, at.hits + group.hits, at.documents + group.documents
    end
  end
  for _, one in pairs(languages) do
    one.periods = {}
    for _, at in moonleaf.sorted(one.by) do
      table.insert(one.periods, at)
      at.place = #one.periods
    end
  end
  return languages, undated
end

-- ---- the series of one word ----

-- log2 of the rates in both halves; places [1, half] and [n - half + 1, n].
local function change_of(counts, periods)
  local n, half = #periods, #periods // 2
  local function rate(first, last)
    local count, tokens = 0.5, 0
    for i = first, last do count, tokens = count + counts[i], tokens + periods[i].tokens end
    return count / tokens
  end
  if half == 0 then return nil end
  return math.log(rate(n - half + 1, n) / rate(1, half), 2)
end

local function row_of(one, word, counts, frequency)
  local rates, periods = {}, one.periods
  for i, count in ipairs(counts) do rates[i] = count / periods[i].tokens * MILLION end
  local tau, p = kendall.of(rates)
  return {
    language = one.language, word = word, frequency = frequency, periods = #periods, first = rates[1],
    last = rates[#rates], tau = tau, p = p, change = change_of(counts, periods),
  }
end

-- ---- a query ----

local function emit_query(languages, sizes, options, emit)
  for _, size in ipairs(sizes) do
    local one = languages[size.language]
    local counts, sum = {}, 0
    for i, at in ipairs(one and one.periods or {}) do counts[i], sum = at.hits, sum + at.hits end
    if sum > 0 then
      emit.trends(row_of(one, options.word, counts, sum))
      for _, at in ipairs(one.periods) do
        emit.series {
          language = one.language, word = options.word, period = at.period, frequency = at.hits,
          tokens = at.tokens, per_million = at.hits / at.tokens * MILLION, documents = at.documents,
        }
      end
    end
  end
end

-- ---- all words ----

-- The counts of a word by place of the period, and their sum.
local function series_of(one, counts)
  local series, sum = {}, 0
  for i = 1, #one.periods do series[i] = 0 end
  for part, count in pairs(counts) do
    local at = one.parts[part]
    if at then series[at.place], sum = series[at.place] + count, sum + count end
  end
  return series, sum
end

local function is_wanted(row, direction)
  if not row.tau then return false end
  return direction == "both" or (row.tau > 0) == (direction == "rising")
end

local function by_strength(a, b)
  if a.weight ~= b.weight then return a.weight > b.weight end
  local x, y = math.abs(a.change), math.abs(b.change)
  return x > y or x == y and a.word < b.word
end

-- All words of a language that were tested get their p adjusted; the strongest stay.
local function emit_words(list, languages, sizes, options, emit)
  local is_stop, missing = counting.stops(options)
  for word, language, counts in list:spread(options.minimum) do
    local one = languages[language]
    if one and #one.periods > 1 and not is_stop(word, language) then
      local series, sum = series_of(one, counts)
      local row = sum >= options.minimum and row_of(one, word, series, sum)
      if row and row.tau then
        one.rows, one.chances = one.rows or {}, one.chances or {}
        table.insert(one.rows, row)
        table.insert(one.chances, row.p)
      end
    end
  end
  for _, size in ipairs(sizes) do
    local one = languages[size.language]
    local strongest = best.list(options.top, by_strength)
    for i, p in ipairs(one and one.rows and significance.adjusted(one.chances, options.adjust) or {}) do
      local row = one.rows[i]
      row.p, row.weight = p, math.abs(row.tau)
      if is_wanted(row, options.direction) and strongest:admits(row.weight) then strongest:add(row) end
    end
    for _, row in ipairs(strongest:rows()) do
      row.weight = nil
      emit.trends(row)
    end
  end
  counting.note_stops(options, missing)
end

-- ---- the whole ----

-- A year may stand in the metadata alone: the host knows where.
local function field_of(options)
  local is_year = options.interval == "year" or options.interval == "decade"
  return options.date == "date" and is_year and "year" or options.date
end

-- Says what has no such date, by language, as a document may have text in several.
local function note_undated(undated, options)
  local texts = {}
  for i, size in ipairs(counting.sizes(undated)) do
    texts[i] = ("%s %s documents with %s tokens"):format(size.language, counting.thousands(size.documents),
      counting.thousands(size.tokens))
  end
  moonleaf.note(("Periods: %s, by %s of the metadata. Without such a date, and in no row: %s."):format(
    options.interval, options.date, #texts > 0 and table.concat(texts, "; ") or "none"))
end

function trends.corpus(corpus, options, emit)
  local request = counting.request(options, { node = options.word, group = { "language", field_of(options) } })
  local list = corpus:ngrams(1, request)
  local languages, undated = timelines(list.groups, options.interval)
  local sizes = counting.sizes(list.groups)
  if options.word then
    emit_query(languages, sizes, options, emit)
  else
    emit_words(list, languages, sizes, options, emit)
  end
  counting.note(list.groups, options)
  note_undated(undated, options)
  if not options.word then
    moonleaf.note(("Least frequency %d; p adjusted for all words tested in the language: %s."):format(options.minimum,
      options.adjust))
  end
end

return trends
