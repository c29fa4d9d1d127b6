-- Documents as Word writes them, without what these cases do not need.
local zipped = require "zipped"

local WORD <const> = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
local TYPES <const> = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

local function relations(list)
  local lines = {}
  for i, pair in ipairs(list) do
    lines[i] = ('<Relationship Id="rId%d" Type="%s%s" Target="%s"/>'):format(i, TYPES, pair[1], pair[2])
  end
  return "<Relationships>" .. table.concat(lines) .. "</Relationships>"
end

local STYLES <const> = "<w:styles " .. WORD .. [[>
  <w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:styleId="Own"><w:name w:val="My heading"/><w:basedOn w:val="Sub"/></w:style>
  <w:style w:styleId="Sub"><w:name w:val="section"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:styleId="T"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="L"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
  <w:style w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:styleId="C"><w:name w:val="caption"/></w:style>
  <w:style w:styleId="TC"><w:name w:val="Table Caption"/></w:style>
  <w:style w:styleId="Q"><w:name w:val="Block Text"/></w:style>
  <w:style w:styleId="S"><w:name w:val="Source Code"/></w:style>
</w:styles>]]

local function document(body, files)
  local all = {
    { "_rels/.rels", relations { { "officeDocument", "word/document.xml" } } },
    { "word/_rels/document.xml.rels",
      relations { { "styles", "styles.xml" }, { "footnotes", "/word/footnotes.xml" } } },
    { "word/styles.xml", STYLES },
    { "word/document.xml", ("<w:document %s><w:body>%s</w:body></w:document>"):format(WORD, body) },
  }
  table.move(files or {}, 1, #(files or {}), #all + 1, all)
  return zipped(all)
end

local function paragraph(text, properties)
  return ("<w:p><w:pPr>%s</w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"):format(properties or "", text)
end

local function styled(style, text) return paragraph(text, '<w:pStyle w:val="' .. style .. '"/>') end

local function cell(content, properties) return ("<w:tc>%s%s</w:tc>"):format(properties or "", content) end

return {
  loader = "docx",
  {
    name = "kinds by style, by numbering, by level",
    file = "rivers.docx",
    text = document(styled("T", "On rivers") .. styled("1", "Where rivers begin") .. styled("Own", "Springs")
      .. styled("Loop", "Springs rise in the hills &amp; valleys.") .. styled("L", "The Volga")
      .. paragraph("The Oka", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>')
      .. paragraph("No item", '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>')
      .. styled("C", "Figure 1: a spring") .. "<w:p/>" .. styled("TC", "Lengths")
      .. styled("Q", "Rivers run.") .. styled("S", "run()")),
    documents = { { title = "On rivers", name = "rivers" } },
    blocks = {
      { type = "heading", level = 1, role = "title", text = "On rivers" },
      { type = "heading", level = 1, text = "Where rivers begin" },
      { type = "heading", level = 2, text = "Springs" },
      { type = "paragraph", text = "Springs rise in the hills & valleys." },
      { type = "list_item", level = 1, text = "The Volga" },
      { type = "list_item", level = 2, text = "The Oka" },
      { type = "paragraph", text = "No item" },
      { type = "caption", text = "Figure 1: a spring" },
      { type = "caption", text = "Lengths" },
      { type = "paragraph", role = "quotation", text = "Rivers run." },
      { type = "code", text = "run()" },
    },
  },
  {
    name = "a table with a joined cell, two paragraphs in one, and a table inside",
    file = "table.docx",
    text = document("<w:tbl><w:tr>" .. cell(paragraph "River", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')
      .. cell(paragraph "Length") .. "</w:tr><w:tr>" .. cell(paragraph "The" .. paragraph "Volga") .. cell "<w:p/>"
      .. cell("<w:tbl><w:tr>" .. cell(paragraph "3531") .. cell(paragraph "km") .. "</w:tr></w:tbl><w:p/>")
      .. "</w:tr></w:tbl>" .. paragraph "Behind it."),
    documents = { { name = "table" } },
    blocks = {
      { type = "table", text = "River |  | Length\nThe Volga |  | 3531 | km" },
      { type = "paragraph", text = "Behind it." },
    },
  },
  {
    name = "notes, runs, breaks; what was deleted, and what only Word reads, is left out",
    file = "notes.docx",
    text = document('<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>It ro</w:t></w:r><w:r><w:t>se'
      .. '</w:t><w:tab/><w:t>here.</w:t><w:footnoteReference w:id="2"/><w:br/><w:t>Then it fell.</w:t></w:r>'
      .. "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>", {
      { "word/footnotes.xml",
        "<w:footnotes " .. WORD .. '><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t>'
        .. '</w:r></w:p></w:footnote><w:footnote w:id="2">' .. paragraph "Measured in 1997."
        .. "</w:footnote></w:footnotes>" },
      { "docProps/core.xml",
        '<c xmlns:dc="d" xmlns:t="t"><dc:title>The water\n level</dc:title><dc:creator>Anna Ivanova'
        .. "</dc:creator><t:created>2019-06-07T08:00:00Z</t:created><dc:subject/></c>" },
    }),
    documents = { { title = "The water level", metadata = { author = "Anna Ivanova", date = "2019-06-07" } } },
    blocks = {
      { type = "paragraph", text = "It rose\there.\nThen it fell." },
      { type = "paragraph", role = "note", text = "Measured in 1997." },
    },
  },
}
