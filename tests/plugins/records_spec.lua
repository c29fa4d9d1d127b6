-- Tables as spreadsheets and people write them: separators, quotes, missing headers, columns of every type.
return {
  loader = "records",
  {
    name = "a record is a document: text, title, typed metadata",
    file = "papers.csv",
    text = "\u{FEFF}id,Title,year,share,open,text,note\r\n\z
      007,On  rivers,2019,0.5,TRUE,\"Rivers rise in \"\"springs\"\",\r\nmostly.\r\n\r\nSome do not.\",\r\n\r\n\z
      8,On maps,2020,,false,\"Maps, too.\",\"Seen, \"\r\n9,Empty,2021,1e3,False,,",
    documents = {
      { name = "papers#1", title = "On rivers", metadata = { id = "007", year = 2019, share = 0.5, open = true } },
      { name = "papers#2", title = "On maps", metadata = { id = "8", year = 2020, open = false, note = "Seen," } },
      { name = "papers#3", title = "Empty", metadata = { id = "9", year = 2021, share = 1000.0, open = false } },
    },
    blocks = {
      { document = "papers#1", type = "heading", role = "title", text = "On rivers" },
      { document = "papers#1", type = "paragraph", text = "Rivers rise in \"springs\",\nmostly." },
      { document = "papers#1", type = "paragraph", text = "Some do not." },
      { document = "papers#2", role = "title", text = "On maps" },
      { document = "papers#2", text = "Maps, too." },
      { document = "papers#3", role = "title", text = "Empty" },
    },
  },
  {
    name = "options name the columns: two are the text, one is kept",
    file = "asked.csv",
    text = "no,asked,by,q,a\n7,2020,Ada,Why now?,Because of it.\n",
    options = { text = "q, a", title = "by", date = "asked", id = "no", keep = "q" },
    documents = { { title = "Ada", metadata = { date = "2020", id = "7", q = "Why now?" } } },
    blocks = {
      { type = "heading", role = "title", text = "Ada" },
      { type = "paragraph", text = "Why now?" },
      { type = "paragraph", text = "Because of it." },
    },
  },
  {
    name = "no column named text: the longest prose, not the longest address",
    file = "survey.csv",
    text = "who;link;answer\n\z
      Ada;https://example.org/one/address/that/is/longer/than/the/answer/beside/it/is;\z
      We waited, for more than an hour, until the ferry came.\n\z
      Bob;;\z
      Nobody told us that the \"harbour\" was closed in winter.\n",
    documents = {
      { metadata = { who = "Ada",
                     link = "https://example.org/one/address/that/is/longer/than/the/answer/beside/it/is" } },
      { metadata = { who = "Bob" } },
    },
    blocks = {
      { text = "We waited, for more than an hour, until the ferry came." },
      { text = "Nobody told us that the \"harbour\" was closed in winter." },
    },
  },
  {
    name = "no header: a number or prose stands in the first record",
    file = "plain.tsv",
    text = "1\tRivers rise in springs, and most of them end in a sea.\t\"open\n\z
      2\tThe others end in lakes, in deserts, or under the ground.\tshut\n",
    documents = {
      { metadata = { column_1 = 1, column_3 = "\"open" } },
      { metadata = { column_1 = 2, column_3 = "shut" } },
    },
    blocks = {
      { text = "Rivers rise in springs, and most of them end in a sea." },
      { text = "The others end in lakes, in deserts, or under the ground." },
    },
  },
  {
    name = "no prose: one table",
    file = "ships.csv",
    text = "sep=;\nname;2019;2020\n\"Aurora\n II\";3,5;4\nVega;;1\n",
    documents = { { name = "ships" } },
    blocks = { { type = "table", text = "name | 2019 | 2020\nAurora II | 3,5 | 4\nVega |  | 1" } },
  },
  {
    name = "one column, with commas",
    file = "one.csv",
    text = "text\nYes, no, perhaps.\n\"Never, ever.\"\n",
    blocks = { { text = "Yes, no, perhaps." }, { text = "Never, ever." } },
  },
  {
    name = "Chinese prose has no blanks between words",
    file = "zh.csv",
    text = "姓名,意见\n王,我们在码头等了一个多小时，渡船才来。\n李,没有人告诉我们港口冬天关闭。\n",
    documents = { { metadata = { ["姓名"] = "王" } }, { metadata = { ["姓名"] = "李" } } },
    blocks = { { text = "我们在码头等了一个多小时，渡船才来。" }, { text = "没有人告诉我们港口冬天关闭。" } },
  },
}
