-- Runs a transcript of the command line in a fresh folder and compares stdout, stderr and exit codes.
--
--   $ lua5.4 tests/cli/run.lua build/release/moonleaf tests/cli/load.test [--update]
--
--     # A comment.
--     $ moonleaf load nowhere        a command for sh; its next lines may begin with "> "
--     some line of stdout            as it is; {*} stands for any part of a line, a line ... for any lines
--     ! moonleaf: no such folder     a line of stderr
--     ? 1                            the exit code, when it is not 0
--
-- A line of stdout that looks like one of these marks has a \ before it. Carriage returns are shown as ␍, a missing
-- last line end as {no newline}. The folder holds seeds/, scripts/ and plugins/ (tests/cli/plugins); the program is
-- first in PATH, HOME and the XDG folders are empty. --update writes what happened into the file and keeps wildcards
-- that match.
--
-- Of a Markdown file (README.md) the blocks ```console are the transcript, and a block ```lua NAME is a file that the
-- commands behind it find.
local root = arg[0]:gsub("[^/]*$", "") .. "../../"
package.path = root .. "tests/?.lua;" .. package.path

local process = require "process"

local SECONDS <const> = 100 -- for one command, under sanitizers too
local MARKS <const> = { ["$ "] = "command", ["> "] = "more", ["! "] = "error", ["? "] = "code", ["# "] = "comment" }

-- Splits a line into its mark and the rest.
local function classify(line)
  if line == "#" then return "comment", "" end
  if line == ">" then return "more", "" end
  if line == "!" then return "error", "" end
  if line:sub(1, 1) == "\\" then return "output", line:sub(2) end
  local kind = MARKS[line:sub(1, 2)]
  if kind then return kind, line:sub(3) end
  return "output", line
end

-- As classify, for the lines of a Markdown file one after the other: all but its transcript is comment, and the lines
-- of a file in it are added to files[NAME].
local function markdown_classifier(files)
  local block, name
  return function(line)
    local fence, info, file = line:match "^(```)(%w*) ?(.*)$"
    if fence then
      block, name = not block and info, file ~= "" and file or nil
    elseif block == "console" then
      return classify(line)
    elseif block and name then
      files[name] = (files[name] or "") .. line .. "\n"
    end
    return "comment"
  end
end

-- A transcript as steps { comments, files = { [name] = text }, command = lines, stdout = lines, stderr = lines,
-- code = n }.
local function parse(text, is_markdown)
  local steps, step, comments, files = {}, nil, {}, {}
  local kind_of = is_markdown and markdown_classifier(files) or classify
  for line in text:gmatch "([^\n]*)\n" do
    local kind, rest = kind_of(line)
    if kind == "comment" then
      comments[#comments + 1] = line
    elseif kind == "command" then
      step = { comments = comments, files = {}, command = { rest }, stdout = {}, stderr = {}, code = 0 }
      steps[#steps + 1], comments = step, {}
      for name, content in pairs(files) do step.files[name], files[name] = content, nil end
    else
      assert(step, "a transcript begins with a command: " .. line)
      if kind == "more" then step.command[#step.command + 1] = rest end
      if kind == "output" then step.stdout[#step.stdout + 1] = rest end
      if kind == "error" then step.stderr[#step.stderr + 1] = rest end
      if kind == "code" then step.code = assert(tonumber(rest), "no exit code: " .. rest) end
    end
  end
  return steps, comments
end

-- The lines of an output, with the temporary folder and what cannot be seen made visible.
local function lines_of(text, folder)
  local place = folder:gsub("%p", "%%%0")
  text = text:gsub(place, "{*}"):gsub("\r", "␍")
  if text ~= "" and text:sub(-1) ~= "\n" then text = text .. "{no newline}\n" end
  local lines = {}
  for line in text:gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

-- True when the line is as expected, {*} standing for any part of it.
local function line_matches(line, expected)
  if line == expected then return true end
  if not expected:find("{*}", 1, true) then return false end
  local pattern = expected:gsub("%p", "%%%0"):gsub("%%{%%%*%%}", ".-")
  return line:find("^" .. pattern .. "$") ~= nil
end

-- True when lines[i..] are as expected[j..], "..." standing for any lines.
local function lines_match(lines, expected, i, j)
  i, j = i or 1, j or 1
  while j <= #expected do
    if expected[j] == "..." then
      for start = i, #lines + 1 do
        if lines_match(lines, expected, start, j + 1) then return true end
      end
      return false
    end
    if i > #lines or not line_matches(lines[i], expected[j]) then return false end
    i, j = i + 1, j + 1
  end
  return i > #lines
end

local function run_step(step, place)
  local command = table.concat(step.command, "\n")
  for name, content in pairs(step.files) do process.write(place.work .. "/" .. name, content) end
  local result = process.run(command, place.work, place.scratch, place.environment, SECONDS)
  return {
    stdout = lines_of(result.stdout, place.work),
    stderr = lines_of(result.stderr, place.work),
    code   = result.code,
  }
end

local function show_lines(label, lines)
  print("  " .. label)
  for _, line in ipairs(lines) do print("    | " .. line) end
end

-- Prints how a step differs; true when it does not.
local function check(step, actual)
  local differs = {}
  for _, stream in ipairs { "stdout", "stderr" } do
    if not lines_match(actual[stream], step[stream]) then differs[#differs + 1] = stream end
  end
  if #differs == 0 and actual.code == step.code then return true end
  print("$ " .. table.concat(step.command, "\n> "))
  for _, stream in ipairs(differs) do
    show_lines(stream .. ", expected:", step[stream])
    show_lines(stream .. ", actual:", actual[stream])
  end
  if #differs == 0 and #actual.stderr > 0 then show_lines("stderr:", actual.stderr) end
  if actual.code ~= step.code then
    print(("  exit code: expected %d, actual %d"):format(step.code, actual.code))
  end
  return false
end

-- The expected lines again when they match, else the actual ones, each as the wildcard that stood for it before.
local function renewed(actual, expected)
  if lines_match(actual, expected) then return expected end
  local lines = {}
  for i, line in ipairs(actual) do
    lines[i] = line
    for _, wildcard in ipairs(expected) do
      local is_wildcard = wildcard:find("{*}", 1, true)
      if is_wildcard and line_matches(line, wildcard) then lines[i] = wildcard end
    end
  end
  return lines
end

-- A line of stdout so that it is read back as one.
local function guarded(line)
  local kind = classify(line)
  return (kind ~= "output" or line:sub(1, 1) == "\\") and "\\" .. line or line
end

local function unparse(steps, closing)
  local lines = {}
  local function put(line) lines[#lines + 1] = line end
  for _, step in ipairs(steps) do
    for _, comment in ipairs(step.comments) do put(comment) end
    for i, line in ipairs(step.command) do put((i == 1 and "$ " or "> ") .. line) end
    for _, line in ipairs(step.stdout) do put(guarded(line)) end
    for _, line in ipairs(step.stderr) do put("! " .. line) end
    if step.code ~= 0 then put("? " .. step.code) end
  end
  for _, comment in ipairs(closing) do put(comment) end
  return table.concat(lines, "\n") .. "\n"
end

-- Makes the folders that a transcript finds, under a temporary one.
local function prepare(folder, program)
  local q, work, home = process.quote, folder .. "/work", folder .. "/home"
  assert(os.execute(("mkdir %s %s && cp -r %s %s && cp -r %s %s && cp -r %s %s"):format(
    q(work), q(home), q(root .. "seeds"), q(work .. "/seeds"), q(root .. "tests/cli/plugins"), q(work .. "/plugins"),
    q(root .. "scripts"), q(work .. "/scripts"))))
  return { work = work, scratch = folder, environment = process.environment(home, program) }
end

local function main(program, path, flag)
  assert(flag == nil or flag == "--update", "unknown option " .. tostring(flag))
  program = process.absolute(program)
  local steps, closing = parse(process.read(path), path:find "%.md$")
  assert(#steps > 0, path .. ": no command")
  local failed = 0
  process.with_folder(function(folder)
    local place = prepare(process.absolute(folder), program)
    for _, step in ipairs(steps) do
      local actual = run_step(step, place)
      if flag then
        step.stdout, step.stderr = renewed(actual.stdout, step.stdout), renewed(actual.stderr, step.stderr)
        step.code = actual.code
      elseif not check(step, actual) then
        failed = failed + 1
      end
    end
  end)
  if flag then process.write(path, unparse(steps, closing)) end
  local outcome = flag and "written; read it" or failed == 0 and "all as expected" or failed .. " differ"
  print(("%s: %d commands, %s"):format(path:match "[^/]*$", #steps, outcome))
  os.exit(failed == 0)
end

main(arg[1], arg[2], arg[3])
