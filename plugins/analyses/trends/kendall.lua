-- Does a series rise or fall with time? Kendall's rank correlation of the values with their order.
--
--   kendall.of { 2.5, 4.0, 2.6, 3.6, 2.8, 3.1, 5.2, 5.0, 3.8 }  --> 0.444, 0.1194 (Hollander & Wolfe 1973, p. 187)
--
-- tau-b, which allows for ties (Kendall 1938, 1945); counted by merging (Knight 1966). p is two-sided: exact where no
-- values are tied and they are at most 50, else by the normal distribution with the variance for ties (Kendall 1970).

local significance = require "significance"

local kendall = {}

local EXACT <const> = 50 -- as many values as R's cor.test takes exactly

-- Sorts list[first, last] with the help of `spare`; answers how many pairs stood the wrong way round.
local function count_inversions(list, spare, first, last)
  if first >= last then return 0 end
  local middle = (first + last) // 2
  local count = count_inversions(list, spare, first, middle) + count_inversions(list, spare, middle + 1, last)
  local left, right = first, middle + 1
  for at = first, last do
    if right > last or left <= middle and list[left] <= list[right] then
      spare[at], left = list[left], left + 1
    else
      count = count + middle - left + 1
      spare[at], right = list[right], right + 1
    end
  end
  table.move(spare, first, last, first, list)
  return count
end

-- Of a sorted list: the pairs that are tied, and the sum of t (t - 1) (2 t + 5) over its ties.
local function ties_of(list)
  local pairs_tied, sum, run = 0, 0, 1
  for i = 2, #list + 1 do
    if list[i] == list[i - 1] then
      run = run + 1
    else
      pairs_tied, sum, run = pairs_tied + run * (run - 1) // 2, sum + run * (run - 1) * (2 * run + 5), 1
    end
  end
  return pairs_tied, sum
end

-- By number of values: the probability of each number of inversions.
local chances = { { [0] = 1.0 } }

-- The chance that n values in random order have k inversions: of n - 1, and 0 to n - 1 more.
local function chances_of(n)
  for size = #chances + 1, n do
    local before, now, most = chances[size - 1], {}, size * (size - 1) // 2
    local sum = 0.0
    for k = 0, most do
      sum = sum + (before[k] or 0) - (before[k - size] or 0)
      now[k] = sum / size
    end
    chances[size] = now
  end
  return chances[n]
end

local function exact_p(n, inversions)
  local all, sum = chances_of(n), 0.0
  for k = 0, math.min(inversions, n * (n - 1) // 2 - inversions) do sum = sum + all[k] end
  return math.min(1, 2 * sum)
end

-- tau and p of the values in the order of time; nothing for fewer than 2, or when all are equal.
function kendall.of(values)
  local n, list = #values, table.move(values, 1, #values, 1, {})
  local total = n * (n - 1) // 2
  local inversions = count_inversions(list, {}, 1, n)
  local tied, ties = ties_of(list)
  if total == tied then return nil end
  local difference = total - tied - 2 * inversions
  local tau = difference / math.sqrt(total * (total - tied))
  if tied == 0 and n <= EXACT then return tau, exact_p(n, inversions) end
  local variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
  return tau, significance.chi_square_p(difference * difference / variance)
end

return kendall
