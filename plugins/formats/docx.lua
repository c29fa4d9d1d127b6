-- A Word document, for LibreOffice too: each table of a run under its heading, on pages across, its head on every page;
-- quotations in their cells, each with a note that says where it stands; below it what was counted, and how. The notes
-- stand at the end, since a page of a table has little room for them.
--
--   $ moonleaf run figures --format docx > figures.docx
--
--   value  counted   evidence
--   20     attacks   “prevented 20 attacks, in 2011”¹         ¹ report, p. 4 (bytes 812 to 841)
local cells = require "cells"
local layout = require "layout"
local ooxml = require "ooxml"
local pivot = require "pivot"
local widths = require "widths"

local MAIN <const> = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
local TYPE <const> = "application/vnd.openxmlformats-officedocument.wordprocessingml."
local PAGE <const>, HEIGHT <const>, MARGIN <const> = 16838, 11906, 1134 -- A4 across, in twentieths of a point
local CHARACTERS <const> = 130 -- that the page holds side by side
local PADDING <const> = 3      -- characters between columns
local LONGEST_WORD <const>, WIDEST <const> = 14, 60
local LEAST_QUOTATION <const> = 40
local SAMPLE <const> = 500     -- rows that judge the widths
local LEAD <const>, SMALL <const> = '<w:pStyle w:val="Lead"/>', '<w:pStyle w:val="Note"/>'

local RIGHT_TO_LEFT <const> = { Arab = true, Hebr = true, Syrc = true, Thaa = true, Nkoo = true }

local STYLES <const> = ooxml.HEAD .. '<w:styles xmlns:w="' .. MAIN .. [[">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="18"/>
<w:szCs w:val="18"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr>
<w:keepNext/><w:spacing w:before="360" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/>
<w:szCs w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Lead"><w:name w:val="Lead"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>
<w:spacing w:after="160"/></w:pPr><w:rPr><w:color w:val="545D68"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Normal"/><w:pPr>
<w:spacing w:after="100"/></w:pPr><w:rPr><w:color w:val="545D68"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="Quotation"><w:name w:val="Quotation"/><w:rPr><w:i/><w:iCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="EndnoteReference"><w:name w:val="endnote reference"/><w:rPr><w:vertAlign
 w:val="superscript"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="EndnoteText"><w:name w:val="endnote text"/><w:basedOn w:val="Normal"/><w:rPr>
<w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>
</w:styles>]]

local NOTE_SEPARATORS <const> =
  '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
  .. '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'

local function is_right_to_left(text)
  return text:find "[\xD6-\xDF\xEF]" ~= nil and RIGHT_TO_LEFT[moonleaf.text.script(text)] or false
end

local function run(text, properties)
  local direction = is_right_to_left(text) and "<w:rtl/>" or ""
  return ('<w:r><w:rPr>%s%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r>'):format(
    properties or "", direction, ooxml.escape(text))
end

local function paragraph(runs, properties, text)
  local direction = text and is_right_to_left(text) and "<w:bidi/>" or ""
  return ("<w:p><w:pPr>%s%s</w:pPr>%s</w:p>"):format(properties or "", direction, runs)
end

-- The notes of a document: add(span) answers the run that points to a new one.
local function new_notes()
  local notes = { list = {} }
  function notes.add(span)
    local number = #notes.list + 1
    local text = ("%s%s (bytes %d to %d)"):format(layout.clean(span.document or "?"),
      span.page and (", p. %d"):format(span.page) or "", span.start, span.stop)
    notes.list[number] = ('<w:endnote w:id="%d">%s</w:endnote>'):format(number, paragraph(
      '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteRef/></w:r>' .. run(" " .. text),
      '<w:pStyle w:val="EndnoteText"/>'))
    return ('<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteReference w:id="%d"/></w:r>'):format(
      number)
  end
  return notes
end

local function quotation(span, notes)
  local text = layout.clean(span.text)
  return paragraph(run("“" .. text .. "”", '<w:rStyle w:val="Quotation"/>') .. notes.add(span), nil, text)
end

local function content(value, column, notes)
  if value == nil then return paragraph "" end
  if column.type == "span" then return quotation(value, notes) end
  if column.type == "spans" then
    local list = {}
    for i, span in ipairs(value) do list[i] = quotation(span, notes) end
    return #list > 0 and table.concat(list) or paragraph ""
  end
  local text = cells.text(value, column.type, true)
  return paragraph(run(text), cells.is_numeric(column) and '<w:jc w:val="right"/>' or nil, text)
end

local function table_cell(inner, width)
  return ('<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>'):format(width, inner)
end

local function longest_word(text)
  local longest = 0
  for word in text:gmatch "%S+" do longest = math.max(longest, layout.width(word)) end
  return longest
end

-- The columns that have a value somewhere, each with its place `at` in the rows; all of them where there is no row.
local function filled(all, rows)
  local columns = {}
  for at, column in ipairs(all) do
    local is_empty = #rows > 0
    for _, row in ipairs(rows) do
      is_empty = row[at] == nil
      if not is_empty then break end
    end
    column.at = at
    if not is_empty then columns[#columns + 1] = column end
  end
  return columns
end

-- The widths of the columns, judged by the rows: what is short stands on one line, quotations share the rest.
local function widths_of(columns, rows)
  local least, wanted, shares, total = {}, {}, {}, 0
  for i, column in ipairs(columns) do
    local is_quotation = column.type == "span" or column.type == "spans"
    least[i] = is_quotation and LEAST_QUOTATION or longest_word((column.name:gsub("_", " "))) + PADDING
    wanted[i] = least[i]
    for number = 1, math.min(SAMPLE, #rows) do
      local text = cells.text(rows[number][column.at], column.type, true)
      least[i] = math.max(least[i], math.min(longest_word(text), LONGEST_WORD) + PADDING)
      wanted[i] = math.max(wanted[i], math.min(layout.width(text), WIDEST) + PADDING)
    end
  end
  local given = widths.share(least, wanted, CHARACTERS) or least
  for _, width in ipairs(given) do total = total + width end
  for i, width in ipairs(given) do shares[i] = (PAGE - 2 * MARGIN) * width // total end
  return shares
end

-- The beginning of the table, with the head that is repeated on each page.
local function table_head(columns, shares)
  local border = '<w:%s w:val="single" w:sz="4" w:space="0" w:color="A6ACB3"/>'
  local parts = { '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>', border:format "top",
    border:format "bottom", border:format "insideH",
    '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>' }
  for _, width in ipairs(shares) do parts[#parts + 1] = ('<w:gridCol w:w="%d"/>'):format(width) end
  parts[#parts + 1] = "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
  for i, column in ipairs(columns) do
    parts[#parts + 1] = table_cell(paragraph(run(column.name:gsub("_", " "), "<w:b/>"),
      cells.is_numeric(column) and '<w:jc w:val="right"/>' or nil), shares[i])
  end
  parts[#parts + 1] = "</w:tr>"
  return table.concat(parts)
end

local function files_of(body, notes)
  return {
    main = "word/document.xml",
    { "word/document.xml", table.concat { ooxml.HEAD, '<w:document xmlns:w="', MAIN, '"><w:body>', table.concat(body),
      ('<w:sectPr><w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>'):format(PAGE, HEIGHT),
      ('<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" '):format(MARGIN, MARGIN, MARGIN, MARGIN),
      'w:header="567" w:footer="567" w:gutter="0"/>', "</w:sectPr></w:body></w:document>" },
      type = TYPE .. "document.main+xml" },
    { "word/_rels/document.xml.rels", ooxml.relations {
      { "rId1", "styles", "styles.xml" }, { "rId2", "endnotes", "endnotes.xml" } } },
    { "word/styles.xml", STYLES, type = TYPE .. "styles+xml" },
    { "word/endnotes.xml", table.concat { ooxml.HEAD, '<w:endnotes xmlns:w="', MAIN, '">', NOTE_SEPARATORS,
      table.concat(notes.list), "</w:endnotes>" }, type = TYPE .. "endnotes+xml" },
  }
end

local docx = {
  api        = 1,
  summary    = "A Word document: tables with quotations, their sources as notes",
  extension  = ".docx",
  media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  binary     = true,
  several    = true,
}

-- What the columns say, in one paragraph below the table.
local function legend(columns)
  local runs = {}
  for _, column in ipairs(columns) do
    if column.help and column.help ~= "" then
      runs[#runs + 1] = run((column.name:gsub("_", " ")), "<w:b/>") .. run(" " .. layout.clean(column.help) .. ".  ")
    end
  end
  return #runs > 0 and paragraph(table.concat(runs), SMALL) or ""
end

-- A table under its heading, with what it is, what was counted, and what its columns say.
local function add_section(body, result, notes)
  local shown, rows = pivot.of(result), {}
  for row in shown:rows() do rows[#rows + 1] = row end
  local columns = filled(shown.columns, rows)
  local shares = widths_of(columns, rows)
  body[#body + 1] = paragraph(run(layout.clean((result.title:gsub("_", " ")))), '<w:pStyle w:val="Heading1"/>')
  if result.summary ~= "" then
    local sentence = layout.clean(result.summary):gsub("%.?$", ".")
    body[#body + 1] = paragraph(run(sentence), LEAD)
  end
  body[#body + 1] = table_head(columns, shares)
  for _, row in ipairs(rows) do
    local parts = {}
    for i, column in ipairs(columns) do parts[i] = table_cell(content(row[column.at], column, notes), shares[i]) end
    body[#body + 1] = "<w:tr>" .. table.concat(parts) .. "</w:tr>"
  end
  body[#body + 1] = "</w:tbl>" .. paragraph ""
  for _, note in ipairs(shown.notes) do body[#body + 1] = paragraph(run(layout.clean(note)), SMALL) end
  body[#body + 1] = legend(columns)
end

function docx.render(result, write)
  local body, notes = {}, new_notes()
  repeat add_section(body, result, notes) until not result:next()
  write(ooxml.package(files_of(body, notes)))
end

return docx
