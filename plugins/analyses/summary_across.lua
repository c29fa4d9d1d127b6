-- What the documents of a corpus say together: sentences that several of them agree in, and those that only one has.
--
--   $ moonleaf run summary --across --sentences 1
--   kind    language  rank  documents  score  evidence
--   shared  en           1          3      1  “The SCO member states have jointly fought the three evil forces ...”
--   only    en           1          1  0.912  “In 2005 the military base in Khanabad was closed in Uzbekistan ...”
--
-- The sentences are those that summary has chosen from each document. Two agree when the cosine of their stems,
-- weighted by frequency and inverse sentence frequency, is high; what most documents agree in comes first, by LexRank
-- (Erkan & Radev 2004) over all of them, and what repeats a chosen sentence is left out (Carbonell & Goldstein 1998).

local centrality = require "centrality"
local stopwords = require "stopwords"

local AGREE <const> = 0.25     -- cosine of two sentences that tell of the same; 0.5 and more is a paraphrase
local ALONE <const> = 0.12     -- below this with all sentences of other documents, nobody else tells of it
local REPEATED <const> = 0.5   -- a cosine with a chosen sentence that says the same again
local MOST_SENTENCES <const> = 4000 -- of a language; of more, the last chosen of each document are left out

local summary_across = {
  api = 1,
  summary = "What several documents say alike, and what only one of them says",
  uses = { "summary" },
  options = {
    { "sentences", "integer", default = 5, min = 1, max = 1000, help = "sentences of each kind and language" },
  },
  columns = {
    { "kind", "text", "shared: other documents say it too; only: no other one does" },
    { "language", "language", "language of the sentence" },
    { "rank", "integer", "of its kind and language; 1 is said by most documents" },
    { "documents", "integer", "that have such a sentence in their summaries" },
    { "score", "number", "LexRank over the sentences of all documents, 1 for the most central one" },
    { "evidence", "span", "the sentence" },
  },
}

local function stems_of(text, language, stop_words)
  local stems = {}
  for _, word in ipairs(moonleaf.text.words(text)) do
    local folded = moonleaf.text.fold(word)
    if not stop_words[folded] then stems[#stems + 1] = moonleaf.text.stem(folded, language) end
  end
  return stems
end

-- The extracted sentences by language, in order of documents.
local function read_summaries(corpus)
  local by_language = {}
  for row in corpus:results "summary" do
    if row.kind == "extract" then
      local list = by_language[row.language] or {}
      by_language[row.language], list[#list + 1] = list, {
        document = row.document_id, rank = row.rank, text = row.evidence.text, start = row.evidence.start,
        stop = row.evidence.stop,
      }
    end
  end
  return by_language
end

-- At most MOST_SENTENCES of them: those that their documents' summaries chose first.
local function bounded(list)
  local highest = 0
  for _, sentence in ipairs(list) do highest = math.max(highest, sentence.rank) end
  while #list > MOST_SENTENCES and highest > 1 do
    local kept = {}
    for _, sentence in ipairs(list) do
      if sentence.rank < highest then kept[#kept + 1] = sentence end
    end
    list, highest = kept, highest - 1
  end
  return table.move(list, 1, math.min(#list, MOST_SENTENCES), 1, {})
end

-- The sentences that each stem is in, with its weight there.
local function postings_of(sentences)
  local postings = {}
  for i, sentence in ipairs(sentences) do
    for k, stem in ipairs(sentence.vector.terms) do
      local list = postings[stem] or {}
      postings[stem], list[#list + 1] = list, { number = i, weight = sentence.vector.weights[k] }
    end
  end
  return postings
end

-- Gives a sentence the count of documents that agree with it, and its likeness to the nearest other document.
local function compare(sentences, postings, sentence)
  local cosines, agreeing, nearest, documents = {}, { [sentence.document] = true }, 0, 1
  for k, stem in ipairs(sentence.vector.terms) do
    local weight = sentence.vector.weights[k]
    for _, posting in ipairs(postings[stem]) do
      cosines[posting.number] = (cosines[posting.number] or 0) + weight * posting.weight
    end
  end
  for i, cosine in pairs(cosines) do
    local other = sentences[i].document
    if other ~= sentence.document then
      nearest = math.max(nearest, cosine)
      if cosine >= AGREE and not agreeing[other] then agreeing[other], documents = true, documents + 1 end
    end
  end
  sentence.documents, sentence.nearest = documents, nearest
end

local function weigh(sentences, language, corpus)
  local stop_words = stopwords.of(language, corpus)
  local stems = {}
  for i, sentence in ipairs(sentences) do stems[i] = stems_of(sentence.text, language, stop_words) end
  local vectors = centrality.vectors(stems)
  local ranks = centrality.ranks(vectors)
  for i, sentence in ipairs(sentences) do sentence.vector, sentence.score, sentence.place = vectors[i], ranks[i], i end
  local postings = postings_of(sentences)
  for _, sentence in ipairs(sentences) do compare(sentences, postings, sentence) end
end

local function is_better(a, b)
  if a.documents ~= b.documents then return a.documents > b.documents end
  if a.score ~= b.score then return a.score > b.score end
  return a.place < b.place
end

local function repeats(sentence, chosen)
  for _, other in ipairs(chosen) do
    if centrality.cosine(sentence.vector, other.vector) >= REPEATED then return true end
  end
  return false
end

-- The best sentences for which wanted(sentence) is true, none saying what another has said.
local function choose(sentences, count, wanted)
  local list, chosen = {}, {}
  for _, sentence in ipairs(sentences) do
    if wanted(sentence) then list[#list + 1] = sentence end
  end
  table.sort(list, is_better)
  for _, sentence in ipairs(list) do
    if #chosen == count then break end
    if not repeats(sentence, chosen) then chosen[#chosen + 1] = sentence end
  end
  return chosen
end

local function is_shared(sentence) return sentence.documents > 1 end
local function is_alone(sentence) return sentence.documents == 1 and sentence.nearest < ALONE end

local function emit_chosen(corpus, kind, language, chosen, emit)
  for rank, sentence in ipairs(chosen) do
    local document = corpus:document(sentence.document)
    emit {
      kind = kind, language = language, rank = rank, documents = sentence.documents,
      score = math.floor(1000 * sentence.score + 0.5) / 1000, evidence = document:span(sentence.start, sentence.stop),
    }
  end
end

function summary_across.corpus(corpus, options, emit)
  for language, list in moonleaf.sorted(read_summaries(corpus)) do
    local sentences = bounded(list)
    if #sentences < #list then
      moonleaf.note(("%s: %d of %d sentences were compared."):format(language, #sentences, #list))
    end
    weigh(sentences, language, corpus)
    emit_chosen(corpus, "shared", language, choose(sentences, options.sentences, is_shared), emit)
    emit_chosen(corpus, "only", language, choose(sentences, options.sentences, is_alone), emit)
  end
end

return summary_across
