-- Ways to fail that a host may stumble over.
local errors = {
  api     = 1,
  summary = "Fails on the document b",
  options = { { "how", "text", default = "nothing", help = "which way" } },
  columns = { { "words", "integer", "words of the document" } },
}

local ways = {}

function ways.nothing() error(nil) end

function ways.table() error {} end

function ways.number() error(42) end

function ways.userdata(document) error(document) end

function ways.coroutine() error(coroutine.create(error)) end

function ways.text_of_its_own() error(setmetatable({}, { __tostring = function() return "so it says" end })) end

function ways.raising_tostring() error(setmetatable({}, { __tostring = function() error "no name" end })) end

function ways.wrong_tostring() error(setmetatable({}, { __tostring = function() return {} end })) end

function ways.without_place() error("no place", 0) end

function ways.lines() error "one\ntwo\r\n\27[31mthree" end

function ways.novel() error(("x"):rep(1 << 20)) end

function ways.bytes() error "\xff\xfe" end

function ways.from_coroutine() coroutine.wrap(function() error(nil) end)() end

function ways.recursion()
  local function deeper(depth) return 1 + deeper(depth + 1) end
  return deeper(0)
end

function ways.metatables()
  local t = setmetatable({}, {})
  getmetatable(t).__index = t
  return t.field
end

function ways.brackets() assert(load(("("):rep(1 << 16))) end

function ways.yield() coroutine.yield() end

-- What follows crashes Lua 5.4.4 itself.

function ways.concatenation()
  local t = setmetatable({}, {})
  getmetatable(t).__concat = function(a, b) return a .. b end
  return t .. t
end

function ways.closing()
  local last
  for _ = 1, 15000 do
    local before = last
    last = coroutine.create(function()
      local link <close> = setmetatable({}, { __close = function() return before and coroutine.close(before) end })
      coroutine.yield(link)
    end)
    coroutine.resume(last)
  end
  coroutine.close(last)
end

function errors.document(document, options, emit)
  emit { words = document.words }
  if document.name == "b" then ways[options.how](document) end
end

return errors
