-- Vertical text (the input format of the IMS Open Corpus Workbench, of Korp and of Sketch Engine): a token a line with
-- its annotations in columns, structure as tags. <text> or <doc> begins a document with its attributes as metadata,
-- <p> a paragraph, <head> a heading, <s> a sentence, <pb n="7"/> a page; <g/> says that no space follows.
--
--   <text title="On rivers" year="1901">     title      On rivers      metadata  { year = 1901 }
--   <p>
--   <s>
--   It        PRP  it                        paragraph  It rains.
--   rains     VBZ  rain                      token      rains   pos VBZ, lemma rain
--   .         SENT .
--
-- Columns are word, pos and lemma, or as a first line such as <!-- #vrt positional-attributes: word lemma pos --> says;
-- further ones are called column4 and so on. Between words stand spaces, but not before closing or behind opening
-- punctuation.
local flow = require "flow"
local markup = require "markup"

local LONGEST <const> = 15000 -- words of a block where the file begins none: it is held in memory

local vrt = {
  api         = 1,
  summary     = "Vertical text (.vrt) of corpus tools, its columns as layers",
  extensions  = { "vrt", "vert", "vertical" },
  media_types = { "text/x-vrt" },
  magic       = { "<text *>\n<p>\n*\t*", "<text *>\n<p *>\n*\t*", "<text *>\n<s>\n*\t*", "<text *>\n<s *>\n*\t*",
                  "<text *>\n<p>\n<s>\n*\t*", "<text *>\n<p *>\n<s *>\n*\t*", "<text *>\n*\t*",
                  "<doc *>\n<p>\n<s>\n*\t*", "<doc *>\n<s>\n*\t*", "<doc *>\n*\t*", "<!-- #vrt " },
}

local COLUMNS <const> = { "word", "pos", "lemma" }
local DOCUMENTS <const> = { text = true, doc = true }
local BLOCKS <const> = { p = "paragraph", para = "paragraph", head = "heading", heading = "heading", h = "heading",
                         title = "heading", item = "list_item" }
local NAMES_OF_TITLE <const> = { "title", "titel", "name" }

-- ---- spaces ----

local CLOSING <const> = {}
for sign in (". , ; : ! ? ) ] } » ” ’ › % … 。 、 ， ； ： ！ ？ ） 」 』 】 ؟ ، ؛ ।"):gmatch "%S+" do CLOSING[sign] = true end
local OPENING <const> = {}
for sign in ("( [ { « “ „ ‚ ‘ ‹ ¿ ¡ （ 「 『 【"):gmatch "%S+" do OPENING[sign] = true end
local UNSPACED <const> = { Hani = true, Hira = true, Kana = true, Thai = true, Laoo = true, Khmr = true, Mymr = true }

-- How a form stands: { closes =, opens =, is_quote =, is_unspaced = }. Forms come again and again.
local shapes = setmetatable({}, { __index = function(known, form)
  local shape = {
    closes = CLOSING[form] or form:find "^['’]%a" ~= nil or form:find "^%.%.+$" ~= nil,
    opens = OPENING[form] or form:find "%a['’]$" ~= nil, -- l' and d'
    is_quote = form == '"' or form == "'",
    is_unspaced = UNSPACED[moonleaf.text.script(form)] or false,
  }
  known[form] = shape
  return shape
end })

-- Says that a space stands before the token, where one does; `state` is kept between tokens.
local function put_space(text, form, state)
  local shape = shapes[form]
  local closes = shape.closes or shape.is_quote and state[form]
  if not (closes or state.is_open or shape.is_unspaced and state.is_unspaced) then text:space() end
  state.is_open = shape.opens or shape.is_quote and not state[form]
  if shape.is_quote then state[form] = not state[form] end
  state.is_unspaced = shape.is_unspaced
end

-- ---- lines ----

-- Name and attributes of a tag, nil for a line that is none; "/name" where it ends something.
local function read_tag(line)
  local slash, name, rest = line:match "^<(/?)([%a_][%w_.:-]*)([^\t]*)>%s*$"
  if not name then return nil end
  local attributes = {}
  for key, value in rest:gmatch "([%w_.:-]+)%s*=%s*(%b\"\")" do
    attributes[key] = markup.entities(value:sub(2, -2))
  end
  for key, value in rest:gmatch "([%w_.:-]+)%s*=%s*(%b'')" do
    attributes[key] = attributes[key] or markup.entities(value:sub(2, -2))
  end
  return slash .. name:lower(), attributes
end

-- The names of columns in a comment, or nil.
local function declared_columns(line)
  local list = line:match "#vrt positional%-attributes:%s*(.-)%s*%-%->"
  if not list then return nil end
  local names = {}
  for name in list:gmatch "%S+" do
    names[#names + 1] = name:match "^[^/]*":lower():gsub("[^%l%d]", "_"):gsub("^[^%l]", "c_%0")
  end
  return names
end

-- The cells of a line; three at once is what most lines have, and much the fastest.
local function cells_of(line)
  local first, second, third = line:match "^([^\t]*)\t([^\t]*)\t([^\t]*)$"
  if first then return { first, second, third } end
  local cells = {}
  for cell in (line .. "\t"):gmatch "([^\t]*)\t" do cells[#cells + 1] = cell end
  return cells
end

local function read_token(line, names)
  local cells, values = cells_of(line), {}
  if line:find("&", 1, true) then
    for i, cell in ipairs(cells) do cells[i] = markup.entities(cell) end
  end
  for i = 2, #cells do
    local cell = cells[i]
    if cell ~= "" and cell ~= "__UNDEF__" then values[names[i] or "column" .. i] = cell end
  end
  return cells[1]:match "^ *(.-) *$", values
end

-- ---- documents ----

-- A value as metadata has it: numbers as numbers, but not those with a zero in front.
local function typed(value)
  if value:find "^%-?[1-9]%d*$" or value:find "^%-?%d+%.%d+$" or value == "0" then return tonumber(value) end
  return value
end

-- Title and metadata of the attributes of <text>.
local function facts_of(attributes)
  local title, metadata = nil, {}
  for _, name in ipairs(NAMES_OF_TITLE) do
    if not title and attributes[name] and attributes[name] ~= "" then
      title, attributes[name] = attributes[name], nil
    end
  end
  for key, value in pairs(attributes) do
    if value ~= "" then metadata[key] = typed(value) end
  end
  return title, next(metadata) and metadata
end

local function reader(add)
  local self = { names = COLUMNS, text = flow.new(), count = 0 }
  local kind, words, has_sentences, spacing, facts, document, page = "paragraph", 0, false, {}, {}, nil, nil

  local function end_block()
    if not self.text:is_empty() then
      document = document or add { title = facts.title, metadata = facts.metadata }
      self.text:add(document, kind, { page = page, level = kind == "heading" and 1 or nil })
    end
    kind, words, spacing = "paragraph", 0, {}
  end

  local function begin_document(attributes)
    end_block()
    facts.title, facts.metadata = facts_of(attributes)
    document, page = nil, nil
  end

  function self.tag(name, attributes)
    local ended = name:match "^/(.*)"
    if DOCUMENTS[ended or name] then begin_document(attributes)
    elseif BLOCKS[ended or name] then
      end_block()
      kind = BLOCKS[name] or "paragraph"
    elseif name == "s" then
      if words >= LONGEST then end_block() end
      has_sentences = true
      self.text:sentence()
    elseif name == "pb" then page = math.tointeger(tonumber(attributes.n)) or (page or 0) + 1
    elseif name == "g" then self.text:join() end
  end

  function self.token(line, number)
    local form, values = read_token(line, self.names)
    if form == "" then error(("line %d has no word in its first column"):format(number), 0) end
    if words >= LONGEST and not has_sentences then end_block() end
    put_space(self.text, form, spacing)
    self.text:token(form, values)
    self.count, words = self.count + 1, words + 1
  end

  self.finish = end_block
  return self
end

function vrt.load(source, add)
  local read, number = reader(add), 0
  for line in source:lines() do
    number = number + 1
    local name, attributes = read_tag(line)
    if name then read.tag(name, attributes)
    elseif line:find "^<[!?]" then read.names = declared_columns(line) or read.names
    elseif line:find "%S" then read.token(line, number) end
  end
  read.finish()
  if read.count == 0 then error("no words in it: vertical text has a word a line", 0) end
end

return vrt
