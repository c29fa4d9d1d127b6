-- Runs of words of a sentence, cut at punctuation. Words that a hyphen joins are one; a short form beside an apostrophe
-- (l'avenir, the region's) is a word without content.
--
--   local lexicon, places = runs.lexicon("en", { the = true }), runs.places()
--   runs.each(sentence, lexicon, places, function(first, last)
--     for i = first, last do lexicon.stem[places.word[i]], places.start[i], places.stop[i] ... end
--   end)

-- Scripts written without spaces: the words of a phrase stand together.
local UNSPACED <const> = { Hani = true, Hira = true, Kana = true, Thai = true, Laoo = true, Khmr = true, Mymr = true }

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }

-- A lexicon grows with the documents that it has met; past so many words a new one is begun.
local MOST_WORDS <const> = 100000

local SHORT_FORM <const> = 0 -- the number of what stands beside an apostrophe

local lexicons = setmetatable({}, { __mode = "k" }) -- by the set of words without content

-- Words met so far with what is true of them wherever they stand, so that each is folded and stemmed once. They are
-- numbered from 1, in the order in which they were met, and described in columns: tables of their own would be many.
--   number        of a form           form     of a number
--   stem          its stem's number   letters  how many
--   content       neither a word without content nor a number
--   stop          a word without content
--   capital       begins with one
--   marked        has an apostrophe
local function lexicon(language, stop_words)
  local words = lexicons[stop_words]
  if not words or words.language ~= language or words.count > MOST_WORDS then
    words = {
      language = language, stop_words = stop_words, count = 0, stems = {}, stem_count = 0, number = {},
      form = { [SHORT_FORM] = "" }, stem = { [SHORT_FORM] = 0 }, letters = { [SHORT_FORM] = 0 },
      content = { [SHORT_FORM] = false }, stop = { [SHORT_FORM] = true }, capital = { [SHORT_FORM] = false },
      marked = {},
    }
    lexicons[stop_words] = words
  end
  return words
end

-- The words of a text one behind the other: the number of each in the lexicon, where it starts and stops.
local function places() return { word = {}, start = {}, stop = {}, count = 0 } end

local function is_capital(letter)
  return letter ~= "" and moonleaf.text.fold(letter) ~= letter
end

local function is_unspaced(word)
  return UNSPACED[moonleaf.text.script(word)] or false
end

local function stem_of(words, folded)
  local stem = moonleaf.text.stem(folded, words.language)
  local number = words.stems[stem]
  if not number then
    number = words.stem_count + 1
    words.stem_count, words.stems[stem] = number, number
  end
  return number
end

local function describe(words, form)
  local folded, i = moonleaf.text.fold(form), words.count + 1
  local stop = words.stop_words[folded] or false
  words.count, words.number[form], words.form[i], words.stem[i] = i, i, form, stem_of(words, folded)
  words.stop[i], words.content[i] = stop, not stop and form:find "[^%d%p]" ~= nil
  words.capital[i] = folded ~= form and is_capital(form:match(utf8.charpattern) or "")
  words.letters[i], words.marked[i] = utf8.len(form) or #form, form:find "['’]" ~= nil
  return i
end

local function put(at, word, start, stop)
  local i = at.count + 1
  at.count, at.word[i], at.start[i], at.stop[i] = i, word, start, stop
end

local function put_form(at, words, form, start)
  put(at, words.number[form] or describe(words, form), start, start + #form)
end

-- Appends the word, or its two parts when one of them is a short form.
local function append(at, words, form, start)
  local mark, behind = form:find "'"
  if not mark then
    mark, behind = form:find("’", 1, true)
  end
  if mark and mark > 1 and not words.stop_words[moonleaf.text.fold(form)] then
    local left, right, stop = form:sub(1, mark - 1), form:sub(behind + 1), start + #form
    if #right == 1 then
      put_form(at, words, left, start)
      return put(at, SHORT_FORM, start + behind, stop)
    end
    if right ~= "" and (#left == 1 and not is_capital(left) or words.stop_words[moonleaf.text.fold(left)]) then
      put(at, SHORT_FORM, start, start + #left)
      return put_form(at, words, right, start + behind)
    end
  end
  put_form(at, words, form, start)
end

-- Joins the last word with what a hyphen glues to it.
local function glue(at, words, hyphen, form)
  local i = at.count
  local joined = words.form[at.word[i]] .. hyphen .. form
  at.word[i], at.stop[i] = words.number[joined] or describe(words, joined), at.stop[i] + #hyphen + #form
end

-- Appends the words of the span to `at` and calls action(first, last) for the places of each longest run of them.
local function each(span, words, at, action)
  local first, hyphen, hyphen_stop = at.count + 1, nil, nil
  local number, marked = words.number, words.marked
  local forms, starts, types = span:forms()
  for i = 1, #forms do
    local type, form, start = types[i], forms[i], starts[i]
    if type == "word" or type == "number" then
      local word = number[form] or describe(words, form)
      if hyphen and hyphen_stop == start then
        glue(at, words, hyphen, form)
      elseif marked[word] then
        append(at, words, form, start)
      else
        put(at, word, start, start + #form)
      end
      hyphen = nil
    elseif at.count >= first then
      if HYPHENS[form] and at.stop[at.count] == start then
        hyphen, hyphen_stop = form, start + #form
      else
        action(first, at.count)
        first, hyphen = at.count + 1, nil
      end
    end
  end
  if at.count >= first then
    action(first, at.count)
  end
end

return { lexicon = lexicon, places = places, each = each, is_unspaced = is_unspaced }
