-- Emits a column that it has not declared, by a slip of the pen.
local undeclared_column = {
  api     = 1,
  summary = "Emits a column that it has not declared",
  columns = { { "words", "integer", "words of the document" } },
}

function undeclared_column.document(document, _, emit)
  emit { wrods = document.words }
end

return undeclared_column
