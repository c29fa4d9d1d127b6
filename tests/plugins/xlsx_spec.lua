-- A workbook as Excel writes it: shared texts, dates by style, gaps, a sheet that is a chart.
local zipped = require "zipped"

local TYPES <const> = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

local function relation(id, type, target)
  return ('<Relationship Id="%s" Type="%s%s" Target="%s"/>'):format(id, TYPES, type, target)
end

return {
  loader = "xlsx",
  {
    name = "sheets are pages, cells keep their columns, days are dates",
    file = "rivers.xlsx",
    text = zipped {
      { "_rels/.rels", "<Relationships>" .. relation("r", "officeDocument", "xl/workbook.xml") .. "</Relationships>" },
      { "xl/_rels/workbook.xml.rels", "<Relationships>" .. relation("a", "worksheet", "worksheets/sheet9.xml")
        .. relation("b", "chartsheet", "charts/1.xml") .. relation("c", "worksheet", "/xl/worksheets/sheet1.xml")
        .. relation("d", "sharedStrings", "sharedStrings.xml") .. relation("e", "styles", "styles.xml")
        .. "</Relationships>" },
      { "xl/workbook.xml", '<workbook xmlns:r="u"><sheets><sheet name="Rivers" sheetId="1" r:id="a"/>'
        .. '<sheet name="Chart" sheetId="2" r:id="b"/><sheet name="Days" sheetId="3" r:id="c"/></sheets></workbook>' },
      { "xl/sharedStrings.xml", "<sst><si><t>River</t></si>"
        .. "<si><r><t>Vol</t></r><r><t>ga</t></r><rPh><t>no</t></rPh></si></sst>" },
      { "xl/styles.xml", '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy hh:mm"/>'
        .. '<numFmt numFmtId="171" formatCode="0.0 &quot;days&quot;"/></numFmts>'
        .. '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        .. '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>'
        .. '</cellXfs></styleSheet>' },
      { "xl/worksheets/sheet9.xml", '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
        .. '<c r="C1" t="inlineStr"><is>'
        .. '<t>Length</t></is></c></row><row r="2"/>'
        .. '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"/><c r="C3"><v>3531</v></c>'
        .. '<c r="D3" t="b"><v>1</v></c></row></sheetData></worksheet>' },
      -- 43623 is 2019-06-07 in Excel
      { "xl/worksheets/sheet1.xml", '<worksheet><sheetData><row><c s="1"><v>43623</v></c><c s="2"><v>43623.75</v></c>'
        .. '<c s="3"><v>43623</v></c><c t="str"><f>A1</f><v>text</v></c></row></sheetData></worksheet>' },
    },
    documents = { { name = "rivers" } },
    blocks = {
      { type = "heading", level = 1, page = 1, text = "Rivers" },
      { type = "table", page = 1, text = "River |  | Length\nVolga |  | 3531 | TRUE" },
      { type = "heading", level = 1, page = 3, text = "Days" },
      { type = "table", page = 3, text = "2019-06-07 | 2019-06-07 18:00 | 43623 | text" },
    },
  },
}
