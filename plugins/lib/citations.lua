-- Works of a bibliography as reference managers take them: names in parts, a kind, and a key of its own each.
--
--   citations.names "Chukalova R.R., Petrov A.B."   { { family = "Chukalova", given = "R.R." }, { family = ... } }
--   citations.names "United Nations"                { { literal = "United Nations" } }
local citations = {}

local INITIALS <const> = "^[%a\x80-\xFF]+%.[%a%.%- \x80-\xFF]*$" -- "R.R.", "J.-P."

local function trimmed(text) return (text:gsub("^[%s,;]+", ""):gsub("[%s,;]+$", "")) end

local function split(text, pattern)
  local parts = {}
  for part in text:gmatch(pattern) do
    part = trimmed(part)
    if part ~= "" then parts[#parts + 1] = part end
  end
  return parts
end

-- One name: "Chukalova R.R.", "R.R. Chukalova", "Chukalova, R.R."; nil when it has no initials to tell its parts by.
local function in_parts(text)
  local family, given = text:match "^([^,]+),%s*(.+)$"
  if family and given:find(INITIALS) then return { family = trimmed(family), given = given } end
  if text:find "," then return nil end
  family, given = text:match "^(.-)%s+(%S+%..*)$"
  if family and given:find(INITIALS) and not family:find "%." then return { family = family, given = given } end
  given, family = text:match "^(.*%.)%s*([^%.]+)$"
  if given and given:find(INITIALS) then return { family = trimmed(family), given = given } end
end

-- The names of "A B.C., D E.F."; of "A, B.C., D, E.F."; or of what semicolons part. Without initials it is one literal
-- name: an institution, or a form of which nobody can tell the family's name.
function citations.names(text)
  local parts = split(text, "[^;；、]+")
  if #parts == 1 then
    local commas, all = split(text, "[^,，]+"), true
    for i, part in ipairs(commas) do
      if part:find(INITIALS) and i > 1 then commas[i - 1], commas[i] = commas[i - 1] .. ", " .. part, "" end
    end
    local joined = {}
    for _, part in ipairs(commas) do
      if part ~= "" then joined[#joined + 1], all = part, all and in_parts(part) ~= nil end
    end
    if all then parts = joined end
  end
  local names = {}
  for i, part in ipairs(parts) do names[i] = in_parts(part) or { literal = part } end
  return names
end

-- Letters and digits of ASCII, small.
local function plain(text)
  return (moonleaf.text.normalise(text, "NFKD"):lower():gsub("[^%w]", ""))
end

-- A function that gives each work a key: chukalova2019, chukalova2019b ...; work7 for one without such letters.
function citations.keys()
  local taken, count = {}, 0
  return function(work)
    count = count + 1
    local first = work.names[1]
    local name = first and (first.family or first.literal:match "%S+") or (work.title or ""):match "%w%w%w%w+" or ""
    name = plain(name)
    local key = name == "" and "work" .. count or name .. (work.year or "")
    taken[key] = (taken[key] or 0) + 1
    if taken[key] == 1 then return key end
    local number = taken[key]
    return key .. (number <= 26 and string.char(96 + number) or "_" .. number)
  end
end

-- A function that reads rows of these columns as works: { names =, title =, container =, year =, pages =, url =, doi =,
-- accessed =, entry = the text as printed }.
function citations.reader(columns)
  local position = {}
  for i, column in ipairs(columns) do position[column.name] = i end
  return function(row)
    local work = {}
    for _, name in ipairs { "title", "container", "year", "pages", "url", "doi", "accessed" } do
      local value = row[position[name]]
      work[name] = value ~= "" and value or nil
    end
    work.names = citations.names(row[position.authors] or "")
    local evidence = row[position.evidence]
    work.entry = evidence and evidence.text
    return work
  end
end

-- What both formats need of a result.
citations.COLUMNS = { "authors", "title", "container", "year", "pages", "url", "doi", "accessed", "evidence" }

return citations
