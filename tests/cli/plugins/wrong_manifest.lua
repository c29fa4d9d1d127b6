-- Declares its columns under a key that no manifest has.
local wrong_manifest = {
  api     = 1,
  summary = "Has a wrong manifest",
  colums  = { { "words", "integer", "words of the document" } },
}

function wrong_manifest.document(document, _, emit)
  emit { words = document.words }
end

return wrong_manifest
