-- The actors of a document by place, from the rows of the analysis `actors`.
--
--   local places = named.of(document)
--   places:within(sentence)   --> { { start, stop, name, kind, code }, ... } in order; offsets of the document

local named = {}

local places = {}
places.__index = places

-- The first mention that starts at or behind the offset.
local function first_from(list, start)
  local low, high = 1, #list + 1
  while low < high do
    local middle = (low + high) // 2
    if list[middle].start < start then low = middle + 1 else high = middle end
  end
  return low
end

function places:within(span)
  local found, k = {}, first_from(self, span.start)
  while self[k] and self[k].start < span.stop do
    found[#found + 1] = self[k]
    k = k + 1
  end
  return found
end

function named.of(document)
  local list = setmetatable({}, places)
  for row in document:results "actors" do
    if row.table == "named" then
      for _, span in ipairs(row.mentions) do
        list[#list + 1] = { start = span.start, stop = span.stop, name = row.actor, kind = row.kind, code = row.code }
      end
    end
  end
  table.sort(list, function(a, b) return a.start < b.start end)
  return list
end

return named
