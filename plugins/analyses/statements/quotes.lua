-- Stretches of a text in quotation marks.
--
--   quotes.find("He said “yes, now” twice.", { { "“", "”" } })
--     --> { { open = 9, first = 12, last = 19, close = 22 } }
--
-- open and close are the first and last byte with the marks, first and last those between them.

local quotes = {}

local SHORT <const> = { ["'"] = true, ["’"] = true, ["‘"] = true } -- an apostrophe as often

function quotes.find(text, pairs_of_language)
  local found, at = {}, 1
  while at <= #text do
    local best, best_close
    for _, pair in ipairs(pairs_of_language or {}) do
      local open, inner = text:find(pair[1], at, true)
      if open and not SHORT[pair[1]] and (not best or open < best.open) then
        local last, close = text:find(pair[2], inner + 1, true)
        if last then best, best_close = { open = open, first = inner + 1, last = last - 1, close = close }, close end
      end
    end
    if not best then break end
    found[#found + 1] = best
    at = best_close + 1
  end
  return found
end

function quotes.holding(list, byte)
  for _, quote in ipairs(list) do
    if byte >= quote.open and byte <= quote.close then return quote end
  end
end

return quotes
