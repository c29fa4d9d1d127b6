-- Documents of LibreOffice and other writers (OpenDocument text, ISO 26300): headings, lists, tables, notes behind the
-- text. Deleted text, comments and drawings' names are left out; an index is navigation.
--
--   text:h, level 2               heading 2     Springs
--   text:p                        paragraph     Springs rise here.
--   text:list                     list_item 1   The Volga
--   a footnote                    paragraph     Measured in 1997.   (note)

local packed = require "packed"

local odt = {
  api         = 1,
  summary     = "OpenDocument text (ODT), with its notes and properties",
  extensions  = { "odt", "ott" },
  binary      = true,
  media_types = { "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template" },
}

local LEFT_OUT <const> = { -- what is no text of the document
  annotation = true, ["tracked-changes"] = true, ["note-citation"] = true, title = true, desc = true,
  ["sequence-decls"] = true, ["event-listeners"] = true, forms = true, ["ruby-text"] = true,
}
local ROLES <const> = { Quotations = "quotation", Title = "title" } -- styles of LibreOffice, by their fixed names
local MOST_SPACES <const> = 100   -- one element may ask for any number
local MOST_COLUMNS <const> = 100  -- so may a joined cell; writers draw fewer

-- White space as a reader sees it: tabs and line breaks stay.
local function tidy(words)
  return (table.concat(words):gsub(" +", " "):gsub(" ?\n ?", "\n"))
end

-- Calls for moonleaf.xml that append blocks. Notes go to a list of their own.
local function reader(blocks, notes)
  local paragraphs, tables, lists, skipped, note, index, parents = {}, {}, 0, 0, 0, 0, {}

  local function put(text)
    local p = paragraphs[#paragraphs]
    if p then p.words[#p.words + 1] = text end
  end

  local function role_of(style)
    return ROLES[style] or ROLES[parents[style]]
  end

  local function end_paragraph(is_heading)
    local p, t = table.remove(paragraphs), tables[#tables]
    if not p then return end
    local text, role = tidy(p.words), role_of(p.style)
    if note > 0 then
      notes[#notes + 1] = { "paragraph", text, { role = "note" } }
    elseif t then
      t.cell[#t.cell + 1] = text
    elseif index > 0 then
      blocks[#blocks + 1] = { "paragraph", text, { role = "navigation" } }
    elseif is_heading or role == "title" then
      blocks[#blocks + 1] = { "heading", text, { level = role and 1 or p.level, role = role } }
    elseif lists > 0 then
      blocks[#blocks + 1] = { "list_item", text, { level = lists } }
    else
      blocks[#blocks + 1] = { "paragraph", text, { role = role } }
    end
  end

  local function end_cell()
    local t = tables[#tables]
    if t and t.cell then t.cells[#t.cells + 1] = packed.line(table.concat(t.cell, " ")) end
  end

  local function end_table()
    local t = table.remove(tables)
    if not t then return end
    local text, outer = table.concat(t.rows, "\n"), tables[#tables]
    if outer then
      outer.cell[#outer.cell + 1] = text
    else
      blocks[#blocks + 1] = { "table", text }
    end
  end

  local function begin_paragraph(a)
    local level = math.tointeger(a["outline-level"]) or 1
    level = math.max(1, math.min(level, 9))
    paragraphs[#paragraphs + 1] = { words = {}, style = a["style-name"], level = level, note = note }
  end

  local begins = {
    p = begin_paragraph,
    h = begin_paragraph,
    s = function(a) put((" "):rep(math.min(math.tointeger(a.c) or 1, MOST_SPACES))) end,
    tab = function() put "\t" end,
    style = function(a) parents[a.name or ""] = a["parent-style-name"] end,
    list = function() lists = lists + 1 end,
    note = function() note = note + 1 end,
    table = function() tables[#tables + 1] = { rows = {}, cells = {}, cell = {} } end,
    ["line-break"] = function() put "\n" end,
    ["index-body"] = function() index = index + 1 end,
    ["table-row"] = function()
      local t = tables[#tables]
      if t then t.cells = {} end
    end,
    ["table-cell"] = function()
      local t = tables[#tables]
      if t then t.cell = {} end
    end,
    ["covered-table-cell"] = function(a)
      local t = tables[#tables]
      if not t then return end
      local count = math.min(math.tointeger(a["number-columns-repeated"]) or 1, MOST_COLUMNS)
      for _ = 1, count do t.cells[#t.cells + 1] = "" end
    end,
  }
  local ends = {
    p = function() end_paragraph(false) end,
    h = function() end_paragraph(true) end,
    list = function() lists = lists - 1 end,
    note = function() note = note - 1 end,
    table = end_table,
    ["index-body"] = function() index = index - 1 end,
    ["table-cell"] = end_cell,
    ["table-row"] = function()
      local t = tables[#tables]
      if t then t.rows[#t.rows + 1] = packed.row(t.cells) end
    end,
  }

  return {
    start = function(name, a)
      if skipped > 0 or LEFT_OUT[name] then
        skipped = skipped + 1
      elseif begins[name] then
        begins[name](a)
      end
    end,
    stop = function(name)
      if skipped > 0 then
        skipped = skipped - 1
      elseif ends[name] then
        ends[name]()
      end
    end,
    text = function(words)
      local p = paragraphs[#paragraphs]
      if skipped == 0 and p and p.note == note then put((words:gsub("%s+", " "))) end -- not between a note's parts
    end,
  }
end

function odt.load(source, add)
  local parts = packed.parts(source, { "content.xml", "meta.xml", "META-INF/manifest.xml" })
  if #packed.elements(parts["META-INF/manifest.xml"], "encryption-data") > 0 then
    error("it is encrypted; save it without a password", 0)
  end
  if not parts["content.xml"] then error(("no .%s file: a zip without content.xml"):format(source.extension), 0) end
  local fields = packed.fields(parts["meta.xml"])
  fields.created = fields["creation-date"]
  fields.creator = fields["initial-creator"] or fields.creator -- creator is who saved it last
  local blocks, notes = {}, {}
  moonleaf.xml.parse(parts["content.xml"], reader(blocks, notes))
  table.move(notes, 1, #notes, #blocks + 1, blocks)
  packed.add(add, fields.title, packed.metadata(fields), blocks)
end

return odt
