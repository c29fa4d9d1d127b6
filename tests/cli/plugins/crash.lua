-- Crashes Lua 5.4.4 itself on the document b: coroutines that close one another use up the C stack.
local crash = {
  api     = 1,
  summary = "Crashes its worker on the document b",
  columns = { { "words", "integer", "words of the document" } },
}

local function chain(length)
  local last
  for _ = 1, length do
    local before = last
    last = coroutine.create(function()
      local link <close> = setmetatable({}, { __close = function() return before and coroutine.close(before) end })
      coroutine.yield(link)
    end)
    coroutine.resume(last)
  end
  return last
end

function crash.document(document, _, emit)
  emit { words = document.words }
  if document.name == "b" then coroutine.close(chain(15000)) end
end

return crash
