-- Mentions of named instruments in a sentence.
--
--   mentions.find("In 2002, they signed the SCO Charter.", grammar)
--     --> { { name = "SCO Charter", kind = "charter", start = 26, stop = 36, year = "2002" } }

local bare = require "bare"
local extent = require "extent"
local pieces = require "pieces"

local mentions = {}

local FIRST_YEAR <const>, LAST_YEAR <const> = 1200, 2100
local QUOTES <const> = { ["«"] = true, ["“"] = true, ["„"] = true, ["\""] = true }
local NUMBERED <const> = { resolution = true, decision = true }

local function is_year(form)
  return #form == 4 and tonumber(form) >= FIRST_YEAR and tonumber(form) <= LAST_YEAR
end

local function has_act(list, grammar)
  for _, piece in ipairs(list) do
    if grammar.acts[piece.folded] then return true end
  end
  return false
end

-- Whether a type word in small letters is a name by what follows it.
local function names_small(list, at, grammar, acts)
  local behind = list[at + 1]
  if not behind or grammar.plurals[list[at].folded] then return false end
  if grammar.topics[behind.folded] and acts then return true end
  if not grammar.small then return false end
  local k = at + 1
  while list[k] and (grammar.links[list[k].folded] or grammar.articles[list[k].folded]) do k = k + 1 end
  local is_capital = list[k] ~= nil and list[k].kind == "word" and pieces.is_capital(list[k].form)
  return is_capital and (k > at + 1 or grammar.genitive)
end

-- How a name may go on behind its type word: with a preposition, or with a noun where the language allows it.
local function right(list, at, grammar, has_left)
  local behind = list[at + 1]
  if not behind or behind.kind ~= "word" then return at, 0 end
  local starts = grammar.starts[behind.folded] or grammar.links[behind.folded]
  local is_romance = grammar.small and not grammar.genitive and not has_left and at > 1
    and pieces.is_capital(list[at].form) and not grammar.stops[behind.folded] and not grammar.stop_words[behind.folded]
  local third = list[at + 2]
  local is_adjective = is_romance -- "Déclaration universelle des droits de l'homme", "Declaración Universal"
    and (pieces.is_capital(behind.form) or third and grammar.starts[third.folded])
  local is_genitive = grammar.genitive and not grammar.carries[behind.folded] and not has_left
  if not (starts or is_genitive or is_adjective) then return at, 0 end
  if has_left and not (grammar.topics[behind.folded] or grammar.links[behind.folded]) then return at, 0 end
  return extent.right(list, at, grammar)
end

-- "resolution 1373 (2001)", "резолюция № 1373".
local function number_behind(list, at, kind)
  if not NUMBERED[kind] then return nil end
  local k = at + 1
  if list[k] and (list[k].form == "№" or list[k].folded == "no") then k = k + 1 end
  if list[k] and list[k].form == "." then k = k + 1 end
  if not list[k] or list[k].kind ~= "digits" then return nil end
  local is_session = list[k + 2] and list[k + 1].form == "/" and list[k + 2].kind == "digits" -- 68/262
  return is_session and k + 2 or k, is_session and list[k].form .. "/" .. list[k + 2].form or list[k].form
end

local function stem_at(list, k, grammar)
  local piece = list[k]
  return piece and piece.kind == "word" and moonleaf.text.stem(piece.folded, grammar.tag) or nil
end

-- Whether the type word belongs to a name of the gazetteer: "World Food Programme".
local function is_of_known(list, at, grammar)
  for _, organisation in ipairs(grammar.organisations) do
    local first, fits = at - organisation.at, true
    for k, stem in ipairs(organisation.stems) do fits = fits and stem_at(list, first + k, grammar) == stem end
    if fits then return true end
  end
  return false
end

-- Whether an organisation has its name from the instrument: "Collective Security Treaty Organization", "Organisation du
-- traité de sécurité collective", "Организация Договора о коллективной безопасности".
local function is_of_organisation(list, at, grammar)
  if is_of_known(list, at, grammar) then return true end
  local before, behind = at - 1, list[at + 1]
  local is_head = behind and pieces.is_capital(behind.form) and grammar.heads[stem_at(list, at + 1, grammar)]
  if is_head and not grammar.genitive and not grammar.small then return true end
  while list[before] and (grammar.links[list[before].folded] or grammar.articles[list[before].folded]
    or grammar.starts[list[before].folded] and not grammar.topics[list[before].folded]
    or grammar.genitive and before > at - 3 and grammar.is_adjective(list[before].folded)) do
    before = before - 1
  end
  if before == at - 1 and not grammar.genitive or not list[before] then return false end
  return pieces.is_capital(list[before].form) and grammar.heads[stem_at(list, before, grammar)] or false
end

local function is_glued(list, at)
  local after, behind = list[at + 1], list[at + 2]
  return after and after.form == "-" and not after.space and behind and not behind.space
end

-- First and last piece of the name whose type word is at `at`; nil when it names nothing.
local function name_at(list, at, kind, grammar, acts)
  local base = at
  if is_glued(list, at) and grammar.glued[list[at + 2].folded] then base = at + 2 end -- "Convention-cadre"
  if is_glued(list, base) or is_of_organisation(list, at, grammar) then return nil end
  local first, has_left = extent.left(list, at, grammar)
  local is_capital = pieces.is_capital(list[at].form)
  local stop, number = number_behind(list, at, kind)
  if stop then return first, stop, number end
  local last, content, has_capital = right(list, base, grammar, has_left)
  local quoted = extent.quoted(list, first)
  if quoted and is_capital and (has_left or content > 0) then return first, math.max(last, quoted) end
  local is_plural = grammar.plurals[list[at].folded]
  local is_known = grammar.strong[kind] and not is_plural and kind ~= "protocol" -- "TCP protocol"
  if has_left and (is_capital or is_known) then return first, last end
  if content == 0 then return grammar.named[list[at].folded] and is_capital and first or nil, last end
  local is_opener = at == 1 and (is_plural or content == 1 and not has_capital) -- its capital is the sentence's
  if is_capital and not is_opener then return first, last end
  if grammar.strong[kind] and names_small(list, at, grammar, acts) then return first, last end
end

-- Years in the name, else right behind it in brackets.
local function stated_year(list, first, last)
  local from, to
  for k = first, last do
    if list[k].kind == "digits" and is_year(list[k].form) then
      if from and list[k - 2] and list[k - 2].form == from then to = list[k].form else from = from or list[k].form end
    end
  end
  if not from and list[last + 1] and list[last + 1].form == "(" then
    for k = last + 2, math.min(last + 8, #list) do
      if list[k].form == ")" then break end
      if list[k].kind == "digits" and is_year(list[k].form) then from = list[k].form end
    end
  end
  return to and from .. "/" .. to or from
end

-- The one year of a sentence that tells of an act.
local function year_of(list, acts, number)
  local found
  for _, piece in ipairs(acts and list or {}) do
    if piece.kind == "digits" and is_year(piece.form) and piece.form ~= number then
      if found and found ~= piece.form then return nil end
      found = piece.form
    end
  end
  return found
end

-- The parties that a name states: from "between" to the next preposition, but "of".
local function parties(list, first, last, grammar)
  local from
  for k = first, last do
    local folded = list[k].folded
    if from and QUOTES[list[k].form] then return nil end
    if from and grammar.carries[folded] and not grammar.parties[folded] and not grammar.links[folded] then
      return from, k - 1
    end
    if not from and grammar.parties[folded] and k < last then from = k + 1 end
  end
  return from, from and last
end

local function written(text, list, first, last)
  return (text:sub(list[first].start, list[last].stop):gsub("%s+", " "))
end

local function content_words(list, first, last, grammar)
  local words = {}
  for k = first, last do
    local piece = list[k]
    local is_content = piece.kind == "word" and not grammar.stop_words[piece.folded] and not grammar.types[piece.folded]
    if is_content then words[#words + 1] = piece end
  end
  return words
end

-- Titles in quotation marks that end with a type word: 《联合国宪章》.
local function quoted_titles(text, grammar)
  local found = {}
  for _, pair in ipairs(grammar.quotes) do
    local from = 1
    while true do
      local open, inner = text:find(pair[1], from, true)
      local close, stop = text:find(pair[2], (inner or #text) + 1, true)
      if not close then break end
      local title = text:sub(inner + 1, close - 1)
      for kind, forms in moonleaf.sorted(grammar.forms) do
        for _, form in ipairs(forms) do
          if #title > #form and title:sub(-#form) == form then
            found[#found + 1] = { name = title, kind = kind, start = inner + 1, stop = close - 1, lead = {}, tail = {} }
          end
        end
      end
      from = stop + 1
      if open and open >= #text then break end
    end
  end
  return found
end

-- Symbols of the United Nations: "S/RES/1373", "A/RES/68/262".
local function symbols(text)
  local found = {}
  for start, number, stop in text:gmatch "()%f[%w][AS]/RES/(%d[%d/]*)()" do
    number = number:gsub("/+$", "")
    found[#found + 1] = {
      name = text:sub(start, stop - 1), kind = "resolution", number = number, start = start, stop = stop - 1,
      lead = {}, tail = {},
    }
  end
  return found
end

-- Those of one list that overlap none of the other, put with it.
local function added(found, more)
  local list = { table.unpack(found) }
  for _, mention in ipairs(more) do
    local is_free = true
    for _, other in ipairs(found) do
      is_free = is_free and (mention.stop < other.start or other.stop < mention.start)
    end
    if is_free then list[#list + 1] = mention end
  end
  table.sort(list, function(a, b) return a.start < b.start end)
  return list
end

-- Of a language that makes compounds: "Flüchtlingskonvention", a name with a capital in front of it ("Genfer").
local function compound_type(list, k, grammar)
  local before = list[k - 1]
  local is_name = before and before.kind == "word" and pieces.is_capital(before.form)
    and not grammar.stop_words[before.folded]
  if not (grammar.compounds and is_name and pieces.is_capital(list[k].form)) then return nil end
  for form, kind in pairs(grammar.types) do
    if #list[k].folded > #form and list[k].folded:sub(-#form) == form and grammar.strong[kind] then return kind end
  end
end

-- "resolutions 1267 (1999) and 1373 (2001)": those behind the first one.
local function further(list, mention, last, grammar, found)
  local k = last + 1
  while true do
    if list[k] and list[k].form == "(" and list[k + 2] and list[k + 2].form == ")" then k = k + 3 end
    if not list[k] or not (list[k].form == "," or grammar.joins[list[k].folded]) then return end
    k = k + 1
    if not list[k] or list[k].kind ~= "digits" then return end
    found[#found + 1] = {
      name = grammar.forms[mention.kind][1] .. " " .. list[k].form, kind = mention.kind, number = list[k].form,
      start = list[k].start, stop = list[k].stop, stated = stated_year(list, k + 1, k), lead = {}, tail = {},
    }
    k = k + 1
  end
end

local function cased(text, grammar)
  local list, found, k = pieces.cut(text, nil, grammar.elisions), {}, 1
  local acts = has_act(list, grammar)
  while list[k] do
    local word = list[k].kind == "word" and list[k].folded
    local kind = word and (grammar.types[word] or grammar.named[word] or compound_type(list, k, grammar))
    local first, last, number
    if kind then first, last, number = name_at(list, k, kind, grammar, acts) end
    if first then
      local from, to = parties(list, k, last, grammar)
      found[#found + 1] = {
        name = written(text, list, first, last), kind = kind, number = number,
        start = list[first].start, stop = list[last].stop,
        stated = stated_year(list, number and last + 1 or first, last), year = year_of(list, acts, number),
        parties = from and written(text, list, from, to) or nil,
        lead = content_words(list, first, k - 1, grammar),
        tail = content_words(list, k, last, grammar),
      }
      if number and grammar.plurals[word] then further(list, found[#found], last, grammar, found) end
      k = last
    end
    k = k + 1
  end
  return found
end

-- The mentions in a sentence; start and stop count bytes as string.sub does.
function mentions.find(text, grammar)
  local found = grammar.quoted and quoted_titles(text, grammar) or {}
  if grammar.uncased or grammar.last then
    local list = pieces.cut(text, nil, grammar.elisions)
    local acts, more = has_act(list, grammar), bare.find(text, grammar)
    for _, mention in ipairs(more) do mention.year = year_of(list, acts, mention.number) end
    found = added(found, more)
  elseif not grammar.quoted then
    found = cased(text, grammar)
  end
  return text:find("/RES/", 1, true) and added(found, symbols(text)) or found
end

return mentions
