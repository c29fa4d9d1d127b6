-- Words of two alphabets: letters of the other that look like letters of the word's own.
--
--   mixed.read "Расcчитать"   --> "Рассчитать", "c of Latn in a word of Cyrl"

-- Latin letters and the Cyrillic ones of the same look, and Greek ones; the first of each is the Latin one.
local LOOKALIKES <const> = {
  Cyrl = {
    a = "а", c = "с", e = "е", i = "і", j = "ј", o = "о", p = "р", s = "ѕ", x = "х", y = "у", ["ə"] = "ә", h = "һ",
    A = "А", B = "В", C = "С", E = "Е", H = "Н", I = "І", J = "Ј", K = "К", M = "М", O = "О", P = "Р", S = "Ѕ",
    T = "Т", X = "Х", Y = "У", ["ï"] = "ї", ["Ï"] = "Ї", ["ë"] = "ё", ["Ë"] = "Ё", ["ö"] = "ӧ",
  },
  Grek = {
    o = "ο", v = "ν", A = "Α", B = "Β", E = "Ε", H = "Η", I = "Ι", K = "Κ", M = "Μ", N = "Ν", O = "Ο", P = "Ρ",
    T = "Τ", X = "Χ", Y = "Υ", Z = "Ζ",
  },
}

local SHORTEST <const> = 4    -- letters: of "ΔT" and "μm" both are meant
local SHARE_OF_OWN <const> = 0.6
local MOST_FOREIGN <const> = 2 -- of the word's letters, beside the share; more is a word of two languages

local to_other, to_latin = { Latn = {} }, {}

for script, letters in moonleaf.sorted(LOOKALIKES) do
  to_other[script] = letters
  for latin, other in moonleaf.sorted(letters) do to_latin[other] = latin end
end

local function count_scripts(word)
  local scripts, all = {}, 0
  for letter in word:gmatch(utf8.charpattern) do
    local script = moonleaf.text.script(letter)
    if script then
      scripts[script] = (scripts[script] or 0) + 1
      all = all + 1
    end
  end
  return scripts, all
end

local function main_script(scripts, all)
  for script, letters in moonleaf.sorted(scripts) do
    if letters > all * SHARE_OF_OWN and to_other[script] then return script end
  end
end

local mixed = {}

-- The word in one alphabet, why, and whether its first or last letter is foreign; nil when it is sound or nobody can
-- tell.
function mixed.read(word)
  local scripts, all = count_scripts(word)
  local own = all >= SHORTEST and main_script(scripts, all)
  if not own or scripts[own] == all then return nil end
  local foreign = {}
  local is_whole = true
  local read = word:gsub(utf8.charpattern, function(letter)
    local script = moonleaf.text.script(letter)
    if not script or script == own then return nil end
    local same = own == "Latn" and to_latin[letter] or to_other[own][letter]
    if not same then is_whole = false end
    foreign[#foreign + 1] = letter .. " of " .. script
    return same
  end)
  if not is_whole or #foreign > MOST_FOREIGN and #foreign * 4 > all then return nil end
  local first, last = word:match("^" .. utf8.charpattern), word:match(utf8.charpattern .. "$")
  local is_at_edge = moonleaf.text.script(first) ~= own or moonleaf.text.script(last) ~= own
  return read, table.concat(foreign, ", ") .. " in a word of " .. own, is_at_edge
end

return mixed
