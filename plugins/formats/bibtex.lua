-- The bibliographies of documents for BibTeX, BibLaTeX and reference managers.
--
--   $ moonleaf run bibliography --format bibtex > works.bib
--
--   @article{chukalova2019,
--     author = {Chukalova, R.R.},
--     title = {{Military-political cooperation}},
--     year = {2019},
--   }
--
-- An entry that could not be taken apart is a @misc with its text as note.
local citations = require "citations"
local layout = require "layout"

local escapes <const> = {
  ["\\"] = "\\textbackslash{}", ["{"] = "\\{", ["}"] = "\\}", ["%"] = "\\%", ["#"] = "\\#", ["$"] = "\\$",
  ["&"] = "\\&", ["_"] = "\\_", ["^"] = "\\textasciicircum{}", ["~"] = "\\textasciitilde{}",
}

local function escape(text) return (layout.clean(text):gsub("[\\{}%%#$&_^~]", escapes)) end

-- Addresses are read as they stand, but for braces and what would begin a comment.
local function address(text)
  return (layout.clean(text):gsub("[{}\\%s]", function(c) return ("%%%02X"):format(c:byte()) end))
end

local function name_of(name)
  if name.literal then return "{" .. escape(name.literal) .. "}" end
  return escape(name.family) .. ", " .. escape(name.given)
end

local function kind_of(work)
  if work.container then return "article" end
  return work.title and work.url and "online" or "misc"
end

local function fields_of(work)
  local names = {}
  for i, name in ipairs(work.names) do names[i] = name_of(name) end
  return {
    { "author", #names > 0 and table.concat(names, " and ") },
    { "title", work.title and "{" .. escape(work.title) .. "}" },
    { "journal", work.container and escape(work.container) },
    { "year", work.year },
    { "pages", work.pages and escape(work.pages):gsub("[–—-]+", "--") },
    { "doi", work.doi and address(work.doi) },
    { "url", work.url and address(work.url) },
    { "urldate", work.accessed },
    { "note", not work.title and work.entry and escape(work.entry) },
  }
end

local bibtex = {
  api        = 1,
  summary    = "BibTeX, for the works of moonleaf run bibliography",
  extension  = ".bib",
  media_type = "application/x-bibtex",
  columns    = citations.COLUMNS,
}

function bibtex.render(result, write)
  local read, key_of = citations.reader(result.columns), citations.keys()
  for row in result:rows() do
    local work = read(row)
    write("@", kind_of(work), "{", key_of(work), ",\n")
    for _, field in ipairs(fields_of(work)) do
      if field[2] then write("  ", field[1], " = {", tostring(field[2]), "},\n") end
    end
    write "}\n\n"
  end
end

return bibtex
