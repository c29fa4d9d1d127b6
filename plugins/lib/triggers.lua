-- Whether a text may hold digits or one of certain words, found out without cutting it into pieces: most sentences of a
-- text hold none, and cutting takes most of the time of whoever looks for numbers and dates.
--
--   local may_hold = triggers.of({ june = true, ["same year"] = true }, elisions)
--   may_hold "It rained."        --> false
--   may_hold "In June it did."   --> true

local pieces = require "pieces"

local triggers = {}

local UNSPACED <const> = "[\xE3-\xE9\xF0][\x80-\xBF]+" -- ideographs and kana, and a few others: each a piece
local WORD <const> = "[%a\x80-\xFF'’]+"

-- Whether a word as written, with the marks of other scripts that cling to it, has a piece in the set.
local function has_piece(word, set, elisions)
  for _, piece in ipairs(pieces.cut(word, nil, elisions)) do
    if piece.kind == "digits" or set[piece.folded] then return true end
  end
  return false
end

local function has_ideograph(text, set)
  for character in text:gmatch(UNSPACED) do
    if set[character] then return true end
  end
  return false
end

-- A function of a text. `set` has folded pieces as keys. Words are judged once and remembered.
function triggers.of(set, elisions)
  local known = {}
  return function(text)
    if text:find "%d" then return true end
    if text:find(UNSPACED) then
      if has_ideograph(text, set) then return true end
      text = text:gsub(UNSPACED, " ")
    end
    for word in text:gmatch(WORD) do
      local is_one = known[word]
      if is_one == nil then
        is_one = has_piece(word, set, elisions)
        known[word] = is_one
      end
      if is_one then return true end
    end
    return false
  end
end

-- The longest piece of each form of some books: a text without it does not hold the form.
function triggers.words(books)
  local set = {}
  for _, book in ipairs(books) do
    for _, entries in pairs(book.first) do
      for _, entry in ipairs(entries) do
        local longest = entry.folded[1]
        for _, folded in ipairs(entry.folded) do
          if #folded > #longest then longest = folded end
        end
        set[longest] = true
      end
    end
  end
  return set
end

return triggers
