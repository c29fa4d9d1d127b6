-- A loader that takes its time, so that a test can interrupt it.
local slow = {
  api        = 1,
  summary    = "Reads .slow files, slowly",
  extensions = { "slow" },
}

function slow.load(source, add)
  local text = source:text()
  local enough = os.clock() + 5
  repeat until os.clock() > enough
  add { title = source.name }:block("paragraph", text)
end

return slow
