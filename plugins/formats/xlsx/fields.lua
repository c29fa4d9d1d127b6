-- Values as programs read them, typed: a span takes three fields (text, start, stop), numbers have as few digits as
-- give the same number back. For formats that build their files themselves; csv, tsv and json come from result:texts.
local cells = require "cells"

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

-- Any value as plain text; nil stays nil, a list of spans is JSON.
function fields.plain(value)
  if value == nil or type(value) == "string" then return value end
  if type(value) == "number" then return fields.number(value) end
  if type(value) == "table" then return moonleaf.json.encode(value) end
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

return fields
