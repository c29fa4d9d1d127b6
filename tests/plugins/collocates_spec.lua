-- Counted by hand; measures by the formulas of their papers.

local text = "The old harbour froze. The old harbour of the town froze again. The town froze and the members left it."
-- 20 words; old, harbour, town twice, froze three times, the five times.

return {
  plugin = "collocates",
  {
    name = "one word on each side",
    text = text,
    options = { word = "harbour", left = 1, right = 1, minimum = 1 },
    -- windows: old, froze, old, of: 4 tokens
    rows = {
      { collocate = "old", near = 2, frequency = 2, expected = 4 * 2 / 20, mi = math.log(2 / 0.4, 2),
        t_score = 1.6 / math.sqrt(2),
        z_score = 1.6 / math.sqrt(0.4), dice = 1, log_dice = 14, delta_p_node = 2 / 4, delta_p_collocate = 1 - 2 / 18,
        minimum_sensitivity = 0.5 },
      { collocate = "of", near = 1, frequency = 1, expected = 0.2, dice = 2 / 3, minimum_sensitivity = 0.25 },
      { collocate = "froze", near = 1, frequency = 3, expected = 0.6, dice = 2 / 5, mi = math.log(1 / 0.6, 2) },
    },
  },
  {
    name = "the window ends with the sentence, and a token near two hits counts once",
    text = text,
    options = { word = "froze", left = 2, right = 2, minimum = 1, sort = "near" },
    -- froze 1: old harbour; froze 2: the town again; froze 3: the town and the. 9 tokens: the 3, town 2
    rows = {
      { collocate = "the", near = 3, frequency = 5, expected = 9 * 5 / 20 },
      { collocate = "town", near = 2, frequency = 2 },
      { collocate = "again", near = 1 }, { collocate = "and", near = 1 }, { collocate = "harbour", near = 1 },
      { collocate = "old", near = 1 },
    },
  },
  {
    name = "expected as of the hits alone",
    text = text,
    options = { word = "harbour", left = 1, right = 1, minimum = 2, expected = "node" },
    rows = { { collocate = "old", expected = 2 * 2 / 20 } },
  },
  {
    name = "expected as of full windows",
    text = text,
    options = { word = "harbour", left = 3, right = 3, minimum = 2, expected = "span", stopwords = "drop" },
    rows = { { collocate = "old", expected = 12 * 2 / 20 } },
  },
}
