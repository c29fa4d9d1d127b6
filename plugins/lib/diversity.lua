-- How varied the words of a text are, by measures that bear a comparison of texts of different length.
--
--   diversity.root_ttr(1200, 9000)             --> 12.65
--   diversity.moving(document:tokens(), 500)   --> sum of the windows' type-token ratios, number of windows

-- Root type-token ratio (Guiraud 1954): types over the square root of the tokens.
local function root_ttr(types, tokens)
  return tokens > 0 and types / math.sqrt(tokens) or nil
end

-- Moving-average type-token ratio (MATTR, Covington & McFall 2010): the mean of types / tokens over every run of
-- `window` words. Answers the sum over the windows and how many there are, so that texts can be added up; 0, 0 for a
-- short text. Only one window is held, as a ring.
local function moving(tokens, window)
  local ring, counts, types, words, sum = {}, {}, 0, 0, 0
  for token in tokens do
    local type = token.type
    if type == "word" or type == "number" then
      local slot, word = words % window, token.folded
      local gone = ring[slot]
      if gone then
        counts[gone] = counts[gone] > 1 and counts[gone] - 1 or nil
        if not counts[gone] then
          types = types - 1
        end
      end
      if not counts[word] then
        types = types + 1
      end
      ring[slot], counts[word] = word, (counts[word] or 0) + 1
      words = words + 1
      if words >= window then
        sum = sum + types
      end
    end
  end
  return sum / window, math.max(0, words - window + 1)
end

return { root_ttr = root_ttr, moving = moving }
