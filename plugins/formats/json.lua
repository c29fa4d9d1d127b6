-- One JSON array (RFC 8259) of objects, one object a line, keys in the order of the columns.
--
--   [
--   {"row":1,"document":"report","value":20},
--   {"row":2,"document":"report","value":650}
--   ]
local fields = require "fields"

local json = {
  api        = 1,
  summary    = "One JSON array of objects",
  extension  = ".json",
  media_type = "application/json",
}

function json.render(result, write)
  local object = fields.objects(result.columns)
  local before = "\n"
  write "["
  for row in result:rows() do
    write(before, object(row))
    before = ",\n"
  end
  write(before == "\n" and "]\n" or "\n]\n")
end

return json
