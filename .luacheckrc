-- Names that Lua code of this project may use; luacheck reports every other global.
std = "lua54"
max_line_length = 120
include_files = {
  "core/**/*.lua", "plugins/**/*.lua", "scripts/**/*.lua", "scripts/manual", "scripts/evaluate", "tests/**/*.lua",
  "tests/bench/run", ".luacheckrc",
}
exclude_files = { "tests/cli/plugins/syntax_error.lua" } -- wrong on purpose

-- The allow-list environment of plugin code (core/host/environment.c): no io, os or debug.
stds.plugin = {
  read_globals = {
    "assert", "error", "getmetatable", "ipairs", "load", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen",
    "rawset", "require", "select", "setmetatable", "tonumber", "tostring", "type", "xpcall",
    "coroutine", "math", "moonleaf", "string", "table", "utf8",
    os = { fields = { "clock", "date", "difftime", "time" } },
  },
}
stds.script = { read_globals = { "corpus", "moonleaf", "arg", "print" } }

files["plugins"] = { std = "plugin" }
files["scripts"] = { std = "plugin+script" }
files["plugins/report"] = { std = "plugin+script" }
files["plugins/report/style.lua"] = { max_line_length = false } -- a rule of CSS reads best in one line
files["scripts/manual"] = { std = "lua54" } -- runs at build time, outside of moonleaf
files["scripts/evaluate"] = { std = "lua54" } -- measures moonleaf from outside
files["tests/cli/plugins"] = { std = "plugin" }
files["tests/cli/plugins/queries_against_a_scan.lua"] = { std = "plugin+script" }
files["tests/bench/vertical.lua"] = { std = "plugin+script" }
files["tests/plugins/*_test.lua"] = { globals = { "moonleaf" } } -- they stand in for the host
files["plugins/templates"] = { read_globals = { "null" } } -- of specs
files["tests/plugins/*_spec.lua"] = { read_globals = { "moonleaf", "null" } }
files["plugins/languages"] = { max_line_length = false } -- word lists read best in long lines
