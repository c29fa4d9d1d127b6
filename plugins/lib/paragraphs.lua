-- A text as paragraphs: what blank lines part.
--
--   paragraphs.add(document, "One\nline.\n\nAnother.")     two blocks: "One\nline." and "Another."
local paragraphs = {}

-- Adds each paragraph of the text to a document that is being loaded; `fields` are those of document:block(). Answers
-- whether there was one.
function paragraphs.add(document, text, fields)
  text = text:gsub("\r\n?", "\n")
  local has_text, at = false, 1
  while at <= #text do
    local stop, next_at = text:match("()\n[ \t]*\n()", at)
    local paragraph = text:sub(at, (stop or #text + 1) - 1)
    if paragraph:find "%S" then
      document:block("paragraph", paragraph, fields)
      has_text = true
    end
    at = next_at or #text + 1
  end
  return has_text
end

return paragraphs
