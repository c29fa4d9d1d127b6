-- XML of any kind: its text as paragraphs, with headings, lists, tables and metadata where the names of elements tell
-- (DocBook, JATS, NITF and their like).
--
--   <article>
--     <title>On rivers</title>                  heading 1   On rivers      (title)
--     <author>A. Oka</author>                   metadata    { author = "A. Oka", date = "1901-05-03" }
--     <pubdate>1901-05-03</pubdate>
--     <sec><title>Springs</title>               heading 2   Springs
--     <para>They <em>rise</em> here.</para>     paragraph   They rise here.
--
-- Which elements stand inside of a text and which are blocks of their own the document shows itself: one that somewhere
-- has text beside it, in the same element, is a part of a text everywhere. Attributes are left out.
local flow = require "flow"
local packed = require "packed"

local xml = {
  api         = 1,
  summary     = "XML of any kind: paragraphs, and what names of elements tell",
  extensions  = { "xml", "dbk", "nitf", "nxml" },
  media_types = { "text/xml", "application/xml" },
  magic       = { "<?xml" },
}

local function set(names)
  local made = {}
  for name in names:gmatch "%S+" do made[name] = true end
  return made
end

-- Names are compared in small letters, without "-", "_" and ".".
local TITLES <const> = set "title articletitle hl1 headline maintitle booktitle"
local HEADINGS <const> = set [[title head heading header headline subtitle hl1 hl2 hl3 h1 h2 h3 h4 h5 h6 bridgehead
  label]]
local AUTHORS <const> = set "author creator byline contrib personname dccreator writer"
local DATES <const> = set "date pubdate published publicationdate issued created dcdate storydate dateissue"
local DIVISIONS <const> = set [[section sect1 sect2 sect3 sect4 sect5 sec chapter part appendix preface division div
  subsection]]
local ITEMS <const> = set "listitem item li"
local LISTS <const> = set "list itemizedlist orderedlist simplelist ul ol variablelist"
local TABLES <const> = set "table informaltable"
local ROWS <const> = set "row tr"
local CELLS <const> = set "entry td th cell"
local CAPTIONS <const> = set "caption figcaption"
local CODE <const> = set "programlisting screen pre code"
local BREAKS <const> = set "br lb linebreak"
local LEFT_OUT <const> = set "script style indexterm" -- what is no text
local ROLES <const> = {
  abstract = "abstract", blockquote = "quotation", dispquote = "quotation", quote = "quotation", keyword = "keywords",
  kwd = "keywords", keywordset = "keywords", kwdgroup = "keywords", footnote = "note", fn = "note", note = "note",
  reflist = "references", bibliography = "references", ref = "references", nav = "navigation", epigraph = "quotation",
}

-- Elements that tell about the document: of what they hold only titles, abstracts and keywords are text.
local ABOUT <const> = set "info articleinfo bookinfo articlemeta journalmeta docdata metadata pubdata head docinfo meta"

local function plain(name) return (name:lower():gsub("[-_.]", "")) end

-- ---- what is a part of a text ----

-- Names of the elements that somewhere have text beside them.
local function find_inline(bytes)
  local inline, open = {}, {}
  moonleaf.xml.parse(bytes, {
    start = function(name)
      local around = open[#open]
      if around then around.inside[plain(name)] = true end
      open[#open + 1] = { inside = {}, has_text = false }
    end,
    text = function(words)
      if #open > 0 and words:find "%S" then open[#open].has_text = true end
    end,
    stop = function()
      local element = table.remove(open)
      if not element.has_text then return end
      for name in pairs(element.inside) do inline[name] = true end
    end,
  })
  for name in pairs(inline) do
    if CELLS[name] or ROWS[name] or TABLES[name] or ITEMS[name] or LISTS[name] then inline[name] = nil end
  end
  return inline
end

-- ---- metadata ----

-- An ISO 8601 date: "1901-05-03", "19010503T1200", or <year>, <month> and <day>; nil for none.
local function date_of(text, parts)
  local month, day = math.tointeger(tonumber(parts.month)), math.tointeger(tonumber(parts.day))
  if parts.year then
    text = parts.year .. (month and ("-%02d"):format(month) or "") .. (month and day and ("-%02d"):format(day) or "")
  end
  return packed.date((text:gsub("^(%d%d%d%d)(%d%d)(%d%d)%f[^%d]", "%1-%2-%3")))
end

-- Title and metadata: the first title, authors, the first date, the language of the root.
local function find_facts(bytes)
  local facts, open, authors, texts = { metadata = {} }, {}, {}, {}
  local function take(name, text, element)
    local metadata = facts.metadata
    if DATES[name] and not metadata.date then metadata.date = date_of(element.said or text, element.parts) end
    if text == "" then return end
    if TITLES[name] then facts.title = facts.title or text end
    if AUTHORS[name] and not element.is_in_author and element.is_early then authors[#authors + 1] = text end
  end
  moonleaf.xml.parse(bytes, {
    start = function(name, a)
      if #open == 0 then facts.metadata.language = a.lang end
      local around = open[#open] or {}
      name = plain(name)
      if DIVISIONS[name] then texts.is_begun = true end -- authors in the text are those of other texts
      open[#open + 1] = {
        pieces = {}, parts = {}, said = a.norm or a["iso-8601-date"] or a.when, is_early = not texts.is_begun,
        is_in_author = around.is_in_author or AUTHORS[around.name or ""], name = name,
      }
    end,
    text = function(words)
      local element = open[#open]
      if element then element.pieces[#element.pieces + 1] = words end
    end,
    stop = function()
      local element = table.remove(open)
      local text, around, parts = packed.line(table.concat(element.pieces, " ")), open[#open], element.parts
      if parts.surname and parts.givennames then text = parts.givennames .. " " .. parts.surname end
      take(element.name, text, element)
      if not around then return end
      around.parts[element.name] = text
      if #text < 1000 then around.pieces[#around.pieces + 1] = text end -- no author, title or date is longer
    end,
  })
  if #authors > 0 then facts.metadata.author = table.concat(authors, "; ") end
  return facts
end

-- ---- blocks ----

local function reader(document, inline)
  local open, text, cells = {}, flow.new(), nil
  local skipped, about, divisions, lists, has_title = 0, 0, 0, 0, false

  local function innermost() return open[#open] or {} end

  local function role_of(name)
    for i = #open, 1, -1 do
      if ROLES[open[i].name] then return ROLES[open[i].name] end
    end
    return AUTHORS[name] and "author" or nil
  end

  local function kind_of(name)
    if CAPTIONS[name] or HEADINGS[name] and (cells or innermost().is_in_figure) then return "caption" end
    if TITLES[name] and not has_title then
      has_title = true
      return "heading", { level = 1, role = "title" }
    end
    if HEADINGS[name] then return "heading", { level = tonumber(name:match "%d$") or divisions + 1 } end
    if CODE[name] then return "code" end
    for i = #open, 1, -1 do
      if ITEMS[open[i].name] and not open[i].is_begun then
        open[i].is_begun = true
        return "list_item", { level = math.max(lists, 1), role = role_of(name) }
      end
    end
    return "paragraph", { role = role_of(name) }
  end

  local function is_wanted(name) return about == 0 or TITLES[name] or ROLES[name] or role_of() end

  local function flush()
    if text:is_empty() then return end
    local name = innermost().name or ""
    if cells and not (HEADINGS[name] or CAPTIONS[name]) then return text:space() end
    if not is_wanted(name) then
      text:take()
      return
    end
    text:add(document, kind_of(name))
  end

  local function end_table()
    local content = table.concat(cells.rows, "\n")
    cells = nil
    if content:find "%S" then document:block("table", content, { role = role_of() }) end
  end

  local function begin(name)
    flush()
    if ABOUT[name] then about = about + 1 end
    if DIVISIONS[name] then divisions = divisions + 1 end
    if LISTS[name] then lists = lists + 1 end
    if TABLES[name] and not cells then cells = { rows = {}, row = {}, depth = #open } end
    if cells and ROWS[name] then cells.row = {} end
    if cells and CELLS[name] then text = flow.new() end
    local around = innermost().name
    open[#open + 1] = { name = name, is_in_figure = around == "figure" or around == "fig" }
  end

  local function finish(name)
    flush()
    table.remove(open)
    if ABOUT[name] then about = about - 1 end
    if DIVISIONS[name] then divisions = divisions - 1 end
    if LISTS[name] then lists = lists - 1 end
    if cells and CELLS[name] then cells.row[#cells.row + 1] = packed.line(text:take()) end
    if cells and ROWS[name] and #cells.row > 0 then cells.rows[#cells.rows + 1] = packed.row(cells.row) end
    if cells and cells.depth == #open then end_table() end
  end

  return {
    start = function(name)
      name = plain(name)
      if skipped > 0 or LEFT_OUT[name] then skipped = skipped + 1
      elseif BREAKS[name] then text:line()
      elseif not inline[name] then begin(name) end
    end,
    stop = function(name)
      name = plain(name)
      if skipped > 0 then skipped = skipped - 1
      elseif not BREAKS[name] and not inline[name] then finish(name) end
    end,
    text = function(words)
      if skipped > 0 then return end
      if CODE[innermost().name] then text:exact(words, {}) else text:text(words) end
    end,
  }
end

function xml.load(source, add)
  local bytes = source:read()
  local facts = find_facts(bytes)
  local document = add { title = facts.title, metadata = next(facts.metadata) and facts.metadata }
  moonleaf.xml.parse(bytes, reader(document, find_inline(bytes)))
end

return xml
