-- How many syllables a word has, by the rules of its language's table (`readability.syllables`).
--
--   syllables.counter(moonleaf.language("en").readability.syllables)("handsome")   --> 2
--
-- Where the word is one of `words`, these say it; else the longest of `endings` is taken off with its syllables, and
-- the rest is read from the left: the longest of `parts` that stands there with its syllables, one for any other letter
-- of `vowels`, none else. A word has one at least. Each of the three lists its texts by how many syllables they have:
-- endings = { [0] = { "e", "es" }, [1] = { "ble" } }.
local syllables = {}

-- { [1] = { "a", "b" } } -> { a = 1, b = 1 }, and how many bytes the longest has.
local function by_text(lists)
  local counts, longest = {}, 0
  for count, texts in pairs(lists or {}) do
    for _, text in ipairs(texts) do counts[text], longest = count, math.max(longest, #text) end
  end
  return counts, longest
end

-- How many bytes the longest ending that the word has in the list takes, and its syllables.
local function ending_of(word, endings, longest)
  for length = math.min(longest, #word), 1, -1 do
    local count = endings[word:sub(-length)]
    if count then return length, count end
  end
  return 0, 0
end

-- The same of the longest part at the byte, or of the character there.
local function part_at(word, at, parts, longest, vowels)
  for length = math.min(longest, #word - at + 1), 1, -1 do
    local count = parts[word:sub(at, at + length - 1)]
    if count then return length, count end
  end
  local character = word:match(utf8.charpattern, at)
  return #character, vowels[character] and 1 or 0
end

-- A function that counts the syllables of a folded word.
function syllables.counter(rules)
  local vowels, words = {}, by_text(rules.words)
  local parts, longest_part = by_text(rules.parts)
  local endings, longest_ending = by_text(rules.endings)
  for _, code in utf8.codes(rules.vowels) do vowels[utf8.char(code)] = true end
  return function(word)
    if words[word] then return words[word] end
    local length, count = ending_of(word, endings, longest_ending)
    local rest, at = word:sub(1, #word - length), 1
    while at <= #rest do
      local taken, more = part_at(rest, at, parts, longest_part, vowels)
      at, count = at + taken, count + more
    end
    return math.max(count, 1)
  end
end

return syllables
