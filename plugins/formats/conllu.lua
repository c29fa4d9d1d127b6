-- Tokens as CoNLL-U (universaldependencies.org/format.html): ten columns, a blank line behind each sentence.
--
--   $ moonleaf run tokens --format conllu > corpus.conllu
--
--   # newdoc id = rivers
--   # sent_id = rivers-1
--   # text = It rains.
--   1   It      it     PRON    _   _   2   nsubj   _   _
--   2   rains   rain   VERB    _   _   0   root    _   SpaceAfter=No
--   3   .       .      PUNCT   _   _   2   punct   _   _
--
-- Numbers of words are made anew, and heads with them. A part of speech that is none of the 17 universal ones stands as
-- XPOS. Enhanced dependencies (DEPS) are left out, since they name words that one token may hold together.
local layout = require "layout"

local UNIVERSAL <const> = {}
for tag in ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"):gmatch "%u+" do
  UNIVERSAL[tag] = true
end

local function cell(value)
  value = value and layout.clean(value) or ""
  return value ~= "" and value or "_"
end

-- The new number of each word that the file numbered: { ["4"] = 3 }; both of "2-3" have that of their token.
local function renumbered(tokens)
  local numbers = {}
  for i, token in ipairs(tokens) do
    local first, last = (token.number or ""):match "^(%d+)%-?(%d*)$"
    for number = tonumber(first) or 1, tonumber(last) or tonumber(first) or 0 do numbers[tostring(number)] = i end
  end
  return numbers
end

-- The new number of the head: of several ("3+2"), the first that is not the token itself.
local function head_of(token, i, numbers)
  for number in (token.head or ""):gmatch "%d+" do
    if number == "0" then return "0" end
    if numbers[number] and numbers[number] ~= i then return tostring(numbers[number]) end
  end
end

-- MISC without SpaceAfter, which is told anew from what stands between the tokens.
local function misc_of(token, is_glued)
  local kept = {}
  for part in (token.misc or ""):gmatch "[^|]+" do
    if part ~= "_" and not part:find "^SpaceAfter=" then kept[#kept + 1] = part end
  end
  if is_glued then kept[#kept + 1] = "SpaceAfter=No" end
  return table.concat(kept, "|")
end

local function write_sentence(tokens, place, write)
  local numbers, text = renumbered(tokens), {}
  for i, token in ipairs(tokens) do
    local next_one = tokens[i + 1]
    token.is_glued = next_one and next_one.token.start == token.token.stop or false
    text[i] = cell(token.token.text) .. (next_one and not token.is_glued and " " or "")
  end
  write("# sent_id = ", place, "\n# text = ", table.concat(text), "\n")
  for i, token in ipairs(tokens) do
    local upos = UNIVERSAL[token.pos] and token.pos
    write(table.concat({
      i, cell(token.token.text), cell(token.lemma), cell(upos), cell(token.xpos or not upos and token.pos or nil),
      cell(token.feats), cell(head_of(token, i, numbers)), cell(token.deprel), "_",
      cell(misc_of(token, token.is_glued)),
    }, "\t"), "\n")
  end
  write "\n"
end

local conllu = {
  api        = 1,
  summary    = "CoNLL-U, for the tokens of moonleaf run tokens",
  extension  = ".conllu",
  media_type = "text/x-conllu",
  columns    = { "sentence", "token" },
}

function conllu.render(result, write)
  local names, tokens, document, sentence = {}, {}, nil, nil
  for i, column in ipairs(result.columns) do names[i] = column.name end
  local function finish()
    if #tokens > 0 then write_sentence(tokens, cell(document):gsub(" ", "_") .. "-" .. sentence, write) end
    tokens = {}
  end
  for row in result:rows() do
    local token = {}
    for i, name in ipairs(names) do token[name] = row[i] end
    if token.token.document ~= document or token.sentence ~= sentence then finish() end
    if token.token.document ~= document then write("# newdoc id = ", cell(token.token.document), "\n") end
    document, sentence = token.token.document, token.sentence
    tokens[#tokens + 1] = token
  end
  finish()
end

return conllu
