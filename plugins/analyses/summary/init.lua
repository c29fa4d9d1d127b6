-- The sentences that tell most of a document, in the order of the text, and the author's own abstract.
--
--   $ moonleaf run summary --sentences 2
--   row  kind     language  rank  score  evidence
--     4  extract  en           1      1  “The 17th summit of heads of member States of the Shanghai cooperation ...”
--     5  extract  en           2  0.993  “Established a cooperation mechanism for the fight against the three ...”
--
-- The sentences are chosen by LexRank (Erkan & Radev 2004), place, title and redundancy: telling.lua.

local garbled = require "garbled"
local sections = require "sections"
local stopwords = require "stopwords"
local telling = require "telling"

local FEWEST_WORDS <const> = 3 -- less is no sentence

-- A text with more sentences (a book of 800 pages) is read by the first sentences of its paragraphs, which bear the
-- topic (Baxendale 1958), and by every n-th of those when they are too many as well: memory is limited.
local MOST_SENTENCES <const> = 12000

-- A budget of words is used up when this share is: looking on for a sentence that is short enough takes a poor one.
local FULL <const> = 0.9

local QUOTED_ROLES <const> = { body = true, quotation = true }
local QUOTED_TYPES <const> = { paragraph = true, list_item = true }

local summary = {
  api = 1,
  summary = "The most telling sentences of each document, and the author's own abstract",
  options = {
    { "sentences", "integer", default = 5, min = 1, max = 10000, help = "sentences to extract" },
    { "words", "integer", default = 0, min = 0,
      help = "about so many words in whole sentences, instead of --sentences; 0: no such budget" },
  },
  columns = {
    { "kind", "text", "author: an abstract by the author; extract: a sentence chosen from the text" },
    { "language", "language", "language of the abstract or sentence" },
    { "rank", "integer", "order of choice, 1 the most central sentence; of an abstract its place in its language" },
    { "counterpart", "span", "of an abstract: the same in another language" },
    { "score", "number", "LexRank, position and title together (Erkan & Radev 2004), 1 for the best sentence" },
    { "evidence", "span", "the sentence or abstract" },
  },
}

local function is_readable(document, block)
  return QUOTED_TYPES[block.type] and (block.language ~= "und" or document.language == "und")
end

-- Calls visit(sentence, block) for sentences of blocks with one of the roles; only for every `step`-th paragraph's
-- first sentence when a step is given.
local function each_sentence(document, roles, step, visit)
  local paragraph = 0
  for block in document:blocks() do
    if roles[block.role] and is_readable(document, block) then
      for sentence in block:sentences() do
        if not step or paragraph % step == 0 then
          visit(sentence, block)
        end
        if step then
          break
        end
      end
      paragraph = paragraph + 1
    end
  end
end

-- What telling.weigh asks of a sentence.
local function describe(sentence, block, stop_words)
  local language = block.language
  local words, stems, last = 0, {}, nil
  for token in sentence:tokens() do
    last = token.type
    if last == "word" or last == "number" then
      words = words + 1
      local folded = token.folded
      if not stop_words[folded] then
        stems[#stems + 1] = moonleaf.text.stem(folded, language)
      end
    end
  end
  return {
    span = sentence, block = block, language = language, words = words, stems = stems, is_ended = last == "punctuation",
  }
end

local function stop_words_of(document)
  local known = {}
  return function(language)
    known[language] = known[language] or stopwords.of(language, document)
    return known[language]
  end
end

local function candidates(document, roles, stop_words)
  local sentences, paragraphs, list = 0, 0, {}
  each_sentence(document, roles, nil, function() sentences = sentences + 1 end)
  each_sentence(document, roles, 1, function() paragraphs = paragraphs + 1 end)
  local step = sentences > MOST_SENTENCES and (paragraphs - 1) // MOST_SENTENCES + 1 or nil
  each_sentence(document, roles, step, function(sentence, block)
    local candidate = describe(sentence, block, stop_words(block.language))
    if candidate.words >= FEWEST_WORDS then
      list[#list + 1] = candidate
    end
  end)
  return list
end

local function title_stems(document, stop_words)
  local title, stems = document.title, {}
  for _, word in ipairs(title and moonleaf.text.words(title) or {}) do
    local folded = moonleaf.text.fold(word)
    if not stop_words(document.language)[folded] then
      stems[#stems + 1] = moonleaf.text.stem(folded, document.language)
    end
  end
  return stems
end

-- What telling.choose asks: whether there is room for a sentence.
local function room_for(options)
  local taken = 0
  return function(sentence, chosen)
    if options.words == 0 then
      return chosen < options.sentences or "full"
    elseif taken >= FULL * options.words then
      return "full"
    elseif chosen == 0 or taken + sentence.words / 2 <= options.words then
      taken = taken + sentence.words
      return true
    end
    return false
  end
end

-- An abstract, or its first sentence, without the label ("Abstract:", "[Аннотация]").
local function without_label(document, span, labels)
  local text = span.text
  local name, behind = sections.head(text)
  local start = name and labels[moonleaf.text.fold(name)] == "abstract" and text:find("%S", behind)
  return start and document:span(span.start + start - 1, span.stop) or span
end

-- The author's abstracts in order, numbered in each language.
local function abstracts_of(document, labels)
  local list, count = {}, {}
  for block in document:blocks() do
    if block.role == "abstract" and is_readable(document, block) and not garbled.is_text(block.text) then
      local language = block.language
      count[language] = (count[language] or 0) + 1
      list[#list + 1] = { language = language, rank = count[language], span = without_label(document, block, labels) }
    end
  end
  return list, count
end

-- Abstracts in two languages are the same text if there are equally many of both: the first one of the other language.
local function counterpart_of(abstract, list, count)
  for _, other in ipairs(list) do
    local is_foreign = other.language ~= abstract.language
    if is_foreign and other.rank == abstract.rank and count[other.language] == count[abstract.language] then
      return other.span
    end
  end
end

local function emit_abstracts(document, labels, emit)
  local list, count = abstracts_of(document, labels)
  for _, abstract in ipairs(list) do
    emit {
      kind = "author", language = abstract.language, rank = abstract.rank,
      counterpart = counterpart_of(abstract, list, count), evidence = abstract.span,
    }
  end
end

local function emit_extract(document, labels, sentences, chosen, emit)
  local highest = 0
  for rank, sentence in ipairs(chosen) do
    sentence.rank = rank
    highest = math.max(highest, sentence.score)
  end
  for _, sentence in ipairs(sentences) do
    if sentence.rank then
      local score = math.max(0, sentence.score / highest)
      emit {
        kind = "extract", language = sentence.language, rank = sentence.rank,
        score = math.floor(1000 * score + 0.5) / 1000, evidence = without_label(document, sentence.span, labels),
      }
    end
  end
end

-- Sentences of the text; where there is nothing but an abstract, those of an abstract that is longer than asked for.
local function sentences_of(document, options, stop_words)
  local sentences = candidates(document, QUOTED_ROLES, stop_words)
  if #sentences > 0 then
    return sentences
  end
  local words = 0
  sentences = candidates(document, { abstract = true }, stop_words)
  for _, sentence in ipairs(sentences) do
    words = words + sentence.words
  end
  local is_long = options.words > 0 and words > options.words or options.words == 0 and #sentences > options.sentences
  return is_long and sentences or {}
end

function summary.document(document, options, emit)
  local labels, stop_words = sections.labels(document), stop_words_of(document)
  local sentences = sentences_of(document, options, stop_words)
  emit_abstracts(document, labels, emit)
  if #sentences > 0 then
    telling.weigh(sentences, title_stems(document, stop_words))
    emit_extract(document, labels, sentences, telling.choose(sentences, room_for(options)), emit)
  end
end

return summary
