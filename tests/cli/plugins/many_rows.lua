-- Emits rows without end on the document b.
local many_rows = {
  api     = 1,
  summary = "Emits rows without end on the document b",
  columns = { { "words", "integer", "words of the document" } },
}

function many_rows.document(document, _, emit)
  repeat emit { words = document.words } until document.name ~= "b"
end

return many_rows
