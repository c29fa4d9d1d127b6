-- Everything that the page draws.
local documents = require "documents"
local plot = require "plot"

local charts = {}

local WIDTH <const> = 860      -- pixels of a picture where there is room; it shrinks with the page
local LEAST_POINTS <const> = 3 -- fewer are read faster than looked at

-- A bar beside a number, as long as its share of the largest one. The number says it, so it is not read aloud.
function charts.bar(value, largest)
  local share = largest > 0 and value / largest * 100 or 0
  return ('<span class="bar" aria-hidden="true"><span style="width:%.1f%%"></span></span>'):format(share)
end

-- The rows of a chart's query, as plot.svg takes them.
local function points_of(chart)
  local rows = {}
  local query = chart.query:gsub("%$shown", documents.list())
  for row in corpus:sql(query) do rows[#rows + 1] = { row[chart.x], row[chart.y] } end
  return rows
end

-- A plot of plugins/lib/plot.lua over rows.
function charts.draw(write, id, plotted, columns, rows)
  write('<figure class="chart">', plot.svg(plotted, columns, rows, { width = WIDTH, id = id .. "-chart" }),
    "</figure>\n")
end

-- A picture { kind =, x =, y =, title =, types = { column = type }, query = SQL }, or nothing for too few points.
function charts.write(write, id, chart)
  local rows = points_of(chart)
  if #rows < LEAST_POINTS then return end
  local columns = { { name = chart.x, type = chart.types[chart.x] }, { name = chart.y, type = "integer" } }
  charts.draw(write, id, chart, columns, rows)
end

return charts
