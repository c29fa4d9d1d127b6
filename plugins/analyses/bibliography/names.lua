-- Names of authors at the head of an entry.
--
--   names.head("Barkovski A.N., Ismailova R.M. etc. Economic strategies", context)
--     --> 30, 34: where the names end, and the words for further authors
--   names.head("J. Smith and A. Jones, “Title”", context)                           --> 21, 21
--
-- context: joins, particles and stop_words, sets of folded words; others, a list of forms.

local pieces = require "pieces"

local names = {}

local LONGEST_INITIALS <const> = 3 -- letters without full stops: Smith JAB

-- Words between white space, without and with the punctuation behind them.
local function cut(text)
  local list = {}
  for start, word in text:gmatch "()(%S+)" do
    local bare = word:gsub("[,;:]+$", "")
    local ended = bare:match "^([^%.]+)%.$" -- the last name of all: "and M. de Rijke."
    if ended and utf8.len(ended) > 2 then bare = ended end
    list[#list + 1] = { start = start, stop = start + #bare - 1, word = bare, mark = word:sub(#bare + 1) }
  end
  return list
end

local function is_initials(word)
  local letters = 0
  if not word:find "%." then
    return #word <= LONGEST_INITIALS and word:find "^%u+$" ~= nil or utf8.len(word) == 1 and pieces.is_capital(word)
  end
  for letter, mark in word:gmatch "([^%.%-]+)([%.%-]*)" do
    if utf8.len(letter) > 2 or mark == "" or not pieces.is_capital(letter) then return false end
    letters = letters + 1
  end
  return letters > 0
end

local function is_surname(item)
  return item ~= nil and not item.word:find "[%d%./%(%)%[%]\"]" and utf8.len(item.word) > 1
    and pieces.is_capital(item.word)
end

local function skip(list, at, test)
  while list[at] and test(list[at]) do at = at + 1 end
  return at
end

-- Whether "The SCO" could be a surname with initials: a word without content needs initials with full stops.
local function is_phrase(surname, initials, context)
  return context.stop_words[pieces.fold(surname.word)] and not initials.word:find "%."
end

-- The item behind one name that begins with `at`; nil when none does.
local function one(list, at, context)
  local surname = skip(list, at, function(item) return context.particles[item.word] end)
  if is_surname(list[surname]) then
    local last = surname
    if list[last].mark == "" and is_surname(list[last + 1]) and list[last + 2] and is_initials(list[last + 2].word) then
      last = last + 1 -- García Márquez G.
    end
    local behind = skip(list, last + 1, function(item)
      return is_initials(item.word) and (list[last].mark == "" or list[last].mark == ",")
    end)
    if behind > last + 1 and not is_phrase(list[surname], list[last + 1], context) then return behind end
  end
  local behind = skip(list, at, function(item) return is_initials(item.word) and item.mark == "" end)
  if behind == at then return nil end
  behind = skip(list, behind, function(item) return context.particles[item.word] end)
  return is_surname(list[behind]) and behind + 1 or nil
end

-- Whether a surname without initials stands here, in front of a title that begins with a word like "The".
local function lone(list, at, context)
  local after = list[at + 1]
  if not after or not pieces.is_capital(after.word) then return false end
  return is_surname(list[at]) and context.stop_words[pieces.fold(after.word)]
    and not context.stop_words[pieces.fold(list[at].word)]
end

local function others(text, from, context)
  local folded = pieces.fold(text:sub(from))
  for _, form in ipairs(context.others) do
    local at = folded:find(form, 1, true)
    local is_word = at and at <= 3 and not folded:find("^[%a\x80-\xff]", at + #form)
    if is_word then return from + at + #form - 2 end
  end
end

-- The last byte of the names at the head of a text, and of the words for further authors behind them; nil when it
-- begins otherwise.
function names.head(text, context)
  local list = cut(text)
  local at = one(list, 1, context)
  if not at then return nil end
  while list[at] and not list[at - 1].mark:find "%." do
    local separator = at
    if list[at].word == "&" or context.joins[pieces.fold(list[at].word)] then separator = at + 1 end
    local is_parted = separator > at or list[at - 1].mark ~= ""
    local behind = is_parted and (one(list, separator, context) or lone(list, separator, context) and separator + 1)
    if not behind then break end
    at = behind
  end
  local stop = list[at - 1].stop
  return stop, others(text, stop + 1, context) or stop
end

return names
