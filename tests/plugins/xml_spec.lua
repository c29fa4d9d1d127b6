-- XML of any kind: blocks and parts of a text told apart by the document itself, and by names.
return {
  loader = "xml",
  {
    name = "elements without known names: one with text beside it is a part of a text",
    file = "a.xml",
    text = '<?xml version="1.0"?><data><x><y>Rivers <z>rise</z> here.</y><y><z>They</z> flow.</y></x><v>One</v></data>',
    blocks = {
      { type = "paragraph", text = "Rivers rise here." },
      { type = "paragraph", text = "They flow." },
      { type = "paragraph", text = "One" },
    },
  },
  {
    name = "DocBook: title, authors, sections, lists, tables, quotations",
    file = "a.xml",
    text = [[<article xml:lang="en"><info><title>On rivers</title><author>A. Oka</author><author>B. Volga</author>
      <pubdate>1901-05-03</pubdate><isbn>123</isbn></info><section><title>Springs</title>
      <para>They <emphasis>rise</emphasis> here.</para><itemizedlist><listitem><para>One</para><para>more</para>
      </listitem></itemizedlist><table><title>T</title><tr><td>a</td><td><para>b</para></td></tr></table>
      <section><title>Sub</title><blockquote><para>Quoted.</para></blockquote></section></section></article>]],
    documents = { { title = "On rivers",
                    metadata = { author = "A. Oka; B. Volga", date = "1901-05-03", language = "en" } } },
    blocks = {
      { type = "heading", level = 1, role = "title", text = "On rivers" },
      { type = "heading", level = 2, text = "Springs" },
      { type = "paragraph", text = "They rise here." },
      { type = "list_item", level = 1, text = "One" },
      { type = "paragraph", text = "more" },
      { type = "caption", text = "T" },
      { type = "table", text = "a | b" },
      { type = "heading", level = 3, text = "Sub" },
      { type = "paragraph", role = "quotation", text = "Quoted." },
    },
  },
  {
    name = "JATS: what journals say of an article is no text, its abstract is",
    file = "a.nxml",
    text = [[<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "JATS.dtd">
      <article><front><journal-meta><journal-id>jr</journal-id></journal-meta><article-meta><title-group>
      <article-title>On <i>rivers</i></article-title></title-group><contrib-group><contrib><name><surname>Oka</surname>
      <given-names>Anna</given-names></name></contrib></contrib-group><pub-date><day>3</day><month>5</month>
      <year>1901</year></pub-date><abstract><p>About <i>x</i>.</p></abstract></article-meta></front>
      <body><sec><title>Intro</title><p>Rivers rise <xref>[1]</xref>.</p></sec></body></article>]],
    documents = { { title = "On rivers", metadata = { author = "Anna Oka", date = "1901-05-03" } } },
    blocks = {
      { type = "heading", role = "title", text = "On rivers" },
      { type = "paragraph", role = "abstract", text = "About x." },
      { type = "heading", level = 2, text = "Intro" },
      { type = "paragraph", text = "Rivers rise [1]." },
    },
  },
  {
    name = "NITF: headlines, byline, the date of an attribute",
    file = "a.txt",
    text = [[<?xml version="1.0"?><nitf><head><docdata><date.issue norm="20010203T1200"/></docdata></head><body>
      <body.head><hedline><hl1>Flood in town</hl1><hl2>Bridge closed</hl2></hedline><byline>A. Oka</byline></body.head>
      <body.content><p>Water <b>rose</b>.</p><block><p>More.</p></block></body.content></body></nitf>]],
    documents = { { title = "Flood in town", metadata = { author = "A. Oka", date = "2001-02-03" } } },
    blocks = {
      { type = "heading", level = 1, role = "title", text = "Flood in town" },
      { type = "heading", level = 2, text = "Bridge closed" },
      { type = "paragraph", role = "author", text = "A. Oka" },
      { type = "paragraph", text = "Water rose." },
      { type = "paragraph", text = "More." },
    },
  },
}
