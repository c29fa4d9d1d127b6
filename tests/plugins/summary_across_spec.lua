-- Three reports of one event; what all tell and what only one tells was marked by a reader.

local MAYOR <const> = "The mayor opened the new bridge over the river Aller on Friday. \z
  Hundreds of people crossed the bridge in the afternoon."
local COST <const> = "On Friday the mayor opened the new bridge over the river Aller. \z
  The steel came from a mill that closed in 2011."
local FLOOD <const> = "The new bridge over the river Aller was opened by the mayor on Friday. \z
  Otters have returned to the meadows near the old ferry."

return {
  plugin = "summary_across",
  {
    name = "what three reports share, and what each has alone",
    texts = { ["a.txt"] = MAYOR, ["b.txt"] = COST, ["c.txt"] = FLOOD },
    includes = {
      { kind = "shared", language = "en", rank = 1, documents = 3 },
      { kind = "only", documents = 1, evidence = "Otters have returned to the meadows near the old ferry." },
      { kind = "only", documents = 1, evidence = "The steel came from a mill that closed in 2011." },
    },
    excludes = {
      { kind = "shared", rank = 2 }, -- the other two say the same again
      { kind = "only", evidence = "The mayor opened the new bridge over the river Aller on Friday." },
    },
  },
  {
    name = "one document shares nothing",
    text = MAYOR,
    excludes = { { kind = "shared" } },
  },
}
