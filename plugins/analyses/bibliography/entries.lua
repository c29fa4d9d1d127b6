-- The entries of a document's bibliography, in order, as the blocks with the role references hold them.
--
--   entries.find(document)    --> { { number = 1, label = "1", text = "Berg A. Storms ...", span = ... }, ... }

local entries = {}

local LABELS <const> = { "^%s*%[(%d+)%]()", "^%s*%((%d+)%)()", "^%s*(%d%d?%d?)[%.%)]()%D", "^%s*［(%d+)］()" }
local TYPES <const> = { paragraph = true, list_item = true }

-- The label of an entry and where its text begins.
local function label_of(text)
  for _, pattern in ipairs(LABELS) do
    local label, behind = text:match(pattern)
    if label then return label, text:find("%S", behind) or #text + 1 end
  end
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

function entries.find(document)
  local list = {}
  for block in document:blocks() do
    if block.role == "references" and TYPES[block.type] then add_block(document, list, block) end
  end
  return list
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
