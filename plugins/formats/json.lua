-- One JSON array (RFC 8259) of objects, one object a line, keys in the order of the columns. Rows of several tables
-- say by `analysis` which they are of.
--
--   [
--   {"row":1,"document":"report","value":20},
--   {"row":2,"document":"report","value":650}
--   ]
local json = {
  api        = 1,
  summary    = "One JSON array of objects",
  extension  = ".json",
  media_type = "application/json",
  several    = true,
}

-- The objects arrive as whole lines; a comma stands between them, a line break inside of one never.
function json.render(result, write)
  local before = "[\n"
  repeat
    for text in result:texts "json" do
      write(before, (text:gsub("\n$", ""):gsub("\n", ",\n")))
      before = ",\n"
    end
  until not result:next()
  write(before == "[\n" and "[]\n" or "\n]\n")
end

return json
