-- Raises an error on the document b.
local raises = {
  api     = 1,
  summary = "Raises an error on the document b",
  columns = { { "words", "integer", "words of the document" } },
}

local function judge(document)
  if document.name == "b" then error("this text is not to my taste") end
  return document.words
end

function raises.document(document, _, emit)
  emit { words = judge(document) }
end

return raises
