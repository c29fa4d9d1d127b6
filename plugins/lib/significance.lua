-- How likely a value is by chance, and what is left of that when thousands of words are tested at once.
--
--   significance.chi_square_p(3.841)                --> 0.05001
--   significance.adjusted({ 0.01, 0.04, 0.03 }, "fdr")  --> { 0.03, 0.04, 0.04 }

local significance = {}

local STEPS <const> = 200          -- more than both expansions need for full precision
local PRECISION <const> = 1e-16
local TINY <const> = 1e-300

-- P(1/2, x) by its series (Abramowitz & Stegun 1964, 6.5.29): for small x.
local function lower_series(x)
  local term = 2 * math.sqrt(x / math.pi) * math.exp(-x)
  local sum = term
  for k = 1, STEPS do
    term = term * x / (k + 0.5)
    sum = sum + term
    if term < sum * PRECISION then break end
  end
  return sum
end

-- Q(1/2, x) by its continued fraction (Abramowitz & Stegun 1964, 6.5.31, evaluated as Lentz 1976 does): for large x.
local function upper_fraction(x)
  local b = x + 0.5
  local c, d = 1 / TINY, 1 / b
  local h = d
  for k = 1, STEPS do
    local a = -k * (k - 0.5)
    b = b + 2
    d = 1 / (a * d + b)
    c = b + a / c
    local factor = c * d
    h = h * factor
    if math.abs(factor - 1) < PRECISION then break end
  end
  return math.sqrt(x / math.pi) * math.exp(-x) * h
end

-- The probability of a chi-square with one degree of freedom that is as large or larger.
function significance.chi_square_p(value)
  local x = value / 2
  if x <= 0 then return 1.0 end
  return x < 1.5 and 1 - lower_series(x) or upper_fraction(x)
end

local function bonferroni(values)
  local out = {}
  for i, p in ipairs(values) do out[i] = math.min(1, p * #values) end
  return out
end

-- Step-up adjusted values (Benjamini & Hochberg 1995).
local function false_discovery(values)
  local order, out = {}, {}
  for i in ipairs(values) do order[i] = i end
  table.sort(order, function(a, b)
    return values[a] < values[b] or values[a] == values[b] and a < b
  end)
  local least = 1
  for rank = #order, 1, -1 do
    least = math.min(least, values[order[rank]] * #order / rank)
    out[order[rank]] = least
  end
  return out
end

local ways = { none = function(values) return values end, bonferroni = bonferroni, fdr = false_discovery }

-- The p values, each as if it were the only one tested: "none", "bonferroni" or "fdr".
function significance.adjusted(values, way) return ways[way](values) end

return significance
