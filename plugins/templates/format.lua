-- One row after the other, a line for each column.
--
--   $ moonleaf run keywords --format NAME
--   keyphrase: shanghai convention
--   count: 12
--   evidence: “Shanghai Convention” (002, p. 3)
--
--   keyphrase: ...
local format = {
  api        = 1,
  summary    = "A line for each column, a blank line between rows",
  extension  = ".txt",
  media_type = "text/plain",
  people     = true, -- for people to read: spans as quotations; machines want their places too
}

-- A span as people want it: the quotation, its document and page.
local function quoted(span)
  local place = span.page and ("%s, p. %d"):format(span.document, span.page) or span.document
  return ("“%s” (%s)"):format(span.text:gsub("%s+", " "), place)
end

-- A value as text, by the type of its column; nil stays nil.
local function shown(value, column)
  if value == nil then return nil end
  if column.type == "span" then return quoted(value) end
  if column.type == "number" then return ("%.4g"):format(value) end
  return tostring(value)
end

-- Called once for each result. Rows come in order and are arrays by the position of the column; a missing value is nil.
function format.render(result, write)
  local is_first = true
  for row in result:rows() do
    if not is_first then write "\n" end
    is_first = false
    for position, column in ipairs(result.columns) do
      local text = shown(row[position], column)
      if text then write(column.name, ": ", text, "\n") end
    end
  end
end

return format
