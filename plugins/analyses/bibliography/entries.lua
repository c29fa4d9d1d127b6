-- The entries of a document's bibliography, in order, as the blocks with the role references hold them.
--
--   entries.find(document)    --> { { number = 1, label = "1", text = "Berg A. Storms ...", span = ... }, ... }

local numbers = require "numbers"

local entries = {}

local LABELS <const> = { "^%s*%[(%d+)%]()", "^%s*%((%d+)%)()", "^%s*(%d%d?%d?)[%.%)]()%D", "^%s*［(%d+)］()" }
local LONGEST_LABEL <const> = 24  -- bytes in which a label is looked for
local FEWEST_NOTES <const> = 2    -- with labels that follow each other, before notes are taken for references
local TYPES <const> = { paragraph = true, list_item = true }

local function label_in(text)
  for _, pattern in ipairs(LABELS) do
    local label, behind = text:match(pattern)
    if label then return label, text:find("%S", behind) or #text + 1 end
  end
end

-- The label of an entry and where its text begins.
local function label_of(text)
  local first, last = numbers.find_superscript(text:sub(1, LONGEST_LABEL), 1)
  if first and not text:sub(1, first - 1):find "%S" then
    return numbers.superscript(text:sub(first, last)), text:find("%S", last + 1) or #text + 1
  end
  local plain = numbers.plain(text:sub(1, LONGEST_LABEL))
  local moved = math.min(#text, LONGEST_LABEL) - #plain -- other digits are longer
  if moved > 0 and plain:find "^[%s%[%(]*%d" then
    local label, behind = label_in(plain)
    if label then return label, text:find("[^%s%.%)%]%d\x80-\xBF]", behind + utf8.len(label)) or #text + 1 end
  end
  local label, behind = label_in(text)
  if label then return label, behind end
  return nil, text:find "%S" or 1
end

-- Where each entry of a block begins: at every line with a label, if any line has one.
local function beginnings(text)
  local found = { 1 }
  for at in text:gmatch "\n()" do
    if label_of(text:sub(at):match "^[^\n]*") then found[#found + 1] = at end
  end
  return found
end

local function add_block(document, list, block)
  local text = block.text
  local starts = beginnings(text)
  for k, from in ipairs(starts) do
    local whole = text:sub(from, (starts[k + 1] or #text + 1) - 1):gsub("%s+$", "")
    local label, behind = label_of(whole)
    local lead = #whole:match "^%s*"
    if #whole >= behind then
      list[#list + 1] = {
        number = #list + 1, label = label, text = whole:sub(behind),
        span = document:span(block.start + from - 1 + lead, block.start + from - 1 + #whole), language = block.language,
      }
    end
  end
end

-- What stands behind the address that the last entry ends with, cut off by the end of the line.
local function goes_on(list, block)
  local last = list[#list]
  local url = last and last.text:match "https?://%S+$"
  return url and url:find "[/%-_=&?]$" and not block.text:find "^%s*%[?%d+[%]%.]"
    and block.text:find "^[%w%-_]+[/%.%-_]%w"
end

local function join(document, list, block)
  local last = list[#list]
  last.text = last.text .. " " .. block.text
  last.span = document:span(last.span.start, block.start + #block.text:match "^(.-)%s*$")
end

local function with_role(document, role)
  local list = {}
  for block in document:blocks() do
    if block.role == role and TYPES[block.type] then
      if goes_on(list, block) then join(document, list, block) else add_block(document, list, block) end
    end
  end
  return list
end

-- Notes that are numbered from one on; others are no references.
local function are_numbered(list)
  for k, entry in ipairs(list) do
    if tonumber(entry.label) ~= k then return false end
  end
  return #list >= FEWEST_NOTES
end

-- The entries, and whether they are the notes of a text that has no other bibliography.
function entries.find(document)
  local list = with_role(document, "references")
  if #list > 0 then return list, false end
  local notes = with_role(document, "note")
  if are_numbered(notes) then return notes, true end
  return list, false
end

-- What is wrong with the labels: given twice, or out of order.
function entries.check_labels(list)
  local seen, last = {}, nil
  for _, entry in ipairs(list) do
    local value = tonumber(entry.label)
    if value and seen[value] then
      entry.problems[#entry.problems + 1] = "label given twice"
    elseif value and last and value ~= last + 1 then
      entry.problems[#entry.problems + 1] = ("label %d follows %d"):format(value, last)
    end
    if value then seen[value], last = true, value end
  end
end

return entries
