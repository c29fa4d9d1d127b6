-- Writes a text corpus for the benchmarks: the same bytes every time, in eleven languages, with words as rare and as
-- repetitive as words are. A language's words are its stop words, then what a trigram model of its table makes up.
--
--   $ lua5.4 tests/bench/corpus.lua build/bench/corpus
--   2927 documents, 11 languages, 109.0 MB, 19.6 million tokens
local languages = arg[0]:gsub("tests/bench/[^/]*$", "") .. "plugins/languages/"

local TAGS <const> = { "en", "ru", "zh", "de", "fr", "es", "pt", "it", "pl", "uk", "ar" }
local DOCUMENTS <const> = 2927
local MEGABYTES <const> = 109
local TYPES <const> = 150000   -- of one language; a tenth of them, the rarest, are hardly ever drawn
local ZIPF_SHIFT <const> = 2.7 -- of Mandelbrot's law, frequency ~ 1 / (rank + 2.7)
local HABIT <const> = 0.55     -- how often the last word decides what comes: makes one bigram in four new, as in prose
local HABITS <const> = 6       -- how many words a word is usually followed by
local COMMA <const>, NUMBER <const> = 0.06, 0.015

-- The letters of a word of the language table that is nothing but letters, or nil.
local function letters(word)
  if word:find "[%s%d%p%c]" or not utf8.len(word) then return nil end
  local found = {}
  for _, code in utf8.codes(word) do found[#found + 1] = utf8.char(code) end
  return found
end

-- Calls visit(string) for each string in a table, whatever its depth, in an order that never changes.
local function each_string(value, visit)
  if type(value) == "string" then return visit(value) end
  if type(value) ~= "table" then return end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do each_string(value[key], visit) end
end

-- Which letters follow two letters: { ["ab"] = { "c", ... } }; the empty string stands for both ends.
local function trigrams(language, spaced)
  local model, shortest = {}, spaced and 4 or 1
  each_string(language, function(word)
    local found = letters(word)
    if not found or #found < shortest or (not spaced and #found[1] < 3) then return end
    local first, second = "", ""
    for i = 1, #found + 1 do
      local key, letter = first .. "\0" .. second, found[i] or ""
      model[key] = model[key] or {}
      table.insert(model[key], letter)
      first, second = second, letter
    end
  end)
  return model
end

local function made_up(model, longest)
  local word, first, second = {}, "", ""
  while #word < longest do
    local choices = model[first .. "\0" .. second]
    local letter = choices[math.random(#choices)]
    if letter == "" then break end
    word[#word + 1] = letter
    first, second = second, letter
  end
  return table.concat(word)
end

-- The words of a language by rank, made when they are first drawn.
local function vocabulary(tag)
  local language = assert(dofile(languages .. tag .. ".lua"))
  local spaced = language.script ~= "Hani"
  local model = trigrams(language, spaced)
  local words = {}
  for i, word in ipairs(language.stop_words) do words[i] = word end
  setmetatable(words, { __index = function(self, rank)
    local word = made_up(model, spaced and 9 or 2)
    self[rank] = word
    return word
  end })
  return { words = words, space = spaced and " " or "", stop = spaced and ". " or "。", comma = spaced and ", " or "，" }
end

local SPREAD <const> = math.log((TYPES + ZIPF_SHIFT) / ZIPF_SHIFT)
local function rank_at(share) return math.floor(ZIPF_SHIFT * math.exp(share * SPREAD) - ZIPF_SHIFT) + 1 end

-- The next rank: at random, or one of the few that are usual after `last`.
local function next_rank(last)
  if math.random() > HABIT then return rank_at(math.random()) end
  local mixed = (last * 2654435761 + math.random(HABITS) * 40503) % 4294967296
  return rank_at((mixed ~ mixed >> 15) * 2246822519 % 4294967296 / 4294967296)
end

local function capitalised(word)
  return (word:gsub("^%l", string.upper))
end

-- Appends one sentence to `parts`; answers its tokens.
local function sentence(language, parts)
  local length, rank = math.random(6, 30), rank_at(math.random())
  for i = 1, length do
    local word = math.random() < NUMBER and tostring(math.random(1, 2030)) or language.words[rank]
    parts[#parts + 1] = i == 1 and capitalised(word) or word
    parts[#parts + 1] = i == length and language.stop or math.random() < COMMA and language.comma or language.space
    rank = next_rank(rank)
  end
  return length
end

local function document(language, bytes)
  local parts, written, size, tokens = {}, 1, 0, 0
  while size < bytes do
    for _ = 1, math.random(3, 8) do tokens = tokens + sentence(language, parts) end
    parts[#parts + 1] = "\n\n"
    for i = written, #parts do size = size + #parts[i] end
    written = #parts + 1
  end
  return table.concat(parts), tokens
end

-- Sizes between a few hundred bytes and ten times the mean: log-normal, by the sum of twelve uniform numbers.
local function size_of(mean)
  local normal = -6
  for _ = 1, 12 do normal = normal + math.random() end
  return mean * math.exp(0.9 * normal - 0.405)
end

local function main(folder, megabytes)
  math.randomseed(1)
  local spoken, bytes, tokens = {}, 0, 0
  for i, tag in ipairs(TAGS) do spoken[i] = vocabulary(tag) end
  assert(os.execute(("mkdir -p '%s'"):format(folder:gsub("'", "'\\''"))))
  local mean = megabytes * 1e6 / DOCUMENTS
  for i = 1, DOCUMENTS do
    local which = i % #TAGS + 1
    local text, count = document(spoken[which], size_of(mean))
    local file = assert(io.open(("%s/%04d_%s.txt"):format(folder, i, TAGS[which]), "wb"))
    assert(file:write(text))
    assert(file:close())
    bytes, tokens = bytes + #text, tokens + count
  end
  print(("%d documents, %d languages, %.1f MB, %.1f million tokens"):format(
    DOCUMENTS, #TAGS, bytes / 1e6, tokens / 1e6))
end

if not arg[1] then
  io.stderr:write "usage: lua5.4 tests/bench/corpus.lua FOLDER [MEGABYTES]\n"
  os.exit(2)
end
main(arg[1], tonumber(arg[2]) or MEGABYTES)
