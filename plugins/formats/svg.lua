-- A picture of the rows, as the analysis declares it in `plots`; without a script, for light and dark pages, with title
-- and description for screen readers. Rows of no declared plot become bars: their first name by their first number.
--
--   $ moonleaf run timeline --format svg > timeline.svg
--   $ moonleaf run keywords --format svg:plot=2,width=1000 > languages.svg
--   $ moonleaf sql "SELECT language, count(*) AS documents FROM document GROUP BY 1" --format svg > languages.svg
local plot = require "plot"

local svg = {
  api        = 1,
  summary    = "A picture of the rows (SVG): bars, lines, timelines, heat maps ...",
  extension  = ".svg",
  media_type = "image/svg+xml",
  single     = true,
  options    = {
    { "plot", "integer", default = 1, min = 1, help = "which of the plots that the analysis declares" },
    { "width", "integer", default = 720, min = 320, max = 4000, help = "pixels" },
    { "title", "text", help = "title in place of the declared one" },
  },
}

function svg.render(result, write)
  local about, columns, rows = plot.choose(result)
  write(plot.svg(about, columns, rows, {
    width = result.options.width,
    title = result.options.title,
    source = "The data are these rows: the same command with --format csv.",
  }))
end

return svg
