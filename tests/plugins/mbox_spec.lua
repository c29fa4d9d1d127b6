-- Mailboxes: where a mail begins, and what only looks like it.
return {
  loader = "mbox",
  {
    name = "each mail is a document",
    file = "box.mbox",
    text = "From ada@example.org Mon Mar  1 10:00:00 2021\nSubject: One\nDate: Mon, 1 Mar 2021 10:00:00 +0000\n\n\z
      First.\n>From here on it flows.\n>>From is quoted.\n\n\z
      From - Tue Mar 02 11:00:00 2021\r\nSubject: Two\r\nDate: 2 Mar 21 11:00 +0000\r\n\r\n\z
      Second.\r\nFrom 10:30 on, in 2021, it rained.\r\n\r\n\z
      From bob@example.org Wed Mar  3 12:00:00 2021\nSubject: Three\nContent-Type: text/plain; charset=koi8-r\n\z
      Content-Transfer-Encoding: base64\n\n8NLJ18XULg==\n",
    documents = {
      { name = "box#1", title = "One", metadata = { subject = "One", date = "2021-03-01", time = "10:00 +0000" } },
      { name = "box#2", title = "Two", metadata = { subject = "Two", date = "2021-03-02", time = "11:00 +0000" } },
      { name = "box#3", title = "Three", metadata = { subject = "Three" } },
    },
    blocks = {
      { document = "box#1", text = "First.\nFrom here on it flows." },
      { document = "box#1", role = "quotation", text = "From is quoted." },
      { document = "box#2", text = "Second.\nFrom 10:30 on, in 2021, it rained." },
      { document = "box#3", text = "Привет." },
    },
  },
  {
    name = "no blank line before the next mail",
    file = "dense.mbox",
    text = "From a@example.org Mon Mar  1 10:00:00 2021\nSubject: One\n\nFirst.\n\z
      From b@example.org Mon Mar  1 10:00:01 2021\nSubject: Two\n\nSecond.",
    blocks = { { document = "dense#1", text = "First." }, { document = "dense#2", text = "Second." } },
  },
}
