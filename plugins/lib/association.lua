-- Measures of how much two things occur together, from a table of two by two.
--
--   association.measures { together = 8, first = 15828, second = 4675, total = 14307668 }.t_score  --> 0.9999
--
-- `together` is O11, `first` and `second` are the sums of its row and column, `total` is N; the expected frequency E11
-- is first * second / total. `node` is the frequency of the first thing where `first` is something else, as the number
-- of tokens in its windows: Dice takes it. Every formula is in Evert 2008, "Corpora and collocations", or in the paper
-- that is named beside it.

local association = {}

-- What there is, in the order of the columns: name, formula.
association.list = {
  { "mi", "log2(O11 / E11) (Church & Hanks 1990)" },
  { "mi3", "log2(O11^3 / E11) (Daille 1994)" },
  { "t_score", "t = (O11 - E11) / sqrt(O11) (Church et al. 1991)" },
  { "z_score", "z = (O11 - E11) / sqrt(E11) (Berry-Rogghe 1973)" },
  { "log_likelihood", "2 * sum of O * ln(O / E) over all four cells (Dunning 1993); negative where O11 < E11" },
  { "log_dice", "14 + log2(dice) (Rychlý 2008)" },
  { "dice", "2 * O11 / (f1 + f2), of the frequencies of node and collocate (Dice 1945)" },
  { "delta_p_node", "P(collocate | near the node) - P(collocate | elsewhere) (Ellis 2006, Gries 2013)" },
  { "delta_p_collocate", "P(near the node | collocate) - P(near the node | another word) (Gries 2013)" },
  { "minimum_sensitivity", "the smaller of O11 / R1 and O11 / C1 (Pedersen & Bruce 1996)" },
}

local function log2(x) return math.log(x, 2) end

-- One cell of a log-likelihood; nothing seen adds nothing.
local function part(observed, expected)
  return observed > 0 and observed * math.log(observed / expected) or 0
end

-- G2 of the table (Dunning 1993).
function association.log_likelihood(t)
  local o11, o12, o21 = t.together, t.first - t.together, t.second - t.together
  local o22 = t.total - t.first - o21
  local rest1, rest2 = t.total - t.first, t.total - t.second
  return 2 * (part(o11, t.first * t.second / t.total) + part(o12, t.first * rest2 / t.total)
    + part(o21, rest1 * t.second / t.total) + part(o22, rest1 * rest2 / t.total))
end

-- Pearson's X2 of the table, without a correction.
function association.chi_square(t)
  local o11, o12, o21 = t.together, t.first - t.together, t.second - t.together
  local o22 = t.total - t.first - o21
  local product = t.first * (t.total - t.first) * 1.0 * t.second * (t.total - t.second)
  if product == 0 then return 0.0 end
  return t.total * (o11 * 1.0 * o22 - o12 * 1.0 * o21) ^ 2 / product
end

-- a / b, or nothing where there is nothing to divide by.
local function share(a, b) return b > 0 and a / b or nil end

local function difference(a, b) return a and b and a - b end

-- All measures by name; those that the table gives no value for are missing.
function association.measures(t)
  local o, rest1, rest2 = t.together, t.total - t.first, t.total - t.second
  local expected = t.first * t.second / t.total
  local dice = 2 * o / ((t.node or t.first) + t.second)
  local likelihood = association.log_likelihood(t)
  local by_first, by_second = share(o, t.first), share(o, t.second)
  return {
    expected = expected,
    mi = log2(o / expected),
    mi3 = log2(o ^ 3 / expected),
    t_score = (o - expected) / math.sqrt(o),
    z_score = (o - expected) / math.sqrt(expected),
    log_likelihood = o < expected and -likelihood or likelihood,
    log_dice = 14 + log2(dice),
    dice = dice,
    delta_p_node = difference(by_first, share(t.second - o, rest1)),
    delta_p_collocate = difference(by_second, share(t.first - o, rest2)),
    minimum_sensitivity = math.min(by_first, by_second),
  }
end

return association
