-- Lacks a `then`.
local syntax_error = { api = 1, summary = "Is not Lua", columns = { { "words", "integer", "words" } } }

function syntax_error.document(document, _, emit)
  if document.words > 0
    emit { words = document.words }
  end
end

return syntax_error
