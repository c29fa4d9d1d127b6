-- Whatever a person can type has help: commands, their options, options and columns of the bundled plugins.
--
--   $ lua5.4 tests/documented.lua build/release/moonleaf
--   19 commands, 60 plugins: each option and column has help
local root = arg[0]:gsub("[^/]*$", "") .. "../"
package.path = root .. "tests/?.lua;" .. package.path

local cjson = require "cjson"
local process = require "process"

local SECONDS <const> = 60
local LINES <const>, COLUMNS <const> = 24, 80 -- of the smallest terminal that help has to fit

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

local function check_help(items, what)
  for _, item in ipairs(items) do
    if not (item.help or ""):find "%w" then complain("%s: %s has no help", what, item.name) end
  end
end

local function check_commands(ask)
  local help = cjson.decode(ask "help --json")
  for _, command in ipairs(help.commands) do
    if not (command.summary or ""):find "%w" then complain("%s has no summary", command.name) end
    check_help(command.options, command.name)
    local said = ask("help " .. command.name)
    for _, option in ipairs(command.options) do
      if not said:find("--" .. option.name, 1, true) then complain("help %s hides --%s", command.name, option.name) end
    end
  end
  check_help(help.options, "options")
  return #help.commands
end

local function check_screen(ask)
  local lines = 0
  for line in ask("help"):gmatch "[^\n]*\n" do
    lines = lines + 1
    if #line - 1 > COLUMNS then complain("help is wider than a terminal: %s", line) end
  end
  if lines >= LINES then complain("help has %d lines, which no small terminal shows", lines) end
end

local function check_analysis(ask, name)
  for _, plugin in ipairs(cjson.decode(ask(("help %s --json"):format(name)))) do
    check_help(plugin.options, name)
    for _, rows in ipairs(plugin.tables) do check_help(rows.columns, name) end
  end
end

local function check_plugins(ask)
  local plugins = cjson.decode(ask "plugins --json")
  for _, plugin in ipairs(plugins) do
    if plugin.state ~= "ready" then complain("%s is %s: %s", plugin.name, plugin.state, plugin.summary) end
    if not (plugin.summary or ""):find "%w" then complain("%s %s has no summary", plugin.kind, plugin.name) end
    if plugin.kind == "analysis" or plugin.kind == "loader" then check_analysis(ask, plugin.name) end
  end
  return #plugins
end

local function main(program)
  program = process.absolute(program)
  local commands, plugins
  process.with_folder(function(folder)
    local ask = asker(program, folder)
    commands, plugins = check_commands(ask), check_plugins(ask)
    check_screen(ask)
  end)
  if commands < 10 or plugins < 10 then complain("only %d commands and %d plugins found", commands, plugins) end
  for _, line in ipairs(complaints) do print(line) end
  if #complaints == 0 then
    print(("%d commands, %d plugins: each option and column has help"):format(commands, plugins))
  end
  os.exit(#complaints == 0)
end

main(arg[1])
