-- Passages put into other text by hand.

local rule = "the member states shall consult each other on all matters of common interest and act in accord"
local changed = "The member States shall consult each other on most matters of common interest, and act in accord"
local header = "issued for information only and not to be cited without leave "

local many = {}
for i = 1, 12 do
  many[("%02d.txt"):format(i)] = ("Number %d on %s. %sHarbour %d is open."):format(i, ("x%d "):rep(6):format(i, i, i, i,
    i, i), header, i * 7)
end

return {
  plugin = "duplicates",
  {
    name = "both places, as far as they go, without regard to capitals",
    table = "passages",
    texts = {
      ["a.txt"] = "We agreed that " .. rule .. " for ever.",
      ["b.txt"] = "It was said: " .. rule:upper() .. "! Nobody did.",
    },
    options = { words = 12 },
    rows = { { words = 17, runs = 1, evidence = rule, other = rule:upper() } },
  },
  {
    name = "a word that differs parts two runs of one passage",
    table = "passages",
    texts = { ["a.txt"] = "We agreed that " .. rule .. " for ever.", ["b.txt"] = changed .. "." },
    options = { words = 12 },
    rows = { { words = 16, runs = 2, evidence = rule, other = changed } },
  },
  {
    name = "in one document, without overlap",
    table = "passages",
    text = "We agreed that " .. rule .. ". Later it was repeated that " .. rule .. ". Nobody did.",
    options = { words = 12 },
    rows = { { words = 18, runs = 1, evidence = "that " .. rule, other = "that " .. rule } },
  },
  {
    name = "how much of two documents is the same",
    table = "pairs",
    texts = { ["a.txt"] = rule, ["b.txt"] = rule .. " for ever and ever as long as the sun shines and the rivers run" },
    options = { words = 12 },
    rows = { { part = "a", other = "b", words = 17, share = 1, other_share = 17 / 31 } },
  },
  {
    name = "what is in many places is counted",
    table = "repeated",
    texts = many,
    options = { words = 8 },
    rows = { { places = 12, documents = 12, words = 12, evidence = header .. "Harbour" } },
  },
  { name = "and not paired", table = "passages", texts = many, options = { words = 8 }, rows = {} },
  {
    name = "fewer words are no passage",
    table = "passages",
    texts = { ["a.txt"] = "We agreed that " .. rule, ["b.txt"] = "It was said: " .. rule },
    options = { words = 18 },
    rows = {},
  },
  {
    name = "the same word over and over is no passage of many",
    table = "passages",
    text = ("0 "):rep(500),
    options = { words = 10 },
    excludes = { { words = 10 } },
  },
}
