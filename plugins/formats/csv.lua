-- Comma-separated values by RFC 4180: UTF-8 without a byte order mark, lines end in CR LF, quotes only where needed. A
-- missing value is nothing at all, an empty text is "".
--
--   row,document,value,evidence,evidence_start,evidence_stop
--   1,report,20,"prevented 20 attacks, in 2011",812,841
local csv = {
  api        = 1,
  summary    = "Comma-separated values for spreadsheets and statistics programs",
  extension  = ".csv",
  media_type = "text/csv",
}

function csv.render(result, write)
  for text in result:texts "csv" do write(text) end
end

return csv
