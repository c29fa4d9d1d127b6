-- Runs of words of a sentence, cut at punctuation. Words that a hyphen joins are one; a short form beside an apostrophe
-- (l'avenir, the region's) is a word without content.
--
--   local places = runs.places()
--   runs.each(sentence, runs.lexicon("en", { the = true }), places, function(first, last)
--     for i = first, last do places.known[i].stem, places.start[i], places.stop[i] ... end
--   end)

-- Scripts written without spaces: the words of a phrase stand together.
local UNSPACED <const> = { Hani = true, Hira = true, Kana = true, Thai = true, Laoo = true, Khmr = true, Mymr = true }

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }

-- A lexicon grows with the documents that it has met; past so many forms a new one is begun.
local MOST_FORMS <const> = 100000

local lexicons = setmetatable({}, { __mode = "k" }) -- by the set of words without content

-- Words met so far with what is true of them wherever they stand, so that each form is folded and stemmed once. Forms
-- and stems are numbered from 1; 0 is the short form beside an apostrophe.
local function lexicon(language, stop_words)
  local words = lexicons[stop_words]
  if not words or words.language ~= language or words.forms > MOST_FORMS then
    words = {
      language = language, stop_words = stop_words, words = {}, forms = 0, stems = {}, stem_count = 0,
      short_form = { form = "", folded = "", form_id = 0, stem_id = 0, stop = true, letters = 0 },
    }
    lexicons[stop_words] = words
  end
  return words
end

-- The words of a text one behind the other, in columns: what is known of each, where it starts and stops.
local function places() return { known = {}, start = {}, stop = {}, count = 0 } end

local function is_capital(letter)
  return letter ~= "" and moonleaf.text.fold(letter) ~= letter
end

local function is_unspaced(word)
  return UNSPACED[moonleaf.text.script(word)] or false
end

local function stem_id(words, folded)
  local stem = moonleaf.text.stem(folded, words.language)
  if not words.stems[stem] then
    words.stem_count = words.stem_count + 1
    words.stems[stem] = words.stem_count
  end
  return words.stems[stem]
end

local function describe(form, words)
  local folded = moonleaf.text.fold(form)
  local stop, number = words.stop_words[folded] or false, not form:find "[^%d%p]"
  words.forms = words.forms + 1
  return {
    form = form, folded = folded, form_id = words.forms, stem_id = stem_id(words, folded),
    stop = stop, number = number, content = not stop and not number,
    capital = folded ~= form and is_capital(form:match(utf8.charpattern) or ""),
    letters = utf8.len(form) or #form,
  }
end

local function lookup(words, form)
  local known = words.words[form]
  if not known then
    known = describe(form, words)
    words.words[form] = known
  end
  return known
end

local function put(at, known, start, stop)
  local i = at.count + 1
  at.count, at.known[i], at.start[i], at.stop[i] = i, known, start, stop
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
      put(at, lookup(words, left), start, start + #left)
      return put(at, words.short_form, start + behind, stop)
    end
    if right ~= "" and (#left == 1 and not is_capital(left) or words.stop_words[moonleaf.text.fold(left)]) then
      put(at, words.short_form, start, start + #left)
      return put(at, lookup(words, right), start + behind, stop)
    end
  end
  put(at, lookup(words, form), start, start + #form)
end

-- Joins the last word with what a hyphen glues to it.
local function glue(at, words, hyphen, form)
  local i = at.count
  at.known[i] = lookup(words, at.known[i].form .. hyphen .. form)
  at.stop[i] = at.stop[i] + #hyphen + #form
end

-- Appends the words of the span to `at` and calls action(first, last) for the places of each longest run of them.
local function each(span, words, at, action)
  local first, hyphen, hyphen_stop = at.count + 1, nil, nil
  for token in span:tokens() do
    local type, form, start = token.type, token.form, token.start
    if type == "word" or type == "number" then
      if hyphen and hyphen_stop == start then
        glue(at, words, hyphen, form)
      elseif form:find "['’]" then
        append(at, words, form, start)
      else
        put(at, lookup(words, form), start, start + #form)
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
