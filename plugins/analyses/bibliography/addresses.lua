-- Addresses of an entry: URLs, also when spaces break them, and DOIs.
--
--   addresses.url "See https://x.org/a- b/c /. Read"    --> "https://x.org/a-b/c/", 5, 24, true (it was broken)
--   addresses.doi "doi:10.1000/182."                    --> "10.1000/182"

local addresses = {}

local URL_TEXT <const> = "^[%w%-._~:/?#@!$&'()*+,;=%%]+"
local PARTS_AT_MOST <const> = 6

-- Where the address really ends: not with punctuation, nor with a bracket that it has not opened.
local function trimmed(text)
  while true do
    local last = text:sub(-1)
    local opens = last == ")" and select(2, text:gsub("%(", "")) >= select(2, text:gsub("%)", ""))
    if not last:find "[%.,;:!)'%]]" or opens then return text end
    text = text:sub(1, -2)
  end
end

-- Whether what stands behind a space is the rest of the address.
local function goes_on(url, part)
  if part == "/" then return not url:find "/$" end
  if part:find "^//" or part:find "://" or part:find "^[%d%.%-/]+$" or part:find "^[(%-]" then return false end
  if url:find "://$" then return true end
  if part:find "^[/?#&=]%w" then return not url:find "[,;.]$" end
  if url:find "[%-_=&?%%#]$" then return part:find "^%w" ~= nil end
  return url:find "/$" ~= nil and part:find "^[%l%d][%w%-_]*[%-_/=?.][%w%-_/=?.]*%w" ~= nil
end

-- The first URL of a text, its first and last byte, and whether spaces break it.
function addresses.url(text, from)
  local start = text:find("%f[%a][Hh][Tt][Tt][Pp][Ss]?://", from or 1) or text:find("%f[%w]www%.%w", from or 1)
  if not start then return nil end
  local url = text:match(URL_TEXT, start)
  local stop, is_broken = start + #url - 1, false
  for _ = 1, PARTS_AT_MOST do
    local gap, last = text:find("^%s+", stop + 1)
    local part = gap and text:match(URL_TEXT, last + 1)
    if not part or not goes_on(url, part) then break end
    url, stop, is_broken = url .. part, last + #part, true
  end
  local clean = trimmed(url)
  return clean, start, stop - (#url - #clean), is_broken
end

function addresses.doi(text)
  local doi = text:match "%f[%d](10%.%d%d%d%d+/[^%s]+)"
  return doi and trimmed(doi)
end

return addresses
