-- Where the text of an RTF file goes: bytes are collected, decoded by the charset of their font, and handed to what the
-- group is for: the document, a note, the name of a style, the information on the file.
local output = {}

local function put(reader, text)
  local target = reader.group.target
  if target == "text" then reader.build.add(text)
  elseif target == "note" then reader.build.add_note(text)
  elseif target == "style" then
    local style = reader.styles[reader.group.style]
    if style then style.name = (style.name or "") .. text end
  elseif reader.information[target] then
    reader.information[target] = reader.information[target] .. text
  end
end

-- Hands the bytes that were read so far to where they belong, decoded.
function output.flush(reader)
  if #reader.run == 0 then return end
  local bytes = table.concat(reader.run)
  reader.run = {}
  local group = reader.group
  local charset = reader.fonts[group.font or reader.default_font] or reader.charset
  local text = bytes:find "[^\1-\x7F]" and moonleaf.text.decode(bytes, charset) or bytes
  put(reader, text)
end

-- True when text is read here: neither in a group that is left out nor hidden.
function output.is_read(group) return not (group.is_skipped or group.is_hidden or group.is_deleted) end

-- Takes bytes in the charset of the font; those that stand for an \u before them are passed over.
function output.add_bytes(reader, bytes)
  if reader.passed > 0 then
    local count = math.min(reader.passed, #bytes)
    reader.passed = reader.passed - count
    bytes = bytes:sub(count + 1)
  end
  if bytes ~= "" and output.is_read(reader.group) then reader.run[#reader.run + 1] = bytes end
end

function output.add_text(reader, text)
  if not output.is_read(reader.group) then return end
  output.flush(reader)
  put(reader, text)
end

-- \uN: a unit of UTF-16, signed; then \uc characters follow for readers that do not know it.
function output.add_unit(reader, unit)
  unit = unit & 0xFFFF
  reader.passed = reader.group.fallback
  local high, is_low = reader.high, unit >= 0xDC00 and unit < 0xE000
  reader.high = nil
  if high and not is_low then output.add_text(reader, "\u{FFFD}") end
  if unit >= 0xD800 and unit < 0xDC00 then
    reader.high = unit
    return
  end
  if is_low then
    return output.add_text(reader, high and utf8.char(0x10000 + (high - 0xD800 << 10) + unit - 0xDC00) or "\u{FFFD}")
  end
  output.add_text(reader, unit > 0 and utf8.char(unit) or "\u{FFFD}")
end

return output
