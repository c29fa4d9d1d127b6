-- The plots of an analysis on a terminal: bars of blocks, one a line, or for several series a small curve each.
--
--   $ moonleaf run timeline --format bars
--   Dates in the texts: rows by date
--
--   2001 ████████▌                      14
--   2002                                 0
--   2003 ██████████████████████████████ 49
--
--   en ▁▁▂▂▄█▅▂ ▁   7
local bins = require "plot.bins"
local data = require "plot.data"
local days = require "plot.days"
local label = require "plot.label"
local layout = require "layout"
local plot = require "plot"

local PAGE <const> = 100         -- columns when the output is no terminal
local NAMES <const> = 0.4        -- share of the page that names may take
local LEAST_BAR <const> = 8      -- columns
local MOST_TIMES <const> = 60    -- lines of a timeline, or places of a small curve
local EIGHTHS <const> = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }
local HEIGHTS <const> = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }

local function bar(length)
  local eighths = math.floor(length * 8 + 0.5)
  if length > 0 and eighths == 0 then eighths = 1 end
  return ("█"):rep(eighths // 8) .. (EIGHTHS[eighths % 8] or "")
end

-- The name in so many columns.
local function named(text, columns)
  text = layout.clean(text == "" and "—" or tostring(text))
  if layout.width(text) > columns then
    local kept, used = {}, 1
    for character in text:gmatch(utf8.charpattern) do
      used = used + layout.width(character)
      if used > columns then break end
      kept[#kept + 1] = character
    end
    text = table.concat(kept) .. "…"
  end
  return layout.pad(layout.isolate(text), columns)
end

local function widest(texts, most)
  local columns = 0
  for _, text in ipairs(texts) do columns = math.max(columns, layout.width(text)) end
  return math.min(columns, most)
end

local function texts_of(entries, read)
  local texts = {}
  for i, entry in ipairs(entries) do texts[i] = read(entry) end
  return texts
end

local function name_of(entry) return layout.clean(entry.name or tostring(entry.key == "" and "—" or entry.key)) end
local function value_of(entry) return label.number(entry.sum) end

-- Bars of { name or key, sum }; values below zero get none.
local function write_bars(entries, page, write, most)
  local names = widest(texts_of(entries, name_of), page * NAMES // 1)
  local values = widest(texts_of(entries, value_of), page)
  local room = math.max(LEAST_BAR, page - names - values - 2)
  for _, entry in ipairs(entries) do
    local length = most > 0 and math.max(0, entry.sum) / most * room or 0
    write(named(name_of(entry), names), " ", layout.pad(bar(length), room), " ",
      layout.pad(value_of(entry), values, true), "\n")
  end
end

local function greatest(entries)
  local most = 0
  for _, entry in ipairs(entries) do most = math.max(most, entry.sum) end
  return most
end

-- A small curve of each series over the same places: its values by place.
local function write_curves(series, places, page, write)
  local names = widest(texts_of(series, name_of), page * NAMES // 1)
  local values = widest(texts_of(series, value_of), page)
  local room = math.max(LEAST_BAR, page - names - values - 2)
  local merged = math.max(1, math.ceil(places / room)) -- places a column
  local columns, most = math.ceil(places / merged), 0
  for _, one in ipairs(series) do
    one.heights = {}
    for place = 1, places do
      local column = (place - 1) // merged + 1
      one.heights[column] = (one.heights[column] or 0) + math.max(0, one[place] or 0)
      most = math.max(most, one.heights[column])
    end
  end
  for _, one in ipairs(series) do
    local curve = {}
    for column, height in ipairs(one.heights) do
      curve[column] = height == 0 and " " or HEIGHTS[math.max(1, math.ceil(height / most * #HEIGHTS))]
    end
    write(named(name_of(one), names), " ", layout.pad(table.concat(curve), columns), " ",
      layout.pad(value_of(one), values, true), "\n")
  end
end

-- Series of points by the place that `place_of` gives each.
local function curves(points, places, place_of, page, write)
  local series = data.by_sum(data.gathered(points, "group"))
  for _, one in ipairs(series) do
    for _, point in ipairs(one.points) do
      local place = place_of(point)
      one[place] = (one[place] or 0) + point.y
    end
  end
  write_curves(series, places, page, write)
end

local function write_timeline(about, points, page, write)
  points = bins.dated(points)
  if #points == 0 then return end
  local unit = bins.unit(points, MOST_TIMES)
  local sums, entries, places = {}, {}, {}
  for _, bin in ipairs(bins.times(points, unit)) do sums[bin.key] = bin.sum end
  local first, last = data.range(points, "bin")
  while first <= last do
    entries[#entries + 1] = { name = days.name(first, unit), sum = sums[first] or 0 }
    places[first] = #entries
    first = days.floor(first, unit, 1)
  end
  if not about.group then return write_bars(entries, page, write, greatest(entries)) end
  write(entries[1].name, " to ", entries[#entries].name, "\n")
  curves(points, #entries, function(point) return places[point.bin] end, page, write)
end

local function write_lying(about, columns, points, page, write)
  local x_type = data.type_of(columns, about.x)
  local sort = (x_type == "integer" or x_type == "date") and data.by_key or data.by_sum
  if not about.group then
    local entries = sort(data.gathered(points, "x"))
    return write_bars(entries, page, write, greatest(entries))
  end
  local most, groups = 0, data.by_sum(data.gathered(points, "group"))
  for _, group in ipairs(groups) do
    group.bars = sort(data.gathered(group.points, "x"))
    most = math.max(most, greatest(group.bars))
  end
  for i, group in ipairs(groups) do
    write(i > 1 and "\n" or "", name_of(group), "\n")
    write_bars(group.bars, page, write, most)
  end
end

local function write_histogram(about, columns, points, page, write)
  if #points == 0 then return end
  local classes = bins.classes(points, data.type_of(columns, about.x) == "integer")
  local digits = math.max(0, math.ceil(-math.log(classes.width, 10) - 1e-9))
  local entries = {}
  for class = 1, classes.count do
    local from = classes.first + (class - 1) * classes.width
    entries[class] = {
      name = label.number(from, digits) .. "–" .. label.number(from + classes.width, digits),
      sum = classes.sums[class] or 0,
    }
  end
  write_bars(entries, page, write, classes.most)
end

-- Lines and heat maps: a curve for each group over the values of x in order.
local function write_curves_of(about, columns, points, page, write)
  local across, place = data.gathered(points, "x"), {}
  local x_type = data.type_of(columns, about.x)
  if x_type ~= "text" and x_type ~= "language" then data.by_key(across) end
  for i, entry in ipairs(across) do place[entry.key] = i end
  if #across == 0 then return end
  write(name_of(across[1]), " to ", name_of(across[#across]), "\n")
  curves(points, #across, function(point) return place[point.x] end, page, write)
end

local function write_dispersion(points, page, write)
  if #points == 0 then return end
  local _, most = data.range(points, "x")
  local places = page
  curves(points, places, function(point)
    return math.min(places, 1 + math.floor(point.x / math.max(most, 1e-9) * places))
  end, page, write)
end

local format = {
  api        = 1,
  summary    = "Bars and small curves on a terminal",
  extension  = ".txt",
  media_type = "text/plain",
  people     = true,
  options    = { { "plot", "integer", default = 1, min = 1, help = "which of the plots that the analysis declares" } },
}

function format.render(result, write)
  local page = result.width or PAGE
  local about, columns, rows = plot.choose(result)
  if about.kind == "scatter" then error("a scatter has no bars; --format svg draws it", 0) end
  local points = data.points(about, columns, rows)
  for _, line in ipairs(layout.wrap((about.title and about.title .. ": " or "") .. plot.axes(about), page)) do
    write(line, "\n")
  end
  write("\n")
  if #points == 0 then write "(no rows)\n" end
  if about.kind == "timeline" then write_timeline(about, points, page, write)
  elseif about.kind == "bar" then write_lying(about, columns, points, page, write)
  elseif about.kind == "histogram" then write_histogram(about, columns, points, page, write)
  elseif about.kind == "dispersion" then write_dispersion(points, page, write)
  else write_curves_of(about, columns, points, page, write) end
  if #result.notes > 0 then write "\n" end
  for _, note in ipairs(result.notes) do
    for _, line in ipairs(layout.wrap(layout.clean(note), page)) do write(line, "\n") end
  end
end

return format
