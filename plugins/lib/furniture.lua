-- Running heads, feet and page numbers: what stands at the edge of page after page.
--
--   page 12   12   Rivers of the north        furniture: the same words as on pages 10 and 14, another number
--             ... its waters rise in spring
--   page 13   Chapter 2                  13
--
-- A line counts when it is in the outermost row of its page and is a number alone, or stands apart from the text and
-- has the words of a line at the same edge of other pages, whatever numbers are in it.
local furniture = {}

local ROWS <const> = 2      -- a head with a line of its own below or above it, for chapter and section
local APART <const> = 1.6   -- heights from one row's top to the next: more than the lines of a text
local MANY <const> = 6      -- pages from which on three must agree, since even and odd ones have their own heads
local NUMBERS <const> = {   -- a page number alone
  "^%d%d?%d?%d?$", "^[ivxlcdm]+$", "^[%-–—|%[(]+%s*%d+%s*[%-–—|%])]+$", "^%d+%s*/%s*%d+$",
}

-- The words of a line, whatever its numbers, and how large they are: a title is no head.
local function key_of(at, line)
  local words = moonleaf.text.fold(line.text):gsub("%d+", "#"):gsub("%s+", " ")
  return ("%s %.0f %s"):format(at.edge, line.height, words)
end

-- The lines of a page in rows from its top: those at one height are one row.
local function rows_of(page)
  local lines, rows = {}, {}
  for _, line in ipairs(page.lines) do lines[#lines + 1] = line end
  table.sort(lines, function(a, b)
    if a.top ~= b.top then return a.top < b.top end
    return a.left < b.left
  end)
  for _, line in ipairs(lines) do
    local row = rows[#rows]
    if row and line.top - row.top < row.height / 2 then
      row[#row + 1] = line
    else
      rows[#rows + 1] = { line, top = line.top, height = line.height }
    end
  end
  return rows
end

-- How many rows at an edge stand apart from the body; `step` is 1 from the top and -1 from the bottom.
local function edge_rows(rows, first, step)
  for count = math.min(ROWS, #rows - 1), 1, -1 do
    local row, inner = rows[first + (count - 1) * step], rows[first + count * step]
    if math.abs(inner.top - row.top) > APART * math.min(row.height, inner.height) then return count end
  end
  return 0
end

-- The rows at the edges of a page; the outermost ones too when they do not stand apart.
local function edges_of(page)
  local rows, edges = rows_of(page), {}
  for _, side in ipairs { { "top", 1, 1 }, { "bottom", #rows, -1 } } do
    local edge, first, step = side[1], side[2], side[3]
    local apart = edge_rows(rows, first, step)
    for i = 1, math.min(math.max(apart, 1), #rows) do
      local row = rows[first + (i - 1) * step]
      edges[#edges + 1] = { row = row, edge = edge, is_outermost = i == 1, is_apart = i <= apart }
    end
  end
  return edges
end

local function is_number(line)
  local text = line.text:lower()
  for _, pattern in ipairs(NUMBERS) do
    if text:find(pattern) then return true end
  end
  return false
end

local function has_number(row)
  for _, line in ipairs(row) do
    if is_number(line) then return true end
  end
  return false
end

-- Sets is_furniture in the lines of the pages that are.
function furniture.mark(pages)
  local counts, edges = moonleaf.counter(), {}
  for i, page in ipairs(pages) do
    edges[i] = edges_of(page)
    for _, at in ipairs(edges[i]) do
      local seen = {}
      for _, line in ipairs(at.row) do
        local key = key_of(at, line)
        if not seen[key] then counts:add(key, 1) end
        seen[key] = true
      end
    end
  end
  local needed = #pages < MANY and 2 or 3
  for _, of_page in ipairs(edges) do
    for _, at in ipairs(of_page) do
      local enough = has_number(at.row) and 2 or needed -- beside a page number two are enough
      for _, line in ipairs(at.row) do
        local is_running = at.is_apart and line.text:find "[^%d%s%p]" and (counts:get(key_of(at, line)) or 0) >= enough
        local is_alone = at.is_outermost and is_number(line)
        line.is_furniture = line.is_furniture or not line.table and (is_alone or is_running)
      end
    end
  end
end

return furniture
