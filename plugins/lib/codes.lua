-- Digits that are no number but part of a code, a name or an ordinal, told by what is glued to them.
--
--   codes.hangs(list, 3, lexicon)     the digits hang on what stands in front: "G20", "COVID-19", "2017/3"
--   codes.runs_on(list, 3, lexicon)   they run on behind: "17th", "25-member", "10:30"

local codes = {}

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local MONEY <const> = "^%u%u%u$" -- symbols of currencies: "USD5" is no code, "G20" is one
local CODE_BEFORE <const> = {
  ["/"] = true, ["_"] = true, ["@"] = true, ["#"] = true, ["&"] = true, ["="] = true, ["["] = true,
}
local CODE_AFTER <const> = {
  ["/"] = true, [":"] = true, ["_"] = true, ["@"] = true, ["="] = true, ["("] = true, ["\\"] = true,
  ["'"] = true, ["’"] = true,
}

-- What may stand between digits and a suffix: "20-ти", "100'den".
local JOINTS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true, ["'"] = true, ["’"] = true }

function codes.is_word(piece)
  return piece and piece.kind == "word" and not piece.ideograph
end

function codes.glued(list, at)
  return list[at] and not list[at].space and list[at - 1] ~= nil
end

-- Digits that hang on what stands in front of them: "G20", "COVID-19", "2017/3".
function codes.hangs(list, at, lexicon)
  if not codes.glued(list, at) then return false end
  local before, further = list[at - 1], codes.glued(list, at - 1) and list[at - 2]
  if codes.is_word(before) then
    local is_elided = before.folded:sub(-1) == "'"
    local unit = lexicon.units:ending(list, at - 1) or ""
    return not (is_elided or lexicon.clitics[before.folded] or unit == "%" or unit:find(MONEY))
  end
  if CODE_BEFORE[before.form] then return true end
  if not further or further.ideograph then return false end
  if before.form == ":" then return further.kind == "digits" end
  return before.form == "." or HYPHENS[before.form] and further.kind ~= "mark" or false
end

-- Digits that run on into something that is no number: "17th", "3(P", "25-member", "10:30".
function codes.runs_on(list, last, lexicon)
  local at = last + 1
  if not codes.glued(list, at) then return false end
  local after = list[at]
  if JOINTS[after.form] and codes.glued(list, at + 1) and lexicon.cardinal_suffixes[list[at + 1].folded] then
    return false
  end
  if HYPHENS[after.form] and codes.glued(list, at + 1) and codes.is_word(list[at + 1]) then
    return not (lexicon.units:at(list, at + 1) or lexicon.scales:at(list, at + 1)
      or lexicon.qualifiers_after:at(list, at))
  end
  if after.form == "." and lexicon.ordinal_suffixes["."] then return list[at + 1] ~= nil end
  if codes.is_word(after) then
    local unit = lexicon.units:at(list, at)
    if unit and after.form:find "^%u$" and unit ~= after.form then unit = nil end -- "5G" weighs nothing
    local goes_on = lexicon.scales:at(list, at) or unit or lexicon.measures:at(list, at)
      or lexicon.qualifiers_after:at(list, at)
    return not (goes_on or lexicon.cardinal_suffixes[after.folded])
  end
  if after.form == "/" and lexicon.units:rate(list, at) then return false end -- "$12/hour"
  return CODE_AFTER[after.form] and codes.glued(list, at + 1)
end

return codes
