-- Markers in a text that point to entries of its bibliography.
--
--   markers.numbered("known [2], [9, p. 18; 4]")
--     --> { { label = "2", start = 7, stop = 9 }, { label = "9", page = "18", ... }, { label = "4", ... } }
--   markers.by_year("so Smith & Jones (2010: 15) and (Berg, 2004a)", see)
--     --> { { label = "Smith & Jones 2010", names = {"Smith", "Jones"}, year = "2010", page = "15", ... }, ... }

local numbers = require "numbers"
local pieces = require "pieces"

local markers = {}

local NARROW <const> = { ["（"] = "(  ", ["）"] = "  )", ["，"] = ",  ", ["："] = ":  ", ["；"] = ";  " }
local PAGE_BEFORE <const> = "^%s*(%d+)%s*,%s*(%d[%d%-–]*)%s+[%a\x80-\xff]+%.?%s*$" -- [1, 25 б.]
local UNCASED <const> = { Hani = true, Hira = true, Kana = true, Hang = true, Arab = true, Deva = true }
local LARGEST_LABEL <const> = 999
local LONGEST_RANGE <const> = 50      -- [3-12] cites ten entries
local LONGEST_NAMES <const> = 80      -- bytes between the bracket and the year
local BEFORE <const> = 60             -- bytes in front of "(2010)" where names are looked for

local function add_number(found, label, page, place)
  local value = tonumber(label)
  if not value or value < 1 or value > LARGEST_LABEL then return end
  found[#found + 1] = { label = tostring(math.tointeger(value)), page = page, start = place.start, stop = place.stop }
end

-- "9, p. 18", "3–5", "2, 7": the locator is what follows a label and is no bare number.
local function read_part(found, part, place)
  local label, page = part:match "^%s*(%d+)%s*,%s*[^%d%s][^%d]*(%d[%d%-–,%s]*)$"
  if not label then label, page = part:match "^%s*(%d+)%s*:%s*(%d[%d%-–]*)%s*$" end
  if not label then label, page = part:match(PAGE_BEFORE) end
  if label then return add_number(found, label, page:match "^(.-)%s*$", place) end
  for item in part:gmatch "[^,]+" do
    local first, last = item:match "^%s*(%d+)%s*[%-–—]+%s*(%d+)%s*$"
    if first and tonumber(first) < tonumber(last) and tonumber(last) - tonumber(first) <= LONGEST_RANGE then
      for value = tonumber(first), tonumber(last) do add_number(found, value, nil, place) end
    else
      add_number(found, item:match "^%s*(%d+)%s*$", nil, place)
    end
  end
end

local function is_marker(content)
  if not content:find "^%s*%d" or content:find "%d%d%d%d%d" then return false end
  for part in content:gmatch "[^;]+" do
    local is_list = part:find "^[%s%d,%-–—]+$"
    local has_locator = part:find "^%s*%d+%s*,%s*[%a\x80-\xff]+%.?%s*%d[%d%-–,%s]*$"
      or part:find "^%s*%d+%s*:%s*%d[%d%-–]*%s*$" or part:find(PAGE_BEFORE)
    if not is_list and not has_locator then return false end
  end
  return true
end

-- Markers with numbers in square brackets; start and stop count bytes as string.sub does.
function markers.numbered(text)
  local found = {}
  for start, content, stop in text:gmatch "()%[([^%[%]\n]+)%]()" do
    content = numbers.plain(content)
    if is_marker(content) then
      for part in content:gmatch "[^;]+" do
        read_part(found, part, { start = start, stop = stop - 1 })
      end
    end
  end
  return found
end

local UNIT <const> = 2 -- letters at most of a unit whose exponent a superscript is: km²

-- Superscripts behind a word or its punctuation: "unterzeichnet.¹"
function markers.superscript(text)
  local found, from = {}, 1
  while true do
    local start, stop = numbers.find_superscript(text, from)
    if not start then return found end
    local word = text:sub(1, start - 1):match "[%w\x80-\xff]+$"
    local is_unit = word and (utf8.len(word) or 0) <= UNIT or word and word:find "%d$"
    if start > 1 and not is_unit and not text:sub(1, start - 1):find "%s$" then
      add_number(found, numbers.superscript(text:sub(start, stop)), nil, { start = start, stop = stop })
    end
    from = stop + 1
  end
end

-- Numbers in round brackets, as notes in Arabic have them: "في عام 2001(2)".
function markers.round(text)
  local found = {}
  for start, content, stop in text:gmatch "()%(([^%(%)\n]+)%)()" do
    content = numbers.plain(content)
    local begins_line = not text:sub(1, start - 1):match("[^\n]*$"):find "%S"
    if content:find "^%s*%d%d?%d?%s*$" and not begins_line then
      add_number(found, content:match "%d+", nil, { start = start, stop = stop - 1 })
    end
  end
  return found
end

local function without_lead(text, see)
  text = text:gsub("^%s+", "")
  local folded = pieces.fold(text)
  for _, form in ipairs(see) do
    local stop = #form
    if folded:sub(1, stop) == form and folded:find("^[%.,]?%s", stop + 1) then
      return (text:sub(stop + 1):gsub("^[%.,%s]+", ""))
    end
  end
  return text
end

-- "and", "et", "al.", "van".
local function is_between_names(folded, context)
  return context.joins[folded] or context.others_words[folded:gsub("%.$", "")] or context.particles[folded] or false
end

-- Capitalised words of what stands in front of a year; nil when other words stand there too.
local function surnames(text, context)
  local found = {}
  for word in text:gmatch "[^%s,&]+" do
    local folded = pieces.fold(word)
    if UNCASED[moonleaf.text.script(word)] or pieces.is_capital(word) and not word:find "%d" then
      found[#found + 1] = (word:gsub("%.$", ""):gsub("'s$", ""):gsub("’s$", ""))
    elseif not is_between_names(folded, context) then
      return nil
    end
  end
  return #found > 0 and found or nil
end

local function locator(text)
  return text:match "^%s*[:,]%s*[^%d]*(%d[%d%-–]*)"
end

local function add_year(found, name, year, rest, place, context)
  local names = #name <= LONGEST_NAMES and surnames(name, context)
  if not names then return end
  local label = name:gsub("[%s,]+$", ""):gsub("%s+", " ")
  found[#found + 1] = {
    label = label .. " " .. year, names = names, year = year, page = locator(rest),
    start = place.start, stop = place.stop,
  }
end

-- Names in front of "(2010)": the longest run of words that can be names.
local function names_before(text, start, context)
  local before = text:sub(math.max(1, start - BEFORE), start - 1):gsub("^[\x80-\xbf]+", "")
  local run = {}
  for word in before:gmatch("%S+") do run[#run + 1] = word end
  local first = #run + 1
  for k = #run, 1, -1 do
    local is_name = run[k] == "&" or surnames(run[k], context) or is_between_names(pieces.fold(run[k]), context)
    local ends_before = k < #run and run[k]:find "[%.,;:)]$" and not run[k]:find "^al%.$"
    if not is_name or ends_before then break end
    first = k
  end
  local function is_opener(word) -- "Selon Martin (2015)"
    local folded = pieces.fold(word)
    return context.stop_words[folded] and not context.particles[folded]
  end
  while first <= #run and (not surnames(run[first], context) or first < #run and is_opener(run[first])) do
    first = first + 1
  end
  return #run >= first and table.concat(run, " ", first) or nil
end

-- Markers by name and year, in brackets or with the year in brackets.
function markers.by_year(text, context)
  local found = {}
  for wide, narrow in pairs(NARROW) do text = text:gsub(wide, narrow) end -- as many bytes
  for start, content, stop in text:gmatch "()%(([^%(%)]+)%)()" do
    content = numbers.plain(content)
    local place = { start = start, stop = stop - 1 }
    local year, rest = content:match "^%s*(%d%d%d%d%l?)%f[^%d%l](.*)$"
    local name = year and (rest == "" or locator(rest)) and names_before(text, start, context)
    if name then
      place.start = text:sub(1, start - 1):find(name, math.max(1, start - #name - 2), true) or start
      add_year(found, name, year, rest, place, context)
    end
    for part in content:gmatch "[^;]+" do
      local before, at, behind = without_lead(part, context.words.see):match "^(.-)[%s,]+(%d%d%d%d%l?)%f[^%d%l](.*)$"
      local is_whole = before and (not behind:find "%S" or locator(behind))
      if is_whole then add_year(found, before, at, behind, place, context) end
    end
  end
  return found
end

return markers
