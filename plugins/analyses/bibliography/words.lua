-- What bibliographies say in each language: the field `references` of the language tables.
--
--   words.of({ "ru" }).accessed     --> { "дата обращения", ..., "accessed", ... }, longest first

-- In front of surnames, in any language.
local PARTICLES <const> = {
  "van", "von", "de", "der", "den", "da", "dos", "di", "del", "la", "le", "el", "al", "ten", "ter", "zu", "фон", "де",
}

local words = { particles = PARTICLES }

-- All forms of the languages and of English, which bibliographies in any language use.
function words.of(tags)
  local found = { accessed = {}, pages = {}, others = {}, see = {} }
  local all = { en = true }
  for _, tag in ipairs(tags) do all[tag:match "^%a+"] = true end
  for tag in moonleaf.sorted(all) do
    for field, forms in moonleaf.sorted((moonleaf.language(tag) or {}).references or {}) do
      table.move(forms, 1, #forms, #found[field] + 1, found[field])
    end
  end
  for _, forms in pairs(found) do
    table.sort(forms, function(a, b) return #a > #b or #a == #b and a < b end)
  end
  return found
end

return words
