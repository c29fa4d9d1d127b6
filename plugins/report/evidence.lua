-- Evidence: the sentence that a row rests on, in its paragraph, and a mark on it in the document's text.
--
--   evidence.open(document, row.evidence, "figures:17")      <details> ... </details>
--   evidence.marks[id]                                       { { start, stop }, ... } of a document that is shown
local documents = require "documents"
local html = require "html"

local evidence = { marks = {} }

local AROUND <const> = 500         -- bytes of the paragraph on either side of the sentence
local LONGEST_QUOTATION <const> = 1200 -- bytes of the sentence; an evidence of whole pages is cut there
local LONGEST_LINE <const> = 400   -- characters of what is seen before it is opened
local LONGEST_MARK <const> = 5000  -- bytes; a mark on whole pages marks nothing

-- The place at or before `at` where no character is cut.
local function boundary(text, at)
  while at > 0 and at < #text do
    local byte = text:byte(at + 1)
    if byte < 0x80 or byte >= 0xC0 then break end
    at = at - 1
  end
  return at
end

local function quoted(text)
  local stop = boundary(text, math.min(#text, LONGEST_QUOTATION))
  return html.escape(text:sub(1, stop)) .. (stop < #text and " […]" or "")
end

-- Left and right of [start, stop) in the text of its block, at most AROUND bytes each.
local function around(text, start, stop)
  local first, last = boundary(text, math.max(0, start - AROUND)), boundary(text, math.min(#text, stop + AROUND))
  local left, right = text:sub(first + 1, start), text:sub(stop + 1, last)
  return (first > 0 and "… " or "") .. html.escape(left), html.escape(right) .. (last < #text and " …" or "")
end

local function paragraph(document, place)
  local span = document:span(place.start, place.stop)
  local block = span:block()
  if not block then return ("<mark>%s</mark>"):format(quoted(place.text)), span.language end
  local left, right = around(block.text, place.start - block.start, math.min(place.stop, block.stop) - block.start)
  return ("%s<mark>%s</mark>%s"):format(left, quoted(place.text), right), span.language
end

local function is_markable(place) return place.stop - place.start <= LONGEST_MARK end

local function note_mark(id, place)
  if not is_markable(place) then return end
  evidence.marks[id] = evidence.marks[id] or {}
  table.insert(evidence.marks[id], { place.start, place.stop })
end

-- Where it is, with a way there: name, page, how far into the text, and the command that prints it.
local function source_of(document, place, reference)
  local shown, parts = documents.by_id[document.id], {}
  local anchor = "#d" .. document.id .. (is_markable(place) and "-" .. place.start or "")
  parts[1] = shown and ('<a href="%s">%s</a>'):format(anchor, html.said(shown.label)) or html.said(document.name)
  local page = document:page(document:span(place.start, place.stop))
  if page then parts[#parts + 1] = "page " .. page end
  parts[#parts + 1] = ("%d%% into the text (bytes %s–%s)"):format(place.start * 100 // math.max(1, document.bytes),
    html.number(place.start), html.number(place.stop))
  if reference then parts[#parts + 1] = "<code>moonleaf show " .. html.escape(reference) .. "</code>" end
  return table.concat(parts, " · ")
end

-- One evidence, closed; `line` is what is seen then, the beginning of the quotation when left out.
function evidence.open(document, place, reference, line)
  local text, language = paragraph(document, place)
  local lang = html.lang(language)
  if documents.by_id[document.id] then note_mark(document.id, place) end
  line = html.escape(line or html.shortened(place.text, LONGEST_LINE))
  return table.concat { '<details class="evidence"><summary dir="auto"', lang, '><span class="line">', line,
    '</span></summary><blockquote dir="auto"', lang, ">", text, '</blockquote><p class="source">',
    source_of(document, place, reference), "</p></details>" }
end

-- As open(), for a row that names its document instead of holding it.
function evidence.named(place, line)
  local found, document = pcall(corpus.document, corpus, place.document)
  if found then return evidence.open(document, place, nil, line) end
  return ('<blockquote dir="auto">%s</blockquote>'):format(quoted(place.text))
end

return evidence
