-- The runner of transcripts must be able to fail: here it runs transcripts of plain shell commands.
local root = arg[0]:gsub("[^/]*$", "") .. "../"
package.path = root .. "tests/?.lua;" .. package.path

local process = require "process"

local SECONDS <const> = 20

local failures = 0

local function expect(what, actual, expected)
  if actual == expected then return end
  failures = failures + 1
  print(("%s: expected %s, actual %s"):format(what, tostring(expected), tostring(actual)))
end

-- Runs a transcript with that text; answers its result and the file afterwards.
local function run(text, more)
  return process.with_folder(function(folder)
    local program, file = folder .. "/moonleaf", folder .. "/it.test"
    process.write(program, "") -- no command asks for it
    process.write(file, text)
    local runner_path = process.absolute(root .. "tests/cli/run.lua")
    local command = ("lua5.4 %s %s %s %s"):format(process.quote(runner_path), process.quote(program),
      process.quote(file), more or "")
    return process.run(command, folder, folder, {}, SECONDS), process.read(file)
  end)
end

local function transcript(text) return run(text).code end

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
expect("the place", transcript "$ ls -d plugins seeds; pwd\nplugins\nseeds\n{*}\n", 0)

local before = "# Text.\n$ echo 12 s; echo x; echo '# y'; exit 1\n{*} s\nz\n#\n$ echo a\n...\n"
local _, after = run(before, "--update")
expect("--update", after, "# Text.\n$ echo 12 s; echo x; echo '# y'; exit 1\n{*} s\nx\n\\# y\n? 1\n#\n$ echo a\n...\n")

os.exit(failures == 0)
