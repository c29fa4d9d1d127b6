-- What the columns of a table, or the keys of JSON objects, hold: which is the text of a document, which its title, and
-- what type the others are of.
--
--   local judge = columns.judge()
--   judge.add("title", "On rivers")  judge.add("year", "2019")  judge.add("text", "Rivers rise in ...")
--   judge.text()      "text"      the column of that name, else the one with the longest prose; nil for none
--   judge.title()     "title"
--   judge.value("year", "2019")   2019
local columns = {}

local TEXTS <const> = { "text", "body", "content", "abstract" } -- the first that is there
local TITLES <const> = { "title", "headline", "subject" }
local SAMPLE <const> = 50 -- values of a column whose words are counted
local PROSE <const> = 8   -- words of an average value, from where it is no name, address or label

local BOOLEANS <const> = { ["true"] = true, ["false"] = false }

-- The number that the text is, as JSON writes it, or nil: "007" is none, nor what 64 bits cannot hold.
local function number_of(text)
  local digits = text:match "^-?(%d+)"
  if not digits or digits:find "^0%d" then return nil end
  local is_whole = text:find "^-?%d+$"
  if not is_whole and not text:find "^-?%d+%.%d+$" and not text:find "^-?%d+%.?%d*[eE][+-]?%d+$" then return nil end
  local number = tonumber(text)
  if is_whole and math.type(number) ~= "integer" then return nil end
  return number > -math.huge and number < math.huge and number or nil
end

-- How many words the text has; an address of the web is one.
local function count_words(text)
  if text:find "^%a[%w+.-]*://%S*$" then return 1 end
  return #moonleaf.text.words(text)
end

-- True for a name by which a text or title is found.
function columns.is_name(name)
  for _, names in ipairs { TEXTS, TITLES } do
    for _, known in ipairs(names) do
      if name:lower() == known then return true end
    end
  end
  return false
end

function columns.is_number(text) return number_of(text) ~= nil end

function columns.is_prose(text) return count_words(text) >= PROSE end

-- A column as far as it was seen: bytes of its texts, words of its sample, and whether all are numbers or booleans.
local function take(column, text)
  column.bytes = column.bytes + #text
  if column.sampled < SAMPLE then
    column.sampled, column.words = column.sampled + 1, column.words + count_words(text)
  end
  column.are_numbers = column.are_numbers and number_of(text) ~= nil
  column.are_booleans = column.are_booleans and BOOLEANS[text:lower()] ~= nil
end

-- A name is found as it is written, else in small letters.
local function find_named(seen, names, is_right)
  for _, wanted in ipairs(names) do
    if seen[wanted] and is_right(seen[wanted]) then return wanted end
    for name, column in moonleaf.sorted(seen) do
      if name:lower() == wanted and is_right(column) then return name end
    end
  end
end

local function is_text(column) return column.bytes > 0 and not column.are_numbers and not column.are_booleans end

-- A judge that is first shown all values, which are texts, and then asked.
function columns.judge()
  local judge, seen = {}, {}

  function judge.add(name, text)
    local column = seen[name]
    if not column then
      column = { bytes = 0, sampled = 0, words = 0, are_numbers = true, are_booleans = true }
      seen[name] = column
    end
    if text ~= "" then take(column, text) end
  end

  function judge.text()
    local named = find_named(seen, TEXTS, is_text)
    if named then return named end
    local longest = nil
    for name, column in moonleaf.sorted(seen) do
      local is_prose = is_text(column) and column.words >= PROSE * column.sampled
      if is_prose and (not longest or column.bytes > seen[longest].bytes) then longest = name end
    end
    return longest
  end

  -- All names, by their bytes.
  function judge.names()
    local names = {}
    for name in moonleaf.sorted(seen) do names[#names + 1] = name end
    return names
  end

  function judge.title() return find_named(seen, TITLES, is_text) end

  -- A value by the type of its column: number, boolean or text; nil for an empty one.
  function judge.value(name, text)
    if text == "" then return nil end
    if seen[name].are_numbers then return number_of(text) end
    if seen[name].are_booleans then return BOOLEANS[text:lower()] end
    return text
  end

  return judge
end

return columns
