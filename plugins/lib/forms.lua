-- Forms of a language table found among pieces: the longest one wins, case and white space do not matter, and a hyphen
-- may stand where a form has none ("two-thirds").
--
--   local units = forms.book { t = { "ton", "tons", "metric tons" } }
--   units:at(list, 5)       --> "t", 6       the form that begins with piece 5 ends with piece 6
--   units:ending(list, 6)   --> "t", 5       the form that ends with piece 6 begins with piece 5

local pieces = require "pieces"

local forms = {}

local book = {}
book.__index = book

local HYPHENS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true }

local function folded_pieces(form, elisions)
  local folded = {}
  for _, piece in ipairs(pieces.cut(form, nil, elisions)) do folded[#folded + 1] = piece.folded end
  return folded
end

local function add(index, key, entry)
  local entries = index[key] or {}
  index[key] = entries
  entries[#entries + 1] = entry
end

-- A book of canonical name -> array of forms, or of form -> value where `flat`; `elisions` as in pieces.cut.
function forms.book(names, flat, elisions)
  local self = setmetatable({ first = {}, last = {} }, book)
  local function enter(name, form)
    local folded = folded_pieces(form, elisions)
    if #folded == 0 then return end
    local entry = { name = name, folded = folded }
    add(self.first, folded[1], entry)
    add(self.last, folded[#folded], entry)
  end
  for name, list in moonleaf.sorted(names or {}) do
    if flat then
      enter(list, name)
    else
      for _, form in ipairs(list) do enter(name, form) end
    end
  end
  return self
end

-- A book of plain forms, each its own name.
function forms.list(list, elisions)
  local names = {}
  for _, form in ipairs(list or {}) do names[form] = form end
  return forms.book(names, true, elisions)
end

-- Where the form ends, going by `step` from piece `at`, or nil.
local function match(entry, list, at, step)
  local folded = entry.folded
  local from, to = 1, #folded
  if step < 0 then from, to = to, from end
  local last = at
  for k = from, to, step do
    local piece = list[at]
    if k ~= from and piece and HYPHENS[piece.form] and folded[k] ~= piece.form then
      at = at + step
      piece = list[at]
    end
    if not piece or piece.folded ~= folded[k] then return nil end
    last, at = at, at + step
  end
  return last
end

local function longest(entries, list, at, step)
  local name, reach
  for _, entry in ipairs(entries) do
    local last = match(entry, list, at, step)
    if last and (not reach or (last - reach) * step > 0) then name, reach = entry.name, last end
  end
  return name, reach
end

function book:at(list, at)
  local piece = list[at]
  local entries = piece and self.first[piece.folded]
  if entries then return longest(entries, list, at, 1) end
end

-- Whether a form may begin with that piece.
function book:may_begin(piece)
  return self.first[piece.folded] ~= nil
end

-- Whether that one folded word is a form.
function book:has(folded)
  for _, entry in ipairs(self.first[folded] or {}) do
    if #entry.folded == 1 then return true end
  end
  return false
end

function book:ending(list, at)
  local piece = list[at]
  local entries = piece and self.last[piece.folded]
  if entries then return longest(entries, list, at, -1) end
end

return forms
