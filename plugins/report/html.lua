-- Text into HTML: the one place where anything is escaped.
--
--   html.escape 'Smith & "Sons" <Ltd>'      Smith &amp; &quot;Sons&quot; &lt;Ltd&gt;
--   html.said("مرحبا", "ar")                <bdi lang="ar">مرحبا</bdi>
local html = {}

local NAMED <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }
local LONG_WORD <const> = 24 -- characters
local UNKNOWN <const> = { und = true, zxx = true, mul = true } -- BCP 47 tags that name no language

-- Any text as content or as a quoted attribute. Control characters, which HTML does not allow, become U+FFFD.
function html.escape(text)
  return (tostring(text):gsub("[&<>\"']", NAMED):gsub("[\0-\8\11\12\14-\31\127]", "\u{FFFD}"))
end

-- ' lang="ru"', or nothing where no language is known.
function html.lang(tag)
  if not tag or tag == "" or UNKNOWN[tag] then return "" end
  return (' lang="%s"'):format(html.escape(tag))
end

local function has_long_word(text)
  for word in tostring(text):gmatch(("%S"):rep(LONG_WORD) .. "+") do
    if utf8.len(word) and utf8.len(word) > LONG_WORD then return true end
  end
  return false
end

-- A text of the corpus inside of ours: its direction is its own and ends with it. Words break where they may, and
-- only one too long for a column (an address) anywhere.
function html.said(text, tag)
  local long = has_long_word(text) and ' class="long"' or ""
  return ("<bdi%s%s>%s</bdi>"):format(html.lang(tag), long, html.escape(text))
end

-- The name of a file, which may break behind its joints.
function html.path(text)
  return ("<bdi class=\"long\">%s</bdi>"):format((html.escape(text):gsub("[/_.-]+", "%0<wbr>")))
end

-- "2017-06-08/2017-06-09" is read more easily with a dash; a date breaks nowhere.
function html.date(text)
  local parts = {}
  for part in (text or ""):gmatch "[^/]+" do
    parts[#parts + 1] = ('<span class="date">%s</span>'):format(html.escape(part))
  end
  return table.concat(parts, " – ")
end

-- 7443 -> 7,443; 0.48912 -> 0.489
function html.number(n)
  local whole = math.tointeger(n)
  if not whole then return (("%.3f"):format(n):gsub("0+$", ""):gsub("%.$", "")) end
  local digits = ("%d"):format(whole):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (digits:gsub("^,", ""):gsub("^%-,", "-"))
end

-- "1 document", "12 documents"
function html.counted(n, one, many)
  return ("%s %s"):format(html.number(n), n == 1 and one or many or one .. "s")
end

-- The text cut behind a character, and at a space where one is near: for labels.
function html.shortened(text, characters)
  local stop = utf8.offset(text, characters + 1)
  if not stop or stop > #text then return text end
  local cut = text:sub(1, stop - 1)
  return (cut:match "^(.+)%s%S*$" or cut) .. "…"
end

-- The English name of a language of the corpus: "Chinese", "Chinese (zh-Hant)"; its tag where it has no table.
function html.language(tag)
  if UNKNOWN[tag] then return "not known" end
  local language = moonleaf.language(tag)
  if not language or not language.name then return tag end
  return tag:find("-", 1, true) and ("%s (%s)"):format(language.name, tag) or language.name
end

return html
