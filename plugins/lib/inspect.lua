-- Values as a person reads them at the prompt of `moonleaf repl`: rows as a table, lists and tables by entry.
--
--   > corpus:counter():top(2)
--   key  count
--   the   1620
--   of     986
--   > { "one", list = { 1, 2 } }
--   { "one", list = { 1, 2 } }
--
-- The prompt says what it prints on: page.put(line) prints one, page.width is the terminal's columns (nil when there is
-- none), page.kind_of(value) is a type of Lua, a class of the API, or "iterator".
local grid = require "grid"
local layout = require "layout"
local oneline = require "oneline"

local inspect = {}

local SCREENFUL <const> = 20 -- rows of a table, lines of a text or of a nested table
local SAMPLE <const> = 1000  -- rows that judge the widths of columns, when all are printed
local DEEPEST <const> = 8    -- tables in tables, each on lines of its own

local put_value

local function width_of(page) return page.width or grid.page end

local function note(page, text) page.put("(" .. text .. "; show(…) prints all)") end

-- ---- rows ----

-- At most `most` values of an iterator, and whether there are more.
local function take(next_value, most)
  local values = {}
  for _ = 1, most + 1 do
    local value = next_value()
    if value == nil then return values, false end
    values[#values + 1] = value
  end
  return values, true
end

-- Prints what next_value answers: as a table if they are rows, else one a line; `count` is how many there are, or nil.
local function put_rows(next_value, page, most, count)
  local is_all = most == math.huge
  local values, has_more = take(next_value, is_all and SAMPLE or most)
  if has_more and not is_all then values[#values] = nil end
  if #values == 0 then return page.put "(nothing)" end
  local function put_line(value) page.put(oneline.cut(oneline.of(value, page), width_of(page))) end
  local put_row, missing = grid.put(values, page)
  if not put_row then
    for _, value in ipairs(values) do put_line(value) end
  end
  if has_more and is_all then
    for value in next_value do (put_row or put_line)(value) end
  end
  if put_row and #missing > 0 then page.put("(no room for: " .. table.concat(missing, ", ") .. ")") end
  if has_more and not is_all then note(page, count and ("%d of %d"):format(most, count) or "the first " .. most) end
end

-- The values of an iterator; two a step, as of counter:pairs(), are a row.
local function steps_of(iterator)
  return function()
    local first, second = iterator()
    if second == nil then return first end
    return { key = first, value = second }
  end
end

local function items_of(list)
  local at = 0
  return function()
    at = at + 1
    return list[at]
  end
end

-- ---- tables and texts ----

-- Appends a table by entry to `lines` until there are more than lines.most; tables in it are appended by entry too,
-- where they are long and not deeper than `deepest`.
local function add_entries(lines, value, page, prefix, depth, deepest)
  local margin = ("  "):rep(depth)
  local function add_entry(name, item)
    local text = margin .. "  " .. name .. oneline.of(item, page)
    local is_long = layout.width(text) > width_of(page) or text:find("…", 1, true)
    local is_table = page.kind_of(item) == "table" and not oneline.has_own_text(item) and next(item) ~= nil
    if is_long and is_table and depth < deepest and not lines.open[item] then
      add_entries(lines, item, page, name, depth + 1, deepest)
    else
      lines[#lines + 1] = oneline.cut(text, width_of(page))
    end
  end
  lines.open[value] = true -- what is inside of itself is not entered again
  lines[#lines + 1] = margin .. prefix .. "{"
  for i = 1, rawlen(value) do
    if #lines > lines.most then return end
    add_entry("", value[i])
  end
  for _, key in ipairs(oneline.keys(value)) do
    if #lines > lines.most then return end
    add_entry(oneline.key(key, page), value[key])
  end
  lines[#lines + 1] = margin .. "}"
  lines.open[value] = nil
end

local function put_entries(value, page, most)
  local lines = { most = most, open = {} }
  add_entries(lines, value, page, "", 0, DEEPEST)
  if #lines > most then
    lines = { most = most, open = {} }
    add_entries(lines, value, page, "", 0, 0)
  end
  for i = 1, math.min(#lines, most) do page.put(lines[i]) end
  if #lines > most then note(page, "the first " .. most .. " lines") end
end

local function put_table(value, page, most)
  local length = rawlen(value)
  local is_list = length > 0 and #oneline.keys(value) == 0
  local are_rows = is_list and grid.columns({ value[1] }, page)
  if are_rows then return put_rows(items_of(value), page, most, length) end
  local text = oneline.of(value, page)
  local fits = layout.width(text) <= width_of(page) and not text:find("…", 1, true)
  if fits or oneline.has_own_text(value) then return page.put(text) end
  put_entries(value, page, most)
end

local function put_text(text, page, most)
  local is_all = most == math.huge
  local lines, at = 0, 1
  while at <= #text and lines < most do
    local stop = text:find("\n", at, true) or #text + 1
    local line = text:sub(at, stop - 1)
    local shown = is_all and line or oneline.head(line, width_of(page) * 4)
    page.put((layout.valid(shown):gsub("[^\t%C]", "?")) .. (#shown < #line and "…" or ""))
    lines = lines + 1
    at = #shown < #line and at + #shown or stop + 1
    if #shown < #line then break end
  end
  if #text == 0 then page.put '""' end
  if at <= #text then note(page, ("%d of %d bytes"):format(at - 1, #text)) end
end

-- ---- any value ----

local put_of = {
  string   = put_text,
  table    = put_table,
  iterator = function(value, page, most) put_rows(steps_of(value), page, most) end,
  counter  = function(value, page, most)
    put_rows(items_of(value:top(most < math.huge and most + 1 or nil)), page, most, #value)
  end,
}

function put_value(value, page, most)
  local put = put_of[page.kind_of(value)]
  if put then put(value, page, most) else page.put(oneline.of(value, page)) end
end

local function is_plain(value)
  local kind = type(value)
  if kind == "string" then return not value:find "%c" end
  return kind == "nil" or kind == "boolean" or kind == "number"
end

-- An expression's values; several plain ones, like the two of corpus:count(), share a line.
local function put_values(page, ...)
  local values = table.pack(...)
  local texts = {}
  for i = 1, values.n do
    if values.n > 1 and is_plain(values[i]) then texts[#texts + 1] = tostring(values[i]) end
  end
  if values.n > 1 and #texts == values.n then return page.put(layout.valid(table.concat(texts, "\t"))) end
  for i = 1, values.n do put_value(values[i], page, SCREENFUL) end
end

-- Prints a value without an end: rows of any function are those of an iterator.
local function show_value(value, page)
  if type(value) == "function" then return put_rows(steps_of(value), page, math.huge) end
  put_value(value, page, math.huge)
end

-- The printer of an expression's values, which stops after a screenful, and show(), which prints all.
function inspect.open(page)
  local function show(...)
    local values = table.pack(...)
    for i = 1, values.n do show_value(values[i], page) end
  end
  return function(...) put_values(page, ...) end, show
end

return inspect
