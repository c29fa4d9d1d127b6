-- Tables of Excel (XLSX): each sheet is a page with its name as heading and its cells as a table, as they show but for
-- the formats of numbers; dates are written as ISO 8601.
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

-- Which cell styles (from 0) show numbers as dates.
local function read_dates(xml)
  local is_date, dates, count, in_cells = {}, {}, 0, false
  for id = 14, 17 do is_date[tostring(id)] = true end -- built in: days
  is_date["22"] = true                                -- and a day with its time
  if not xml then return dates end
  moonleaf.xml.parse(xml, {
    start = function(name, a)
      if name == "numFmt" and a.numFmtId then
        local code = (a.formatCode or ""):gsub('"[^"]*"', ""):gsub("%b[]", ""):gsub("\\.", ""):lower()
        is_date[a.numFmtId] = code:find "y" ~= nil or code:find "d" ~= nil
      elseif name == "cellXfs" then
        in_cells = true
      elseif name == "xf" and in_cells then
        dates[count], count = is_date[a.numFmtId or ""] or false, count + 1
      end
    end,
    stop = function(name)
      if name == "cellXfs" then in_cells = false end
    end,
  })
  return dates
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

-- The day that a number means, or the number itself where it is none.
local function date_of(value, shift)
  local days = tonumber(value)
  if not days or days < 61 or days > 2958465 then return value end -- from 1900-03-01, where all agree, to 9999-12-31
  local whole = math.floor(days)
  local day = os.date("!%Y-%m-%d", (DAY_ZERO + whole + shift) * 86400)
  local minutes = math.floor((days - whole) * 1440 + 0.5)
  if minutes <= 0 or minutes >= 1440 then return day end
  return ("%s %02d:%02d"):format(day, minutes // 60, minutes % 60)
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
    elseif not cell.t or cell.t == "n" then
      if book.dates[math.tointeger(cell.s) or 0] then value = date_of(value, book.shift) end
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
  local common = packed.parts(source, { by_type.sharedStrings or "", by_type.styles or "" })
  local properties = packed.elements(parts[main], "workbookPr")[1] or {}
  local book = {
    texts = read_texts(common[by_type.sharedStrings]),
    dates = read_dates(common[by_type.styles]),
    shift = is_true(properties.date1904) and DAYS_TO_1904 or 0,
  }
  local sheets, blocks, wanted = packed.elements(parts[main], "sheet"), {}, {}
  for _, a in ipairs(sheets) do wanted[#wanted + 1] = related[office.relation_id(a)] end
  local read = packed.parts(source, wanted)
  for page, a in ipairs(sheets) do
    local xml = read[related[office.relation_id(a)]]
    local rows = xml and read_rows(xml, book) or {} -- a sheet may be a chart
    if #rows > 0 then
      blocks[#blocks + 1] = { "heading", a.name or "", { level = 1, page = page } }
      blocks[#blocks + 1] = { "table", table.concat(rows, "\n"), { page = page } }
    end
  end
  packed.add(add, title, metadata, blocks)
end

return xlsx
