-- Runs the program that the lines of a file name, each an argument, and makes a document of what it wrote or why not.
local runner = {
  api        = 1,
  summary    = "Runs what a file says",
  extensions = { "run" },
  options    = { { "said", "text", help = "what the second call gets as input" } },
  needs      = { run = { "cat", "perl", "sh", { "no-such-program", package = "some-package" } } },
}

function runner.load(source, add, options)
  local words = {}
  for line in source:lines() do words[#words + 1] = line end
  local written, why, complaints = source:run(table.unpack(words))
  local document = add()
  document:block("paragraph", "wrote " .. (written or "nothing") .. (written and "" or ", " .. why))
  if written then document:block("paragraph", "complained " .. why) end
  if complaints then document:block("paragraph", "complained " .. complaints) end
  if options.said then document:block("paragraph", source:run("cat", "/dev/stdin", { input = options.said })) end
end

return runner
