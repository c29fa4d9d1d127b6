-- Collocates: the words that stand near a word or phrase more often than chance would have it.
--
--   $ moonleaf run collocates --word terrorism --language en --top 2
--   language  collocate  near  frequency  expected     mi  ...  log dice
--   en        extremism    94        121       5.2   4.18         11.62
--   en        combating    51         77       3.3   3.95         10.81
--
-- The window counts tokens left and right of each hit and ends with the sentence (surface co-occurrence, Evert 2008).
-- The table of two by two is of tokens: near the node or not, the collocate or not. A token near several hits counts
-- once, so that its cells add up to the corpus. By --expected the row sum R1 is the number of tokens in the windows
-- (windows), hits * (left + right), as if no window were cut short (span), or the hits alone (node, as in Church &
-- Hanks 1990). N is the tokens of the language. Each formula stands beside its column.

local association = require "association"
local counting = require "counting"

local collocates = {
  api = 1,
  summary = "Words that stand near a word more often than by chance",
  options = counting.options("language", "by", "kinds", "role", "stopwords", "top"),
  columns = {
    { "language", "language", "of the text" },
    { "collocate", "text", "the word" },
    { "near", "integer", "how often it stands in a window: O11" },
    { "frequency", "integer", "how often it occurs in the language: C1" },
    { "expected", "number", "how often it would stand there by chance: E11 = R1 * C1 / N" },
  },
  plots = {
    { "bar", x = "collocate", y = "log_dice", group = "language", title = "Words that stand near, by log Dice" },
  },
}

local names = {}
for i, measure in ipairs(association.list) do
  names[i] = measure[1]
  table.insert(collocates.columns, { measure[1], "number", measure[2] })
end

for i, option in ipairs {
  { "word", "text", required = true, help = "the query whose neighbours are asked for: the node" },
  { "left", "integer", default = 5, min = 0, max = 1000, help = "tokens of the window on the left" },
  { "right", "integer", default = 5, min = 0, max = 1000, help = "tokens of the window on the right" },
  { "minimum", "integer", default = 5, min = 1, help = "least number of times near the node" },
  { "sort", "text", default = "log_dice", choices = { "near", "frequency", table.unpack(names) },
    help = "best first by this" },
  { "expected", "text", default = "windows", choices = { "windows", "span", "node" }, help = "what the row sum R1 is" },
} do
  table.insert(collocates.options, i, option)
end

-- The two groups of each language: near the node (part 1) and elsewhere (part 2).
local function by_language(groups)
  local order, languages = {}, {}
  for index, group in ipairs(groups) do
    local one = languages[group.language]
    if not one then
      one = { language = group.language, total = 0, hits = 0, near = 0 }
      languages[group.language], order[#order + 1] = one, one
    end
    one[group.number] = index
    one.total, one.hits = one.total + group.tokens, one.hits + group.hits
    if group.number == 1 then one.near = group.tokens end
  end
  return order
end

local function row_sum(one, options)
  if options.expected == "node" then return one.hits end
  return options.expected == "span" and one.hits * (options.left + options.right) or one.near
end

-- The rows of one language, best first.
local function rows_of(list, one, options, is_stop)
  local elsewhere = one[2] and list:counter(one[2]) or moonleaf.counter()
  local first, rows = row_sum(one, options), {}
  for word, near in list:list(one[1]) do
    if near < options.minimum then break end
    local frequency = near + elsewhere:get(word)
    if not is_stop(word, one.language) then
      local row = association.measures {
        together = near, first = first, second = frequency, total = one.total, node = one.hits,
      }
      row.language, row.collocate, row.near, row.frequency = one.language, word, near, frequency
      rows[#rows + 1] = row
    end
  end
  local key = options.sort
  table.sort(rows, function(a, b)
    local x, y = a[key] or -math.huge, b[key] or -math.huge
    if x ~= y then return x > y end
    return a.collocate < b.collocate
  end)
  return rows
end

-- A value that divides by nothing is left out.
local function finite(row)
  for key, value in pairs(row) do
    if value ~= value or value == math.huge or value == -math.huge then row[key] = nil end
  end
  return row
end

function collocates.corpus(corpus, options, emit)
  local list = corpus:cooccurrences(counting.request(options, {
    node = options.word, window = { options.left, options.right },
  }))
  local is_stop, missing = counting.stops(options)
  local hits, first = {}, nil
  for _, one in ipairs(by_language(list.groups)) do
    if one.hits > 0 then hits[#hits + 1] = ("%s %s"):format(one.language, counting.thousands(one.hits)) end
    for i, row in ipairs(one[1] and rows_of(list, one, options, is_stop) or {}) do
      if i > options.top and options.top > 0 then break end
      emit(finite(row))
      first = first or { language = row.language, words = row.collocate }
    end
  end
  counting.note(list.groups, options, false)
  local window = "Hits of %s: %s. Window: %d tokens left, %d right, within the sentence; least number of times near %d."
  moonleaf.note(window:format(options.word, #hits > 0 and table.concat(hits, ", ") or "none", options.left,
    options.right, options.minimum))
  moonleaf.note(("Expected frequency by %s; sorted by %s."):format(options.expected, options.sort))
  counting.note_stops(options, missing)
  local is_plain = options.left == options.right and options.word:find '^[^%s()"]+$' or options.word:find '^"[^"]*"$'
  if is_plain then counting.note_hits(first, options, { query = options.word, between = options.left - 1 }) end
end

return collocates
