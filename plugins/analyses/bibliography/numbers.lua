-- Digits of other scripts as ASCII ones.
--
--   numbers.plain "۲، ص ۴۵"     --> "2, ص 45"
--   numbers.superscript "¹²"    --> "12"

local numbers = {}

local ZEROS <const> = { 0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10 }
local SUPERSCRIPTS <const> = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" }

local plain, raised = { ["،"] = ", ", ["؛"] = "; " }, {}
for _, zero in ipairs(ZEROS) do
  for digit = 0, 9 do plain[utf8.char(zero + digit)] = tostring(digit) end
end
for k, sign in ipairs(SUPERSCRIPTS) do raised[sign] = tostring(k - 1) end

-- The text with ASCII digits, commas and semicolons.
function numbers.plain(text)
  if not text:find "[\xD8-\xDB\xE0\xEF]" then return text end
  return (text:gsub(utf8.charpattern, plain))
end

-- The number that superscript digits write.
function numbers.superscript(text) return (text:gsub(utf8.charpattern, raised)) end

-- The first run of superscript digits from a byte on: first and last byte; nil when there is none.
function numbers.find_superscript(text, from)
  local start = from
  while true do
    start = text:find("[\xC2\xE2]", start)
    if not start then return nil end
    local stop = start - 1
    while stop < #text do
      local sign = text:match(utf8.charpattern, stop + 1)
      if not raised[sign] then break end
      stop = stop + #sign
    end
    if stop >= start then return start, stop end
    start = start + 1
  end
end

return numbers
