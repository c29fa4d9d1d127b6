-- Checks the house: a floor of core/ includes only floors below it, no C file outgrows its room, the core stays small.
--
--   $ lua5.4 tests/floors.lua core
--   core: 87 files, 9120 lines, each floor on those below it
local root = arg[0]:gsub("[^/]*$", "")
package.path = root .. "?.lua;" .. package.path

local process = require "process"

local FLOORS <const> = { "base", "text", "store", "corpus", "host", "lua", "cli" } -- from the ground up
local LONGEST_FILE <const> = 800   -- DESIGN.md: a longer one holds two ideas
local LONGEST_CORE <const> = 54700 -- with headers and comments; raise it only with a reason in the commit

local level = {}
for i, name in ipairs(FLOORS) do level[name] = i end

local complaints = {}
local function complain(...) complaints[#complaints + 1] = string.format(...) end

-- Checks one line that includes a file of ours.
local function check_include(path, number, floor, included)
  local below = included:match "^([^/]+)/"
  if not below then
    complain("%s:%d: %q does not name its floor", path, number, included)
  elseif not level[below] then
    complain("%s:%d: there is no floor %q", path, number, below)
  elseif level[below] > level[floor] then
    complain("%s:%d: %s/ stands below %s/ and may not include %q", path, number, floor, below, included)
  end
end

-- Checks one file and answers how many lines it has.
local function check_file(path, floor)
  local lines = 0
  for line in io.lines(path) do
    lines = lines + 1
    local included = line:match '^%s*#%s*include%s*"([^"]+)"'
    if included then check_include(path, lines, floor, included) end
  end
  if lines > LONGEST_FILE then complain("%s: %d lines, above %d", path, lines, LONGEST_FILE) end
  return lines
end

local function main(core)
  local files, total = 0, 0
  for _, pattern in ipairs { "*.c", "*.cc", "*.h" } do
    for _, path in ipairs(process.files(core, pattern)) do
      local floor = path:sub(#core + 2):match "^([^/]+)/"
      if level[floor] then
        files, total = files + 1, total + check_file(path, floor)
      else
        complain("%s: stands on no floor", path)
      end
    end
  end
  if files == 0 then complain("%s: no C files", core) end
  if total > LONGEST_CORE then complain("%s: %d lines, above %d", core, total, LONGEST_CORE) end
  for _, line in ipairs(complaints) do print(line) end
  if #complaints == 0 then
    print(("%s: %d files, %d lines, each floor on those below it"):format(core, files, total))
  end
  os.exit(#complaints == 0)
end

main((arg[1]:gsub("/+$", "")))
