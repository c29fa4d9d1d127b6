-- What the loader of web pages must make of these.
--
-- The pages in other charsets are written byte by byte: "\xcf" is the letter "П" in windows-1251.
local RUSSIAN <const> = "\xcf\xf0\xe8\xe2\xe5\xf2" -- Привет

return {
  loader = "html",
  {
    name = "main text and furniture, title and metadata",
    file = "page.html",
    text = [[
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>On rivers | Rivers Weekly</title>
<meta name="author" content="O. Oka"><meta property="article:published_time" content="2024-05-01T08:00:00+02:00">
<link rel="canonical" href="https://example.org/rivers"><script>var no = "<p>text</p>"</script></head>
<body><nav><a href="/">Home</a> <a href="/all">All articles</a></nav>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<main><h1>On rivers</h1>
<p>Springs <i>rise</i> here &amp; there,
and every river has its own spring somewhere in the hills.</p>
<ul><li>The Volga<ul><li>The Oka</li></ul></li></ul>
<blockquote><p>Everything flows and nothing stays.</p></blockquote>
<table><caption>Rivers by length</caption><tr><th>River<th>km</tr><tr><td>Volga<td>3530</tr></table>
<pre>river(volga)</pre></main>
<footer>Copyright Rivers Weekly</footer></body></html>]],
    documents = {
      {
        name = "page", title = "On rivers", language = "en",
        metadata = { author = "O. Oka", date = "2024-05-01", lang = "en", source = "https://example.org/rivers" },
      },
    },
    blocks = {
      { type = "paragraph", role = "navigation", text = "Home All articles" },
      { type = "paragraph", role = "notice", text = "We use cookies. Accept" },
      { type = "heading", role = "title", level = 1, text = "On rivers" },
      { type = "paragraph", role = "body",
        text = "Springs rise here & there, and every river has its own spring somewhere in the hills." },
      { type = "list_item", level = 1, text = "The Volga" },
      { type = "list_item", level = 2, text = "The Oka" },
      { type = "paragraph", role = "quotation", text = "Everything flows and nothing stays." },
      { type = "caption", text = "Rivers by length" },
      { type = "table", text = "River | km\nVolga | 3530" },
      { type = "code", text = "river(volga)" },
      { type = "paragraph", role = "notice", text = "Copyright Rivers Weekly" },
    },
  },
  {
    name = "the language is judged from the text, whatever the page says",
    file = "lang.htm",
    text = "<html lang=fr><title>A page</title>\z
      <p>The language of this page is English, as everyone who reads it can see.",
    documents = { { title = "A page", language = "en", metadata = { lang = "fr" } } },
    blocks = { { type = "paragraph", language = "en" } },
  },
  {
    name = "a declared charset goes before a guess",
    file = "declared.html",
    text = "<html><meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>" .. RUSSIAN,
    blocks = { { text = "Привет" } },
  },
  {
    name = "Russian that a program declared as Western, as it does everything",
    file = "western.html",
    text = "<html><meta charset=iso-8859-1><p>\xc2\xee\xeb\xe3\xe0 \xe2\xef\xe0\xe4\xe0\xe5\xf2 \xe2 \xec\xee\xf0\xe5.",
    blocks = { { text = "Волга впадает в море." } },
  },
  {
    name = "the charset of an XML declaration",
    file = "declared.xhtml",
    text = '<?xml version="1.0" encoding="cp1251"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>' .. RUSSIAN ..
      "</p></body></html>",
    blocks = { { text = "Привет" } },
  },
  {
    name = "UTF-8 that declares another charset",
    file = "wrong.html",
    text = "<html><meta charset=iso-8859-1><p>Привет",
    blocks = { { text = "Привет" } },
  },
  {
    name = "known by its beginning, with a byte order mark",
    file = "page.aspx",
    text = "\u{FEFF}<!DOCTYPE html><meta charset=koi8-r><p>Привет",
    blocks = { { text = "Привет" } },
  },
}
