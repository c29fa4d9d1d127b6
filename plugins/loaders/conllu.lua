-- CoNLL-U (universaldependencies.org/format.html) and CoNLL-U Plus: the text as its comments have it, with the tokens,
-- sentences and annotations of the file. Its columns are layers: id, lemma, pos (UPOS), xpos, feats, head, deprel,
-- deps, misc. A line "# newdoc" begins a document, "# newpar" a paragraph; "# meta::KEY = VALUE" is metadata.
--
--   # newdoc id = rivers-1                       metadata   { id = "rivers-1" }
--   # text = It doesn't rain.                    paragraph  It doesn't rain.
--   1    It    it  PRON  ...                     token      It    lemma it, pos PRON
--   2-3  doesn't  _  _  ...  SpaceAfter=No       (its words put together give it: two tokens)
--   2    does  do  AUX   ...                     token      does  lemma do, pos AUX
--   3    n't   not PART  ...                     token      n't   lemma not, pos PART
--
-- Where the words of a multiword token are not what is written (zum: zu dem), the token has the values of them all:
-- lemma zu+der. Empty nodes (8.1), which nobody wrote, and other comments are left out.
local flow = require "flow"

local LONGEST <const> = 500 -- sentences of a paragraph where the file begins none: a block is held in memory

local MOST_COLUMNS <const> = 32 -- captures of a pattern of Lua

local conllu = {
  api         = 1,
  summary     = "Annotated text (CoNLL-U), its columns as layers",
  extensions  = { "conllu", "conllup", "conll" },
  media_types = { "text/x-conllu" },
  magic       = { "# newdoc", "# newpar", "# sent_id", "# text = ", "# global.columns", "# generator = UDPipe" },
}

local COLUMNS <const> = { "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc" }
local LAYERS <const> = { upos = "pos" } -- the others keep their names
local NOTHING <const> = "_"

-- ---- lines ----

-- The names that "# global.columns = ID FORM PARSEME:MWE" gives the columns.
local function columns_of(list)
  local names = {}
  for name in list:gmatch "%S+" do names[#names + 1] = name:lower():gsub("[^%w]", "_") end
  if #names < 2 or #names > MOST_COLUMNS then error(("global.columns names %d columns"):format(#names), 0) end
  return names
end

-- The pattern of a line with so many columns.
local function pattern_of(columns) return "^" .. ("([^\t]*)\t"):rep(columns - 1) .. "([^\t]*)$" end

-- A line of ten columns as { id =, form =, values = { lemma = ... }, is_glued = }.
local function read_word(line, number, names, pattern)
  local cells, values, form = { line:match(pattern) }, {}, nil
  if #cells == 0 then
    local _, tabs = line:gsub("\t", "")
    error(("line %d has %d columns, a CoNLL-U line has %d"):format(number, tabs + 1, #names), 0)
  end
  for i, name in ipairs(names) do
    local cell = cells[i]
    if name == "form" then form = cell elseif cell ~= NOTHING then values[LAYERS[name] or name] = cell end
  end
  if form == NOTHING and cells[3] == NOTHING then values.lemma = NOTHING end -- an underscore that is written
  local is_glued = values.misc and ("|" .. values.misc .. "|"):find("|SpaceAfter=No|", 1, true) ~= nil
  return { id = values.id, form = form, values = values, is_glued = is_glued }
end

-- Adds the word of a line to a sentence by its id: a number, a range of a multiword token, or 8.1 of an empty node.
local function add_word(sentence, word, number)
  local first, last = (word.id or ""):match "^(%d+)%-(%d+)$"
  if first then
    sentence.ranges[#sentence.words + 1] = { word = word, count = tonumber(last) - tonumber(first) + 1 }
  elseif (word.id or ""):find "^%d+$" then
    if not word.form or word.form == "" then error(("line %d has no form"):format(number), 0) end
    sentence.words[#sentence.words + 1] = word
  elseif not (word.id or ""):find "^%d+%.%d+$" then
    error(("line %d begins with \"%s\", a CoNLL-U line with a number"):format(number, word.id or ""), 0)
  end
end

-- ---- sentences ----

-- The values of several words together, as "zu+der"; a word without one has "_".
local function joined(words, id)
  local values, named = {}, {}
  for _, word in ipairs(words) do
    for name in pairs(word.values) do named[name] = true end
  end
  for name in pairs(named) do
    local parts = {}
    for i, word in ipairs(words) do parts[i] = word.values[name] or NOTHING end
    values[name] = table.concat(parts, "+")
  end
  values.id = id
  return values
end

-- Adds the words of a multiword token to `units`: themselves where they are what is written, else the token.
local function add_range(units, range, words)
  local forms = {}
  for i, word in ipairs(words) do forms[i] = word.form end
  if table.concat(forms) ~= range.word.form then
    local values = joined(words, range.word.id)
    units[#units + 1] = { form = range.word.form, values = values, is_glued = range.word.is_glued }
    return
  end
  for i, word in ipairs(words) do
    local is_glued = i < #words or range.word.is_glued
    units[#units + 1] = { form = word.form, values = word.values, is_glued = is_glued }
  end
end

-- What is written, in order: { form =, values =, is_glued = }.
local function units_of(sentence)
  local units, at = {}, 1
  while at <= #sentence.words do
    local range = sentence.ranges[at]
    if range then
      local words = table.move(sentence.words, at, math.min(at + range.count - 1, #sentence.words), 1, {})
      add_range(units, range, words)
      at = at + math.max(#words, 1)
    else
      units[#units + 1] = sentence.words[at]
      at = at + 1
    end
  end
  return units
end

-- The places of the units in the text of the comment; nil where they do not make it up.
local function find_places(units, text)
  local places, at = {}, 1
  for i, unit in ipairs(units) do
    local start, stop = text:find(unit.form, at, true)
    if not start or text:sub(at, start - 1):gsub("\u{A0}", " "):find "%S" then return nil end
    places[i] = { start - 1, stop, unit.values }
    at = stop + 1
  end
  return not text:sub(at):find "%S" and places or nil
end

local function put_sentence(text, sentence)
  local units = units_of(sentence)
  local places = sentence.text and find_places(units, sentence.text)
  text:space()
  text:sentence()
  if places then
    text:exact(sentence.text, places)
  else
    for i, unit in ipairs(units) do
      if i > 1 and not units[i - 1].is_glued then text:space() end
      text:token(unit.form, unit.values)
    end
  end
  if #units > 0 and units[#units].is_glued then text:join() end
end

-- ---- documents ----

-- What reads lines and adds documents to a load.
local function reader(add)
  local self = { names = COLUMNS, pattern = pattern_of(#COLUMNS), text = flow.new(), metadata = {} }
  self.sentences, self.count = 0, 0
  local sentence = { words = {}, ranges = {} }

  local function end_paragraph()
    if not self.text:is_empty() then
      self.document = self.document or add { title = self.title, metadata = next(self.metadata) and self.metadata }
      self.text:add(self.document, "paragraph")
    end
    self.sentences = 0
  end

  local function begin_document(id)
    end_paragraph()
    self.document, self.title, self.metadata = nil, nil, { id = id }
  end

  function self.end_sentence()
    if #sentence.words > 0 then
      put_sentence(self.text, sentence)
      self.sentences, self.count = self.sentences + 1, self.count + 1
      if self.sentences >= LONGEST then end_paragraph() end
    end
    sentence = { words = {}, ranges = {} }
  end

  local comments = {
    newdoc = function(value) begin_document(value) end,
    newpar = end_paragraph,
    text = function(value) sentence.text = value end,
    ["global.columns"] = function(value)
      self.names = columns_of(value or "")
      self.pattern = pattern_of(#self.names)
    end,
  }

  function self.comment(line)
    local words, value = line:match "^#%s*(.-)%s*=%s*(.-)%s*$"
    local name = (words or line):match "^#?%s*(%S*)"
    local key = name:match "^meta::(.+)$"
    if comments[name] then comments[name](value) end
    if key == "title" then self.title = value
    elseif key then self.metadata[key] = value end
  end

  function self.word(line, number) add_word(sentence, read_word(line, number, self.names, self.pattern), number) end

  function self.finish()
    self.end_sentence()
    end_paragraph()
  end

  return self
end

function conllu.load(source, add)
  local read, number = reader(add), 0
  for line in source:lines() do
    number = number + 1
    if line:find "^#" then read.comment(line)
    elseif line:find "%S" then read.word(line, number)
    else read.end_sentence() end
  end
  read.finish()
  if read.count == 0 then error("no sentences in it: a CoNLL-U line has 10 columns parted by tabs", 0) end
end

return conllu
