-- One mail as a document: its headers are metadata, its texts paragraphs; what is quoted and the signature have roles.
--
--   From: Ada <ada@example.org>        title     On rivers
--   Subject: On rivers                 metadata  { from = "Ada <ada@example.org>", date = "2021-03-01", ... }
--   Date: Mon, 1 Mar 2021 10:00:00 +0000
--
--   Yes.                               paragraph  Yes.
--   > Do they rise in springs?         paragraph  Do they rise in springs?    (quotation)
--   --
--   Ada, engineer                      paragraph  Ada, engineer               (notice)
local markup = require "markup"
local mime = require "mime"
local paragraphs = require "paragraphs"

local message = {}

local DEEPEST <const> = 20         -- parts in parts; what lies deeper is listed like an attachment
local LONGEST_SIGNATURE <const> = 12 -- lines behind "--" without the space that RFC 3676 asks for

-- Headers that are kept, with their keys in the metadata.
local KEPT <const> = { from = "from", to = "to", cc = "cc", subject = "subject", ["message-id"] = "message_id",
                       ["in-reply-to"] = "in_reply_to" }

local MONTHS <const> = { jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9, oct = 10,
                         nov = 11, dec = 12 }

-- ---- headers ----

-- Day and time of a Date header, as written there: "2021-03-01", "10:00 +0000"; nil for what is not there.
local function date_of(header)
  local day, name, year = header:match "(%d%d?)[%s-]+(%a%a%a)%a*[%s-]+(%d%d%d?%d?)"
  if not day then name, day, year = header:match "(%a%a%a)%s+(%d%d?)%s+%d+:%d+:%d+%s+(%d%d%d%d)" end
  local month = name and MONTHS[name:lower()]
  if not month or tonumber(day) < 1 or tonumber(day) > 31 then return nil end
  year = tonumber(year)
  if year < 1000 then year = year + (year < 50 and 2000 or 1900) end -- RFC 5322, 4.3
  local hour, minute, zone = header:match "(%d%d?):(%d%d)[:%d.]*%s*([+-]?%d*)"
  if #(zone or "") ~= 5 then zone = nil end
  return ("%04d-%02d-%02d"):format(year, month, day),
    hour and ("%02d:%02d%s"):format(hour, minute, zone and " " .. zone or "")
end

local function metadata_of(fields, charset, forced)
  local metadata = {}
  for header, key in pairs(KEPT) do
    local value = fields[header] and mime.words(fields[header], charset, forced)
    if value and value ~= "" then metadata[key] = value end
  end
  if fields.date then metadata.date, metadata.time = date_of(fields.date) end
  return metadata
end

-- ---- parts ----

-- What a part holds: texts, each { text =, is_quoted = }, names of attachments, those that are files to be read, each
-- { name =, bytes = }, and whether a text is plain.
local read_part

local function join(content, other)
  for _, text in ipairs(other.texts) do content.texts[#content.texts + 1] = text end
  for _, name in ipairs(other.attachments) do content.attachments[#content.attachments + 1] = name end
  for _, file in ipairs(other.files) do content.files[#content.files + 1] = file end
  content.is_plain = content.is_plain or other.is_plain
end

-- What is shown, played or verified: its name is kept, and nothing is read of it.
local NO_TEXT <const> = { "^image/", "^audio/", "^video/", "^font/", "signature$", "^application/pkcs7", "pkcs7%-mime$",
                          "^application/ms%-tnef$", "^text/calendar$", "vcard$" }

local function may_hold_text(kind)
  for _, pattern in ipairs(NO_TEXT) do
    if kind:find(pattern) then return false end
  end
  return true
end

local EXTENSIONS <const> = { ["message/rfc822"] = "eml", ["text/plain"] = "txt", ["text/html"] = "html" }

-- The name of an attached file, a label without folders; one that has none is called by its kind and number.
local function file_name(file, number)
  local name = (file.name or ""):gsub("^.*[/\\]", ""):gsub("%c", "")
  if name == "" then return ("part_%d.%s"):format(number, EXTENSIONS[file.kind] or file.kind:match "%w*$") end
  if file.kind == "message/rfc822" and not name:lower():find "%.eml$" then name = name .. ".eml" end
  return name
end

local function add_leaf(content, kind, parameters, fields, body, forced)
  local disposition, told = mime.parameters(fields["content-disposition"])
  local is_html = kind == "text/html"
  if disposition == "attachment" or not (is_html or kind == "text/plain") then
    local name = told.filename or parameters.name
    content.attachments[#content.attachments + 1] = name or kind
    if may_hold_text(kind) then
      local bytes = mime.transfer(body, fields["content-transfer-encoding"])
      content.files[#content.files + 1] = { name = name, kind = kind, bytes = bytes }
    end
    return
  end
  local text = mime.text(mime.transfer(body, fields["content-transfer-encoding"]), parameters.charset, forced)
  if is_html then text = markup.text(text) end
  if not text:find "%S" then return end
  content.texts[#content.texts + 1] = { text = text, is_html = is_html }
  content.is_plain = not is_html
end

-- One of several forms of the same: the first with plain text, else the last with any.
local function choose(forms)
  local chosen = nil
  for _, form in ipairs(forms) do
    if form.is_plain then return form end
    if #form.texts > 0 then chosen = form end
  end
  return chosen
end

local function add_multipart(content, kind, parts, depth, forced)
  local forms = {}
  for i, part in ipairs(parts) do
    local fields, at = mime.head(part)
    forms[i] = read_part(fields, part:sub(at), depth + 1, forced)
  end
  local chosen = kind == "multipart/alternative" and choose(forms)
  for _, form in ipairs(forms) do
    if chosen and form ~= chosen then form.texts, form.is_plain = {}, false end
    join(content, form)
  end
end

function read_part(fields, body, depth, forced)
  local content = { texts = {}, attachments = {}, files = {}, is_plain = false }
  local kind, parameters = mime.parameters(fields["content-type"])
  if not (kind and kind:find "/") then kind = "text/plain" end
  local is_attached = mime.parameters(fields["content-disposition"]) == "attachment"
  if depth >= DEEPEST then
    content.attachments[1] = kind
  elseif kind:find "^multipart/" then
    local parts = parameters.boundary and mime.parts(body, parameters.boundary) or {}
    if #parts == 0 then add_leaf(content, "text/plain", parameters, fields, body, forced) end
    add_multipart(content, kind, parts, depth, forced)
  elseif kind == "message/rfc822" and not is_attached then
    local inner, at = mime.head(body)
    join(content, read_part(inner, body:sub(at), depth + 1, forced))
    for _, text in ipairs(content.texts) do text.is_quoted = true end
  else
    add_leaf(content, kind, parameters, fields, body, forced)
  end
  return content
end

-- ---- text ----

-- The line behind the signature that begins at lines[i]: a quoted one or the end; nil when it is none.
local function signature_end(lines, i)
  if not lines[i]:find "^%-%- ?$" then return nil end
  local stop = i + 1
  while lines[stop] and not lines[stop]:find "^>" do stop = stop + 1 end
  local is_sure = lines[i] == "-- "
  return (is_sure or stop - i - 1 <= LONGEST_SIGNATURE) and stop or nil
end

-- Adds a text as paragraphs, by its quotation marks and signatures; answers whether there was any.
local function add_text(document, text, given)
  local lines = {}
  for line in text:gsub("\r\n?", "\n"):gmatch "[^\n]*" do lines[#lines + 1] = line end
  local run, role, signature, has_text = {}, given, 0, false
  local function finish()
    has_text = paragraphs.add(document, table.concat(run, "\n"), { role = role }) or has_text
    run = {}
  end
  for i, line in ipairs(lines) do
    local stop = i >= signature and signature_end(lines, i)
    if stop then signature = stop end
    local quoted = line:match "^>[> ]*(.*)$"
    local is_role = quoted and "quotation" or i < signature and "notice" or given
    if is_role ~= role then finish() end
    role = is_role
    if not stop then run[#run + 1] = quoted or line end
  end
  finish()
  return has_text
end

-- Begins a document and fills it with the mail, whose lines may end in any way. A mail without text is its subject,
-- or the names of what is attached; attached files go to attach(name, bytes). Parts that name no charset are in
-- `charset`, or any. Answers false, and begins none, for bytes that begin with no header.
function message.add(bytes, add, charset, attach)
  if bytes:find("\r", 1, true) then bytes = bytes:gsub("\r\n?", "\n") end
  bytes = bytes:gsub("^\u{FEFF}", ""):gsub("^\n+", "")
  local fields, at = mime.head(bytes)
  if not next(fields) then return false end
  local content = read_part(fields, bytes:sub(at), 0, charset)
  local _, parameters = mime.parameters(fields["content-type"])
  local metadata = metadata_of(fields, parameters.charset, charset)
  if #content.attachments > 0 then metadata.attachments = table.concat(content.attachments, "; ") end
  local document, has_text = add { title = metadata.subject, metadata = metadata }, false
  for _, part in ipairs(content.texts) do
    has_text = add_text(document, part.text, part.is_quoted and "quotation" or nil) or has_text
  end
  local name = metadata.subject or metadata.attachments
  if not has_text and name then document:block("heading", name, { level = 1, role = "title" }) end
  for i, file in ipairs(content.files) do attach(file_name(file, i), file.bytes) end
  return true
end

return message
