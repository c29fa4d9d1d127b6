-- Values as machines read them: a span takes three fields (text, start, stop), numbers have as few digits as give the
-- same number back, and JSON text is written here so that keys stay in their declared order.
--
--   {"row":1,"document":"report","value":20,"evidence":"... 20 camps ...","evidence_start":812,"evidence_stop":901}
local cells = require "cells"
local layout = require "layout"

local fields = {}

-- The shortest decimal that reads back as the same double: 15 digits mostly do, 17 always do.
function fields.number(number)
  if math.type(number) == "integer" then return tostring(number) end
  if number == math.floor(number) and math.abs(number) < 1e15 then return ("%d"):format(number) end
  for digits = 15, 16 do
    local text = ("%." .. digits .. "g"):format(number)
    if tonumber(text) == number then return text end
  end
  return ("%.17g"):format(number)
end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r",
                  ["\t"] = "\\t" }

local function escape(character)
  return escapes[character] or ("\\u%04x"):format(character:byte())
end

-- A JSON string.
function fields.quoted(text)
  return '"' .. layout.valid(text):gsub('[%c"\\]', escape) .. '"'
end

local function json_spans(spans)
  local parts = {}
  for i, span in ipairs(spans) do
    parts[i] = ('{"text":%s,"document":%s,"start":%d,"stop":%d}'):format(
      fields.quoted(span.text), span.document and fields.quoted(span.document) or "null", span.start, span.stop)
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

-- Any value as JSON text on one line; a number that JSON cannot write (infinite, not a number) is null.
function fields.json(value, type_name)
  if value == nil then return "null" end
  if type_name == "spans" then return json_spans(value) end
  if type_name == "json" then return (value:gsub("[\r\n]+", " ")) end -- line breaks in JSON are white space only
  if type(value) == "boolean" then return tostring(value) end
  if type(value) == "string" then return fields.quoted(value) end
  if value ~= value or value == math.huge or value == -math.huge then return "null" end
  return fields.number(value)
end

-- Any value as plain text, for formats of one text a field; nil stays nil.
function fields.plain(value, type_name)
  if value == nil or type(value) == "string" then return value end
  if type(value) == "number" then return fields.number(value) end
  if type_name == "spans" then return json_spans(value) end
  return tostring(value)
end

local function part_of(position, key)
  return function(row)
    local span = row[position]
    return span and span[key]
  end
end

-- What each row is written as: an array of { name =, type =, read = function(row) }. Where no column names the
-- document, a span's own document follows it, since offsets say nothing without one.
function fields.of(columns)
  local list = {}
  local function add(name, type_name, read) list[#list + 1] = { name = name, type = type_name, read = read } end
  local has_document = cells.document_column(columns)
  for position, column in ipairs(columns) do
    if column.type == "span" then
      add(column.name, "text", part_of(position, "text"))
      add(column.name .. "_start", "integer", part_of(position, "start"))
      add(column.name .. "_stop", "integer", part_of(position, "stop"))
      if not has_document then add(column.name .. "_document", "text", part_of(position, "document")) end
    else
      add(column.name, column.type, function(row) return row[position] end)
    end
  end
  return list
end

-- A function that writes rows as JSON: object(row) is one object on one line, without its line end.
function fields.objects(columns)
  local list = fields.of(columns)
  local keys = {}
  for i, field in ipairs(list) do keys[i] = fields.quoted(field.name) .. ":" end
  return function(row)
    local parts = {}
    for i, field in ipairs(list) do parts[i] = keys[i] .. fields.json(field.read(row), field.type) end
    return "{" .. table.concat(parts, ",") .. "}"
  end
end

return fields
