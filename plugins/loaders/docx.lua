-- Documents of Word (DOCX): headings and lists by their styles, tables, foot- and endnotes behind the text. Deleted and
-- moved text, comments, running heads and formulas of fields are left out.
--
--   Heading 1                     heading 1     Where rivers begin
--   Normal                        paragraph     Springs rise here.
--   numbered or with a bullet     list_item 1   The Volga
--   a table                       table         River | Length
--                                               Volga | 3531 km
--   a footnote                    paragraph     Measured in 1997.   (note)

local office = require "office"
local packed = require "packed"

local docx = {
  api         = 1,
  summary     = "Documents of Word (DOCX), with their notes and properties",
  extensions  = { "docx", "docm", "dotx", "doc" },
  media_types = { "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  binary      = true,
  parts       = { "word/document.xml" },
}

local CHARACTERS <const> = { tab = "\t", br = "\n", cr = "\n", noBreakHyphen = "\u{2011}", softHyphen = "\u{AD}" }
local LEFT_OUT <const> = { Fallback = true, moveFrom = true, del = true } -- Fallback says again what Choice said
local SEPARATORS <const> = { separator = true, continuationSeparator = true, continuationNotice = true } -- no notes
local QUOTES <const> = { quote = true, ["intense quote"] = true, ["block text"] = true } -- names of styles
local CODE <const> = { ["html preformatted"] = true, ["source code"] = true }           -- Word's, and pandoc's
local LONGEST_CHAIN <const> = 20 -- styles that are based on each other; Word allows 11

-- ---- styles: their names are English in every Word ----

-- What styles.xml says: by id { name =, base =, level =, is_list =, depth = }.
local function read_styles(xml)
  local styles, style = {}, nil
  if not xml then return styles end
  moonleaf.xml.parse(xml, {
    start = function(name, a)
      if name == "style" then
        style = {}
        if a.styleId then styles[a.styleId] = style end
      elseif style and name == "name" then
        style.name = (a.val or ""):lower()
      elseif style and name == "basedOn" then
        style.base = a.val
      elseif style and name == "outlineLvl" then
        style.level = (math.tointeger(a.val) or 9) + 1
      elseif style and name == "numId" then
        style.is_list = a.val ~= "0"
      elseif style and name == "ilvl" then
        style.depth = math.tointeger(a.val)
      end
    end,
    stop = function(name)
      if name == "style" then style = nil end
    end,
  })
  return styles
end

-- What a style says of one thing, itself or by those that it is based on.
local function inherited(styles, id, key)
  for _ = 1, LONGEST_CHAIN do
    local style = styles[id]
    if not style then return nil end
    if style[key] ~= nil then return style[key] end
    id = style.base
  end
end

-- The kind of block and its details.
local function judge(styles, p)
  local name = inherited(styles, p.style, "name") or ""
  local level = p.level or tonumber(name:match "^heading (%d)$") or inherited(styles, p.style, "level")
  local is_list = p.is_list
  if is_list == nil then is_list = inherited(styles, p.style, "is_list") end
  if p.role then return "paragraph", { role = p.role } end
  if name == "title" then return "heading", { level = 1, role = "title" } end
  if level and level <= 9 then return "heading", { level = level } end
  if name:find "^toc %d$" then return "paragraph", { role = "navigation" } end
  if name == "caption" or name:find "^%a+ caption$" then return "caption" end
  if CODE[name] then return "code" end
  if is_list then return "list_item", { level = (p.depth or inherited(styles, p.style, "depth") or 0) + 1 } end
  if QUOTES[name] then return "paragraph", { role = "quotation" } end
  return "paragraph"
end

-- ---- text ----

-- Calls for moonleaf.xml that append blocks; paragraphs may lie in paragraphs (text boxes), tables in tables.
local function reader(styles, blocks, role)
  local paragraphs, tables, skipped, note_role = {}, {}, 0, role
  local is_text = false

  local function put(text)
    local p = paragraphs[#paragraphs]
    if p then p.words[#p.words + 1] = text end
  end

  local function end_paragraph()
    local p = table.remove(paragraphs)
    local text, t = table.concat(p.words), tables[#tables]
    if t then
      t.cell[#t.cell + 1] = text
    else
      local kind, details = judge(styles, p)
      blocks[#blocks + 1] = { kind, text, details }
    end
  end

  local function end_table()
    local t = table.remove(tables)
    local text, outer = table.concat(t.rows, "\n"), tables[#tables]
    if outer then
      outer.cell[#outer.cell + 1] = text
    else
      blocks[#blocks + 1] = { "table", text, role and { role = role } }
    end
  end

  local begins = {
    p = function() paragraphs[#paragraphs + 1] = { words = {}, role = note_role } end,
    t = function() is_text = true end,
    tbl = function() tables[#tables + 1] = { rows = {}, cells = {}, cell = {}, span = 1 } end,
  }
  local in_paragraph = {
    pStyle = function(p, a) p.style = a.val end,
    numId = function(p, a) p.is_list = a.val ~= "0" end,
    ilvl = function(p, a) p.depth = math.tointeger(a.val) end,
    outlineLvl = function(p, a) p.level = (math.tointeger(a.val) or 9) + 1 end,
  }
  local in_table = {
    tr = function(t) t.cells = {} end,
    tc = function(t) t.cell, t.span = {}, 1 end,
    gridSpan = function(t, a) t.span = math.min(math.tointeger(a.val) or 1, 63) end, -- the widest table of Word
  }
  local ends = {
    p = end_paragraph,
    t = function() is_text = false end,
    tbl = end_table,
    tc = function()
      local t = tables[#tables]
      if not t then return end
      t.cells[#t.cells + 1] = packed.line(table.concat(t.cell, " "))
      for _ = 2, t.span do t.cells[#t.cells + 1] = "" end
    end,
    tr = function()
      local t = tables[#tables]
      if t then t.rows[#t.rows + 1] = packed.row(t.cells) end
    end,
  }

  local function start(name, a)
    if skipped > 0 or LEFT_OUT[name] or (name == "footnote" or name == "endnote") and SEPARATORS[a.type] then
      skipped = skipped + 1
      return
    end
    local p, t = paragraphs[#paragraphs], tables[#tables]
    if begins[name] then begins[name](a) end
    if p and in_paragraph[name] then in_paragraph[name](p, a) end
    if t and in_table[name] then in_table[name](t, a) end
    if p and CHARACTERS[name] and not (name == "tab" and a.val) then put(CHARACTERS[name]) end -- with val: a tab stop
  end

  local function stop(name)
    if skipped > 0 then
      skipped = skipped - 1
    elseif ends[name] then
      ends[name]()
    end
  end

  return { start = start, stop = stop, text = function(words)
    if is_text and skipped == 0 then put(words) end
  end }
end

function docx.load(source, add)
  local main, metadata, title = office.main(source)
  local parts = packed.parts(source, { main, office.relations_of(main) })
  if not parts[main] then error("no text in it: " .. main .. " is missing", 0) end
  local _, by_type = office.related(parts, main)
  local wanted = {}
  for _, type in ipairs { "styles", "footnotes", "endnotes" } do wanted[type] = by_type[type] end
  local more = packed.parts(source, {}, packed.any_of(wanted))
  local styles = packed.try(source, by_type.styles, read_styles, more[by_type.styles]) or {}
  local blocks = {}
  moonleaf.xml.parse(parts[main], reader(styles, blocks))
  for _, type in ipairs { "footnotes", "endnotes" } do
    local xml = more[by_type[type]]
    if xml then packed.try(source, by_type[type], moonleaf.xml.parse, xml, reader(styles, blocks, "note")) end
  end
  packed.add(add, title, metadata, blocks)
end

return docx
