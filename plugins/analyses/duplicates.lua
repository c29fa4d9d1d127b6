-- Duplicates: passages that stand in the corpus more than once, with both places; what is repeated in many places, as
-- headers and disclaimers are, in one row; and how much of two documents is the same.
--
--   $ moonleaf run duplicates
--   words  runs  evidence                                    other
--      64     2  “The member states shall consult each …”    “The member States shall consult each …”
--
-- A passage is runs of the same words with at most --gap tokens between them, different or new on either side, and
-- --words of the same words in all; capitals, punctuation and ends of sentences make no difference. Samples of the
-- shingles of each document find the places (Broder 1997, "On the resemblance and containment of documents";
-- winnowing: Schleimer, Wilkerson & Aiken 2003), so that no run of --words words is missed; each run is then followed,
-- word by word, as far as both sides agree. A sample in more than --most places is boilerplate: its places are counted,
-- not paired, and passages known by the least hash of their samples (MinHash, Broder 1997); a pair of places needs
-- --words of the same words beside it.

local counting = require "counting"

local COMPARED <const> = 10 -- places that the extent of boilerplate is taken from
local LOOKED_BACK <const> = 32 -- runs of two documents that a sample may lie in, the last ones

local duplicates = {
  api = 1,
  summary = "Passages that are in the corpus more than once, and documents that share them",
  options = counting.options("language", "by", "kinds", "role",
    "top", { default = 100, help = "rows of each table; 0 for all" }),
  tables = {
    passages = {
      { "words", "integer", "the same words on both sides" },
      { "runs", "integer", "pieces that are the same word by word; 1: all of it" },
      { "evidence", "span", "the passage" },
      { "other", "span", "where it stands again" },
    },
    repeated = {
      { "places", "integer", "how often it stands in the corpus, more than --most" },
      { "documents", "integer", "in how many documents" },
      { "words", "integer", "of what is the same in these places" },
      { "evidence", "span", "the first of them" },
    },
    pairs = {
      { "part", "text", "a document" },
      { "other", "text", "one that shares passages with it" },
      { "words", "integer", "the same words in their passages" },
      { "share", "number", "words / words of the document: 1 is all of it" },
      { "other_share", "number", "words / words of the other" },
    },
  },
}

for i, option in ipairs {
  { "words", "integer", default = 20, min = 4, max = 100, help = "least number of the same words in a passage" },
  { "gap", "integer", default = 4, min = 0, max = 100, help = "tokens that may differ between two runs of a passage" },
  { "most", "integer", default = 10, min = 2, max = 1000, help = "what is in more places is counted, not paired" },
} do
  table.insert(duplicates.options, i, option)
end

-- ---- pairs of places ----

-- Is the pair of tokens in a run that is known? Later runs are likelier.
local function is_covered(runs, other, token)
  for i = #runs, math.max(1, #runs - LOOKED_BACK), -1 do
    local run = runs[i]
    if token >= run.first and token <= run.last and other >= run.other_first and other <= run.other_last then
      return true
    end
  end
  return false
end

-- Adds a run to the passage that it goes on, or begins another.
local function join(passages, run, gap)
  local before = passages[#passages]
  if before then
    local step, other_step = run.first - before.last - 1, run.other_first - before.other_last - 1
    if step >= 0 and step <= gap and other_step >= 0 and other_step <= gap then
      before.last, before.other_last = run.last, run.other_last
      before.words, before.runs = before.words + run.words, before.runs + 1
      return
    end
  end
  passages[#passages + 1] = {
    first = run.first, last = run.last, other_first = run.other_first, other_last = run.other_last, words = run.words,
    runs = 1,
  }
end

-- The runs that a place shares with the earlier places of its sample go into `pairs_of`, by the other document.
local function compare(shingles, place, first, pairs_of, options)
  local _, token = shingles:at(place)
  for other = first, place - 1 do
    local other_id, other_token = shingles:at(other)
    local found = pairs_of[other_id] or { runs = {}, passages = {} }
    pairs_of[other_id] = found
    if not is_covered(found.runs, other_token, token) then
      local words, other_first, other_last, from, to = shingles:run(other, place)
      if words > 0 then
        local run = { words = words, first = from, last = to, other_first = other_first, other_last = other_last }
        table.insert(found.runs, run)
        join(found.passages, run, options.gap)
      end
    end
  end
end

-- About how many words of a passage are boilerplate, from the tokens of the document's frequent samples.
local function common_words(passage, frequent, lengths)
  local sum, before = 0, nil
  for _, token in ipairs(frequent) do
    if token > passage.last then break end
    if token >= passage.first then
      sum = sum + math.min(before and token - before or lengths.size, lengths.reach)
      before = token
    end
  end
  return sum
end

-- Takes the passages of a document that are long enough into the lists.
local function take(found, here, options, lengths)
  for other_id, pair in moonleaf.sorted(here.pairs_of) do
    local words = 0
    for _, passage in ipairs(pair.passages) do
      if passage.words - common_words(passage, here.frequent, lengths) >= options.words then
        passage.id, passage.other_id, words = here.id, other_id, words + passage.words
        table.insert(found.passages, passage)
      end
    end
    if words > 0 and other_id ~= here.id then
      table.insert(found.pairs, { id = here.id, other_id = other_id, words = words })
    end
  end
end

-- ---- boilerplate ----

-- Adds the least sample of each stretch of a document that is full of frequent ones.
local function add_stretch(found, stretch)
  if stretch.least then found.least[stretch.least] = stretch.count end
  stretch.least = nil
end

local function extend(found, stretch, id, token, first, count, reach)
  if stretch.id ~= id or token > stretch.last + reach then add_stretch(found, stretch) end
  if not stretch.least or first < stretch.least then stretch.least, stretch.count = first, count end
  stretch.id, stretch.last = id, token
end

-- What the places of a sample have in common: the shortest run of its first place with some of the others.
local function common_run(shingles, first, count)
  local from, to, words
  for step = 1, math.min(COMPARED, count - 1) do
    local other = first + (count - 1) * step // math.min(COMPARED, count - 1)
    local shared, start, stop = shingles:run(first, other)
    if shared > 0 then
      from, to = math.max(from or start, start), math.min(to or stop, stop)
      words = math.min(words or shared, shared)
    end
  end
  return from, to, words
end

local function repeated_of(shingles, least, options)
  local rows, known = {}, {}
  for first, count in moonleaf.sorted(least) do
    local id = shingles:at(first)
    local from, to, words = common_run(shingles, first, count)
    local key = from and ("%d %d %d"):format(id, from, to)
    if from and from <= to and words >= options.words and not known[key] then
      known[key] = true
      local seen, documents = {}, 0
      for place = first, first + count - 1 do
        local holder = shingles:at(place)
        documents, seen[holder] = documents + (seen[holder] and 0 or 1), true
      end
      rows[#rows + 1] = { places = count, documents = documents, words = words, id = id, first = from, last = to }
    end
  end
  return rows
end

-- ---- rows ----

-- The first `top` by the key, falling; else in the order in which they were found.
local function first_by(rows, key, top)
  for i, row in ipairs(rows) do row.order = i end
  table.sort(rows, function(a, b) return a[key] > b[key] or a[key] == b[key] and a.order < b.order end)
  for i = #rows, top > 0 and top + 1 or #rows + 1, -1 do rows[i] = nil end
  return rows
end

-- A function that answers documents by id, the last few from memory.
local function opener(corpus)
  local open = {}
  return function(id)
    if not open[id] then open = { [id] = corpus:document(id), [open.last or 0] = open[open.last or 0] } end
    open.last = id
    return open[id]
  end
end

local function emit_all(corpus, found, options, emit)
  local open = opener(corpus)
  for _, row in ipairs(first_by(found.repeated, "places", options.top)) do
    emit.repeated {
      places = row.places, documents = row.documents, words = row.words,
      evidence = open(row.id):passage(row.first, row.last),
    }
  end
  for _, row in ipairs(first_by(found.passages, "words", options.top)) do
    emit.passages {
      words = row.words, runs = row.runs,
      evidence = open(row.other_id):passage(row.other_first, row.other_last),
      other = open(row.id):passage(row.first, row.last),
    }
  end
  for _, row in ipairs(first_by(found.pairs, "words", options.top)) do
    local document, other = open(row.other_id), open(row.id)
    emit.pairs {
      part = document.name, other = other.name, words = row.words,
      share = math.min(1, row.words / document.words), other_share = math.min(1, row.words / other.words),
    }
  end
end

-- Goes once over all places, in the order of the documents; `here` is what is known of the one at hand.
local function find(shingles, options, lengths)
  local found, stretch = { passages = {}, pairs = {}, least = {} }, {}
  local here = { pairs_of = {}, frequent = {} }
  for place, first, count in shingles:places() do
    local id, token = shingles:at(place)
    if id ~= here.id then
      take(found, here, options, lengths)
      here = { id = id, pairs_of = {}, frequent = {} }
    end
    if count > options.most then
      table.insert(here.frequent, token)
      extend(found, stretch, id, token, first, count, lengths.reach)
    else
      compare(shingles, place, first, here.pairs_of, options)
    end
  end
  take(found, here, options, lengths)
  add_stretch(found, stretch)
  return found
end

function duplicates.corpus(corpus, options, emit)
  local size = (options.words + 1) // 2
  local every = options.words - size + 1
  local shingles = corpus:shingles {
    words = size, every = every, by = options.by, language = options.language, role = options.role,
    kinds = options.kinds,
  }
  local found = find(shingles, options, { size = size, reach = 2 * every })
  found.repeated = repeated_of(shingles, found.least, options)
  local totals = ("Found: %s passages in pairs of places, %s in more than %d places, %s pairs of documents."):format(
    counting.thousands(#found.passages), counting.thousands(#found.repeated), options.most,
    counting.thousands(#found.pairs))
  emit_all(corpus, found, options, emit)
  moonleaf.note(totals)
  moonleaf.note(("Shingles of %d words, one of every %d a sample; at least %d of the same words, gaps of at most %d "
    .. "tokens."):format(size, every, options.words, options.gap))
end

return duplicates
