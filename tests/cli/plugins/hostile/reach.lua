-- Ways out of the sandbox.
local lpeg = require "lpeg"

local reach = {
  api     = 1,
  summary = "Reaches out of the sandbox on the document b",
  options = { { "how", "text", default = "execute", help = "which way" } },
  columns = { { "words", "integer", "words of the document" } },
}

local ways = {}

-- luacheck: push ignore 111 112 113 121 122 142 143 (globals that are not there are what is tried)
function ways.execute() os.execute "touch reached" end

function ways.remove() os.remove "corpus.leaf" end

function ways.exit() os.exit(0) end

function ways.open() io.open("reached", "w") end

function ways.popen() io.popen "touch reached" end

function ways.loadlib() package.loadlib("/usr/lib/x86_64-linux-gnu/libc.so.6", "system") end

function ways.debug() debug.getregistry() end

function ways.dofile() dofile "/etc/passwd" end

function ways.loadfile() loadfile "/etc/passwd" end

function ways.environment() _G.string = nil end

function ways.collector() collectgarbage "stop" end

function ways.dump() return string.dump(ways.exit) end

function ways.bytecode() assert(load "\27Lua\x54\0\x19\x93\r\n\x1a\n") end

function ways.chunk() load "io.open('reached', 'w')" () end

function ways.chunk_with_mode() assert(load("\27Lua", "x", "b")) end

function ways.chunk_of_global() load "escaped = true" () end

function ways.require_path() require "../../../../etc/passwd" end

function ways.require_io() require "io" end

function ways.global() escaped = true end

function ways.string_function() string.rep = nil end

function ways.string_metatable() getmetatable("").__index = nil end

function ways.set_metatable() setmetatable(string, { __index = ways }) end

function ways.rawset() rawset(string, "rep", nil) end

function ways.rawset_environment() rawset(_ENV, "string", nil) end

function ways.insert() table.insert(table, 1) end

function ways.module() moonleaf.text.fold = nil end

function ways.host_table() moonleaf.counter = nil end

function ways.json() rawset(moonleaf.json, "encode", nil) end

function ways.lpeg() lpeg.match = nil end

function ways.pattern_metatable() getmetatable(lpeg.P(1)).__gc = ways.exit end

function ways.document_metatable(document) getmetatable(document).__gc = ways.exit end

function ways.document_field(document) document.name = "x" end
-- luacheck: pop

function ways.finaliser() setmetatable({}, { __gc = function() end }) end

function ways.late_finaliser()
  local metatable = {}
  setmetatable({}, metatable)
  metatable.__gc = function() error "reached" end
  setmetatable({}, metatable)
end

function reach.document(document, options, emit)
  emit { words = document.words }
  if document.name == "b" then ways[options.how](document) end
end

return reach
