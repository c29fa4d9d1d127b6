-- Words for instruments of law and policy: the field `instruments` of the language tables.
--
--   words.of("en").types.treaty     --> { "treaty", "treaties", "contract" }

local words = {}

-- The words of a language, or nil.
function words.of(tag)
  local language = moonleaf.language(tag)
  return language and language.instruments
end

return words
