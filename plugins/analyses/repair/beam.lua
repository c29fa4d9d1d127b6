-- All ways to part a token into shapes of letters, the cheapest first: beam search over what the letters of the
-- language and the confusions of the scanner cost.
--
--   beam.candidates({ "6", "e", "3" }, model, edges, false)   --> { { text = "без", cost = 4.2, shapes = 1.1 }, ... }

local LONGEST_SHAPE <const> = 4
local NOISE <const> = 6           -- a sign that stands for no letter
local MISSING <const> = 5         -- a letter that left no sign
local OTHER <const> = 6           -- a sign that stands for a letter of quite another shape
local BAD <const> = 5             -- from that on a letter is read against its sign
local STRANGE <const> = 3         -- a beginning that no word of the dictionary has
local MODEL <const> = 0.5         -- weight of the letters' sequence: every letter is counted four times over
local BEAM <const>, WIDTH <const> = 40, 9 -- readings kept at each place, and how much more than the best they cost
local BEST <const>, LIKELY <const> = 8, 4.5 -- of them, those that may lack a letter or have another, and which ones
local CANDIDATES <const> = 150    -- that are looked up
local EDGE <const>, STOP <const> = "^", "$"

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

-- A beam keeps its lowest cost: what costs much more is dropped at once. `shapes` is what the confusions alone cost;
-- `from` and `shape` lead back along the letters.
local function extend(beam, reading, letter, shape, price, model)
  local cost = reading.cost + price
  if cost > beam.lowest + WIDTH then return nil end
  cost = cost + MODEL * model:cost(reading.a, reading.b, reading.c, letter)
  local text = reading.text .. letter
  local strange = reading.strange
  if not model:is_beginning(text) then cost, strange = cost + STRANGE, strange + STRANGE end
  if cost > beam.lowest + WIDTH then return nil end
  if cost < beam.lowest then beam.lowest = cost end
  local longer = {
    text = text, cost = cost, shapes = reading.shapes + price, a = reading.b, b = reading.c, c = letter,
    from = reading, letter = letter, shape = shape, strange = strange, bad = reading.bad + (price >= BAD and 1 or 0),
  }
  beam[#beam + 1] = longer
  return longer
end

local function each_likely(reading, model, likely, action)
  for _, letter in ipairs(model.letters) do
    if model:cost(reading.a, reading.b, reading.c, letter) < likely then action(letter) end
  end
end

-- The cheapest readings at a place; the very best also with a letter more, which left no sign, when looking far.
local function readings_at(beam, model, likely)
  local list = best_of(beam, BEAM)
  for k = 1, likely and math.min(BEST, #list) or 0 do
    each_likely(list[k], model, likely, function(letter)
      local longer = extend(beam, list[k], letter, "", MISSING, model)
      if longer then list[#list + 1] = longer end
    end)
  end
  return list
end

-- What a sign may be beside the letters of its shape: nothing, or any letter.
local function read_badly(beam, reading, sign, likely, model)
  local cost = reading.cost + NOISE
  if cost <= beam.lowest + WIDTH then
    if cost < beam.lowest then beam.lowest = cost end
    beam[#beam + 1] = {
      text = reading.text, cost = cost, shapes = reading.shapes + NOISE, a = reading.a, b = reading.b, c = reading.c,
      from = reading, strange = reading.strange, bad = reading.bad + 1,
    }
  end
  if not likely then return end
  each_likely(reading, model, likely, function(letter) extend(beam, reading, letter, sign, OTHER, model) end)
end

-- Looking far, letters without a sign and signs of other letters count as well, which takes three times as long.
local function candidates(signs, model, edges, is_far)
  local likely = is_far and LIKELY or nil
  local beams = {}
  for k = 0, #signs do beams[k] = { lowest = math.huge } end
  beams[0][1] = { text = "", cost = 0, shapes = 0, strange = 0, bad = 0, a = EDGE, b = EDGE, c = EDGE }
  beams[0].lowest = 0
  for k = 0, #signs - 1 do
    for rank, reading in ipairs(readings_at(beams[k], model, likely)) do
      local shape = ""
      for size = 1, math.min(LONGEST_SHAPE, #signs - k) do
        shape = shape .. signs[k + size]
        for _, edge in ipairs(edges[shape] or {}) do
          extend(beams[k + size], reading, edge.letter, shape, edge.cost, model)
        end
      end
      read_badly(beams[k + 1], reading, signs[k + 1], rank <= BEST and likely or nil, model)
    end
  end
  local last = readings_at(beams[#signs], model, likely)
  for _, reading in ipairs(last) do
    reading.cost = reading.cost + MODEL * model:cost(reading.a, reading.b, reading.c, STOP)
  end
  return best_of(last, CANDIDATES)
end

return { candidates = candidates, is_cheaper = is_cheaper, MISSING = MISSING }
