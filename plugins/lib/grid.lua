-- Rows as an aligned table, each cut to one line, for the prompt of `moonleaf repl`.
--
--   key  count
--   the   1620
--   of     986
--
-- page.put(line) prints a line; page.width is the terminal's columns, nil when there is none.
local layout = require "layout"
local oneline = require "oneline"
local widths = require "widths"

local grid = { page = 100 } -- columns when the output is no terminal

local NARROWEST <const> = 14 -- columns of a text that is cut
local GAP <const> = "  "

-- Columns that tell a row apart stand first, evidence stands last; the others follow the alphabet.
local FIRST <const> = { "row", "id", "document", "page", "name", "key", "count", "left", "match", "right" }
local LAST <const> = { "span", "evidence", "evidence_start", "evidence_stop" }
local EXPENDABLE <const> = { "evidence_stop", "evidence_start", "document_id", "row" } -- where there is no room
local OF_DOCUMENTS <const> = { "id", "name", "language", "words", "title" }

local order = {}
for i, name in ipairs(FIRST) do order[name] = i - #FIRST - 1 end
for i, name in ipairs(LAST) do order[name] = i end

local function comes_before(a, b)
  local x, y = order[a] or 0, order[b] or 0
  if x ~= y then return x < y end
  return a < b
end

-- True for a table with names as keys, and nothing else.
local function is_row(value, page)
  if page.kind_of(value) ~= "table" or next(value) == nil or oneline.has_own_text(value) then return false end
  for key in pairs(value) do
    if not oneline.is_name(key) then return false end
  end
  return true
end

-- True when all values are of that kind.
local function are_all(values, kind, page)
  for _, value in ipairs(values) do
    if page.kind_of(value) ~= kind then return false end
  end
  return true
end

-- The names of the columns of rows, or nil when the values are no rows: documents, spans, or tables with names as keys.
function grid.columns(values, page)
  if are_all(values, "document", page) then return { table.unpack(OF_DOCUMENTS) } end
  if are_all(values, "span", page) then
    return values[1].page and { "document", "page", "span" } or { "document", "span" }
  end
  local names, seen = {}, {}
  for _, row in ipairs(values) do
    if not is_row(row, page) then return nil end
    for key in pairs(row) do
      local is_match = key == "span" and row.match ~= nil and row.left ~= nil -- of a concordance, which quotes it
      if not seen[key] and not is_match then seen[key], names[#names + 1] = true, key end
    end
  end
  table.sort(names, comes_before)
  return names
end

local function field_of(row, name, page)
  if name == "span" and page.kind_of(row) == "span" then return row end
  return row[name]
end

local function texts_of(plan, row)
  local texts = {}
  for i, name in ipairs(plan.names) do
    local value = field_of(row, name, plan.page)
    texts[i] = oneline.cell(value, plan.page)
    if value ~= nil and not math.type(value) then plan.has_text[name] = true end
  end
  return texts
end

local function put_texts(plan, texts)
  local parts = {}
  for i, name in ipairs(plan.names) do
    local keeps_end = name == "left" -- of a concordance: the words next to the hit
    local text = layout.isolate(oneline.cut(texts[i], plan.shares[i], keeps_end))
    parts[i] = layout.pad(text, plan.shares[i], keeps_end or not plan.has_text[name])
  end
  plan.page.put((table.concat(parts, GAP):gsub(" +$", "")))
end

local function share(plan, rows)
  local least, wanted = {}, {}
  for i, name in ipairs(plan.names) do wanted[i] = #name end
  for _, row in ipairs(rows) do
    for i, text in ipairs(texts_of(plan, row)) do wanted[i] = math.max(wanted[i], layout.width(text)) end
  end
  for i, name in ipairs(plan.names) do
    least[i] = plan.has_text[name] and math.min(wanted[i], math.max(NARROWEST, #name)) or wanted[i]
  end
  return widths.share(least, wanted, (plan.page.width or grid.page) - #GAP * (#plan.names - 1))
end

-- Takes the column that is missed least out of the plan, and answers its name.
local function drop_column(plan)
  for _, expendable in ipairs(EXPENDABLE) do
    for i, name in ipairs(plan.names) do
      if name == expendable then return table.remove(plan.names, i) end
    end
  end
  for i = #plan.names, 1, -1 do
    if (order[plan.names[i]] or 0) <= 0 then return table.remove(plan.names, i) end
  end
  return table.remove(plan.names)
end

-- Prints a heading and the rows, as many columns as there is room for; answers a function that prints a further row and
-- the names of the columns that are left out, or nil (and prints nothing) when the values are no rows.
function grid.put(rows, page)
  local plan = { names = grid.columns(rows, page), has_text = {}, page = page }
  local missing = {}
  if not plan.names then return nil end
  plan.shares = share(plan, rows)
  while not plan.shares and #plan.names > 1 do
    table.insert(missing, 1, drop_column(plan))
    plan.shares = share(plan, rows)
  end
  if not plan.shares then return nil end
  put_texts(plan, plan.names)
  for _, row in ipairs(rows) do put_texts(plan, texts_of(plan, row)) end
  return function(row) put_texts(plan, texts_of(plan, row)) end, missing
end

return grid
