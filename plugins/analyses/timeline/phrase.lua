-- What a sentence says happened at a date: the clauses around it, without the date where that reads well.
--
--   "In 2005, at the summit, a Declaration was adopted."      --> "at the summit, a Declaration was adopted"
--   "The Tashkent summit (June, 2004) founded a centre."      --> "The Tashkent summit founded a centre"

local phrase = {}

local ENOUGH <const> = 6   -- words beside the date that make a phrase of one clause
local BARE <const> = 1     -- words that say nothing: "in 2004, 2008 and 2012 floods came"
local LONGEST <const> = 28 -- words; a shorter sentence with one date is taken whole
local IDEOGRAPHS_OF_A_WORD <const> = 2
local PARTING <const> = {
  [","] = true, [";"] = true, ["，"] = true, ["；"] = true, ["،"] = true, ["؛"] = true, ["。"] = true,
}
local OPENING <const> = { ["("] = true, ["（"] = true }
local CLOSING <const> = { [")"] = true, ["）"] = true }
local MARKS_OF_ONE_BYTE <const> = { "^[%s,;:.%-]+", "[%s,;:.%-]+$" }
local OTHER_MARKS <const> = {
  ["，"] = true, ["；"] = true, ["："] = true, ["。"] = true, ["、"] = true, ["—"] = true, ["–"] = true,
}
local LONG_WORD <const> = 4 -- letters; a full stop behind a shorter one may be of an abbreviation
local NEAR <const> = 3      -- pieces between dates of a list

local function words(list, first, last, date)
  local sum = 0
  for k = first, last do
    local is_word = list[k].kind ~= "mark" and (k < date.first or k > date.last)
    if is_word then sum = sum + (list[k].ideograph and 1 / IDEOGRAPHS_OF_A_WORD or 1) end
  end
  return sum
end

-- Clauses as pairs of pieces, cut behind commas that stand in no number and in no date.
local function clauses(list, found)
  local inside = {}
  for _, date in ipairs(found) do
    for k = date.first, date.last do inside[k] = true end
  end
  local cut, first = {}, 1
  for k, piece in ipairs(list) do
    local is_number = list[k + 1] and list[k + 1].kind == "digits" and not list[k + 1].space
    local is_long = k > 1 and utf8.len(list[k - 1].form) >= LONG_WORD
    local is_stop = piece.form == "." and is_long and list[k + 1] and list[k + 1].space
    if is_stop then is_number = false end
    if k == #list or is_stop and not inside[k] or PARTING[piece.form] and not inside[k] and not is_number then
      cut[#cut + 1] = { first, k }
      first = k + 1
    end
  end
  return cut
end

local function holds_other(clause, date, found)
  for _, other in ipairs(found) do
    if other ~= date and other.first >= clause[1] and other.first <= clause[2] then return true end
  end
  return false
end

-- First and last piece of as many clauses as say enough.
local function stretch(list, date, found)
  local cut = clauses(list, found)
  if #found == 1 and words(list, 1, #list, date) <= LONGEST then return 1, #list end
  local from, to = 1, #cut
  for k, clause in ipairs(cut) do
    if clause[1] <= date.first then from, to = k, k end
  end
  while words(list, cut[from][1], cut[to][2], date) < ENOUGH do
    local opens = date.first - cut[from][1] <= 1
    local is_bare = words(list, cut[from][1], cut[to][2], date) <= BARE
    local right = cut[to + 1] and (is_bare or not holds_other(cut[to + 1], date, found))
    local left = cut[from - 1] and (is_bare or not holds_other(cut[from - 1], date, found))
    if right and (opens or not left) then
      to = to + 1
    elseif left then
      from = from - 1
    else
      break
    end
  end
  return cut[from][1], cut[to][2]
end

-- The first of the words that end with piece `at` and tie a date to its sentence ("in the", "on Monday,"), or nil; and
-- whether it is more than an article: "the 2008 crisis" keeps its date.
local function tie(list, at, vocabulary)
  local lexicon = vocabulary.lexicon
  local piece = list[at]
  if not piece then return nil end
  local _, first = lexicon.date_within:ending(list, at)
  if not first then _, first = lexicon.date_since:ending(list, at) end
  if not first then _, first = vocabulary.weekdays:ending(list, piece.form == "," and at - 1 or at) end
  if first then return first, true end
  if lexicon.inside[piece.folded] or lexicon.date_named:ending(list, at) then return at, true end
  if lexicon.articles[piece.folded] then return at, false end
end

-- The date with the words that tie it to the sentence: "by the end of 2005", "(June, 2004)".
local function bound(list, date, first, last, vocabulary)
  local from, to = date.first, date.last
  local is_bracketed = from > first and to < last and OPENING[list[from - 1].form] and CLOSING[list[to + 1].form]
  if is_bracketed then return from - 1, to + 1, true end
  local _, reach = vocabulary.lexicon.date_since_after:at(list, to + 1)
  to = reach or to
  local front, is_more = tie(list, from - 1, vocabulary)
  local is_tied = false
  while front and front >= first do
    from, is_tied = front, is_tied or is_more
    front, is_more = tie(list, from - 1, vocabulary)
  end
  if not is_tied then from = date.first end
  if date.is_opened and from == date.first and from > first then from = from - 1 end
  return from, to, false
end

-- Whether leaving the date out would read badly: one of several in a row, in front of its noun ("the 2008 crisis"), or
-- with characters right behind it (2019年底, 2015年的协定).
local function is_knit(list, date, found, to)
  local after = list[to + 1]
  if date.attributive or after and after.ideograph then return true end
  for _, other in ipairs(found) do
    local gap = other.first > date.first and other.first - date.last or date.first - other.last
    if other ~= date and gap <= NEAR then return true end
  end
  return false
end

local function trimmed(text)
  text = text:gsub("%s+", " ")
  for _ = 1, 2 do
    for _, edge in ipairs(MARKS_OF_ONE_BYTE) do text = text:gsub(edge, "") end
    local head, tail = text:match("^" .. utf8.charpattern), text:sub(utf8.offset(text, -1) or 1)
    if head and OTHER_MARKS[head] then text = text:sub(#head + 1) end
    if OTHER_MARKS[tail] and #tail < #text then text = text:sub(1, -#tail - 1) end
  end
  return text
end

-- Whether there are nothing but marks from one piece to another.
local function only_marks(list, first, last)
  for k = first, last do
    if list[k].kind ~= "mark" then return false end
  end
  return true
end

-- The phrase of one date of `found` in a sentence's text; nil where nothing is left beside the date.
function phrase.of(text, list, date, found, vocabulary)
  local first, last = stretch(list, date, found)
  local from, to, is_bracketed = bound(list, date, first, last, vocabulary)
  local front = from > first and text:sub(list[first].start, list[from - 1].stop) or ""
  local back = to < last and text:sub(list[to + 1].start, list[last].stop) or ""
  local said
  if is_knit(list, date, found, to) then
    said = text:sub(list[first].start, list[last].stop)
  elseif only_marks(list, first, from - 1) or only_marks(list, to + 1, last) then
    said = front .. back
  elseif is_bracketed then
    said = front .. (list[to + 1].space and " " or "") .. back
  else
    said = text:sub(list[first].start, list[last].stop)
  end
  said = trimmed(said)
  return said ~= "" and said or nil
end

return phrase
