-- Digits with signs between them, read by the habits of a language: its decimal sign and its sign between thousands, or
-- several of each, the first the usual one.
--
--   numerals.value({ "1", "700" }, { "," }, { decimal = ".", group = "," })   --> 1700
--   numerals.value({ "12", "5" },  { "," }, { decimal = ",", group = " " })   --> 12.5
--   numerals.value({ "11", "30", "2020" }, { ".", "." }, ...)                 --> nil: a date, a version
--   numerals.at(list, 5, habits)   --> value, last piece, and whether signs stand between the digits

local numerals = {}

-- Signs of fractions.
numerals.VULGAR = {
  ["½"] = 1 / 2, ["⅓"] = 1 / 3, ["⅔"] = 2 / 3, ["¼"] = 1 / 4, ["¾"] = 3 / 4, ["⅕"] = 1 / 5, ["⅖"] = 2 / 5,
  ["⅗"] = 3 / 5, ["⅘"] = 4 / 5, ["⅙"] = 1 / 6, ["⅚"] = 5 / 6, ["⅛"] = 1 / 8, ["⅜"] = 3 / 8,
  ["⅝"] = 5 / 8, ["⅞"] = 7 / 8,
}

local SIGNS <const> = { [","] = ",", ["."] = ".", ["'"] = "'", ["’"] = "'", ["٬"] = ",", ["٫"] = "." }
local GROUP <const> = 3 -- digits of a group of thousands

-- Habits of a table's fields: a sign or a list of signs each.
function numerals.habits(decimal, group)
  local decimals = type(decimal) == "table" and decimal or { decimal }
  local groups = type(group) == "table" and group or { group }
  local habits = { decimal = decimals[1], group = groups[1], decimals = {}, groups = {} }
  for k, sign in ipairs(decimals) do habits.decimals[sign] = k > 1 or nil end
  for k, sign in ipairs(groups) do habits.groups[sign] = k > 1 or nil end
  return habits
end

local function are_groups(runs, from, to)
  if #runs[from] > GROUP or runs[from]:find "^0" then return false end
  for k = from + 1, to do
    if #runs[k] ~= GROUP then return false end
  end
  return true
end

-- Lakhs and crores: 12,34,567.
local function are_indian_groups(runs, signs)
  if #runs < 3 or #runs[#runs] ~= GROUP or #runs[1] > 2 then return false end
  for k, sign in ipairs(signs) do
    if sign ~= "," or (k > 1 and #runs[k] ~= 2) then return false end
  end
  return true
end

local function same_signs(signs, to)
  for k = 2, to do
    if signs[k] ~= signs[1] then return false end
  end
  return true
end

-- One sign between two runs, the second of three digits: "1,700" and "3.250" are thousands or fractions by habit.
local function is_group_sign(sign, habits)
  if sign == " " or sign == "'" then return true end
  return sign == habits.group or habits.groups[sign] or sign ~= habits.decimal and not habits.decimals[sign]
end

function numerals.value(runs, signs, habits)
  local joined = table.concat(runs)
  local count = #signs
  if count == 0 then return tonumber(joined) end
  if same_signs(signs, count) and are_groups(runs, 1, #runs) and (count > 1 or is_group_sign(signs[1], habits)) then
    return tonumber(joined)
  end
  if are_indian_groups(runs, signs) then return tonumber(joined) end
  local decimal = signs[count]
  if decimal ~= "," and decimal ~= "." and not habits.decimals[decimal] then return nil end
  local is_grouped = same_signs(signs, count - 1) and signs[1] ~= decimal and are_groups(runs, 1, #runs - 1)
  if count > 1 and not is_grouped then return nil end
  return tonumber(table.concat(runs, "", 1, #runs - 1) .. "." .. runs[#runs])
end

local function next_run(list, at, signs, first, habits)
  local sign, run = list[at + 1], list[at + 2]
  if sign and sign.kind == "digits" and sign.space and #sign.form == GROUP and #first <= GROUP then
    local goes_on = #signs == 0 or signs[#signs] == " "
    if goes_on and not first:find "^0" then return " ", at + 1 end
  end
  local is_between = sign and run and not sign.space and run.kind == "digits" and not run.space
  if is_between and SIGNS[sign.form] then return SIGNS[sign.form], at + 2 end
  if is_between and #first <= GROUP and (habits.decimals[sign.form] or habits.groups[sign.form]) then
    return sign.form, at + 2
  end
end

function numerals.at(list, at, habits)
  local runs, signs = { list[at].form }, {}
  while true do
    local sign, place = next_run(list, at, signs, runs[1], habits)
    if not sign then break end
    signs[#signs + 1], runs[#runs + 1], at = sign, list[place].form, place
  end
  return numerals.value(runs, signs, habits), at, #signs > 0
end

return numerals
