-- What the columns of a table, or the keys of JSON objects, hold: which is the text of a document, which its title, and
-- what type the others are of.
--
--   local judge = columns.judge()
--   judge.add("title", "On rivers")  judge.add("year", "2019")  judge.add("text", "Rivers rise in ...")
--   judge.text()      "text"      the column of that name, else the one with the longest prose; nil for none
--   judge.title()     "title"
--   judge.value("year", "2019")   2019
--
--   local plan = columns.plan(judge, { text = "body, notes" })      what the person says goes before what is guessed
--   columns.add(plan, { body = "Rivers rise.", year = 2019 }, add)  a document with the metadata { year = 2019 }
local paragraphs = require "paragraphs"

local columns = {}

-- The options of the loaders whose documents are records.
columns.options = {
  { "text", "text", help = "the columns that are the text, parted by commas; guessed when left out" },
  { "title", "text", help = "the column that is the title; guessed when left out" },
  { "date", "text", help = "the column that is the date: it becomes the metadata date" },
  { "id", "text", help = "the column that tells records apart: it becomes the metadata id" },
  { "keep", "text", help = "the columns that are kept as metadata, parted by commas; all when left out" },
}

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

  function judge.has(name) return seen[name] ~= nil end

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

-- ---- documents ----

-- The columns that an option names, in its order.
local function named(judge, list)
  local names = {}
  for name in (list or ""):gmatch "[^,]+" do
    name = name:match "^%s*(.-)%s*$"
    if not judge.has(name) then
      error(("no column '%s' in it, but: %s"):format(name, table.concat(judge.names(), ", ")), 0)
    end
    names[#names + 1] = name
  end
  return names
end

-- What each column is for: { texts =, title =, date =, id =, kept = }; without texts there is no prose to be a text.
function columns.plan(judge, options)
  local plan = { texts = named(judge, options.text), used = {} }
  if #plan.texts == 0 then plan.texts[1] = judge.text() end
  plan.title = named(judge, options.title)[1] or judge.title()
  plan.date, plan.id = named(judge, options.date)[1], named(judge, options.id)[1]
  for _, name in ipairs(plan.texts) do plan.used[name] = true end
  for _, key in ipairs { "title", "date", "id" } do
    if plan[key] then plan.used[plan[key]] = true end
  end
  if options.keep then
    plan.kept = {}
    for _, name in ipairs(named(judge, options.keep)) do plan.kept[name] = true end
  end
  return plan
end

-- Adds a record, values by column, as a document.
function columns.add(plan, values, add)
  local metadata, title = {}, plan.title and values[plan.title]
  for name, value in pairs(values) do
    if plan.kept and plan.kept[name] or not plan.kept and not plan.used[name] then metadata[name] = value end
  end
  if plan.date then metadata.date = values[plan.date] end
  if plan.id then metadata.id = values[plan.id] end
  title = title ~= nil and title ~= "" and tostring(title):gsub("%s+", " ") or nil
  local document = add { title = title, metadata = next(metadata) and metadata or nil }
  if title then document:block("heading", title, { level = 1, role = "title" }) end
  for _, name in ipairs(plan.texts) do
    if values[name] ~= nil then paragraphs.add(document, tostring(values[name])) end
  end
end

return columns
