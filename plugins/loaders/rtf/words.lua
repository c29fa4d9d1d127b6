-- What the control words of RTF do: words.read(reader, word, value) for a word with its number, or nil.
local charsets = require "charsets"
local output = require "output"

local words = {}

local function set_of(list)
  local set = {}
  for word in list:gmatch "%S+" do set[word] = true end
  return set
end

-- Groups that begin with one of these are no text of the document.
local SKIPPED <const> = set_of [[
  colortbl filetbl revtbl listtable listoverridetable pict nonshppict objdata objclass objname header headerl headerr
  headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn pntext pntxta pntxtb listtext
  fldinst xe tc tcn rxe txe annotation atnid atnauthor bkmkstart bkmkend sp themedata datastore template private upr
  operator revtim printim buptim comment doccomm category manager hlinkbase version nofchars]]
local READ_STARRED <const> = set_of "shpinst shptxt footnote" -- behind \*, which marks what a reader may pass over

local TEXTS <const> = {
  tab = "\t", line = "\n", emdash = "—", endash = "–", lquote = "‘", rquote = "’", ldblquote = "“", rdblquote = "”",
  bullet = "•", emspace = " ", enspace = " ", qmspace = " ", nestcell = " ", nestrow = " ", zwj = "\u{200D}",
  zwnj = "\u{200C}", ltrmark = "\u{200E}", rtlmark = "\u{200F}",
}
function words.layout(group)
  return { style = group.style, outline = group.outline, list = group.list, depth = group.depth }
end

function words.end_paragraph(reader)
  local group = reader.group
  if not output.is_read(group) then return end
  output.flush(reader)
  if group.target == "note" then reader.build.add_note " "
  elseif group.target == "text" then reader.build.end_paragraph(words.layout(group), group.is_cell) end
end

local function switch(field)
  return function(reader, value)
    output.flush(reader)
    reader.group[field] = value ~= 0
  end
end

local function set_charset(name)
  return function(reader) reader.charset = name end
end

local WORDS <const> = {
  par = words.end_paragraph, sect = words.end_paragraph, page = words.end_paragraph,
  v = switch "is_hidden", deleted = switch "is_deleted",
  mac = set_charset "MACINTOSH", pc = set_charset "IBM437", pca = set_charset "IBM850",
}

function WORDS.ansicpg(reader, page) reader.charset = charsets.of_page(page) or reader.charset end

function WORDS.deff(reader, number) reader.default_font = number end

function WORDS.uc(reader, count) reader.group.fallback = math.max(count or 1, 0) end

function WORDS.u(reader, unit) output.add_unit(reader, unit or 0) end

function WORDS.f(reader, number)
  output.flush(reader)
  reader.group.font = number
end

function WORDS.fcharset(reader, number)
  local group = reader.group
  if group.target == "font" and group.font then reader.fonts[group.font] = charsets.of_font[number] end
end

function WORDS.s(reader, number)
  reader.group.style = number
  if reader.group.target == "style" and number then reader.styles[number] = {} end
end

function WORDS.outlinelevel(reader, level)
  local group = reader.group
  if group.target ~= "style" then group.outline = level and level + 1
  elseif reader.styles[group.style] then reader.styles[group.style].outline = level and level + 1 end
end

function WORDS.ls(reader, number) reader.group.list = number end

function WORDS.ilvl(reader, level) reader.group.depth = (level or 0) + 1 end

function WORDS.intbl(reader) reader.group.is_cell = true end

function WORDS.pard(reader)
  local group = reader.group
  group.style, group.outline, group.list, group.depth, group.is_cell = nil, nil, nil, nil, false
end

function WORDS.plain(reader)
  output.flush(reader)
  local group = reader.group
  group.font, group.is_hidden, group.is_deleted = nil, false, false
end

function WORDS.cell(reader)
  output.flush(reader)
  if reader.group.target == "text" then reader.build.end_cell() end
end

function WORDS.row(reader)
  if reader.group.target == "text" then reader.build.end_row() end
end

function WORDS.footnote(reader)
  output.flush(reader)
  reader.group.target = "note"
  reader.build.begin_note()
end

function WORDS.fonttbl(reader) reader.group.target = "font" end

function WORDS.stylesheet(reader) reader.group.target = "style" end

function WORDS.info(reader) reader.group.target = "information" end

function WORDS.creatim(reader) reader.group.target = "date" end

local function set_date(field)
  return function(reader, value)
    if reader.group.target == "date" then reader.created[field] = value end
  end
end
WORDS.yr, WORDS.mo, WORDS.dy = set_date "year", set_date "month", set_date "day"

function words.read(reader, word, value)
  local group = reader.group
  if reader.passed > 0 and word ~= "u" and word ~= "uc" then
    reader.passed = reader.passed - 1
    return
  end
  local is_starred = group.is_starred
  group.is_starred = false
  if SKIPPED[word] or (is_starred and not READ_STARRED[word]) then
    output.flush(reader)
    group.is_skipped = true
  elseif group.target == "information" and reader.information[word] then
    group.target = word
  elseif TEXTS[word] then
    output.add_text(reader, TEXTS[word])
  elseif WORDS[word] then
    WORDS[word](reader, value)
  end
end

return words
