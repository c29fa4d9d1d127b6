-- Where a word of a count stands first in a document: the sentence that shows it.
--
--   local place_of = first_places.reader(corpus, "folded")
--   place_of(3, "en", "harbour")   --> the sentence, or nil
--
-- A word is sought in the folded text, and a place holds when a token of that form stands there. Stems, and texts that
-- folding makes longer or shorter, are read token by token.

local first_places = {}

local function text_of(document, by)
  local text = document:text()
  if by == "form" then return text end
  local folded = moonleaf.text.fold(text)
  return #folded == #text and folded or nil
end

local function found_in_text(document, text, by, word)
  local at = 1
  while true do
    local start, stop = text:find(word, at, true)
    if not start then return nil end
    local token = document:tokens(document:span(start - 1, stop))()
    local is_it = token and token.start == start - 1 and token.stop == stop
    if is_it and (by == "form" and token.form or token.folded) == word then return token:sentence() end
    at = stop + 1
  end
end

local function found_by_token(document, by, language, word)
  for token in document:tokens() do
    local text = by == "form" and token.form or token.folded
    if text == word or by == "stem" and moonleaf.text.stem(text, language) == word then return token:sentence() end
  end
end

-- A function (id, language, word) that answers a sentence of that document; the document before is kept open.
function first_places.reader(corpus, by)
  local open = {}
  return function(id, language, word)
    if open.id ~= id then
      local document = corpus:document(id)
      open = { id = id, document = document, text = by ~= "stem" and text_of(document, by) or nil }
    end
    if open.text then return found_in_text(open.document, open.text, by, word) end
    return found_by_token(open.document, by, language, word)
  end
end

return first_places
