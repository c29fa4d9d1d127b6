-- A table for people in a terminal: columns aligned by display width, long texts wrapped in their column, evidence as a
-- quotation, each document named once above its rows.
--
--   row  value  qualifier  unit  counted              period
--
--   002_9d4318198ce18ca2
--    12     20                   terrorist attacks    2011/2015
--    13    650                   crimes               2011/2015
--        “Between 2011 and 2015, under RATS coordination, the authorities of SCO member States managed
--        to prevent 20 terrorist attacks while still in the planning stages, ...”
local cells = require "cells"
local layout = require "layout"
local pivot = require "pivot"
local plans = require "plans"

local SAMPLE <const> = 1000       -- rows that judge the widths: enough to be typical, few enough to print at once
local PAGE <const> = 100          -- columns when the output is no terminal
local NO_DOCUMENT <const> = "(all documents)"

local styles = { heading = "\27[1m", quiet = "\27[2m" }
local STYLE_END <const> = "\27[0m"

-- What is printed of one row: a text for each column, and its document.
local function read_row(row, columns, document)
  local texts = {}
  for i, column in ipairs(columns) do texts[i] = cells.text(row[i], column.type, document) end
  return { texts = texts, document = document and texts[document] }
end

-- One function that answers row after row, then nil.
local function reader_of(result)
  local iterate, state, row = result:rows()
  return function()
    row = iterate(state, row)
    return row
  end
end

local function read_sample(next_row, columns, document)
  local sample = {}
  for row in next_row do
    sample[#sample + 1] = read_row(row, columns, document)
    if #sample == SAMPLE then break end
  end
  return sample
end

-- A printer of lines: put(text, style) writes one, without spaces at its end.
local function printer_of(write, has_colour)
  return function(text, style)
    text = text:gsub(" +$", "")
    if has_colour and style and text ~= "" then
      write(styles[style], text, STYLE_END, "\n")
    else
      write(text, "\n")
    end
  end
end

-- Prints texts side by side, each wrapped in its column; `is_low` lets short ones stand on the last line.
local function put_beside(put, plan, texts, style, is_low)
  local wrapped, height = {}, 1
  for i, column in ipairs(plan.columns) do
    wrapped[i] = column.is_firm and not is_low and { texts[i] } or layout.wrap(texts[i], column.width)
    height = math.max(height, #wrapped[i])
  end
  local parts = {}
  for line = 1, height do
    for i, column in ipairs(plan.columns) do
      local text = wrapped[i][is_low and line - height + #wrapped[i] or line] or ""
      if plan.is_terminal then text = layout.isolate(text) end
      parts[i] = layout.pad(text, column.width, column.is_right)
    end
    put((" "):rep(plan.indent) .. table.concat(parts, plans.gap), style)
  end
end

local function put_paragraph(put, plan, text, indent, style)
  for _, line in ipairs(plans.paragraph(plan, text, indent)) do put((" "):rep(indent) .. line, style) end
end

-- Prints a row that is too wide for the page: each value on lines of its own, behind its column's name.
local function put_list(put, plan, texts)
  local widest = 0
  for _, column in ipairs(plan.columns) do widest = math.max(widest, layout.width(column.heading)) end
  local margin = (" "):rep(plan.indent)
  for i, column in ipairs(plan.columns) do
    local lines = texts[i] == "" and {} or plans.paragraph(plan, texts[i], plan.indent + widest + #plans.gap)
    for number, line in ipairs(lines) do
      put(margin .. layout.pad(number == 1 and column.heading or "", widest) .. plans.gap .. line)
    end
  end
end

-- The texts of a row side by side; a document that stood in the row before is left blank.
local function shown_texts(plan, row, previous, document)
  local texts = {}
  for i, column in ipairs(plan.columns) do
    local is_repeated = plan.fits and column.position == document and previous and previous.document == row.document
    texts[i] = is_repeated and "" or row.texts[column.position]
  end
  return texts
end

-- A printer of rows that remembers the row before: row(r) prints one, row(nil) what is left at the end.
local function row_printer(put, plan, document)
  local previous
  local first = plan.columns[1]
  local under = plan.indent + (first and first.is_firm and first.width + #plans.gap or plans.indent)
  local function end_quotation()
    local text = previous and plan.quotation and previous.texts[plan.quotation] or ""
    if text ~= "" then put_paragraph(put, plan, text, under, "quiet") end
  end
  return function(row)
    local begins_group = row and plan.group and not (previous and previous.document == row.document)
    local position = plan.quotation
    local keeps_quotation = row and position and previous and not begins_group
      and previous.texts[position] == row.texts[position]
    if not keeps_quotation then end_quotation() end
    if not row then return end
    if begins_group then
      if previous or plan.fits then put "" end
      put_paragraph(put, plan, row.document ~= "" and row.document or NO_DOCUMENT, 0, "heading")
    elseif previous and (not plan.fits or position and not keeps_quotation) then
      put ""
    end
    local texts = shown_texts(plan, row, previous, document)
    if plan.fits then put_beside(put, plan, texts) else put_list(put, plan, texts) end
    previous = row
  end
end

local function put_header(put, plan)
  local headings = {}
  for i, column in ipairs(plan.columns) do headings[i] = column.heading end
  if plan.fits then put_beside(put, plan, headings, "quiet", true) end
end

local format = {
  api        = 1,
  summary    = "Aligned columns for people in a terminal (the default)",
  extension  = ".txt",
  media_type = "text/plain",
  people     = true,
}

-- True for the lines of a concordance, whose hits stand below one another.
local function is_concordance(columns)
  return #columns == 4 and columns[1].name == "left" and columns[2].name == "match" and columns[3].name == "right"
    and columns[4].type == "span"
end

local function put_concordance(result, write)
  local is_empty = true
  for text in result:texts "kwic" do
    write(text)
    is_empty = false
  end
  if is_empty then write "(no hits)\n" end
end

function format.render(result, write)
  if is_concordance(result.columns) then return put_concordance(result, write) end
  result = pivot.of(result)
  local columns = result.columns
  local document = cells.document_column(columns)
  local next_row = reader_of(result)
  local sample = read_sample(next_row, columns, document)
  local plan = plans.of(columns, sample, document, result.width or PAGE)
  plan.is_terminal = result.width ~= nil
  local put = printer_of(write, result.colour)
  put_header(put, plan)
  if #sample == 0 then put "(no rows)" end

  local put_row = row_printer(put, plan, document)
  for _, row in ipairs(sample) do put_row(row) end
  if #sample == SAMPLE then
    for row in next_row do put_row(read_row(row, columns, document)) end
  end
  put_row(nil)
  if #result.notes > 0 then put "" end
  for _, note in ipairs(result.notes) do put_paragraph(put, plan, note, 0, "quiet") end
end

return format
