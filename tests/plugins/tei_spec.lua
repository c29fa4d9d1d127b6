-- TEI: what the header says, blocks by their elements, notes behind their paragraphs, pages.
local function tei(body, header)
  return '<?xml version="1.0"?>\n<!-- made by hand -->\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">\n\z
    <teiHeader>' .. (header or "") .. "</teiHeader><text><body>" .. body .. "</body></text></TEI>"
end

return {
  loader = "tei",
  {
    name = "the header; the date of the source before that of the publication",
    file = "rivers.foo",
    text = tei("<p>Rivers rise here.</p>", [[<fileDesc><titleStmt><title>On
        rivers</title><author><persName><forename>Anna</forename> <surname>Oka</surname></persName></author>
        <author>B. Volga</author></titleStmt>
        <publicationStmt><publisher>River Press</publisher><date when="2001-02-03"/>
        </publicationStmt><sourceDesc><bibl>Printed in <date>1901</date>.</bibl></sourceDesc></fileDesc>
        <profileDesc><langUsage><language ident="en-GB">English</language></langUsage><textClass><keywords>
        <term>rivers</term><term>maps</term></keywords></textClass></profileDesc>]]),
    documents = { { title = "On rivers", metadata = { author = "Anna Oka; B. Volga", date = "1901", language = "en-GB",
      publisher = "River Press", source = "Printed in 1901.", keywords = "rivers; maps" } } },
    blocks = { { type = "paragraph", text = "Rivers rise here." } },
  },
  {
    name = "headings by their depth, notes behind, quotations, lists in lists, pages",
    file = "a.xml",
    text = tei [[<pb n="3"/><div><head>Springs</head><p>Rivers<note>In 1901.</note> rise<lb/>
      here <quote>there</quote>.</p><quote><p>A quoted one.</p></quote>
      <list><item>The Volga</item><item><p>The Oka</p><p>is long</p><list><item>a brook</item></list></item></list>
      <pb/><div><head>Lengths</head><p>Long.</p></div></div>]],
    documents = { { metadata = { language = "en" } } },
    blocks = {
      { type = "heading", level = 1, text = "Springs", page = 3 },
      { type = "paragraph", text = "Rivers rise here there.", role = "body" },
      { type = "paragraph", text = "In 1901.", role = "note" },
      { type = "paragraph", text = "A quoted one.", role = "quotation" },
      { type = "list_item", level = 1, text = "The Volga" },
      { type = "list_item", level = 1, text = "The Oka" },
      { type = "paragraph", text = "is long" },
      { type = "list_item", level = 2, text = "a brook" },
      { type = "heading", level = 2, text = "Lengths", page = 4 },
      { type = "paragraph", text = "Long." },
    },
  },
  {
    name = "tables with their cells, verse line by line, what an editor chose",
    file = "a.xml",
    text = tei [[<table><head>Table 1</head><row><cell>River</cell><cell>km</cell></row>
      <row><cell>Volga<note>Long.</note></cell><cell>3531</cell></row></table>
      <lg><l>Flow on,</l><l>sweet Afton</l></lg><p>Black <choice><sic>adn</sic><corr>and</corr></choice>
      white<del> and grey</del><fw>12</fw>.</p>]],
    blocks = {
      { type = "caption", text = "Table 1" },
      { type = "table", text = "River | km\nVolga | 3531" },
      { type = "paragraph", role = "note", text = "Long." },
      { type = "paragraph", text = "Flow on,\nsweet Afton" },
      { type = "paragraph", text = "Black and white." },
    },
  },
  {
    name = "words of the file are the tokens, also where the host would cut others; join says where no space is",
    file = "a.xml",
    text = tei [[<p><s><w lemma="it">It</w> <w>is</w> <w>B.C.</w><pc>.</pc></s>
      <s><w>New
      York</w> <pc join="right">(</pc> <w>well</w> <pc join="left">)</pc></s></p>]],
    documents = { { words = 5 } }, -- It, is, B.C., New York, well
    blocks = { { text = "It is B.C.. New York (well)" } },
  },
  {
    name = "each TEI of a corpus is a document; the corpus's own header is of none",
    file = "c.xml",
    text = "<teiCorpus><teiHeader><fileDesc><titleStmt><title>All</title></titleStmt></fileDesc></teiHeader>"
      .. "<TEI><teiHeader><fileDesc><titleStmt><title>One</title></titleStmt></fileDesc></teiHeader><text><body>"
      .. "<p>First text.</p></body></text></TEI><TEI><text><body><p>Second text.</p></body></text></TEI></teiCorpus>",
    documents = { { name = "c#1", title = "One" }, { name = "c#2", title = null } },
    blocks = { { text = "First text." }, { text = "Second text." } },
  },
}
