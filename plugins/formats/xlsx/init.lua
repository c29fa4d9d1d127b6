-- A workbook of Excel, for LibreOffice too: numbers are numbers, full dates are dates, the head stays in sight, columns
-- are as wide as what is in them. Texts are texts, never formulas or links.
--
--   $ moonleaf run figures --format xlsx > figures.xlsx
--
-- Each table of a run is a sheet, and the last sheet says of them all what their columns mean and what was counted. A
-- sheet holds 1,048,576 rows; more go on a further one. A text longer than a cell may hold ends in […].
local days = require "plot.days"
local fields = require "fields"
local layout = require "layout"
local ooxml = require "ooxml"

local MOST_ROWS <const> = 1048576
local MOST_CHARACTERS <const> = 32767
local CUT <const> = " […]"
local EXACT <const> = 1e15               -- Excel keeps 15 digits: a longer integer stands as a text
local NARROWEST <const>, WIDEST <const> = 6, 60 -- columns of digits
local SAMPLE <const> = 1000              -- rows that judge the widths
local LONGEST_NAME <const> = 31          -- characters of the name of a sheet
local FIRST_DAY <const> = days.day(1899, 12, 30) -- day 0 of Excel, for dates from March 1900 on
local FIRST_RIGHT <const> = 61

local STYLE <const> = { plain = 0, head = 1, date = 2, wrapped = 3 }

local MAIN <const> = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
local TYPE <const> = "application/vnd.openxmlformats-officedocument.spreadsheetml."

local STYLES <const> = ooxml.HEAD .. '<styleSheet xmlns="' .. MAIN .. [[">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment
 vertical="top"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164"
 fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"
 horizontal="left"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"
 wrapText="1"/></xf></cellXfs>
</styleSheet>]]

-- "A", "Z", "AA": the name of the i-th column.
local function letters(i)
  local name = ""
  while i > 0 do
    name = string.char(65 + (i - 1) % 26) .. name
    i = (i - 1) // 26
  end
  return name
end

local function shortened(text)
  if #text <= MOST_CHARACTERS then return text end
  local length = utf8.len(text)
  if not length or length <= MOST_CHARACTERS then return text end
  return text:sub(1, utf8.offset(text, MOST_CHARACTERS - utf8.len(CUT) + 1) - 1) .. CUT
end

local function text_cell(at, text, style)
  text = ooxml.escape(shortened(layout.valid(text))):gsub("\r\n?", "\n")
  text = text:gsub("_x%x%x%x%x_", "_x005F%0") -- what would be read as an escaped character
  return ('<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'):format(at, style, text)
end

-- The day of Excel of a full date, or nil.
local function serial(value)
  if not value:find "^%d%d%d%d%-%d%d%-%d%d$" then return nil end
  local day = days.read(value).first - FIRST_DAY
  return day >= FIRST_RIGHT and day or nil
end

local function is_exact(value)
  return value == value and math.abs(value) < math.huge and (math.type(value) == "float" or math.abs(value) < EXACT)
end

local function cell(at, value, type_name, is_wide)
  if value == nil then return "" end
  if type(value) == "boolean" then return ('<c r="%s" s="0" t="b"><v>%d</v></c>'):format(at, value and 1 or 0) end
  if type(value) == "number" and is_exact(value) then
    return ('<c r="%s" s="0"><v>%s</v></c>'):format(at, fields.number(value))
  end
  local day = type_name == "date" and serial(value)
  if day then return ('<c r="%s" s="%d"><v>%d</v></c>'):format(at, STYLE.date, day) end
  return text_cell(at, fields.plain(value), is_wide and STYLE.wrapped or STYLE.plain)
end

local function measure(widths, i, value)
  if value == nil then return end
  local text = fields.plain(value)
  widths[i] = math.max(widths[i], math.min(WIDEST, layout.width(layout.clean(text:sub(1, 4 * WIDEST))) + 2))
end

-- A sheet of the rows in `body`, which stand below the head.
local function sheet_of(list, widths, body, is_first)
  local parts = { ooxml.HEAD, '<worksheet xmlns="', MAIN, '"><sheetViews><sheetView ',
    is_first and 'tabSelected="1" ' or "", 'workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ',
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' }
  local head = {}
  for i, field in ipairs(list) do
    parts[#parts + 1] = ('<col min="%d" max="%d" width="%d" customWidth="1"/>'):format(i, i, widths[i])
    head[i] = text_cell(letters(i) .. "1", field.name, STYLE.head)
  end
  parts[#parts + 1] = '</cols><sheetData><row r="1">' .. table.concat(head) .. "</row>"
  parts[#parts + 1] = table.concat(body)
  parts[#parts + 1] = ('</sheetData><autoFilter ref="A1:%s%d"/></worksheet>'):format(letters(#list), #body + 1)
  return table.concat(parts)
end

-- The name of a sheet, not yet used: at most 31 characters, some of them forbidden.
local function sheet_name(title, used)
  local name = layout.clean(title):gsub("[%[%]:*?/\\']", " ")
  if not name:find "%S" then name = "rows" end
  for number = 1, math.huge do
    local tail = number > 1 and (" (%d)"):format(number) or ""
    local stop = utf8.offset(name, LONGEST_NAME - #tail + 1)
    local unique = (stop and name:sub(1, stop - 1) or name) .. tail
    if not used[unique:lower()] then
      used[unique:lower()] = true
      return unique
    end
  end
end

-- Adds rows of fields to the sheets, { name =, xml = }; `next_row` answers an array of values, or nil.
local function add_sheets(sheets, title, list, next_row)
  local widths, names, is_wide, body, count = {}, {}, {}, {}, 0
  local function finish()
    sheets[#sheets + 1] = {
      name = sheet_name(title, sheets.used), xml = sheet_of(list, widths, body, #sheets == 0),
    }
    body = {}
  end
  for i, field in ipairs(list) do
    names[i], widths[i] = letters(i), math.max(NARROWEST, layout.width(field.name) + 3)
  end
  for row in next_row do
    count = count + 1
    if #body + 1 == MOST_ROWS then finish() end
    local number, parts = #body + 2, {}
    for i, field in ipairs(list) do
      local value = field.read(row)
      if count <= SAMPLE then measure(widths, i, value) end
      is_wide[i] = is_wide[i] or widths[i] == WIDEST
      parts[i] = cell(names[i] .. number, value, field.type, is_wide[i])
    end
    body[#body + 1] = ('<row r="%d">%s</row>'):format(number, table.concat(parts))
  end
  finish()
  return sheets[#sheets].name
end

local function workbook_of(sheets)
  local parts = { ooxml.HEAD, '<workbook xmlns="', MAIN, '" xmlns:r="', ooxml.RELATIONS, '"><sheets>' }
  local relations, files = {}, {}
  for i, sheet in ipairs(sheets) do
    local path = ("worksheets/sheet%d.xml"):format(i)
    parts[#parts + 1] = ('<sheet name="%s" sheetId="%d" r:id="rId%d"/>'):format(ooxml.escape(sheet.name), i, i)
    relations[i] = { "rId" .. i, "worksheet", path }
    files[i] = { "xl/" .. path, sheet.xml, type = TYPE .. "worksheet+xml" }
  end
  parts[#parts + 1] = "</sheets></workbook>"
  relations[#relations + 1] = { "rId" .. #sheets + 1, "styles", "styles.xml" }
  table.insert(files, 1, { "xl/workbook.xml", table.concat(parts), type = TYPE .. "sheet.main+xml" })
  table.insert(files, 2, { "xl/_rels/workbook.xml.rels", ooxml.relations(relations) })
  table.insert(files, 3, { "xl/styles.xml", STYLES, type = TYPE .. "styles+xml" })
  files.main = "xl/workbook.xml"
  return files
end

-- What is to be known of a sheet: what it is, what its columns say, and the notes of the analysis.
local function note_meaning(about, name, result)
  local function add(column, meaning) about[#about + 1] = { name, column, meaning } end
  if result.summary ~= "" then add(nil, result.summary) end
  for _, column in ipairs(result.columns) do
    if column.help and column.help ~= "" then add(column.name, column.help) end
  end
  for _, note in ipairs(result.notes) do add(nil, note) end
end

local function add_about(sheets, about)
  local list, at = {}, 0
  for i, name in ipairs { "sheet", "column", "meaning" } do
    list[i] = { name = name, type = "text", read = function(row) return row[i] end }
  end
  add_sheets(sheets, "about", list, function()
    at = at + 1
    return about[at]
  end)
end

local xlsx = {
  api        = 1,
  summary    = "A workbook for Excel and LibreOffice, a sheet for each table",
  extension  = ".xlsx",
  media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  binary     = true,
  several    = true,
}

function xlsx.render(result, write)
  local sheets, about = { used = {} }, {}
  repeat
    local name = add_sheets(sheets, result.title, fields.of(result.columns), result:rows())
    note_meaning(about, name, result)
  until not result:next()
  if #about > 0 then add_about(sheets, about) end
  write(ooxml.package(workbook_of(sheets)))
end

return xlsx
