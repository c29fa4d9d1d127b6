-- Mails as they are found: folded and encoded headers, every transfer encoding, parts in parts, wrong charsets.
local function lines(...) return table.concat({ ... }, "\r\n") .. "\r\n" end

return {
  loader = "mail",
  {
    name = "headers, quotation, signature",
    file = "rivers.eml",
    text = lines("From: Ada Byron <ada@example.org>", "To: bob@example.org,", "\tcarol@example.org",
      "Subject: Re:  On", " rivers", "Date: Mon, 1 Mar 2021 10:00:07 +0200 (CET)", "Message-ID: <1@example.org>", "",
      "Bob wrote:", "> > Where?", "> Do rivers rise", "> in springs?", ">", "> Or not?", "They do,", "mostly.", "",
      "All the best", "-- ", "Ada", "Engineer"),
    documents = {
      { name = "rivers", title = "Re: On rivers",
        metadata = { from = "Ada Byron <ada@example.org>", to = "bob@example.org, carol@example.org",
                     subject = "Re: On rivers", date = "2021-03-01", time = "10:00 +0200",
                     message_id = "<1@example.org>" } },
    },
    blocks = {
      { type = "paragraph", text = "Bob wrote:" },
      { role = "quotation", text = "Where?\nDo rivers rise\nin springs?" },
      { role = "quotation", text = "Or not?" },
      { text = "They do,\nmostly." },
      { text = "All the best" },
      { role = "notice", text = "Ada\nEngineer" },
    },
  },
  {
    name = "encoded words: a letter divided between two, another charset beside them, an unknown one",
    file = "words.eml",
    text = lines("From: =?UTF-8?Q?Andr=C3?= =?UTF-8?Q?=A9_K.?= <a@example.org>",
      "Subject: =?koi8-r?B?8NLJ18XU?= =?windows-1251?Q?,_=EC=E8=F0?= 2", "To: =?x-none?Q?Bob?=", "Date: yesterday", "",
      "Text."),
    documents = {
      { title = "Привет, мир 2",
        metadata = { from = "André K. <a@example.org>", subject = "Привет, мир 2", to = "Bob" } },
    },
    blocks = { { text = "Text." } },
  },
  {
    name = "quoted-printable in the charset that it says",
    file = "quoted.eml",
    text = lines("From: a@example.org", "Content-Type: text/plain; charset=\"iso-8859-1\"",
      "Content-Transfer-Encoding: Quoted-Printable", "", "=93Caf=E9=94 is a w=   ", "ord. 1=3D1", "", "--=20", "A."),
    blocks = { { text = "“Café” is a word. 1=1" }, { role = "notice", text = "A." } },
  },
  {
    name = "plain text stands before HTML; attachments are named; the last boundary is missing",
    file = "parts.eml",
    text = lines("From: a@example.org", "Content-Type: multipart/mixed;", " boundary=\"b\"", "",
      "To be left out.", "--b",
      "Content-Type: multipart/alternative; boundary=bb", "", "--bb", "Content-Type: text/html", "", "<p>Rich.</p>",
      "--bb", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "", "UGxha",
      "W4u", "--bb--", "", "--b", "Content-Type: image/png; name=x.png",
      "Content-Disposition: attachment; filename*0*=utf-8''%C3%BCber; filename*1*=sicht.png", "", "iVBORw0=",
      "--b", "",
      "The end."),
    documents = { { metadata = { from = "a@example.org", attachments = "übersicht.png" } } },
    blocks = { { text = "Plain." }, { text = "The end." } },
  },
  {
    name = "HTML alone, without its tags",
    file = "html.eml",
    text = lines("Subject: News", "Content-Type: text/html; charset=utf-8", "",
      "<html><head><title>No</title><style>p { x: y }</style></head><body><!-- no --><h1>Caf&eacute;s</h1>",
      "<p>2&nbsp;&lt; 3 &#8212; <b>so</b>", "it is.<br>Yes.</p><script>if (a < b) no();</script></body></html>"),
    blocks = { { text = "Cafés" }, { text = "2\u{A0}< 3 — so it is.\nYes." } },
  },
  {
    name = "a forwarded mail is quoted",
    file = "forward.eml",
    text = lines("Subject: Fwd", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "See below.", "--b",
      "Content-Type: message/rfc822", "", "Subject: Old", "Content-Type: text/plain", "", "It was so.", "--b--"),
    blocks = { { text = "See below." }, { role = "quotation", text = "It was so." } },
  },
  {
    name = "charsets that are not what they say: ASCII with other bytes, UTF-8 that is none",
    file = "wrong.eml",
    text = "Subject: Caf\xE9s f\xFCr alle\nContent-Type: text/plain; charset=us-ascii\n\n\z
      Das Caf\xE9 ist ge\xF6ffnet, die T\xFCr auch.\n",
    documents = { { title = "Cafés für alle" } },
    blocks = { { text = "Das Café ist geöffnet, die Tür auch." } },
  },
  {
    name = "no blank line behind the headers, a boundary that is nowhere",
    file = "broken.eml",
    text = "Subject: Hm\nContent-Type: multipart/mixed; boundary=zz\nThis is the text.\n\n--\nnot a signature\n" ..
      ("line\n"):rep(13),
    blocks = {
      { text = "This is the text." },
      { role = "body", text = "--\nnot a signature\n" .. ("line\n"):rep(12) .. "line" },
    },
  },
  {
    name = "a mail without text is its subject",
    file = "empty.eml",
    text = "Subject: Call me\nFrom: a@example.org\n\n\n",
    blocks = { { type = "heading", role = "title", text = "Call me" } },
  },
}
