-- The first date that a text states as a time, in ISO 8601 or EDTF; one without a year has XXXX.
--
--   stated_date.of("On June 7, 2012 the leaders signed", "en")     --> "2012-06-07"
--   stated_date.of("at a briefing on 5 June", "en")                --> "XXXX-06-05"
--   stated_date.of("held on 8-9 June 2017", "en")                  --> "2017-06-08/2017-06-09"

local calendar = require "calendar"
local lexicons = require "lexicon"
local pieces = require "pieces"

local stated_date = {}

local DIGITS <const> = "[%d\xD9\xDB\xE0\xE4\xE4-\xE9\xEF]" -- or what may be digits in other scripts

local lexicon_by_tag = {}

local function lexicon_of(tag)
  if not lexicon_by_tag[tag] then
    local language = moonleaf.language(tag) or moonleaf.language(tag:match "^%a+" or tag)
    lexicon_by_tag[tag] = lexicons.of(language)
    lexicon_by_tag[tag].years_alone = language and language.dates and language.dates.alone
  end
  return lexicon_by_tag[tag]
end

local function iso(year, month, day)
  local text = year and string.format("%04d", year) or "XXXX"
  if month then text = text .. string.format("-%02d", month) end
  if month and day then text = text .. string.format("-%02d", day) end
  return text
end

local function value_of(date)
  local first = iso(date.year, date.month, date.day)
  if date.day_to then return first .. "/" .. iso(date.year, date.month, date.day_to) end
  if date.year_to then return first .. "/" .. iso(date.year_to) end
  return first
end

local OPENING <const> = { ["("] = true, ["（"] = true, [","] = true }

local function is_stated(list, date, lexicon)
  if date.month and (date.day or date.year) then return not lexicon.date_named:ending(list, date.first - 1) end
  if not date.year then return false end
  local before, behind = list[date.first - 1], list[date.last + 1]
  if before and OPENING[before.form] and (not behind or behind.form == ")" or behind.form == "）") then return true end
  return date.named or lexicon.years_alone or lexicon.date_within:ending(list, date.first - 1) ~= nil
    or lexicon.date_since:ending(list, date.first - 1) ~= nil
end

-- The date, and the bytes [start, stop] of it as string.sub counts.
function stated_date.of(text, tag)
  if not text:find(DIGITS) then return nil end
  local lexicon = lexicon_of(tag)
  local list, at = pieces.cut(text, nil, lexicon.elisions), 1
  while at <= #list do
    local date = calendar.at(list, at, lexicon)
    if date and is_stated(list, date, lexicon) then
      return value_of(date), list[date.first].start, list[date.last].stop
    end
    at = date and math.max(at, date.last) + 1 or at + 1
  end
end

return stated_date
