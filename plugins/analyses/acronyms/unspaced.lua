-- Short forms in scripts without spaces or capitals, where single signs of the long form make the short one:
-- 上海合作组织（上合组织）, 北大西洋公约组织（北约）.
--
--   unspaced.long({ "上海", "合作", "组织" }, "上合组织")   --> 1, the index at which the long form begins

local unspaced = {}

local SCRIPTS <const> = { Hani = true, Hira = true, Kana = true, Hang = true }
local FEWEST <const>, MOST <const> = 2, 8  -- signs of a short form
local FEWEST_MORE <const> = 2              -- a long form has so many more
local MOST_WORDS <const> = 12              -- of a long form

function unspaced.is_word(form)
  return SCRIPTS[moonleaf.text.script(form)] or false
end

-- Whether the signs of `short` stand in `long` in their order, the first one first and the last one in its second half.
local function is_spelled(short, long)
  local signs, more = utf8.len(short), utf8.len(long) - utf8.len(short)
  if signs < FEWEST or signs > MOST or more < FEWEST_MORE or long:find(short, 1, true) then return false end
  local at = 1
  for sign in short:gmatch(utf8.charpattern) do
    local a, b = long:find(sign, at, true)
    if not a or at == 1 and a ~= 1 then return false end
    at = b + 1
  end
  return 2 * (at - 1) >= #long
end

-- Where in the words the long form begins that ends with the last of them; nil when there is none.
function unspaced.long(words, short)
  local long = ""
  for at = #words, math.max(1, #words - MOST_WORDS + 1), -1 do
    long = words[at] .. long
    if is_spelled(short, long) then return at end
  end
  return nil
end

-- The end of `text` that is a short form of what stands before it (以下简称上合组织), with the index of the long form.
function unspaced.short_behind(words, text)
  for at in utf8.codes(text) do
    local short = text:sub(at)
    local from = unspaced.long(words, short)
    if from then return short, from end
  end
  return nil
end

-- Where in the words the short form begins that stands before its long form.
function unspaced.short_before(words, long)
  local found, short = nil, ""
  for at = #words, math.max(1, #words - MOST + 1), -1 do
    short = words[at] .. short
    if is_spelled(short, long) then found = at end
  end
  return found
end

return unspaced
