-- One section of rows: which of them are shown, and the table that shows them.
--
-- A section has at most MOST_ROWS. Where there are more, each document gives as many of its first rows as fit, so that
-- one long document does not fill the page.
local documents = require "documents"
local evidence = require "evidence"
local html = require "html"

local tables = {}

local MOST_ROWS <const> = 500 -- of a section: what a person may still look through

-- ---- which rows ----

local function view_of(section) return section.analysis .. (section.table and "_" .. section.table or "") end

local function condition_of(section)
  local parts = {}
  for column, wanted in moonleaf.sorted(section.only or {}) do
    parts[#parts + 1] = ("%s = '%s'"):format(column, wanted)
  end
  return #parts > 0 and " WHERE " .. table.concat(parts, " AND ") or ""
end

-- How many rows each document that is shown has, and all together; none where the analysis gave none.
local function count_rows(section)
  local counts, total = {}, 0
  local from = ('"%s"%s'):format(view_of(section), condition_of(section))
  local query = "SELECT document_id, count(*) AS count FROM " .. from .. " GROUP BY 1"
  pcall(function() -- there is no such view before its first row
    for row in corpus:sql(query) do
      if documents.by_id[row.document_id] then
        counts[row.document_id], total = row.count, total + row.count
      end
    end
  end)
  return counts, total
end

local function sum_with(counts, quota)
  local sum = 0
  for _, document in ipairs(documents.shown) do sum = sum + math.min(counts[document.id] or 0, quota) end
  return sum
end

-- The largest number of rows for each document that keeps the section in its bounds.
local function quota_of(counts)
  local low, high = 1, MOST_ROWS
  while low < high do
    local middle = (low + high + 1) // 2
    if sum_with(counts, middle) <= MOST_ROWS then low = middle else high = middle - 1 end
  end
  return low
end

local function is_wanted(section, row)
  if section.table and row.table ~= section.table then return false end
  for column, wanted in pairs(section.only or {}) do
    if row[column] ~= wanted then return false end
  end
  return true
end

-- The first rows of one document, each with its evidence as HTML. It goes through them all: a statement that is left in
-- its middle stays open, and thousands of these make SQLite slow.
local function take(section, id, quota, rows)
  local document, taken = corpus:document(id), 0
  for row in document:results(section.analysis) do
    if taken < quota and #rows < MOST_ROWS and is_wanted(section, row) then
      taken = taken + 1
      row.document_id, row.language = id, row.language or document.language
      row.shown = row.evidence and evidence.open(document, row.evidence, view_of(section) .. ":" .. row.row) or ""
      rows[#rows + 1] = row
    end
  end
end

-- What a section will show: { rows =, total =, documents = }, or nil when there is nothing.
function tables.collect(section)
  local counts, total = count_rows(section)
  if total == 0 then return nil end
  local rows, quota = {}, quota_of(counts)
  for _, document in ipairs(documents.shown) do
    if #rows == MOST_ROWS then break end
    if counts[document.id] then take(section, document.id, quota, rows) end
  end
  if section.before then table.sort(rows, section.before) end
  return { rows = rows, total = total }
end

-- ---- the table ----

-- A link to a document's text.
function tables.document(id)
  local document = documents.by_id[id]
  local is_name = not document.label:find "%s"
  local shown = is_name and html.path(document.label) or html.said(document.label, document.language)
  return ('<a href="#d%d">%s</a>'):format(id, shown)
end

local function write_cell(write, column, row)
  local value = row[column[1]]
  local shown = column.show and column.show(row) or value ~= nil and html.escape(value) or ""
  local order = column.number and value and (' data-sort="%s"'):format(html.escape(value)) or ""
  local kind = column.number and "number" or column.wide and "wide" or column.name and "name"
  local class = kind and (' class="%s"'):format(kind) or ""
  write(('<td%s%s data-head="%s"%s>%s</td>'):format(class, order, html.escape(column[2]),
    column.number and "" or ' dir="auto"', shown))
end

local function is_used(column, rows)
  for _, row in ipairs(rows) do
    local value = row[column[1]]
    if value ~= nil and value ~= "" then return true end
  end
  return false
end

-- A table of rows without the columns that have nothing; a column is { field, heading, number =, wide =, name =,
-- show = function(row) -> HTML }.
function tables.write(write, caption, all, rows)
  local columns = {}
  for _, column in ipairs(all) do
    if is_used(column, rows) then columns[#columns + 1] = column end
  end
  write('<table class="rows"><caption>', html.escape(caption), "</caption><thead><tr>")
  for _, column in ipairs(columns) do
    local class = column.number and ' class="number" data-number' or ""
    write(('<th scope="col"%s>%s</th>'):format(class, html.escape(column[2])))
  end
  write "</tr></thead><tbody>\n"
  for _, row in ipairs(rows) do
    write "<tr>"
    for _, column in ipairs(columns) do write_cell(write, column, row) end
    write "</tr>\n"
  end
  write "</tbody></table>\n"
end

local function write_rest(write, section, found)
  local more = found.total - #found.rows
  if more <= 0 then return end
  local counts = html.number(#found.rows) .. " of " .. html.number(found.total)
  write('<p class="note">', counts, " rows are shown. All of them: <code>moonleaf run ", section.analysis,
    "</code></p>\n")
end

-- A whole section of plain rows.
function tables.section(write, section, found)
  local columns = table.move(section.columns, 1, #section.columns, 1, {})
  columns[#columns + 1] = { "shown", "Evidence", wide = true, show = function(row) return row.shown end }
  columns[#columns + 1] = { "document_id", "Document", name = true, show = function(row)
    return tables.document(row.document_id)
  end }
  tables.write(write, section.title, columns, found.rows)
  write_rest(write, section, found)
end

return tables
