-- A loader whose files end its worker: by the time on the clock, where no deadline of Lua reaches.
local crash = { api = 1, summary = "Files that end the worker", extensions = { "crash" } }

function crash.load(source)
  return source:read():rep(3000):find((".-"):rep(30) .. "never")
end

return crash
