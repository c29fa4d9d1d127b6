-- RTF as word processors write it: charsets by font, Unicode with fallbacks, styles, tables, notes, what is no text.
return {
  loader = "rtf",
  {
    name = "information, headings, paragraphs; what is no text is left out",
    file = "report.rtf",
    text = [[{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s3 Title;}
{\*\cs9 x;}}
{\info{\title On  rivers}{\author Andr\'e9}{\creatim\yr2021\mo3\dy1\hr9}{\nofpages2}}{\*\generator Some 1.0;}
{\header Running head\par}\pard\s3 On rivers\par\pard\s1 Springs\par
\pard\plain Rivers {\b rise} in \ldblquote springs\rdblquote\~{\v not this}in spring\-time, 1\endash
2.\par\pard\s2 Below\par\pard\outlinelevel2 Deeper\par\pard{\f1 \'cc\'e8\'f0} \u26085\'3f\u-10179?\u-8704?
!{\pict\wmetafile8 0123456789abcdef
0123}\line Caf\'e9 \{x\}\par}]],
    documents = { { title = "On rivers", metadata = { title = "On rivers", author = "André", date = "2021-03-01" } } },
    blocks = {
      { type = "heading", level = 1, role = "title", text = "On rivers" },
      { type = "heading", level = 1, text = "Springs" },
      { type = "paragraph", text = "Rivers rise in “springs”\u{A0}in spring\u{AD}time, 1–2." },
      { type = "heading", level = 2, text = "Below" },
      { type = "heading", level = 3, text = "Deeper" },
      { type = "paragraph", text = "Мир 日\u{1F600}!\nCafé {x}" },
    },
  },
  {
    name = "tables, list items, footnotes, fields",
    file = "parts.rtf",
    text = [[{\rtf1\ansi\uc1 See{\super\chftn{\*\footnote\chftn\pard\plain{ A starred one.}}}
{\footnote \pard\plain {\super 1} A note.} this.\par
\pard{\listtext\bullet\tab}\ls1\ilvl1 An item.\par
\trowd\cellx100\cellx200\pard\intbl Name\cell Two\par lines\cell\row\trowd\pard\intbl Ada\cell 2\cell\row
\pard{\field{\*\fldinst HYPERLINK "http://example.org"}{\fldrslt A link}}.\par}]],
    blocks = {
      { type = "paragraph", text = "See this." },
      { type = "paragraph", role = "note", text = "A starred one." },
      { type = "paragraph", role = "note", text = "1 A note." },
      { type = "list_item", level = 2, text = "An item." },
      { type = "table", text = "Name | Two lines\nAda | 2" },
      { type = "paragraph", text = "A link." },
    },
  },
  {
    name = "the document's charset where fonts have none, characters of two bytes, fallbacks of several characters",
    file = "charsets.rtf",
    text = [[{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 Mincho;}}
\f0\'cf\'f0\'e8\'e2\'e5\'f2\par
{\f1 \'93\'fa\'96\'7b\'8c\'ea }{\uc2 \u233ab\u234\'61\'62c}\par}]],
    blocks = { { text = "Привет" }, { text = "日本語 éêc" } },
  },
  {
    name = "without its end",
    file = "cut.rtf",
    text = [[{\rtf1\mac Caf\'8e {\b so]],
    blocks = { { text = "Café so" } },
  },
}
