-- Tables of texts (CSV, TSV): each record is a document. The column named text, body, content or abstract, else the one
-- with the longest prose, is its text, `title` its title; the others are metadata. Without prose it is one table.
--
--   title,year,text
--   On rivers,2019,"Rivers rise in springs. ..."   title     On rivers
--                                                  metadata  { year = 2019 }
--                                                  paragraph Rivers rise in springs. ...
local columns = require "columns"
local paragraphs = require "paragraphs"

local SEPARATORS <const> = { ",", ";", "\t", "|" }
local NONE <const> = "\0" -- where the first record is one cell; no text has it

local CONTROLS <const> = "[\1-\8\14-\26\28-\31]"

local records = {
  api         = 1,
  summary     = "Tables of texts (.csv, .tsv): one document a record, or one table",
  extensions  = { "csv", "tsv", "tab" },
  media_types = { "text/csv", "text/tab-separated-values" },
}

-- ---- reading ----

-- The separator, and where the records begin. A first line "sep=;" names it; else the first record has most of it.
local function separator_of(text, extension)
  local named, behind = text:match "^[sS][eE][pP]=([^\n\r])\r?\n()"
  if named then return named, behind end
  if extension:lower() ~= "csv" then return "\t", 1 end
  local line = text:match "^[\r\n]*([^\r\n]*)":gsub('"[^"]*"', "")
  local best, most = NONE, 0
  for _, separator in ipairs(SEPARATORS) do
    local _, count = line:gsub("%" .. separator, "")
    if count > most then best, most = separator, count end
  end
  return best, 1
end

-- A function that reads the cell at a byte: its text, whether it ends the record, and where the next begins. A quote
-- that nothing closes is part of the text.
local function cell_reader(text, separator)
  local plain = "^([^\r\n%" .. separator .. "]*)()"
  local closing = '^"[ ]*()[\r\n%' .. separator .. "]"
  local has_closing = true
  local function quoted(at)
    local from = at + 1
    while true do
      local found = text:find('"', from, true)
      if not found then
        has_closing = false
        return nil
      end
      local stop = text:match(closing, found) or text:match('^"%s*()$', found)
      if stop then return text:sub(at + 1, found - 1):gsub('""', '"'), stop end
      from = found + (text:byte(found + 1) == 34 and 2 or 1)
    end
  end
  return function(at)
    local cell, stop = nil, nil
    if has_closing and text:byte(at) == 34 then cell, stop = quoted(at) end
    if not cell then cell, stop = text:match(plain, at) end
    if text:sub(stop, stop) == separator then return cell, false, stop + 1 end
    return cell, true, text:match("^\r?\n?()", stop)
  end
end

-- An iterator over the records, arrays of cells, with the line on which each begins. Empty lines are none.
local function records_of(text, separator, first)
  local read_cell, at, line = cell_reader(text, separator), first, first > 1 and 2 or 1
  return function()
    while at <= #text do
      local cells, start, number = {}, at, line
      repeat
        local cell, is_last, behind = read_cell(at)
        cells[#cells + 1], at = cell:match "^%s*(.-)%s*$", behind
      until is_last
      local _, breaks = text:sub(start, at - 1):gsub("\n", "")
      line = line + breaks
      if #cells > 1 or cells[1] ~= "" then return cells, number end
    end
  end
end

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

local function check_width(cells, names, line)
  for i = #names + 1, #cells do
    if cells[i] ~= "" then
      error(("line %d: %d cells, but the first record has %d; put text that holds the separator in double quotes")
        :format(line, #cells, #names), 0)
    end
  end
end

-- Shows all records to a judge of columns.
local function judge_of(next_record, names)
  local judge = columns.judge()
  for cells, line in next_record do
    check_width(cells, names, line)
    for i, name in ipairs(names) do judge.add(name, cells[i] or "") end
  end
  return judge
end

-- ---- documents ----

local function add_record(cells, names, judge, text, title, add)
  local metadata, body, heading = {}, "", nil
  for i, name in ipairs(names) do
    local cell = cells[i] or ""
    if name == text then body = cell
    elseif name == title then heading = cell ~= "" and cell:gsub("%s+", " ") or nil
    else metadata[name] = judge.value(name, cell) end
  end
  local document = add { title = heading, metadata = next(metadata) and metadata or nil }
  if heading then document:block("heading", heading, { level = 1, role = "title" }) end
  paragraphs.add(document, body)
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

function records.load(source, add)
  local text = source:text()
  if is_binary(text) then error("no table of texts: it is full of control characters", 0) end
  local separator, first = separator_of(text, source.extension)
  local head = records_of(text, separator, first)()
  if not head then error("no records in it", 0) end
  local has_header = is_header(head)
  local names = names_of(head, has_header)
  local function all()
    local next_record = records_of(text, separator, first)
    if has_header then next_record() end
    return next_record
  end
  local judge = judge_of(all(), names)
  local body = judge.text()
  if not body then return add_table(records_of(text, separator, first), add) end
  local title = judge.title()
  for cells in all() do add_record(cells, names, judge, body, title, add) end
end

return records
