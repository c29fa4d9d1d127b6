-- Bars: lying, the longest on top, for names; standing in order for years and dates. With a group, a panel for each.
local data = require "plot.data"
local days = require "plot.days"
local frame = require "plot.frame"
local label = require "plot.label"
local scales = require "plot.scale"

local MOST_BARS <const> = 60      -- lying ones: a picture of two screens; more are named in the note
local LEAST_OF_PANEL <const> = 5  -- bars of a panel, whatever the number of panels
local MOST_PANELS <const> = 12
local ROW <const>, THICK <const> = 21, 14
local LABELS <const> = 0.4        -- share of the width that names may take
local STANDING <const> = 260      -- height of standing bars

local function widest(entries, text_of)
  local most = 0
  for _, entry in ipairs(entries) do most = math.max(most, label.width(text_of(entry))) end
  return most
end

local function name_of(entry) return entry.key == "" and "—" or label.clean(entry.key) end
local function value_of(entry) return label.number(entry.sum) end

local function first(entries, count) return table.move(entries, 1, math.min(count, #entries), 1, {}) end

-- The bars of a panel, from the pixel `left` of zero.
local function draw_bars(picture, entries, x, room, top)
  local zero = x.at(0)
  for i, entry in ipairs(entries) do
    local y, reach = top + (i - 1) * ROW, x.at(entry.sum)
    local name, value = name_of(entry), value_of(entry)
    picture:text(room, y + 11.5, label.fit(name, room - 8), nil, "end")
    picture:rect(math.min(zero, reach), y, math.max(1, math.abs(reach - zero)), THICK, "s1", name .. ": " .. value)
    picture:text(math.max(zero, reach) + 5, y + 11.5, value, "q")
  end
  picture:line(zero, top - 4, zero, top + #entries * ROW - 3, "axis")
  return top + #entries * ROW
end

local function panels_of(plot, points)
  if not plot.group then return { { points = points } } end
  return data.by_sum(data.gathered(points, "group"))
end

local function draw_lying(picture, plot, points, top)
  local panels = panels_of(plot, points)
  local shown_panels = first(panels, MOST_PANELS)
  local each = plot.group and math.max(LEAST_OF_PANEL, MOST_BARS // #shown_panels) or MOST_BARS
  local all, total, most, least = {}, 0, 0, 0
  for _, panel in ipairs(shown_panels) do
    local bars = data.by_sum(data.gathered(panel.points, "x"))
    total = total + #bars
    panel.bars = first(bars, each)
    for _, bar in ipairs(panel.bars) do
      all[#all + 1], most, least = bar, math.max(most, bar.sum), math.min(least, bar.sum)
    end
  end
  local room = 8 + math.min(widest(all, name_of) + 8, picture.width * LABELS)
  local behind = widest(all, value_of) + 10
  local right = picture.width - behind
  local x = scales.linear(least, most, room + 4, right, 4)
  if least == 0 then -- no ticks are drawn, so the longest bar may take all the room
    function x.at(value) return room + 4 + value / (most > 0 and most or 1) * (right - room - 4) end
  end
  for _, panel in ipairs(shown_panels) do
    if plot.group then
      local name = panel.key == "" and "—" or label.clean(panel.key)
      picture:text(12, top + 14, label.fit(name, picture.width - 24), "b")
      top = top + 26
    end
    top = draw_bars(picture, panel.bars, x, room, top) + (plot.group and 10 or 0)
  end
  local notes = {}
  if #all < total then notes[1] = ("The %d longest of %s bars."):format(#all, label.number(total)) end
  if #shown_panels < #panels then
    notes[#notes + 1] = ("The %d greatest of %d groups."):format(#shown_panels, #panels)
  end
  local said = all[1] and ("The longest bar is %s (%s)."):format(name_of(all[1]), value_of(all[1])) or ""
  return top + 4, notes, said
end

local function draw_standing(picture, points, top, is_whole)
  local entries = data.by_key(data.gathered(points, "x"))
  local least, most = 0, 0
  for _, entry in ipairs(entries) do least, most = math.min(least, entry.sum), math.max(most, entry.sum) end
  local area = frame.new(picture, top, STANDING, least, most, is_whole)
  local bands = scales.bands(#entries, area.left, area.right)
  local names = {}
  for i, entry in ipairs(entries) do
    names[i] = name_of(entry)
    local zero, reach = area.y.at(0), area.y.at(entry.sum)
    local width = bands.band > 4 and math.min(bands.band * 0.72, 48) or bands.band * 0.9
    picture:rect(bands.at(i) - width / 2, math.min(zero, reach), width, math.abs(zero - reach), "s1",
      names[i] .. ": " .. value_of(entry))
  end
  return frame.categories(picture, names, bands, area.bottom), {},
    entries[1] and ("From %s (%s) to %s (%s)."):format(names[1], value_of(entries[1]), names[#names],
      value_of(entries[#entries])) or ""
end

-- Fills the gaps between years, so that one without a row is seen as such.
local function with_gaps(points)
  local seen, least, most = {}, nil, nil
  for _, point in ipairs(points) do
    if math.type(point.x) ~= "integer" then return points end
    seen[point.x] = true
    least, most = math.min(least or point.x, point.x), math.max(most or point.x, point.x)
  end
  if not least or most - least > 400 then return points end
  for x = least, most do
    if not seen[x] then points[#points + 1] = { x = x, y = 0 } end
  end
  return points
end

return function(picture, plot, columns, points, top)
  local x_type = data.type_of(columns, plot.x)
  local is_whole = not plot.y or data.type_of(columns, plot.y) == "integer"
  if plot.group or x_type ~= "integer" and x_type ~= "date" then return draw_lying(picture, plot, points, top) end
  for _, point in ipairs(points) do
    local read = x_type == "date" and days.read(point.x)
    if read and read.unit == "year" and not read.is_range then point.x = days.date(read.first) | 0 end
  end
  return draw_standing(picture, with_gaps(points), top, is_whole)
end
