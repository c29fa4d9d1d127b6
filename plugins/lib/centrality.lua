-- How central each sentence of a text is: continuous LexRank (Erkan & Radev 2004) on the cosines of sentences whose
-- stems are weighted by frequency and inverse sentence frequency.
--
--   local vectors = centrality.vectors { { "sco", "secur" }, { "secur", "summit" }, { "weather" } }
--   centrality.ranks(vectors)                       --> { 1, 1, 0.15 }
--   centrality.cosine(vectors[1], vectors[2])       --> 0.30
--
-- The walk needs no table of all pairs: where V holds the vectors, V times (V transposed times ranks) is the sum over
-- all neighbours, so that time grows with the words of the text and not with the square of its sentences.

local DAMPING <const> = 0.85     -- of the walk, as in the paper
local ROUNDS <const> = 30        -- 0.85^30 is under 0.01: more do not change the order
local TOLERANCE <const> = 1e-6   -- change of a round, summed over sentences, that ends the walk early

local function counted(words)
  local counts = {}
  for _, word in ipairs(words) do
    counts[word] = (counts[word] or 0) + 1
  end
  return counts
end

-- A vector is { terms = array of stems, weights = array, weight_of = { [stem] = weight } } of unit length.
local function new_vector(words, weight)
  local counts, terms, weights, weight_of, square = counted(words), {}, {}, {}, 0
  for term, count in moonleaf.sorted(counts) do
    local w = count * weight(term)
    terms[#terms + 1], weights[#weights + 1] = term, w
    square = square + w * w
  end
  local length = square > 0 and math.sqrt(square) or 1
  for i, term in ipairs(terms) do
    weights[i] = weights[i] / length
    weight_of[term] = weights[i]
  end
  return { terms = terms, weights = weights, weight_of = weight_of }
end

-- Vectors of sentences given as arrays of stems, and the function that makes another one with the same weights.
local function vectors(sentences)
  local sentences_with, list = {}, {}
  for _, stems in ipairs(sentences) do
    for stem in pairs(counted(stems)) do
      sentences_with[stem] = (sentences_with[stem] or 0) + 1
    end
  end
  local function weight(stem)
    return math.log(1 + #sentences / (sentences_with[stem] or 1))
  end
  for i, stems in ipairs(sentences) do
    list[i] = new_vector(stems, weight)
  end
  return list, function(stems)
    return new_vector(stems, weight)
  end
end

local function cosine(a, b)
  local sum, other = 0, b.weight_of
  for i, term in ipairs(a.terms) do
    sum = sum + a.weights[i] * (other[term] or 0)
  end
  return sum
end

-- For each vector the sum of its cosines with all others, each times the other's share.
local function spread(list, shares)
  local sum, result = {}, {}
  for i, vector in ipairs(list) do
    local share, weights = shares[i], vector.weights
    for k, term in ipairs(vector.terms) do
      sum[term] = (sum[term] or 0) + share * weights[k]
    end
  end
  for i, vector in ipairs(list) do
    local total, weights = 0, vector.weights
    for k, term in ipairs(vector.terms) do
      total = total + sum[term] * weights[k]
    end
    result[i] = #vector.terms > 0 and math.max(0, total - shares[i]) or 0
  end
  return result
end

local function filled(n, value)
  local list = {}
  for i = 1, n do
    list[i] = value
  end
  return list
end

-- Each vector's stationary share of the walk, the highest being 1.
local function ranks(list)
  local n = #list
  local degrees, now = spread(list, filled(n, 1)), filled(n, 1 / n)
  for _ = 1, ROUNDS do
    local shares, lonely, change = {}, 0, 0
    for i = 1, n do
      local is_linked = degrees[i] > TOLERANCE
      shares[i] = is_linked and now[i] / degrees[i] or 0
      lonely = lonely + (is_linked and 0 or now[i])
    end
    local walked = spread(list, shares)
    for i = 1, n do
      local new = (1 - DAMPING + DAMPING * lonely) / n + DAMPING * walked[i]
      change = change + math.abs(new - now[i])
      now[i] = new
    end
    if change < TOLERANCE then
      break
    end
  end
  local highest = 0
  for i = 1, n do
    highest = math.max(highest, now[i])
  end
  for i = 1, n do
    now[i] = now[i] / highest
  end
  return now
end

return { vectors = vectors, cosine = cosine, ranks = ranks }
