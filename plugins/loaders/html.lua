-- Web pages: HTML5 as browsers read it, main text and furniture told apart by roles, title and metadata.
--
--   <title>On rivers | Rivers Weekly</title>        title     On rivers
--   <meta name="author" content="O. Oka">           metadata  { author = "O. Oka", lang = "en" }
--   <nav><a href="/">Home</a> ...</nav>             paragraph     Home ...            (navigation)
--   <h1>On rivers</h1>                              heading 1     On rivers           (title)
--   <p>Springs <i>rise</i> here.</p>                paragraph     Springs rise here.
--
-- The language of the page's text is judged from the text; what the page says of it is the metadata `lang`.

local html = {
  api         = 1,
  summary     = "Web pages: main text and furniture by their roles, title and metadata",
  extensions  = { "html", "htm", "xhtml" },
  media_types = { "text/html", "application/xhtml+xml" },
  magic       = { "<!DOCTYPE html", "<!doctype html", "<!DOCTYPE HTML", "<html", "<HTML" },
}

local HEAD <const> = 4096 -- bytes in which a page says its charset; the standard has 1024, but pages do not hold to it

-- Names that stand for a wider charset, as the WHATWG's Encoding Standard has it, and old names of charsets.
local WIDER <const> = {
  ["ascii"] = "WINDOWS-1252", ["us-ascii"] = "WINDOWS-1252", ["iso-8859-1"] = "WINDOWS-1252",
  ["iso8859-1"] = "WINDOWS-1252", ["latin1"] = "WINDOWS-1252", ["iso-8859-9"] = "WINDOWS-1254",
  ["iso-8859-11"] = "CP874", ["tis-620"] = "CP874", ["windows-874"] = "CP874",
  ["gb2312"] = "GB18030", ["gb_2312-80"] = "GB18030", ["gbk"] = "GB18030", ["x-gbk"] = "GB18030",
  ["big5"] = "BIG5-HKSCS", ["shift_jis"] = "CP932", ["shift-jis"] = "CP932", ["sjis"] = "CP932",
  ["x-sjis"] = "CP932", ["windows-31j"] = "CP932", ["x-euc-jp"] = "EUC-JP",
  ["euc-kr"] = "CP949", ["ks_c_5601-1987"] = "CP949", ["cp866"] = "IBM866",
  ["koi8r"] = "KOI8-R", ["koi8"] = "KOI8-R", ["x-mac-cyrillic"] = "MAC-CYRILLIC",
}

-- The charset that the page declares in a meta element or its XML declaration, or nil.
local function declared_charset(source)
  local head = source:read(HEAD):lower()
  local name = head:match "<meta[^>]-charset%s*=%s*[\"']?%s*([%w_:.-]+)"
    or head:match "^[^<]*<%?xml[^>]-encoding%s*=%s*[\"']([%w_:.-]+)"
  if not name then return nil end
  name = name:gsub("^x%-cp", "windows-"):gsub("^cp(125%d)$", "windows-%1"):gsub("^win%-?(125%d)$", "windows-%1")
  return WIDER[name] or name:upper()
end

-- Of a page of frames, what it says to browsers that have none: to the others it is no markup.
local function without_frames(text)
  local start, stop = text:lower():match "<noframes[^>]*>().-()</noframes"
  return start and moonleaf.html.blocks(text:sub(start, stop - 1)).blocks
    or error("a page of frames: its text is in the files that it names", 0)
end

function html.load(source, add)
  local text = source:text(declared_charset(source))
  local page = moonleaf.html.blocks(text)
  if #page.blocks == 0 and text:lower():find "<frameset[%s>]" then page.blocks = without_frames(text) end
  local document = add { title = page.title, metadata = next(page.metadata) and page.metadata or nil }
  for _, block in ipairs(page.blocks) do
    document:block(block.type, block.text, { level = block.level, role = block.role })
  end
end

return html
