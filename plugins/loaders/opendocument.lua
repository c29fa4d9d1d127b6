-- Documents of LibreOffice and other writers (OpenDocument, ISO 26300), in a zip or in one file of XML: texts with
-- headings, lists, tables, and notes behind the text; slides, each a page, with what the speaker notes below them;
-- tables, each sheet a page, cells as they show. Deleted text, comments and drawings' names are left out; an index is
-- navigation.
--
--   text:h, level 2               heading 2     Springs
--   text:p                        paragraph     Springs rise here.
--   text:list                     list_item 1   The Volga
--   a footnote                    paragraph     Measured in 1997.   (note)
--   a sheet "Rivers"              heading 1     Rivers              (page 1)
--                                 table         Volga | 3531        (page 1)
local packed = require "packed"

local TYPE <const> = "application/vnd.oasis.opendocument."

local opendocument = {
  api         = 1,
  summary     = "OpenDocument: texts (ODT), slides (ODP) and tables (ODS), with their notes and properties",
  extensions  = { "odt", "ott", "fodt", "odp", "otp", "fodp", "ods", "ots", "fods" },
  media_types = { TYPE .. "text", TYPE .. "text-template", TYPE .. "presentation", TYPE .. "presentation-template",
                  TYPE .. "spreadsheet", TYPE .. "spreadsheet-template" },
  magic       = { "<office:document" },
}

local LEFT_OUT <const> = { -- what is no text of the document
  annotation = true, ["tracked-changes"] = true, ["note-citation"] = true, title = true, desc = true,
  ["sequence-decls"] = true, ["event-listeners"] = true, forms = true, ["ruby-text"] = true,
  ["master-styles"] = true, ["content-validations"] = true, settings = true, scripts = true, ["binary-data"] = true,
}
local ROLES <const> = { Quotations = "quotation", Title = "title" } -- styles of LibreOffice, by their fixed names
local RUNNING <const> = { ["page-number"] = true, ["date-time"] = true, footer = true, header = true } -- on slides
local MOST_SPACES <const> = 100   -- one element may ask for any number
local MOST_COLUMNS <const> = 100  -- so may a joined cell; writers draw fewer
local WIDEST <const> = 16384      -- columns of a sheet of LibreOffice
local MOST_REPEATED <const> = 100 -- a sheet may say that a row or cell is there a million times

-- White space as a reader sees it: tabs and line breaks stay.
local function tidy(words)
  return (table.concat(words):gsub(" +", " "):gsub(" ?\n ?", "\n"))
end

local function count_of(text, most)
  return math.max(1, math.min(math.tointeger(text) or 1, most))
end

-- Calls for moonleaf.xml that append blocks. Notes go to a list of their own, what the file says of itself to fields.
local function reader(blocks, notes, fields)
  local paragraphs, tables, lists, skipped, note, index, parents = {}, {}, 0, 0, 0, 0, {}
  local page, place, is_speaking, is_sheets, about -- place: what a frame on a slide is for

  local function put(text)
    local p = paragraphs[#paragraphs]
    if p then p.words[#p.words + 1] = text end
  end

  local function add(kind, text, level, role)
    blocks[#blocks + 1] = { kind, text, { level = level, role = role, page = page } }
  end

  -- The kind, level and role of a paragraph that lies in no table.
  local function judge(p, is_heading)
    local role = ROLES[p.style] or ROLES[parents[p.style]]
    if is_speaking then return "paragraph", nil, "note" end
    if place == "title" and page == 1 then return "heading", 1, "title" end
    if place == "title" then return "heading", 2 end
    if index > 0 then return "paragraph", nil, "navigation" end
    if is_heading or role == "title" then return "heading", role and 1 or p.level, role end
    if lists > 0 then return "list_item", lists end
    return "paragraph", nil, role
  end

  local function end_paragraph(is_heading)
    local p, t = table.remove(paragraphs), tables[#tables]
    if not p then return end
    local text = tidy(p.words)
    if note > 0 then
      notes[#notes + 1] = { "paragraph", text, { role = "note" } }
    elseif t then
      t.cell[#t.cell + 1] = text
    elseif not RUNNING[place] then
      local kind, level, role = judge(p, is_heading)
      add(kind, text, level, role)
    end
  end

  -- Empty cells are put down when one that is not follows: a sheet's rows are as wide as the sheet.
  local function end_cell()
    local t = tables[#tables]
    if not t then return end
    local text = packed.line(table.concat(t.cell, " "))
    if text == "" then
      t.empty = t.empty + t.repeated
      return
    end
    for _ = 1, math.min(t.empty, WIDEST - #t.cells) do t.cells[#t.cells + 1] = "" end
    for _ = 1, math.min(t.repeated, MOST_REPEATED, WIDEST - #t.cells) do t.cells[#t.cells + 1] = text end
    t.empty = 0
  end

  local function end_row()
    local t = tables[#tables]
    if not t or is_sheets and #t.cells == 0 then return end
    local row = packed.row(t.cells)
    for _ = 1, is_sheets and t.rows_repeated or 1 do t.rows[#t.rows + 1] = row end
  end

  local function begin_table(a)
    local is_sheet = is_sheets and #tables == 0
    if is_sheet then page = (page or 0) + 1 end
    tables[#tables + 1] = { rows = {}, cells = {}, cell = {}, empty = 0, repeated = 1, rows_repeated = 1,
                            name = is_sheet and a.name }
  end

  local function end_table()
    local t = table.remove(tables)
    if not t then return end
    local text, outer = table.concat(t.rows, "\n"), tables[#tables]
    if outer then
      outer.cell[#outer.cell + 1] = text
    elseif text:find "%S" then
      if t.name then add("heading", t.name, 1) end
      add("table", text)
    end
  end

  local function begin_paragraph(a)
    local level = math.tointeger(a["outline-level"]) or 1
    level = math.max(1, math.min(level, 9))
    paragraphs[#paragraphs + 1] = { words = {}, style = a["style-name"], level = level, note = note }
  end

  local function with_table(change)
    return function(a)
      if tables[#tables] then change(tables[#tables], a) end
    end
  end

  local begins = {
    p = begin_paragraph,
    h = begin_paragraph,
    s = function(a) put((" "):rep(count_of(a.c, MOST_SPACES))) end,
    tab = function() put "\t" end,
    style = function(a) parents[a.name or ""] = a["parent-style-name"] end,
    list = function() lists = lists + 1 end,
    note = function() note = note + 1 end,
    meta = function() about = true end,
    spreadsheet = function() is_sheets = true end,
    page = function() page, place = (page or 0) + 1, nil end,
    frame = function(a) place = a.class end,
    notes = function() is_speaking = true end, -- of a slide
    table = begin_table,
    ["line-break"] = function() put "\n" end,
    ["index-body"] = function() index = index + 1 end,
    ["table-row"] = with_table(function(t, a)
      t.cells, t.empty, t.rows_repeated = {}, 0, count_of(a["number-rows-repeated"], MOST_REPEATED)
    end),
    ["table-cell"] = with_table(function(t, a)
      t.cell, t.repeated = {}, count_of(a["number-columns-repeated"], WIDEST)
    end),
    ["covered-table-cell"] = with_table(function(t, a)
      t.empty = t.empty + count_of(a["number-columns-repeated"], MOST_COLUMNS)
    end),
  }
  local ends = {
    p = function() end_paragraph(false) end,
    h = function() end_paragraph(true) end,
    list = function() lists = lists - 1 end,
    note = function() note = note - 1 end,
    meta = function() about = false end,
    frame = function() place = nil end,
    notes = function() is_speaking = false end,
    table = end_table,
    ["index-body"] = function() index = index - 1 end,
    ["table-cell"] = end_cell,
    ["table-row"] = end_row,
  }

  return {
    start = function(name, a)
      if about then
        fields.text = ""
      elseif skipped > 0 or LEFT_OUT[name] then
        skipped = skipped + 1
      elseif begins[name] then
        begins[name](a)
      end
    end,
    stop = function(name)
      if about and name ~= "meta" then
        fields[name] = fields[name] or packed.line(fields.text)
      elseif skipped > 0 then
        skipped = skipped - 1
      elseif ends[name] then
        ends[name]()
      end
    end,
    text = function(words)
      local p = paragraphs[#paragraphs]
      if about then fields.text = (fields.text or "") .. words end
      if skipped == 0 and p and p.note == note then put((words:gsub("%s+", " "))) end -- not between a note's parts
    end,
  }
end

-- The XML with the document's text, and what the file says of itself; of one that is a single XML it says it there.
local function contents(source)
  if source:read(2) ~= "PK" and source:read(4096):find("<office:document", 1, true) then return source:read(), {} end
  local parts = packed.parts(source, { "content.xml", "META-INF/manifest.xml" },
    function(name) return name == "meta.xml" end)
  if #packed.elements(parts["META-INF/manifest.xml"], "encryption-data") > 0 then
    error("it is encrypted; save it without a password", 0)
  end
  if not parts["content.xml"] then error(("no .%s file: a zip without content.xml"):format(source.extension), 0) end
  return parts["content.xml"], packed.try(source, "meta.xml", packed.fields, parts["meta.xml"]) or {}
end

function opendocument.load(source, add)
  local xml, fields = contents(source)
  local blocks, notes = {}, {}
  moonleaf.xml.parse(xml, reader(blocks, notes, fields))
  fields.created = fields["creation-date"]
  fields.creator = fields["initial-creator"] or fields.creator -- creator is who saved it last
  table.move(notes, 1, #notes, #blocks + 1, blocks)
  packed.add(add, fields.title, packed.metadata(fields), blocks)
end

return opendocument
