-- A frequency list that a person has as a table: CSV, TSV, or what `moonleaf run wordlist --format csv` writes.
--
--   language,word,frequency       frequency_list.read { name = "list.csv", text = "..." }
--   en,harbour,120                --> { en = { words = a counter, tokens = 120 } }
--
-- The first record names the columns: word (or form, type, lemma, token, ngram), frequency (or freq, count, f, n) and,
-- if need be, language. Words are case-folded, as corpora count them.

local separated = require "separated"

local WORDS <const> = { "word", "form", "type", "lemma", "token", "ngram" }
local COUNTS <const> = { "frequency", "freq", "count", "f", "n" }

local frequency_list = {}

-- The place of the first of these names in the header.
local function place_of(header, names)
  for _, name in ipairs(names) do
    for i, cell in ipairs(header) do
      if cell:lower() == name then return i end
    end
  end
end

local function complain(file, line, ...) error(("%s: line %d: %s"):format(file.name, line, string.format(...)), 0) end

local function number_in(file, cells, at, line)
  local number = math.tointeger(tonumber(cells[at] or ""))
  if not number or number < 0 then
    complain(file, line, "the frequency is no whole number: %s", tostring(cells[at] or "missing"))
  end
  return number
end

-- The lists by language; "" is that of a table without a column of languages.
function frequency_list.read(file)
  local text = moonleaf.text.decode(file.text, "UTF-8"):gsub("^\u{FEFF}", "")
  local separator, first = separated.separator(text, file.name:match "%.([^.]+)$" or "csv")
  local next_record = separated.records(text, separator, first)
  local header = next_record() or complain(file, 1, "the list is empty")
  local word, count, language = place_of(header, WORDS), place_of(header, COUNTS), place_of(header, { "language" })
  if not (word and count) then
    complain(file, 1, "the first line must name a column word and a column frequency")
  end
  local lists, sum = {}, 0
  for cells, line in next_record do
    local tag = language and cells[language] or ""
    lists[tag] = lists[tag] or { words = moonleaf.counter(), tokens = 0 }
    local number = number_in(file, cells, count, line)
    lists[tag].words:add(moonleaf.text.fold(cells[word] or ""), number)
    lists[tag].tokens = lists[tag].tokens + number
    sum = sum + number
  end
  if sum == 0 then complain(file, 1, "no word of the list has a frequency above 0") end
  return lists
end

return frequency_list
