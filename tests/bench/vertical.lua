-- The corpus as the Corpus Workbench reads it: one token a line, sentences and documents between tags.
--
--   $ moonleaf exec tests/bench/vertical.lua
--   <text id="0001_ru">
--   <s>
--   Of
local ENTITIES <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function escaped(text) return (text:gsub('[&<>"]', ENTITIES)) end

for document in corpus:documents() do
  print(('<text id="%s">'):format(escaped(document.name)))
  for sentence in document:sentences() do
    local lines = { "<s>" }
    for token in sentence:tokens() do lines[#lines + 1] = escaped(token.form) end
    lines[#lines + 1] = "</s>"
    print(table.concat(lines, "\n"))
  end
  print "</text>"
end
