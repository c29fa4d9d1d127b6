-- Ways not to end.
local time = {
  api     = 1,
  summary = "Does not end on the document b",
  options = { { "how", "text", default = "loop", help = "which way" } },
  columns = { { "words", "integer", "words of the document" } },
}

local function forever() while true do end end

local ways = {}

ways.loop = forever

function ways.pcall()
  while true do pcall(forever) end
end

function ways.xpcall()
  while true do xpcall(forever, function(message) return message end) end
end

function ways.handler() xpcall(error, forever) end

function ways.nested_handler()
  local function again() while true do xpcall(error, again) end end
  xpcall(error, again)
end

function ways.coroutine() coroutine.wrap(forever)() end

function ways.caught_coroutine()
  while true do coroutine.resume(coroutine.create(function() while true do pcall(forever) end end)) end
end

function ways.ping_pong()
  local ping = coroutine.wrap(function() while true do coroutine.yield() end end)
  while true do pcall(ping) end
end

function ways.iterator()
  for _ in coroutine.wrap(function() while true do pcall(coroutine.yield, 1) end end) do pcall(forever) end
end

function ways.sort()
  table.sort({ 3, 1, 2 }, function() while true do pcall(forever) end end)
end

function ways.gsub() string.gsub("abc", ".", forever) end

function ways.index() return setmetatable({}, { __index = forever }).field end

function ways.concat() return setmetatable({}, { __concat = forever }) .. "x" end

function ways.close()
  local _ <close> = setmetatable({}, { __close = forever })
end

function ways.error_in_close()
  local _ <close> = setmetatable({}, { __close = forever })
  error "out"
end

function ways.close_of_coroutine()
  local co = coroutine.create(function()
    local _ <close> = setmetatable({}, { __close = forever })
    coroutine.yield()
  end)
  coroutine.resume(co)
  coroutine.close(co)
end

function ways.tostring()
  error(setmetatable({}, { __tostring = forever }))
end

function ways.chunk() load "while true do end" () end

function ways.recursion()
  local function again() while true do pcall(again) end end
  again()
end

-- What follows never reaches an instruction of Lua, where the deadline waits.

function ways.pattern() return (("a"):rep(28)):find(("a?"):rep(28) .. ("a"):rep(28)) end

function ways.move() table.move({}, 1, 1 << 50, 2) end

function ways.finaliser() setmetatable({}, { __gc = forever }) end

function time.document(document, options, emit)
  emit { words = document.words }
  if document.name == "b" then ways[options.how]() end
end

return time
