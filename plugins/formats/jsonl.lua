-- JSON Lines: one JSON object a line, keys in the order of the columns; streams, however many rows there are.
--
--   {"row":1,"document":"report","value":20}
--   {"row":2,"document":"report","value":650}
local jsonl = {
  api        = 1,
  summary    = "One JSON object a line, for jq and programs",
  extension  = ".jsonl",
  media_type = "application/jsonl",
}

function jsonl.render(result, write)
  for text in result:texts "json" do write(text) end
end

return jsonl
