-- Short texts in quotation marks that begin with a number are names, here and wherever the document repeats them
-- without the marks: “three evil forces”, «Shanghai five».
--
--   local names = quoted.names(document:text())
--   quoted.is_name(names, sentence_text, 12)      whether a name begins with byte 12
--   quoted.is_inside(sentence_text, 12)           whether byte 12 stands in a short quotation

local quoted = {}

local MARKS <const> = {
  { "“", "”" }, { "«", "»" }, { "„", "“" }, { "「", "」" }, { "『", "』" }, { "《", "》" }, { "\"", "\"" }, { "‘", "’" },
}
local LONGEST <const> = 60 -- bytes of a quotation that can be a name
local MOST_WORDS <const> = 5

local function is_short(text)
  local _, spaces = text:gsub("%s+", "")
  return #text > 0 and #text <= LONGEST and spaces < MOST_WORDS and not text:find "\n"
end

-- Calls found(content, first byte, last byte) for each short quotation.
local function each(text, found)
  for _, marks in ipairs(MARKS) do
    local open, close = marks[1], marks[2]
    local from = text:find(open, 1, true)
    while from do
      local first = from + #open
      local stop = text:find(close, first, true)
      if not stop then break end
      local content = text:sub(first, stop - 1)
      if is_short(content) then found(content, first, stop - 1) end
      from = text:find(open, open == close and stop + #close or first, true)
    end
  end
end

-- Quoted names by their first character.
function quoted.names(text)
  local names = {}
  each(text, function(content)
    local folded = moonleaf.text.fold(content):gsub("[,.;:!?]+$", "")
    local first = folded:match(utf8.charpattern)
    if first and #folded > #first then
      names[first] = names[first] or {}
      names[first][folded] = true
    end
  end)
  return names
end

function quoted.is_name(names, text, from)
  local first = moonleaf.text.fold(text:match(utf8.charpattern, from) or "")
  if not names[first] then return false end
  local stop = utf8.offset(text, 1 + 2 * LONGEST, from) or #text + 1
  local rest = moonleaf.text.fold(text:sub(from, stop - 1))
  for name in pairs(names[first]) do
    if rest:sub(1, #name) == name and not rest:find("^%w", #name + 1) then return true end
  end
  return false
end

function quoted.is_inside(text, from)
  local inside = false
  each(text, function(_, first, last)
    if first <= from and from <= last then inside = true end
  end)
  return inside
end

return quoted
