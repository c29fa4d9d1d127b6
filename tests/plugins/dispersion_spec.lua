-- The five parts of Gries 2008, "Dispersions and adjusted frequencies in corpora", section 2.1: letters stand for
-- words. He prints for a: range 5, D 0.785, D2 0.938, DP 0.18, DPnorm 0.22.

local parts = {
  ["1.txt"] = "b a m n i b e u p",
  ["2.txt"] = "b a s a t b e w q n",
  ["3.txt"] = "b c a g a b e s t a",
  ["4.txt"] = "b a g h a b e a a t",
  ["5.txt"] = "b a h a a b e a x a t",
}

local plot = {} -- x is the 48th word of 50
for i = 1, 50 do plot[i] = i == 48 and 1 or 0 end

return {
  plugin = "dispersion",
  {
    name = "the most frequent words",
    texts = parts,
    options = { top = 3, minimum = 1, language = "und" },
    rows = {
      { word = "a", frequency = 15, parts = 5, range = 5, juilland_d = 0.78515045345, carroll_d2 = 0.93792130330,
        dp = 0.18, dp_norm = 0.18 / 0.82 },
      { word = "b", frequency = 10, parts = 5, range = 5, dp = 0.02 }, -- 2 of 10 in each: half of 0.02 + 0.02
      { word = "e", frequency = 5, parts = 5, range = 5, dp = 0.02 },
    },
  },
  {
    name = "a query, with its plot: the 50 words lie in 50 parts",
    texts = parts,
    options = { word = "x", language = "und" },
    rows = {
      { word = "x", frequency = 1, parts = 5, range = 1, juilland_d = 0, dp = 0.78, dp_norm = 0.78 / 0.82,
        plot = plot },
    },
  },
  {
    name = "equal parts of ten words: 1 (and b of 2.txt), 3 (with b a of 3.txt) ... 1, 2, 3, 4, 5",
    texts = parts,
    options = { word = "a", parts = 5, language = "und" },
    rows = { { frequency = 15, parts = 5, range = 5, dp = 0.2 } }, -- half of .133 + .067 + 0 + .067 + .133
  },
}
