-- What the header of a TEI text says: title, and as metadata author, editor, date, language, publisher, source,
-- keywords and id.
--
--   <titleStmt><title>On rivers</title><author>A. Oka</author>    title     On rivers
--   <creation><date when="1901-05"/>                              metadata  { author = "A. Oka", date = "1901-05" }
--
-- The date is that of the creation, else of the source, else of the publication: the first that is there.
local packed = require "packed"

local header = {}

local LONGEST_SOURCE <const> = 500 -- bytes of the description of a source; longer ones are essays

-- An ISO 8601 date in the attributes or the text of <date>.
local function date_of(a, text)
  local said = a.when or a["when-iso"] or a.notBefore or a.from or a.value or text
  return packed.date(said) or said:match "%f[%d]%d%d%d%d%f[%D]"
end

-- Calls as those for moonleaf.xml, from <teiHeader> to its end; facts() is { title =, metadata = }.
function header.reader()
  local open, found, authors, editors, keywords = {}, {}, {}, {}, {}

  local function is_in(name)
    for _, element in ipairs(open) do
      if element.name == name then return true end
    end
    return false
  end

  local function keep(key, value)
    if value and value ~= "" and not found[key] then found[key] = value end
  end

  local function add_date(element, text)
    if is_in "revisionDesc" then return end
    local key = is_in "creation" and "created" or is_in "sourceDesc" and "printed"
      or is_in "publicationStmt" and "published"
    if key then keep(key, date_of(element.attributes, text)) end
  end

  local takes = {
    title = function(_, text) if is_in "titleStmt" then keep("title", text) end end,
    author = function(_, text) if is_in "titleStmt" and text ~= "" then authors[#authors + 1] = text end end,
    editor = function(_, text) if is_in "titleStmt" and text ~= "" then editors[#editors + 1] = text end end,
    date = add_date,
    publisher = function(_, text) if is_in "publicationStmt" then keep("publisher", text) end end,
    idno = function(_, text) if is_in "publicationStmt" then keep("id", text) end end,
    term = function(_, text) if is_in "keywords" and text ~= "" then keywords[#keywords + 1] = text end end,
    language = function(element, text) keep("language", element.attributes.ident or text) end,
    sourceDesc = function(_, text) if #text <= LONGEST_SOURCE then keep("source", text) end end,
  }

  local self = {}

  function self.start(name, attributes)
    open[#open + 1] = { name = name, attributes = attributes, parts = {} }
  end

  function self.text(words)
    local element = open[#open]
    if element then element.parts[#element.parts + 1] = words end
  end

  function self.stop(name)
    local element = table.remove(open)
    local text = packed.line(table.concat(element.parts))
    if takes[name] then takes[name](element, text) end
    local around = open[#open]
    if around then around.parts[#around.parts + 1] = text end
  end

  local function join(list) return #list > 0 and table.concat(list, "; ") or nil end

  function self.facts()
    local metadata = {
      author = join(authors), editor = join(editors), keywords = join(keywords), language = found.language,
      publisher = found.publisher, source = found.source, id = found.id,
      date = found.created or found.printed or found.published,
    }
    return { title = found.title, metadata = metadata }
  end

  return self
end

return header
