-- Text for a terminal: made harmless, measured, wrapped and padded by display width.
--
--   layout.wrap("上海合作组织 (SCO) was founded in 2001", 14)
--   上海合作组织
--   (SCO) was
--   founded in
--   2001

local layout = {}

local CONTROL <const> = "[\0-\x1f\x7f]"
local REPLACEMENT <const> = "\u{FFFD}"
local LEFT_TO_RIGHT_MARK <const> = "\u{200E}"
local ZERO_WIDTH_JOINER <const> = "\u{200D}"

-- East Asian marks and brackets that begin no line and end no line (a small part of JIS X 4051's rules).
local NEVER_FIRST <const> = "，。、；：？！…・ー々）」』】》〉〕”’,.;:?!)]}%"
local NEVER_LAST <const> = "（「『【《〈〔“‘([{"

local HANGUL_FIRST <const>, HANGUL_LAST <const> = 0xAC00, 0xD7A3

local function set_of(characters)
  local set = {}
  for character in characters:gmatch(utf8.charpattern) do set[character] = true end
  return set
end

local never_first, never_last = set_of(NEVER_FIRST), set_of(NEVER_LAST)
local dashes = set_of "-‐–—/"

-- What a person sees in the place of a control character: U+2400 and following are pictures of them.
local function picture(control)
  local code = control:byte()
  return utf8.char(code == 0x7f and 0x2421 or 0x2400 + code)
end

-- The text with U+FFFD for each byte that is no UTF-8.
function layout.valid(text)
  if utf8.len(text) then return text end
  local parts, at = {}, 1
  while at <= #text do
    local length, wrong = utf8.len(text, at)
    parts[#parts + 1] = text:sub(at, length and #text or wrong - 1)
    if length then break end
    parts[#parts + 1] = REPLACEMENT
    at = wrong + 1
  end
  return table.concat(parts)
end

-- One line that is safe to send to a terminal: runs of white space are one space, control characters and terminal
-- escapes are seen instead of obeyed, and no text can turn the direction of what follows it.
function layout.clean(text)
  if not text:find("[^ -~]") then
    return (text:gsub("  +", " "):gsub("^ ", ""):gsub(" $", ""))
  end
  text = layout.valid(text)
  text = text:gsub("\xC2\x85", " "):gsub("\xE2\x80[\xA8\xA9]", " ") -- next line, line and paragraph separator
  text = text:gsub("[ \t-\r]+", " "):gsub("^ ", ""):gsub(" $", "")
  text = text:gsub(CONTROL, picture):gsub("\xC2[\x80-\x9F]", REPLACEMENT)
  text = text:gsub("\xE2\x80[\xAA-\xAE]", REPLACEMENT):gsub("\xE2\x81[\xA6-\xA9]", REPLACEMENT)
  return (text:gsub("\xC2\xAD", "")) -- a soft hyphen is seen only where a line breaks at it
end

-- Columns that the text takes in a terminal.
function layout.width(text)
  if not text:find("[^ -~]") then return #text end
  return moonleaf.text.width(text)
end

-- The characters of a word, each with the marks that combine with it, and their widths.
local function clusters_of(word)
  local starts, widths = {}, {}
  local is_joined = false
  for at, character in word:gmatch("()(" .. utf8.charpattern .. ")") do
    local width = layout.width(character)
    if #starts == 0 or (width > 0 and not is_joined) then
      starts[#starts + 1], widths[#widths + 1] = at, width
    end
    is_joined = character == ZERO_WIDTH_JOINER
  end
  local clusters = {}
  for i, start in ipairs(starts) do clusters[i] = word:sub(start, (starts[i + 1] or #word + 1) - 1) end
  return clusters, widths
end

local function is_hangul(cluster)
  local code = utf8.codepoint(cluster)
  return code >= HANGUL_FIRST and code <= HANGUL_LAST
end

-- True when a line may end after `left` and go on with `right`: after dashes in a word, and between ideographs.
local function may_break(left, right, left_width, right_width)
  if never_first[right] or never_last[left] or dashes[right] then return false end
  if dashes[left] then return not right:find("^%d") end
  if left_width < 2 and right_width < 2 then return false end
  return not (is_hangul(left) or is_hangul(right))
end

-- The parts of a word between which a line may break, none of them wider than `columns`.
local function pieces_of(word, columns)
  local clusters, widths = clusters_of(word)
  local pieces, first, used = {}, 1, 0
  for i = 1, #clusters do
    local breaks = i > first and (used + widths[i] > columns
      or may_break(clusters[i - 1], clusters[i], widths[i - 1], widths[i]))
    if breaks then
      pieces[#pieces + 1] = table.concat(clusters, "", first, i - 1)
      first, used = i, 0
    end
    used = used + widths[i]
  end
  pieces[#pieces + 1] = table.concat(clusters, "", first)
  return pieces
end

-- The lines of a cleaned text, each of at most `columns` columns (or one character, where that is wider).
function layout.wrap(text, columns)
  if layout.width(text) <= columns then return { text } end
  local lines, line, used = {}, {}, 0
  local function put(piece, gap, width)
    if used > 0 and used + #gap + width > columns then
      lines[#lines + 1] = table.concat(line)
      line, used = {}, 0
    end
    if used == 0 then gap = "" end
    line[#line + 1] = gap
    line[#line + 1] = piece
    used = used + #gap + width
  end
  for word in text:gmatch("[^ ]+") do
    if #word <= columns and not word:find("[^!-,.0-~]") then -- most words: ASCII without a dash
      put(word, " ", #word)
    else
      for i, piece in ipairs(pieces_of(word, columns)) do put(piece, i == 1 and " " or "", layout.width(piece)) end
    end
  end
  lines[#lines + 1] = table.concat(line)
  return lines
end

-- The text filled up with spaces to `columns`; on the left when `is_right` (aligned to the right).
function layout.pad(text, columns, is_right)
  local missing = columns - layout.width(text)
  if missing <= 0 then return text end
  local spaces = (" "):rep(missing)
  return is_right and spaces .. text or text .. spaces
end

-- Hebrew, Arabic, Syriac and the like between two marks of no width, so that a terminal that orders by direction
-- (UAX #9) does not draw neighbouring columns into the run.
function layout.isolate(text)
  if not text:find("[\xD6-\xDF\xE0\xEF]") then return text end
  local has_right_to_left = text:find("[\xD7-\xDF]") or text:find("\xD6[\x90-\xBF]") or text:find("\xE0[\xA0-\xA3]")
    or text:find("\xEF[\xAC-\xBB]")
  if not has_right_to_left then return text end
  return LEFT_TO_RIGHT_MARK .. text .. LEFT_TO_RIGHT_MARK
end

return layout
