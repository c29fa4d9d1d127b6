-- Weighs the sentences of a text and chooses the most telling: LexRank (Erkan & Radev 2004), place and title (Edmundson
-- 1969), and likeness to the sentences chosen before (maximal marginal relevance, Carbonell & Goldstein 1998).
--
--   telling.weigh(sentences, { "secur", "cooper" })    -- sentences: array of { span, block, stems, words, is_ended }
--   telling.choose(sentences, function(sentence, chosen) return chosen < 5 or "full" end)

local centrality = require "centrality"
local garbled = require "garbled"

-- Weights beside 1 for centrality. POSITION, LEAD, TITLE and ALIKE were fitted on ROUGE-2 averaged over 8 sets, 192
-- documents with reference summaries in de, en, es, fr, ru and zh (news, papers, encyclopedia, reviews); the others are
-- set by hand. A fifth more or less moves the average by 0.003 at most.
local POSITION <const> = 0.35  -- over the number of the sentence: the first has all of it, the second half
local LEAD <const> = 0.45      -- the same times centrality: a lead that the text takes up again is its summary
local TITLE <const> = 0.13     -- times the cosine with the title, or with the first sentence where there is none
local SHORT <const> = 0.5      -- taken from sentences of less than SHORT_WORDS words: they lean on their neighbours
local SHORT_WORDS <const> = 6
local UNENDED <const> = 0.3    -- taken from what ends without punctuation: headings and lines of forms set as text
local ALIKE <const> = 0.31     -- times the cosine with each sentence already chosen
local REPEATED <const> = 0.85  -- a cosine with a chosen sentence that says the same again: such a one is never chosen

-- Gives each sentence its place, vector and score.
local function weigh(sentences, title)
  local stems = {}
  for i, sentence in ipairs(sentences) do
    stems[i] = sentence.stems
  end
  local vectors, vector_of = centrality.vectors(stems)
  local about = #title > 0 and vector_of(title) or vectors[1]
  for i, rank in ipairs(centrality.ranks(vectors)) do
    local sentence = sentences[i]
    sentence.place, sentence.vector = i, vectors[i]
    sentence.score = rank + (POSITION + LEAD * rank) / i + TITLE * centrality.cosine(vectors[i], about)
      - (sentence.words < SHORT_WORDS and SHORT or 0) - (sentence.is_ended and 0 or UNENDED)
  end
end

local function is_better(a, b)
  if a.standing ~= b.standing then
    return a.standing > b.standing
  end
  return a.place < b.place
end

local function insert_in_order(order, sentence)
  local low, high = 1, #order + 1
  while low < high do
    local middle = (low + high) // 2
    if is_better(order[middle], sentence) then
      low = middle + 1
    else
      high = middle
    end
  end
  table.insert(order, low, sentence)
end

local function in_order(sentences)
  local order = {}
  for i, sentence in ipairs(sentences) do
    order[i], sentence.standing, sentence.compared = sentence, sentence.score, 0
  end
  table.sort(order, is_better)
  return order
end

-- Answers whether a sentence stands in a block with misread letters; each block is looked at once.
local function misreading_of_blocks()
  local known = {}
  return function(sentence)
    local block = sentence.block
    if known[block] == nil then
      known[block] = garbled.is_text(block.text)
    end
    return known[block] or garbled.is_text(sentence.span.text)
  end
end

local function compare_with_chosen(sentence, chosen)
  for i = sentence.compared + 1, #chosen do
    local cosine = centrality.cosine(sentence.vector, chosen[i].vector)
    sentence.standing = sentence.standing - ALIKE * cosine
    sentence.is_repeated = sentence.is_repeated or cosine >= REPEATED
  end
  sentence.compared = #chosen
end

-- The best sentences in order. room(sentence, chosen) answers true when the sentence has room beside that many chosen
-- ones, false when it has not, "full" when none has. Likeness only ever lowers a sentence, so that only the one in
-- front needs to be compared.
local function choose(sentences, room)
  local order, chosen, is_misread = in_order(sentences), {}, misreading_of_blocks()
  while #order > 0 do
    local sentence = table.remove(order, 1)
    if sentence.compared < #chosen then
      compare_with_chosen(sentence, chosen)
      insert_in_order(order, sentence)
    elseif not sentence.is_repeated and not is_misread(sentence) then
      local answer = room(sentence, #chosen)
      if answer == "full" then
        break
      elseif answer then
        chosen[#chosen + 1] = sentence
      end
    end
  end
  return chosen
end

return { weigh = weigh, choose = choose }
