-- The output formats for people without the program: `moonleaf.text.width` and `result` are stood in for here. Expected
-- texts are written by hand.
local root = arg[0]:gsub("[^/]*$", "") .. "../../"
package.path = root .. "tests/plugins/?.lua;" .. root .. "plugins/lib/?.lua;"
  .. root .. "plugins/formats/table/?.lua;" .. package.path

local cjson = require "cjson"

moonleaf = require "stand_in"
moonleaf.json.encode = cjson.encode

local layout = require "layout"
local widths = require "widths"

local failures = 0

local function expect(what, actual, expected)
  if actual == expected then return end
  failures = failures + 1
  print(("%s:\n--- expected\n%s\n--- actual\n%s"):format(what, expected, actual))
end

-- Columns from "name:type name:type".
local function columns_of(text)
  local columns = {}
  for name, type_name in text:gmatch "(%S+):(%S+)" do columns[#columns + 1] = { name = name, type = type_name } end
  return columns
end

-- What a format writes for rows.
local function rendered(name, columns, rows, extra)
  local parts = {}
  local result = { title = "test", columns = columns_of(columns), plots = {}, options = { plot = 1 }, notes = {} }
  for key, value in pairs(extra or {}) do result[key] = value end
  function result:rows() -- luacheck: ignore 212
    local i = 0
    return function()
      i = i + 1
      return rows[i]
    end
  end
  local file = name == "table" and "table/init" or name
  dofile(root .. "plugins/formats/" .. file .. ".lua").render(result, function(...)
    for _, part in ipairs { ... } do parts[#parts + 1] = part end
  end)
  return table.concat(parts)
end

local function span(text, start, page)
  return { text = text, document = "report", page = page, start = start, stop = start + #text }
end

local FIGURES <const> = "row:integer document:text value:number sure:boolean evidence:span"
local figures = {
  { 1, "report", 20, true, span('prevented 20 "attacks",\n in all', 100, 4) },
  { 2, "report", 0.1, false, span("a tenth", 300) },
  { 3, "über", 2700.5 },
}

local function test_markdown()
  expect("markdown", rendered("markdown", FIGURES, figures), table.concat({
    "| row | document | value | sure | evidence |",
    "| ---: | --- | ---: | --- | --- |",
    '| 1 | report | 20 | yes | “prevented 20 "attacks", in all” p. 4 |',
    "| 2 | report | 0.1 | no | “a tenth” |",
    "| 3 | über | 2700.5 |  |  |",
    "",
  }, "\n"))
  expect("markdown: marks", rendered("markdown", "a:text", { { "a|b *c* <d> [e](f) _g_ h_i" } }),
    "| a |\n| --- |\n| a\\|b \\*c\\* \\<d> \\[e](f) \\_g_ h_i |\n")
end

local function test_html()
  local evil = '<script>alert("1")</script> & \'x\'\0'
  local text = rendered("html", "row:integer what:text evidence:span", { { 1, evil, span("a < b", 5, 3) }, { 2 } })
  expect("html", text, table.concat({
    '<table class="moonleaf">', "<caption>test</caption>",
    '<thead><tr><th scope="col" class="number">row</th><th scope="col">what</th><th scope="col">evidence</th>'
      .. "</tr></thead>",
    "<tbody>",
    '<tr><th scope="row" class="number">1</th><td><bdi>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; '
      .. '&#39;x&#39;\u{FFFD}</bdi></td><td><q dir="auto">a &lt; b</q> <cite>report, p. 3</cite></td></tr>',
    '<tr><th scope="row" class="number">2</th><td></td><td></td></tr>', "</tbody>", "</table>", "",
  }, "\n"))
end

local WORKS <const> = "number:integer authors:text title:text container:text year:integer pages:text url:text "
  .. "doi:text accessed:date evidence:span"
local works = {
  { 1, "Chukalova R.R., Petrov, A.B.", "Power & 50% of {it}", "World Affairs", 2019, "3–12", nil, "10.1/x_y" },
  { 2, "Chukalova R.R.", "Again", nil, 2019, nil, "https://example.org/a_b?c=1%20&d", nil, "2020-11-27" },
  { 3, "United Nations", nil, nil, nil, nil, nil, nil, nil, span("Charter #1", 0) },
  { 4, "Chukalova R.R." , "Third", nil, 2019 },
}

local function test_bibtex()
  expect("bibtex", rendered("bibtex", WORKS, works), [[
@article{chukalova2019,
  author = {Chukalova, R.R. and Petrov, A.B.},
  title = {{Power \& 50\% of \{it\}}},
  journal = {World Affairs},
  year = {2019},
  pages = {3--12},
  doi = {10.1/x_y},
}

@online{chukalova2019b,
  author = {Chukalova, R.R.},
  title = {{Again}},
  year = {2019},
  url = {https://example.org/a_b?c=1%20&d},
  urldate = {2020-11-27},
}

@misc{united,
  author = {{United Nations}},
  note = {Charter \#1},
}

@misc{chukalova2019c,
  author = {Chukalova, R.R.},
  title = {{Third}},
  year = {2019},
}

]])
end

local function test_csl()
  local items = cjson.decode(rendered("csl_json", WORKS, works))
  expect("csl: items", #items, 4)
  expect("csl: id", items[2].id, "chukalova2019b")
  expect("csl: type", items[1].type, "article-journal")
  expect("csl: family", items[1].author[2].family, "Petrov")
  expect("csl: literal", items[3].author[1].literal, "United Nations")
  expect("csl: year", items[1].issued["date-parts"][1][1], 2019)
  expect("csl: day", ("%d-%d-%d"):format(table.unpack(items[2].accessed["date-parts"][1])), "2020-11-27")
  expect("csl: no works", rendered("csl_json", WORKS, {}), "[]\n")
end

local function test_conllu()
  local columns = "sentence:integer token:span number:text lemma:text pos:text head:text deprel:text misc:text"
  local rows = {
    { 1, span("zum", 0), "1-2", "zu+der", "ADP+DET", "3+3", "case+det", "Gloss=to" },
    { 1, span("Fluss", 4), "3", "Fluss", "NOUN", "0", "root", "SpaceAfter=No" },
    { 1, span(".", 9), "4", ".", "$.", "3", "punct" },
    { 2, span("Ja", 11) },
  }
  expect("conllu", rendered("conllu", columns, rows), table.concat({
    "# newdoc id = report", "# sent_id = report-1", "# text = zum Fluss.",
    "1\tzum\tzu+der\t_\tADP+DET\t_\t2\tcase+det\t_\tGloss=to",
    "2\tFluss\tFluss\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No",
    "3\t.\t.\t_\t$.\t_\t2\tpunct\t_\t_", "",
    "# sent_id = report-2", "# text = Ja", "1\tJa\t_\t_\t_\t_\t_\t_\t_\t_", "", "",
  }, "\n"))
end

local function test_bars()
  expect("bars", rendered("bars", "row:integer word:text count:integer",
    { { 1, "上海", 2 }, { 2, "harbour", 8 }, { 3, "none", 0 } }, { width = 24 }), table.concat({
    "count by word", "",
    "harbour ██████████████ 8",
    "上海    ███▌           2",
    "none                   0", "",
  }, "\n"))
  local lines = { plots = { { kind = "line", x = "year", y = "n", group = "word", title = "Words" } }, width = 30 }
  expect("small curves", rendered("bars", "year:integer n:integer word:text",
    { { 2001, 1, "a" }, { 2003, 8, "a" }, { 2002, 4, "b" } }, lines),
    "Words: n by year\n\n2001 to 2003\na ▁ █ 9\nb  ▄  4\n")
  local times = { plots = { { kind = "timeline", x = "date" } }, width = 30 }
  local dates = { { "2001" }, { "2003-05" }, { "2003" } }
  expect("a year without a row is there", rendered("bars", "date:date", dates, times),
    "rows by date\n\n2001 ███████████▌            1\n2002" .. (" "):rep(25) .. "0\n2003 " .. ("█"):rep(23) .. " 2\n")
end

local function test_table()
  expect("table: grouped", rendered("table", FIGURES, figures, { width = 60 }), table.concat({
    "row  document   value  sure  evidence",
    '  1  report        20  yes   “prevented 20 "attacks", in',
    "                             all” p. 4",
    "  2               0.1  no    “a tenth”",
    "  3  über      2700.5",
    "",
  }, "\n"))
  local sentence = "Between 2011 and 2015 the authorities prevented 20 attacks and averted 650 crimes, as they say."
  local rows = {
    { 1, "report", 20, "terrorist attacks", "planned", span(sentence, 0) },
    { 2, "report", 650, "crimes of any nature", "averted", span(sentence, 0, 2) },
    { 3, "report", 651, "crimes of any nature", "averted", span(sentence, 0, 2) },
    { 4, "上海", 3.14159, "组织", nil, nil },
    { 5, "上海", 7, "组织", nil, span("共有7个国家。", 0) },
  }
  local columns = "row:integer document:text value:number what_is_counted:text state:text evidence:span"
  expect("table: notes below", rendered("table", "n:integer", { { 1 } }, { notes = { "Counted: words." } }),
    "n\n1\n\nCounted: words.\n")
  expect("markdown: notes below", rendered("markdown", "n:integer", { { 1 } }, { notes = { "of *all*" } }),
    "| n |\n| ---: |\n| 1 |\n\nof \\*all\\*\n")
  expect("table: quotations below their rows", rendered("table", columns, rows, { width = 60 }), table.concat({
    "  row   value  what is counted       state",
    "",
    "report",
    "    1      20  terrorist attacks     planned",
    "       “Between 2011 and 2015 the authorities prevented 20",
    "       attacks and averted 650 crimes, as they say.”",
    "",
    "    2     650  crimes of any nature  averted",
    "    3     651  crimes of any nature  averted",
    "       “Between 2011 and 2015 the authorities prevented 20",
    "       attacks and averted 650 crimes, as they say.” p. 2",
    "",
    "上海",
    "    4  3.1416  组织",
    "",
    "    5       7  组织",
    "       “共有7个国家。”",
    "",
  }, "\n"))
  expect("table: no rows", rendered("table", "a_b:text c:integer", {}), "a b  c\n(no rows)\n")
  expect("table: colour", rendered("table", "a:text", { { "x" } }, { colour = true }), "\27[2ma\27[0m\nx\n")
  expect("table: escapes are seen", rendered("table", "a:text", { { "\27]0;title\7 \u{202E}x\u{9b}2J" } }),
    "a\n␛]0;title␇ \u{FFFD}x\u{FFFD}2J\n")
  expect("table: narrow", rendered("table", "first:integer second:integer third:integer", { { 1, 2, 3 }, { 4, 5, 6 } },
    { width = 10 }), "first   1\nsecond  2\nthird   3\n\nfirst   4\nsecond  5\nthird   6\n")
end

-- No line of a table is wider than the page, whatever the page; nothing of a text is lost.
local function test_page()
  local text = "The 上海合作组织 (Shanghai Cooperation Organization) e\u{301}tait 창설되었다 на саммите, anti-terrorist."
  local rows = {}
  for i = 1, 1500 do rows[i] = { i, "document " .. i % 3, i * 1.5, text, span(text, i) } end
  for width = 30, 120, 15 do
    local output = rendered("table", "row:integer document:text value:number what:text evidence:span", rows,
      { width = width })
    local widest = 0
    for line in output:gmatch "[^\n]+" do widest = math.max(widest, layout.width(line)) end
    expect("table: page of " .. width, widest <= width, true)
  end
  for columns = 1, 60 do
    local lines = layout.wrap(text, columns)
    expect("wrap keeps the text", table.concat(lines):gsub(" ", ""), (text:gsub(" ", "")))
    for _, line in ipairs(lines) do
      expect("wrap to " .. columns .. ": " .. line, layout.width(line) <= math.max(columns, 2), true)
      expect("no mark begins a line", line:find("^\u{301}"), nil)
    end
  end
end

-- Rows that come after the sample are written one by one, not gathered.
local function test_stream()
  local read, at_first_write, last = 0, nil, nil
  local result = { columns = columns_of "row:integer a:text", width = 80, notes = {} }
  function result:rows() -- luacheck: ignore 212
    return function()
      read = read + 1
      if read <= 3000 then return { read, "x" } end
    end
  end
  dofile(root .. "plugins/formats/table/init.lua").render(result, function(text)
    at_first_write = at_first_write or read
    last = text
  end)
  expect("table: begins to write before it has read all", at_first_write < 3000, true)
  expect("table: all rows", read, 3001)
  expect("table: last line", last, "3000  x")
end

-- Rows set side by side by a column, counts in brackets; a second row of the same cell is not lost.
local function test_pivot()
  local rows = {
    { 1, "en", "bee", 3 }, { 2, "en", "apple", 2 }, { 1, "ru", "пчела", 2 }, { 1, "en", "wasp", 1 }, { 3, "ru", "сад" },
  }
  local extra = { pivot = { "language", "rank", "phrase", "documents" } }
  local columns = "rank:integer language:language phrase:text documents:integer"
  expect("markdown: pivot", rendered("markdown", columns, rows, extra), table.concat({
    "| rank | en | ru |",
    "| ---: | --- | --- |",
    "| 1 | bee (3) | пчела (2) |",
    "| 1 | wasp (1) |  |",
    "| 2 | apple (2) |  |",
    "| 3 |  | сад |",
    "",
  }, "\n"))
  expect("table: pivot", rendered("table", columns, rows, extra), table.concat({
    "rank  en         ru",
    "   1  bee (3)    пчела (2)",
    "   1  wasp (1)",
    "   2  apple (2)",
    "   3             сад",
    "",
  }, "\n"))
  expect("table: pivot of nothing", rendered("table", columns, {}, extra), "rank\n(no rows)\n")
end

local function test_layout()
  expect("Chinese breaks between characters, not before a comma",
    table.concat(layout.wrap("上海合作组织，成立于", 12), "|"), "上海合作组|织，成立于")
  expect("a dash ends a line", table.concat(layout.wrap("anti-terrorist", 8), "|"), "anti-|terroris|t")
  expect("a number range stays", table.concat(layout.wrap("in 2011-2015 or", 10), "|"), "in|2011-2015|or")
  expect("pad by width", layout.pad("组织", 6) .. "|", "组织  |")
  expect("pad left", layout.pad("12", 4, true), "  12")
  expect("isolate", layout.isolate("שלום"), "\u{200E}שלום\u{200E}")
  expect("nothing to isolate", layout.isolate("Слово wörd 组织"), "Слово wörd 组织")
  expect("shares", table.concat(widths.share({ 3, 8, 8 }, { 3, 20, 300 }, 80), " "), "3 20 57")
  expect("shares that do not fit", widths.share({ 30, 30 }, { 30, 30 }, 59), nil)
end

for _, test in ipairs {
  test_markdown, test_html, test_bibtex, test_csl, test_conllu, test_bars, test_table, test_page, test_stream,
  test_pivot, test_layout,
} do test() end
os.exit(failures == 0)
