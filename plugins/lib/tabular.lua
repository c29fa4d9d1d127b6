-- Tables of printed pages, by where their words stand: rows whose cells share the same columns become lines of a table,
-- the cells parted by " | ", in the place of the first of them.
--
--   River      Length, km   Basin              { text = "River | Length, km | Basin", table = 1 }
--   Volga            3531   1,360,000          { text = "Volga | 3531 | 1,360,000", table = 1 }
--   Ob               3650   2,990,000          { text = "Ob | 3650 | 2,990,000", table = 1 }
--
-- Columns of running text, an index, lists, references and tables of contents stand in columns, too, and are none.
-- What is not sure stays as it was.
local tabular = {}

local GAP <const> = 1.0      -- heights between two words that part cells, wherever they are
local SPACE <const> = 1.15   -- ... and that may, in spaces of the page: what its words mostly have between them
local ALIGNED <const> = 0.1  -- heights by which the edges of a column's cells differ at most, where they stand so near
local AROUND <const> = 3     -- rows above and below in which these are looked for
local LEVEL <const> = 0.45   -- heights by which the middles of cells in one row differ at most
local NEAR <const> = 2.2     -- heights between two rows
local TIGHT <const> = 0.7    -- heights between the lines of one cell
local FEWEST <const> = 3     -- rows
local PROSE <const> = 6      -- words of an average cell, from where it is running text
local LABEL <const> = 4      -- and up to where it is a label, in a table without numbers
local LONGEST <const> = 25   -- words of a cell: of paragraphs in cells it is not sure which lines are one row
local MOST_ROWS <const> = 1000 -- of a page; more are no print

-- ---- rows of cells ----

-- What the words of a page mostly have between them.
local function space_of(page)
  local gaps = {}
  for _, line in ipairs(page.lines) do
    for i = 2, #line.words do
      local gap = line.words[i].left and line.words[i].left - line.words[i - 1].right
      if gap and gap > 0 and gap < GAP * line.height then gaps[#gaps + 1] = gap end
    end
  end
  table.sort(gaps)
  return gaps[(#gaps + 1) // 2] or 0
end

-- The parts of a line that stand apart, be it little.
local function pieces_of(line, space, out)
  local piece
  for _, word in ipairs(line.words) do
    if not word.left then return end
    if not piece or word.left - piece.right > SPACE * space then
      piece = { line = line, first = word.start, left = word.left, right = word.right, words = {} }
      out[#out + 1] = piece
    end
    piece.right, piece.last = math.max(piece.right, word.right), word.stop
    piece.words[#piece.words + 1] = word
  end
end

local function middle(cell) return (cell.line.top + cell.line.bottom) / 2 end

-- How many of the rows around rows[i] have a piece that begins where this one does, or ends there if it holds a number:
-- the last words of justified lines end alike, too.
local function count_aligned(rows, i, piece)
  local count, most = 0, ALIGNED * piece.line.height
  local is_figure = piece.line.text:sub(piece.first + 1, piece.last):find "%d"
  for n = math.max(1, i - AROUND), math.min(#rows, i + AROUND) do
    for _, other in ipairs(n ~= i and rows[n] or {}) do
      local is_left = math.abs(other.left - piece.left) < most
      if is_left or is_figure and math.abs(other.right - piece.right) < most then
        count = count + 1
        break
      end
    end
  end
  return count
end

-- The cells of a row: its pieces, those joined that stand near each other and in no column.
local function join_pieces(rows, i)
  local cells = { top = rows[i].top, bottom = rows[i].bottom, height = rows[i].height }
  for _, piece in ipairs(rows[i]) do
    local cell = cells[#cells]
    local is_near = cell and cell.line == piece.line and piece.left - cell.right <= GAP * piece.line.height
    if is_near and count_aligned(rows, i, piece) < FEWEST - 1 then
      cell.right, cell.last = piece.right, piece.last
      table.move(piece.words, 1, #piece.words, #cell.words + 1, cell.words)
    else
      cells[#cells + 1] = { line = piece.line, first = piece.first, last = piece.last, left = piece.left,
                            right = piece.right, words = table.move(piece.words, 1, #piece.words, 1, {}) }
    end
  end
  for _, cell in ipairs(cells) do cell.text = cell.line.text:sub(cell.first + 1, cell.last) end
  return cells
end

-- The cells of a page in rows from its top, those of a row from the left.
local function rows_of(page)
  local pieces, rows, joined, space = {}, {}, {}, space_of(page)
  for _, line in ipairs(page.lines) do pieces_of(line, space, pieces) end
  table.sort(pieces, function(a, b)
    if middle(a) ~= middle(b) then return middle(a) < middle(b) end
    return a.left < b.left
  end)
  for _, piece in ipairs(pieces) do
    local row = rows[#rows]
    if not row or middle(piece) - row.middle > LEVEL * row.height then
      row = { middle = middle(piece), height = piece.line.height, top = piece.line.top, bottom = piece.line.bottom }
      rows[#rows + 1] = row
    end
    row[#row + 1] = piece
    row.top, row.bottom = math.min(row.top, piece.line.top), math.max(row.bottom, piece.line.bottom)
  end
  if #rows > MOST_ROWS then return {} end
  for _, row in ipairs(rows) do table.sort(row, function(a, b) return a.left < b.left end) end
  for i = 1, #rows do joined[i] = join_pieces(rows, i) end
  return joined
end

-- ---- columns ----

-- The column that a cell lies in; nil when it lies in several, 0 when in none.
local function column_of(columns, cell)
  local found = 0
  for i, column in ipairs(columns) do
    if cell.left < column.right and cell.right > column.left then
      if found > 0 then return nil end
      found = i
    end
  end
  return found
end

-- A cell that lies in two columns which no row has both of makes them one: heads stand where they like.
local function merge(columns, cell)
  for i = 1, #columns - 1 do
    local a, b = columns[i], columns[i + 1]
    if cell.left < a.right and cell.right > b.left then
      for row in pairs(a.rows) do
        if b.rows[row] then return false end
      end
      a.left, a.right = math.min(a.left, b.left), math.max(a.right, b.right)
      for row in pairs(b.rows) do a.rows[row] = true end
      table.remove(columns, i + 1)
      return true
    end
  end
  return false
end

-- Divides a cell over two columns where the gap between them is.
local function divide(columns, row, n)
  local cell, cut = row[n], nil
  for i, word in ipairs(cell.words) do
    local at = column_of(columns, word)
    if not at then return false end
    if i > 1 and at ~= column_of(columns, cell.words[i - 1]) then
      if cut then return false end
      cut = i
    end
  end
  if not cut then return false end
  local behind = { line = cell.line, first = cell.words[cut].start, last = cell.last, left = cell.words[cut].left,
                   right = cell.right, words = table.move(cell.words, cut, #cell.words, 1, {}) }
  cell.words = table.move(cell.words, 1, cut - 1, 1, {})
  cell.last, cell.right = cell.words[cut - 1].stop, cell.words[cut - 1].right
  for _, part in ipairs { cell, behind } do part.text = part.line.text:sub(part.first + 1, part.last) end
  table.insert(row, n + 1, behind)
  return true
end

-- Puts the cells of a row into the columns, which grow by it; false when it does not fit.
local function fit(columns, row)
  local taken, fresh = {}, {}
  for n = #row, #row > 1 and 1 or 2, -1 do
    if not column_of(columns, row[n]) and not merge(columns, row[n]) then divide(columns, row, n) end
  end
  for _, cell in ipairs(row) do
    local at = column_of(columns, cell)
    local column = at and columns[at]
    if not at or column and taken[column] or at == 0 and #row == 1 then return false end
    if column then taken[column] = cell else fresh[#fresh + 1] = cell end
  end
  for column, cell in pairs(taken) do
    column.left, column.right = math.min(column.left, cell.left), math.max(column.right, cell.right)
    column.rows[row] = true
  end
  for _, cell in ipairs(fresh) do
    columns[#columns + 1] = { left = cell.left, right = cell.right, rows = { [row] = true } }
  end
  table.sort(columns, function(a, b) return a.left < b.left end)
  return true
end

local function are_near(row, other) return other.top - row.bottom < NEAR * row.height end

-- The first of the rows above that stand in the columns, too, such as a head.
local function extend_up(rows, first, least, columns)
  for i = first - 1, least, -1 do
    if not are_near(rows[i], rows[i + 1]) or not fit(columns, rows[i]) then break end
    if #rows[i] > 1 then first = i end
  end
  return first
end

-- The last row of those from `first` on that stand in the same columns, and the columns.
local function extent(rows, first)
  local columns, last = {}, first
  fit(columns, rows[first])
  for i = first + 1, #rows do
    if not are_near(rows[i - 1], rows[i]) or not fit(columns, rows[i]) then break end
    last = i
  end
  while last > first and #rows[last] == 1 and column_of(columns, rows[last][1]) == 1 do last = last - 1 end
  return last, columns
end

-- ---- what is no table ----

local function is_number(text)
  local _, digits = text:gsub("%d", "")
  local _, others = text:gsub("[^%s%d.,%%+()/-]", "")
  return digits > 0 and others <= digits
end

local function is_marker(text) return text:find "^[%[(]?%w%w?%w?[%]).]+$" ~= nil or utf8.len(text) == 1 end

local function count_words(text) return select(2, text:gsub("%S+", "")) end

local function is_small(text)
  local first = text:match(utf8.charpattern)
  return moonleaf.text.fold(first) == first and first:find "[%d%p]" == nil and moonleaf.text.normalise(first):len() > 0
    and first:find "%l" ~= nil
end

-- What a column holds.
local function describe(rows, first, last, columns, at)
  local about = { cells = 0, numbers = 0, words = 0, small = 0, entries = 0, markers = 0, rising = true, counts = true,
                  texts = {} }
  for i = first, last do
    for _, cell in ipairs(rows[i]) do
      if column_of(columns, cell) == at then
        local text = cell.text
        about.cells, about.words = about.cells + 1, about.words + count_words(text)
        about.numbers = about.numbers + (is_number(text) and 1 or 0)
        about.small = about.small + (is_small(text) and 1 or 0)
        about.markers = about.markers + (is_marker(text) and 1 or 0)
        about.entries = about.entries + (text:find "%a.*,%s*%d[%d,%s–-]*$" and 1 or 0)
        about.texts[#about.texts + 1] = text
      end
    end
  end
  for i = 2, #about.texts do
    local a, b = math.tointeger(about.texts[i - 1]), math.tointeger(about.texts[i])
    about.rising = about.rising and a ~= nil and b ~= nil and a <= b
    about.counts = about.counts and about.rising and b == a + 1
  end
  return about
end

-- True for a list, whose first column are its markers, for a table of contents, whose last are pages, and for an index.
local function is_list(about)
  local left, right, entries, cells = about[1], about[#about], 0, 0
  for _, column in ipairs(about) do
    entries, cells = entries + column.entries, cells + column.cells
    for _, text in ipairs(column.texts) do
      if text:find "%.%s?%.%s?%.%s?%." then return true end
    end
  end
  if #about == 2 and left.markers > left.cells * 0.6 and left.numbers < left.cells then return true end
  if #about == 2 and left.counts and right.words > 2 * right.cells then return true end
  local are_pages = right.rising and right.cells >= FEWEST
  if are_pages and about[#about - 1].numbers * 2 < about[#about - 1].cells then return true end
  return entries > cells * 0.3
end

-- True when lines of the same paragraph as the running text in a column go on above or below the table.
local function goes_on(page, rows, first, last, columns, at)
  local groups, own = {}, {}
  for i = first, last do
    for _, cell in ipairs(rows[i]) do
      if column_of(columns, cell) == at then groups[cell.line.group] = true end
      own[cell.line] = true
    end
  end
  for _, line in ipairs(page.lines) do
    if groups[line.group] and not own[line] then return true end
  end
  return false
end

local function is_table(page, rows, first, last, columns)
  local full, cells, about, numbers, labels, small, prose = 0, 0, {}, 0, 0, 0, 0
  for i = first, last do
    if #rows[i] > 1 then full, cells = full + 1, cells + #rows[i] end
  end
  if full < FEWEST or cells < full * #columns * 0.5 then return false end
  for at in ipairs(columns) do
    local column = describe(rows, first, last, columns, at)
    about[at] = column
    if column.cells < FEWEST - 1 and #columns == 2 then return false end
    if column.numbers >= column.cells * 0.5 then numbers = numbers + 1 end
    if column.words <= LABEL * column.cells then labels = labels + 1 end
    small = small + column.small
    if column.words > PROSE * column.cells then
      prose = prose + 1
      if at == 1 or goes_on(page, rows, first, last, columns, at) then return false end
    end
  end
  if prose > 1 or is_list(about) then return false end
  if numbers > 0 then return true end
  return #columns > 2 and labels == #columns and small < cells * 0.3
end

-- ---- the table ----

-- True when a row holds further lines of cells of another.
local function is_more(row, other, columns)
  local distance = math.max(row.top - other.bottom, other.top - row.bottom)
  return #row < #columns and distance < TIGHT * row.height
end

-- The rows of the table as arrays of cells by column, those of several lines joined.
local function join_rows(rows, first, last, columns)
  local joined = {}
  local waiting = {} -- lines that belong to the row behind them: cells may stand in the middle of their height
  for i = first, last do
    local row, before, behind = rows[i], i > first and rows[i - 1], i < last and rows[i + 1]
    local has_first = column_of(columns, row[1]) == 1
    local up = before and row.top - before.bottom or math.huge
    local down = behind and behind.top - row.bottom or math.huge
    local cells
    if not has_first and before and #joined > 0 and #waiting == 0 and up <= down and is_more(row, before, columns) then
      cells = joined[#joined]
    elseif not has_first and behind and is_more(row, behind, columns) then
      waiting[#waiting + 1] = row
    else
      cells = {}
      joined[#joined + 1] = cells
      waiting[#waiting + 1] = row
    end
    local into = cells and (#waiting > 0 and waiting or { row }) or {}
    for _, part in ipairs(into) do
      for _, cell in ipairs(part) do
        local at = column_of(columns, cell)
        cells[at] = cells[at] or {}
        table.insert(cells[at], cell)
      end
    end
    if cells then waiting = {} end
  end
  return joined
end

local function has_short_cells(joined)
  for _, cells in ipairs(joined) do
    for _, parts in pairs(cells) do
      local words = 0
      for _, part in ipairs(parts) do words = words + count_words(part.text) end
      if words > LONGEST then return false end
    end
  end
  return true
end

-- One row as a line, with the places of its words in it.
local function line_of(cells, columns, model, number)
  local parts, words, length, last, top, bottom = {}, {}, 0, 0, math.huge, 0
  local function put(text)
    parts[#parts + 1], length = text, length + #text
  end
  for at = 1, #columns do last = cells[at] and at or last end
  for at = 1, last do
    if at > 1 then put " | " end
    for n, cell in ipairs(cells[at] or {}) do
      if n > 1 then put " " end
      for _, word in ipairs(cell.words) do
        local shift = length - cell.first
        words[#words + 1] = { start = word.start + shift, stop = word.stop + shift, confidence = word.confidence }
      end
      put(cell.text)
      top, bottom = math.min(top, cell.line.top), math.max(bottom, cell.line.bottom)
    end
  end
  return { text = table.concat(parts), words = words, group = "table " .. number, table = number,
           left = columns[1].left, right = columns[#columns].right, top = top, bottom = bottom, height = model.height,
           is_recognised = model.is_recognised }
end

-- Puts the lines of a table in the place of those that it is made of.
local function replace(page, rows, made, first, last, columns, number)
  local gone, lines = {}, {}
  for i = first, last do
    for _, cell in ipairs(rows[i]) do gone[cell.line] = true end
  end
  local model = rows[first][1].line
  for _, line in ipairs(page.lines) do
    if gone[line] and made then
      for _, cells in ipairs(made) do lines[#lines + 1] = line_of(cells, columns, model, number) end
      made = nil
    end
    if not gone[line] then lines[#lines + 1] = line end
  end
  page.lines = lines
end

-- Finds the tables of a page, before furniture is marked: their rows at its edge are none.
function tabular.find(page)
  local rows, first, least, number = rows_of(page), 1, 1, 0
  while first <= #rows - FEWEST + 1 do
    local last, columns = first, nil
    if #rows[first] > 1 then last, columns = extent(rows, first) end
    local is_one = columns and last - first + 1 >= FEWEST and is_table(page, rows, first, last, columns)
    local top = is_one and extend_up(rows, first, least, columns)
    local made = top and join_rows(rows, top, last, columns)
    if made and has_short_cells(made) then
      number = number + 1
      replace(page, rows, made, top, last, columns, number)
      first, least = last, last + 1
    end
    first = first + 1
  end
end

return tabular
