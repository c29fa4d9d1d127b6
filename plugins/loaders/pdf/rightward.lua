-- Pages in scripts that are written from the right: pdftotext's table of words has them as they stand, from the left
-- and in pieces, while its plain text puts them in order. Where they are in the plain text's lines is not known:
-- a page that is mostly of such lines is read from it alone, on another lines of the same characters are the same.
--
--   the table   "2015" "د" "ي" "د" "ج" "ل" "ا"      the plain text   "الجديد 2015"
local rightward = {}

local MARKS <const> = { "\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}" }
local RIGHT <const> = { Arab = true, Hebr = true, Syrc = true, Thaa = true, Nkoo = true }

-- The lines of a page in such a script.
local function rightward_lines(page)
  local found = {}
  for _, line in ipairs(page.lines) do
    if RIGHT[moonleaf.text.script(line.text) or ""] then found[#found + 1] = line end
  end
  return found
end

-- The characters of a line, in an order that has nothing to do with theirs.
local function letters_of(text)
  local letters = {}
  for letter in text:gsub("%s+", ""):gmatch(utf8.charpattern) do letters[#letters + 1] = letter end
  table.sort(letters)
  return table.concat(letters)
end

-- Gives the lines of a page that is mostly in another script their order, each from the line of the plain text that has
-- the same characters. False when one has none.
local function put_in_order(found, plain)
  local by_letters = {}
  for _, line in ipairs(plain) do by_letters[letters_of(line.text)] = line.text end
  for _, line in ipairs(found) do
    if not by_letters[letters_of(line.text)] then return false end
  end
  for _, line in ipairs(found) do line.text, line.words = by_letters[letters_of(line.text)], {} end
  return true
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
    local found = rightward_lines(page)
    if #found > 0 then
      local number = tostring(page.number)
      local text = source:run("pdftotext", "-enc", "UTF-8", "-f", number, "-l", number, "-", "-")
      local plain = text and lines_of(text, page.lines[1].height)
      local is_few = #found * 2 < #page.lines
      if plain and not (is_few and put_in_order(found, plain)) then page.lines = plain end
    end
  end
end

return rightward
