-- All dates of a sentence, in order, as the text states them.
--
--   "From 2004 to 2019"        --> year 2004, to { year 2019 }
--   "28 May – 3 June 2017"     --> year 2017, month 5, day 28, to { year 2017, month 6, day 3 }
--
-- first and last are its pieces. A bare year counts only where words or brackets around it make it a date.

local pieces = require "pieces"
local readings = require "readings"

local dates = {}

local COMMAS <const> = { [","] = true, ["，"] = true, ["、"] = true, [";"] = true }
local OPENING <const> = { ["("] = true, ["（"] = true, ["["] = true }
local CLOSING <const> = { [")"] = true, ["）"] = true, ["]"] = true }
local ROUND <const> = 50 -- "in 2000 villages": a bare year that is round may be a count
local LONGEST_NAME <const> = 12 -- pieces behind the year of a name in quotation marks
local NEAR <const> = 3 -- pieces between a relative date and the one that completes it

local is_free = readings.is_free

local function is_letters(piece)
  return piece.kind == "word" and not piece.ideograph
end

local function is_joined(date)
  return date.year_to or date.day_to or date.part or date.relation or date.century or date.span
end

-- The second date of a range, and whether a word opens the range; nil where none follows.
local function second_of(list, date, vocabulary, order)
  local lexicon = vocabulary.lexicon
  if readings.is_dash(list[date.last + 1]) then
    return list[date.last + 2] and readings.at(list, date.last + 2, vocabulary, order)
  end
  local other, is_opened
  for _, pair in ipairs(lexicon.date_pairs) do
    local middle, reach = pair.middle:at(list, date.last + 1)
    if middle and (not pair.opener or pair.opener:ending(list, date.first - 1)) then
      local at = readings.behind_links(list, reach + 1, lexicon)
      local found = list[at] and readings.at(list, at, vocabulary, order)
      other, is_opened = other or found, is_opened or found ~= nil and pair.opener ~= nil
    end
  end
  return other, is_opened
end

local function rank(date)
  return (date.year or 0) * 10000 + (date.month or 0) * 100 + (date.day or 0)
end

-- Joins a date with the second one of its range.
local function with_second(list, date, vocabulary, order)
  if is_joined(date) then return date end
  local other, is_opened = second_of(list, date, vocabulary, order)
  if not other or is_joined(other) or other.decade ~= date.decade then return date end
  if (date.day ~= nil) ~= (other.day ~= nil) or (date.month ~= nil) ~= (other.month ~= nil) then return date end
  local from = { year = date.year or other.year, month = date.month, day = date.day }
  local to = { year = other.year or date.year, month = other.month, day = other.day }
  if rank(to) <= rank(from) then return date end
  date.year, date.to, date.is_opened = from.year, to, date.is_opened or is_opened
  date.last, date.named = other.last, date.named or other.named
  return date
end

-- Whether a work is cited: "Smith (2010) argues", "Smith (2010)" of the bibliography.
local function is_citation(list, date, vocabulary, names)
  local author, front = list[date.first - 2], list[date.first - 3]
  if not author or not is_letters(author) or not pieces.is_capital(author.form) then return false end
  if front and vocabulary.lexicon.inside[front.folded] then return false end
  return names:is_cited(author.form) or vocabulary.sayings:at(list, date.last + 2) ~= nil
end

-- "(2001)", and "(Astana, 2005)" where the name is a place of the text.
local function stands_in_brackets(list, date, vocabulary, names)
  local front, back = list[date.first - 1], list[date.last + 1]
  if not (front and back and CLOSING[back.form]) then return false end
  local named = list[date.first - 2]
  if OPENING[front.form] then
    local is_number = named ~= nil and named.kind == "digits" -- "Resolution 1373 (2001)"
    return not is_number and not is_citation(list, date, vocabulary, names)
  end
  local place = COMMAS[front.form] and named
  local opening = list[date.first - 3]
  return place and opening and OPENING[opening.form] and names:is_place(place.form, vocabulary.lexicon) or false
end

local function is_count(list, date, lexicon)
  local after = list[date.last + 1]
  return date.bare and date.year % ROUND == 0 and not date.year_to and after ~= nil and after.kind == "word"
    and not pieces.is_capital(after.form) and not lexicon.stop_words[after.folded]
end

-- Whether it opens a short quotation, the name of something: 《2016年至2018年合作纲要》.
local function begins_quoted(list, date, lexicon)
  local front = list[date.first - 1]
  for _, pair in ipairs(front and front.kind == "mark" and lexicon.quotes or {}) do
    if front.form == pair[1] then
      for k = date.last + 1, math.min(#list, date.last + LONGEST_NAME) do
        if list[k].form == pair[2] then return true end
      end
    end
  end
  return false
end

-- Whether a name goes on behind the year: "the 2015 Agreement", "2016-2018 SCO Programme".
local function begins_name(list, date)
  local after = list[date.last + 1]
  return after ~= nil and after.kind == "word" and after.space and pieces.is_capital(after.form)
end

-- Where years need no word in front ("wurde 1871 gegründet"): nothing that is counted or named is beside it.
local function stands_alone(list, date)
  local front, back = list[date.first - 1], list[date.last + 1]
  if front and (front.kind ~= "word" or pieces.is_capital(front.form) and date.first > 2) then return false end
  return back ~= nil and back.kind == "word" and not pieces.is_capital(back.form)
end

-- "the fire of 1666".
local function is_of_noun(list, date, lexicon)
  local article, back = list[date.first - 3], list[date.last + 1]
  if not article or not lexicon.date_named:ending(list, date.first - 1) or date.year % ROUND == 0 then return false end
  return lexicon.articles[article.folded] ~= nil and (back == nil or back.kind == "mark" or back.space)
end

-- Whether a year that stands alone is a date: words in front, brackets, the head of an entry ("2005: ...").
local function is_stated_year(list, date, before, vocabulary, names)
  local lexicon = vocabulary.lexicon
  if lexicon.clocks:at(list, date.last + 1) then return false end -- "by 1130 GMT"
  if is_count(list, date, lexicon) or begins_quoted(list, date, lexicon) then return false end
  if lexicon.date_since:ending(list, date.first - 1) or lexicon.date_within:ending(list, date.first - 1) then
    return not (date.year_to and begins_name(list, date))
  end
  if date.named or date.to or lexicon.date_since_after:at(list, date.last + 1) then return true end
  local front, back = list[date.first - 1], list[date.last + 1]
  local is_first = front == nil or date.first == 2 and readings.is_dash(front)
  if stands_in_brackets(list, date, vocabulary, names) then return true end
  if vocabulary.alone and stands_alone(list, date) then return true end
  if is_first then return back == nil or back.kind == "mark" and not CLOSING[back.form] end
  if before and before.year and not before.month and before.last >= date.first - NEAR then
    return COMMAS[front.form] or lexicon.joins[front.folded] or false -- "in 2004, 2008 and 2012"
  end
  if begins_name(list, date) then return false end
  if date.year_to then return front.kind == "word" end
  if is_of_noun(list, date, lexicon) then return true end
  local is_event = back and back.kind == "word" and not lexicon.stop_words[back.folded]
  date.attributive = is_event and lexicon.articles[front.folded] or false -- "the 2008 crisis"
  return date.attributive
end

-- "than in the previous year" compares; what happened in that year begins a clause with it.
local function opens_clause(list, date, lexicon)
  local at = date.first - 1
  while list[at] and (lexicon.inside[list[at].folded] or lexicon.date_within:ending(list, at)) do at = at - 1 end
  return list[at] == nil or list[at].kind == "mark"
end

local function is_stated(list, date, before, vocabulary, names)
  local lexicon = vocabulary.lexicon
  local relation = date.relation
  if relation and relation.unit == "year" and relation.shift < 0 and not (relation.now or relation.counted) then
    return opens_clause(list, date, lexicon)
  end
  if date.relation or date.is_sure then return true end
  if not date.is_opened and not is_free(list, date.first, date.last, lexicon) then return false end
  if date.numeric or date.part or date.season or date.decade or date.century or date.span then return true end
  if date.day or date.month and date.year then return true end
  if date.month then
    local is_behind = before and before.relation and date.first - before.last <= NEAR
    local is_of_year = is_behind and before.relation.unit == "year"
    local front = list[date.first - 1]
    local opens = lexicon.date_bare and (front == nil or front.kind == "mark") -- 5月初，
    return is_of_year or opens or date.to ~= nil or lexicon.date_within:ending(list, date.first - 1) ~= nil
      or lexicon.date_since:ending(list, date.first - 1) ~= nil
  end
  return is_stated_year(list, date, before, vocabulary, names)
end

-- "next year in May", "in May of the same year": one date; "a year later, in September 2004": the second says it all.
local function completed(found)
  local kept = {}
  for _, date in ipairs(found) do
    local before = kept[#kept]
    local is_near = before and date.first - before.last <= NEAR
    if is_near and before.relation and before.relation.unit == "year" and date.month and not date.relation then
      if not date.year then date.relation = before.relation end
      date.first = before.first
      kept[#kept] = date
    elseif is_near and date.relation and date.relation.unit == "year" and before.month and not before.year then
      before.relation, before.last = date.relation, date.last
    else
      if before and before.month and not before.year and date.month and date.year and not before.relation then
        before.year = date.year -- "in May and June 2017"
      end
      kept[#kept + 1] = date
    end
  end
  return kept
end

-- The dates of a sentence. `order` is that of its numeric dates; `names` tells authors from places.
function dates.find(list, vocabulary, order, names)
  local found, at = {}, 1
  while at <= #list do
    local date = readings.at(list, at, vocabulary, order)
    if date then
      date = with_second(list, date, vocabulary, order)
      if is_stated(list, date, found[#found], vocabulary, names) then
        found[#found + 1] = date
        at = date.last
      elseif date.year_to or date.to or date.numeric then
        at = date.last
      end
    end
    at = at + 1
  end
  return completed(found)
end

-- Every year and full date, for entries of a bibliography and for mastheads.
function dates.all(list, vocabulary, order)
  local found, at = {}, 1
  while at <= #list do
    local date = readings.at(list, at, vocabulary, order)
    local is_full = date and (date.year or date.day) and not date.relation
    if is_full and is_free(list, date.first, date.last, vocabulary.lexicon) then
      found[#found + 1] = with_second(list, date, vocabulary, order)
      at = date.last
    end
    at = at + 1
  end
  return found
end

return dates
