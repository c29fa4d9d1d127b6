-- Identifiers in a line: DOI, ORCID (ISO 7064, 11-2), ISSN (ISO 3297), ISBN (ISO 2108), UDC, addresses of e-mail. One
-- whose check digit is right is next to certain; without a label a wrong one is none.

local identifiers = {}

local CHECKED <const>, LABELLED <const>, PLAIN <const> = 0.98, 0.7, 0.9

local function digit(letter) return letter:upper() == "X" and 10 or tonumber(letter) end

local function is_orcid(code)
  local digits, total = code:gsub("%-", ""), 0
  for k = 1, 15 do total = (total + digit(digits:sub(k, k))) * 2 end
  return (12 - total % 11) % 11 == digit(digits:sub(16, 16))
end

local function is_issn(code)
  local digits, sum = code:gsub("%-", ""), 0
  for k = 1, 8 do sum = sum + digit(digits:sub(k, k)) * (9 - k) end
  return sum % 11 == 0
end

local function is_isbn(code)
  local digits, sum = code:gsub("[%-%s]", ""), 0
  if #digits == 13 and digits:find "^97[89]%d+$" then
    for k = 1, 13 do sum = sum + digit(digits:sub(k, k)) * (k % 2 == 1 and 1 or 3) end
    return sum % 10 == 0
  end
  if #digits ~= 10 then return false end
  for k = 1, 10 do sum = sum + digit(digits:sub(k, k)) * (11 - k) end
  return sum % 11 == 0
end

-- The number behind a label of universal decimal classification.
local function udc(text, labels)
  local folded = moonleaf.text.fold(text)
  for _, label in ipairs(labels or {}) do
    local _, stop = folded:find(label, 1, true)
    local code = stop and #folded == #text and text:match("^[%s:]*(%d[%d%.:%+/%(%)%-\"=]*)", stop + 1)
    if code then return (code:gsub("[%.:;]+$", "")) end
  end
end

function identifiers.read(block, own, state, put)
  local text = block.text
  if not text:find "[%d@]" then return end
  for doi in text:gmatch "10%.%d%d%d%d%d?%d?%d?%d?%d?/[^%s,;\"<>]+" do
    put("doi", (doi:gsub("[%.%)%]]+$", "")), PLAIN, block)
  end
  for code in text:gmatch "%f[%d]%d%d%d%d%-%d%d%d%d%-%d%d%d%d%-%d%d%d[%dXx]" do
    put("orcid", code, is_orcid(code) and CHECKED or LABELLED, block, state.author)
  end
  for code in text:gmatch "%d%d%d%d%-%d%d%d[%dXx]%f[^%dXx]" do
    local is_labelled = text:find "ISSN"
    local is_part = text:find("%d%-" .. code:gsub("%-", "%%-")) or text:find(code:gsub("%-", "%%-") .. "%-")
    if is_labelled and not is_part then put("issn", code, is_issn(code) and CHECKED or LABELLED, block) end
  end
  for code in text:gmatch "ISBN[%-1-3]*[:%s]*([%dXx][%dXx%-]+[%dXx])" do
    put("isbn", code, is_isbn(code) and CHECKED or LABELLED, block)
  end
  for address in text:gmatch "[%w%._%+%-]+@[%w%-]+%.[%w%.%-]+" do
    put("email", (address:gsub("[%.%-]+$", "")), PLAIN, block, state.author)
  end
  local code = udc(text, own.udc)
  if code then put("udc", code, PLAIN, block) end
end

return identifiers
