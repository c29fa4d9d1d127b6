-- How evenly a word is spread over the parts of a corpus.
--
--   evenness.of({ 1, 2, 3, 4, 5 }, { 9, 10, 10, 10, 11 }).dp  --> 0.18  (Gries 2008)
--
-- `counts` may leave out the parts that lack the word; `sizes` are the tokens of all parts.

local evenness = {}

evenness.list = {
  { "range", "integer", "parts with the word" },
  { "juilland_d", "number", "Juilland's D: 1 - cv / sqrt(n - 1), cv of the relative frequencies in the parts, by the "
    .. "population formula (Juilland & Chang-Rodríguez 1964); 1 is even, 0 all in one part" },
  { "carroll_d2", "number", "Carroll's D2: entropy of these relative frequencies / log2(n) (Carroll 1970); 1 is even" },
  { "dp", "number", "deviation of proportions: half the sum of |share of the word - share of the tokens| (Gries "
    .. "2008); 0 is even" },
  { "dp_norm", "number", "dp / (1 - the smallest part's share), so that 1 is reached (Lijffijt & Gries 2012)" },
}

-- Sums over the parts that have the word.
local function sums_of(counts, sizes, total, tokens)
  local s = { range = 0, rates = 0, squares = 0, deviation = 0, covered = 0 }
  for i, count in pairs(counts) do
    local rate, size = count / sizes[i], sizes[i] / tokens
    s.range = s.range + 1
    s.rates = s.rates + rate
    s.squares = s.squares + rate * rate
    s.deviation = s.deviation + math.abs(count / total - size)
    s.covered = s.covered + size
  end
  return s
end

local function entropy(counts, sizes, rates)
  local sum = 0
  for i, count in pairs(counts) do
    local p = count / sizes[i] / rates
    sum = sum - p * math.log(p, 2)
  end
  return sum
end

-- The measures by name. Parts without tokens must be left out of `sizes`; with one part alone only range is there.
function evenness.of(counts, sizes)
  local total, tokens, least, n = 0, 0, math.huge, 0
  for _, count in pairs(counts) do total = total + count end
  for _, size in pairs(sizes) do
    tokens, least, n = tokens + size, math.min(least, size), n + 1
  end
  local s = sums_of(counts, sizes, total, tokens)
  if n < 2 or total == 0 then return { range = s.range } end
  local mean = s.rates / n
  local variation = math.sqrt(math.max(s.squares / n - mean * mean, 0)) / mean
  local dp = (s.deviation + 1 - s.covered) / 2
  return {
    range = s.range,
    juilland_d = 1 - variation / math.sqrt(n - 1),
    carroll_d2 = math.max(0, entropy(counts, sizes, s.rates) / math.log(n, 2)),
    dp = dp,
    dp_norm = dp / (1 - least / tokens),
  }
end

return evenness
