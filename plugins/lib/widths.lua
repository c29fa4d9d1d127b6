-- How the columns of a table share the width of a page.
--
--   widths.share({ 3, 8, 8 }, { 3, 20, 300 }, 80)   -> { 3, 20, 57 }
local widths = {}

local function sum(numbers)
  local total = 0
  for _, number in ipairs(numbers) do total = total + number end
  return total
end

-- Each column as wide as it would like, but none wider than `cap` unless its least width is.
local function capped(least, wanted, cap)
  local shares = {}
  for i = 1, #least do shares[i] = math.max(least[i], math.min(wanted[i], cap)) end
  return shares
end

-- The widths of the columns on a page of `room` columns: narrow ones get what they want, wide ones equal shares of
-- what is left, none less than its least width. Answers nil when even the least widths do not fit.
function widths.share(least, wanted, room)
  if sum(wanted) <= room then return capped(least, wanted, room) end
  if sum(least) > room then return nil end
  local low, high = 0, room -- the greatest cap that fits lies between them
  while low < high do
    local cap = (low + high + 1) // 2
    if sum(capped(least, wanted, cap)) <= room then low = cap else high = cap - 1 end
  end
  local shares = capped(least, wanted, low)
  local left = room - sum(shares)
  for i = 1, #shares do
    if left > 0 and shares[i] < wanted[i] then shares[i], left = shares[i] + 1, left - 1 end
  end
  return shares
end

return widths
