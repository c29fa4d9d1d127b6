-- What it costs to read a sign, or several, as a letter: first as scanners confuse shapes in general, then as the
-- scanner of this document did, by the words of it that are sure (expectation maximisation with priors, Dempster et
-- al. 1977).
--
--   local table = confusions.of(model)
--   table.edges["II"]     --> { { letter = "п", cost = 0.2, prior = 0.2, shape = "II" }, ... }
--   table:learn(count)    count[letter][shape] of sure words; the costs of the edges change

local letters = require "letters"

-- Costs are negative logarithms of probabilities, judged from how often scanners make the confusions of each class.
local CLASS_COSTS <const> = { 0.2, 1.2, 2.4, 3.8 }
local WEIGHT <const> = 6 -- of the general cost, as a number of letters seen

local confusions = {}
confusions.__index = confusions

-- The edges of all letters that the language has, by shape, in a fixed order.
function confusions.of(model)
  local self = setmetatable({ edges = {}, all = {} }, confusions) -- all: the same in one list
  for letter, classes in moonleaf.sorted(letters) do
    for class, shapes in ipairs(model:has_letter(letter) and classes or {}) do
      for shape in shapes:gmatch "%S+" do
        local cost = CLASS_COSTS[class]
        local edge = { letter = letter, shape = shape, cost = cost, prior = cost }
        self.edges[shape] = self.edges[shape] or {}
        table.insert(self.edges[shape], edge)
        self.all[#self.all + 1] = edge
      end
    end
  end
  return self
end

-- What stands in the letter's list, whatever it was read as, and what the document adds to it.
local function edge_of(self, letter, shape)
  for _, edge in ipairs(self.edges[shape] or {}) do
    if edge.letter == letter then return edge end
  end
  local edge = { letter = letter, shape = shape, prior = math.huge }
  self.edges[shape] = self.edges[shape] or {}
  table.insert(self.edges[shape], edge)
  self.all[#self.all + 1] = edge
  return edge
end

function confusions:learn(count)
  local totals = {}
  for letter, shapes in moonleaf.sorted(count) do
    totals[letter] = 0
    for shape, times in moonleaf.sorted(shapes) do
      totals[letter] = totals[letter] + times
      edge_of(self, letter, shape)
    end
  end
  for _, edge in ipairs(self.all) do
    local seen = count[edge.letter] and count[edge.letter][edge.shape] or 0
    edge.cost = -math.log((seen + WEIGHT * math.exp(-edge.prior)) / ((totals[edge.letter] or 0) + WEIGHT))
  end
end

return confusions
