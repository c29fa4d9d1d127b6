-- A mail as a file (.eml, RFC 5322): its headers are metadata, its subject the title, its text paragraphs. Of several
-- forms of the text the plain one is read; HTML alone is read without its tags. Attachments are named, not read.
--
--   From: =?utf-8?Q?Andr=C3=A9?= <a@example.org>   metadata  { from = "André <a@example.org>", ... }
--
--   > Is it cold?                                 paragraph  Is it cold?      (quotation)
--   It is.                                        paragraph  It is.
local message = require "message"

local mail = {
  api         = 1,
  summary     = "Mails (.eml), with their headers, quotations and signatures",
  extensions  = { "eml" },
  media_types = { "message/rfc822" },
  magic       = { "Return-Path: <", "Delivered-To: ", "Received: from ", "Received: by " },
}

function mail.load(source, add)
  local is_mail = message.add(source:read(), add, source.charset)
  if not is_mail then error("no mail: it begins with no header such as From: or Subject:", 0) end
end

return mail
