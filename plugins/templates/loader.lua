-- Reads *.NAME files: fields on top, then text.
--
--   author: Ada Byron
--   date: 1843-08-01
--
--   # Notes by the translator
--
--   The engine has no pretensions whatever
--   to originate anything.
--
-- A line that begins with # is a heading, the first one the title; lines up to the next blank one are a paragraph.
local loader = {
  api        = 1,
  summary    = "Reads .NAME files: fields, headings and paragraphs",
  extensions = { "NAME" },
}

-- Takes the lines "key: value" on top; answers the fields and the number of the first line behind them.
local function read_fields(lines)
  local fields = {}
  for number, line in ipairs(lines) do
    local key, value = line:match "^(%l[%w_]*):%s*(.-)%s*$"
    if not key then return fields, number end
    fields[key] = tonumber(value) or value
  end
  return fields, #lines + 1
end

-- A function that collects lines and hands them on as one paragraph when there is an end to it.
local function paragraphs(document)
  local lines = {}
  return function(line)
    if line then
      lines[#lines + 1] = line
    elseif #lines > 0 then
      document:block("paragraph", table.concat(lines, "\n"))
      lines = {}
    end
  end
end

-- Called once for each file. add{...} begins a document, and :block() adds to it.
function loader.load(source, add)
  local lines = {}
  for line in source:lines() do lines[#lines + 1] = line end
  local fields, first = read_fields(lines)
  local document, has_title = add { metadata = fields }, false
  local collect = paragraphs(document)
  for number = first, #lines do
    local heading = lines[number]:match "^#%s*(.+)$"
    if heading then
      collect(nil)
      document:block("heading", heading, { level = 1, role = not has_title and "title" or nil })
      has_title = true
    elseif lines[number]:find "%S" then
      collect(lines[number])
    else
      collect(nil)
    end
  end
  collect(nil)
end

return loader
