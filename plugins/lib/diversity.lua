-- How varied the words of a text are, by measures that bear a comparison of texts of different length.
--
--   diversity.root_ttr(1200, 9000)                     --> 12.65
--   diversity.moving(diversity.words(tokens), 500)     --> sum of the windows' type-token ratios, number of windows
--   diversity.mtld({ "the", "cat", "and", "the" ... }) --> 48.3
--
-- What takes `counts` reads how often each word occurs from a counter.
local diversity = {}

-- The words and numbers of tokens, folded.
function diversity.words(tokens)
  return function()
    for token in tokens do
      if token.type == "word" or token.type == "number" then return token.folded end
    end
  end
end

-- Root type-token ratio (Guiraud 1954): types over the square root of the tokens.
function diversity.root_ttr(types, tokens)
  return tokens > 0 and types / math.sqrt(tokens) or nil
end

-- Moving-average type-token ratio (MATTR, Covington & McFall 2010): the mean of types / tokens over every run of
-- `window` words. Answers the sum over the windows and how many there are, so that texts can be added up; 0, 0 for a
-- short text. Only one window is held, as a ring.
function diversity.moving(words, window)
  local ring, counts, types, seen, sum = {}, {}, 0, 0, 0
  for word in words do
    local slot = seen % window
    local gone = ring[slot]
    if gone then
      counts[gone] = counts[gone] > 1 and counts[gone] - 1 or nil
      if not counts[gone] then types = types - 1 end
    end
    if not counts[word] then types = types + 1 end
    ring[slot], counts[word] = word, (counts[word] or 0) + 1
    seen = seen + 1
    if seen >= window then sum = sum + types end
  end
  return sum / window, math.max(0, seen - window + 1)
end

-- How many factors the words from `first` to `last` make: runs in which the type-token ratio falls to the threshold,
-- and the part of one that the rest has come to.
local function factors(words, first, last, step, threshold)
  local counts, types, tokens, whole = {}, 0, 0, 0
  for i = first, last, step do
    local word = words[i]
    if not counts[word] then counts[word], types = true, types + 1 end
    tokens = tokens + 1
    if types / tokens <= threshold then
      counts, types, tokens, whole = {}, 0, 0, whole + 1
    end
  end
  return tokens > 0 and whole + (1 - types / tokens) / (1 - threshold) or whole
end

-- Measure of textual lexical diversity (MTLD, McCarthy & Jarvis 2010): the mean length of runs of words whose
-- type-token ratio stays above the threshold, the mean of reading forward and backward. nil where no word is repeated.
function diversity.mtld(words, threshold)
  local sum = 0
  for _, way in ipairs { { 1, #words, 1 }, { #words, 1, -1 } } do
    local n = factors(words, way[1], way[2], way[3], threshold)
    if n == 0 then return nil end
    sum = sum + #words / n
  end
  return sum / 2
end

-- HD-D (McCarthy & Jarvis 2007): the type-token ratio expected of `draws` words drawn at random without putting back;
-- for each type the chance of at least one, by the hypergeometric distribution. nil for a text with fewer words.
function diversity.hdd(counts, draws)
  local tokens, sum = counts:total(), 0
  if tokens < draws then return nil end
  for _, count in counts:pairs() do
    local none = 1.0
    for i = 0, draws - 1 do none = none * math.max(0, tokens - count - i) / (tokens - i) end
    sum = sum + (1 - none) / draws
  end
  return sum
end

-- Yule's K (1944): 10,000 times the chance that two words drawn at random are of one type, less the one that is due to
-- drawing a word twice. It falls with diversity, and hardly depends on the length.
function diversity.yule(counts)
  local tokens, squares = counts:total(), 0
  if tokens == 0 then return nil end
  for _, count in counts:pairs() do squares = squares + count * count end
  return 1e4 * (squares - tokens) / (tokens * tokens)
end

return diversity
