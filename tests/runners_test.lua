-- The two runners must be able to fail: transcripts of plain shell commands, and a spec against a stand-in program that
-- answers fixed rows.
local root = arg[0]:gsub("[^/]*$", "") .. "../"
package.path = root .. "tests/?.lua;" .. package.path

local process = require "process"

local SECONDS <const> = 20
local STAND_IN <const> = [[#!/bin/sh
case "$*" in *load*) exit 0 ;; esac
echo '[{"row":1,"value":20,"unit":null,"evidence":"20 camps"},{"row":2,"value":0.3}]'
]]

local failures = 0

local function expect(what, actual, expected)
  if actual == expected then return end
  failures = failures + 1
  print(("%s: expected %s, actual %s"):format(what, tostring(expected), tostring(actual)))
end

-- Runs a runner on a file with that text; answers its result and the file afterwards.
local function run(runner, name, text, more)
  return process.with_folder(function(folder)
    local program, file = folder .. "/moonleaf", folder .. "/" .. name
    process.write(program, STAND_IN)
    os.execute("chmod +x " .. process.quote(program))
    process.write(file, text)
    local runner_path = process.absolute(root .. "tests/" .. runner)
    local command = ("lua5.4 %s %s %s %s"):format(process.quote(runner_path), process.quote(program),
      process.quote(file), more or "")
    return process.run(command, folder, folder, {}, SECONDS), process.read(file)
  end)
end

local function transcript(text) return run("cli/run.lua", "it.test", text).code end

local function spec(case) return run("plugins/run.lua", "it_spec.lua", case).code end

expect("as expected", transcript "# Text.\n$ echo one; echo two >&2; exit 3\none\n! two\n? 3\n", 0)
expect("wrong stdout", transcript "$ echo one\ntwo\n", 1)
expect("too much stdout", transcript "$ echo one; echo two\none\n", 1)
expect("too little stdout", transcript "$ echo one\none\ntwo\n", 1)
expect("a blank line counts", transcript "$ echo one; echo\none\n", 1)
expect("wrong stderr", transcript "$ echo one >&2\n", 1)
expect("wrong exit code", transcript "$ exit 2\n", 1)
expect("wildcards", transcript "$ printf 'a 12 b\\nx\\ny\\nend\\n'\na {*} b\n...\nend\n", 0)
expect("wildcards that do not match", transcript "$ printf 'a 12 b\\nx\\nstop\\n'\na {*} b\n...\nend\n", 1)
expect("marks in stdout", transcript "$ printf '# head\\n? 1\\n\\\\\\n'\n\\# head\n\\? 1\n\\\\\n", 0)
expect("line ends", transcript "$ printf 'a\\r\\nb'\na␍\nb{no newline}\n", 0)
expect("many lines", transcript "$ cat <<'END'\n> one\n>\n> two\n> END\none\n\ntwo\n", 0)
expect("the place", transcript "$ ls; pwd\nplugins\nseeds\n{*}\n", 0)

local before = "# Text.\n$ echo 12 s; echo x; echo '# y'; exit 1\n{*} s\nz\n#\n$ echo a\n...\n"
local _, after = run("cli/run.lua", "it.test", before, "--update")
expect("--update", after, "# Text.\n$ echo 12 s; echo x; echo '# y'; exit 1\n{*} s\nx\n\\# y\n? 1\n#\n$ echo a\n...\n")

local HEAD <const> = 'local null = require "cjson".null return { plugin = "any", { name = "it", text = "x", '
expect("rows", spec(HEAD .. 'rows = { { value = 20, unit = null }, { value = 0.1 + 0.2 } } } }'), 0)
expect("a row too few", spec(HEAD .. "rows = { { value = 20 } } } }"), 1)
expect("a row too many", spec(HEAD .. "rows = { { row = 1 }, { row = 2 }, { row = 3 } } } }"), 1)
expect("a wrong value", spec(HEAD .. "rows = { { value = 21 }, { row = 2 } } } }"), 1)
expect("includes", spec(HEAD .. 'includes = { { evidence = "20 camps" } } } }'), 0)
expect("includes in vain", spec(HEAD .. 'includes = { { value = 20, unit = "t" } } } }'), 1)
expect("excludes", spec(HEAD .. 'excludes = { { value = 20, unit = "t" } } } }'), 0)
expect("excludes in vain", spec(HEAD .. "excludes = { { value = 20 } } } }"), 1)
expect("a column that is not there", spec(HEAD .. "excludes = { { valeu = 20 } } } }"), 1)

os.exit(failures == 0)
