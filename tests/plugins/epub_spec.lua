-- A book as its makers pack it, without what these cases do not need.
local zipped = require "zipped"

local PACKAGE <const> = [[<package xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>On rivers</dc:title><dc:creator>Anna Ivanova</dc:creator>
<dc:language>en</dc:language><dc:date>1997-05</dc:date>
</metadata><manifest>
<item id="two" href="text/second%20part.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/first.xhtml" media-type="application/xhtml+xml"/>
<item id="picture" href="cover.jpg" media-type="image/jpeg"/>
<item id="unread" href="unread.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="picture"/><itemref idref="one"/><itemref idref="two"/></spine></package>]]

local function page(body)
  return ([[<?xml version="1.0"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>No text</title></head>
<body>%s</body></html>]]):format(body)
end

local function book(first, second)
  return zipped {
    { "mimetype", "application/epub+zip" },
    { "META-INF/container.xml",
      '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>' },
    { "OEBPS/text/second part.xhtml", page(second or "<p>The end.</p>") },
    { "OEBPS/book.opf", PACKAGE },
    { "OEBPS/text/first.xhtml", page(first) },
    { "OEBPS/unread.xhtml", "not even XML" },
  }
end

return {
  loader = "epub",
  {
    name = "chapters in reading order, and what the book says of itself",
    file = "rivers.epub",
    text = book("<h1>Where rivers begin</h1>\n<p>Springs\n rise <i>here</i>&nbsp;&mdash; and<br/>there.</p>",
      "<p>The end.</p>"),
    documents = {
      { title = "On rivers", name = "rivers",
        metadata = { author = "Anna Ivanova", date = "1997-05", language = "en" } },
    },
    blocks = {
      { type = "heading", level = 1, page = 1, text = "Where rivers begin" },
      { type = "paragraph", page = 1, text = "Springs rise here\u{A0}— and\nthere." },
      { type = "paragraph", page = 2, text = "The end." },
    },
  },
  {
    name = "lists, tables, quotations, code, notes; text outside of paragraphs",
    file = "kinds.epub",
    text = book [[Loose text<ul><li>Volga<ul><li><p>Oka</p><p>and more</p></li></ul></li></ul>
      <blockquote><p>Panta rhei.</p></blockquote><pre>a  =
  b</pre><table><caption>Rivers</caption><tr><th>River</th><th>km</th></tr>
      <tr><td><p>The</p><p>Volga</p></td><td>3531</td><td/></tr></table>
      <aside epub:type="footnote"><p>Measured.</p></aside><script>no()</script><div>Last<p>words</p></div>]],
    documents = { { title = "On rivers" } },
    blocks = {
      { type = "paragraph", text = "Loose text" },
      { type = "list_item", level = 1, text = "Volga" },
      { type = "list_item", level = 2, text = "Oka" },
      { type = "paragraph", text = "and more" },
      { type = "paragraph", role = "quotation", text = "Panta rhei." },
      { type = "code", text = "a  =\n  b" },
      { type = "caption", text = "Rivers" },
      { type = "table", text = "River | km\nThe Volga | 3531" },
      { type = "paragraph", role = "note", text = "Measured." },
      { type = "paragraph", text = "Last" },
      { type = "paragraph", text = "words" },
      { type = "paragraph", page = 2, text = "The end." },
    },
  },
}
