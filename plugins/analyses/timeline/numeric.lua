-- Dates in digits and signs, by their form; where it leaves two readings, by what other dates of the document show,
-- then by the language's order.
--
--   "16.08.2007"  --> 2007-08-16          "11/27/2020"  --> 2020-11-27
--   "2017-03-27"  --> 2017-03-27          "05/06/2020"  --> by `order`, "dmy" or "mdy", flagged where nothing says so

local numeric = {}

local SIGNS <const> = { ["."] = true, ["/"] = true, ["-"] = true, ["．"] = true, ["／"] = true }
local FIRST_YEAR <const>, LAST_YEAR <const> = 1000, 2100

local function digits(piece, least, most)
  local fits = piece and piece.kind == "digits" and #piece.form >= least and #piece.form <= most
  return fits and tonumber(piece.form) or nil
end

-- The three numbers of "16.08.2007" and their sign, where they stand close together.
local function parts(list, at)
  local sign = list[at + 1]
  local other = list[at + 3]
  if not (sign and SIGNS[sign.form] and other and other.form == sign.form and list[at + 4]) then return end
  for k = at + 1, at + 4 do
    if list[k].space and not (sign.form == "." and (k == at + 2 or k == at + 4)) then return end
  end
  return list[at], list[at + 2], list[at + 4], sign.form
end

local function is_year(value)
  return value and value >= FIRST_YEAR and value <= LAST_YEAR
end

local function is_day(day, month)
  return day and month and day >= 1 and day <= 31 and month >= 1 and month <= 12
end

-- What the date says, and whether day and month could change places.
local function read(list, at, order)
  local first, second, third, sign = parts(list, at)
  if not first then return nil end
  local year, a, b = digits(first, 4, 4), digits(second, 1, 2), digits(third, 1, 2)
  if is_year(year) and is_day(b, a) then return year, a, b, false end
  year, a, b = digits(third, 4, 4), digits(first, 1, 2), digits(second, 1, 2)
  if not (is_year(year) and a and b) then return nil end
  local dmy, mdy = is_day(a, b), is_day(b, a)
  if dmy and mdy and a ~= b then
    if order == "mdy" and sign ~= "." then return year, a, b, false end
    return year, b, a, sign ~= "." and not order
  end
  if dmy then return year, b, a, false, a > 12 and sign ~= "." and "dmy" or nil end
  if mdy then return year, a, b, false, sign ~= "." and "mdy" or nil end
end

-- The date that begins with piece `at`, or nil.
function numeric.at(list, at, order)
  if list[at].kind ~= "digits" then return nil end
  local year, month, day, is_open = read(list, at, order)
  if not year then return nil end
  return {
    first = at, last = at + 4, year = year, month = month, day = day, numeric = true,
    flag = is_open and "day and month may be the other way round" or nil,
  }
end

-- The order that a date of these pieces shows: "dmy", "mdy" or nil.
function numeric.order(list)
  for at, piece in ipairs(list) do
    if piece.kind == "digits" then
      local order = select(5, read(list, at))
      if order then return order end
    end
  end
end

return numeric
