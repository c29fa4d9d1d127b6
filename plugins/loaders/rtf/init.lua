-- Rich Text Format (RTF 1.9): paragraphs, headings by style or outline level, list items, tables, footnotes; title,
-- author and date of its information are metadata. Pictures, running heads, hidden and deleted text are left out.
--
--   {\rtf1\ansi\ansicpg1251 {\info{\author Ada}}     metadata   { author = "Ada" }
--   \outlinelevel0 Rivers\par                        heading 1  Rivers
--   \pard \'cc\'e8\'f0 \u8212? \b now\par}           paragraph  Мир — now
local builder = require "builder"
local output = require "output"
local words = require "words"

local DEEPEST <const> = 10000 -- groups in groups

local rtf = {
  api         = 1,
  summary     = "Rich Text Format (.rtf)",
  extensions  = { "rtf" },
  media_types = { "application/rtf", "text/rtf" },
  magic       = { "{\\rtf" },
}

local SYMBOLS <const> = { ["~"] = "\u{A0}", ["_"] = "\u{2011}", ["-"] = "\u{AD}", ["{"] = "{", ["}"] = "}",
                          ["\\"] = "\\" }

local function begin_group(reader)
  output.flush(reader)
  local depth = #reader.groups + 1
  if depth > DEEPEST then error(("groups in groups, more than %d deep"):format(DEEPEST), 0) end
  reader.groups[depth] = reader.group
  local copy = {}
  for key, value in next, reader.group do copy[key] = value end
  reader.group, reader.passed = copy, 0
end

local function end_group(reader)
  output.flush(reader)
  reader.group, reader.passed = table.remove(reader.groups), 0
end

-- What stands behind a backslash; answers where the text goes on.
local function read_control(reader, bytes, at)
  local word, digits, behind = bytes:match("^(%a+)(%-?%d*) ?()", at)
  local value = word and math.tointeger(tonumber(digits))
  if word == "bin" then return behind + math.max(value or 0, 0) end
  if word then
    if not reader.group.is_skipped then words.read(reader, word, value) end
    return behind
  end
  local symbol = bytes:sub(at, at)
  if symbol == "'" then
    local code = tonumber(bytes:match("^%x%x", at + 1) or "", 16)
    if code then output.add_bytes(reader, string.char(code)) end
    return code and at + 3 or at + 1
  end
  if symbol == "*" then reader.group.is_starred = true
  elseif symbol == "\n" or symbol == "\r" then words.end_paragraph(reader)
  elseif SYMBOLS[symbol] and reader.passed > 0 then reader.passed = reader.passed - 1
  elseif SYMBOLS[symbol] then output.add_text(reader, SYMBOLS[symbol]) end
  return at + 1
end

-- Reads the outermost group; what stands behind it, and an end that is missing, is passed over.
local function read(reader, bytes)
  local at = 2
  while at <= #bytes do
    local found = bytes:find(reader.group.is_skipped and "[\\{}]" or "[\\{}\r\n]", at) or #bytes + 1
    if found > at then output.add_bytes(reader, bytes:sub(at, found - 1)) end
    local mark = bytes:sub(found, found)
    at = found + 1
    if mark == "\\" then at = read_control(reader, bytes, at)
    elseif mark == "{" then begin_group(reader)
    elseif mark == "}" then
      if #reader.groups == 0 then break end
      end_group(reader)
    end
  end
  output.flush(reader)
end

-- The metadata of the information group: texts as they are, the day of creation as date.
local function metadata_of(reader)
  local metadata, created = {}, reader.created
  for key, text in pairs(reader.information) do
    if text:find "%S" then metadata[key] = text:gsub("%s+", " "):match "^ ?(.-) ?$" end
  end
  if (created.year or 0) > 0 and created.month and created.day then
    metadata.date = ("%04d-%02d-%02d"):format(created.year, created.month, created.day)
  end
  return metadata
end

function rtf.load(source, add)
  local bytes = source:read()
  if not bytes:find "^{\\rtf" then error("no RTF: it does not begin with {\\rtf", 0) end
  local styles = {}
  local reader = {
    group = { target = "text", fallback = 1 }, groups = {}, run = {}, passed = 0, build = builder.new(styles),
    fonts = {}, styles = styles, charset = source.charset or "windows-1252", created = {},
    information = { title = "", author = "", subject = "", keywords = "", company = "" },
  }
  read(reader, bytes)
  local blocks = reader.build.finish(words.layout(reader.group))
  local metadata = metadata_of(reader)
  local document = add { title = metadata.title, metadata = next(metadata) and metadata or nil }
  for _, block in ipairs(blocks) do document:block(block.kind, block.text, block.fields) end
end

return rtf
