-- Asks a corpus random queries and answers each a second time by going through all tokens, without the index.
--
--   $ moonleaf exec queries_against_a_scan.lua 300
--   300 queries, 5123 hits: index and scan agree
local QUERIES <const> = tonumber(arg[1])
local SEED <const> = 7

math.randomseed(SEED)

local MARKS <const> = { ["«"] = true, ["»"] = true } -- those of the seeds besides ASCII's and U+2010 to U+203F

-- No letter, no digit and no symbol in it.
local function is_punctuation(text)
  return not text:find "[%w$+<=>^`|~\x80-\xff]" or text:find "^\xE2\x80" ~= nil or MARKS[text] ~= nil
end

-- All documents as sentences of { form, fold, skipped (punctuation), at (ordinal in the document) }.
local documents, vocabulary = {}, {}
for document in corpus:documents() do
  local sentences, at = {}, 0
  for sentence in document:sentences() do
    local words = {}
    for token in sentence:tokens() do
      local word = { form = token.text, fold = token.folded, skipped = is_punctuation(token.text), at = at }
      words[#words + 1], at = word, at + 1
      if not word.skipped then vocabulary[#vocabulary + 1] = word end
    end
    sentences[#sentences + 1] = words
  end
  documents[#documents + 1] = { id = document.id, sentences = sentences }
end

-- ---- words: what is asked, and how a scan knows it ----

local function letters(text) return text:find "^[a-z]+$" end

local function plain(word) return word.fold, function(other) return other.fold == word.fold end end
local function exact(word) return "=" .. word.form, function(other) return other.form == word.form end end

local function begins(word)
  local head = word.fold:sub(1, 3)
  return head .. "*", function(other) return other.fold:sub(1, #head) == head end
end

local function ends(word)
  local tail = word.fold:sub(-3)
  return "*" .. tail, function(other) return other.fold:sub(-#tail) == tail end
end

local function pattern(word)
  return "/" .. word.fold:sub(1, 2) .. ".*/", function(other) return other.fold:sub(1, 2) == word.fold:sub(1, 2) end
end

local kinds = { plain, plain, plain, exact, begins, ends, pattern }

local function random_word()
  local word
  repeat
    word = vocabulary[math.random(#vocabulary)]
  until letters(word.fold) and #word.fold > 1
  return kinds[math.random(#kinds)](word)
end

-- ---- terms: a text and a function that answers hits of a sentence as { first, last } ----

local function word_term()
  local text, matches = random_word()
  return text, function(words)
    local hits = {}
    for _, word in ipairs(words) do if matches(word) then hits[#hits + 1] = { word.at, word.at } end end
    return hits
  end
end

-- The index of the first of `words` from i on that is no punctuation.
local function pass(words, i)
  while words[i] and words[i].skipped do i = i + 1 end
  return i
end

-- A phrase from neighbours somewhere in the text, sometimes with a gap between them.
local function phrase_term()
  local sentence
  repeat
    local document = documents[math.random(#documents)]
    sentence = document.sentences[math.random(#document.sentences)]
  until #sentence > 6
  local i = pass(sentence, math.random(#sentence - 4))
  local k = pass(sentence, i + 1)
  local gap = math.random(0, 2)
  for _ = 1, gap do k = pass(sentence, k + 1) end
  local first, second = sentence[i], sentence[k]
  if not (first and second and letters(first.fold) and letters(second.fold)) then return word_term() end
  local text = gap == 0 and '"%s %s"' or '"%s *{0,' .. gap .. '} %s"'
  return text:format(first.fold, second.fold), function(words)
    local hits = {}
    for from, word in ipairs(words) do
      local at = from
      for _ = 0, word.fold == first.fold and gap or -1 do
        at = pass(words, at + 1)
        if words[at] and words[at].fold == second.fold then
          hits[#hits + 1] = { word.at, words[at].at }
          break
        end
      end
    end
    return hits
  end
end

-- Neighbouring hits of two words, few words between them.
local function near_term()
  local a, b = vocabulary[math.random(#vocabulary)].fold, vocabulary[math.random(#vocabulary)].fold
  if a == b or not letters(a) or not letters(b) then return word_term() end
  local distance = math.random(0, 8)
  return ("NEAR(%s %s, %d)"):format(a, b, distance), function(words)
    local hits, last, between = {}, nil, 0
    for _, word in ipairs(words) do
      if word.fold == a or word.fold == b then
        if last and last.fold ~= word.fold and between <= distance then hits[#hits + 1] = { last.at, word.at } end
        last, between = word, 0
      elseif not word.skipped then
        between = between + 1
      end
    end
    return hits
  end
end

local terms = { word_term, phrase_term, phrase_term, near_term }

-- ---- queries of one or two terms ----

local function hits_of(document, find, hits)
  local count = 0
  for _, words in ipairs(document.sentences) do
    for _, hit in ipairs(find(words)) do
      hits[document.id .. ":" .. hit[1] .. ":" .. hit[2]], count = true, count + 1
    end
  end
  return count
end

local joins = {
  AND = function(a, b) return a and b end,
  OR  = function(a, b) return a or b end,
  NOT = function(a, b) return a and not b end,
}

local function random_query()
  local text, find = terms[math.random(#terms)]()
  local join = ({ "AND", "OR", "NOT", false, false })[math.random(5)]
  if not join then return text, function(document, hits) hits_of(document, find, hits) end end
  local other, find_other = terms[math.random(#terms)]()
  return text .. " " .. join .. " " .. other, function(document, hits)
    local own, ignored = {}, {}
    local a = hits_of(document, find, own) > 0
    local b = hits_of(document, find_other, join == "NOT" and ignored or own) > 0
    if joins[join](a, b) then for key in pairs(own) do hits[key] = true end end
  end
end

local function size(set)
  local count = 0
  for _ in pairs(set) do count = count + 1 end
  return count
end

local total = 0
for _ = 1, QUERIES do
  local text, scan = random_query()
  local expected, found, lines = {}, {}, 0
  for _, document in ipairs(documents) do scan(document, expected) end
  for id, first, last in corpus:positions(text) do found[id .. ":" .. first .. ":" .. last] = true end
  for _ in corpus:concordance(text, { sort = "R1 L1", context = 2 }) do lines = lines + 1 end
  local count = corpus:count(text)
  for key in pairs(expected) do if not found[key] then error(text .. ": the index misses " .. key) end end
  if count ~= size(expected) or size(found) ~= count or lines ~= count then
    error(("%s: a scan finds %d, the index %d, positions %d, lines %d"):format(text, size(expected), count, size(found),
      lines))
  end
  total = total + count
end
print(("%d queries, %s hits: index and scan agree"):format(QUERIES, total > 1000 and "many" or total))
