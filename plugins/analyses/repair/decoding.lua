-- Cyrillic words that were read as Latin letters, digits and signs, read back: of all ways to part the token into
-- shapes of letters, the word that the letters of the language and its dictionary make likeliest (noisy channel,
-- Kernighan, Church & Gale 1990; beam search).
--
--   decoding.of("0e3onacHocTu", model)   --> "безопасности", true

local letters = require "letters"

-- Costs are negative logarithms of probabilities, judged from how often scanners make the confusions of each class.
local CLASS_COSTS <const> = { 0.2, 1.2, 2.4, 3.8 }
local LONGEST_SHAPE <const> = 4
local NOISE <const> = 6           -- a sign that stands for no letter
local STRANGE <const> = 3         -- a beginning that no word of the dictionary has
local MODEL <const> = 0.5         -- weight of the letters' sequence: every letter is counted four times over
local KNOWN <const>, FREQUENT <const> = 5, 1 -- less for a word of the dictionary, of the stop words
local SURE <const> = 2            -- of its shapes a letter: of worse ones a dictionary makes a word too, but which?
local BEAM <const>, WIDTH <const> = 60, 9 -- readings kept at each place, and how much more than the best they cost
local CANDIDATES <const> = 150    -- that are looked up
local EDGE <const>, STOP <const> = "^", "$"

local edges = {} -- shape -> { { letter, cost }, ... }

for letter, classes in moonleaf.sorted(letters) do
  for class, shapes in ipairs(classes) do
    for shape in shapes:gmatch "%S+" do
      edges[shape] = edges[shape] or {}
      table.insert(edges[shape], { letter = letter, cost = CLASS_COSTS[class] })
    end
  end
end

local function is_cheaper(a, b)
  if a.cost ~= b.cost then return a.cost < b.cost end
  return a.text < b.text
end

-- The cheapest of the readings, each text once.
local function best_of(readings, most)
  table.sort(readings, is_cheaper)
  local kept, seen = {}, {}
  for _, reading in ipairs(readings) do
    if #kept == most then break end
    if not seen[reading.text] then
      seen[reading.text] = true
      kept[#kept + 1] = reading
    end
  end
  return kept
end

-- A beam keeps its lowest cost: what costs much more is dropped at once. `shapes` is what the confusions alone cost.
local function put(beam, text, cost, shapes, a, b, c)
  if cost > beam.lowest + WIDTH then return end
  if cost < beam.lowest then beam.lowest = cost end
  beam[#beam + 1] = { text = text, cost = cost, shapes = shapes, a = a, b = b, c = c }
end

local function extend(beam, reading, edge, model)
  if not model:has_letter(edge.letter) then return end
  local cost = reading.cost + edge.cost
  if cost > beam.lowest + WIDTH then return end
  local text = reading.text .. edge.letter
  cost = cost + MODEL * model:cost(reading.a, reading.b, reading.c, edge.letter)
  if not model:is_beginning(text) then cost = cost + STRANGE end
  put(beam, text, cost, reading.shapes + edge.cost, reading.b, reading.c, edge.letter)
end

local function candidates(signs, model)
  local beams = {}
  for k = 0, #signs do beams[k] = { lowest = math.huge } end
  put(beams[0], "", 0, 0, EDGE, EDGE, EDGE)
  for k = 0, #signs - 1 do
    for _, reading in ipairs(best_of(beams[k], BEAM)) do
      local shape = ""
      for size = 1, math.min(LONGEST_SHAPE, #signs - k) do
        shape = shape .. signs[k + size]
        for _, edge in ipairs(edges[shape] or {}) do extend(beams[k + size], reading, edge, model) end
      end
      put(beams[k + 1], reading.text, reading.cost + NOISE, reading.shapes + NOISE, reading.a, reading.b, reading.c)
    end
  end
  for _, reading in ipairs(beams[#signs]) do
    reading.cost = reading.cost + MODEL * model:cost(reading.a, reading.b, reading.c, STOP)
  end
  return best_of(beams[#signs], CANDIDATES)
end

local capitals = {} -- by small letter; of the Cyrillic block

for code = 0x400, 0x4FF do
  local letter = utf8.char(code)
  local folded = moonleaf.text.fold(letter)
  if folded ~= letter then capitals[folded] = letter end
end

local function titled(word)
  return (word:gsub("^" .. utf8.charpattern, capitals))
end

-- The word as the dictionary has it: small, or a name; nil when it has it not.
local function spelled(word, model)
  if model.stop_words[word] then return word end
  if not model.speller then return nil end
  return model.speller:has(word) and word or model.speller:has(titled(word)) and titled(word) or nil
end

-- Headings ("keywords") have a form of their own and are set in type of their own: one that is nearly a label is it.
local SHORTEST_LABEL <const>, MOST_EDITS <const>, LIKELIEST <const> = 6, 2, 20

local function label_like(readings, model)
  local nearest, fewest = nil, MOST_EDITS + 1
  for k = 1, math.min(#readings, LIKELIEST) do
    for _, label in ipairs(model.labels) do
      if #label >= 2 * SHORTEST_LABEL then
        local edits = moonleaf.text.distance(readings[k].text, label)
        if edits < fewest then nearest, fewest = label, edits end
      end
    end
  end
  return nearest
end

local decoding = { titled = titled }

function decoding.capitals(word)
  return (word:gsub(utf8.charpattern, capitals))
end

-- The likeliest word, and whether it is surely a known one; nil when the token can be none. `is_name` asks for what the
-- letters alone say, as of acronyms, which dictionaries lack.
function decoding.of(token, model, is_name)
  local key = (is_name and "!" or "") .. token
  local known = model.decoded[key]
  if known then return known[1], known[2] end
  local signs = {}
  for sign in token:gmatch(utf8.charpattern) do signs[#signs + 1] = sign end
  local best, lowest, is_known = nil, math.huge, false
  local readings = candidates(signs, model)
  for _, candidate in ipairs(readings) do
    local word = not is_name and spelled(candidate.text, model) or nil
    local cost = candidate.cost - (word and KNOWN or 0) - (model.stop_words[candidate.text] and FREQUENT or 0)
    if cost < lowest and candidate.text ~= "" then
      best, lowest = word or candidate.text, cost
      is_known = word ~= nil and candidate.shapes <= SURE * utf8.len(word)
    end
  end
  local label = not is_name and #token >= SHORTEST_LABEL and label_like(readings, model)
  if label then best, is_known = label, true end
  model.decoded[key] = { best, is_known }
  return best, is_known
end

return decoding
