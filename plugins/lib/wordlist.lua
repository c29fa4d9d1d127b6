-- A text cut into words and marks for looking up names, many times faster than by pieces: what stands between two white
-- spaces is cut once, and kept for the next time that it comes.
--
--   local reader, forget = wordlist.reader(elisions, describe)     forget() after each document
--   local list, starts = reader("In Astana, he")      list[2].form --> "Astana"     starts[2] --> 4
--
-- list holds one shared table for each different word or mark: form, bytes, folded, kind, is_capital, glued (no white
-- space in front), and what `describe` adds when it is met for the first time. starts count as string.find does. A
-- full stop glued to a single capital is part of that word ("V.").

local pieces = require "pieces"

local wordlist = {}

local MOST_KEPT <const> = 40000 -- chunks within a document
local MOST_CARRIED <const> = 3000 -- from document to document: the host goes over all that is kept after each
local CHUNK <const> = "()(%S+)"
local SPACES <const> = { "\u{00A0}", "\u{202F}", "\u{3000}", "\u{2009}" }

-- Joins "V" and "." to an initial.
local function with_initials(list)
  local kept = {}
  for _, piece in ipairs(list) do
    local before = kept[#kept]
    local is_initial = piece.form == "." and before and not piece.space and before.kind == "word"
      and utf8.len(before.form) == 1 and pieces.is_capital(before.form)
    if is_initial then
      before.form, before.folded, before.stop = before.form .. ".", before.folded .. ".", piece.stop
      before.is_initial = true
    else
      kept[#kept + 1] = piece
    end
  end
  return kept
end

-- A word in ASCII with plain marks behind it, which most are in many languages: cut without looking at each letter.
local function plain(chunk)
  local word, marks = chunk:match "^(%a%a+)([%.,;:%)!%?]*)$"
  if not word then return nil end
  local list = { { form = word, folded = word:lower(), kind = "word", start = 1, stop = #word } }
  for k = 1, #marks do
    local mark = marks:sub(k, k)
    list[k + 1] = { form = mark, folded = mark, kind = "mark", start = #word + k, stop = #word + k }
  end
  return list
end

-- The pieces of a text, initials joined.
function wordlist.cut(text, elisions) return plain(text) or with_initials(pieces.cut(text, nil, elisions)) end

local function is_capital(form)
  if form:byte() < 0x80 then return form:find "^%u" ~= nil end
  return pieces.is_capital(form)
end

local function reader_of(elisions, describe)
  local shared, chunks, kept = {}, {}, 0

  local function shared_of(piece, is_glued)
    local bytes = piece.stop - piece.start + 1 -- digits are read as ASCII, which is shorter
    local key = (is_glued and "+" or " ") .. bytes .. piece.form
    local info = shared[key]
    if not info then
      info = { form = piece.form, bytes = bytes, folded = piece.folded, kind = piece.kind,
        is_initial = piece.is_initial,
        glued = is_glued or nil, is_capital = piece.kind == "word" and is_capital(piece.form) or nil }
      describe(info)
      shared[key] = info
    end
    return info
  end

  -- One info, or, of several, each with the offset behind it.
  local function cut(chunk)
    local list = wordlist.cut(chunk, elisions)
    local found = #list == 1 and shared_of(list[1]) or {}
    for k = 1, #list > 1 and #list or 0 do
      found[2 * k - 1], found[2 * k] = shared_of(list[k], k > 1 and not list[k].space), list[k].start - 1
    end
    if kept >= MOST_KEPT then shared, chunks, kept = {}, {}, 0 end
    chunks[chunk], kept = found, kept + 1
    return found
  end

  -- Forgets what a large document left.
  local function forget()
    if kept > MOST_CARRIED then shared, chunks, kept = {}, {}, 0 end
  end

  local function read(text)
    for _, space in ipairs(SPACES) do
      if text:find(space, 1, true) then text = text:gsub(space, (" "):rep(#space)) end
    end
    local list, starts, n = {}, {}, 0
    for at, chunk in text:gmatch(CHUNK) do
      local found = chunks[chunk] or cut(chunk)
      if found.kind then
        n = n + 1
        list[n], starts[n] = found, at
      else
        for k = 1, #found, 2 do
          n = n + 1
          list[n], starts[n] = found[k], at + found[k + 1]
        end
      end
    end
    return list, starts
  end

  return read, forget
end

wordlist.reader = reader_of

return wordlist
