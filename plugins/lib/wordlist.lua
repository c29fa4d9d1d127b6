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
local MOST_CARRIED <const> = 6000 -- from document to document, and as many of an earlier time
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

-- Words in ASCII or letters from U+0100 to U+04FF with plain marks behind them, which most are in many languages, are
-- cut without looking at each letter.
local PLAIN <const> = "^([%a\xC4-\xD3\x80-\xBF]+)([%.,;:%)!%?]*)$"
local ONE_LETTER <const> = "^[%z\1-\x7F\xC2-\xF4][\x80-\xBF]*$" -- perhaps an initial

-- The pieces of a text, initials joined.
function wordlist.cut(text, elisions)
  local list = pieces.cut(text, nil, elisions)
  return text:find(".", 2, true) and with_initials(list) or list
end

local function is_capital(form)
  if form:byte() < 0x80 then return form:find "^%u" ~= nil end
  return pieces.is_capital(form)
end

local function new_info(form, bytes, folded, kind, is_glued, is_initial)
  return {
    form = form, bytes = bytes, folded = folded, kind = kind, is_initial = is_initial, glued = is_glued or nil,
    is_capital = kind == "word" and is_capital(form) or nil,
  }
end

-- Digits are read as ASCII, which is shorter than `bytes`.
local function key_of(form, bytes) return bytes == #form and form or bytes .. " " .. form end

-- What was met lately, and what was met before that: what comes again is taken over. (Not by weak references: the most
-- frequent words would go with the rest.)
local function new_memory() return { chunks = {}, free = {}, glued = {} } end

local function reader_of(elisions, describe)
  local now, before, kept = new_memory(), new_memory(), 0
  local chunks = now.chunks

  local function turn_over()
    now, before, kept = new_memory(), now, 0
    chunks = now.chunks
  end

  local function shared_of(form, bytes, kind, folded, is_glued, is_initial)
    local where, key = is_glued and "glued" or "free", key_of(form, bytes)
    local info = now[where][key] or before[where][key]
    if not info then
      info = new_info(form, bytes, folded or pieces.fold(form), kind, is_glued, is_initial)
      describe(info)
    end
    now[where][key] = info
    return info
  end

  -- Keeps the words of what was found before: there is one table for each at any time.
  local function take_over(found)
    for k = 1, found.kind and 1 or #found, 2 do
      local info = found.kind and found or found[k]
      now[info.glued and "glued" or "free"][key_of(info.form, info.bytes)] = info
    end
  end

  local function shared_of_piece(piece, is_glued)
    return shared_of(piece.form, piece.stop - piece.start + 1, piece.kind, piece.folded, is_glued, piece.is_initial)
  end

  local function cut_plain(word, marks)
    local first = shared_of(word, #word, "word")
    if marks == "" then return first end
    local found = { first, 0 }
    for k = 1, #marks do
      local mark = marks:sub(k, k)
      found[2 * k + 1], found[2 * k + 2] = shared_of(mark, 1, "mark", mark, true), #word + k - 1
    end
    return found
  end

  -- One info, or, of several, each with the offset behind it.
  local function cut_pieces(chunk)
    local list = wordlist.cut(chunk, elisions)
    local found = #list == 1 and shared_of_piece(list[1]) or {}
    for k = 1, #list > 1 and #list or 0 do
      found[2 * k - 1], found[2 * k] = shared_of_piece(list[k], k > 1 and not list[k].space), list[k].start - 1
    end
    return found
  end

  local function cut(chunk)
    if kept >= MOST_KEPT then turn_over() end
    local found = before.chunks[chunk]
    if found then
      take_over(found)
    else
      local word, marks = chunk:match(PLAIN)
      found = word and not word:find(ONE_LETTER) and cut_plain(word, marks) or cut_pieces(chunk)
    end
    chunks[chunk], kept = found, kept + 1
    return found
  end

  -- Forgets what a large document left.
  local function forget()
    if kept > MOST_CARRIED then turn_over() end
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
