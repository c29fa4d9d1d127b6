-- How a table of results is laid out on a page, judged on a sample of its rows: which columns at which widths, whether
-- documents stand as headings above their rows, and whether quotations stand below them.
--
-- A row of the sample is { texts = a text for each column, document = the text of its document column }.
local cells = require "cells"
local layout = require "layout"
local widths = require "widths"

local plans = { gap = "  ", indent = 2 } -- between columns; of rows under the heading of their document

local LEAST_TEXT <const> = 12         -- columns below which a wrapped text is a ladder of words
local LONGEST_WORD <const> = 24       -- a longer one (an address, a run of Chinese) may be broken
local NARROW_QUOTATION <const> = 0.5  -- a quotation that gets less of the page ...
local TALL_QUOTATION <const> = 2      -- ... and takes more lines stands below its row instead

local function longest_word(text)
  local longest = 0
  for word in text:gmatch("[^ ]+") do longest = math.max(longest, layout.width(word)) end
  return longest
end

-- The column as it is printed: its heading, its least and its wanted width over the sample.
local function measured(column, position, sample)
  local heading = layout.clean((column.name:gsub("_", " ")))
  local widest, total, word = 0, 0, 0
  for _, row in ipairs(sample) do
    local text = row.texts[position]
    local width = layout.width(text)
    widest, total = math.max(widest, width), total + width
    if word < LONGEST_WORD then word = math.max(word, longest_word(text)) end
  end
  local is_firm = cells.is_numeric(column) or column.type == "boolean"
  local head = longest_word(heading)
  return {
    position = position,
    heading  = heading,
    is_right = cells.is_numeric(column),
    is_firm  = is_firm, -- never wrapped
    is_quotation = column.type == "span",
    mean     = #sample > 0 and total / #sample or 0,
    least    = math.max(head, is_firm and widest or math.min(widest, LEAST_TEXT)),
    whole    = math.max(head, is_firm and widest or math.min(word, LONGEST_WORD)), -- breaks no word
    wanted   = math.max(layout.width(heading), widest),
  }
end

-- Takes the column of that position out of the list and answers it.
local function take(list, position)
  for i, column in ipairs(list) do
    if column.position == position then return table.remove(list, i) end
  end
end

local function listed(columns, key)
  local values = {}
  for i, column in ipairs(columns) do values[i] = column[key] end
  return values
end

-- Gives the columns their widths; false when they do not fit on the page. What gives way first: headings of numbers are
-- wrapped, then texts between words, then texts within words.
local function fit(columns, room)
  local least, whole, wanted = listed(columns, "least"), listed(columns, "whole"), listed(columns, "wanted")
  local narrow = {}
  for i, column in ipairs(columns) do narrow[i] = column.is_firm and column.least or column.wanted end
  room = room - #plans.gap * (#columns - 1)
  local shares = widths.share(wanted, wanted, room) or widths.share(whole, narrow, room)
    or widths.share(least, narrow, room)
  for i, column in ipairs(columns) do column.width = shares and shares[i] or column.wanted end
  return shares ~= nil
end

-- True when documents have several rows each, so that a heading above them costs less than a column.
local function has_groups(sample)
  local groups = 0
  for i, row in ipairs(sample) do
    if i == 1 or row.document ~= sample[i - 1].document then groups = groups + 1 end
  end
  return groups > 0 and #sample >= 2 * groups
end

local function last_quotation(list)
  for i = #list, 1, -1 do
    if list[i].is_quotation then return list[i] end
  end
end

local function is_cramped(column, page)
  return column.width < page * NARROW_QUOTATION and column.mean > column.width * TALL_QUOTATION
end

-- The plan for a page of `page` columns; `document` is the position of the document column or nil. Answers
--   columns     those that stand side by side: { position, heading, width, is_right, is_firm }
--   group       the position of the column that stands as a heading above its rows, or nil
--   quotation   the position of the column that stands below its rows, or nil
--   indent      of the rows
--   fits        false when the page is too narrow for columns, so that each row must be a list of its values
function plans.of(columns, sample, document, page)
  local list = {}
  for position, column in ipairs(columns) do list[position] = measured(column, position, sample) end
  local plan = { columns = list, indent = 0, page = page }
  if document and has_groups(sample) then
    take(list, document)
    plan.group, plan.indent = document, plans.indent
  end
  plan.fits = fit(list, page - plan.indent)
  local quotation = last_quotation(list)
  if quotation and #list > 1 and (not plan.fits or is_cramped(quotation, page)) then
    take(list, quotation.position)
    plan.quotation = quotation.position
    plan.fits = fit(list, page - plan.indent)
  end
  return plan
end

-- The lines of a text on what the page has left of `indent`.
function plans.paragraph(plan, text, indent)
  return layout.wrap(text, math.max(plan.page - indent, LEAST_TEXT))
end

return plans
