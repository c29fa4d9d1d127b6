-- What a document says about itself at its head: title, authors, affiliations, identifiers, venue, volume, issue,
-- pages, date and place, one row a value, each with how certain it is. Only the first 40 blocks are read, and the
-- last lines where they are labelled.
--
--   $ moonleaf run masthead
--   field        value                                certainty  of
--   title        SCO and regional security issues …         0.9
--   author       G. T. Ichshanova                           0.9
--   orcid        0000-0002-2912-2752                       0.98  G. T. Ichshanova
--   venue        Paradigmata poznání                        0.8

local gazetteer = require "gazetteer"
local identifiers = require "identifiers"
local issues = require "issues"
local people = require "people"

local MOST_BLOCKS <const> = 40
local LONG <const> = 400        -- bytes of a paragraph with which the text itself begins
local LONGEST_LINE <const> = 260 -- of a line that says where and when the text appeared
local TAIL <const> = 300        -- bytes at the end in which labelled lines are looked for
local SOFT <const> = { navigation = true, notice = true }

local masthead = {
  api = 1,
  summary = "Title, authors, affiliations, identifiers, venue, issue, date and place, from the text's own head",
  columns = {
    { "field", "text",
      "title, author, affiliation, email, doi, orcid, udc, issn, isbn, venue, volume, issue, pages ..." },
    { "value", "text", "as written; dates in ISO 8601, identifiers without their label" },
    { "certainty", "number", "0 to 1" },
    { "of", "text", "the author that an affiliation or identifier belongs to" },
    { "evidence", "span", "the line that says it" },
  },
}

-- The blocks of the head: up to the first long paragraph of the body, and what has a role of a head behind it.
local function head_of(document)
  local head, count, has_body, has_abstract = {}, 0, false, false
  for block in document:blocks() do
    count = count + 1
    if count > MOST_BLOCKS then break end
    local role = block.role
    has_abstract = has_abstract or role == "abstract"
    has_body = has_body or role == "abstract" or role == "references"
      or #block > LONG and role ~= "author" and role ~= "title"
    local belongs = not has_body or role == "title" or role == "author"
    if belongs and block.type ~= "code" and block.type ~= "table" then head[#head + 1] = block end
  end
  return head, has_abstract
end

-- The labelled lines with which a document ends: "Year: 2016".
local function tail_of(document)
  local bytes = document.bytes
  if bytes <= TAIL then return {} end
  local blocks, start = {}, bytes - TAIL
  while start < bytes do
    local ok, span = pcall(document.span, document, start, bytes)
    local block = ok and span:block()
    if block and block.start >= bytes - TAIL then blocks[#blocks + 1] = block end
    start = block and math.max(block.stop, start + 1) or start + 1
  end
  return blocks
end

local function language_of(document, block)
  local tag = block.language ~= "und" and block.language or document.language
  return moonleaf.language(tag) or moonleaf.language(tag:match "^%a+" or tag), tag
end

local function squeezed(text) return (text:gsub("\u{00A0}", " "):gsub("%s+", " "):match "^%s*(.-)%s*$") end

local function emitter(emit)
  local seen = {}
  return function(field, value, certainty, evidence, of)
    local key = field .. "\0" .. moonleaf.text.fold(value)
    if seen[key] or value == "" then return end
    seen[key] = true
    emit { field = field, value = value, certainty = certainty, of = of, evidence = evidence }
  end
end

local function titles(head, put)
  local has_title, first = false, nil
  for place, block in ipairs(head) do
    if block.role == "title" then
      put("title", squeezed(block.text), has_title and 0.6 or 0.9, block)
      has_title = true
    end
    local is_line = not block.role or block.role == "body" or block.type == "heading"
    if not first and is_line and place <= 6 and #block <= LONGEST_LINE and not block.text:find "[%.!:]%s*$"
      then first = block end
  end
  if not has_title and first and first.type == "heading" then put("title", squeezed(first.text), 0.6, first) end
end

function masthead.document(document, _, emit)
  local head, has_abstract = head_of(document)
  local put, has_title = emitter(emit), false
  titles(head, put)
  local state = {}
  for place, block in ipairs(head) do
    local language, tag = language_of(document, block)
    local own = language and language.masthead or {}
    local text = block.text
    has_title = has_title or block.role == "title"
    local is_between = has_abstract and has_title and #text <= LONGEST_LINE
    if block.role ~= "title" and #text <= 4 * LONG then
      local reader = language and gazetteer.of(tag)
      people.read(block, place, is_between, own, reader, state, put)
      identifiers.read(block, own, state, put)
      if #text <= LONGEST_LINE and (block.role ~= "body" or place <= 4) then
        issues.read(block, own, tag, SOFT[block.role] or false, put)
      end
    end
  end
  for _, block in ipairs(tail_of(document)) do
    local language, tag = language_of(document, block)
    if language and language.masthead then issues.labelled(block, language.masthead, tag, put) end
  end
end

return masthead
