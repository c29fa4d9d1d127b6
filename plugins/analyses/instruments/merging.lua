-- Mentions of one instrument under several names put together: "UN Charter", "Charter of the United Nations".
--
--   merging.instruments(list)    --> { { name = ..., kind = ..., mentions = {...} }, ... }, in order of first mention

local pieces = require "pieces"

local merging = {}

local SHORTEST_ACRONYM <const>, LONGEST_ACRONYM <const> = 2, 6
local LEAST_SHARED <const> = 2 -- words behind the type word that a long name must repeat where none stand in front

local function is_acronym(form)
  local letters = utf8.len(form)
  if letters < SHORTEST_ACRONYM or letters > LONGEST_ACRONYM then return false end
  for letter in form:gmatch(utf8.charpattern) do
    if not pieces.is_capital_letter(letter) then return false end
  end
  return true
end

-- Adds to `found` the runs of words, the first one with a capital, whose initials make a wanted acronym.
local function spell(words, wanted, found)
  for from = 1, #words do
    local letters, run = "", {}
    for k = from, math.min(from + LONGEST_ACRONYM - 1, #words) do
      if k == from and not pieces.is_capital(words[k].form) then break end
      letters = letters .. words[k].folded:match(utf8.charpattern)
      run[#run + 1] = words[k].folded
      local short = wanted[letters]
      if short and #run > 1 then found[short] = found[short] or { table.unpack(run) } end
    end
  end
end

-- What acronyms in the names stand for, where another name spells it out: { UN = { "united", "nations" } }.
local function expansions(list)
  local wanted, found = {}, {}
  for _, mention in ipairs(list) do
    for _, words in ipairs { mention.lead, mention.tail } do
      for _, word in ipairs(words) do
        if is_acronym(word.form) then wanted[word.folded] = word.form end
      end
    end
  end
  for _, mention in ipairs(list) do
    spell(mention.lead, wanted, found)
    spell(mention.tail, wanted, found)
  end
  return found
end

-- Stems in order, acronyms spelt out.
local function stems(words, language, spelt)
  local list = {}
  for _, word in ipairs(words) do
    for _, folded in ipairs(spelt[word.form] or { word.folded }) do
      list[#list + 1] = moonleaf.text.stem(folded, language)
    end
  end
  return list
end

local function begins_with(long, short)
  for k, stem in ipairs(short) do
    if long[k] ~= stem then return false end
  end
  return true
end

local function is_equal(a, b) return #a == #b and begins_with(a, b) end

local function sorted_words(mention)
  local all = table.move(mention.tail_stems, 1, #mention.tail_stems, #mention.lead_stems + 1,
    { table.unpack(mention.lead_stems) })
  table.sort(all)
  return all
end

-- Whether the shorter of two names is the longer one cut off: "Astana Declaration", "Astana Declaration of the Heads of
-- State"; "Convention on Extremism", "SCO Convention on Extremism".
local function is_short_form(short, long)
  local tail, lead = short.tail_stems, short.lead_stems
  if #lead == 0 and #long.lead_stems > 0 then return #tail >= LEAST_SHARED and is_equal(tail, long.tail_stems) end
  if not is_equal(lead, long.lead_stems) or #lead == 0 and #tail < LEAST_SHARED then return false end
  return begins_with(long.tail_stems, tail)
end

local function year_of(mention) return mention.stated or mention.year end

-- Whether two mentions are of one instrument: the same words in any order, or one name short for the other, and no
-- years or numbers against it.
local function is_same(a, b)
  if a.kind ~= b.kind then return false end
  if a.stated and b.stated and a.stated ~= b.stated then return false end
  if a.number or b.number then return a.number == b.number end
  if #a.sorted == 0 or #b.sorted == 0 then return a.name == b.name end
  if is_equal(a.sorted, b.sorted) then return true end
  if year_of(a) and year_of(b) and year_of(a) ~= year_of(b) then return false end
  return is_short_form(a, b) or is_short_form(b, a)
end

local function add(instrument, mention)
  instrument.mentions[#instrument.mentions + 1] = mention
  instrument.stated = instrument.stated or mention.stated
  instrument.year = instrument.year or mention.year
  instrument.parties = instrument.parties or mention.parties
  if #mention.name > #instrument.name then instrument.name = mention.name end
end

local function home_of(mention, found)
  for _, instrument in ipairs(found) do
    for _, other in ipairs(instrument.mentions) do
      if is_same(mention, other) then return instrument end
    end
  end
end

function merging.instruments(list)
  local spelt, found = expansions(list), {}
  for _, mention in ipairs(list) do
    mention.lead_stems = stems(mention.lead, mention.language, spelt)
    mention.tail_stems = stems(mention.tail, mention.language, spelt)
    mention.sorted = sorted_words(mention)
    local home = home_of(mention, found)
    if not home then
      home = { name = mention.name, kind = mention.kind, mentions = {} }
      found[#found + 1] = home
    end
    add(home, mention)
  end
  return found
end

return merging
