-- Texts whose cells are parted by commas, semicolons, tabs or bars (RFC 4180, and what spreadsheets write).
--
--   for cells, line in separated.records("word;n\nport;12\n", ";", 1) do ... end  --> { "word", "n" }, 1 ...

local separated = {}

local SEPARATORS <const> = { ",", ";", "\t", "|" }
local NONE <const> = "\0" -- where the first record is one cell; no text has it

-- The separator, and where the records begin. A first line "sep=;" names it; else the first record has most of it.
function separated.separator(text, extension)
  local named, behind = text:match "^[sS][eE][pP]=([^\n\r])\r?\n()"
  if named then return named, behind end
  if extension:lower() ~= "csv" then return "\t", 1 end
  local line = text:match "^[\r\n]*([^\r\n]*)":gsub('"[^"]*"', "")
  local best, most = NONE, 0
  for _, separator in ipairs(SEPARATORS) do
    local _, count = line:gsub("%" .. separator, "")
    if count > most then best, most = separator, count end
  end
  return best, 1
end

-- A function that reads the cell at a byte: its text, whether it ends the record, and where the next begins. A quote
-- that nothing closes is part of the text.
local function cell_reader(text, separator)
  local plain = "^([^\r\n%" .. separator .. "]*)()"
  local closing = '^"[ ]*()[\r\n%' .. separator .. "]"
  local has_closing = true
  local function quoted(at)
    local from = at + 1
    while true do
      local found = text:find('"', from, true)
      if not found then
        has_closing = false
        return nil
      end
      local stop = text:match(closing, found) or text:match('^"%s*()$', found)
      if stop then return text:sub(at + 1, found - 1):gsub('""', '"'), stop end
      from = found + (text:byte(found + 1) == 34 and 2 or 1)
    end
  end
  return function(at)
    local cell, stop = nil, nil
    if has_closing and text:byte(at) == 34 then cell, stop = quoted(at) end
    if not cell then cell, stop = text:match(plain, at) end
    if text:sub(stop, stop) == separator then return cell, false, stop + 1 end
    return cell, true, text:match("^\r?\n?()", stop)
  end
end

-- An iterator over the records, arrays of cells, with the line on which each begins. Empty lines are none.
function separated.records(text, separator, first)
  local read_cell, at, line = cell_reader(text, separator), first, first > 1 and 2 or 1
  return function()
    while at <= #text do
      local cells, start, number = {}, at, line
      repeat
        local cell, is_last, behind = read_cell(at)
        cells[#cells + 1], at = cell:match "^%s*(.-)%s*$", behind
      until is_last
      local _, breaks = text:sub(start, at - 1):gsub("\n", "")
      line = line + breaks
      if #cells > 1 or cells[1] ~= "" then return cells, number end
    end
  end
end

return separated
