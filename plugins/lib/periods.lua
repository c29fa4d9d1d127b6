-- The times that a sentence states for what it says, and which of its pieces are dates.
--
--   "Between 2011 and 2015, 20 attacks were prevented"  --> 2011-01-01 to 2015-12-31
--   "In July 2006, there were 4 observers"              --> 2006-07-01 to 2006-07-31
--   "over the past five years"                          --> relative: no days, but no longer the time before either
--   "the 2015 Agreement", "(Astana, 2005)"              --> dates, no period
--
-- A period has first and last (pieces), start and stop (ISO 8601 days; stop is nil after "since").

local calendar = require "calendar"
local numbers = require "numbers"
local pieces = require "pieces"

local periods = {}

local TIMES <const> = { year = true, month = true, week = true, day = true, hour = true }
local DASHES <const> = { ["-"] = true, ["–"] = true, ["—"] = true } -- "январь–сентябрь 2021"
local ROUND <const> = 50 -- "in 2000 villages": a bare year that is round may be a count

local function mark(list, first, last)
  for k = first, last do list[k].date = true end
end

-- "past five years", "last month".
local function relative(list, at, lexicon)
  local form, last = lexicon.date_relative:at(list, at)
  if not form then return nil end
  local number = numbers.single(list, last + 1, lexicon)
  local unit, stop = lexicon.units:at(list, (number or { last = last }).last + 1)
  if TIMES[unit] then return { first = at, last = stop, relative = true } end
end

local function is_count(list, date, lexicon)
  local after = list[date.last + 1]
  local is_round = date.year and not date.month and not date.named and date.year % ROUND == 0
  return is_round and after and after.kind == "word" and not pieces.is_capital(after.form)
    and not lexicon.stop_words[after.folded]
end

-- The second year of a pair is of the first one's era: "سال‌های ۱۳۹۰ تا ۱۳۹۵".
local function share_era(date, other)
  local era = date.era
  local is_bare = era and other and not other.era and other.year
  if is_bare and other.year >= era.first and other.year <= era.last then other.year = other.year + era.offset end
end

-- The second date of a pair whose first one ends with `last`: "between .. and ..", "from .. to ..".
local function second(list, date, lexicon)
  local dash = list[date.last + 1]
  local behind = dash and DASHES[dash.form] and calendar.at(list, date.last + 2, lexicon)
  if behind and behind.year and behind.month and date.month and not date.year and not behind.day then return behind end
  for _, pair in ipairs(lexicon.date_pairs) do
    local middle, reach = pair.middle:at(list, date.last + 1)
    if middle and (not pair.opener or pair.opener:ending(list, date.first - 1)) then
      local other = calendar.at(list, reach + 1, lexicon)
      share_era(date, other)
      if other and other.year and (other.year > (date.year or 0) or other.month) then return other end
    end
  end
end

local function opens_clause(list, date)
  local before = list[date.first - 1]
  return not before or before.kind == "mark" and not before.form:find "^[%(%[%-]$"
end

-- Whether a bare year is the lower end of a range of counts: "2015 से 3000".
local function begins_range(list, date, last, lexicon)
  local number = date.bare and numbers.single(list, last + 1, lexicon)
  if not number or number.value <= date.year then return false end
  for _, range in ipairs(lexicon.ranges) do
    if range.middle:at(list, date.last + 1) then return true end
  end
  return false
end

-- The end of a word for since behind a date: 2015年から; not "2015 से अधिक" (more than 2015).
local function since_behind(list, date, lexicon)
  local form, last = lexicon.date_since_after:at(list, date.last + 1)
  if not form then return nil end
  local _, reach = lexicon.qualifiers_after:at(list, date.last + 1)
  if reach and reach > last or begins_range(list, date, last, lexicon) then return nil end
  return last
end

-- Whether the sentence speaks of that time, and whether from then on.
local function is_stated(list, date, lexicon)
  if date.is_opened then return true, false end
  if lexicon.date_since:ending(list, date.first - 1) then return true, true end
  if lexicon.date_within:ending(list, date.first - 1) then return true, false end
  if date.bare or lexicon.date_named:ending(list, date.first - 1) then return false end
  if date.day or lexicon.date_bare then return true, false end
  return date.named and opens_clause(list, date), false
end

local function period_of(list, date, lexicon)
  local other = second(list, date, lexicon)
  if other then
    mark(list, date.era_first or date.first, other.last)
    local start = calendar.days_of { year = date.year or other.year, month = date.month, day = date.day }
    local _, stop = calendar.days_of(other)
    return { first = date.first, last = other.last, start = start, stop = stop }
  end
  local since = since_behind(list, date, lexicon)
  local stated, open = is_stated(list, date, lexicon)
  if since then date.last, stated, open = since, true, true end
  if date.bare and not stated or is_count(list, date, lexicon) then return nil end
  mark(list, date.era_first or date.first, date.last)
  local start, stop = calendar.days_of(date)
  if stated and start then
    return { first = date.first, last = date.last, start = start, stop = not open and stop or nil }
  end
end

-- The periods of a sentence, in order; pieces of dates get date = true.
function periods.find(list, lexicon)
  local found, at = {}, 1
  while at <= #list do
    local is_mark = list[at].kind == "mark"
    local period = not is_mark and relative(list, at, lexicon) or nil
    if period then
      mark(list, period.first, period.last)
    elseif not is_mark then
      local date = calendar.at(list, at, lexicon)
      if date then
        period = period_of(list, date, lexicon)
        at = math.max(at, list[date.first].date and date.last or at)
      end
    end
    if period then
      found[#found + 1] = period
      at = math.max(at, period.last)
    end
    at = at + 1
  end
  return found
end

return periods
