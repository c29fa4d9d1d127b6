-- Tables of texts (CSV, TSV): each record is a document. The column named text, body, content or abstract, else the one
-- with the longest prose, is its text, `title` its title; the others are metadata. Without prose it is one table.
--
--   title,year,text
--   On rivers,2019,"Rivers rise in springs. ..."   title     On rivers
--                                                  metadata  { year = 2019 }
--                                                  paragraph Rivers rise in springs. ...
--
-- Options say it otherwise: moonleaf load --text question,answer --date asked
local columns = require "columns"
local separated = require "separated"

local TOO_WIDE <const> =
  "line %d: %d cells, but the first record has %d; put text that holds the separator in double quotes"
local CONTROLS <const> = "[\1-\8\14-\26\28-\31]"

local records = {
  api         = 1,
  summary     = "Tables of texts (.csv, .tsv): one document a record, or one table",
  extensions  = { "csv", "tsv", "tab" },
  media_types = { "text/csv", "text/tab-separated-values" },
  options     = columns.options,
}

-- ---- columns ----

-- True for a first record that names the columns: it says "text" or "title", or no cell of it is a number or prose.
local function is_header(cells)
  for _, cell in ipairs(cells) do
    if columns.is_name(cell) then return true end
  end
  for _, cell in ipairs(cells) do
    if columns.is_number(cell) or columns.is_prose(cell) then return false end
  end
  return true
end

local function names_of(cells, are_names)
  local names, taken = {}, {}
  for i, cell in ipairs(cells) do
    local name = are_names and cell ~= "" and cell:gsub("%s+", " ") or "column_" .. i
    while taken[name] do name = name .. "_" .. i end
    names[i], taken[name] = name, true
  end
  return names
end

-- True for a record that has a cell behind the last column: where its text ends nobody knows.
local function is_wide(cells, names)
  for i = #names + 1, #cells do
    if cells[i] ~= "" then return true end
  end
  return false
end

-- Shows all records to a judge of columns; the second answer are those that are too wide, { line, cells } each.
local function judge_of(next_record, names)
  local judge, wide = columns.judge(), {}
  for cells, line in next_record do
    if is_wide(cells, names) then
      wide[#wide + 1] = { line, #cells }
    else
      for i, name in ipairs(names) do judge.add(name, cells[i] or "") end
    end
  end
  return judge, wide
end

-- ---- documents ----

local function add_record(cells, names, judge, plan, add)
  local values = {}
  for i, name in ipairs(names) do values[name] = judge.value(name, cells[i] or "") end
  for i, name in ipairs(names) do
    if plan.used[name] then values[name] = cells[i] end -- as it is written
  end
  columns.add(plan, values, add)
end

local function add_table(next_record, add)
  local lines = {}
  for cells in next_record do
    for i, cell in ipairs(cells) do cells[i] = cell:gsub("%s+", " ") end
    lines[#lines + 1] = table.concat(cells, " | ")
  end
  add {}:block("table", table.concat(lines, "\n"))
end

local function is_binary(text)
  if not text:find(CONTROLS) then return false end
  local _, count = text:gsub(CONTROLS, "")
  return count > 1 + #text // 50
end

function records.load(source, add, options)
  local text = source:text()
  if is_binary(text) then error("no table of texts: it is full of control characters", 0) end
  local separator, first = separated.separator(text, source.extension)
  local head = separated.records(text, separator, first)()
  if not head then error("no records in it", 0) end
  local has_header = is_header(head)
  local names = names_of(head, has_header)
  local function all()
    local next_record = separated.records(text, separator, first)
    if has_header then next_record() end
    return next_record
  end
  local judge, wide = judge_of(all(), names)
  local plan = columns.plan(judge, options)
  if #plan.texts == 0 then return add_table(separated.records(text, separator, first), add) end
  for _, record in ipairs(wide) do source:problem(TOO_WIDE:format(record[1], record[2], #names)) end
  for cells in all() do
    if not is_wide(cells, names) then add_record(cells, names, judge, plan, add) end
  end
end

return records
