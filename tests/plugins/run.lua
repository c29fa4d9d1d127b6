-- Runs the specs of one plugin: each case loads its own texts into a fresh corpus, runs the plugin in the built program
-- and compares rows.
--
--   $ lua5.4 tests/plugins/run.lua build/release/moonleaf tests/plugins/figures_spec.lua
--   figures: 12 cases, all as expected
--
-- A spec returns { plugin = "figures", { name =, text = "..." | texts = { ["a.txt"] = "..." } | seed = "002_....txt",
-- options = { shortest = 3 }, rows = {...}, includes = {...}, excludes = {...} }, ... }. `rows` are all rows in order,
-- `includes` must be among them, `excludes` must not. Only the columns that an expected row names are compared; a value
-- that must be missing is `null`, which a spec gets by `require "cjson".null`.
local root = arg[0]:gsub("[^/]*$", "") .. "../../"
package.path = root .. "tests/?.lua;" .. package.path

local cjson = require "cjson"
local process = require "process"

local TOLERANCE <const> = 1e-9 -- relative: doubles that went through text
local SECONDS <const> = 120    -- for one command, under sanitizers too

local function same_value(actual, expected)
  if type(actual) == "number" and type(expected) == "number" then
    local size = math.max(math.abs(actual), math.abs(expected))
    return math.abs(actual - expected) <= TOLERANCE * size
  end
  return actual == expected
end

local function matches(row, expected)
  for column, value in pairs(expected) do
    if not same_value(row[column], value) then return false end
  end
  return true
end

local function sorted_keys(row)
  local keys = {}
  for key in pairs(row) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

-- The row as a person reads it; of the named columns only, when there are some.
local function shown(row, columns)
  if not row then return "(none)" end
  local parts = {}
  for i, key in ipairs(sorted_keys(columns or row)) do
    local value = row[key]
    local text = value == cjson.null and "null" or type(value) == "string" and ("%q"):format(value) or tostring(value)
    parts[i] = key .. " = " .. text
  end
  return table.concat(parts, ", ")
end

-- The row that agrees with most of the expected columns, for the message.
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

-- Columns that no row has are a mistake in the spec, not a difference between rows.
local function unknown_column(rows, expected)
  for column in pairs(expected) do
    if rows[1] and rows[1][column] == nil then return column end
  end
end

local function compare_in_order(rows, expected, complain)
  for i = 1, math.max(#rows, #expected) do
    local row, wanted = rows[i], expected[i]
    if not (row and wanted and matches(row, wanted)) then
      complain("row %d:\n      expected %s\n      actual   %s", i, shown(wanted), shown(row, wanted))
    end
  end
end

local function compare_includes(rows, expected, complain)
  for _, wanted in ipairs(expected) do
    local found = false
    for _, row in ipairs(rows) do found = found or matches(row, wanted) end
    if not found then
      local near = shown(nearest(rows, wanted), wanted)
      complain("no such row:\n      expected %s\n      nearest  %s", shown(wanted), near)
    end
  end
end

local function compare_excludes(rows, expected, complain)
  for _, unwanted in ipairs(expected) do
    for _, row in ipairs(rows) do
      if matches(row, unwanted) then complain("a row that must not be: %s", shown(row)) end
    end
  end
end

local function write_texts(case, folder)
  local texts = case.texts or {}
  if case.text then texts = { ["text.txt"] = case.text } end
  if case.seed then texts = { [case.seed] = process.read(root .. "seeds/" .. case.seed) } end
  assert(next(texts), "a case needs text, texts or seed")
  for name, text in pairs(texts) do
    local parent = name:match "^(.*)/[^/]*$"
    if parent then os.execute("mkdir -p -- " .. process.quote(folder .. "/" .. parent)) end
    process.write(folder .. "/" .. name, text)
  end
end

local function option_words(options)
  local words = {}
  for _, name in ipairs(sorted_keys(options or {})) do
    words[#words + 1] = ("--%s %s"):format(name, process.quote(options[name]))
  end
  return table.concat(words, " ")
end

-- The rows that the program answers for a case, or nil and what went wrong.
local function rows_of(case, plugin, program)
  return process.with_folder(function(folder)
    os.execute("mkdir " .. process.quote(folder .. "/in"))
    write_texts(case, folder .. "/in")
    local environment = process.environment(folder .. "/home", program)
    local load = process.run("moonleaf -c c.leaf load in", folder, folder, environment, SECONDS)
    if load.code ~= 0 then return nil, ("load: exit code %d\n%s"):format(load.code, load.stderr) end
    local command = ("moonleaf -c c.leaf run %s %s --format json"):format(plugin, option_words(case.options))
    local run = process.run(command, folder, folder, environment, SECONDS)
    if run.code ~= 0 then return nil, ("run: exit code %d\n%s"):format(run.code, run.stderr) end
    local is_json, rows = pcall(cjson.decode, run.stdout)
    if not is_json then return nil, ("no JSON: %s\n%s"):format(rows, run.stdout) end
    return rows
  end)
end

-- Runs one case and answers its complaints.
local function complaints_of(case, plugin, program)
  local complaints = {}
  local function complain(pattern, ...) complaints[#complaints + 1] = pattern:format(...) end
  assert(case.rows or case.includes or case.excludes, "a case needs rows, includes or excludes")
  local rows, failure = rows_of(case, plugin, program)
  if not rows then
    complain("%s", failure)
    return complaints
  end
  for _, list in ipairs { case.rows or {}, case.includes or {}, case.excludes or {} } do
    for _, expected in ipairs(list) do
      local column = unknown_column(rows, expected)
      if column then complain("the plugin has no column %q", column) end
    end
  end
  if case.rows then compare_in_order(rows, case.rows, complain) end
  compare_includes(rows, case.includes or {}, complain)
  compare_excludes(rows, case.excludes or {}, complain)
  return complaints
end

local function main(program, path)
  local spec = dofile(path)
  assert(spec.plugin and #spec > 0, path .. ": a spec names its plugin and has cases")
  program = process.absolute(program)
  local failed = 0
  for _, case in ipairs(spec) do
    local complaints = complaints_of(case, spec.plugin, program)
    if #complaints > 0 then
      failed = failed + 1
      print(("%s: %s\n    %s"):format(spec.plugin, case.name, table.concat(complaints, "\n    ")))
    end
  end
  print(("%s: %d cases, %s"):format(spec.plugin, #spec, failed == 0 and "all as expected" or failed .. " failed"))
  os.exit(failed == 0)
end

main(arg[1], arg[2])
