-- Where the most frequent words of each language stand in its documents, one behind the other: a lexical dispersion
-- plot for each language.
--
--   spread.collect(terms.words())     { { language = "en", rows = { { word, place, times }, ... } }, ... }
local charts = require "charts"
local html = require "html"

local spread = {}

local MOST_WORDS <const> = 10  -- of a language: what is still compared at a glance
local LEAST_WORDS <const> = 3
local LEAST_TIMES <const> = 3  -- a word that is there twice makes no pattern
local STEPS <const> = 1500     -- places that are told apart: as many as the picture has half pixels

local DOCUMENTS <const> = [[
  SELECT document.id, tokens FROM document JOIN source ON source.id = source JOIN stream ON document = document.id
  WHERE language = ? ORDER BY place, ordinal]]

-- The token at which each document of a language begins, by the paths, and how many tokens they have together.
local function beginnings(language)
  local begins, total = {}, 0
  for row in corpus:sql(DOCUMENTS, language) do
    begins[row.id], total = total, total + row.tokens
  end
  return begins, total
end

-- Adds the places of a word as shares of the whole, from 0 to 1, with how many hits fall together there.
local function add_places(rows, word, language, begins, total)
  local steps = {}
  for id, first in corpus:positions(('"%s" language:%s'):format(word, language)) do
    local step = begins[id] and (begins[id] + first) * STEPS // total
    if step then steps[step] = (steps[step] or 0) + 1 end
  end
  for step, times in moonleaf.sorted(steps) do rows[#rows + 1] = { word, step / STEPS, times } end
end

local function wanted(rows)
  local words = {}
  for _, row in ipairs(rows) do
    if #words == MOST_WORDS then break end
    if row.frequency >= LEAST_TIMES and not row.word:find '["\\*?]' then words[#words + 1] = row.word end
  end
  return #words >= LEAST_WORDS and words or {}
end

-- What there is to draw for the words of each language; a language with too few repeated ones is left out.
function spread.collect(groups)
  local found = {}
  for _, group in ipairs(groups) do
    local begins, total = beginnings(group.language)
    local rows = {}
    for _, word in ipairs(total > 0 and wanted(group.rows) or {}) do
      add_places(rows, word, group.language, begins, total)
    end
    if #rows > 0 then found[#found + 1] = { language = group.language, rows = rows } end
  end
  return found
end

function spread.write(write, groups)
  for _, group in ipairs(groups) do
    charts.draw(write, "dispersion-" .. group.language, {
      kind = "dispersion", x = "place", y = "hits", group = "word", title = html.language(group.language),
    }, { { name = "word", type = "text" }, { name = "place", type = "number" }, { name = "hits", type = "integer" } },
      group.rows)
  end
end

return spread
