-- Where a text defines its short forms: in and before parentheses, beside dashes and commas, at the head of a block.
--
--   definitions.read(block, reader, add)    calls add(short, start, stop, basis, behind, from) for each definition
--
-- The long form is bytes [start, stop); the definition ends at `behind` and begins at `from`, or with the long form.

local alignment = require "alignment"
local foreign = require "foreign"
local shorts = require "shorts"
local unspaced = require "unspaced"

local CLOSING <const> = { ["("] = ")", ["（"] = "）", ["["] = "]", ["［"] = "］", ["〔"] = "〕" }
local ROUND <const> = { ["("] = true, ["（"] = true } -- a square one may be a mark of a bibliography, [EB/OL]
local DASHES <const> = { ["—"] = true, ["–"] = true, ["―"] = true, ["-"] = true }
local COMMAS <const> = { [","] = true, ["，"] = true, ["、"] = true, ["،"] = true }
local LIST_MARKS <const> = { [":"] = true, ["="] = true, ["："] = true } -- "SCO: Shanghai ..." at the head of a block
local ENDS_IN_PARENTHESIS <const> = { [","] = true, [";"] = true, ["，"] = true, ["；"] = true, [":"] = true }
local QUOTES <const> = { ["\""] = true, ["“"] = true, ["”"] = true, ["„"] = true, ["«"] = true, ["»"] = true,
                         ["'"] = true, ["‘"] = true, ["’"] = true, ["「"] = true, ["」"] = true,
                         ["《"] = true, ["》"] = true }

local LONGEST_PARENTHESIS <const> = 60 -- tokens
local MOST_LEADING <const> = 3         -- words between the mark and the long or short form: "or the", "hereinafter"
local STOP_AT_HEAD <const> = 0.5       -- what it costs that a long form begins with a word without content
local STRICT <const> = 1               -- without a parenthesis all letters must stand for words
local FEWEST_STRICT <const> = 3        -- letters beside a comma; lists are full of short neighbours

local function tokens_of(block)
  local tokens = {}
  for token in block:tokens() do
    local type = token.type
    tokens[#tokens + 1] = {
      form = token.form, start = token.start, stop = token.stop, is_word = type == "word" or type == "number",
    }
  end
  return tokens
end

local function past_quotes(tokens, at, step)
  while tokens[at] and QUOTES[tokens[at].form] do at = at + step end
  return at
end

-- Schwartz & Hearst's limit for the words of a long form.
local function most_words(letters)
  return math.min(#letters + 5, 2 * #letters)
end

-- The words that end with token `last` and that the short form spells: first and last byte, and the cost.
local function long_before(tokens, last, short, reader)
  local letters = alignment.letters(short)
  local words = shorts.words(tokens, last, -1, most_words(letters), short, reader)
  local best, start, tail = math.huge, nil, {}
  for at = #words, 1, -1 do
    table.insert(tail, 1, words[at])
    local cost = alignment.cost(letters, tail)
    cost = cost and cost + (words[at].stop and STOP_AT_HEAD or 0)
    if cost and cost < best then best, start = cost, words[at].start end
  end
  return start, start and words[#words].stop_byte, best, #letters
end

-- The words from token `first` on that the short form spells, MOST_LEADING words further on at most.
local function long_behind(tokens, first, short, reader)
  local letters = alignment.letters(short)
  local words = shorts.words(tokens, first, 1, most_words(letters) + MOST_LEADING, short, reader)
  for _ = 0, MOST_LEADING do
    local cost, last = alignment.cost(letters, words, true)
    if cost and not words[1].stop then return words[1].start, words[last].stop_byte, cost, #letters end
    table.remove(words, 1)
  end
end

local function closing(tokens, at)
  for k = at + 1, math.min(#tokens, at + LONGEST_PARENTHESIS) do
    if tokens[k].form == CLOSING[tokens[at].form] then return k end
  end
end

-- The forms of the unspaced words that end with token `last`, and the first one's token.
local function unspaced_run(tokens, last)
  local forms, from = {}, last + 1
  while tokens[from - 1] and unspaced.is_word(tokens[from - 1].form) do
    from = from - 1
    table.insert(forms, 1, tokens[from].form)
  end
  return forms, from
end

-- Adds "上海合作组织（上合组织）" and "上合组织（上海合作组织）".
local function add_unspaced(tokens, opening, closed, add)
  local before, first = unspaced_run(tokens, past_quotes(tokens, opening - 1, -1))
  local last = opening + 1
  while last < closed and not ENDS_IN_PARENTHESIS[tokens[last].form] do last = last + 1 end
  last = past_quotes(tokens, last - 1, -1)
  local inside, from = unspaced_run(tokens, last)
  if #before == 0 or #inside == 0 or from <= opening then return end
  local short, at = unspaced.short_behind(before, table.concat(inside))
  if short then
    return add(short, tokens[first + at - 1].start, tokens[first + #before - 1].stop, "parenthesis", tokens[last].stop)
  end
  at = unspaced.short_before(before, table.concat(inside))
  if at then
    local text = table.concat(before, "", at)
    add(text, tokens[from].start, tokens[last].stop, "reversed", tokens[last].stop, tokens[first + at - 1].start)
  end
end

-- The short forms that a parenthesis holds, each in front of punctuation or the end: "(hereinafter: SCO)".
local function units_inside(tokens, opening, closed, units)
  local found = {}
  for last = opening + 1, closed do
    if last == closed or ENDS_IN_PARENTHESIS[tokens[last].form] then
      local unit = units.ending[past_quotes(tokens, last - 1, -1)]
      local is_near = unit and unit.first > opening and unit.first - opening - 1 <= MOST_LEADING + 2
      if is_near then found[#found + 1] = unit end
    end
  end
  return found
end

-- The name in front of the parenthesis that a short form of another language or script stands for.
local function foreign_before(tokens, before, unit, reader)
  local name = tokens[before]
  if not name or not name.is_word or foreign.is_script(unit.text) then return nil end
  local find = foreign.is_script(name.form) and foreign.long or foreign.known
  local first = find(tokens, before, reader.foreign())
  return first and tokens[first].start, name.stop
end

local function add_parenthesis(tokens, opening, units, reader, add)
  local closed = closing(tokens, opening)
  if not closed then return end
  local before, is_found = past_quotes(tokens, opening - 1, -1), false
  for _, unit in ipairs(units_inside(tokens, opening, closed, units)) do
    local start, stop = long_before(tokens, before, unit.text, reader)
    if not start and ROUND[tokens[opening].form] then start, stop = foreign_before(tokens, before, unit, reader) end
    if start then
      add(unit.text, start, stop, "parenthesis", tokens[unit.last].stop)
      is_found = true
    end
  end
  if is_found then return end
  local unit = units.ending[before]
  local start, stop
  if unit then start, stop = long_behind(tokens, opening + 1, unit.text, reader) end
  if start and stop <= tokens[closed].start then
    return add(unit.text, start, stop, "reversed", stop, tokens[unit.first].start)
  end
  add_unspaced(tokens, opening, closed, add)
end

-- A dash with white space around it, or a long one.
local function is_dash(tokens, at)
  local token = tokens[at]
  if not token or not DASHES[token.form] then return false end
  return token.form ~= "-" or tokens[at - 1] and tokens[at - 1].stop < token.start
end

local function is_sure(cost, letters, by_dash)
  return cost < STRICT and (letters >= FEWEST_STRICT or by_dash)
end

-- "SHORT, or long", "SHORT — long", and "SHORT: long" at the head of a block.
local function add_forward(tokens, unit, reader, add)
  local at = past_quotes(tokens, unit.last + 1, 1)
  local dash = is_dash(tokens, at)
  local mark = tokens[at] and tokens[at].form
  if not (dash or COMMAS[mark] or LIST_MARKS[mark] and unit.first == 1) then return end
  local start, stop, cost, letters = long_behind(tokens, at + 1, unit.text, reader)
  if start and is_sure(cost, letters, dash) then
    add(unit.text, start, stop, "apposition", stop, tokens[unit.first].start)
  end
end

-- "long, or SHORT", "long—SHORT", "long or SHORT".
local function add_backward(tokens, unit, reader, add)
  local at, leading = past_quotes(tokens, unit.first - 1, -1), 0
  while tokens[at] and tokens[at].is_word and leading < MOST_LEADING
    and reader.stop_words[moonleaf.text.fold(tokens[at].form)] do
    at, leading = at - 1, leading + 1
  end
  local dash = is_dash(tokens, at)
  if dash or tokens[at] and COMMAS[tokens[at].form] then
    at = past_quotes(tokens, at - 1, -1)
  elseif leading == 0 then
    return
  end
  local start, stop, cost, letters = long_before(tokens, at, unit.text, reader)
  if start and is_sure(cost, letters, dash) then
    add(unit.text, start, stop, "apposition", tokens[unit.last].stop)
  end
end

local function read_block(block, reader, add)
  local tokens, units = tokens_of(block), {}
  units.beginning, units.ending = shorts.units(tokens)
  for at, token in ipairs(tokens) do
    if CLOSING[token.form] then add_parenthesis(tokens, at, units, reader, add) end
    if units.beginning[at] then
      add_forward(tokens, units.beginning[at], reader, add)
      add_backward(tokens, units.beginning[at], reader, add)
    end
  end
end

return { read = read_block }
