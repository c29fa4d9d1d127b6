-- Any value of Lua or the API on one line, for the prompt of `moonleaf repl`.
--
--   oneline.of({ 1, "two", n = { 3 } }, page)   -> { 1, "two", n = { 3 } }
--   oneline.of(document, page)                  -> 002_9d4318198ce18ca2 (id 3, en, 8431 words)
--   oneline.of(sentence, page)                  -> “The SCO was founded in 2001.” (002_9d4318198ce18ca2, p. 4)
--
-- page.kind_of(value) is a type of Lua, a class of the API, or "iterator".
local cells = require "cells"
local layout = require "layout"

local oneline = {}

local QUOTED <const> = 400 -- bytes of a text or quotation
local MOST <const> = 20    -- entries of a table
local DEEPEST <const> = 3  -- tables in tables

local escapes = { ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ['"'] = '\\"', ["\\"] = "\\\\" }

-- The first bytes of a text, no character cut.
function oneline.head(text, bytes)
  if #text <= bytes then return text end
  while bytes > 0 and text:byte(bytes + 1) & 0xC0 == 0x80 do bytes = bytes - 1 end
  return text:sub(1, bytes)
end

-- The text cut to so many columns, "…" in the place of what is missing: its end, or its beginning when `keeps_end`.
function oneline.cut(text, columns, keeps_end)
  if layout.width(text) <= columns then return text end
  local characters, used = {}, 1
  for character in text:gmatch(utf8.charpattern) do characters[#characters + 1] = character end
  local first, last, step = 1, #characters, 1
  if keeps_end then first, last, step = #characters, 1, -1 end
  for i = first, last, step do
    used = used + layout.width(characters[i])
    if used > columns then
      if keeps_end then return "…" .. table.concat(characters, "", i + 1) end
      return table.concat(characters, "", 1, i - 1) .. "…"
    end
  end
  return text
end

-- What a quotation shows of a span, or of one in a row that moonleaf.run answers.
local function quotation(span, document, has_document)
  local text = oneline.head(span.text, QUOTED)
  if #text < #span.text then text = text .. "…" end
  return cells.quotation({ text = text, document = document, page = span.page }, has_document)
end

-- True for such a row's span.
local function is_quotation(value)
  local start, text, document = rawget(value, "start"), rawget(value, "text"), rawget(value, "document")
  return math.type(start) == "integer" and type(text) == "string" and type(document) == "string"
end

-- ---- tables ----

-- True for a key that needs no brackets.
function oneline.is_name(key) return type(key) == "string" and key:find "^[%a_][%w_]*$" ~= nil end

-- True for tables that are a text: quotations, and those that say themselves how they read.
function oneline.has_own_text(value)
  if is_quotation(value) then return true end
  local meta = getmetatable(value)
  return type(meta) == "table" and rawget(meta, "__tostring") ~= nil
end

local function rank(key) return math.type(key) and 1 or type(key) == "string" and 2 or 3 end

-- Numbers before texts before the rest.
local function before(a, b)
  local x, y = rank(a), rank(b)
  if x ~= y then return x < y end
  if x == 3 then return tostring(a) < tostring(b) end
  return a < b
end

-- The keys of a table, sorted, but for those of its list.
function oneline.keys(value)
  local keys, length = {}, rawlen(value)
  for key in pairs(value) do
    local is_item = math.type(key) == "integer" and key >= 1 and key <= length
    if not is_item then keys[#keys + 1] = key end
  end
  table.sort(keys, before)
  return keys
end

-- A key as it stands before its value: "name = ".
function oneline.key(key, page)
  return (oneline.is_name(key) and key or "[" .. oneline.of(key, page, DEEPEST) .. "]") .. " = "
end

local function table_text(value, page, depth)
  if is_quotation(value) then return quotation(value, value.document) end
  if oneline.has_own_text(value) then return layout.clean(tostring(value)) end
  if depth > DEEPEST then return next(value) == nil and "{}" or "{…}" end
  local parts = {}
  for i = 1, math.min(rawlen(value), MOST) do parts[i] = oneline.of(value[i], page, depth + 1) end
  local keys = oneline.keys(value)
  for i = 1, math.min(#keys, MOST - #parts) do
    parts[#parts + 1] = oneline.key(keys[i], page) .. oneline.of(value[keys[i]], page, depth + 1)
  end
  if rawlen(value) + #keys > MOST then parts[#parts + 1] = "…" end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

-- ---- texts and objects ----

local function quoted(text)
  local shown = layout.valid(oneline.head(text, QUOTED)):gsub('[%c"\\]', function(c)
    return escapes[c] or ("\\x%02x"):format(c:byte())
  end)
  return '"' .. shown .. (#text > QUOTED and '…"' or '"')
end

local function document_text(document)
  local name = layout.clean(document.name or "?")
  return ("%s (id %d, %s, %d words)"):format(name, document.id, document.language, document.words)
end

local function corpus_text(corpus)
  local row = corpus:sql("SELECT count(*) AS documents, coalesce(sum(words), 0) AS words FROM document")()
  return ("corpus of %d documents, %d words"):format(row.documents, row.words)
end

local text_of = {
  ["nil"]  = tostring,
  boolean  = tostring,
  number   = tostring,
  string   = quoted,
  table    = table_text,
  document = document_text,
  span     = function(span) return quotation(span, span.document.name) end,
  counter  = function(counter) return ("counter of %d keys, total %d"):format(#counter, counter:total()) end,
  corpus   = corpus_text,
}

-- The value on one line; `depth` is how many tables it lies in, 1 when left out.
function oneline.of(value, page, depth)
  local kind = page.kind_of(value)
  local text = text_of[kind]
  return text and text(value, page, depth or 1) or kind
end

-- The value as a cell of a table that names its document elsewhere.
function oneline.cell(value, page)
  local kind = page.kind_of(value)
  if kind == "nil" then return "" end
  if kind == "number" then return cells.number(value) end
  if kind == "span" or kind == "table" and is_quotation(value) then return quotation(value, nil, true) end
  if kind == "document" then return layout.clean(value.name or "?") end
  if kind ~= "string" then return oneline.of(value, page, DEEPEST) end
  local text = layout.clean(oneline.head(value, QUOTED))
  return #value > QUOTED and text .. "…" or text
end

return oneline
