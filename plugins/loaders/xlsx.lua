-- Tables of Excel (XLSX): each sheet is a page with its name as heading and its cells as a table, as they show; dates
-- are written as ISO 8601, and numbers without what parts thousands.
--
--   Sheet "Rivers"                heading 1     Rivers          (page 1)
--   A1 River, B1 Length           table         River | Length  (page 1)
--   A2 Volga, B2 3531                           Volga | 3531

local office = require "office"
local packed = require "packed"

local xlsx = {
  api         = 1,
  summary     = "Tables of Excel (XLSX), a sheet a page",
  extensions  = { "xlsx", "xlsm", "xls" },
  media_types = { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  binary      = true,
  parts       = { "xl/workbook.xml" },
}

local MOST_COLUMNS <const> = 16384 -- of a sheet of Excel
local WORDS <const> = { ["0"] = "FALSE", ["1"] = "TRUE" }
local DAY_ZERO <const> = -25569 -- 1899-12-30 as a day since 1970: 1900-02-29 is counted, though it never was
local DAYS_TO_1904 <const> = 1462

-- The shared texts in order; what says how Japanese is read aloud (rPh) is left out.
local function read_texts(xml)
  local texts, words, skipped, is_text = {}, {}, 0, false
  if not xml then return texts end
  moonleaf.xml.parse(xml, {
    start = function(name)
      if name == "si" then words = {} end
      if skipped > 0 or name == "rPh" then skipped = skipped + 1 end
      is_text = name == "t" and skipped == 0
    end,
    text = function(text)
      if is_text then words[#words + 1] = text end
    end,
    stop = function(name)
      is_text = false
      if skipped > 0 then skipped = skipped - 1 end
      if name == "si" then texts[#texts + 1] = packed.line(table.concat(words)) end
    end,
  })
  return texts
end

-- What a format makes of a number: "date", "time", the digits behind the point of a share, or nil for a plain number.
local function format_of(code)
  code = code:gsub('"[^"]*"', ""):gsub("\\.", ""):lower()
  if code:find "%[hm?h?s?%]" or code:find "%[mm?%]" then return "time" end
  code = code:gsub("%b[]", ""):match "^[^;]*" -- behind a semicolon stands what is for negative numbers
  if code:find "[yd]" or code:find "mmm" then return "date" end
  if code:find "[hs]" then return "time" end
  return code:find("%", 1, true) and #(code:match "%.(0+)" or "") or nil
end

-- What the cell styles (from 0) make of numbers.
local function read_formats(xml)
  local formats, shows, count, in_cells = { ["9"] = 0, ["10"] = 2, ["22"] = "date" }, {}, 0, false
  for id = 14, 17 do formats[tostring(id)] = "date" end -- built in, as ECMA-376, 18.8.30 lists them
  for _, id in ipairs { 18, 19, 20, 21, 45, 46, 47 } do formats[tostring(id)] = "time" end
  if not xml then return shows end
  moonleaf.xml.parse(xml, {
    start = function(name, a)
      if name == "numFmt" and a.numFmtId then
        formats[a.numFmtId] = format_of(a.formatCode or "")
      elseif name == "cellXfs" then
        in_cells = true
      elseif name == "xf" and in_cells then
        shows[count], count = formats[a.numFmtId or ""], count + 1
      end
    end,
    stop = function(name)
      if name == "cellXfs" then in_cells = false end
    end,
  })
  return shows
end

-- The number of the column of a cell ("C7" is 3), or nil.
local function column_of(reference)
  local column = 0
  for letter in (reference or ""):match "^%u*":gmatch "." do
    column = column * 26 + letter:byte() - 64
    if column > MOST_COLUMNS then return nil end
  end
  return column > 0 and column or nil
end

-- The day that a number means, nil where it is none.
local function date_of(days, shift)
  if days < 61 or days > 2958465 then return nil end -- from 1900-03-01, where all agree, to 9999-12-31
  local whole = math.floor(days)
  local day = os.date("!%Y-%m-%d", (DAY_ZERO + whole + shift) * 86400)
  local minutes = math.floor((days - whole) * 1440 + 0.5)
  if minutes <= 0 or minutes >= 1440 then return day end
  return ("%s %02d:%02d"):format(day, minutes // 60, minutes % 60)
end

local function time_of(days)
  local seconds = math.floor(days * 86400 + 0.5)
  local hours, minutes = seconds // 3600, seconds // 60 % 60
  if seconds % 60 == 0 then return ("%02d:%02d"):format(hours, minutes) end
  return ("%02d:%02d:%02d"):format(hours, minutes, seconds % 60)
end

-- A number as it shows: dates and times by their formats, shares in hundredths; others with the 15 digits that a cell
-- has (0.30000000000000004 is 0.3).
local function shown(value, show, shift)
  local number = tonumber(value)
  if not number or number ~= number or math.abs(number) >= 1e15 then return value end
  if show == "date" then return date_of(number, shift) or value end
  if show == "time" and number >= 0 and number < 10000 then return time_of(number) end
  if math.type(show) == "integer" then return ("%%.%df%%%%"):format(show):format(number * 100) end
  return math.type(number) == "float" and ("%.15g"):format(number) or value
end

-- The rows of a sheet that are not empty.
local function read_rows(xml, book)
  local rows, cells, cell, words, is_value, skipped = {}, {}, nil, {}, false, 0

  local function end_cell()
    local value = packed.line(table.concat(words))
    if cell.t == "s" then
      value = book.texts[(math.tointeger(value) or -1) + 1] or ""
    elseif cell.t == "b" then
      value = WORDS[value] or value
    elseif cell.t == "d" then -- in files of the strict kind
      value = value:gsub("T00:00:00[.0]*Z?$", ""):gsub("T", " ")
    elseif not cell.t or cell.t == "n" then
      value = shown(value, book.shows[math.tointeger(cell.s) or 0], book.shift)
    end
    local column = math.max(column_of(cell.r) or 0, #cells + 1)
    if value ~= "" and column <= MOST_COLUMNS then
      while #cells < column - 1 do cells[#cells + 1] = "" end
      cells[column] = value
    end
    cell = nil
  end

  moonleaf.xml.parse(xml, {
    start = function(name, a)
      if skipped > 0 or name == "rPh" then skipped = skipped + 1 end
      if name == "row" then
        cells = {}
      elseif name == "c" then
        cell, words = a, {}
      end
      is_value = cell ~= nil and skipped == 0 and (name == "v" or name == "t")
    end,
    text = function(text)
      if is_value then words[#words + 1] = text end
    end,
    stop = function(name)
      is_value = false
      if skipped > 0 then skipped = skipped - 1 end
      if name == "c" and cell then end_cell() end
      if name == "row" and #cells > 0 then rows[#rows + 1] = packed.row(cells) end
    end,
  })
  return rows
end

local function is_true(word) return word == "1" or word == "true" end

function xlsx.load(source, add)
  local main, metadata, title = office.main(source)
  local parts = packed.parts(source, { main, office.relations_of(main) })
  if not parts[main] then error("no text in it: " .. main .. " is missing", 0) end
  local related, by_type = office.related(parts, main)
  local common = packed.parts(source, { by_type.sharedStrings or "" }, packed.any_of { by_type.styles })
  local properties = packed.elements(parts[main], "workbookPr")[1] or {}
  local book = {
    texts = read_texts(common[by_type.sharedStrings]),
    shows = packed.try(source, by_type.styles, read_formats, common[by_type.styles]) or {},
    shift = is_true(properties.date1904) and DAYS_TO_1904 or 0,
  }
  local sheets, blocks, wanted = packed.elements(parts[main], "sheet"), {}, {}
  for _, a in ipairs(sheets) do wanted[#wanted + 1] = related[office.relation_id(a)] end
  local read = packed.parts(source, {}, packed.any_of(wanted))
  for page, a in ipairs(sheets) do
    local path = related[office.relation_id(a)]
    local rows = read[path] and packed.try(source, path, read_rows, read[path], book) or {} -- a sheet may be a chart
    if #rows > 0 then
      blocks[#blocks + 1] = { "heading", a.name or "", { level = 1, page = page } }
      blocks[#blocks + 1] = { "table", table.concat(rows, "\n"), { page = page } }
    end
  end
  packed.add(add, title, metadata, blocks)
end

return xlsx
