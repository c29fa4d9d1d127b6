-- The first rows of many, without holding the many: those of the greatest weight.
--
--   local list = best.list(2, before)             before(a, b): does row a stand before row b?
--   if list:admits(3.5) then list:add { weight = 3.5, word = "harbour" } end
--   for _, row in ipairs(list:rows()) do ... end  at most 2

local best = {}
best.__index = best

local SPARE <const> = 20 -- so many times the wanted rows are held before they are sorted

-- An empty list of `top` rows, or all when it is 0. `before` orders by falling weight, and ties.
function best.list(top, before)
  return setmetatable({ top = top, before = before, held = {}, floor = -math.huge }, best)
end

-- False for a weight that cannot be among the first any more.
function best:admits(weight) return weight >= self.floor end

function best:add(row)
  local held = self.held
  held[#held + 1] = row
  if self.top > 0 and #held > SPARE * self.top then self.floor = self:rows()[self.top].weight end
end

-- The rows in order.
function best:rows()
  local held = self.held
  table.sort(held, self.before)
  for i = #held, self.top > 0 and self.top + 1 or #held + 1, -1 do held[i] = nil end
  return held
end

return best
