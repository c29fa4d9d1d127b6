-- Never ends on the document b, and hides in pcall and in a coroutine from whoever wants to stop it.
local loop = {
  api     = 1,
  summary = "Never ends on the document b",
  columns = { { "words", "integer", "words of the document" } },
}

local function endless()
  while true do pcall(endless) end
end

function loop.document(document, _, emit)
  emit { words = document.words }
  if document.name == "b" then coroutine.wrap(endless)() end
end

return loop
