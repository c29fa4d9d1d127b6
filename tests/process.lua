-- What the Lua tests need of the system: fresh folders, files, and commands with their output and exit code.
local process = {}

-- The word as one argument of sh, whatever it holds.
function process.quote(word) return "'" .. tostring(word):gsub("'", "'\\''") .. "'" end

function process.read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  return bytes
end

function process.write(path, bytes)
  local file = assert(io.open(path, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

-- The output of a command that is expected to succeed.
local function answer(command)
  local pipe = assert(io.popen(command))
  local output = pipe:read "a"
  assert(pipe:close(), "failed: " .. command)
  return output
end

-- The absolute path of a file or folder.
function process.absolute(path)
  return (answer("realpath -- " .. process.quote(path)):gsub("\n$", ""))
end

-- Names of the files under a folder that match a pattern of `find`, sorted by bytes.
function process.files(folder, pattern)
  local names = {}
  local command = ("find %s -type f -name %s"):format(process.quote(folder), process.quote(pattern))
  for name in answer(command):gmatch "[^\n]+" do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- Calls work(folder) with a fresh temporary folder, which is gone afterwards whatever happens; answers what it answers.
function process.with_folder(work)
  local folder = answer("mktemp -d"):gsub("\n$", "")
  local results = table.pack(xpcall(work, debug.traceback, folder))
  os.execute("rm -rf -- " .. process.quote(folder))
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

-- Runs a command with sh in `folder`, its streams in files of `scratch`; answers { stdout =, stderr =, code = }.
-- `environment` is an array of words for env(1), "NAME=value" or "-uNAME".
function process.run(command, folder, scratch, environment, seconds)
  local out, err, words = scratch .. "/stdout", scratch .. "/stderr", {}
  for i, word in ipairs(environment) do words[i] = process.quote(word) end
  local line = ("cd %s && exec env %s timeout -k 5 %d sh -c %s >%s 2>%s </dev/null"):format(
    process.quote(folder), table.concat(words, " "), seconds, process.quote(command), process.quote(out),
    process.quote(err))
  local _, how, number = os.execute(line)
  local code = how == "signal" and 128 + number or number
  return { stdout = process.read(out), stderr = process.read(err), code = code }
end

-- The environment in which a command behaves the same for everyone: home and settings in `home`, no colours, no width.
function process.environment(home, program)
  local folder = program:match "^(.*)/[^/]*$"
  return {
    "-uNO_COLOR", "-uCLICOLOR", "-uCLICOLOR_FORCE", "-uCOLUMNS", "-uLANGUAGE", "-uMOONLEAF_PLUGIN_PATH",
    "LC_ALL=C.UTF-8", "TZ=UTC", "TERM=dumb", "HOME=" .. home, "XDG_DATA_HOME=" .. home .. "/data",
    "XDG_CONFIG_HOME=" .. home .. "/config", "XDG_CACHE_HOME=" .. home .. "/cache",
    "PATH=" .. folder .. ":" .. (os.getenv "PATH" or "/usr/bin:/bin"),
  }
end

return process
