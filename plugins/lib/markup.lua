-- The text inside of markup, crudely: for formats in which HTML is a guest, such as mails and subtitles.
--
--   markup.text "<p>Caf&eacute; <b>Kafka</b></p><p>2&nbsp;&lt;&nbsp;3</p>"     "\n\nCafé Kafka\n\n\n\n2 < 3\n\n"
local markup = {}

-- Of HTML 4; the names of accented letters are made of letter and accent below.
local NAMED <const> = {
  amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", nbsp = "\u{A0}", shy = "\u{AD}", lrm = "\u{200E}",
  rlm = "\u{200F}", ndash = "–", mdash = "—", hellip = "…", lsquo = "‘", rsquo = "’", ldquo = "“", rdquo = "”",
  sbquo = "‚", bdquo = "„", laquo = "«", raquo = "»", lsaquo = "‹", rsaquo = "›", bull = "•", middot = "·",
  euro = "€", pound = "£", yen = "¥", cent = "¢", sect = "§", para = "¶", copy = "©", reg = "®", trade = "™",
  deg = "°", plusmn = "±", times = "×", frac12 = "½", szlig = "ß", aelig = "æ", AElig = "Æ", oelig = "œ",
  OElig = "Œ", oslash = "ø", Oslash = "Ø", eth = "ð", ETH = "Ð", thorn = "þ", THORN = "Þ", iexcl = "¡", iquest = "¿",
  zwj = "\u{200D}", zwnj = "\u{200C}", ensp = " ", emsp = " ", thinsp = " ",
}

local ACCENTS <const> = { grave = 0x300, acute = 0x301, circ = 0x302, tilde = 0x303, uml = 0x308, ring = 0x30A,
                          cedil = 0x327, caron = 0x30C }

-- Tags that end a line, and those that end a paragraph.
local LINES <const> = { br = "\n", li = "\n", tr = "\n", dt = "\n", dd = "\n", td = " ", th = " " }
local PARAGRAPHS <const> = {}
for name in ("p div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr section article header footer"):gmatch "%S+" do
  PARAGRAPHS[name] = "\n\n"
end

local function character_of(point)
  local is_character = point and point > 0 and point < 0x110000 and not (point >= 0xD800 and point < 0xE000)
  return is_character and utf8.char(math.tointeger(point)) or "\u{FFFD}"
end

local function accented(name)
  local letter, accent = name:match "^(%a)(%l+)$"
  local mark = ACCENTS[accent]
  return mark and moonleaf.text.normalise(letter .. utf8.char(mark), "NFC")
end

-- The text with its character references resolved; those that are not known stay.
function markup.entities(text)
  if not text:find("&", 1, true) then return text end
  text = text:gsub("&#(%d+);?", function(digits) return character_of(tonumber(digits)) end)
  text = text:gsub("&#[xX](%x+);?", function(digits) return character_of(tonumber(digits:sub(1, 8), 16)) end)
  return (text:gsub("&(%w+);", function(name) return NAMED[name] or accented(name) end))
end

-- The text without the elements of that name and all inside them; one that is not closed ends nothing.
local function without_element(html, lower, name)
  local kept, at = {}, 1
  while true do
    local start = lower:find("<" .. name .. "[%s>]", at)
    local _, stop
    if start then _, stop = lower:find("</" .. name .. "%s*>", start) end
    kept[#kept + 1] = html:sub(at, (stop and start or #html + 1) - 1)
    if not stop then return table.concat(kept) end
    at = stop + 1
  end
end

-- The text of HTML: tags are dropped, elements of lines and paragraphs end in line breaks.
function markup.text(html)
  html = html:gsub("<!%-%-.-%-%->", "")
  for _, name in ipairs { "head", "script", "style" } do html = without_element(html, html:lower(), name) end
  html = html:gsub("%s+", " ")
  html = html:gsub("<[!?][^>]*>", ""):gsub("</?(%a[%w:]*)[^>]*>", function(name)
    name = name:lower()
    return PARAGRAPHS[name] or LINES[name] or ""
  end)
  return (markup.entities(html):gsub("\n +", "\n"))
end

return markup
