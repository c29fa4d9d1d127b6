-- The bibliographies of documents as CSL-JSON (citationstyles.org, schema 1.0.2), for Zotero, pandoc and citeproc.
--
--   $ moonleaf run bibliography --format csl_json > works.json
--
--   [
--   {"author":[{"family":"Chukalova","given":"R.R."}],"id":"chukalova2019","issued":{"date-parts":[[2019]]},...}
--   ]
local citations = require "citations"

-- { 2020, 11, 27 } of "2020-11-27".
local function parts_of(date)
  local parts = {}
  for digits in tostring(date):match("^[^/]*"):gmatch "%d+" do parts[#parts + 1] = math.tointeger(digits) end
  return #parts > 0 and { ["date-parts"] = { parts } } or nil
end

local function kind_of(work)
  if work.container then return "article-journal" end
  return work.url and "webpage" or "document"
end

local function item_of(work, id)
  return {
    id = id, type = kind_of(work), author = #work.names > 0 and work.names or nil,
    title = work.title, ["container-title"] = work.container, issued = work.year and parts_of(work.year),
    page = work.pages, DOI = work.doi, URL = work.url, accessed = work.accessed and parts_of(work.accessed),
    note = not work.title and work.entry or nil,
  }
end

local csl = {
  api        = 1,
  summary    = "CSL-JSON, for the works of moonleaf run bibliography",
  extension  = ".json",
  media_type = "application/vnd.citationstyles.csl+json",
  columns    = citations.COLUMNS,
}

function csl.render(result, write)
  local read, key_of, before = citations.reader(result.columns), citations.keys(), "\n"
  write "["
  for row in result:rows() do
    local work = read(row)
    write(before, moonleaf.json.encode(item_of(work, key_of(work))))
    before = ",\n"
  end
  write(before == "\n" and "]\n" or "\n]\n")
end

return csl
