-- A loader that makes more of a file than there is, in ways that the file names.
local bomb = {
  api        = 1,
  summary    = "Makes too much of .bomb files",
  extensions = { "bomb" },
}

local ways = {}

function ways.text(add)
  local document, text = add { title = "endless" }, ("word "):rep(1 << 18)
  while true do pcall(document.block, document, "paragraph", text) end
end

function ways.documents(add)
  local function one_more() add { title = "one more" }:block("paragraph", "A few words.") end
  while true do pcall(one_more) end
end

function ways.title(add) add { title = ("x"):rep(1 << 28) }:block("paragraph", "One word more.") end

function ways.loop() while true do end end

-- luacheck: ignore 113 (io is what is tried)
function ways.outside(add) add { title = io.open("/etc/passwd"):read "a" } end

function ways.fine(add) add { title = "fine" }:block("paragraph", "This one is as it should be.") end

function bomb.load(source, add) ways[source:text():match "%a+"](add) end

return bomb
