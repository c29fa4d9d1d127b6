-- Takes all the memory there is on the document b.
local memory = {
  api     = 1,
  summary = "Takes all the memory on the document b",
  columns = { { "words", "integer", "words of the document" } },
}

function memory.document(document, _, emit)
  emit { words = document.words }
  local hoard = {}
  while document.name == "b" do hoard[#hoard + 1] = ("x"):rep(1 << 20) .. #hoard end
end

return memory
