-- Statistics that a text states in prose: how many of what, of when, and what was done with them. Numbers, units, dates
-- and qualifiers are read by the table of each block's language (plugins/languages/).
--
--   $ moonleaf run figures
--   row  value  qualifier  unit  counted                       verb         period
--     5     20                   terrorist attacks             prevent      2011/2015
--     9   2700  more than        members of illicit armed ...  arrested     2011/2015
--    16     52  more than  t     explosives                    confiscated  2011/2015
--        “More than 2,700 members of illicit armed groups, their accomplices, and persons ...”

local garbled = require "garbled"
local lexicons = require "lexicon"
local numbers = require "numbers"
local particles = require "particles"
local periods = require "periods"
local pieces = require "pieces"
local quoted = require "quoted"
local statements = require "statements"
local triggers = require "triggers"

-- Parts of a document that state nothing: who wrote it, what it cites, what frames it.
local SILENT_ROLES <const> = {
  title = true, author = true, keywords = true, references = true, navigation = true, notice = true,
}
local SILENT_TYPES <const> = { heading = true, code = true, table = true }

-- What looks like digits of a text and is none: addresses, references in brackets.
local MASKED <const> = {
  "%a[%w+.-]*://%S+", "www%.%S+", "%S+@%S+", "[Dd][Oo][Ii]:?%s*10%.%S+", "10%.%d%d%d%d+/%S+", "%[[%d%s,;.–pPсСsS-]+%]",
}
local TELEPHONE <const> = "%+%d+[%s(.-]+%d[%d%s()./-]+%d%d" -- a sentence with one says how to reach somebody
local DIGITS_OF_A_ROW <const> = 8 -- runs of digits; where they outnumber the words, it is a row of a table
local CONTACT_REACH <const> = 4 -- pieces between "Tel." and its number
local INHERITED_BY <const> = 2 -- sentences that go on with a period stated before them

local figures = {
  api = 1,
  summary = "Statistics stated in prose: value, unit, what is counted, period, evidence",
  options = {
    { "least", "number", default = 0, min = 0, help = "leave out values below this" },
  },
  columns = {
    { "value", "number", "the number; the lower end of a range; a share as a fraction" },
    { "value_to", "number", "the upper end of a range" },
    { "qualifier", "text", "about, almost, more than, at least, less than, up to; empty when exact" },
    { "unit", "text", "%, t, km, USD, year, fraction ...; empty for a count" },
    { "counted", "text", "what is counted, as written" },
    { "verb", "text", "the verb, as written" },
    { "period", "date", "the time that the figure is of (EDTF), by its sentence or one just before" },
    { "evidence", "span", "the sentence" },
  },
  plots = {
    { "bar", x = "unit", title = "Units of the figures" },
    { "timeline", x = "period", title = "Times that figures are of" },
  },
}

local function masked(text)
  if not text:find "[/@%[]" and not text:find("www.", 1, true) then return text end
  for _, pattern in ipairs(MASKED) do
    text = text:gsub(pattern, function(match) return ("|"):rep(#match) end)
  end
  return text
end

local function language_table(tag)
  return moonleaf.language(tag) or moonleaf.language(tag:match "^%a+" or tag)
end

-- Lexicons by language and what tells whether a sentence may hold a number, made when first asked for and kept for the
-- documents to come.
local lexicon_by_tag, trigger_by_tag = {}, {}

local function lexicon_of(tag)
  if not lexicon_by_tag[tag] then
    local lexicon = lexicons.of(language_table(tag))
    local books = { lexicon.words, lexicon.scales, lexicon.fractions, lexicon.ordinal_prefixes, lexicon.every }
    lexicon_by_tag[tag], trigger_by_tag[tag] = lexicon, triggers.of(triggers.words(books), lexicon.elisions)
  end
  return lexicon_by_tag[tag], trigger_by_tag[tag]
end

local function is_silent(block)
  return SILENT_ROLES[block.role] or SILENT_TYPES[block.type] or false
end

-- The period of a figure: the sentence's own (the last one in front of the figure where the sentence opens with one,
-- else the next one behind, else the last in front), or the one carried on from before.
local function period_of(found, statement, first, carried)
  if #found == 0 then return carried end
  local before, behind
  for _, period in ipairs(found) do
    if period.first < statement.first then before = period else behind = behind or period end
  end
  local opens = found[1].first < first.first
  local chosen = opens and before or behind or before
  return chosen.start and chosen
end

-- First and last day as short as they can be said: as years, or as one month, where they cover these whole.
local function shortened(start, stop)
  local year, month = start:match "^(%d%d%d%d)%-(%d%d)"
  if start:find "%-01%-01$" and stop:find "%-12%-31$" then return year, stop:sub(1, 4) end
  if not month or not start:find "%-01$" or stop:sub(1, 7) ~= start:sub(1, 7) then return start, stop end
  local days = os.date("*t", os.time { year = tonumber(year), month = tonumber(month) + 1, day = 0, hour = 12 }).day
  if tonumber(stop:sub(9)) ~= days then return start, stop end
  return start:sub(1, 7), stop:sub(1, 7)
end

-- A period in EDTF: 2015, 2011/2015, 2017-06-08/2017-06-09, 2001/..
local function edtf(period)
  if not period.stop then return (period.start:gsub("%-01%-01$", "")) .. "/.." end
  local first, last = shortened(period.start, period.stop)
  return first == last and first or first .. "/" .. last
end

local function row_of(sentence, statement, period)
  return {
    value = math.tointeger(statement.value) or statement.value,
    value_to = statement.value_to and (math.tointeger(statement.value_to) or statement.value_to),
    qualifier = statement.qualifier, unit = statement.unit,
    counted = statement.counted ~= "" and statement.counted or nil, verb = statement.verb,
    period = period and edtf(period), evidence = sentence,
  }
end

-- "Tel. 22 55 11": the line says how somebody is reached.
local function is_contact(list, at, lexicon)
  local _, last = lexicon.contacts:at(list, at)
  for k = last and last + 1 or at + 1, (last or at) + CONTACT_REACH do
    if list[k] and list[k].kind == "digits" then return last ~= nil end
  end
  return false
end

-- Whether a sentence may state a figure: it has a number, is no row of a table and no line of addresses.
local function may_state(list, lexicon)
  local has_number, digits, words = false, 0, 0
  for at, piece in ipairs(list) do
    if lexicon.contacts:may_begin(piece) and is_contact(list, at, lexicon) then return false end
    has_number = has_number or numbers.may_begin(piece, lexicon)
    digits = digits + (piece.kind == "digits" and 1 or 0)
    words = words + (piece.kind == "word" and 1 or 0)
  end
  return has_number and (digits < DIGITS_OF_A_ROW or digits <= words)
end

local function sentence_pieces(text, folds, lexicon)
  return particles.split(pieces.cut(masked(text), folds, lexicon.elisions), lexicon)
end

-- What the next sentence may go on counting: "Four of them ..."
local function last_counted(statement)
  return statement and not statement.by_unit and statement.unit == "" and statement.counted or nil
end

-- The figures of a block, with its periods carried from sentence to sentence.
local function block_rows(document, block, names, folds, emit)
  local lexicon, may_hold = lexicon_of(block.language ~= "und" and block.language or document.language)
  local carried, age, begins_block, counted = nil, 0, true, nil
  for sentence in block:sentences() do
    local text = sentence.text
    local list = may_hold(text) and not text:find(TELEPHONE) and sentence_pieces(text, folds, lexicon)
    local stated = {}
    age = age + 1
    if age > INHERITED_BY then carried = nil end
    if list and may_state(list, lexicon) then
      local found = periods.find(list, lexicon)
      stated = statements.find(text, list, lexicon, names, begins_block, counted)
      for _, statement in ipairs(stated) do
        emit(row_of(sentence, statement, period_of(found, statement, stated[1], carried)))
      end
      if #found > 0 then carried, age = found[#found].start and found[#found] or nil, 0 end
    end
    counted = last_counted(stated[#stated])
    begins_block = false
  end
end

-- Rows of a misread block are dropped: its digits are letters. Asked only where there are rows, for it takes time.
function figures.document(document, options, emit)
  local names, folds = quoted.names(document:text()), {}
  for block in document:blocks() do
    local is_sound = nil
    if not is_silent(block) then
      block_rows(document, block, names, folds, function(row)
        if is_sound == nil then is_sound = not garbled.is_text(block.text) end
        if is_sound and math.abs(row.value) >= options.least then emit(row) end
      end)
    end
  end
end

return figures
