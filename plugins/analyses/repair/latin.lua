-- The misread words of a sound text in Latin letters, by the dictionary of its language: each form is judged once.

local spelling = require "spelling"
local stop_words = require "stopwords"
local words = require "words"

local OF_DICTIONARY <const>, OF_LETTERS <const> = 0.9, 0.8 -- certainty: digits in a word are a surer sign than letters

-- Words in small letters, or with a capital first; words of other letters end one.
local LATIN_WORD <const> = "()%f[%w|\x80-\xFF]([%w|]+)%f[^%w|\x80-\xFF]()"
local PLAIN <const>, WITH_DIGITS <const>, WITH_BARS <const> = "^%a?%l+$", "%a%d+%a", "^%a?%l*[I|]+%l*$"
local AT_EDGE <const> = { "^[015]%l%l%l+$", "^%l%l%l+[01]$" } -- digits there are often meant: 3D, H5
local FREQUENT <const> = 3 -- times: a word that a document has more often is one of its field

-- How often each Latin word of a text occurs, so that each form is judged once.
local function count_words(content)
  local counts = {}
  for _, word in content:gmatch(LATIN_WORD) do counts[word] = (counts[word] or 0) + 1 end
  return counts
end

local latin = {}

local function judge_word(word, count, speller, stops)
  local is_plain = word:find(PLAIN) ~= nil
  local is_misread = word:find(WITH_DIGITS) or word:find(AT_EDGE[1]) or word:find(AT_EDGE[2])
    or word:find(WITH_BARS) and not word:find "^[I|]%l"
  if word:find "%l" and is_misread then
    local read, reason = words.read(word, speller)
    return { kind = "word", reading = read, certainty = OF_DICTIONARY, reason = reason }
  elseif is_plain and count <= FREQUENT and not word:find "^%u" then
    local read, reason = words.read(word, speller)
    if read then return { kind = "word", reading = read, certainty = OF_LETTERS, reason = reason } end
    return { kind = "word", reading = words.parted(word, speller, stops), certainty = OF_LETTERS,
      reason = "words that ran together" }
  end
  return {}
end

-- What two pieces beside each other make: a word that lost a ligature, or one with a hyphen in the middle of a line.
local function read_pair(first, between, second, speller)
  if between == " " then return words.with_ligature(first, second, speller), "a ligature was lost" end
  if between == "- " then return words.undivided(first, second, speller), "divided in the middle of a line" end
end

-- Calls put(kind, start, length, reading, certainty, reason) for each word of the content, which begins at byte `from`.
function latin.read(content, from, language, put)
  local table_of_language = content:find "%l%l" and moonleaf.language(language)
  local speller = table_of_language and table_of_language.script == "Latn" and spelling.of(language)
  if not speller then return end
  local counts, judged, stops = count_words(content), {}, stop_words.of(language)
  local before, before_at, before_stop
  for at, word, stop in content:gmatch(LATIN_WORD) do
    judged[word] = judged[word] or judge_word(word, counts[word], speller, stops)
    local found = judged[word]
    if found.reading then put(found.kind, from + at - 1, #word, found.reading, found.certainty, found.reason) end
    if before and at - before_stop <= 2 and word:find "^%l+$" and before:find(PLAIN) then
      local read, reason = read_pair(before, content:sub(before_stop, at - 1), word, speller)
      if read and not found.reading then
        put("word", from + before_at - 1, stop - before_at, read, OF_LETTERS, reason)
      end
    end
    before, before_at, before_stop = word, at, stop
  end
end

return latin
