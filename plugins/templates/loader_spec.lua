-- What the loader NAME must make of these files; run it with: moonleaf test NAME
--
-- `blocks` are all blocks of all documents, in order; `documents` all documents. Name only the fields that matter.
return {
  loader = "NAME",
  {
    name = "fields, headings, paragraphs",
    file = "notes.NAME",
    text = "author: Ada Byron\nyear: 1843\n\n# Notes by the translator\n\nThe engine has no pretensions whatever\n\z
      to originate anything.\n\nIt can do whatever we know how to order it to perform.\n",
    documents = {
      { name = "notes", title = "Notes by the translator", metadata = { author = "Ada Byron", year = 1843 } },
    },
    blocks = {
      { type = "heading", role = "title", text = "Notes by the translator" },
      { type = "paragraph", text = "The engine has no pretensions whatever\nto originate anything." },
      { type = "paragraph", text = "It can do whatever we know how to order it to perform." },
    },
  },
  {
    name = "neither fields nor headings",
    file = "plain.NAME",
    text = "One paragraph and no more.",
    blocks = { { type = "paragraph", text = "One paragraph and no more." } },
  },
}
