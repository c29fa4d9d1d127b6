-- The verb that goes with a figure: the passive or active form behind what is counted, else the nearest one in
-- front, else the next one behind.
--
--   "20 people were killed"  --> "killed"     "managed to prevent 20 attacks"  --> "prevent"

local grammar = require "grammar"

local actions = {}

local function verb_behind(list, from, lexicon, far)
  local helped = false
  for at = from, #list do
    local piece = list[at]
    if (piece.kind == "digits" and not far) or piece.form:find "^[;:.]$" then return nil end
    if lexicon.auxiliaries[grammar.word_of(piece)] then
      helped = true
    elseif (helped or at == from or far) and not piece.used then
      local last = grammar.verb(list, at, lexicon)
      if last then return at, last end
    end
  end
end

local function verb_in_front(list, from, lexicon)
  for at = from, 1, -1 do
    local before = list[at - 1]
    if list[at].kind == "word" and not list[at].used then
      if before and lexicon.infinitive[before.folded] and grammar.is_content(list[at], lexicon) then return at, at end
      local last = grammar.verb(list, at, lexicon)
      if last then return at, last end
    end
  end
end

-- First and last piece of the verb that goes with what stands from piece `first` to `last`, or nil.
function actions.find(list, first, last, lexicon)
  local from, to = verb_behind(list, last + 1, lexicon, false)
  if not from then from, to = verb_in_front(list, first - 1, lexicon) end
  if not from then from, to = verb_behind(list, last + 1, lexicon, true) end
  return from, to
end

-- A verb that follows at once, for "20 killed".
function actions.next(list, at, lexicon)
  local last = grammar.verb(list, at, lexicon)
  return last and at, last
end

return actions
