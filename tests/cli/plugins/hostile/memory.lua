-- Ways to take all the memory.
local lpeg = require "lpeg"

local memory = {
  api     = 1,
  summary = "Takes all the memory on the document b",
  options = { { "how", "text", default = "table", help = "which way" } },
  columns = { { "words", "integer", "words of the document" } },
}

local ways, kept = {}, {}

function ways.rep() return ("x"):rep(1 << 30) end

function ways.table()
  local hoard = {}
  while true do hoard = { hoard, hoard } end
end

function ways.kept()
  while true do kept[#kept + 1] = {} end
end

function ways.format()
  local long = ("x"):rep(1 << 26)
  return string.format("%s%s%s%s%s%s", long, long, long, long, long, long)
end

function ways.concatenation()
  local text = "x"
  while true do text = text .. text end
end

function ways.table_concat()
  local parts, part = {}, ("x"):rep(1 << 20)
  for i = 1, 1000 do parts[i] = part end
  return table.concat(parts)
end

function ways.gsub() return (("x"):rep(1 << 20)):gsub("x", ("y"):rep(1000)) end

function ways.coroutines()
  local hoard = {}
  while true do hoard[#hoard + 1] = coroutine.create(function() end) end
end

function ways.in_coroutine() coroutine.wrap(ways.table)() end

function ways.raised_again()
  local _, message = pcall(ways.table)
  error(message)
end

function ways.caught()
  while true do pcall(ways.rep) end
end

function ways.captures() return lpeg.match(lpeg.Ct((lpeg.C(1) * lpeg.Cp()) ^ 0), ("x"):rep(1 << 26)) end

-- What C holds for Lua is outside of Lua's cap, and under the limit of the process.

function ways.counter()
  local counter, long = moonleaf.counter(), ("x"):rep(1 << 20)
  for i = 1, 600 do counter:add(long .. i) end
  return ways.table() -- a sanitizer has no limit for the process
end

function ways.json()
  local parts, part = {}, ("x"):rep(1 << 20)
  for i = 1, 200 do parts[i] = part end
  return moonleaf.json.encode(parts)
end

function memory.document(document, options, emit)
  emit { words = document.words }
  if document.name == "b" then ways[options.how]() end
end

return memory
