-- What a piece is to the grammar of its language: content or not, a verb or not.
--
--   grammar.is_content(list[3], lexicon)
--   grammar.verb(list, 3, lexicon)         --> last piece of the verb, and whether it is a listed form

local grammar = {}

local LEAST_STEM <const> = 3 -- letters in front of an ending: "need" is no form of "ne"

-- Whether a word ends in one of the endings and has at least `stem` letters in front of it.
function grammar.ends_in(word, endings, stem)
  for _, length in ipairs(endings.lengths) do
    local has_ending = length < #word and endings.found[word:sub(-length)]
    if has_ending and utf8.len(word, 1, -length - 1) >= stem then return true end
  end
  return endings.found[word] and stem == 0 or false
end

-- The dictionary's word where there is one, for scripts without spaces.
function grammar.word_of(piece)
  return piece.ideograph and (piece.word or "") or piece.folded
end

function grammar.is_stop(piece, lexicon)
  return lexicon.stop_words[grammar.word_of(piece)]
end

function grammar.is_mark(piece)
  return piece.kind == "mark"
end

function grammar.is_content(piece, lexicon)
  return piece and piece.kind == "word" and not grammar.is_stop(piece, lexicon)
end

-- Not "successfully" before a number: an adverb by its ending.
function grammar.is_adverb(piece, lexicon)
  return grammar.ends_in(piece.folded, lexicon.adverb_endings, LEAST_STEM)
end

-- A form of a verb: listed (certain), or by its ending.
function grammar.verb(list, at, lexicon)
  local piece = list[at]
  if not piece or piece.kind ~= "word" then return nil end
  local before = list[at - 1]
  if before and lexicon.determiners[before.folded] then return nil end -- "an increase"
  local form, last = lexicon.verb_forms:at(list, at)
  if form and (not piece.ideograph or piece.word) then return last, true end
  if lexicon.not_verbs[piece.folded] or grammar.ends_in(piece.folded, lexicon.not_endings, 1) then return nil end
  if grammar.ends_in(piece.folded, lexicon.verb_endings, LEAST_STEM) then return at, false end
end

return grammar
