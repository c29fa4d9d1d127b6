-- Values as people read them: evidence as a quotation with its page, numbers without noise, yes and no.
--
--   “The SCO was founded in 2001.” p. 4                     the row names its document elsewhere
--   “The SCO was founded in 2001.” (annual_report, p. 4)    it does not
local layout = require "layout"

local cells = {}

local LONGEST_QUOTATION <const> = 2000 -- characters; a longer one is a whole text, which `moonleaf show` prints
local KEPT_AT_START <const>, KEPT_AT_END <const> = 600, 200 -- of a longer one
local LARGEST_PLAIN <const> = 1e15 -- from here a double no longer holds every integer's digits; 1.5e+15 is honest

-- Integers as they are; other numbers with at most 4 significant digits after the point.
function cells.number(number)
  if math.type(number) == "integer" then return tostring(number) end
  local size = math.abs(number)
  if size ~= size or size >= LARGEST_PLAIN then return ("%.6g"):format(number) end
  if size < 1 then return ("%.4g"):format(number) end
  return (("%.4f"):format(number):gsub("%.?0+$", ""))
end

-- Beginning and end of a text that is too long to be read in a table.
local function shortened(text)
  local length = utf8.len(text)
  if not length or length <= LONGEST_QUOTATION then return text end
  local head = text:sub(1, utf8.offset(text, KEPT_AT_START + 1) - 1):gsub("%s+%S*$", "")
  local tail = text:sub(utf8.offset(text, -KEPT_AT_END)):gsub("^%S*%s+", "")
  return head .. " […] " .. tail
end

-- A span as a quotation with its page, and with its document when that stands nowhere else in the row.
function cells.quotation(span, has_document)
  local quoted = "“" .. shortened(layout.clean(span.text)) .. "”"
  local page = span.page and ("p. %d"):format(span.page)
  if has_document then return page and quoted .. " " .. page or quoted end
  local source = layout.clean(span.document or "?")
  return ("%s (%s%s)"):format(quoted, source, page and ", " .. page or "")
end

local function quotations(spans, has_document)
  local quoted = {}
  for i, span in ipairs(spans) do quoted[i] = cells.quotation(span, has_document) end
  return table.concat(quoted, " / ")
end

-- Any value of a column of that type, on one line; "" for a value that is missing.
function cells.text(value, type_name, has_document)
  if value == nil then return "" end
  if type_name == "span" then return cells.quotation(value, has_document) end
  if type_name == "spans" then return quotations(value, has_document) end
  if type(value) == "boolean" then return value and "yes" or "no" end
  if type(value) == "number" then return cells.number(value) end
  return layout.clean(value)
end

-- True for columns of numbers, which stand at the right.
function cells.is_numeric(column)
  return column.type == "integer" or column.type == "number"
end

-- The position of the column that names each row's document, or nil.
function cells.document_column(columns)
  for position, column in ipairs(columns) do
    if column.name == "document" and column.type == "text" then return position end
  end
end

return cells
