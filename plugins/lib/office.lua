-- What DOCX, PPTX and XLSX share (Office Open XML, ECMA-376): the main part, and the parts that a part names.
--
--   local main, metadata, title = office.main(source)     "word/document.xml", { author = "A. Writer" }, "On rivers"
--   office.related(parts, main)["rId4"]                   "word/media/image1.png"

local packed = require "packed"

local office = {}

local CORE <const> = "docProps/core.xml" -- what the file says of itself

-- The name of the part that says what a part names.
local function relations_of(part)
  return (part:gsub("([^/]*)$", "_rels/%1.rels"))
end
office.relations_of = relations_of

-- Path of each part that a part names, by its id; the second table has the first path of each type ("styles").
function office.related(parts, part)
  local by_id, by_type = {}, {}
  for _, a in ipairs(packed.elements(parts[relations_of(part)], "Relationship")) do
    if a.Id and a.Target and a.TargetMode ~= "External" then
      local path, type = packed.path(part, a.Target), (a.Type or ""):match "[^/]*$"
      by_id[a.Id] = path
      by_type[type] = by_type[type] or path
    end
  end
  return by_id, by_type
end

-- An attribute in the namespace of relations: its name is plain unless another attribute has it.
function office.relation_id(attributes)
  for name, value in moonleaf.sorted(attributes) do
    if name:find "}id$" then return value end
  end
  return attributes.id
end

-- The path of the main part, the metadata and the title.
function office.main(source)
  local parts = packed.parts(source, { relations_of "" }, packed.any_of { CORE })
  local _, by_type = office.related(parts, "")
  local fields = packed.try(source, CORE, packed.fields, parts[CORE]) or {}
  if not by_type.officeDocument then
    error(("no .%s file: a zip without the parts of one"):format(source.extension), 0)
  end
  return by_type.officeDocument, packed.metadata(fields), fields.title
end

return office
