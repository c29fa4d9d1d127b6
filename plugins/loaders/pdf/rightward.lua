-- Pages in scripts that are written from the right: pdftotext's table of words has them as they stand, from the left
-- and in pieces, while its plain text puts them in order. Where they are in the plain text's lines is not known.
--
--   the table   "2015" "د" "ي" "د" "ج" "ل" "ا"      the plain text   "الجديد 2015"
local rightward = {}

local MARKS <const> = { "\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}" }
local RIGHT <const> = { Arab = true, Hebr = true, Syrc = true, Thaa = true, Nkoo = true }

local function is_rightward(page)
  for _, line in ipairs(page.lines) do
    if RIGHT[moonleaf.text.script(line.text) or ""] then return true end
  end
  return false
end

-- The lines of a page's plain text; blank lines part groups.
local function lines_of(text, height)
  for _, mark in ipairs(MARKS) do text = text:gsub(mark, "") end
  local lines, group, top = {}, 1, 0
  for line in text:gmatch "([^\n\f]*)[\n\f]?" do
    line = line:match "^%s*(.-)%s*$"
    if line == "" then
      group = group + 1
    else
      top = top + height
      lines[#lines + 1] = { text = line, words = {}, group = tostring(group), left = 0, right = #line * height / 4,
                            top = top, bottom = top + height, height = height }
    end
  end
  return lines
end

-- Puts the lines of such pages in order.
function rightward.mend(source, all)
  for _, page in ipairs(all) do
    if is_rightward(page) then
      local number = tostring(page.number)
      local text = source:run("pdftotext", "-enc", "UTF-8", "-f", number, "-l", number, "-", "-")
      if text then page.lines = lines_of(text, page.lines[1].height) end
    end
  end
end

return rightward
