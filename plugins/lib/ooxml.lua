-- What the files of Word and Excel share (Office Open XML, ECMA-376): a zip of parts, and texts in them.
--
--   write(ooxml.package { { "word/document.xml", xml, type = "application/..." }, main = "word/document.xml" })
local layout = require "layout"

local ooxml = { HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' }

local RELATIONS <const> = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
local PACKAGE <const> = "http://schemas.openxmlformats.org/package/2006/"

ooxml.RELATIONS = RELATIONS

local escapes <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

-- The text for XML 1.0; characters that it cannot hold are seen as U+FFFD.
function ooxml.escape(text)
  text = layout.valid(text):gsub('[&<>"]', escapes)
  return (text:gsub("[\0-\8\11\12\14-\31]", "\u{FFFD}"):gsub("\u{FFFE}", "\u{FFFD}"):gsub("\u{FFFF}", "\u{FFFD}"))
end

-- A part of relations, from { { id, kind, target }, ... }.
function ooxml.relations(list)
  local parts = { ooxml.HEAD, '<Relationships xmlns="', PACKAGE, 'relationships">' }
  for _, one in ipairs(list) do
    parts[#parts + 1] = ('<Relationship Id="%s" Type="%s/%s" Target="%s"/>'):format(one[1], RELATIONS, one[2], one[3])
  end
  parts[#parts + 1] = "</Relationships>"
  return table.concat(parts)
end

-- The bytes of a file of these parts { path, bytes, type = its media type }; `main` is the path of the part that the
-- others hang on.
function ooxml.package(parts)
  local types = { ooxml.HEAD, '<Types xmlns="', PACKAGE, 'content-types">',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>' }
  local files = {}
  for _, part in ipairs(parts) do
    if part.type then
      types[#types + 1] = ('<Override PartName="/%s" ContentType="%s"/>'):format(part[1], part.type)
    end
    files[#files + 1] = { part[1], part[2] }
  end
  types[#types + 1] = "</Types>"
  table.insert(files, 1, { "[Content_Types].xml", table.concat(types) })
  table.insert(files, 2, { "_rels/.rels", ooxml.relations { { "rId1", "officeDocument", parts.main } } })
  return moonleaf.archive.zip(files)
end

return ooxml
