-- Tab-separated values, one row a line whatever the text holds: tab, line feed, carriage return and backslash are
-- written \t \n \r \\ (as the text/tab-separated-values users of databases do).
--
--   row  document  value  evidence  evidence_start  evidence_stop
local tsv = {
  api        = 1,
  summary    = "Tab-separated values for cut, sort, awk and databases",
  extension  = ".tsv",
  media_type = "text/tab-separated-values",
}

function tsv.render(result, write)
  for text in result:texts "tsv" do write(text) end
end

return tsv
