-- Tab-separated values, one row a line whatever the text holds: tab, line feed, carriage return and backslash are
-- written \t \n \r \\ (as the text/tab-separated-values users of databases do).
--
--   row  document  value  evidence  evidence_start  evidence_stop
local fields = require "fields"

local escapes = { ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r", ["\\"] = "\\\\" }

local function cell(value, type_name)
  local text = fields.plain(value, type_name)
  return text and (text:gsub("[\t\n\r\\]", escapes)) or ""
end

local tsv = {
  api        = 1,
  summary    = "Tab-separated values for cut, sort, awk and databases",
  extension  = ".tsv",
  media_type = "text/tab-separated-values",
}

function tsv.render(result, write)
  local list, texts = fields.of(result.columns), {}
  for i, field in ipairs(list) do texts[i] = cell(field.name) end
  write(table.concat(texts, "\t"), "\n")
  for row in result:rows() do
    for i, field in ipairs(list) do texts[i] = cell(field.read(row), field.type) end
    write(table.concat(texts, "\t"), "\n")
  end
end

return tsv
