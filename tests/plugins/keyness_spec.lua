-- Counted by hand; measures by the formulas of their papers, with numbers written out.

local texts = {
  ["a.txt"] = "The harbour is old. The harbour is deep. The harbour was built by the town.", -- 15 words
  ["b.txt"] = "The forest is old. The forest is deep and the trees are very tall there.",     -- 15 words
}
-- p is erfc(sqrt(log-likelihood / 2)), computed with Python's math module.
-- 2 * (3 * ln(3 / 1.5)), which is also that of a word that the target lacks
local three_to_none = 6 * math.log(2)

return {
  plugin = "keyness",
  {
    name = "one document against the rest",
    texts = texts,
    options = { target = "name = 'a'", minimum = 3, adjust = "none", top = 2 },
    rows = {
      { word = "harbour", target = 3, reference = 0, log_likelihood = three_to_none, log_ratio = math.log(3 / 0.5, 2),
        percent_difference = null, bic = three_to_none - math.log(30), target_per_million = 200000,
        chi_square = 30 * (3 * 15) ^ 2 / (15 * 15 * 3 * 27), p = 0.0414167064874 },
      -- 4 and 3 of 15
      { word = "the", target = 4, reference = 3, log_ratio = math.log(4 / 3, 2), percent_difference = 100 / 3,
        odds_ratio = 4 * 12 / (3 * 11) },
    },
  },
  {
    name = "what the target lacks",
    texts = texts,
    options = { target = "name = 'a'", reference = "name = 'b'", side = "reference", minimum = 2, top = 1 },
    rows = { { word = "forest", target = 0, reference = 2, log_ratio = math.log(0.5 / 2, 2) } },
  },
  {
    name = "p times the number of words: the, is, harbour, with four and more",
    texts = texts,
    options = { target = "name = 'a'", minimum = 3, adjust = "bonferroni", top = 1 },
    rows = { { word = "harbour", p = 3 * 0.0414167064874 } },
  },
  {
    name = "a word of the target alone is the target's, however small the other side is",
    -- 1 in 20 against 0 in 9, for which 0.5 stands; town is 2 in 20 against 1 in 9
    texts = { ["a.txt"] = ("The old town had no wall at all. "):rep(2) .. "The harbour froze there.",
      ["b.txt"] = "The town has an old wall on the hill." },
    options = { target = "name = 'a'", minimum = 1, adjust = "none", language = "en", top = 0 },
    includes = { { word = "harbour", target = 1, reference = 0, log_ratio = math.log((1 / 20) / (0.5 / 9), 2),
      log_likelihood = 2 * math.log(29 / 20) } },
    excludes = { { word = "town" } },
  },
}
