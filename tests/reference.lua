-- The reference and the definitions of the Lua API are what the program prints of its registration: fails on drift.
--
--   $ lua5.4 tests/reference.lua build/release/moonleaf [--update]
--   plugins/README.md, plugins/moonleaf.d.lua: as the program prints them
--
-- --update writes them anew: after a change of a signature or of its help.
local root = arg[0]:gsub("[^/]*$", "") .. "../"
package.path = root .. "tests/?.lua;" .. package.path

local process = require "process"

local SECONDS <const> = 60
local BEGIN <const> = "<!-- made by moonleaf api --markdown: begin -->\n"
local END <const> = "<!-- made by moonleaf api --markdown: end -->\n"

local function print_of(program, command)
  return process.with_folder(function(folder)
    local result = process.run("moonleaf " .. command, folder, folder, process.environment(folder, program), SECONDS)
    assert(result.code == 0 and result.stderr == "", command .. ": " .. result.stderr)
    return result.stdout
  end)
end

-- The reference inside the hand-written README.
local function with_reference(readme, reference)
  local _, head = readme:find(BEGIN, 1, true)
  local tail = readme:find(END, 1, true)
  assert(head and tail and head < tail, "plugins/README.md: the marker lines are gone")
  return readme:sub(1, head) .. reference .. readme:sub(tail)
end

local function first_difference(actual, expected)
  local expected_lines, number = expected:gmatch "([^\n]*)\n?", 0
  for line in actual:gmatch "([^\n]*)\n?" do
    number = number + 1
    local wanted = expected_lines()
    if line ~= wanted then return ("line %d:\n  - %s\n  + %s"):format(number, wanted or "(none)", line) end
  end
  return "the end"
end

local function main(program, flag)
  assert(flag == nil or flag == "--update", "unknown option " .. tostring(flag))
  program = process.absolute(program)
  local readme_path, definitions_path = root .. "plugins/README.md", root .. "plugins/moonleaf.d.lua"
  local readme = process.read(readme_path)
  local wanted = {
    [readme_path] = with_reference(readme, print_of(program, "api --markdown")),
    [definitions_path] = print_of(program, "api --luals"),
  }
  local is_good = true
  for path, text in pairs(wanted) do
    if flag then
      process.write(path, text)
    elseif process.read(path) ~= text then
      is_good = false
      print(("%s differs from what the program prints, %s"):format(path, first_difference(process.read(path), text)))
    end
  end
  print(flag and "written" or is_good and "plugins/README.md, plugins/moonleaf.d.lua: as the program prints them"
    or "lua5.4 tests/reference.lua PROGRAM --update writes them anew")
  os.exit(is_good)
end

main(arg[1], arg[2])
