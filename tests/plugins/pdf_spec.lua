-- PDF by pdftotext: blocks by where their lines stand, furniture, sentences over page breaks, information.
local printed = require "printed"

local function line(y, text) return { 72, y, 10, text } end

local KNOWN <const> = "on page %d knows it well. Ships come and go there all the time, and the"
local ONE <const> = "One thing that has so much to say of itself that a line is not enough"
local INDENTED <const> = "A first line is indented, and the paragraph goes on as far as it can."
local FULL <const> = "The waters of the north are wide and cold, and whoever lives beside them"

-- Four pages with a running head and a number; the text of each goes on.
local function book()
  local pages = {}
  for number = 1, 4 do
    pages[number] = {
      { 72, 800, 10, "Rivers of the north" }, { 480, 800, 10, tostring(number) },
      line(700, FULL), line(688, KNOWN:format(number)),
      line(676, "harbour " .. (number % 2 == 1 and "which the people of the town have built with their own hands be-"
        or "is closed.")),
    }
  end
  table.insert(pages[2], 3, line(712, "fore the war is old."))
  return pages
end

return {
  loader = "pdf",
  {
    name = "information, headings by size and number, paragraphs by distance and indentation, list items, a note",
    file = "report.pdf",
    text = printed.pdf({ {
      { 72, 780, 20, "On rivers" }, { 72, 740, 14, "Springs" },
      line(700, FULL), line(688, "knows it well."),
      line(660, FULL), { 84, 648, 10, INDENTED }, line(636, "It ends here."),
      { 72, 600, 10, "2.1 Below the springs" },
      line(560, "\149 " .. ONE), { 80, 548, 10, "for it." },
      line(536, "\149 Another."),
      { 72, 60, 7, "1 Measured in 1997 by the office for rivers." },
    } }, { Title = "Rivers", Author = "Ada", CreationDate = "D:20210301090000Z", Keywords = "springs" }),
    documents = { { title = "Rivers", metadata = { title = "Rivers", author = "Ada", date = "2021-03-01",
                                                   keywords = "springs", pages = 1 } } },
    blocks = {
      { type = "heading", level = 1, text = "On rivers", page = 1 },
      { type = "heading", level = 2, text = "Springs" },
      { type = "paragraph", text = FULL .. "\nknows it well." },
      { type = "paragraph", text = FULL },
      { type = "paragraph", text = INDENTED .. "\nIt ends here." },
      { type = "heading", level = 2, text = "2.1 Below the springs" },
      { type = "list_item", text = "• " .. ONE .. "\nfor it." },
      { type = "list_item", text = "• Another." },
      { type = "paragraph", role = "note", text = "1 Measured in 1997 by the office for rivers." },
    },
  },
  {
    name = "bullets and numbers that stand apart from their text are put before it",
    file = "list.pdf",
    text = printed.pdf { {
      line(700, FULL), line(688, "knows it well."),
      { 84, 660, 10, "1." }, { 84, 644, 10, "2." }, { 84, 628, 10, "\149" },
      { 116, 660, 10, "The first step of all" }, { 116, 644, 10, "The second step" }, { 116, 628, 10, "A third thing" },
    } },
    blocks = {
      { type = "paragraph", text = FULL .. "\nknows it well." },
      { type = "list_item", text = "1. The first step of all" },
      { type = "list_item", text = "2. The second step" },
      { type = "list_item", text = "• A third thing" },
    },
  },
  {
    name = "running heads and page numbers are navigation; a sentence is read on behind the page",
    file = "book.pdf",
    text = printed.pdf(book()),
    blocks = {
      { page = 1, role = "body", text = FULL .. "\n" .. KNOWN:format(1) .. "\n"
        .. "harbour which the people of the town have built with their own hands be-\nfore the war is old." },
      { page = 1, role = "navigation", text = "Rivers of the north" },
      { page = 1, role = "navigation", text = "1" },
      { page = 2, role = "body", text = FULL .. "\n" .. KNOWN:format(2) .. "\n"
        .. "harbour is closed." },
      { page = 2, role = "navigation", text = "Rivers of the north" },
      { page = 2, role = "navigation", text = "2" },
      { page = 3, role = "body" },
      { page = 3, role = "navigation", text = "Rivers of the north" },
      { page = 3, role = "navigation", text = "3" },
      { page = 4, role = "body" },
      { page = 4, role = "navigation", text = "Rivers of the north" },
      { page = 4, role = "navigation", text = "4" },
    },
  },
  {
    name = "two columns are read one after the other",
    file = "columns.pdf",
    text = printed.pdf({ {
      { 72, 700, 10, "The left column is read" }, { 330, 700, 10, "Then comes the right" },
      { 72, 688, 10, "before the right one is." }, { 330, 688, 10, "column as a whole." },
      { 72, 676, 10, "It has three short lines." }, { 330, 676, 10, "It is the end." },
    } }),
    blocks = {
      { text = "The left column is read\nbefore the right one is.\nIt has three short lines." },
      { text = "Then comes the right\ncolumn as a whole.\nIt is the end." },
    },
  },
  {
    name = "pages that are images among pages of text",
    file = "mixed.pdf",
    text = printed.pdf { { line(700, "A page of text.") }, { image = true } },
    documents = { { metadata = { pages = 2, pages_without_text = 1 } } },
    blocks = { { text = "A page of text.", page = 1 } },
  },
}
