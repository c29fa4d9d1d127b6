-- Documents that are a zip of XML files: their parts by name, what a part says, and blocks of text.
--
--   local parts = packed.parts(source, { "word/document.xml" })     parts["word/document.xml"] is its bytes
--   packed.fields(parts["docProps/core.xml"]).title                 "On rivers"
--   packed.row { "a", "", "c d", "" }                               "a |  | c d"

local packed = {}

local OLD_OFFICE <const> = "\xD0\xCF\x11\xE0" -- of a compound file: Office before 2007, and encrypted files of today

-- The text on one line.
function packed.line(text)
  return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- What a function makes of a part that the document can do without; of one that is broken nil, and the load says so.
function packed.try(source, name, read, ...)
  local is_read, answer = pcall(read, ...)
  if is_read then return answer end
  local is_named = answer:sub(1, #name) == name
  source:problem(is_named and answer or ("%s: %s"):format(name, answer))
end

-- The bytes of the parts with these names, and of those for which `wants` is true, which the document can do without.
-- A name that is not there is nil, a part of the latter that is broken false.
function packed.parts(source, names, wants)
  local head = source:read(4)
  if head == OLD_OFFICE then
    error("encrypted, or of an Office before 2007; save it anew as DOCX, XLSX or PPTX without a password", 0)
  end
  if head:sub(1, 2) ~= "PK" then error(("no .%s file: it does not begin as a zip does"):format(source.extension), 0) end
  local wanted, parts = {}, {}
  for _, name in ipairs(names) do wanted[name] = true end
  for name, read in source:archive() do
    if not parts[name] and wanted[name] then
      parts[name] = read()
    elseif not parts[name] and wants and wants(name) then
      parts[name] = packed.try(source, name, read) or false
    end
  end
  return parts
end

-- For packed.parts: true for one of these names.
function packed.any_of(names)
  local wanted = {}
  for _, name in pairs(names) do wanted[name] = true end
  return function(name) return wanted[name] end
end

-- The texts of the elements without elements in them, on one line, by name. The first of a name that is not empty
-- counts.
function packed.fields(xml)
  local fields, text = {}, ""
  if not xml then return fields end
  moonleaf.xml.parse(xml, {
    start = function() text = "" end,
    text = function(words) text = text .. words end,
    stop = function(name)
      text = packed.line(text)
      if text ~= "" and not fields[name] then fields[name] = text end
      text = ""
    end,
  })
  return fields
end

-- The attributes of all elements of a name, in order.
function packed.elements(xml, wanted)
  local found = {}
  if not xml then return found end
  moonleaf.xml.parse(xml, {
    start = function(name, attributes)
      if name == wanted then found[#found + 1] = attributes end
    end,
  })
  return found
end

-- A date at the start of a text, as far as it goes: "2019", "2019-06" or "2019-06-07"; nil for none.
function packed.date(text)
  if not text then return nil end
  return text:match "^%d%d%d%d%-%d%d%-%d%d" or text:match "^%d%d%d%d%-%d%d%f[%D]" or text:match "^%d%d%d%d%f[%D]"
end

-- What Dublin Core says of a document, as metadata; nil for nothing.
function packed.metadata(fields)
  local metadata = {
    author = fields.creator,
    date = packed.date(fields.created or fields.date),
    description = fields.description,
    keywords = fields.keywords or fields.keyword,
    language = fields.language,
    publisher = fields.publisher,
    subject = fields.subject,
  }
  return next(metadata) and metadata or nil
end

-- A row of a table: cells on one line, parted by " | ", empty ones at the end left out.
function packed.row(cells)
  local last = #cells
  while last > 0 and cells[last] == "" do last = last - 1 end
  return table.concat(cells, " | ", 1, last)
end

-- A path in a zip: `target` as seen from the folder of `from` ("word/document.xml" and "../a.xml" make "a.xml").
function packed.path(from, target)
  local path = target:sub(1, 1) == "/" and target or from:gsub("[^/]*$", "") .. target
  local steps = {}
  for step in path:gmatch "[^/]+" do
    if step == ".." then
      table.remove(steps)
    elseif step ~= "." then
      steps[#steps + 1] = step
    end
  end
  return table.concat(steps, "/")
end

-- Adds a document of these blocks { type, text, { role =, level =, page = } }. Its title is the one given, or that of
-- its first block with the role title.
function packed.add(add, title, metadata, blocks)
  for _, block in ipairs(blocks) do
    if title then break end
    if block[3] and block[3].role == "title" then title = packed.line(block[2]) end
  end
  local document = add { title = title, metadata = metadata }
  for _, block in ipairs(blocks) do document:block(block[1], block[2], block[3]) end
end

return packed
