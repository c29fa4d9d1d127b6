-- Comma-separated values by RFC 4180: UTF-8, lines end in CR LF, quotes only where needed. A missing value is nothing
-- at all, an empty text is "".
--
--   row,document,value,evidence,evidence_start,evidence_stop
--   1,report,20,"prevented 20 attacks, in 2011",812,841
--
-- csv:bom begins with a byte order mark, by which Excel knows Cyrillic and Chinese; LibreOffice asks (choose UTF-8).
-- csv:safe writes ' before a text that a spreadsheet would take for a formula.
local MARK <const> = "\u{FEFF}"

local csv = {
  api        = 1,
  summary    = "Comma-separated values for spreadsheets and statistics programs",
  extension  = ".csv",
  media_type = "text/csv",
  options    = {
    { "bom", "boolean", default = false, help = "begin with a byte order mark, for Excel" },
    { "safe", "boolean", default = false, help = "no text of a document can be a formula: ' stands before = + - @" },
  },
}

function csv.render(result, write)
  if result.options.bom then write(MARK) end
  for text in result:texts(result.options.safe and "csv_safe" or "csv") do write(text) end
end

return csv
