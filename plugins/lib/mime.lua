-- Mail as it is written down (RFC 5322, 2045 to 2047, 2231): headers, parameters, parts, transfer encodings, charsets.
-- Lines end in "\n". What is broken is read as far as it goes.
--
--   mime.head "Subject: =?utf-8?Q?Caf=C3=A9?=\n\nText"      { subject = "=?utf-8?Q?Caf=C3=A9?=" }, 35
--   mime.words "=?utf-8?Q?Caf=C3=A9?= Kafka"                "Café Kafka"
--   mime.parameters 'text/plain; charset="koi8-r"'          "text/plain", { charset = "koi8-r" }
local mime = {}

-- Charsets that are often said where a wider one is meant (WHATWG's Encoding Standard), and names that iconv has not.
-- What says less than nothing, such as ASCII, is guessed.
local MEANT <const> = {
  ["iso-8859-1"] = "windows-1252", ["latin1"] = "windows-1252", ["iso-8859-9"] = "windows-1254",
  ["iso-8859-8-i"] = "ISO-8859-8", ["gb2312"] = "GB18030", ["gbk"] = "GB18030", ["shift_jis"] = "CP932",
  ["x-sjis"] = "CP932", ["euc-kr"] = "CP949", ["ks_c_5601-1987"] = "CP949", ["tis-620"] = "CP874",
  ["x-mac-cyrillic"] = "MAC-CYRILLIC", ["unicode-1-1-utf-7"] = "UTF-7",
  ["us-ascii"] = false, ["ascii"] = false, ["unknown-8bit"] = false, ["x-unknown"] = false,
}

-- The bytes as UTF-8. A charset that is unknown, or wrong since a guess decodes more, is not believed; `forced` is what
-- the person says of bytes that name none.
function mime.text(bytes, charset, forced)
  local meant = charset and MEANT[charset:lower()]
  if meant == nil then meant = charset end
  if forced and not (meant and meant ~= "") then return (moonleaf.text.decode(bytes, forced)) end
  local is_known, text, replaced = false, nil, nil
  if meant and meant ~= "" then is_known, text, replaced = pcall(moonleaf.text.decode, bytes, meant) end
  if is_known and replaced == 0 then return text end
  local guessed, broken = moonleaf.text.decode(bytes)
  return is_known and replaced <= broken and text or guessed
end

-- ---- transfer encodings ----

local DIGITS <const> = {}
for i = 1, 64 do DIGITS[("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"):byte(i)] = i - 1 end

local function three_bytes(four)
  local a, b, c, d = four:byte(1, 4)
  local bits = DIGITS[a] << 18 | (DIGITS[b] or 0) << 12 | (DIGITS[c] or 0) << 6 | (DIGITS[d] or 0)
  return string.char(bits >> 16, bits >> 8 & 255, bits & 255):sub(1, #four - 1)
end

local function from_base64(data)
  return (data:gsub("[^%w+/=]", ""):gsub("([^=]+)=*", function(run) return (run:gsub("..?.?.?", three_bytes)) end))
end

local function from_hex(digits) return string.char(tonumber(digits, 16)) end

local function from_quoted(data)
  return (data:gsub("[ \t]+\n", "\n"):gsub("=\n", ""):gsub("=(%x%x)", from_hex))
end

-- The bytes of a body whose Content-Transfer-Encoding is given; nil and unknown ones leave it as it is.
function mime.transfer(body, encoding)
  encoding = encoding and encoding:lower():match "[%w-]+"
  if encoding == "base64" then return from_base64(body) end
  if encoding == "quoted-printable" then return from_quoted(body) end
  return body
end

-- ---- headers ----

-- The fields at the beginning of a mail by their names in small letters, unfolded (of several of a name the values
-- with commas between), and where the body begins. A line that is no field ends them, even without a blank line.
function mime.head(text)
  local fields, name, at = {}, nil, 1
  while at <= #text do
    local line, behind = text:match("^([^\n]*)\n?()", at)
    local key, value = line:match "^([%w_.-]+)[ \t]*:[ \t]*(.*)$"
    if line == "" then return fields, behind end
    if name and line:find "^[ \t]" then
      fields[name] = fields[name] .. line
    elseif key then
      name = key:lower()
      fields[name] = fields[name] and fields[name] .. ", " .. value or value
    elseif not line:find "^>?From " then
      return fields, at
    end
    at = behind
  end
  return fields, at
end

-- The text of a header with its encoded words (RFC 2047); bytes outside of them are UTF-8, or of the charset `other`,
-- or as mime.text() has it.
function mime.words(value, other, forced)
  local parts, at = {}, 1
  local bytes, charset = nil, nil -- of the encoded words under way: a letter may be divided between two of them
  local function finish()
    if bytes then parts[#parts + 1] = mime.text(bytes, charset) end
    bytes = nil
  end
  while true do
    local start, stop, name, encoding, data = value:find("=%?([^?%s]+)%?([BbQq])%?([^?]*)%?=", at)
    local between = value:sub(at, (start or #value + 1) - 1)
    if not (bytes and start and between:find "^%s*$") then
      finish()
      parts[#parts + 1] = utf8.len(between) and between or mime.text(between, other, forced)
    end
    if not start then return (table.concat(parts):gsub("%s+", " "):match "^ ?(.-) ?$") end
    name = name:match "^[^*]+" or name -- a language may follow
    if name ~= charset then finish() end
    data = encoding:upper() == "B" and from_base64(data) or data:gsub("_", " "):gsub("=(%x%x)", from_hex)
    bytes, charset, at = (bytes or "") .. data, name, stop + 1
  end
end

-- The value of a header such as Content-Type, in small letters, and its parameters by name, those of RFC 2231 decoded.
function mime.parameters(header)
  local values, charsets = {}, {}
  for name, rest in (header or ""):gmatch ';%s*([%w*_-]+)%s*=%s*()' do
    local value = header:match('^"([^"]*)"', rest) or header:match("^[^;%s]*", rest)
    local key, marks = name:lower():match "^([^*]+)(.*)$"
    if marks and marks:find "%*$" then
      local charset, behind = value:match "^([^']*)'[^']*'(.*)$"
      charsets[key] = charset or charsets[key]
      value = (behind or value):gsub("%%(%x%x)", from_hex)
    end
    if key then values[key] = marks:find "%d" and (values[key] or "") .. value or value end
  end
  for key, value in pairs(values) do
    values[key] = charsets[key] and mime.text(value, charsets[key]) or mime.words(value)
  end
  return (header or ""):lower():match "^%s*([^;,%s]+)", values
end

-- The parts of a multipart body, an array of texts, empty when the boundary is nowhere. The last may lack its end.
function mime.parts(body, boundary)
  local parts, start, at = {}, nil, 1
  local mark = "\n--" .. boundary
  body = "\n" .. body
  while true do
    local found, stop = body:find(mark, at, true)
    local is_last, behind = nil, nil
    if found then is_last, behind = body:match("^(%-?%-?)[ \t]*\n?()", stop + 1) end
    local is_mark = found and (behind > #body or body:byte(behind - 1) == 10)
    if start and (not found or is_mark) then parts[#parts + 1] = body:sub(start, (found or #body + 1) - 1) end
    if not found or (is_mark and is_last == "--") then return parts end
    if is_mark then start = behind end
    at = is_mark and behind - 1 or stop + 1
  end
end

return mime
