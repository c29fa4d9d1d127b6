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
    name = "a numbered line that goes on is an item of a list, no heading",
    file = "items.pdf",
    text = printed.pdf({ {
      line(700, "1. The first thing that is to be said about rivers is that they"),
      { 84, 688, 10, "are long, most of them at least." },
      line(660, "2. Where rivers rise"),
      line(636, FULL), line(624, "knows it well."),
    } }),
    blocks = {
      { type = "list_item",
        text = "1. The first thing that is to be said about rivers is that they\nare long, most of them at least." },
      { type = "heading", level = 1, text = "2. Where rivers rise" },
      { type = "paragraph" },
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
  {
    name = "a table keeps its cells: a head, an empty cell, one of two lines",
    file = "table.pdf",
    text = printed.pdf({ {
      line(720, FULL), line(708, "knows it well."),
      { 72, 680, 10, "River" }, { 200, 680, 10, "Length" }, { 300, 680, 10, "Where it ends" },
      { 72, 660, 10, "Volga" }, { 205, 660, 10, "3531" }, { 300, 660, 10, "in the Caspian Sea," },
      { 300, 648, 10, "by a delta" },
      { 72, 628, 10, "Oka" }, { 205, 628, 10, "1500" }, { 300, 628, 10, "in the Volga" },
      { 72, 608, 10, "Angara" }, { 300, 608, 10, "in the Yenisei" },
      { 72, 588, 10, "Don" }, { 205, 588, 10, "1870" }, { 300, 588, 10, "in the Sea of Azov" },
      line(540, FULL), line(528, "knows it well."),
    } }),
    blocks = {
      { type = "paragraph", text = FULL .. "\nknows it well." },
      { type = "table", page = 1, text = "River | Length | Where it ends\n"
        .. "Volga | 3531 | in the Caspian Sea, by a delta\n"
        .. "Oka | 1500 | in the Volga\nAngara |  | in the Yenisei\nDon | 1870 | in the Sea of Azov" },
      { type = "paragraph", text = FULL .. "\nknows it well." },
    },
  },
  {
    name = "an index and a table of contents stand in columns and are no tables",
    file = "index.pdf",
    text = printed.pdf({ {
      { 72, 700, 10, "delta, 12, 40" }, { 330, 700, 10, "river, 3, 9" },
      { 72, 688, 10, "flood, 31" }, { 330, 688, 10, "source, 1, 2" },
      { 72, 676, 10, "lake, 8, 9" }, { 330, 676, 10, "spring, 5" },
    }, {
      { 72, 700, 10, "Where rivers begin" }, { 450, 700, 10, "3" },
      { 72, 688, 10, "Where rivers end" }, { 450, 688, 10, "17" },
      { 72, 676, 10, "What people make of them" }, { 450, 676, 10, "25" },
      { 72, 664, 10, "Tables" }, { 450, 664, 10, "88" },
    } }),
    blocks = {
      { type = "paragraph", text = "delta, 12, 40\nflood, 31\nlake, 8, 9" },
      { type = "paragraph", text = "river, 3, 9\nsource, 1, 2\nspring, 5" },
      { type = "paragraph", page = 2 },
      { type = "paragraph", page = 2, text = "17\n25" },
      { type = "paragraph", page = 2, text = "3" },
      { type = "paragraph", page = 2, text = "88" },
    },
  },
}
