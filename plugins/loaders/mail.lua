-- A mail as a file (.eml, RFC 5322): its headers are metadata, its subject the title, its text paragraphs. Of several
-- forms of the text the plain one is read; HTML alone is read without its tags. Attached documents are documents of
-- their own, each read as its format is; images are named alone.
--
--   From: =?utf-8?Q?Andr=C3=A9?= <a@example.org>   metadata  { from = "André <a@example.org>", ... }
--
--   > Is it cold?                                 paragraph  Is it cold?      (quotation)
--   It is.                                        paragraph  It is.
--
--   Content-Disposition: attachment; filename=a.docx          the document "mail.eml/a.docx"
local message = require "message"

local mail = {
  api         = 1,
  summary     = "Mails (.eml), with their headers, quotations and signatures",
  extensions  = { "eml" },
  media_types = { "message/rfc822" },
  attachments = true,
  magic       = { "Return-Path: <", "Delivered-To: ", "Received: from ", "Received: by " },
}

function mail.load(source, add)
  local function attach(name, bytes) source:attach(name, bytes) end
  local is_mail = message.add(source:read(), add, source.charset, attach)
  if not is_mail then error("no mail: it begins with no header such as From: or Subject:", 0) end
end

return mail
