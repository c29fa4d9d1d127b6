-- Works on the document b until it is killed, or ten seconds at most.
local sleeper = {
  api     = 1,
  summary = "Works on the document b until it is killed",
  columns = { { "words", "integer", "words of the document" } },
}

function sleeper.document(document, _, emit)
  emit { words = document.words }
  local enough = os.clock() + 10
  while document.name == "b" and os.clock() < enough do end
end

return sleeper
