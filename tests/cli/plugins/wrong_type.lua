-- Emits a text where it has declared an integer.
local wrong_type = {
  api     = 1,
  summary = "Emits a text in a column of integers",
  columns = { { "words", "integer", "words of the document" } },
}

function wrong_type.document(_, _, emit)
  emit { words = "several" }
end

return wrong_type
