-- A mailbox (mbox, RFC 4155): each mail is a document, read as the loader mail does.
--
--   From ada@example.org Mon Mar  1 10:00:00 2021
--   Subject: On rivers                              box#1  On rivers
--   ...
--   From bob@example.org Tue Mar  2 11:00:00 2021
--   Subject: Re: On rivers                          box#2  Re: On rivers
--
-- What is attached to the second mail is called "box.mbox/2/report.docx". ">From " at the beginning of a line stands
-- for "From ".
local message = require "message"

local mbox = {
  api         = 1,
  summary     = "Mailboxes (.mbox): one document a mail",
  extensions  = { "mbox", "mbx" },
  media_types = { "application/mbox" },
  attachments = true,
  magic       = { "From - ", "From MAILER-DAEMON" },
}

-- True when a mail begins at that byte: with a line "From ... time ... year" and a header, or a quoted one, behind it.
local function begins_mail(bytes, at)
  local line, rest = bytes:match("^From ([^\n]*)\n()", at)
  if not (line and line:find "%d:%d%d" and line:find "%f[%d]%d%d%d%d%f[%D]") then return false end
  return bytes:find("^>?[%w-]+[ \t]*:", rest) ~= nil or bytes:find("^>From ", rest) ~= nil
end

-- Where the next mail begins, from `at` on; nil when there is none.
local function next_mail(bytes, at)
  while true do
    local found = bytes:find("\nFrom ", at, true)
    if not found then return nil end
    if begins_mail(bytes, found + 1) then return found + 1 end
    at = found + 1
  end
end

local function unquoted(mail)
  if not mail:find("\n>+From ") then return mail end
  return (mail:gsub("\n>(>*From )", "\n%1"))
end

function mbox.load(source, add)
  local bytes = source:read()
  local at = begins_mail(bytes, 1) and 1 or next_mail(bytes, 1)
  if not at then error('no mailbox: it has no line such as "From ada@example.org Mon Mar  1 10:00:00 2021"', 0) end
  local number = 0
  local function attach(name, content) source:attach(number .. "/" .. name, content) end
  while at do
    local behind = next_mail(bytes, at)
    number = number + 1
    message.add(unquoted(bytes:sub(at, (behind or #bytes + 1) - 1)), add, source.charset, attach)
    at = behind
  end
end

return mbox
