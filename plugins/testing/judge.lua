-- What `moonleaf test` knows of specs: which cases a spec has, and how what came of a case differs from what it says.
-- It runs in the worker that has read the spec; core/host/spec_worker.c calls cases() and complaints().
--
--   rows (- expected, + found):
--       word = "cat", count = 2
--     - word = "dog", count = 2
--     + word = "dog", count = 1
local judge = {}

local TOLERANCE <const> = 1e-9   -- relative: doubles that went through text
local NEAR <const> = 1           -- equal rows shown on either side of a difference
local LARGEST <const> = 1000000  -- cells of the table that aligns two lists; past that they are compared place by place

local null = moonleaf.json.decode "null"

-- Raises for judge.cases to catch: the message is for the author of the spec.
local function fail(pattern, ...) error(pattern:format(...), 0) end

-- ---- what a spec may say ----

local KINDS <const> = { plugin = "analysis", loader = "loader", format = "format", language = "language" }

local KEYS <const> = {
  analysis = { text = "string", texts = "table", seed = "string", options = "table", table = "string", rows = "table",
               includes = "table", excludes = "table" },
  loader   = { file = "string", text = "string", texts = "table", seed = "string", options = "table",
               documents = "table", blocks = "table" },
  format   = { title = "string", width = "number", columns = "table", rows = "table", expect = "string" },
  language = { fields = "table", sentences = "table" },
}

-- What of its keys a case must have, one at least.
local EXPECTED <const> = {
  analysis = { "rows", "includes", "excludes" },
  loader   = { "blocks", "documents" },
  format   = { "expect" },
  language = { "fields", "sentences" },
}

local function check_keys(case, kind, head)
  for key, value in moonleaf.sorted(case) do
    local wanted = KEYS[kind][key]
    if key ~= "name" and key ~= head and not wanted then fail("case '%s' has the unknown key '%s'", case.name, key) end
    if wanted and type(value) ~= wanted then
      fail("'%s' of case '%s' must be a %s, not a %s", key, case.name, wanted, type(value))
    end
  end
  for _, key in ipairs(EXPECTED[kind]) do
    if case[key] then return end
  end
  fail("case '%s' expects nothing: give it %s", case.name, table.concat(EXPECTED[kind], ", or "))
end

-- The kind of a spec, and the key that says so.
local function kind_of(spec)
  if type(spec) ~= "table" then fail("a spec returns a table, not a %s", type(spec)) end
  for key, kind in moonleaf.sorted(KINDS) do
    if type(spec[key]) == "string" then return kind, key end
  end
  fail "a spec names what it is about: plugin = \"NAME\", or loader, format or language"
end

-- Its cases; a spec without any is one itself.
local function cases_of(spec)
  if #spec > 0 then return spec end
  return { spec }
end

-- ---- what is to be done for a case ----

local function add_files(case, given)
  local texts = case.texts or {}
  if case.text then texts = { [case.file or "text.txt"] = case.text } end
  for name, text in moonleaf.sorted(texts) do given[#given + 1] = { part = "file", name = name, text = text } end
  if case.seed then given[#given + 1] = { part = "seed", text = case.seed } end
  if #given == 0 then fail("case '%s' needs text, texts or seed", case.name) end
end

local function add_options(case, given)
  for name, value in moonleaf.sorted(case.options or {}) do
    given[#given + 1] = { part = "option", name = name, text = tostring(value) }
  end
end

local asking = {}

function asking.analysis(case, given)
  add_files(case, given)
  add_options(case, given)
end

function asking.loader(case, given)
  if case.text and not case.file then fail("case '%s' needs the name of its file: file = \"it.txt\"", case.name) end
  add_files(case, given)
  add_options(case, given)
end

function asking.format(case, given)
  if not (case.columns and case.rows) then fail("case '%s' needs columns and rows", case.name) end
  if case.title then given[#given + 1] = { part = "title", text = case.title } end
  if case.width then given[#given + 1] = { part = "width", text = ("%d"):format(case.width) } end
end

function asking.language(case, given)
  for _, pair in ipairs(case.sentences or {}) do
    if type(pair) ~= "table" or type(pair.text) ~= "string" or type(pair.expect) ~= "table" then
      fail("case '%s': each of its sentences is a table { text =, expect = {...} }", case.name)
    end
    if not utf8.len(pair.text) then fail("case '%s': a text is no UTF-8", case.name) end
    given[#given + 1] = { part = "sentence", text = pair.text }
  end
end

-- The rows of a format's case, lists as the JSON text that a format gets.
local function cells_of(case)
  local rows = {}
  for i, row in ipairs(case.rows) do
    rows[i] = {}
    for position, column in ipairs(case.columns) do
      local value = row[position]
      local is_list = type(value) == "table" and column[2] ~= "span"
      rows[i][position] = is_list and moonleaf.json.encode(value) or value
    end
  end
  return rows
end

local function named(columns)
  local result = {}
  for i, column in ipairs(columns) do result[i] = { name = column[1], type = column[2], help = column[3] } end
  return result
end

local function ask(case, kind, head, number, cells)
  if type(case) ~= "table" then fail("case %d is a %s, not a table", number, type(case)) end
  case.name = case.name or ("case %d"):format(number)
  check_keys(case, kind, head)
  local given = {}
  asking[kind](case, given)
  local result = { name = case.name, given = given, columns = {}, cells = "" }
  if kind == "format" then
    result.cells = cells(cells_of(case), case.columns)
    result.columns = named(case.columns)
  end
  return result
end

local function read(spec, cells)
  local kind, head = kind_of(spec)
  local list = {}
  for number, case in ipairs(cases_of(spec)) do list[number] = ask(case, kind, head, number, cells) end
  return { kind = kind, plugin = spec[head], list = list }
end

-- What is to be done for a spec, or nil and what is wrong with it. `cells` packs the rows of a format's case.
function judge.cases(spec, cells)
  local is_good, result = pcall(read, spec, cells)
  if is_good then return result end
  return nil, result
end

-- ---- comparing ----

local function same_value(actual, expected)
  if type(actual) == "number" and type(expected) == "number" then
    return math.abs(actual - expected) <= TOLERANCE * math.max(math.abs(actual), math.abs(expected))
  end
  if type(actual) ~= "table" or type(expected) ~= "table" then return actual == expected end
  for key, value in pairs(expected) do
    if not same_value(actual[key], value) then return false end
  end
  for key in pairs(actual) do
    if expected[key] == nil then return false end
  end
  return true
end

-- True when the row has all values of the expected one; other columns are not looked at.
local function matches(row, expected)
  for column, value in pairs(expected) do
    if not same_value(row[column], value) then return false end
  end
  return true
end

local function shown_value(value)
  if value == nil then return "nothing" end
  if value == null then return "null" end
  if type(value) == "string" then return '"' .. value:gsub("[%c\"\\]", { ["\n"] = "\\n", ['"'] = '\\"' }) .. '"' end
  if type(value) == "number" and value == math.floor(value) and math.abs(value) < 1e15 then
    return ("%d"):format(value)
  end
  if type(value) == "number" then return ("%.14g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in moonleaf.sorted(value) do
    local name = math.type(key) and "" or key .. " = "
    parts[#parts + 1] = name .. shown_value(item)
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

-- The row as a person reads it; of the named columns only.
local function shown_row(row, columns)
  local parts = {}
  for name in moonleaf.sorted(columns) do parts[#parts + 1] = name .. " = " .. shown_value(row[name]) end
  return table.concat(parts, ", ")
end

-- The columns that the expected rows name; those of the first row when they name none.
local function named_columns(expected, rows)
  local columns = {}
  for _, row in ipairs(expected) do
    for name in pairs(row) do columns[name] = true end
  end
  return next(columns) and columns or rows[1] or columns
end

-- Two lists side by side: an array of { expected's index or nil, actual's or nil }, as few differences as can be.
local function align(expected, actual, same)
  local n, m, steps = #expected, #actual, {}
  if n * m > LARGEST then
    for i = 1, math.max(n, m) do
      local is_same = i <= n and i <= m and same(actual[i], expected[i])
      if is_same then steps[#steps + 1] = { i, i } end
      if not is_same and i <= n then steps[#steps + 1] = { i, nil } end
      if not is_same and i <= m then steps[#steps + 1] = { nil, i } end
    end
    return steps
  end
  local longest = {} -- of the common parts of expected[i..] and actual[j..]
  for i = n + 1, 1, -1 do
    longest[i] = {}
    for j = m + 1, 1, -1 do
      if i > n or j > m then longest[i][j] = 0
      elseif same(actual[j], expected[i]) then longest[i][j] = longest[i + 1][j + 1] + 1
      else longest[i][j] = math.max(longest[i + 1][j], longest[i][j + 1]) end
    end
  end
  local i, j = 1, 1
  while i <= n or j <= m do
    if i <= n and j <= m and same(actual[j], expected[i]) then
      steps[#steps + 1] = { i, j }
      i, j = i + 1, j + 1
    elseif i <= n and (j > m or longest[i + 1][j] >= longest[i][j + 1]) then
      steps[#steps + 1] = { i, nil }
      i = i + 1
    else
      steps[#steps + 1] = { nil, j }
      j = j + 1
    end
  end
  return steps
end

-- Adds a diff of two lists to the lines; equal elements far from a difference are left out.
local function add_difference(lines, what, expected, actual, same, show)
  local steps = align(expected, actual, same)
  local function differs(step) return step and not (step[1] and step[2]) end
  local shown, gap = {}, false
  for at, step in ipairs(steps) do
    local is_near = false
    for other = at - NEAR, at + NEAR do is_near = is_near or differs(steps[other]) end
    if is_near then
      if gap then shown[#shown + 1] = "    ..." end
      local mark = differs(step) and (step[1] and "- " or "+ ") or "  "
      shown[#shown + 1] = "  " .. mark .. show(step[1] and not step[2] and expected[step[1]] or actual[step[2]])
    end
    gap = not is_near
  end
  for _, step in ipairs(steps) do
    if differs(step) then
      lines[#lines + 1] = what .. " (- expected, + found):"
      table.move(shown, 1, #shown, #lines + 1, lines)
      return
    end
  end
end

-- A column that no row has is a mistake in the spec, not a difference between rows.
local function add_unknown_column(lines, rows, expected)
  for name in moonleaf.sorted(named_columns(expected, {})) do
    if rows[1] and rows[1][name] == nil then lines[#lines + 1] = ("there is no column '%s'"):format(name) end
  end
end

local function compare_rows(lines, what, rows, expected)
  local columns = named_columns(expected, rows)
  add_difference(lines, what, expected, rows, matches, function(row) return shown_row(row, columns) end)
end

-- The row that agrees with most of the expected columns.
local function nearest(rows, expected)
  local best, most
  for _, row in ipairs(rows) do
    local agreed = 0
    for column, value in pairs(expected) do
      if same_value(row[column], value) then agreed = agreed + 1 end
    end
    if not most or agreed > most then best, most = row, agreed end
  end
  return best
end

local function find(rows, wanted)
  for _, row in ipairs(rows) do
    if matches(row, wanted) then return row end
  end
end

local function compare_includes(lines, rows, expected)
  for _, wanted in ipairs(expected) do
    if not find(rows, wanted) then
      local near = nearest(rows, wanted)
      lines[#lines + 1] = "no such row (- expected, + nearest):"
      lines[#lines + 1] = "  - " .. shown_row(wanted, wanted)
      lines[#lines + 1] = near and "  + " .. shown_row(near, wanted) or "  there are no rows"
    end
  end
end

local function compare_excludes(lines, rows, expected)
  for _, unwanted in ipairs(expected) do
    local row = find(rows, unwanted)
    if row then
      lines[#lines + 1] = "a row that must not be (+ found):"
      lines[#lines + 1] = "  + " .. shown_row(row, row)
    end
  end
end

-- ---- judging ----

local judging = {}

-- The rows of the table that the case names, of the only one else; nil and why when there is none.
local function choose_table(case, tables)
  if case.table then return tables[case.table], ("the analysis has no table '%s'"):format(case.table) end
  local name = next(tables)
  if next(tables, name) then return nil, "the analysis has several tables: name one with table = \"NAME\"" end
  return tables[name]
end

function judging.analysis(case, actual, lines)
  local rows, problem = choose_table(case, moonleaf.json.decode(actual))
  if not rows then
    lines[1] = problem
    return
  end
  for _, expected in ipairs { case.rows or {}, case.includes or {}, case.excludes or {} } do
    add_unknown_column(lines, rows, expected)
  end
  if #lines > 0 then return end
  if case.rows then compare_rows(lines, "rows", rows, case.rows) end
  compare_includes(lines, rows, case.includes or {})
  compare_excludes(lines, rows, case.excludes or {})
end

function judging.loader(case, actual, lines)
  local found = moonleaf.json.decode(actual)
  for _, what in ipairs { "documents", "blocks" } do
    if case[what] then compare_rows(lines, what, found[what], case[what]) end
  end
end

local function lines_of(text)
  local lines = {}
  for line, line_end in text:gmatch "([^\n]*)(\n?)" do
    if line ~= "" or line_end ~= "" then
      lines[#lines + 1] = line:gsub("\r", "␍"):gsub("\t", "␉") .. (line_end == "" and "{no newline}" or "")
    end
  end
  return lines
end

local function same_text(actual, expected) return actual == expected end

function judging.format(case, actual, lines)
  if actual == case.expect then return end
  local function show(line) return line end
  add_difference(lines, "output", lines_of(case.expect), lines_of(actual), same_text, show)
end

local function field_of(value, path)
  for name in path:gmatch "[^.]+" do value = type(value) == "table" and value[name] or nil end
  return value
end

function judging.language(case, actual, lines, tag)
  local language = moonleaf.language(tag)
  for _, path in ipairs(case.fields or {}) do
    if field_of(language, path) == nil then lines[#lines + 1] = ("the language has no field '%s'"):format(path) end
  end
  local found = moonleaf.json.decode(actual)
  for i, pair in ipairs(case.sentences or {}) do
    add_difference(lines, "sentences", pair.expect, found[i], same_text, shown_value)
  end
end

-- What differs in a case, as lines; "" when nothing does.
function judge.complaints(spec, number, actual)
  local kind, head = kind_of(spec)
  local lines = {}
  judging[kind](cases_of(spec)[number], actual, lines, spec[head])
  return #lines == 0 and "" or table.concat(lines, "\n") .. "\n"
end

return judge
