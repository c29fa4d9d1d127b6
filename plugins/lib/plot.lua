-- Pictures of results as SVG: without script, for light and dark pages, with title and description for who cannot see
-- them. The same rows give the same bytes. The data are those of the rows: --format csv writes them.
--
--   plot.svg({ kind = "bar", x = "word", y = "count", title = "Words" }, result.columns, rows, { width = 720 })
--
-- Kinds: bar, line, timeline, dispersion, heatmap, scatter, histogram. y is a number, and left out counts rows; in a
-- heatmap group goes down, x across and y is the shade; in a dispersion group is the lane. Rows of the same x and group
-- are added up in bars, timelines and heatmaps. rows says what the rows are, where they are counted: "documents".
local canvas = require "plot.canvas"
local data = require "plot.data"
local frame = require "plot.frame"
local label = require "plot.label"

local plot = {}

local WIDTH <const>, LEAST_WIDTH <const> = 720, 320 -- pixels
local TITLE <const> = 17 -- size of type

local drawers <const> = {
  bar = require "plot.bar", line = require "plot.line", timeline = require "plot.timeline",
  dispersion = require "plot.dispersion", heatmap = require "plot.heatmap", scatter = require "plot.scatter",
  histogram = require "plot.histogram",
}

local NOTHING <const> = "There is no row to draw."

-- What the axes show: "count by word", "rows by date, each document apart".
local function axes_of(about)
  local x, y = frame.spoken(about.x), about.y and frame.spoken(about.y) or about.rows or "rows"
  local group = about.group and frame.spoken(about.group)
  if about.kind == "dispersion" then return group and ("%s of each %s"):format(x, group) or x end
  if about.kind == "heatmap" then return ("%s by %s (down) and %s (across)"):format(y, group, x) end
  if about.kind == "scatter" then return ("%s (upwards) by %s (rightwards)"):format(y, x) end
  return ("%s by %s%s"):format(y, x, group and about.kind ~= "line" and ", for each " .. group or "")
end

local function put_lines(picture, text, y, size, class)
  for _, line in ipairs(label.wrap(text, picture.width - 24, size)) do
    picture:text(12, y + size, line, class)
    y = y + size + 5
  end
  return y
end

plot.axes = axes_of

-- A plot for rows that declare none: the first column that names things, by the first of numbers, or by their count.
function plot.guess(columns)
  local x, y
  for _, column in ipairs(columns) do
    local is_number = column.type == "integer" or column.type == "number"
    local is_name = column.type == "text" or column.type == "date" or column.type == "language"
    if is_name and not x then x = column end
    if is_number and column.name ~= "row" and not y then y = column.name end
  end
  if not x then return y and { kind = "histogram", x = y } or nil end
  return { kind = x.type == "date" and "timeline" or "bar", x = x.name, y = x.type ~= "date" and y or nil }
end

-- The plot of a result that a format's option `plot` asks for, with the columns and rows that it shows; raises when
-- there is none.
function plot.choose(result)
  local plots, number, rows = result.plots, result.options.plot, {}
  for row in result:rows() do rows[#rows + 1] = row end
  local columns = data.typed(result.columns, rows)
  local about = plots[number]
  if #plots == 0 then about = plot.guess(columns) end
  if about then return about, columns, rows end
  error(#plots == 0 and "there is nothing to draw: no column of names, dates or numbers"
    or ("there are %d plots, and none is number %d"):format(#plots, number), 0)
end

-- The picture of rows (arrays in the order of the columns) by a plot { kind =, x =, y =, group =, title = }. Settings:
-- width in pixels, title in place of the plot's, id where a page has several, source (a text of the description).
function plot.svg(about, columns, rows, settings)
  settings = settings or {}
  local draw = drawers[about.kind]
  if not draw then error(("no kind of plot '%s'"):format(about.kind), 0) end
  local points, missing = data.points(about, columns, rows)
  local picture = canvas.new(math.max(LEAST_WIDTH, settings.width or WIDTH))
  local axes = axes_of(about)
  local title = settings.title or about.title or axes
  local top = put_lines(picture, label.clean(title), 12, TITLE, "title")
  if title ~= axes then top = put_lines(picture, axes, top, label.SIZE, "q") end
  local bottom, notes, said = top + 8, { NOTHING }, NOTHING
  if #points > 0 then bottom, notes, said = draw(picture, about, columns, points, top + 10) end
  if missing > 0 then notes[#notes + 1] = ("%s rows without a value are not drawn."):format(label.number(missing)) end
  if #notes > 0 then bottom = put_lines(picture, table.concat(notes, " "), bottom + 6, label.SIZE, "q") end
  return picture:svg {
    id = settings.id, height = math.ceil(bottom + 10), title = label.clean(title),
    description = ("A %s of %s. %s %s"):format(about.kind == "bar" and "bar chart" or about.kind, axes, said,
      settings.source or "The numbers are in the rows themselves: --format csv."),
  }
end

return plot
