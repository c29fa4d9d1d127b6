-- The questions that a document asks.
--
--   $ moonleaf run NAME --least 4
--   row  document  words  evidence
--     1  letter        4  Where is the harbour?
--
-- This comment is what `moonleaf help NAME` prints: say here what the analysis does, and show what it prints.
local analysis = {
  api     = 1,
  summary = "Questions, with the number of their words",
  options = {
    { "least", "integer", default = 2, min = 1, help = "fewest words of a question" },
  },
  columns = {
    { "words",    "integer", "how many words the question has" },
    { "evidence", "span",    "the question, as the document has it" }, -- a place in the text: printed as a quotation
  },
}

local MARKS <const> = { ["?"] = true, ["？"] = true, ["؟"] = true } -- Latin, Chinese and Arabic script

-- How many words a sentence has, and whether there is a question mark in it.
local function read(sentence)
  local words, is_question = 0, false
  for token in sentence:tokens() do
    if token.type == "word" or token.type == "number" then words = words + 1 end
    if MARKS[token.form] then is_question = true end
  end
  return words, is_question
end

-- Called once for each document; each emit{...} is a row. Rows are kept until the document, the options or this file
-- change.
function analysis.document(document, options, emit)
  for sentence in document:sentences() do
    local words, is_question = read(sentence)
    if is_question and words >= options.least then emit { words = words, evidence = sentence } end
  end
end

return analysis
