-- What happened when, as a text says it: full, partial and relative dates with the phrase of the sentence around them.
-- Dates are read by the table of each block's language (plugins/languages/); a year that is not said comes from the
-- text before, or is XXXX. Years inside names ("the 2015 Agreement"), codes and addresses are no dates. What several
-- documents tell is merged by moonleaf run timeline --across.
--
--   $ moonleaf run timeline --kind event
--   row  date                   precision   basis     kind   event
--     1  2017-06-08/2017-06-09  day-range   stated    event  The historic summit of SCO heads of member States ...
--     5  2011/2015              year-range  stated    event  under RATS coordination, the authorities of SCO member ...
--    12  2005                   year        relative  event  the military base in Khanabad was closed in Uzbekistan ...

local dates = require "dates"
local garbled = require "garbled"
local names = require "names"
local numeric = require "numeric"
local phrase = require "phrase"
local pieces = require "pieces"
local resolved = require "resolved"
local vocabulary = require "vocabulary"

-- Parts of a document without events of their own, and those that say when it appeared.
local SILENT_ROLES <const> = { title = true, keywords = true, navigation = true }
local MASTHEAD_ROLES <const> = { author = true, notice = true }

local ADDRESSES <const> = { "%a[%w+.-]*://%S+", "www%.%S+", "%S+@%S+" }
local CODES <const> = { "[Dd][Oo][Ii]:?%s*10%.%S+", "10%.%d%d%d%d+/%S+", "%[[%d%s,;.–pPсСsS-]+%]" }
local ADDRESS <const> = "|" -- what an address is masked with
local CARRIED_BY <const> = 2 -- sentences on which a date sheds light; the end of a paragraph counts as one
local SETTING <const> = 4 -- pieces of a sentence that opens with its year: "In the year 2004"
local LEAD <const> = 3 -- blocks whose first full date says of which year a document is
local DATELINE <const> = 16 -- pieces of a line that is nothing but place and date, at the head of a document ...
local LONGEST_DATELINE <const> = 400 -- bytes
local HEAD <const> = 6 -- ... which is so many blocks
local ENDS <const> = {
  ["."] = true, ["!"] = true, ["?"] = true, ["。"] = true, ["！"] = true, ["？"] = true, [":"] = true,
  ["।"] = true, ["۔"] = true, ["؟"] = true,
}
local COLONS <const> = { [":"] = true, ["："] = true }
local OPENING <const> = { ["("] = true, ["["] = true, ["（"] = true }

local timeline = {
  api = 1,
  summary = "Dated events: ISO date, precision, what happened, evidence",
  options = {
    { "kind", "text", default = "all", choices = { "all", "event", "bibliographic", "accessed", "masthead" },
      help = "only rows of this kind" },
  },
  columns = {
    { "date", "date", "ISO 8601 or EDTF: 2005, 2004/2019, 199X, 18XX, -0752; XXXX-06-07: no year is given" },
    { "precision", "text", "day, month, quarter, half-year, season, year, decade, century; ranges: day-range ..." },
    { "basis", "text", "stated; relative (\"the same year\"); inherited: the year is that of the text before" },
    { "kind", "text", "event, bibliographic (of a cited work), accessed (of a web page), masthead (of this document)" },
    { "event", "text", "the phrase of the sentence around the date" },
    { "flag", "text", "what is wrong or doubtful about the date as printed" },
    { "evidence", "span", "the sentence, or the entry of a bibliography" },
  },
  plots = {
    { "timeline", x = "date", title = "Dates in the texts" },
    { "timeline", x = "date", group = "document", title = "Dates of each document" },
  },
}

local function masked(text, patterns, sign)
  if not text:find "[/@%[]" and not text:find("www.", 1, true) then return text end
  for _, pattern in ipairs(patterns) do
    text = text:gsub(pattern, function(match) return sign:rep(#match) end)
  end
  return text
end

local function cut(text, folds, lexicon)
  return pieces.cut(masked(masked(text, ADDRESSES, ADDRESS), CODES, "_"), folds, lexicon.elisions)
end

-- Whether the date says when an address was looked up: words say so in front of it, in an entry or in brackets, or it
-- stands behind the address of an entry.
local function is_access(list, date, words, is_entry)
  local at = date.first - 1
  if list[at] and COLONS[list[at].form] then at = at - 1 end
  local _, first = words.accessed:ending(list, at)
  local has_address, is_bracketed = false, first ~= nil and first > 1 and OPENING[list[first - 1].form]
  for k = 1, date.first - 1 do has_address = has_address or list[k].form == ADDRESS end
  return first and (is_entry or has_address or is_bracketed) or is_entry and has_address or false
end

-- What all blocks of a document share, and what is carried from one to the next.
local function state_of(document)
  local year, month, day = (document.date or ""):match "^(%d%d%d%d)%-?(%d?%d?)%-?(%d?%d?)"
  local own = year and { year = tonumber(year), month = tonumber(month), day = tonumber(day) } or nil
  return { document = document, folds = {}, names = names.of(document), own = own, age = 0, place = 0, sentence = 0 }
end

local function words_of(block, state)
  local tag = block.language ~= "und" and block.language or state.document.language
  local words = vocabulary.of(tag)
  local order = state.order or words.order
  return words, order
end

-- The order of day and month that a numeric date of the document shows.
local function shown_order(document)
  local text = document:text()
  if not text:find "%d[/-]%d+[/-]" then return nil end
  text = masked(text, ADDRESSES, ADDRESS)
  for first, sign, second, year in text:gmatch "%f[%d](%d%d?)([/-])(%d%d?)[/-](%d%d%d%d)%f[%D]" do
    local order = numeric.order(pieces.cut(first .. sign .. second .. sign .. year))
    if order then return order end
  end
end

local function row(date, kind, anchor)
  local value, precision, basis = resolved.of(date, anchor)
  if not value and not date.flag then return nil end
  return { date = value, precision = precision, basis = basis, kind = kind, flag = date.flag }
end

-- An entry of a bibliography, or a line that says when the document appeared: a date within another says nothing new.
local function entry_rows(block, state, kind, emit)
  local words, order = words_of(block, state)
  local list = cut(block.text, state.folds, words.lexicon)
  local said = {}
  for _, date in ipairs(dates.all(list, words, order)) do
    local is_label = words.lexicon.labels_before:ending(list, date.first - 1) -- "pp. 1234-1240"
    local made = not is_label and row(date, is_access(list, date, words, true) and "accessed" or kind)
    local is_new = made and made.date ~= nil
    for _, value in ipairs(said) do is_new = is_new and value:sub(1, #made.date) ~= made.date end
    if is_new then
      said[#said + 1] = made.date
      made.evidence = block
      emit(made)
      if kind == "masthead" and not state.own then state.own = date end
    end
  end
end

-- The date that a relative one is counted from: the last of this sentence or of one just before. A year that is not
-- said is that of the last date that set a time (of a month, or at the head of its sentence), else the document's, else
-- that of a year mentioned in the sentence before ("since 2010" and "built in 2004" set none for their own sentence).
local function anchor_of(date, state, mentioned)
  local carried = state.age <= CARRIED_BY and state.carried or nil
  if date.relation then return date.relation.now and state.own or not date.relation.now and carried or nil end
  local set = state.set and state.place_of_set and state.sentence - state.place_of_set <= CARRIED_BY and state.set
  return set or state.own or state.head or mentioned
end

-- Whether a date sets the time of what follows.
local function sets_time(list, date, lexicon)
  return date.month ~= nil or date.first <= SETTING and not lexicon.date_since:ending(list, date.first - 1)
end

local function remember(list, date, state, lexicon)
  state.carried, state.age = not date.decade and date or nil, 0
  if date.decade or date.named then return end
  if sets_time(list, date, lexicon) then state.set, state.place_of_set = date, state.sentence end
  local is_full = date.month and date.year and not date.relation
  if is_full and state.place <= LEAD and not state.head then state.head = { year = (date.to or date).year } end
end

-- A year inside a name of the sentence is at hand for a month without one: "Peace Mission 2016 was held in September".
local function year_of_name(list, date)
  local year = nil
  for k = 2, date.first - 1 do
    local piece, before = list[k], list[k - 1]
    local is_year = piece.kind == "digits" and piece.form:find "^[12][09]%d%d$" and before.kind == "word"
    if is_year and pieces.is_capital(before.form) and not before.ideograph then year = tonumber(piece.form) end
  end
  return year and { year = year } or nil
end

local function sentence_rows(sentence, list, words, order, state, emit)
  local found = dates.find(list, words, order, state.names)
  local said, mentioned = {}, state.age <= CARRIED_BY and state.carried or nil
  state.sentence = state.sentence + 1
  for _, date in ipairs(found) do
    local kind = is_access(list, date, words, false) and "accessed" or "event"
    local named = not date.year and not date.relation and year_of_name(list, date)
    local made = row(date, kind, named or anchor_of(date, state, mentioned))
    if made and not said[made.date or ""] then
      said[made.date or ""] = true
      made.event = phrase.of(sentence.text, list, date, found, words)
      made.evidence = sentence
      emit(made)
    end
    if made and kind == "event" and date.year and not date.flag then remember(list, date, state, words.lexicon) end
  end
end

local function prose_rows(block, state, emit)
  local words, order = words_of(block, state)
  local may_hold = state.own and words.may_hold_now or words.may_hold
  state.age = state.age + 1
  for sentence in block:sentences() do
    state.age = state.age + 1
    if may_hold(sentence.text) then
      sentence_rows(sentence, cut(sentence.text, state.folds, words.lexicon), words, order, state, emit)
    else
      state.sentence = state.sentence + 1
    end
  end
end

-- A short line without the end of a sentence, at the head of the document: "Astana, 8 June 2017". Words of content in
-- lower case behind the date make it an event: "15 June 2001: the charter is signed".
local function is_dateline(block, state)
  if state.place > HEAD or block.type ~= "paragraph" or #block > LONGEST_DATELINE then return false end
  local words, order = words_of(block, state)
  local list = cut(block.text, state.folds, words.lexicon)
  if #list == 0 or #list > DATELINE or ENDS[list[#list].form] then return false end
  local date = dates.all(list, words, order)[1]
  for k = date and date.last + 1 or #list + 1, #list do
    local piece = list[k]
    local is_small = piece.kind == "word" and not pieces.is_capital(piece.form)
    if is_small and not words.lexicon.stop_words[piece.folded] then return false end
  end
  return true
end

local function block_rows(block, state, emit)
  state.place = state.place + 1
  if block.type == "code" or SILENT_ROLES[block.role] then return end
  if block.role == "references" then
    entry_rows(block, state, "bibliographic", emit)
  elseif MASTHEAD_ROLES[block.role] or is_dateline(block, state) then
    entry_rows(block, state, "masthead", emit)
  else
    prose_rows(block, state, emit)
  end
end

-- Rows of a misread block are dropped: its digits are letters. Asked only where there are rows, for it takes time.
function timeline.document(document, options, emit)
  local state = state_of(document)
  state.order = shown_order(document)
  for block in document:blocks() do
    local is_sound = nil
    block_rows(block, state, function(made)
      if is_sound == nil then is_sound = not garbled.is_text(block.text) end
      if is_sound and (options.kind == "all" or options.kind == made.kind) then emit(made) end
    end)
  end
end

return timeline
