-- How much two accounts of an event have in common: their words of content, years and days left out.
--
--   local a = likeness.words("leaders signed the Charter in Astana", "en")
--   likeness.is_same(a, b)      of one date: half of the shorter one's words
--   likeness.is_retold(a, b)    of two dates: nearly all, and at least five
--   likeness.quantities("killed 40 people", "en")     --> { peopl = "40" }, the digits by the stem of what they count

local likeness = {}

local SAME <const>, LEAST_SAME <const> = 0.5, 2
local RETOLD <const>, LEAST_RETOLD <const> = 0.8, 5 -- years repeat: summits, elections, statistics
local COMMONEST <const> = 50 -- accounts with a word; one in more of them tells nothing apart

local stop_words_of = {}

local function stop_words(tag)
  if not stop_words_of[tag] then
    local set, language = {}, moonleaf.language(tag) or {}
    for _, word in ipairs(language.stop_words or {}) do set[word] = true end
    for _, names in ipairs(language.months or {}) do
      for _, name in ipairs(names) do set[name] = true end
    end
    stop_words_of[tag] = set
  end
  return stop_words_of[tag]
end

-- Folded stems as a set, and how many.
function likeness.words(text, tag)
  local stops, found, count = stop_words(tag), {}, 0
  for _, word in ipairs(moonleaf.text.words(text)) do
    local folded = moonleaf.text.fold(word)
    local stem = not stops[folded] and not folded:find "^%d%d?%d?%d?$" and moonleaf.text.stem(folded, tag)
    if stem and not found[stem] then found[stem], count = true, count + 1 end
  end
  return { found = found, count = count }
end

-- What numbers count: what is said of one thing twice is no number to compare.
function likeness.quantities(text, tag)
  local found, twice = {}, {}
  for number, noun in text:gmatch "%f[%w](%d[%d.,]*)%s*([%%%a\xC3-\xF4][%a\x80-\xFF]*)" do
    local folded = utf8.len(noun) and moonleaf.text.fold(noun) or ""
    if folded ~= "" and not stop_words(tag)[folded] then
      local stem = moonleaf.text.stem(folded, tag)
      twice[stem], found[stem] = found[stem] ~= nil, number:gsub("%D", "")
    end
  end
  for stem in pairs(twice) do
    if twice[stem] then found[stem] = nil end
  end
  return found
end

local function shared(a, b)
  local sum = 0
  for word in pairs(a.found) do sum = sum + (b.found[word] and 1 or 0) end
  return sum
end

local function overlaps(a, b, share, least)
  local sum = shared(a, b)
  return sum >= least and sum / math.min(a.count, b.count) >= share
end

function likeness.is_same(a, b)
  return overlaps(a, b, SAME, LEAST_SAME)
end

-- The longer one may say little more: "elections were held" is in many a sentence.
function likeness.is_retold(a, b)
  return overlaps(a, b, RETOLD, LEAST_RETOLD) and shared(a, b) / math.max(a.count, b.count) >= SAME
end

-- A function that gives, for an account, the other ones that share a word which is not common, in their order.
function likeness.index(accounts)
  local holders = {}
  for _, account in ipairs(accounts) do
    for word in pairs(account.words.found) do
      holders[word] = holders[word] or {}
      table.insert(holders[word], account)
    end
  end
  return function(account)
    local found, list = {}, {}
    for word in pairs(account.words.found) do
      local others = holders[word]
      for k = 1, #others <= COMMONEST and #others or 0 do
        if others[k] ~= account and not found[others[k]] then
          found[others[k]], list[#list + 1] = true, others[k]
        end
      end
    end
    table.sort(list, function(a, b) return a.order < b.order end)
    return list
  end
end

return likeness
