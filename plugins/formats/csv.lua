-- Comma-separated values by RFC 4180: UTF-8 without a byte order mark, lines end in CR LF, quotes only where needed.
--
--   row,document,value,evidence,evidence_start,evidence_stop
--   1,report,20,"prevented 20 attacks, in 2011",812,841
local fields = require "fields"

-- A missing value is nothing at all, an empty text is "".
local function cell(value, type_name)
  local text = fields.plain(value, type_name)
  if not text then return "" end
  if text == "" or text:find('[,"\r\n]') then return '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local function line(texts) return table.concat(texts, ",") end

local csv = {
  api        = 1,
  summary    = "Comma-separated values for spreadsheets and statistics programs",
  extension  = ".csv",
  media_type = "text/csv",
}

function csv.render(result, write)
  local list, texts = fields.of(result.columns), {}
  for i, field in ipairs(list) do texts[i] = cell(field.name) end
  write(line(texts), "\r\n")
  for row in result:rows() do
    for i, field in ipairs(list) do texts[i] = cell(field.read(row), field.type) end
    write(line(texts), "\r\n")
  end
end

return csv
