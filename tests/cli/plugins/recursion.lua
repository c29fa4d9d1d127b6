-- Calls itself without end on the document b.
local recursion = {
  api     = 1,
  summary = "Calls itself without end on the document b",
  columns = { { "words", "integer", "words of the document" } },
}

local function deeper(depth) return 1 + deeper(depth + 1) end

function recursion.document(document, _, emit)
  emit { words = document.name == "b" and deeper(0) or document.words }
end

return recursion
