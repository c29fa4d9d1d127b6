-- Wants to read a file, which no plugin may.
local forbidden = {
  api     = 1,
  summary = "Wants to read a file",
  columns = { { "line", "text", "the first line of /etc/passwd" } },
}

function forbidden.document(_, _, emit)
  emit { line = io.lines("/etc/passwd")() } -- luacheck: ignore 113 (that io is missing is what is tested)
end

return forbidden
