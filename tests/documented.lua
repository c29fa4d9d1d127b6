-- Whatever a person can type has help: commands, their options, options and columns of the bundled plugins.
--
--   $ lua5.4 tests/documented.lua build/release/moonleaf
--   13 commands, 11 plugins: each option and column has help
local root = arg[0]:gsub("[^/]*$", "") .. "../"
package.path = root .. "tests/?.lua;" .. package.path

local process = require "process"

local SECONDS <const> = 60

local complaints = {}
local function complain(...) complaints[#complaints + 1] = string.format(...) end

local function asker(program, folder)
  local environment = process.environment(folder, program)
  return function(command)
    local result = process.run("moonleaf " .. command, folder, folder, environment, SECONDS)
    assert(result.code == 0 and result.stderr == "", command .. ": " .. result.stderr)
    return result.stdout
  end
end

-- The name and the help in a line such as "  -c, --corpus FILE   the corpus" or "  words (integer)   how many".
-- What stands there without being said by anyone (choices, the default) is no help.
local function help_of(line)
  local name, help = line:match "^  [-%s]?[%a]?,?%s*%-%-([%w_-]+)(.*)$"
  if not name then name, help = line:match "^  ([%w_]+) %(%a+%)(.*)$" end
  if not name then return nil end
  help = help:gsub("^ [A-Z][%w.=|]*", "", 1):gsub("^ %l+  ", "", 1):gsub("^%s+", "")
  return name, help
end

local function check_help(text, what)
  for line in text:gmatch "[^\n]+" do
    local name, help = help_of(line)
    local is_said = name and help:find "%w" and not help:find "^%(" and not help:find "^one of "
    if name and not is_said then complain("%s: %s has no help", what, name) end
  end
end

local function check_commands(ask)
  local count = 0
  local listed = ask("help"):match "\nCommands\n(.-)\n\n"
  for line in listed:gmatch "[^\n]+" do
    local name, rest = line:match "^  (%l+) (.*)$"
    if not rest:find "  %l" and not rest:find "^%s+%l" then complain("%s has no summary", name) end
    check_help(ask("help " .. name), name)
    count = count + 1
  end
  return count
end

local function check_plugins(ask)
  local count = 0
  for line in ask("plugins --format tsv"):gmatch "[^\n]+" do
    local kind, name, _, state, summary = line:match "^(%l+)\t([^\t]+)\t([^\t]+)\t(%l+)\t?(.*)$"
    if kind and kind ~= "kind" then
      if state ~= "ready" then complain("%s %s is %s: %s", kind, name, state, summary) end
      if summary == "" then complain("%s %s has no summary", kind, name) end
      if kind == "analysis" then check_help(ask("help " .. name), name) end
      count = count + 1
    end
  end
  return count
end

local function main(program)
  program = process.absolute(program)
  local commands, plugins
  process.with_folder(function(folder)
    local ask = asker(program, folder)
    commands, plugins = check_commands(ask), check_plugins(ask)
  end)
  if commands < 10 or plugins < 10 then complain("only %d commands and %d plugins found", commands, plugins) end
  for _, line in ipairs(complaints) do print(line) end
  if #complaints == 0 then
    print(("%d commands, %d plugins: each option and column has help"):format(commands, plugins))
  end
  os.exit(#complaints == 0)
end

main(arg[1])
