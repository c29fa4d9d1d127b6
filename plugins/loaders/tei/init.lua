-- TEI (P5, and the older P4): the text of the body with headings, lists, tables, quotations, notes and page numbers;
-- title, author, date, language and source from the header. Each TEI of a teiCorpus is a document.
--
--   <titleStmt><title>On rivers</title>         title       On rivers
--   <div><head>Springs</head>                   heading 1   Springs
--   <p>Rivers<note>In 1901.</note> rise</p>     paragraph   Rivers rise
--                                               paragraph   In 1901.     (note)
--   <lg><l>Flow on,</l><l>sweet Afton</l></lg>  paragraph   Flow on,
--                                                           sweet Afton
--   <s><w lemma="rise" pos="VB">rise</w>        token       rise         lemma rise, pos VB
--
-- A block all of whose words are in <w> and <pc> keeps these as its tokens, and <s> as its sentences; their attributes
-- (lemma, pos, msd, ana, norm, type ...) are layers. Of a <choice> the edited form is text (corr, reg, expan); what is
-- deleted, running heads and facsimiles are left out.
local flow = require "flow"
local header = require "teiheader"
local packed = require "packed"

local tei = {
  api         = 1,
  summary     = "Texts in TEI, with their tokens and annotations",
  extensions  = { "tei" },
  media_types = { "application/tei+xml" },
  magic       = { "<TEI", "<TEI.2", "<teiCorpus", "<teiCorpus.2" },
}

local function set(names)
  local made = {}
  for name in names:gmatch "%S+" do made[name] = true end
  return made
end

local ROOTS <const> = set "TEI TEI.2"
local LEFT_OUT <const> = set "teiHeader del fw gap graphic facsimile sourceDoc standOff index interp spanGrp linkGrp"
local UNEDITED <const> = set "orig sic abbr" -- inside of <choice>
local DIVISIONS <const> = set "div div0 div1 div2 div3 div4 div5 div6 div7"
local TOKENS <const> = set "w pc"
local LINES <const> = set "l lb"
local INLINE_IN_TEXT <const> = set "quote q cit label stage bibl" -- blocks only where no text is before them

-- What begins a block: its kind and role. Text elsewhere is a paragraph.
local BLOCKS <const> = {
  p = {}, ab = {}, u = {}, seg = {}, lg = {}, sp = {}, speaker = {}, stage = {}, opener = {}, closer = {}, salute = {},
  signed = {}, dateline = {}, trailer = {}, argument = {}, label = {}, castItem = {}, imprimatur = {},
  docImprint = {}, docDate = {}, byline = {}, list = {},
  head = { kind = "heading" }, item = { kind = "list_item" }, figDesc = { kind = "caption" },
  quote = { role = "quotation" }, q = { role = "quotation" }, cit = {}, epigraph = { role = "quotation" },
  bibl = { kind = "list_item", role = "references" }, biblStruct = { kind = "list_item", role = "references" },
  titlePart = { kind = "heading", role = "title" }, docAuthor = { role = "author" },
  div = {}, div0 = {}, div1 = {}, div2 = {}, div3 = {}, div4 = {}, div5 = {}, div6 = {}, div7 = {}, front = {},
  body = {}, back = {}, text = {}, group = {}, titlePage = {}, table = {}, figure = {}, listBibl = {},
}

-- ---- tokens ----

local NOT_OF_TOKEN <const> = set "id n part join next prev rend corresp sameAs space base lang xml:id rendition style"
local RENAMED <const> = { hw = "lemma" } -- as the British National Corpus writes

-- What the attributes of <w> say, as layers.
local function values_of(a)
  local values = {}
  for key, value in pairs(a) do
    local name = RENAMED[key] or key:lower()
    if not NOT_OF_TOKEN[key] and name:find "^%l[%l%d_]*$" and value ~= "" then values[name] = value end
  end
  return values
end

-- Adds what words inside of a word say: "do+not".
local function join_values(word, inner)
  for name, value in pairs(inner) do
    local before = word.inner[name]
    word.inner[name] = before and before .. "+" .. value or value
  end
end

-- ---- blocks ----

-- Calls for moonleaf.xml that add the documents of the text.
local function reader(add)
  local open = {}      -- elements that began a block: { name =, kind =, role =, is_begun = }
  local text = flow.new()
  local notes, outer = {}, {}   -- notes of the block under way; blocks that wait for the end of a note
  local skipped, divisions, lists, choices = 0, 0, 0, 0
  local cells, word, page, text_page, document = nil, nil, nil, nil, nil
  local facts = { metadata = {} }

  local function innermost() return open[#open] or {} end

  local function role_of()
    for i = #open, 1, -1 do
      if open[i].role then return open[i].role end
    end
  end

  -- The kind of the block under way, and its level. What follows the first text of a list's item is a paragraph.
  local function kind_of(element)
    if element.kind == "heading" and (element.within == "table" or element.within == "figure") then return "caption" end
    if element.kind == "heading" then return "heading", math.max(divisions, 1) end
    for i = #open, 1, -1 do
      if open[i].kind == "list_item" and not open[i].is_begun then
        open[i].is_begun = true
        return "list_item", math.max(lists, 1)
      end
    end
    return element.kind ~= "list_item" and element.kind or "paragraph"
  end

  local function add_block(kind, content, fields)
    document = document or add { title = facts.title, metadata = next(facts.metadata) and facts.metadata }
    if type(content) == "string" then document:block(kind, content, fields) else content:add(document, kind, fields) end
  end

  local function add_notes()
    local waiting = notes
    notes = {}
    for _, note in ipairs(waiting) do add_block("paragraph", note.text, { role = "note", page = note.page }) end
  end

  -- Ends the block under way; in notes and cells, which are one block, a space stands between their parts.
  local function flush()
    if text:is_empty() then return end
    local element = innermost()
    if #outer > 0 or cells and element.name ~= "head" then return text:space() end
    local kind, level = kind_of(element)
    add_block(kind, text, { role = role_of(), level = level, page = text_page })
    add_notes()
  end

  -- ---- notes and tables ----

  local function begin_note()
    outer[#outer + 1] = text
    text = flow.new()
  end

  local function end_note()
    local note = text
    text = table.remove(outer)
    if not note:is_empty() then notes[#notes + 1] = { text = note, page = page } end
    if #outer == 0 and text:is_empty() and not cells then add_notes() end
  end

  local function begin_table()
    flush()
    cells = { rows = {}, row = {}, depth = #open }
  end

  local function end_cell()
    cells.row[#cells.row + 1] = packed.line(text:take())
  end

  local function end_row()
    if #cells.row > 0 then cells.rows[#cells.rows + 1] = packed.row(cells.row) end
    cells.row = {}
  end

  local function end_table()
    local content = table.concat(cells.rows, "\n")
    cells = nil
    if content ~= "" then add_block("table", content, { role = role_of(), page = page }) end
    add_notes()
  end

  -- ---- elements ----

  local function begin_block(name)
    local element = innermost()
    local is_in_text = not text:is_empty() or cells or element.kind == "heading"
    if INLINE_IN_TEXT[name] and is_in_text or name == "seg" and element.name ~= "u" then
      open[#open + 1] = { name = name, is_inline = true }
      return
    end
    flush()
    if name == "list" or name == "listBibl" then lists = lists + 1 end
    if DIVISIONS[name] then divisions = divisions + 1 end
    if name == "table" and not cells then begin_table() end
    open[#open + 1] = { name = name, kind = BLOCKS[name].kind, role = BLOCKS[name].role, within = element.name }
  end

  local function end_block(name)
    local element = innermost()
    if element.name ~= name then return end
    if element.is_inline then
      table.remove(open)
      return
    end
    flush()
    table.remove(open)
    if name == "list" or name == "listBibl" then lists = lists - 1 end
    if DIVISIONS[name] then divisions = divisions - 1 end
    if name == "table" and cells and cells.depth == #open then end_table() end
  end

  local function begin_word(a)
    if word then
      word.depth = word.depth + 1
      join_values(word, values_of(a))
      return
    end
    word = { depth = 1, parts = {}, values = values_of(a), inner = {}, join = a.join }
  end

  local function end_word()
    word.depth = word.depth - 1
    if word.depth > 0 then return end
    local form = packed.line(table.concat(word.parts))
    if form ~= "" then
      for name, value in pairs(word.inner) do word.values[name] = word.values[name] or value end
      if word.join == "left" or word.join == "both" then text:join() end
      if text:is_empty() then text_page = page end
      text:token(form, word.values)
      if word.join == "right" or word.join == "both" then text:join() end
    end
    word = nil
  end

  local begins = {
    choice = function() choices = choices + 1 end,
    note = begin_note,
    s = function() text:sentence() end,
    pb = function(a) page = math.tointeger(tonumber(a.n)) or (page or 0) + 1 end,
    cell = function() if cells then text = flow.new() end end,
    row = function() if cells then cells.row = {} end end,
  }
  local ends = {
    choice = function() choices = choices - 1 end,
    note = end_note,
    cell = function() if cells then end_cell() end end,
    row = function() if cells then end_row() end end,
  }

  local function begin_document(a)
    document, page, text = nil, nil, flow.new()
    facts = { metadata = { language = a.lang } }
  end

  local function end_header(said)
    said.metadata.language = said.metadata.language or facts.metadata.language
    facts = said
  end

  local head -- what reads the header, while in it
  local function start(name, a)
    if name == "teiHeader" and skipped == 0 then head = header.reader() end
    if head then head.start(name, a) end
    if skipped > 0 or LEFT_OUT[name] or (choices > 0 and UNEDITED[name]) then
      skipped = skipped + 1
    elseif ROOTS[name] then
      begin_document(a)
    elseif TOKENS[name] then
      begin_word(a)
    elseif BLOCKS[name] then
      begin_block(name)
    elseif LINES[name] then
      if not word and (name == "l" or innermost().name == "lg") then text:line() else text:space() end
    elseif begins[name] then
      begins[name](a)
    end
  end

  local function stop(name)
    if head then head.stop(name) end
    if name == "teiHeader" and head then
      end_header(head.facts())
      head = nil
    end
    if skipped > 0 then
      skipped = skipped - 1
    elseif ROOTS[name] then
      flush()
    elseif TOKENS[name] and word then
      end_word()
    elseif BLOCKS[name] then
      end_block(name)
    elseif name == "l" then
      text:line()
    elseif ends[name] then
      ends[name]()
    end
  end

  return { start = start, stop = stop, text = function(words)
    if head then head.text(words) end
    if skipped > 0 then return end
    if word then
      word.parts[#word.parts + 1] = words
    else
      if text:is_empty() and words:find "%S" then text_page = page end
      text:text(words)
    end
  end }
end

function tei.load(source, add)
  moonleaf.xml.parse(source:read(), reader(add))
end

return tei
