-- Measures of how much more frequent a word is in one corpus than in another: `a` times in `c` tokens, `b` in `d`.
--
--   measures.of { a = 20, c = 1000, b = 10, d = 2000 }.log_ratio  --> 2.0

local association = require "association"

local measures = {}

local NORMAL_95 <const> = 1.959963984540054 -- the normal distribution between -this and this is 95 %
local HALF <const> = 0.5                    -- stands for a frequency of 0 where one divides by it (Hardie 2014)

measures.list = {
  { "log_likelihood", "2 * (a * ln(a / E1) + b * ln(b / E2)), two cells (Rayson & Garside 2000); negative "
    .. "where it is rarer in the target" },
  { "chi_square", "Pearson's X2 of the table of two by two, without Yates's correction" },
  { "log_ratio", "log2 of the ratio of the relative frequencies; 0.5 stands for 0 (Hardie 2014)" },
  { "log_ratio_low", "lower end of its 95 % confidence interval (Katz et al. 1978)" },
  { "log_ratio_high", "upper end of it" },
  { "percent_difference", "%DIFF: 100 * (f1 - f2) / f2 of the relative frequencies (Gabrielatos & Marchi 2011); none "
    .. "where the reference lacks the word" },
  { "bic", "LL - ln(c + d) (Wilson 2013); above 2 positive, above 6 strong, above 10 very strong evidence" },
  { "odds_ratio", "a * (d - b) / (b * (c - a)); 0.5 is added to each where one is 0 (Haldane 1956)" },
}

local function part(observed, expected)
  return observed > 0 and observed * math.log(observed / expected) or 0
end

-- Two cells, as in Rayson & Garside 2000.
function measures.log_likelihood(t)
  local both, all = t.a + t.b, t.c + t.d
  return 2 * (part(t.a, t.c * both / all) + part(t.b, t.d * both / all))
end

-- log2 of the relative risk with its interval.
local function log_ratio(t)
  local a, b = math.max(t.a, HALF), math.max(t.b, HALF)
  local ratio = math.log((a / t.c) / (b / t.d), 2)
  local variance = 1 / a - 1 / t.c + 1 / b - 1 / t.d
  local reach = NORMAL_95 * math.sqrt(math.max(variance, 0)) / math.log(2)
  return ratio, ratio - reach, ratio + reach
end

local function odds_ratio(t)
  local a, b, c, d = t.a, t.b, t.c - t.a, t.d - t.b
  local add = (a == 0 or b == 0 or c == 0 or d == 0) and HALF or 0
  return (a + add) * (d + add) / ((b + add) * (c + add))
end

-- All measures by name, and `evidence`, the log-likelihood without a sign.
function measures.of(t)
  local likelihood = measures.log_likelihood(t)
  local ratio, low, high = log_ratio(t)
  local target, reference = t.a / t.c, t.b / t.d
  return {
    evidence = likelihood,
    log_likelihood = target < reference and -likelihood or likelihood,
    chi_square = association.chi_square { together = t.a, first = t.c, second = t.a + t.b, total = t.c + t.d },
    log_ratio = ratio,
    log_ratio_low = low,
    log_ratio_high = high,
    percent_difference = t.b > 0 and 100 * (target - reference) / reference or nil,
    bic = likelihood - math.log(t.c + t.d),
    odds_ratio = odds_ratio(t),
  }
end

return measures
