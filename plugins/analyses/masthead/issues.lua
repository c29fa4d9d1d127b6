-- Lines that say where and when a text appeared: "Paradigmata poznání. - 2021. - № 1", "October 2017, No. 3 Vol.
-- LIV".

local stated_date = require "stated_date"
local trimming = require "trimming"

local issues = {}

local SURE <const>, LIKELY <const>, LABELLED <const> = 0.9, 0.75, 0.85
local VALUE <const> = "^[%.:%s#]*([%d]+[%d/%-]*)"
local ROMAN <const> = "^[%.:%s]*([IVXLCDM]+)%f[^%a]"
local CODES <const> = {
  "10%.%d%d%d%d+/%S+", "%a+://%S+", "%d%d%d%d%-%d%d%d%d%-%S+", "%f[%d]%d%d%d%d%-%d%d%d[%dXx]%f[%D]",
}
local NUMBER_SIGNS <const> = { "№" }
local MARKS <const> = { ".", ",", ";", ":", "-", "–", "—", "/", "№", "|", "，" }
local LONGEST_VENUE <const> = 120
local LEAST_VALUE <const> = 3 -- bytes of a labelled value

-- What stands behind a label that is a word of its own.
local function behind(text, folded, labels)
  for _, label in ipairs(labels or {}) do
    local form, at = moonleaf.text.fold(label), 1
    while true do
      local start, stop = folded:find(form, at, true)
      if not start then break end
      local is_word = start == 1 or not folded:find("^%a", start - 1) or #form > 3 and form:byte() >= 0x80
      local value = is_word and (text:match(VALUE, stop + 1) or text:match(ROMAN, stop + 1))
      if value then return value, start end
      at = stop + 1
    end
  end
end

-- 第3卷, 2015年第2期: the number stands between two signs.
local function between(text, labels)
  for _, label in ipairs(labels or {}) do
    local at, _, value = text:find("第%s*([%d]+)%s*" .. label)
    if value then return value, at end
  end
end

local function year_alone(text)
  local year = text:match "%f[%d]([12][09]%d%d)%f[%D]"
  return year and tonumber(year) >= 1500 and year or nil
end

local function venue_of(text, first)
  local venue = text:sub(1, (first or #text + 1) - 1)
  venue = venue:gsub("%s*%f[%d][12][09]%d%d.*$", ""):gsub("[%s]+$", "")
  venue = trimming.of(venue, MARKS)
  return #venue > 3 and #venue <= LONGEST_VENUE and not venue:find "^%d" and venue or nil
end

local function is_venue(folded, own)
  for _, word in ipairs(own.venues or {}) do
    if folded:find(moonleaf.text.fold(word), 1, true) then return true end
  end
  return false
end

function issues.read(block, own, tag, is_soft, put)
  local text = block.text:gsub("%s+", " "):gsub("–", "-")
  for _, code in ipairs(CODES) do
    text = text:gsub(code, function(match) return ("_"):rep(#match) end)
  end
  local folded = moonleaf.text.fold(text)
  if #folded ~= #text then folded = text end
  local volume, at_volume = behind(text, folded, own.volume)
  if not volume then volume, at_volume = between(text, own.volume) end
  local issue, at_issue = behind(text, folded, own.issue)
  if not issue then issue, at_issue = between(text, own.issue) end
  if not issue then issue, at_issue = behind(text, folded, NUMBER_SIGNS) end
  local pages = behind(text, folded, own.pages)
  local date = stated_date.of(text, tag)
  local is_line = volume ~= nil or issue ~= nil
  if is_line and (volume or date or year_alone(text)) then
    if volume then put("volume", volume, SURE, block) end
    if issue then put("issue", issue, SURE, block) end
    if pages and pages:find "%d%-%d" then put("pages", pages, LIKELY, block) end
    date = date and not date:find "^XXXX" and date or year_alone(text)
    if date then put("date", date, LIKELY, block) end
    local first = math.min(at_volume or #text, at_issue or #text)
    local venue = venue_of(text, first)
    local words = venue and moonleaf.language(tag) and moonleaf.language(tag).months or {}
    for _, month in ipairs(words) do
      for _, form in ipairs(month) do venue = venue and moonleaf.text.fold(venue) ~= form and venue or nil end
    end
    if venue and (not stated_date.of(venue, tag)) and not venue:find "%d%d%d%d" then
      put("venue", venue, is_venue(folded, own) and SURE or LIKELY, block)
    end
  elseif date and not date:find "^XXXX" and #text <= 60 and block.type ~= "heading" then
    put("date", date, is_soft and LIKELY or 0.6, block)
  end
  issues.labelled(block, own, tag, put)
end

local FIELDS <const> = { date = "published", venue = "venue", place = "place" }

-- "Magazine: Herald Year: 2016 City: Astana": values behind labels with a colon, up to the next label.
function issues.labelled(block, own, tag, put)
  local text = block.text
  if #text > 300 or not (text:find(":", 1, true) or text:find("：", 1, true)) then return end
  local folded = moonleaf.text.fold(text)
  if #folded ~= #text then return end
  for field, labels in moonleaf.sorted(FIELDS) do
    for _, label in ipairs(own[labels] or {}) do
      local start, stop = folded:find(moonleaf.text.fold(label), 1, true)
      local is_word = start and (start == 1 or folded:find("^[%s]", start - 1))
      local value = is_word and (text:match("^%s*:%s*([^\n]+)", stop + 1) or text:match("^%s*：%s*([^\n]+)", stop + 1))
      if value then
        value = value:gsub("%s+%S+:%s.*$", ""):gsub("%s+$", "")
        if field == "date" then value = stated_date.of(value, tag) or year_alone(value) or "" end
        if #value >= LEAST_VALUE and not value:find "^XXXX" then put(field, value, LABELLED, block) end
      end
    end
  end
end

return issues
