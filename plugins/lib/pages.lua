-- Pages of printed lines: what pdftotext (-tsv) and tesseract (tsv) say of where each word stands, as lines.
--
--   page_num par block line word left  top   width height conf text      page.number, .width, .height, .lines: each
--   1        0   0     0    0    72.00 203.7 18.0  9.00   100  The       { text = "The river", left = 72, right = 120,
--   1        0   0     0    1    93.00 203.7 27.0  9.00   100  river       top = 203.7, height = 9, group = "0.0" }
--
-- A group is what the program took for one paragraph; of each word its place in the line's text, where it begins and
-- ends on the page and the program's confidence are kept (0 to 100).
local pages = {}

-- Words that are nearer than this share of their height are written together: a change of font parts words, too.
local JOINED <const> = 0.1

-- Scripts whose words have no space between them.
local UNSPACED <const> = { Hani = true, Hira = true, Kana = true, Thai = true, Laoo = true, Khmr = true, Mymr = true }

local FIELDS <const> = "^" .. ("(%d+)\t"):rep(5) .. "%d+\t" .. ("([%d.-]+)\t"):rep(5) .. "(.*)$"

-- The height of a line whose words' boxes are as high as their letters is that of its higher words.
local HIGHER <const> = 0.75

local function quantile(numbers, share)
  table.sort(numbers)
  return numbers[math.max(1, math.ceil(#numbers * share))]
end

local function is_spaced(line, word, by_script)
  if by_script then
    return not (UNSPACED[moonleaf.text.script(line.last) or ""] and UNSPACED[moonleaf.text.script(word.text) or ""])
  end
  return word.left - line.right > JOINED * word.height
end

local function add_word(line, word, by_script)
  if line.last and is_spaced(line, word, by_script) then
    line.parts[#line.parts + 1] = " "
    line.length = line.length + 1
  end
  line.parts[#line.parts + 1] = word.text
  line.words[#line.words + 1] = { start = line.length, stop = line.length + #word.text, confidence = word.confidence,
                                  left = word.left, right = word.left + word.width }
  line.length = line.length + #word.text
  line.heights[#line.heights + 1] = word.height
  line.left, line.right = math.min(line.left, word.left), math.max(line.right, word.left + word.width)
  line.top, line.bottom = math.min(line.top, word.top), math.max(line.bottom, word.top + word.height)
  line.last = word.text
end

local function begin_line(group, key)
  return { group = group, key = key, parts = {}, words = {}, heights = {}, length = 0, left = math.huge, right = 0,
           top = math.huge, bottom = 0 }
end

local function end_line(line, by_script)
  line.text, line.height = table.concat(line.parts), quantile(line.heights, by_script and HIGHER or 0.5)
  line.parts, line.heights, line.key = nil, nil, nil
end

-- The pages of a table of words. `by_script`: words are parted by spaces but where their script has none; else their
-- distance says it. `number`: of the page, where the table counts from 1 whatever the page.
function pages.read(tsv, by_script, number)
  local found, page, line = {}, nil, nil
  for row in tsv:gmatch "[^\n]+" do
    local level, page_number, a, b, c, left, top, width, height, confidence, text = row:match(FIELDS)
    if level == "1" then
      page = { number = number or math.tointeger(page_number), width = tonumber(width), height = tonumber(height),
               lines = {} }
      found[#found + 1], line = page, nil
    elseif level == "5" and text:find "%S" then
      local key = a .. "." .. b .. "." .. c
      if not line or line.key ~= key then
        line = begin_line(a .. "." .. b, key)
        page.lines[#page.lines + 1] = line
      end
      add_word(line, { text = text, left = tonumber(left), top = tonumber(top), width = tonumber(width),
                       height = tonumber(height), confidence = tonumber(confidence) }, by_script)
    end
  end
  for _, each in ipairs(found) do
    for _, printed in ipairs(each.lines) do end_line(printed, by_script) end
  end
  return found
end

-- True when a page has words.
function pages.have_words(all)
  for _, page in ipairs(all) do
    if #page.lines > 0 then return true end
  end
  return false
end

return pages
