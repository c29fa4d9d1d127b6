-- Acronyms among misread words. Letters of a language say nothing of them and no dictionary has them: what tells are
-- the shapes, that a document writes the same one again and again, and the initials of the words in front of "(...)".
--
--   local names = short_forms.of(decoder)
--   names:define("IIIOC", { "Шанхайской", "организации", "сотрудничества" })
--   names:read "LHIOC"      --> "ШОС"

local decoding = require "decoding"

local SHAPE <const> = "^[A-Z%d%[|]*[A-Z][A-Z%d%[|]*$"
local SHORTEST <const>, LONGEST <const> = 3, 6 -- signs
local FEWEST_LETTERS <const>, LONGEST_SHAPE <const> = 2, 4
local LETTER <const> = 2.5     -- of a letter: all are as likely, and a short name is likelier than a long one
local NOISE <const> = 5        -- a sign for nothing
local WIDTH <const> = 9        -- how much more than the cheapest a reading costs that is kept
local MOST <const> = 300       -- readings at a place
local REPEATED <const> = 1.5   -- votes of tokens
local DEFINED <const> = 8      -- less for a name that initials define

local short_forms = {}
short_forms.__index = short_forms

function short_forms.is_shape(token)
  return #token >= SHORTEST and #token <= LONGEST and token:find(SHAPE) ~= nil
end

local function put(beam, text, cost)
  if not beam[text] or cost < beam[text] then beam[text] = cost end
end

-- The readings of a beam that cost little, cheapest first.
local function cheap(beam)
  local list = {}
  for text, cost in moonleaf.sorted(beam) do list[#list + 1] = { text = text, cost = cost } end
  table.sort(list, function(a, b)
    if a.cost ~= b.cost then return a.cost < b.cost end
    return a.text < b.text
  end)
  local kept = {}
  for k = 1, math.min(MOST, #list) do
    if list[k].cost > list[1].cost + WIDTH then break end
    kept[k] = list[k]
  end
  return kept
end

-- What the shapes of a token may stand for.
local function readings(self, token)
  local beams = { [0] = { [""] = 0 } }
  for k = 1, #token do beams[k] = {} end
  for k = 0, #token - 1 do
    for _, reading in ipairs(cheap(beams[k])) do
      for size = 1, math.min(LONGEST_SHAPE, #token - k) do
        for _, edge in ipairs(self.decoder.confusions.edges[token:sub(k + 1, k + size)] or {}) do
          put(beams[k + size], reading.text .. edge.letter, reading.cost + edge.cost + LETTER)
        end
      end
      put(beams[k + 1], reading.text, reading.cost + NOISE)
    end
  end
  return cheap(beams[#token])
end

function short_forms.of(decoder)
  return setmetatable({ decoder = decoder, kept = {}, votes = {}, defined = {} }, short_forms)
end

function short_forms:readings(token)
  self.kept[token] = self.kept[token] or readings(self, token)
  return self.kept[token]
end

-- Counts a token that stands in the text: what is likely of one is likely of all.
function short_forms:count(token)
  local list = self:readings(token)
  for _, reading in ipairs(list) do
    self.votes[reading.text] = (self.votes[reading.text] or 0) + math.exp(list[1].cost - reading.cost)
  end
end

-- The words in front of a token in brackets, the nearest last: a name of as many of their initials is what it is.
function short_forms:define(token, words)
  local initials, found = "", nil
  local likely = {}
  for _, reading in ipairs(self:readings(token)) do likely[reading.text] = true end
  for k = #words, 1, -1 do
    initials = (moonleaf.text.fold(words[k]):match("^" .. utf8.charpattern) or "") .. initials
    if #words - k + 1 >= FEWEST_LETTERS and likely[initials] then found = initials end
  end
  if found then self.defined[found] = true end
end

-- The likeliest name, in capitals, and whether the document defines it; nil when there is none.
function short_forms:read(token)
  local best, lowest
  for _, reading in ipairs(self:readings(token)) do
    local cost = reading.cost - math.log(self.votes[reading.text] or 1) - (self.defined[reading.text] and DEFINED or 0)
    if utf8.len(reading.text) >= FEWEST_LETTERS and (not best or cost < lowest) then
      best, lowest = reading.text, cost
    end
  end
  if best then return decoding.capitals(best), self.defined[best] or false end
end

-- Whether tokens of the document say a name more than once.
function short_forms:is_repeated(name)
  return (self.votes[moonleaf.text.fold(name)] or 0) > REPEATED
end

return short_forms
