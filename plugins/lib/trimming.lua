-- A text without white space and certain marks at its ends; marks may have any number of bytes.
--
--   trimming.of(" — Yes, ", { "—", "," })   --> "Yes"
--   trimming.bounds("— Yes,", 1, 8, marks)  --> 5, 7, as string.sub counts

local trimming = {}

local function ends_with(text, from, to, mark) return to - #mark + 1 >= from and text:sub(to - #mark + 1,
  to) == mark end

-- First and last byte of what is left of text[from, to]; to < from when nothing is.
function trimming.bounds(text, from, to, marks)
  local goes_on = true
  while goes_on and from <= to do
    goes_on = false
    while from <= to and text:find("^%s", from) do from = from + 1 end
    while to >= from and text:find("^%s", to) do to = to - 1 end
    for _, mark in ipairs(marks) do
      if from <= to and text:sub(from, from + #mark - 1) == mark then from, goes_on = from + #mark, true end
      if from <= to and ends_with(text, from, to, mark) then to, goes_on = to - #mark, true end
    end
  end
  return from, to
end

function trimming.of(text, marks)
  local from, to = trimming.bounds(text, 1, #text, marks)
  return text:sub(from, to)
end

return trimming
