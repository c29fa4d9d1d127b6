-- Texts of a picture: how wide they are, cut to what there is room for, and safe inside of XML.
--
--   label.width("Astana", 13)                            52.3
--   label.fit("Shanghai Cooperation Organization", 100)  "Shanghai Coop…"
local layout = require "layout"

local label = { SIZE = 13 } -- of most texts, in pixels

-- Widths in em of the characters of ASCII in wide sans-serif faces (DejaVu Sans, Verdana): in others a text is narrower
-- than is thought here, and never wider.
local NARROW <const>, WIDE <const> = 0.41, 0.99
local CAPITAL <const>, COMMON <const> = 0.73, 0.635
local FULL <const> = 1.02 -- of Chinese, Japanese and Korean characters

local em = {}
for code = 32, 126 do
  local character = string.char(code)
  em[character] = character:find "[ijlftrI.,:;'|!()%[%] ]" and NARROW or character:find "[mwMW@%%]" and WIDE
    or character:find "%u" and CAPITAL or COMMON
end

local ELLIPSIS <const> = "…"

-- The width in pixels at that size of type.
function label.width(text, size)
  local total = 0
  for character in text:gmatch(utf8.charpattern) do
    local columns = em[character] or moonleaf.text.width(character)
    total = total + (em[character] or columns == 2 and FULL or columns == 0 and 0 or COMMON + 0.05)
  end
  return total * (size or label.SIZE)
end

-- One line without control characters.
function label.clean(value) return layout.clean(tostring(value)) end

-- The text, with an ellipsis in the place of what has no room in so many pixels.
function label.fit(text, room, size)
  if label.width(text, size) <= room then return text end
  local kept, used = {}, label.width(ELLIPSIS, size)
  for character in text:gmatch(utf8.charpattern) do
    used = used + label.width(character, size)
    if used > room then break end
    kept[#kept + 1] = character
  end
  return (table.concat(kept):gsub(" +$", "")) .. ELLIPSIS
end

-- The lines of a text, each as wide as there is room.
function label.wrap(text, room, size)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    local longer = line == "" and word or line .. " " .. word
    if line ~= "" and label.width(longer, size) > room then
      lines[#lines + 1] = line
      longer = word
    end
    line = longer
  end
  lines[#lines + 1] = label.fit(line, room, size)
  return lines
end

local escapes <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

-- The text for XML; characters that XML 1.0 cannot hold are seen as U+FFFD.
function label.escape(text)
  text = layout.valid(text):gsub('[&<>"]', escapes)
  return (text:gsub("[\0-\8\11\12\14-\31]", "\u{FFFD}"):gsub("\u{FFFE}", "\u{FFFD}"):gsub("\u{FFFF}", "\u{FFFD}"))
end

-- The same, with Hebrew, Arabic and the like set apart (UAX 9), so that they are ordered by their own direction.
function label.isolated(text)
  local isolated = layout.isolate(text)
  return label.escape(isolated == text and text or "\u{2068}" .. text .. "\u{2069}")
end

local function grouped(digits)
  local head, rest = digits:match "^(%d%d?%d?)(.*)$"
  while #rest % 3 ~= 0 do head, rest = digits:sub(1, #head - 1), digits:sub(#head) end
  return head .. rest:gsub("%d%d%d", ",%0")
end

-- A number for people: 12,345; 0.25; 3.1e+20. `digits` behind the point, as many as are needed when left out.
function label.number(value, digits)
  if value ~= value or math.abs(value) >= 1e15 then return ("%.3g"):format(value) end
  if value ~= 0 and math.abs(value) < 1e-3 and not digits then return ("%.2g"):format(value) end
  local text = ("%." .. (digits or math.abs(value) < 1 and 3 or math.abs(value) < 100 and 2 or 0) .. "f"):format(value)
  if not digits then text = text:gsub("(%..-)0+$", "%1"):gsub("%.$", "") end
  local sign, whole, part = text:match "^(-?)(%d+)(.*)$"
  if tonumber(text) == 0 then sign = "" end
  return (sign == "-" and "−" or "") .. (#whole > 4 and grouped(whole) or whole) .. part
end

return label
