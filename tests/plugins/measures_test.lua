-- The measures of corpus analyses against numbers that were printed elsewhere, and where a paper prints none, against
-- ones computed with Python's math module from the formula of the paper (marked: computed).
local root = arg[0]:gsub("[^/]*$", "") .. "../../"
for _, folder in ipairs { "lib", "analyses/dispersion", "analyses/keyness" } do
  package.path = root .. "plugins/" .. folder .. "/?.lua;" .. package.path
end

local association = require "association"
local evenness = require "evenness"
local keyness = require "measures"
local significance = require "significance"

local failures = 0

-- Equal when all printed digits are.
local function expect(what, actual, printed)
  local decimals = #(printed:match "%.(%d+)" or "")
  local text = ("%." .. decimals .. "f"):format(actual)
  if text:gsub("^%-(0%.?0*)$", "%1") == printed then return end
  failures = failures + 1
  print(("%s: expected %s, got %s"):format(what, printed, text))
end

-- Manning & Schütze 1999, Foundations of Statistical Natural Language Processing, 5.3: "new companies".
local companies = { together = 8, first = 15828, second = 4675, total = 14307668 }
local m = association.measures(companies)
expect("t-score of new companies (5.3.1)", m.t_score, "0.999932")
expect("chi-square of new companies (5.3.3)", association.chi_square(companies), "1.55")
expect("expected frequency (computed)", m.expected, "5.171765")
expect("log-likelihood (computed)", m.log_likelihood, "1.325389")
expect("z-score: (8 - 5.171765) / sqrt(5.171765)", m.z_score, "1.243644")

-- Church & Hanks 1990, Word association norms, table 1: honorary doctor, I = 11.3.
m = association.measures { together = 12, first = 111, second = 621, total = 15000000 }
expect("mutual information of honorary doctor (to one place, cut)", math.floor(m.mi * 10) / 10, "11.3")
expect("MI3 is MI + 2 * log2(12)", m.mi3 - m.mi, "7.169925")

-- Gries 2013, 50-something years of work on collocations, table 2: of course.
m = association.measures { together = 5610, first = 174548, second = 7867, total = 10409858 + 10 }
expect("delta P of course given of", m.delta_p_node, "0.032")
expect("delta P of of given course", m.delta_p_collocate, "0.697")

-- Rychlý 2008: two words that stand only together have a logDice of 14, the highest there is.
m = association.measures { together = 7, first = 7, second = 7, total = 1000 }
expect("logDice at its highest", m.log_dice, "14.0")
expect("Dice at its highest", m.dice, "1.0")
m = association.measures { together = 10, first = 100, node = 20, second = 60, total = 10000 }
expect("logDice: 14 + log2(20 / 80)", m.log_dice, "12.0")
expect("minimum sensitivity: the smaller of 10 / 100 and 10 / 60", m.minimum_sensitivity, "0.1")

-- Gries 2008, Dispersions and adjusted frequencies in corpora, 2.1: a is 1, 2, 3, 4 and 5 times in parts of 9, 10,
-- 10, 10 and 11 words.
local d = evenness.of({ 1, 2, 3, 4, 5 }, { 9, 10, 10, 10, 11 })
expect("DP of a", d.dp, "0.18")
expect("DPnorm of a: 0.18 / (1 - 9 / 50)", d.dp_norm, "0.22")
expect("Juilland's D of a", d.juilland_d, "0.785")
expect("Carroll's D2 of a", d.carroll_d2, "0.938")
expect("range of a", d.range, "5")
d = evenness.of({ [2] = 4 }, { 10, 10, 10, 10 })
expect("all in one of four: D", d.juilland_d, "0.0")
expect("all in one of four: DP", d.dp, "0.75")
expect("all in one of four: DPnorm", d.dp_norm, "1.0")
expect("all in one of four: D2", d.carroll_d2, "0.0")

-- 20 in 1,000 against 10 in 2,000: computed, but for what can be seen: four times as frequent, so log ratio 2 and
-- %DIFF 300.
m = keyness.of { a = 20, c = 1000, b = 10, d = 2000 }
expect("log-likelihood: 40 * ln 2 + 20 * ln 0.5", m.log_likelihood, "13.862944")
expect("chi-square: 3000 * (20 * 1990 - 10 * 980)^2 / (30 * 2970 * 1000 * 2000)", m.chi_square, "15.151515")
expect("log ratio", m.log_ratio, "2.0")
expect("lower end (computed)", m.log_ratio_low, "0.910353")
expect("upper end (computed)", m.log_ratio_high, "3.089647")
expect("%DIFF", m.percent_difference, "300.0")
expect("BIC: 13.862944 - ln 3000", m.bic, "5.856576")
expect("odds ratio: 20 * 1990 / (10 * 980)", m.odds_ratio, "4.061224")
m = keyness.of { a = 0, c = 1000, b = 8, d = 1000 }
expect("a word that the target lacks", m.log_likelihood, "-11.090355") -- 16 * ln 2
expect("its log ratio: log2(0.5 / 8)", m.log_ratio, "-4.0")

-- The usual table of chi-square with one degree of freedom, and erfc(sqrt(x / 2)) far out (computed).
expect("p of 3.841459", significance.chi_square_p(3.841458820694124), "0.0500000000")
expect("p of 6.634897", significance.chi_square_p(6.634896601021213), "0.0100000000")
expect("p of 10.827566", significance.chi_square_p(10.827566170662733), "0.0010000000")
expect("p of 0.5", significance.chi_square_p(0.5), "0.4795001222")
expect("p of 40, in 10^-10", significance.chi_square_p(40) * 1e10, "2.5396285895")
expect("p of nothing", significance.chi_square_p(0), "1.0")

-- Benjamini & Hochberg 1995, 3.2: of 15 p values the first 4 are rejected at 0.05, and Bonferroni rejects 3.
local published = { 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
  0.6528, 0.7590, 1.0000 }
local function rejected(way)
  local count = 0
  for _, p in ipairs(significance.adjusted(published, way)) do count = count + (p <= 0.05 and 1 or 0) end
  return count
end
expect("rejected by false discovery rate", rejected "fdr", "4")
expect("rejected by Bonferroni", rejected "bonferroni", "3")
expect("rejected without adjustment", rejected "none", "9")
expect("the fourth: 0.0095 * 15 / 4", significance.adjusted(published, "fdr")[4], "0.035625")

os.exit(failures == 0)
