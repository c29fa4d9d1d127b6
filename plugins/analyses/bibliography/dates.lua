-- Days on which web pages were read. Which of 11/12/2020 is the month, other dates of the same list tell.
--
--   dates.read("27 November 2020", months)      --> "2020-11-27"
--   dates.read("11/27/2020", months)            --> "2020-11-27"
--   dates.read("11/12/2020", months, "day")     --> "2020-12-11"
--   dates.read("11/12/2020", months)            --> "2020", "day and month cannot be told apart"

local dates = {}

local AMBIGUOUS <const> = "day and month of access cannot be told apart"

-- Folded forms of the months of some languages, with their numbers.
function dates.months(tags)
  local months = {}
  for _, tag in ipairs(tags) do
    for number, forms in ipairs((moonleaf.language(tag) or {}).months or {}) do
      for _, form in ipairs(forms) do
        months[(moonleaf.text.fold(form):gsub("%.$", ""))] = number
      end
    end
  end
  return months
end

local function iso(year, month, day)
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if month < 1 or month > 12 or day < 1 or day > 31 then return nil end
  return ("%04d-%02d-%02d"):format(year, month, day)
end

-- "day" or "month": what a numeric date must begin with, nil when both are possible.
function dates.order(text)
  local first, second = text:match "(%d%d?)[./](%d%d?)[./]%d%d%d%d"
  first, second = tonumber(first), tonumber(second)
  if not first then return nil end
  if first > 12 and second <= 12 then return "day" end
  return second > 12 and first <= 12 and "month" or nil
end

local function with_name(text, months)
  local year, day, month = text:match "%f[%d](%d%d%d%d)%f[%D]", nil, nil
  for number in text:gmatch "%f[%d](%d%d?)%f[%D]" do day = day or number end
  for word in text:gmatch "[%a\x80-\xff]+" do
    month = month or months[moonleaf.text.fold(word)]
  end
  if year and month then
    return day and iso(year, month, day) or ("%s-%02d"):format(year, month)
  end
end

-- The first date of a short text in ISO 8601, and what is wrong with it. `order` is the list's habit.
function dates.read(text, months, order)
  local year, month, day = text:match "^%D*(%d%d%d%d)[^%d]+(%d%d?)[^%d]+(%d%d?)%f[%D]"
  if year and #text:match "%d%d%d%d(%D+)%d" <= 3 then return iso(year, month, day) end
  local first, mark, second, numeric_year = text:match "%f[%d](%d%d?)([./])(%d%d?)[./](%d%d%d%d)"
  if not first then return with_name(text, months) end
  order = dates.order(text) or order or (mark == "." and "day") or first == second and "day" or nil
  if not order then return numeric_year, AMBIGUOUS end
  if order == "day" then return iso(numeric_year, second, first) end
  return iso(numeric_year, first, second)
end

return dates
