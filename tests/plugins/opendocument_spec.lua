-- A text as LibreOffice writes it, without what these cases do not need.
local zipped = require "zipped"

local SPACES <const> = 'xmlns:office="o" xmlns:text="x" xmlns:table="t" xmlns:style="s" xmlns:dc="d" xmlns:meta="m"'

local function document(body)
  return zipped {
    { "mimetype", "application/vnd.oasis.opendocument.text" },
    { "content.xml", ([[<office:document-content %s><office:automatic-styles><style:style style:name="P1"
      style:parent-style-name="Title"/></office:automatic-styles>
      <office:body><office:text>%s</office:text></office:body>
      </office:document-content>]]):format(SPACES, body) },
    { "meta.xml", ([[<office:document-meta %s><office:meta>
      <dc:title>On rivers</dc:title><dc:creator>Last Hand</dc:creator>
      <meta:initial-creator>Anna Ivanova</meta:initial-creator>
      <meta:creation-date>2019-06-07T08:00:00</meta:creation-date>
      </office:meta></office:document-meta>]]):format(SPACES) },
  }
end

return {
  loader = "opendocument",
  {
    name = "headings, lists, tables, notes, white space",
    file = "rivers.odt",
    text = document [[<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
      <text:p text:style-name="P1">All rivers</text:p><text:h text:outline-level="2">Springs</text:h>
      <text:p>It  rose<text:s text:c="3"/>here<text:note><text:note-citation>1</text:note-citation><text:note-body>
        <text:p>Measured.</text:p></text:note-body></text:note>.<text:line-break/>Then<text:tab/>fell.</text:p>
      <text:list><text:list-item><text:p>Volga</text:p><text:list><text:list-item><text:p>Oka</text:p></text:list-item>
      </text:list></text:list-item></text:list><text:p text:style-name="Quotations">Panta rhei.</text:p>
      <table:table><table:table-row><table:table-cell><text:p>River</text:p></table:table-cell>
      <table:covered-table-cell/>
      <table:table-cell><text:p>km</text:p><text:p>long</text:p></table:table-cell></table:table-row></table:table>]],
    documents = { { title = "On rivers", metadata = { author = "Anna Ivanova", date = "2019-06-07" } } },
    blocks = {
      { type = "heading", level = 1, role = "title", text = "All rivers" },
      { type = "heading", level = 2, text = "Springs" },
      { type = "paragraph", text = "It rose here.\nThen\tfell." },
      { type = "list_item", level = 1, text = "Volga" },
      { type = "list_item", level = 2, text = "Oka" },
      { type = "paragraph", role = "quotation", text = "Panta rhei." },
      { type = "table", text = "River |  | km long" },
      { type = "paragraph", role = "note", text = "Measured." },
    },
  },
}
