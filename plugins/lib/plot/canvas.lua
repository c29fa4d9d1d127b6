-- An SVG picture as it is drawn: marks, texts and the style sheet that serves light and dark pages alike.
--
--   local picture = canvas.new(720)
--   picture:rect(10, 10, 200, 13, "s1")      picture:text(215, 20, "Astana")
--   picture:svg { height = 300, title = "Places", description = "..." }
local label = require "plot.label"

local canvas = { SERIES = 8 } -- series that have a colour of their own; each has 3:1 to the page and 4.5:1 as a text

-- On a light page and on a dark one: page, ink, quiet ink, axes, grid, shade of a heat map, then the series.
canvas.light = {
  page = "#ffffff", ink = "#1c2127", quiet = "#59616b", axis = "#7d8590", grid = "#e3e6ea", heat = "#04315a",
  "#1a6bb0", "#b8470f", "#1f7d4f", "#8a4fa3", "#8a6600", "#0b7a80", "#c0335f", "#5b6470",
}
canvas.dark = {
  page = "#15181c", ink = "#eceff2", quiet = "#a9b1ba", axis = "#7d8590", grid = "#2c3239", heat = "#7ab4e6",
  "#6cb0ea", "#f08a55", "#5cc48e", "#c795de", "#d9b13f", "#4fc4c9", "#f2809f", "#a9b1ba",
}

local function rules(colours)
  local list = {
    (".mlp .page{fill:%s}.mlp text{fill:%s}.mlp .q{fill:%s}"):format(colours.page, colours.ink, colours.quiet),
    (".mlp .axis{stroke:%s}.mlp .grid{stroke:%s}.mlp .heat{fill:%s}.mlp text.on{fill:%s}"):format(
      colours.axis, colours.grid, colours.heat, colours.page),
  }
  for i = 1, canvas.SERIES do
    list[#list + 1] = (".mlp .s%d{fill:%s}.mlp .l%d{stroke:%s}"):format(i, colours[i], i, colours[i])
  end
  return table.concat(list)
end

local STYLE <const> = table.concat {
  ".mlp text{font-size:13px}.mlp .title{font-size:17px;font-weight:bold}.mlp .b{font-weight:bold}",
  ".mlp .line{fill:none;stroke-width:2;stroke-linejoin:round}", rules(canvas.light),
  "@media (prefers-color-scheme:dark){", rules(canvas.dark), "}",
}

local FACES <const> = "system-ui,-apple-system,'Segoe UI','Noto Sans',Roboto,Helvetica,Arial,sans-serif"

local methods = {}
methods.__index = methods

function canvas.new(width)
  return setmetatable({ width = width, parts = {} }, methods)
end

-- A length in pixels with as many digits as can be seen.
local function px(value)
  return (("%.1f"):format(value):gsub("%.0$", ""):gsub("^%-0$", "0"))
end

canvas.px = px

local function put(picture, ...)
  picture.parts[#picture.parts + 1] = string.format(...)
end

local function hint(text) return text and "<title>" .. label.escape(text) .. "</title>" or "" end

-- A text whose base line is at y; `anchor` is start, middle or end; `angle` turns it about (x, y).
function methods:text(x, y, text, class, anchor, angle)
  put(self, '<text x="%s" y="%s"%s%s%s>%s</text>', px(x), px(y), class and ' class="' .. class .. '"' or "",
    anchor and anchor ~= "start" and ' text-anchor="' .. anchor .. '"' or "",
    angle and (' transform="rotate(%d %s %s)"'):format(angle, px(x), px(y)) or "", label.isolated(text))
end

-- Marks may have a hint, which a browser shows under the pointer, and a share of opacity.
local function mark(picture, shape, text, opacity)
  local shade = opacity and (' fill-opacity="%.2f"'):format(opacity) or ""
  if text then put(picture, "<%s%s>%s</%s>", shape, shade, hint(text), shape:match "^%a+")
  else put(picture, "<%s%s/>", shape, shade) end
end

function methods:rect(x, y, width, height, class, text, opacity)
  mark(self, ('rect x="%s" y="%s" width="%s" height="%s" class="%s"'):format(
    px(x), px(y), px(math.max(0, width)), px(math.max(0, height)), class), text, opacity)
end

function methods:circle(x, y, radius, class, text, opacity)
  mark(self, ('circle cx="%s" cy="%s" r="%s" class="%s"'):format(px(x), px(y), px(radius), class), text, opacity)
end

function methods:line(x1, y1, x2, y2, class)
  put(self, '<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>', px(x1), px(y1), px(x2), px(y2), class)
end

-- A line through points { x, y }, ...
function methods:path(points, class, text)
  local steps = {}
  for i, point in ipairs(points) do steps[i] = px(point[1]) .. " " .. px(point[2]) end
  mark(self, ('path d="M%s" class="line %s"'):format(table.concat(steps, "L"), class), text)
end

-- Many short upright strokes of one class as one shape.
function methods:strokes(xs, top, height, class)
  local steps = {}
  for i, x in ipairs(xs) do steps[i] = ("M%s %sv%s"):format(px(x), px(top), px(height)) end
  put(self, '<path d="%s" class="line %s" stroke-width="1" style="stroke-width:1"/>', table.concat(steps), class)
end

-- The whole picture. Its id keeps the names of title and description apart from those of others on a page.
function methods:svg(about)
  local id = about.id or "plot"
  return table.concat {
    '<svg xmlns="http://www.w3.org/2000/svg" class="mlp" role="img" ',
    ('aria-labelledby="%s-title" aria-describedby="%s-desc" '):format(id, id),
    ('width="%s" height="%s" viewBox="0 0 %s %s" font-family="%s" font-size="13">\n'):format(
      px(self.width), px(about.height), px(self.width), px(about.height), FACES),
    ('<title id="%s-title">%s</title>\n'):format(id, label.escape(about.title)),
    ('<desc id="%s-desc">%s</desc>\n'):format(id, label.escape(about.description)),
    "<style>", STYLE, "</style>\n",
    ('<rect class="page" width="%s" height="%s"/>\n'):format(px(self.width), px(about.height)),
    table.concat(self.parts, "\n"), "\n</svg>\n",
  }
end

return canvas
