-- A Markdown table (GitHub's dialect) for papers, notes and issues; evidence as a quotation.
--
--   | row | document | value | evidence |
--   | ---: | --- | ---: | --- |
--   | 1 | report | 20 | “prevented 20 attacks” p. 4 |
local cells = require "cells"
local pivot = require "pivot"

-- Characters that would begin a cell, code, emphasis, a link or HTML.
local function escape(text)
  return (text:gsub("[\\|`*%[<]", "\\%0"):gsub("%f[%w_]_", "\\_"))
end

local function line(texts) return "| " .. table.concat(texts, " | ") .. " |\n" end

local markdown = {
  api        = 1,
  summary    = "A Markdown table",
  extension  = ".md",
  media_type = "text/markdown",
  people     = true,
}

function markdown.render(result, write)
  result = pivot.of(result)
  local columns = result.columns
  local names, rules, texts = {}, {}, {}
  for i, column in ipairs(columns) do
    names[i] = escape(column.name)
    rules[i] = cells.is_numeric(column) and "---:" or "---"
  end
  write(line(names), line(rules))
  local has_document = cells.document_column(columns)
  for row in result:rows() do
    for i, column in ipairs(columns) do texts[i] = escape(cells.text(row[i], column.type, has_document)) end
    write(line(texts))
  end
  for _, note in ipairs(result.notes) do write("\n", escape(note), "\n") end
end

return markdown
