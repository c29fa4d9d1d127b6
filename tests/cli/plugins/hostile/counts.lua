-- Counts without end, and counts of a call that is over.
local counts = {
  api     = 1,
  summary = "Counts what it should not on the document b",
  options = { { "how", "text", default = "many", help = "which way" } },
  columns = { { "documents", "integer", "how many were counted" } },
}

local ways, kept = {}, {}

function ways.many(partial)
  local counter = partial.counter "all"
  for i = 1, 1000 do counter:add(("x"):rep(100000) .. i) end
end

function ways.kept_counter() kept.counter:add "again" end

function ways.kept_set() kept.partial.set("names", "again") end

function ways.kept_sum() kept.partial.sum("documents", 1) end

function counts.map(document, options, partial)
  if document.name == "b" then ways[options.how](partial) end
  kept.partial, kept.counter = kept.partial or partial, kept.counter or partial.counter "all"
  partial.counter("all"):add(document.name)
  partial.sum("documents", 1)
end

function counts.finish(partial, _, emit)
  emit { documents = partial.sum "documents" }
end

return counts
