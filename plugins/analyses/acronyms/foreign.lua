-- Long forms of short ones in another script, whose letters spell nothing: 世界贸易组织（WTO）, منظمة شنغهاي للتعاون (SCO).
-- The name must be one that the language table knows, or be told by the nouns that such names have.
--
--   foreign.long(tokens, 3, reader)    --> first token of the name that ends with token 3, or nil

local foreign = {}

local MOST_WORDS <const> = 9
local FEWEST_SIGNS <const> = 4 -- of an unspaced name
local SCRIPTS <const> = { Hani = true, Hira = true, Kana = true, Hang = true, Arab = true, Deva = true }
local SPACED <const> = { Arab = true, Deva = true }

local function folded_set(list, into)
  for _, word in ipairs(list or {}) do into[moonleaf.text.fold(word)] = true end
  return into
end

-- The stems of a name's words, as one string.
function foreign.stems(name, tag)
  local list = {}
  for k, word in ipairs(moonleaf.text.words(name)) do
    list[k] = moonleaf.text.stem(moonleaf.text.fold(word:match "^(.-)'" or word:match "^(.-)’" or word), tag)
  end
  return table.concat(list, " ")
end

-- What telling names needs of a language: nouns of names, what ends one, known names, and what may be glued in front.
function foreign.words(tag)
  local language = moonleaf.language(tag) or {}
  local actors, verbs, phrases = language.actors or {}, language.verbs or {}, language.phrases or {}
  local words = { heads = folded_set(actors.heads, {}), known = {}, prefixes = {}, stops = {} }
  folded_set(language.stop_words, words.stops)
  folded_set(verbs.forms, folded_set(verbs.auxiliaries, words.stops))
  folded_set(actors.breaks, folded_set(phrases.inside, words.stops))
  words.joins = folded_set(phrases.joins, {})
  words.stems, words.tag = {}, tag
  for _, names in moonleaf.sorted(actors.organisations or {}) do
    folded_set(names, words.known)
    for _, name in ipairs(names) do words.stems[foreign.stems(name, tag)] = true end
  end
  for _, prefix in ipairs(actors.prefixes or {}) do words.prefixes[prefix:match ">(.*)$" or prefix] = true end
  for _, type in moonleaf.sorted((language.instruments or {}).types or {}) do folded_set(type, words.heads) end
  words.prefixes["ال"] = actors.prefixes and true or nil
  return words
end

function foreign.is_script(form) return SCRIPTS[moonleaf.text.script(form)] or false end

local function is_head(form, words)
  local folded = moonleaf.text.fold(form)
  if words.heads[folded] then return true end
  for prefix in pairs(words.prefixes) do
    if folded:sub(1, #prefix) == prefix and words.heads[folded:sub(#prefix + 1)] then return true end
  end
  return false
end

-- The first token of an organisation's name, known to the language table and perhaps inflected, that ends with token
-- `last`: "Организацией Североатлантического договора (НАТО)", "Dünya Gıda Programı (WFP)".
function foreign.known(tokens, last, words)
  local name, found = "", nil
  for from = last, math.max(1, last - MOST_WORDS), -1 do
    if tokens[from].is_word then
      name = tokens[from].form .. " " .. name
      if words.stems[foreign.stems(name, words.tag)] then found = from end
    end
  end
  return found and found < last and found or nil
end

-- The first token of the name that ends with token `last`; nil when nothing tells one.
function foreign.long(tokens, last, words)
  local from, head, known, signs, name = last, nil, nil, 0, ""
  local is_unspaced = not SPACED[moonleaf.text.script(tokens[last].form)]
  while tokens[from] and last - from < MOST_WORDS do
    local token = tokens[from]
    local folded = moonleaf.text.fold(token.form)
    if not token.is_word or not foreign.is_script(token.form) then break end
    if words.stops[folded] or words.joins[folded] then break end
    local gap = tokens[from + 1] and from < last and token.stop < tokens[from + 1].start and " " or ""
    name, signs = folded .. gap .. name, signs + utf8.len(token.form)
    if words.known[name] then known = from end
    if is_head(token.form, words) then head = from end
    from = from - 1
  end
  if known then return known end
  if is_unspaced then return signs >= FEWEST_SIGNS and from + 1 or nil end
  return head and head < last and head or nil
end

return foreign
