-- Lines of printed pages as the blocks of a document: paragraphs, headings by their size or number, list items, tables
-- (see tabular.lua), notes at the foot of a page, lines of a table of contents; furniture (see furniture.lua) keeps its
-- place with the role navigation. Line ends and hyphens stay as they are printed.
--
--   14.4 pt  2 Springs                           heading 1    2 Springs
--   10 pt    Rivers rise in the moun-            paragraph    Rivers rise in the moun-
--            tains. They run                                  tains. They run          (page 3)
--            3                                   navigation   3                        (page 3)
--            to the sea. Then                    ... joined to the sentence on page 3
--
-- A sentence that goes on behind the end of a column or page is read on there and has the page of its beginning; the
-- rest of its paragraph is a block of the next page.
local typeset = {}

local LARGE <const> = 1.15    -- times the height of most letters: a heading
local LARGE_SCAN <const> = 1.2 -- on a scan, where a line is as high as its letters happen to be
local SMALL <const> = 0.92    -- times that: a note, at the foot of a page
local INDENT <const> = 0.6    -- heights between a first line and the others
local DEEP <const> = 6        -- heights: what is farther in is centred, or a verse
local SHORT <const> = 0.8     -- of the width of its block: a last line
local LONGEST_HEADING <const> = 160 -- bytes
local FAR_MARKER <const> = 5  -- heights between the marker of a list and its text
local LEVELS <const> = 6

local BULLETS <const> = { ["•"] = true, ["◦"] = true, ["▪"] = true, ["■"] = true, ["●"] = true, ["‣"] = true,
                          ["–"] = true, ["*"] = true, ["-"] = true, ["\u{F0B7}"] = true, ["○"] = true }
local ENDS <const> = "[.!?:;…。！？؟।»”\"')%]]$"

-- ---- measures ----

-- The height that most letters of the body have; on scans, where no two lines are of one height, that of the letter in
-- the middle of all.
local function body_height(pages)
  local bytes, most, best, all, is_scan = {}, 0, 10, 0, false
  for _, page in ipairs(pages) do
    for _, line in ipairs(page.lines) do
      local height = math.floor(line.height * 2 + 0.5) / 2
      local size = line.is_furniture and 0 or #line.text
      bytes[height], all = (bytes[height] or 0) + size, all + size
      is_scan = is_scan or line.is_recognised
    end
  end
  local sum = 0
  for height, count in moonleaf.sorted(bytes) do
    if is_scan and sum * 2 < all then best = height end
    if not is_scan and count > most then most, best = count, height end
    sum = sum + count
  end
  return best
end

-- ---- lines to paragraphs ----

local function is_item(line)
  return line.is_item or BULLETS[line.text:match "^(%S+)%s"] ~= nil
end

-- True for a bullet or number of a list that stands by itself: "•", "2.", "b)".
local function is_marker(text)
  return BULLETS[text] ~= nil or text:find "^%(?%w%w?%w?[.)]$" ~= nil
end

-- True when a line begins a paragraph inside of what was taken for one: by its indentation, or behind a last line.
local function begins(before, line, extent, first)
  local indent = (line.left - extent.left) / line.height
  if is_item(line) or is_item(first) and is_marker(line.text:match "^(%S+)%s" or "") then return true end
  if is_item(first) and line.left > first.left + INDENT * line.height then return false end
  if indent > INDENT and indent < DEEP and before.left - extent.left < INDENT * line.height then return true end
  local is_short = before.right - extent.left < SHORT * (extent.right - extent.left)
  return is_short and before.text:find(ENDS) ~= nil and indent < INDENT
end

local function extent_of(lines)
  local extent = { left = math.huge, right = 0 }
  for _, line in ipairs(lines) do
    extent.left, extent.right = math.min(extent.left, line.left), math.max(extent.right, line.right)
  end
  return extent
end

-- The paragraphs { lines } of lines that one group holds.
local function split(lines, out)
  local extent, paragraph = extent_of(lines), nil
  if lines[1] and lines[1].table then
    out[#out + 1] = { lines = lines, height = lines[1].height, left = extent.left, right = extent.right,
                      is_table = true }
    return
  end
  for i, line in ipairs(lines) do
    local before = lines[i - 1]
    local tolerance = line.is_recognised and 0.5 or 0.2
    local is_alike = before and math.abs(before.height - line.height) <= tolerance * line.height
    if not is_alike or begins(before, line, extent, paragraph.lines[1]) then
      paragraph = { lines = {}, height = line.height, left = extent.left, right = extent.right }
      out[#out + 1] = paragraph
    end
    paragraph.lines[#paragraph.lines + 1] = line
  end
end

-- The nearest line that stands to the right of a marker on its row, and is no marker itself.
local function beside(marker, lines)
  local nearest
  for _, line in ipairs(lines) do
    local distance = (line.left - marker.right) / marker.height
    local is_row = math.abs(line.bottom - marker.bottom) < 0.4 * math.max(line.height, marker.height)
    if is_row and distance >= 0 and distance < FAR_MARKER and not is_marker(line.text)
      and (not nearest or line.left < nearest.left) then
      nearest = line
    end
  end
  return nearest
end

-- Markers that were taken for lines of their own, wherever they came, are put before the lines beside them.
local function join_markers(page)
  local lines = {}
  for _, marker in ipairs(page.lines) do
    local line = not marker.is_furniture and is_marker(marker.text) and beside(marker, page.lines)
    if line then
      local shift = #marker.text + 1
      line.text, line.left = marker.text .. " " .. line.text, marker.left
      line.is_item = true
      for _, word in ipairs(line.words) do word.start, word.stop = word.start + shift, word.stop + shift end
    else
      lines[#lines + 1] = marker
    end
  end
  page.lines = lines
end

-- The paragraphs of a page in reading order; furniture is apart.
local function paragraphs_of(page)
  local found, furniture, lines, group = {}, {}, {}, nil
  join_markers(page)
  for _, line in ipairs(page.lines) do
    if line.group ~= group then
      split(lines, found)
      lines, group = {}, line.group
    end
    local into = line.is_furniture and furniture or lines
    into[#into + 1] = line
  end
  split(lines, found)
  return found, furniture
end

-- ---- what a paragraph is ----

local function text_of(lines)
  local texts = {}
  for i, line in ipairs(lines) do texts[i] = line.text end
  return table.concat(texts, "\n")
end

-- The level that a number in front says: "2.1 Springs" is 2; nil for none.
local function numbered_level(text)
  local number, rest = text:match "^(%d[%d.]*)%s+(%S.*)$"
  if not number or #number > 8 or text:find "[.,;:]$" or text:find "\n" then return nil end
  local first = rest:match(utf8.charpattern)
  if moonleaf.text.fold(first) == first then return nil end -- no capital
  local _, dots = number:gsub("%.%d", "")
  return math.min(dots + 1, LEVELS)
end

local function is_contents(text)
  return text:find "%.%s?%.%s?%.%s?%.[%s.]*%s*[%divxlc]+$" ~= nil
end

local function is_large(p, body)
  local times = p.lines[1].is_recognised and LARGE_SCAN or LARGE
  return p.height >= times * body and #p.text <= LONGEST_HEADING and not p.is_table
end

-- Kind and fields of a paragraph; `sizes` are levels by height.
local function judge(p, body, sizes, is_below)
  local text = p.text
  if p.is_table then return "table", {} end
  if is_contents(text) then return "paragraph", { role = "navigation" } end
  if is_large(p, body) and text:find "%a" or sizes[p] then
    return "heading", { level = sizes[p] or 1 }
  end
  if is_item(p.lines[1]) then return "list_item", { level = 1 } end
  local level = #text <= LONGEST_HEADING / 2 and numbered_level(text)
  if level then return "heading", { level = level, is_numbered = true } end
  if p.height <= SMALL * body and is_below and text:find "^[%d*†‡]" then return "paragraph", { role = "note" } end
  return "paragraph", {}
end

-- Levels of the paragraphs that are headings by their size: the largest is 1.
local function sizes_of(pages, body)
  local heights, levels, known = {}, {}, {}
  for _, page in ipairs(pages) do
    for _, p in ipairs(page.paragraphs) do
      local height = math.floor(p.height + 0.5)
      if is_large(p, body) and p.text:find "[^%d%s%p]" then
        levels[p] = height
        if not known[height] then heights[#heights + 1], known[height] = height, true end
      end
    end
  end
  table.sort(heights, function(a, b) return a > b end)
  local level_of = {}
  for i, height in ipairs(heights) do level_of[height] = math.min(i, LEVELS) end
  for p, height in pairs(levels) do levels[p] = level_of[height] end
  return levels
end

-- ---- reading on ----

-- True when the paragraph's last line is full and no sentence ends there, and the other begins small.
local function goes_on(p, other)
  local last, first = p.lines[#p.lines], other.text:match(utf8.charpattern)
  if last.text:find(ENDS) or math.abs(p.height - other.height) > 0.1 * p.height then return false end
  if last.right - p.left < SHORT * (p.right - p.left) and #p.lines > 1 then return false end
  return first ~= nil and (moonleaf.text.fold(first) == first and first:find "[%d%p]" == nil) or last.text:find "-$"
end

-- How many lines of the paragraph the sentence at its beginning fills.
local function lines_of_sentence(p)
  local sentence = moonleaf.text.sentences((p.text:gsub("\n", " ")))[1] or ""
  local length = 0
  for i, line in ipairs(p.lines) do
    length = length + #line.text + 1
    if length > #sentence then return i end
  end
  return #p.lines
end

-- Moves the lines on which a sentence ends to the paragraph in which it began; all of it on one page. Lines are not
-- cut, so that the words that share its last line come with it.
local function read_on(p, other, is_same_page)
  local count = is_same_page and #other.lines or lines_of_sentence(other)
  for _ = 1, count do p.lines[#p.lines + 1] = table.remove(other.lines, 1) end
  p.text, other.text = text_of(p.lines), text_of(other.lines)
end

-- A numbered line that goes on in the next one is no heading but the first line of an item.
local function join_item(p, other)
  local number = p.text:match "^%d+[.)]%s"
  local first = other and other.text:match(utf8.charpattern)
  local is_one = first and other.kind == "paragraph" and other.fields.page == p.fields.page
    and moonleaf.text.fold(first) == first and not first:find "[%d%p]"
  if number and is_one and not p.text:find(ENDS) then
    p.kind, p.fields = "list_item", { level = 1, page = p.fields.page }
    read_on(p, other, true)
  end
end

local function join(pages)
  local last
  for _, page in ipairs(pages) do
    for i, p in ipairs(page.paragraphs) do
      if p.fields.is_numbered then join_item(p, page.paragraphs[i + 1]) end
      p.fields.is_numbered = nil
      if p.kind == "paragraph" and not p.fields.role then
        if last and #p.lines > 0 and goes_on(last, p) then read_on(last, p, last.fields.page == page.number) end
        if #p.lines > 0 then last = p end
      elseif p.kind ~= "paragraph" then
        last = nil
      end
    end
  end
end

-- ---- the blocks ----

-- The blocks { kind, text, fields, words } of pages of lines, in order. `words` are those of its lines, with their
-- place in the text.
function typeset.blocks(pages)
  local body, blocks = body_height(pages), {}
  for _, page in ipairs(pages) do
    page.paragraphs, page.furniture = paragraphs_of(page)
    for _, p in ipairs(page.paragraphs) do p.text = text_of(p.lines) end
  end
  local sizes = sizes_of(pages, body)
  for _, page in ipairs(pages) do
    for _, p in ipairs(page.paragraphs) do
      p.kind, p.fields = judge(p, body, sizes, p.lines[1].top > page.height / 2)
      p.fields.page = page.number
    end
  end
  join(pages)
  for _, page in ipairs(pages) do
    for _, p in ipairs(page.paragraphs) do
      local block = { kind = p.kind, text = p.text, fields = p.fields, lines = p.lines }
      if #p.lines > 0 then blocks[#blocks + 1] = block end
    end
    for _, line in ipairs(page.furniture) do
      blocks[#blocks + 1] = { kind = "paragraph", text = line.text, lines = { line },
                              fields = { role = "navigation", page = page.number } }
    end
  end
  return blocks
end

return typeset
