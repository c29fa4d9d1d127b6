-- A table of HTML to put into a page: no script, no style; what texts hold is always text. Evidence is a quotation with
-- its document and page, each text stands in its own direction.
--
--   <table class="moonleaf">
--   <caption>figures</caption>
--   <thead><tr><th scope="col" class="number">row</th><th scope="col">evidence</th></tr></thead>
--   <tbody>
--   <tr><th scope="row" class="number">1</th><td><q>prevented 20 attacks</q> <cite>report, p. 4</cite></td></tr>
local cells = require "cells"
local layout = require "layout"
local pivot = require "pivot"

local escapes <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

-- The text as text: five characters escaped, controls that HTML forbids seen as U+FFFD.
local function escape(text)
  text = layout.valid(text):gsub("[&<>\"']", escapes)
  return (text:gsub("[\0-\8\11\12\14-\31\127]", "\u{FFFD}"):gsub("\xC2[\x80-\x9F]", "\u{FFFD}"))
end

-- "Isolated" by an element of its own: no text turns the direction of what follows it.
local function text_of(text) return '<bdi>' .. escape(text):gsub("\r?\n", "<br/>") .. "</bdi>" end

local function quotation(span)
  local page = span.page and ("p. %d"):format(span.page)
  local source = escape(span.document or "") .. (page and (span.document and ", " or "") .. page or "")
  return ('<q dir="auto">%s</q>%s'):format(escape(span.text), source ~= "" and " <cite>" .. source .. "</cite>" or "")
end

local function content(value, column)
  if value == nil then return "" end
  if column.type == "span" then return quotation(value) end
  if column.type == "spans" then
    local list = {}
    for i, span in ipairs(value) do list[i] = "<li>" .. quotation(span) .. "</li>" end
    return "<ul>" .. table.concat(list) .. "</ul>"
  end
  if column.type == "date" then return ("<time>%s</time>"):format(escape(value)) end
  if type(value) == "string" then return text_of(value) end
  return escape(cells.text(value, column.type, true))
end

local html = {
  api        = 1,
  summary    = "A table of HTML for a web page",
  extension  = ".html",
  media_type = "text/html",
}

function html.render(result, write)
  result = pivot.of(result)
  local columns = result.columns
  local class, heads, parts = {}, {}, {}
  for i, column in ipairs(columns) do
    class[i] = cells.is_numeric(column) and ' class="number"' or ""
    local help = column.help and (' title="%s"'):format(escape(column.help)) or ""
    heads[i] = ('<th scope="col"%s%s>%s</th>'):format(class[i], help, escape((column.name:gsub("_", " "))))
  end
  write('<table class="moonleaf">\n<caption>', escape(result.title), "</caption>\n")
  write("<thead><tr>", table.concat(heads), "</tr></thead>\n<tbody>\n")
  for row in result:rows() do
    for i, column in ipairs(columns) do
      local tag, scope = "td", ""
      if i == 1 then tag, scope = "th", ' scope="row"' end
      parts[i] = ("<%s%s%s>%s</%s>"):format(tag, scope, class[i], content(row[i], column), tag)
    end
    write("<tr>", table.concat(parts), "</tr>\n")
  end
  write("</tbody>\n</table>\n")
  for _, note in ipairs(result.notes) do write('<p class="note">', text_of(note), "</p>\n") end
end

return html
