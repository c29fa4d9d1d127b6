-- Names in front of a year in brackets: "(Astana, 2005)" tells where, "(Smith, 2005)" and "Smith (2005)" cite a work.
--
--   local names = require("names").of(document)
--   names:is_cited "Smith"              the bibliography has "Smith, J." or "Smith J."
--   names:is_place("Astana", lexicon)   the text says "in Astana"

local names = {}
names.__index = names

local AUTHOR <const> = "([%a\x80-\xFF]+),? [%u\xC3\xCE\xD0\xD1][\x80-\xBF]?%." -- a word in front of an initial

function names.of(document)
  local cited = {}
  for block in document:blocks() do
    if block.role == "references" then
      for name in block.text:gmatch(AUTHOR) do cited[name] = true end
    end
  end
  return setmetatable({ document = document, cited = cited, places = {} }, names)
end

function names:is_cited(name)
  return self.cited[name] or false
end

local function is_said(text, name, lexicon)
  for word in pairs(lexicon.inside) do
    if text:find(" " .. word .. " " .. name, 1, true) then return true end
  end
  return false
end

function names:is_place(name, lexicon)
  if self.places[name] == nil then self.places[name] = is_said(self.document:text(), name, lexicon) end
  return self.places[name]
end

return names
