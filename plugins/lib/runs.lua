-- Runs of words of a sentence, cut at punctuation. Words that a hyphen joins are one; a short form beside an apostrophe
-- (l'avenir, the region's) is a word without content.
--
--   local lexicon = runs.lexicon("en", { the = true })
--   runs.each(sentence, lexicon, function(run) ... run[1].form, run[1].known.stem ... end)

-- Scripts written without spaces: the words of a phrase stand together.
local UNSPACED <const> = { Hani = true, Hira = true, Kana = true, Thai = true, Laoo = true, Khmr = true, Mymr = true }

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }

-- What is known of the short form beside an apostrophe.
local SHORT_FORM <const> = { folded = "", stem = "'", stop = true, letters = 0 }

-- Words met so far with what is true of them wherever they stand, so that each form is folded and stemmed once.
local function lexicon(language, stop_words)
  return { language = language, stop_words = stop_words, words = {} }
end

local function is_capital(letter)
  return letter ~= "" and moonleaf.text.fold(letter) ~= letter
end

local function is_unspaced(word)
  return UNSPACED[moonleaf.text.script(word)] or false
end

local function describe(form, words)
  local folded = moonleaf.text.fold(form)
  local first = form:match(utf8.charpattern) or ""
  local second = form:match(utf8.charpattern, #first + 1) or ""
  return {
    folded = folded,
    stem = moonleaf.text.stem(folded, words.language),
    stop = words.stop_words[folded] or false,
    number = not form:find "[^%d%p]",
    capital = is_capital(first),
    acronym = is_capital(first) and is_capital(second),
    letters = utf8.len(form) or #form,
    unspaced = is_unspaced(form),
  }
end

local function word(words, form, start)
  local known = words.words[form]
  if not known then
    known = describe(form, words)
    words.words[form] = known
  end
  return { form = form, known = known, start = start, stop = start + #form }
end

local function short_form(form, start)
  return { form = form, known = SHORT_FORM, start = start, stop = start + #form }
end

-- Appends the word, or its two parts when one of them is a short form.
local function append(run, words, form, start)
  local mark, behind = form:find "'"
  if not mark then
    mark, behind = form:find("’", 1, true)
  end
  if mark and mark > 1 and not words.stop_words[moonleaf.text.fold(form)] then
    local left, right = form:sub(1, mark - 1), form:sub(behind + 1)
    if #right == 1 then
      run[#run + 1] = word(words, left, start)
      run[#run + 1] = short_form(right, start + behind)
      return
    end
    if right ~= "" and (#left == 1 and not is_capital(left) or words.stop_words[moonleaf.text.fold(left)]) then
      run[#run + 1] = short_form(left, start)
      run[#run + 1] = word(words, right, start + behind)
      return
    end
  end
  run[#run + 1] = word(words, form, start)
end

-- Calls action(run) for each longest run of words in the span; a run is an array of { form, known, start, stop }.
local function each(span, words, action)
  local run, hyphen = {}, nil
  for token in span:tokens() do
    local type, last = token.type, run[#run]
    if type == "word" or type == "number" then
      if hyphen and hyphen.stop == token.start then
        run[#run] = word(words, last.form .. hyphen.form .. token.form, last.start)
      else
        append(run, words, token.form, token.start)
      end
      hyphen = nil
    elseif last and last.stop == token.start and HYPHENS[token.form] then
      hyphen = { form = token.form, stop = token.stop }
    elseif last then
      action(run)
      run, hyphen = {}, nil
    end
  end
  if run[1] then
    action(run)
  end
end

return { lexicon = lexicon, each = each, is_unspaced = is_unspaced }
