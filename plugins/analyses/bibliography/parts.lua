-- An entry taken apart: authors, title, container, year, pages, address, day of access, and what is wrong with it.
--
--   parts.read("Berg A. Storms of 1953 // Coast. – Oslo, 2004. – P. 3-9.", context)
--     --> { authors = "Berg A.", title = "Storms of 1953", container = "Coast", year = 2004, pages = "3-9" }
--
-- Three families of styles: "Title // Container. Place, Year" (GOST), "Authors (Year). Title. Container, 3(2), 4-9"
-- (APA, Harvard, Vancouver), "Authors. Title[J]. Container, Year" (GB/T 7714); quoted titles in each.

local addresses = require "addresses"
local dates = require "dates"
local names = require "names"
local numbers = require "numbers"
local pieces = require "pieces"

local parts = {}

local FIRST_YEAR <const>, LAST_YEAR <const> = 1300, 2100 -- the solar years of Iran too
local LONGEST_ACCESS <const> = 60   -- bytes from the word for access to the end of its date
local LONGEST_AUTHORS <const> = 150 -- bytes of an institution in front of "(2010)."
local YEAR_FOLLOWS <const> = { [","] = true, ["，"] = true, ["("] = true, ["（"] = true, ["."] = true, [";"] = true,
  [":"] = true, [")"] = true, ["-"] = true, ["–"] = true, ["—"] = true, ["©"] = true, ["]"] = true }
local MARK <const> = "%[%u+/?%u*%]" -- [J], [M], [EB/OL]

local function blank(text, start, stop)
  return text:sub(1, start - 1) .. (" "):rep(stop - start + 1) .. text:sub(stop + 1)
end

-- Where one of the forms stands as a word in a folded text.
local function find_form(folded, forms)
  for _, form in ipairs(forms) do
    local from = 1
    while true do
      local start, stop = folded:find(form, from, true)
      if not start then break end
      local is_word = form:find "^[\xe3-\xe9]"
        or not folded:sub(1, start - 1):find "[%a\x80-\xff]$" and not folded:find("^[%a\x80-\xff]", stop + 1)
      if is_word then return start, stop end
      from = stop + 1
    end
  end
end

-- Folding that keeps bytes in their places; what it would move stays as it is.
local function folded_in_place(text)
  local folded = moonleaf.text.fold(text)
  return #folded == #text and folded or text:lower()
end

-- The clause with the day of access: its text and place.
function parts.access(text, context)
  local folded = folded_in_place(text)
  local start, stop = find_form(folded, context.words.accessed)
  if not start then
    start, stop = text:find "%[%d%d%d%d%-%d%d?%-%d%d?%]"
    return start and text:sub(start, stop), start, stop
  end
  local ends = text:find("[%)%];]", stop + 1)
  ends = ends or text:find("%d%d%d%d", stop + 1) and select(2, text:find("%d%d%d%d[%d%-]*", stop + 1)) or #text
  ends = math.min(ends, #text)
  if ends - stop > LONGEST_ACCESS then return nil end
  local before = text:sub(1, start - 1):match "()[%(%[]%s*$"
  return text:sub(stop + 1, ends), before or start, ends
end

local function take_access(entry, text, context)
  local clause, start, stop = parts.access(text, context)
  if not clause then return text end
  local problem
  entry.accessed, problem = dates.read(clause, context.months, context.order)
  if not entry.accessed and clause:find "%d" then problem = "no such day of access" end
  entry.problems[#entry.problems + 1] = problem
  return blank(text, start, stop)
end

local function take_addresses(entry, text)
  local url, start, stop, is_broken = addresses.url(text)
  if url then
    entry.url = url
    entry.doi = addresses.doi(url)
    if is_broken then entry.problems[#entry.problems + 1] = "address broken by spaces" end
    text = blank(text, start, stop)
  end
  entry.doi = entry.doi or addresses.doi(text)
  return (text:gsub("[Dd][Oo][Ii]:?%s*10%.%d%d%d%d+/%S+", ""):gsub("10%.%d%d%d%d+/%S+", ""))
end

local function take_pages(entry, text, context)
  local folded = folded_in_place(text)
  for _, form in ipairs(context.words.pages) do
    local stop_mark = utf8.len(form) == 1 and "%." or "%.?"
    for start, stop in folded:gmatch("%f[%a\x80-\xff]()" .. form .. stop_mark .. "%s*%d+()") do
      local first = text:sub(start, stop - 1):match "%d+$"
      local reach = text:match("^%s?[%-–—]+%s?(%d+)", stop)
      if first then
        entry.pages = reach and first .. "-" .. reach or first
        return
      end
    end
  end
  local first, last = text:match "[:：,，]%s*(%d+)%s?[%-–—]+%s?(%d+)%s*[%.。]?%s*$"
  if first and #first <= 5 and tonumber(first) > 0 and #last <= 5 then entry.pages = first .. "-" .. last end
end

-- Dashes and full-width marks as ASCII: Lua's sets are of bytes, so that others may not stand in them.
local function plain(text)
  return (text:gsub("–", "-"):gsub("—", "-"):gsub("，", ", "):gsub("：", ": "):gsub("。", ". ")
    :gsub("（", "("):gsub("）", ")"))
end

-- The year: in brackets ("(2010a)", "(16.08.2007)"), else the last one that punctuation sets off.
local function take_year(entry, text)
  local function is_possible(digits) return tonumber(digits) >= FIRST_YEAR and tonumber(digits) <= LAST_YEAR end
  local year, suffix = plain(text):match "%([^%(%)]-%f[%d](%d%d%d%d)(%l?)%s*%)"
  if not year then
    for start, digits, behind in text:gmatch "()%f[%d](%d%d%d%d)()%f[%D]" do
      local before = text:sub(1, start - 1):match "(%S+)%s*$"
      local mark = before and before:match(utf8.charpattern, (utf8.offset(before, -1)))
      local is_range = text:find("^[%-–—]+%d", behind) or text:find("^%s[%-–—]+%s%d%d%d%d", behind)
        or text:sub(1, start - 1):find "%d[%-–—]+$"
      local is_set_off = not mark or YEAR_FOLLOWS[mark] or text:find("^%s*[;%)]", behind)
      if is_possible(digits) and is_set_off and not is_range then
        year, suffix = digits, text:match("^%l%f[%W]", behind) or ""
      end
    end
  end
  if year and is_possible(year) then entry.year, entry.suffix = math.tointeger(tonumber(year)), suffix end
end

-- Without the punctuation that parts it from its neighbours.
local function clean(text)
  if not text then return nil end
  text = text:gsub("%s+", " ")
  local before
  repeat
    before = text
    text = text:gsub("^[%s%.,;:/%-]+", ""):gsub("^–", ""):gsub("^—", "")
    text = text:gsub("[%s,;:/%(%[%-]+$", ""):gsub("–$", ""):gsub("—$", "")
  until text == before
  local is_initial = text:find "%f[%w]%u%.$" or text:find "[\x80-\xff]%.$"
  text = is_initial and text or text:gsub("%.+$", "")
  return text:find "[%w\x80-\xff]" and text or nil
end

-- The end of a title that nothing but a full stop ends: not one behind an initial or an abbreviation.
local function title_end(text, abbreviations)
  for start, stop in text:gmatch "()[%.?!]%s+()" do
    local word = text:sub(1, start - 1):match "(%S+)$"
    if word and utf8.len(word) > 1 and not word:find "%.%a$" and not abbreviations[pieces.fold(word) .. "."] then
      return start, stop
    end
  end
  local dash = text:find(" – ", 1, true) or text:find(" — ", 1, true)
  return dash, dash
end

-- The journal or book behind a title, where volume, year or "In:" show that it is one.
local function container(rest)
  rest = plain(rest):gsub("^[%s%.,;:%-]+", "")
  local book = rest:match "^[Ii]n:%s*([^%.]+)"
  if book then return book end
  return rest:match "^([^%d%.,;]-),?%s+%d+%s*[%(,:;]" or rest:match "^([^%d%.,;]-)[%.,]?%s+%d%d%d%d%s*[;,]"
    or rest:match "^([^%d%.,;]-),%s*[Vv]ol"
end

local function split_at_slashes(entry, head, rest)
  entry.title = head
  rest = plain(rest)
  entry.container = rest:match "^(.-[^%.%s])%.%s" or rest:match "^(.-)[,;]?%s+%-%s"
    or rest:match "^([^%d]-)[%.,]?%s*%d" or rest
  if not entry.url and entry.container:find "^%s*%l[%w%.%-]*%s*$" then
    entry.container = nil
    entry.problems[#entry.problems + 1] = "what stands behind // cannot be read"
  end
end

local function quoted_title(text)
  for _, pair in ipairs { { "“", "”" }, { "«", "»" }, { "\"", "\"" }, { "《", "》" } } do
    local start, opens = text:find(pair[1], 1, true)
    local ends, stop = text:find(pair[2], (opens or 0) + 1, true)
    if start and start <= 4 and ends then return text:sub(opens + 1, ends - 1), text:sub(stop + 1) end
  end
end

local function split_at_mark(entry, text, start, stop)
  local head, rest = text:sub(1, start - 1), text:sub(stop + 1)
  local authors, title = head:match "^(.-)%.%s*(.+)$"
  if authors and not entry.authors then entry.authors, head = authors, title end
  entry.title = head
  if text:sub(start, stop):find "[JNC]" then
    local source = rest:gsub("^[%s%.//]+", "")
    local comma = source:find("，", 1, true) or source:find(",", 1, true) or source:find "%d"
    entry.container = comma and source:sub(1, comma - 1) or nil
  end
end

-- Title and container of what stands behind the authors.
local function split(entry, text, context)
  text = text:gsub("^[%s%.,;:]+", ""):gsub("^：%s*", "")
  local mark, mark_stop = text:find(MARK)
  if mark then return split_at_mark(entry, text, mark, mark_stop) end
  local head, rest = text:match "^(.-)%s//%s*(.*)$"
  if head then return split_at_slashes(entry, head, rest) end
  local title, behind = quoted_title(text)
  if title then
    entry.title = title
    entry.container = container(behind)
    return
  end
  local start, stop = title_end(text, context.abbreviations)
  entry.title = start and text:sub(1, start - 1) or text:match "^(.-)%s/%s" or text
  entry.container = start and container(text:sub(stop))
end

-- Authors, and what stands behind them and their year.
local function take_authors(entry, text, context)
  local stop, reach = names.head(text, context)
  local institution, behind = text:match "^([^%(%)]-)%s*%(%d%d%d%d%l?[^%(%)]*%)()"
  if not stop and institution and #institution <= LONGEST_AUTHORS and text:find("^%s*[%.,:]", behind) then
    stop, reach = #institution, #institution
  end
  if stop then
    entry.authors = text:sub(1, stop)
    text = text:sub(reach + 1):gsub("^[%s%.,:]*%(%d%d%d%d%l?[^%(%)]*%)", "")
  end
  return text
end

-- Reads an entry without its label.
function parts.read(text, context)
  local entry = { problems = {} }
  text = numbers.plain(text):gsub("%s", " "):gsub("\u{A0}", " ")
  text = take_addresses(entry, text)
  text = take_access(entry, text, context)
  take_pages(entry, text, context)
  take_year(entry, text)
  split(entry, take_authors(entry, text:gsub("^%s+", ""), context), context)
  entry.authors = entry.authors and entry.authors:gsub("%s+", " "):gsub("[%s,;:]+$", "")
  entry.title, entry.container = clean(entry.title), clean(entry.container)
  return entry
end

return parts
