#!/usr/bin/env -S moonleaf exec
-- What two groups of documents say differently: the words that one uses far more than the other.
-- Log-likelihood keyness: Rayson & Garside (2000), Comparing corpora using frequency profiling. 3.84 is significant at
-- the 5 % level for one word, 15.13 at 0.01 %; with thousands of words tested, look at the higher ones.
--
--   $ moonleaf exec scripts/compare_groups.lua "year < 2017" "year >= 2017" 2
--   1: year < 2017 (1648 words)   2: year >= 2017 (5795 words)
--      keyness  more in  per million in 1          in 2  word
--        30.86        1           99514.6       57463.3  of
--        25.53        2               0.0        8800.7  security
local first <const>, second <const> = arg[1], arg[2]
local most <const> = math.tointeger(arg[3]) or 20
if not second then error "say the two groups: compare_groups.lua EXPRESSION EXPRESSION [TOP]" end

local LEAST <const> = 5 -- occurrences in both together; below, the test's approximation fails

-- Twice the log-likelihood ratio of a word that occurs a times in n words and b times in m.
local function log_likelihood(a, n, b, m)
  local expected = (a + b) / (n + m)
  local function part(observed, size)
    return observed > 0 and observed * math.log(observed / (size * expected)) or 0
  end
  return 2 * (part(a, n) + part(b, m))
end

local function group(expression)
  local counts = corpus:counter { where = expression }
  if counts:total() == 0 then error("no document for which " .. expression) end
  return counts, counts:total()
end

local one, n = group(first)
local two, m = group(second)
local both = moonleaf.counter()
both:merge(one)
both:merge(two)

local rows = {}
for word, count in both:pairs() do
  if count >= LEAST then
    local a, b = one:get(word), two:get(word)
    local row = { word = word, keyness = log_likelihood(a, n, b, m), a = a / n * 1e6, b = b / m * 1e6 }
    rows[#rows + 1] = row
  end
end
table.sort(rows, function(x, y)
  if x.keyness ~= y.keyness then return x.keyness > y.keyness end
  return x.word < y.word
end)

print(("1: %s (%d words)   2: %s (%d words)"):format(first, n, second, m))
print "   keyness  more in  per million in 1          in 2  word"
for i = 1, math.min(most, #rows) do
  local row = rows[i]
  print(("%10.2f %8d %17.1f %13.1f  %s"):format(row.keyness, row.a > row.b and 1 or 2, row.a, row.b, row.word))
end
