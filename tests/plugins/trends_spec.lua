-- Kendall's tau and p: Hollander & Wolfe 1973, p. 187, lightness and quality of nine lots of canned tuna, which is
-- R's example of cor.test: tau = 0.4444444, p = 0.1194. In the order of lightness the quality is
-- 2.5, 4.0, 2.6, 3.6, 2.8, 3.1, 5.2, 5.0, 3.8; here ten times that is how often a word occurs in the hundred of a year.

local QUALITY <const> = { 25, 40, 26, 36, 28, 31, 52, 50, 38 }

local texts = {}
for i, count in ipairs(QUALITY) do
  texts[("%d.md"):format(2000 + i)] = ("---\ndate: %d-05-01\n---\n"):format(2000 + i)
    .. ("harbour "):rep(count) .. ("the "):rep(100 - count)
end

-- Ties: 10, 20, 20, 30 of 100 words: 5 pairs rise, 1 is tied: tau-b = 5 / sqrt(6 * 5). S = 5 and its variance
-- (4 * 3 * 13 - 2 * 1 * 9) / 18 = 23 / 3: z = 1.8058, p = 0.0709515 by Python's erfc.
local tied = { ["undated.md"] = "harbour" }
for i, count in ipairs { 10, 20, 20, 30 } do
  tied[("%d.md"):format(i)] = ("---\ndate: 2001-0%d-11\n---\n"):format(i) .. ("harbour "):rep(count)
    .. ("the "):rep(100 - count)
end

return {
  plugin = "trends",
  {
    name = "a query, as in a textbook",
    table = "trends",
    texts = texts,
    options = { word = "harbour" },
    rows = {
      { word = "harbour", frequency = 326, periods = 9, first = 250000, last = 380000, tau = 16 / 36,
        p = 0.11943893298059964,
        -- four years at either end, 0.5 added: 127.5 and 171.5 of 400
        change = math.log(171.5 / 127.5, 2) },
    },
  },
  {
    name = "its series",
    table = "series",
    texts = texts,
    options = { word = "harbour", interval = "decade" },
    rows = { { period = "200X", frequency = 326, tokens = 900, documents = 9 } },
  },
  {
    name = "ties, months, and a document without a date",
    table = "trends",
    texts = tied,
    options = { word = "harbour", interval = "month" },
    rows = { { frequency = 80, periods = 4, tau = 5 / math.sqrt(30), p = 0.07095149242730567 } },
  },
  {
    name = "words that fall",
    table = "trends",
    texts = texts,
    options = { direction = "falling" },
    rows = { { word = "the", tau = -16 / 36 } },
  },
}
