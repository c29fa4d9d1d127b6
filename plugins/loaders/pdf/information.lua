-- What a PDF says of itself: its information (pdfinfo), and its XMP where that has no title or author.
--
--   Title:         Rivers of the north        title = "Rivers of the north", author = "Ada", date = "2021-03-01"
--   Author:        Ada
--   CreationDate:  2021-03-01T09:00:00Z
local packed = require "packed"

local information = {}

-- Titles that word processors put there themselves.
local EMPTY_TITLES <const> = { "^untitled", "^microsoft word %- ", "^%S+%.[dpqi][a-z][a-z]x?$", "^document%d*$",
                               "^slide 1$" }

local function is_title(text)
  local folded = moonleaf.text.fold(text)
  for _, pattern in ipairs(EMPTY_TITLES) do
    if folded:find(pattern) then return false end
  end
  return true
end

-- Why poppler cannot read the file, in words for people.
local function explain(source, why, complaints)
  if complaints:find "Incorrect password" then error("encrypted; save it without its password first", 0) end
  if complaints:find "not installed" or why:find "not installed" then error(why, 0) end
  if not source:read(1024):find("%PDF-", 1, true) then error("no PDF: it does not begin with %PDF-", 0) end
  if why:find "raises" then error(why, 0) end
  error("a broken PDF: it is damaged or cut off", 0)
end

local function fields_of(text)
  local fields = {}
  for name, value in text:gmatch "(%a[^:\n]*):[ \t]*([^\n]*)" do
    value = packed.line(value)
    if value ~= "" and not fields[name] then fields[name] = value end
  end
  return fields
end

-- Title and author of the XMP, which is XML; what cannot be parsed says nothing.
local function read_xmp(source)
  local xml, found, path = source:run("pdfinfo", "-meta", "-"), {}, {}
  local is_good = xml and pcall(moonleaf.xml.parse, xml, {
    start = function(name) path[#path + 1] = name end,
    stop = function() path[#path] = nil end,
    text = function(words)
      local what = path[#path] == "li" and path[#path - 2]
      if (what == "title" or what == "creator") and words:find "%S" then
        found[what] = packed.line((found[what] and found[what] .. " " or "") .. words)
      end
    end,
  })
  return is_good and found or {}
end

-- The metadata and how many pages there are; raises when it is no PDF that can be read.
function information.read(source)
  local text, why, complaints = source:run("pdfinfo", "-isodates", "-enc", "UTF-8", "-")
  if not text then explain(source, why, complaints) end
  local fields = fields_of(text)
  local xmp = fields["Metadata Stream"] == "yes" and not (fields.Title and fields.Author) and read_xmp(source) or {}
  local count = math.tointeger(tonumber(fields.Pages)) or 0
  if count == 0 then error("a broken PDF: it has no pages", 0) end
  local title = fields.Title or xmp.title
  return {
    title = title and is_title(title) and title or nil,
    author = fields.Author or xmp.creator,
    subject = fields.Subject,
    keywords = fields.Keywords,
    date = packed.date(fields.CreationDate),
    pages = count,
  }, count
end

return information
