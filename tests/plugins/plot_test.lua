-- Pictures without the program: no texts that touch, colours that can be told from the page (WCAG 2.2), the same bytes
-- for the same rows, and dates whose days were counted by GNU date.
local root = arg[0]:gsub("[^/]*$", "") .. "../../"
package.path = root .. "tests/plugins/?.lua;" .. root .. "plugins/lib/?.lua;" .. package.path
moonleaf = require "stand_in"

local canvas = require "plot.canvas"
local days = require "plot.days"
local label = require "plot.label"
local plot = require "plot"
local scales = require "plot.scale"

local failures = 0

local function expect(what, actual, expected)
  if actual == expected then return end
  failures = failures + 1
  print(("%s:\n--- expected\n%s\n--- actual\n%s"):format(what, expected, actual))
end

-- ---- rows ----

local WORDS <const> = {
  "security", "上海合作组织", "Организация", "cooperation and development of member States in the whole region", "trade",
  "منظمة شنغهاي للتعاون", "terrorism", "e\u{301}tait", "<b>&\"",
}

local COLUMNS <const> = {
  { name = "word", type = "text" }, { name = "count", type = "integer" }, { name = "year", type = "integer" },
  { name = "date", type = "date" }, { name = "share", type = "number" }, { name = "topic", type = "text" },
  { name = "place", type = "span" },
}

-- Numbers that look random and are the same each time (MINSTD, Park & Miller 1988).
local function generator()
  local state = 42
  return function(below)
    state = state * 48271 % 2147483647
    return state % below
  end
end

local function rows_of(count)
  local random, rows = generator(), {}
  local function word(i) return WORDS[i % #WORDS + 1] .. (i >= #WORDS and " " .. i or "") end
  for i = 1, count do
    rows[i] = {
      word(i), random(5000), 1950 + random(70),
      ("%d-%02d-%02d"):format(1990 + random(30), 1 + random(12), 1 + random(28)), random(1000) / 1000, word(random(14)),
      { start = random(90000), stop = 90001, text = "x" },
    }
  end
  return rows
end

local PLOTS <const> = {
  { kind = "bar", x = "word", y = "count", title = "The most frequent words" },
  { kind = "bar", x = "word", y = "count", group = "topic" },
  { kind = "bar", x = "year" },
  { kind = "line", x = "year", y = "share", group = "topic" },
  { kind = "line", x = "date", y = "count" },
  { kind = "line", x = "word", y = "count" },
  { kind = "timeline", x = "date" },
  { kind = "timeline", x = "date", group = "topic" },
  { kind = "timeline", x = "year", y = "count" },
  { kind = "dispersion", x = "place", group = "topic" },
  { kind = "heatmap", x = "word", y = "count", group = "topic" },
  { kind = "heatmap", x = "year", group = "topic" },
  { kind = "scatter", x = "count", y = "share", group = "topic" },
  { kind = "scatter", x = "count", y = "share" },
  { kind = "histogram", x = "share" },
  { kind = "histogram", x = "count" },
}

-- ---- boxes of texts ----

local SIZES <const> = { title = 17 }

local function unescape(text)
  text = text:gsub("\u{2068}", ""):gsub("\u{2069}", "")
  return (text:gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&quot;", '"'):gsub("&amp;", "&"))
end

-- The texts of a picture: { text =, x =, y =, width =, size =, angle = }, x at their left end.
local function boxes_of(svg)
  local boxes = {}
  for attributes, text in svg:gmatch "<text ([^>]*)>([^<]*)</text>" do
    local size = SIZES[attributes:match 'class="([^"]*)"'] or label.SIZE
    local box = { text = unescape(text), size = size, x = tonumber(attributes:match '^x="([^"]*)"'),
                  y = tonumber(attributes:match ' y="([^"]*)"'), angle = attributes:match "rotate%((%-?%d+)" }
    box.width = label.width(box.text, size)
    local anchor = attributes:match 'text%-anchor="([^"]*)"'
    box.x = box.x - (anchor == "end" and box.width or anchor == "middle" and box.width / 2 or 0)
    boxes[#boxes + 1] = box
  end
  return boxes
end

-- Texts askew at 45 degrees touch when their base lines are nearer than the height of the letters.
local function touch(a, b)
  if a.angle ~= b.angle then return false end -- askew ones stand below all others
  if a.angle then return math.abs(a.x + a.width - b.x - b.width) * math.sin(math.pi / 4) < a.size * 0.9 end
  return math.abs(a.y - b.y) < math.min(a.size, b.size) * 0.9 and a.x < b.x + b.width and b.x < a.x + a.width
end

local function check_boxes(what, svg)
  local boxes, width = boxes_of(svg), tonumber(svg:match 'width="(%d+)"')
  expect(what .. ": has texts", #boxes > 2, true)
  for i, a in ipairs(boxes) do
    if not a.angle then
      expect(("%s: '%s' is inside"):format(what, a.text), a.x >= 0 and a.x + a.width <= width + 0.5, true)
    end
    for j = i + 1, #boxes do
      local b = boxes[j]
      if touch(a, b) then expect(("%s: '%s' and '%s' apart"):format(what, a.text, b.text), false, true) end
    end
  end
end

local function test_texts()
  for _, about in ipairs(PLOTS) do
    for _, count in ipairs { 1, 5, 50, 500 } do
      for _, width in ipairs { 360, 720 } do
        local what = ("%s of %s, %d rows, %d pixels"):format(about.kind, about.x, count, width)
        local svg = plot.svg(about, COLUMNS, rows_of(count), { width = width })
        expect(what .. ": same bytes", svg, plot.svg(about, COLUMNS, rows_of(count), { width = width }))
        expect(what .. ": no number is wrong", svg:find '"%-?nan' or svg:find '"%-?inf', nil)
        check_boxes(what, svg)
      end
    end
  end
end

-- ---- what is said ----

local function test_access()
  local svg = plot.svg(PLOTS[1], COLUMNS, rows_of(500), { id = "p1" })
  expect("role", svg:find('role="img" aria-labelledby="p1-title" aria-describedby="p1-desc"', 1, true) ~= nil, true)
  expect("title", svg:match '<title id="p1%-title">(.-)</title>', "The most frequent words")
  expect("description", svg:find("A bar chart of count by word. The longest bar is ", 1, true) ~= nil, true)
  expect("what is left out is said", svg:find("The 60 longest of 500 bars.", 1, true) ~= nil, true)
  expect("no script", svg:find "<script" or svg:find "<b>", nil)
  expect("markup is text", svg:find("&lt;b&gt;&amp;&quot;", 1, true) ~= nil, true)
  expect("Arabic by its own direction", svg:find("\u{2068}منظمة", 1, true) ~= nil, true)
  expect("no rows", plot.svg(PLOTS[1], COLUMNS, {}):find("There is no row to draw.", 1, true) ~= nil, true)
  local rows = { { "a", 1 }, { "b" }, { nil, 3 } }
  expect("rows without a value are counted", plot.svg(PLOTS[1], COLUMNS, rows):match "%d rows without a value",
    "2 rows without a value")
  local ok, message = pcall(plot.svg, { kind = "bar", x = "nothing" }, COLUMNS, rows)
  expect("unknown column", not ok and message, "the plot shows the column 'nothing', which the result lacks")
end

-- Bars in proportion to their values: lengths read back from the picture.
local function test_lengths()
  local svg = plot.svg({ kind = "bar", x = "word", y = "count" }, COLUMNS, { { "a", 10 }, { "b", 40 }, { "a", 10 } })
  local lengths = {}
  for width in svg:gmatch '<rect x="[^"]*" y="[^"]*" width="([^"]*)" height="14"' do
    lengths[#lengths + 1] = tonumber(width)
  end
  expect("bars", #lengths, 2)
  expect("a is 20, half of b", math.abs(lengths[2] / lengths[1] - 0.5) < 0.001, true)
end

-- ---- colours ----

-- Relative luminance and contrast of WCAG 2.2.
local function luminance(colour)
  local parts = {}
  for hex in colour:gmatch "%x%x" do
    local part = tonumber(hex, 16) / 255
    parts[#parts + 1] = part <= 0.04045 and part / 12.92 or ((part + 0.055) / 1.055) ^ 2.4
  end
  return 0.2126 * parts[1] + 0.7152 * parts[2] + 0.0722 * parts[3]
end

local function contrast(a, b)
  a, b = luminance(a), luminance(b)
  return (math.max(a, b) + 0.05) / (math.min(a, b) + 0.05)
end

-- A shade of the colour on the page.
local function mixed(colour, page, share)
  local parts = {}
  for at = 2, 6, 2 do
    local top, below = tonumber(colour:sub(at, at + 1), 16), tonumber(page:sub(at, at + 1), 16)
    parts[#parts + 1] = ("%02x"):format(math.floor(top * share + below * (1 - share) + 0.5))
  end
  return "#" .. table.concat(parts)
end

local function test_colours()
  for name, colours in pairs { light = canvas.light, dark = canvas.dark } do
    for i = 1, canvas.SERIES do
      expect(name .. ": series " .. i, contrast(colours[i], colours.page) >= 4.5, true)
    end
    expect(name .. ": ink", contrast(colours.ink, colours.page) >= 7, true)
    expect(name .. ": quiet", contrast(colours.quiet, colours.page) >= 4.5, true)
    expect(name .. ": axis", contrast(colours.axis, colours.page) >= 3, true)
    for shade = 6, 100 do
      local cell = mixed(colours.heat, colours.page, shade / 100)
      local text = (shade / 100 - 0.06) / 0.94 > 0.58 and colours.page or colours.ink
      expect(name .. ": number on shade " .. shade, contrast(text, cell) >= 3.5, true)
    end
  end
end

-- ---- scales and dates ----

local function labels_of(scale)
  local labels = {}
  for i, tick in ipairs(scale.ticks) do labels[i] = tick.label end
  return table.concat(labels, " ")
end

local function test_scales()
  expect("round ticks", labels_of(scales.linear(0, 87, 0, 300)), "0 20 40 60 80 100")
  expect("below zero", labels_of(scales.linear(-3, 7, 0, 300)), "−4 −2 0 2 4 6 8")
  expect("small", labels_of(scales.linear(0, 0.03, 0, 300)), "0.000 0.005 0.010 0.015 0.020 0.025 0.030")
  expect("one value", labels_of(scales.linear(3, 3, 0, 300, 5, true)), "0 1 2 3")
  expect("nothing at all", labels_of(scales.linear(0, 0, 0, 300, 2)), "0.0 0.5 1.0")
  expect("thousands", label.number(1234567), "1,234,567")
  expect("a year is no thousand", label.number(2015), "2015")
end

local function test_days()
  -- date -u -d 2015-06-07 +%s is 1433635200, 16593 days after 1970-01-01
  expect("day", days.day(2015, 6, 7) - days.day(1970, 1, 1), 16593)
  expect("leap day", days.day(2000, 3, 1) - days.day(2000, 2, 28), 2)
  expect("and back", table.concat({ days.date(days.day(2000, 2, 29)) }, " "), "2000 2 29")
  for _, case in ipairs {
    { "2015", "2015-01-01 2015-12-31 year" }, { "2015-02", "2015-02-01 2015-02-28 month" },
    { "2015-06-07", "2015-06-07 2015-06-07 day" }, { "199X", "1990-01-01 1999-12-31 decade" },
    { "19XX", "1900-01-01 1999-12-31 century" }, { "2004/2019", "2004-01-01 2019-12-31 year" },
    { "2015-23", "2015-09-01 2015-11-30 month" }, { "2015-36", "2015-10-01 2015-12-31 month" },
    { "2017-06-08/2017-07", "2017-06-08 2017-07-31 month" }, { 1648, "1648-01-01 1648-12-31 year" },
    { "2009?", "2009-01-01 2009-12-31 year" },
  } do
    local read = days.read(case[1])
    local first, last = days.name(read.first, "day"), days.name(read.last, "day")
    expect("date " .. case[1], ("%s %s %s"):format(first, last, read.unit), case[2])
  end
  expect("no year", days.read "XXXX-06-07", nil)
end

for _, test in ipairs { test_texts, test_access, test_lengths, test_colours, test_scales, test_days } do test() end
os.exit(failures == 0)
