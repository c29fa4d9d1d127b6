-- How well the letters of a short form spell the words of a long one. After Schwartz & Hearst 2003, but where they take
-- the first match from the right, the best of all is taken: each letter stands best at the head of a word.
--
--   alignment.cost(letters of "RATS", words of "Regional Anti-Terrorist Structure")   --> 0, 4
--
-- A word is { letters = {...}, stop = boolean }; a letter is without case and accent.

local alignment = {}

local INNER <const> = 1     -- a letter inside a word ("deoxyriboNucleic")
local NEXT <const> = 0.1    -- a letter beside the last one ("INTERnational POLice")
local UNMATCHED <const> = 1 -- a word that no letter stands for; one without content costs nothing

-- Of an alignment that is believed: cost for each letter of the short form. One word is a long form of its own kind
-- ("electroencephalogram", EEG).
local DEAREST <const>, DEAREST_WORD <const> = 1 / 3, 0.7
local SHORTEST_WORD <const>, FEWEST_FOR_A_WORD <const> = 8, 3

-- The letters and digits of a form, folded and without accents.
function alignment.letters(form)
  local letters = {}
  local plain = moonleaf.text.normalise(moonleaf.text.fold(form), "NFD")
  for _, code in utf8.codes(plain) do
    local letter = utf8.char(code)
    if (code < 0x300 or code > 0x36F) and (letter:find "^%d" or moonleaf.text.script(letter)) then
      letters[#letters + 1] = letter
    end
  end
  return letters
end

local function skipped(words, from, to)
  local sum = 0
  for w = from, to do sum = sum + (words[w].stop and 0 or UNMATCHED) end
  return sum
end

-- Cost of letters k, k + 1 ... behind letter l of word w, and the word of the last one.
local function rest(letters, words, k, w, l, state)
  if k > #letters then return state.open and 0 or skipped(words, w + 1, #words), w end
  local key = (k * 64 + w) * 64 + l
  local known = state[key]
  if known then return known[1], known[2] end
  local best, last = math.huge, nil
  local function try(w2, l2, step)
    local cost, reached = rest(letters, words, k + 1, w2, l2, state)
    if step + cost < best then best, last = step + cost, reached end
  end
  for l2 = l + 1, math.min(#words[w].letters, 63) do
    if words[w].letters[l2] == letters[k] then try(w, l2, l2 == l + 1 and NEXT or INNER) end
  end
  for w2 = w + 1, #words do
    local between = skipped(words, w + 1, w2 - 1)
    if between > state.limit then break end
    for l2 = 1, math.min(#words[w2].letters, 63) do
      if words[w2].letters[l2] == letters[k] then try(w2, l2, between + (l2 == 1 and 0 or INNER)) end
    end
  end
  state[key] = { best, last }
  return best, last
end

-- Whether the word begins with the whole short form: then it is no long form but the same word (MPI, MPICH).
local function repeats(letters, word)
  for k, letter in ipairs(letters) do
    if word.letters[k] ~= letter then return false end
  end
  return true
end

-- Cost of the short form's letters in the words, the first at the head of the first word, and the last word that a
-- letter stands for; nil when it is too dear. The long form ends with the words, or anywhere where `is_open`.
function alignment.cost(letters, words, is_open)
  if #words == 0 or words[1].letters[1] ~= letters[1] or repeats(letters, words[1]) then return nil end
  local is_word = #words == 1 and #letters >= FEWEST_FOR_A_WORD and #words[1].letters >= SHORTEST_WORD
  local limit = #letters * (is_word and DEAREST_WORD or DEAREST)
  local cost, last = rest(letters, words, 2, 1, 1, { open = is_open, limit = limit })
  if cost > limit then return nil end
  return cost, last
end

return alignment
