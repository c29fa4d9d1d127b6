-- Particles that a language writes with the word in front of them, and numbers that it writes with what follows.
--
--   particles.split(list, lexicon)              1|억|2000|만원을  -->  1|억|2000|만|원을
--   particles.length(list[3], lexicon)          학생을 --> 3, the bytes of 을
--   particles.ends_phrase(list[3], lexicon)     학생이 --> true; 학생의 --> false
--
-- A table's groups say which syllable a particle follows: 이 behind a consonant, 가 behind a vowel.

local grammar = require "grammar"

local particles = {}

local FIRST_SYLLABLE <const>, LAST_SYLLABLE <const> = 0xAC00, 0xD7A3
local FINALS <const> = 28 -- syllables that differ in nothing but their final consonant; the first has none

local function fits(group, stem, least)
  if utf8.len(stem) < (least or group.least) then return false end
  local code = utf8.codepoint(stem, utf8.offset(stem, -1))
  if code < FIRST_SYLLABLE or code > LAST_SYLLABLE then return false end
  local has_final = (code - FIRST_SYLLABLE) % FINALS > 0
  return group.after == nil or (group.after == "consonant") == has_final
end

-- The particle that the piece ends with, nil when none does. `least` letters stand in front, or what the group says.
local function particle_of(piece, lexicon, least)
  if #lexicon.particles == 0 or piece.kind ~= "word" or piece.ideograph then return nil end
  if grammar.ends_in(piece.folded, lexicon.not_particles, 0) then return nil end
  local found, word = nil, piece.form
  for _, group in ipairs(lexicon.particles) do
    for _, form in ipairs(group) do
      local is_longest = #form < #word and #form > #(found or "") and word:sub(-#form) == form
      if is_longest and fits(group, word:sub(1, -#form - 1), least) then found = form end
    end
  end
  return found
end

-- Bytes of the particle at the end of the piece.
function particles.length(piece, lexicon)
  return #(particle_of(piece, lexicon) or "")
end

-- Whether no noun phrase goes on behind the piece: it has a particle, and not that of the genitive.
function particles.ends_phrase(piece, lexicon)
  local particle = particle_of(piece, lexicon)
  return particle ~= nil and not lexicon.genitives.found[particle]
end

-- The same of a unit or measure word, which may be short: 20명이.
function particles.ends_measure(piece, lexicon)
  local particle = particle_of(piece, lexicon, 1)
  return particle ~= nil and not lexicon.genitives.found[particle]
end

local function is_particle(form, lexicon)
  for _, group in ipairs(lexicon.particles) do
    for _, particle in ipairs(group) do
      if particle == form then return true end
    end
  end
  return false
end

local function is_known(form, lexicon)
  for _, book in ipairs(lexicon.behind_digits) do
    if book:has(form) then return true end
  end
  return false
end

-- Adds the known forms that make up the whole of the form, longest first, the last one with a particle perhaps (km를);
-- false when they do not.
local function add_parts(parts, form, lexicon)
  if is_known(form, lexicon) then
    parts[#parts + 1] = { folded = form, length = #form }
    return true
  end
  for length = utf8.len(form) - 1, 1, -1 do
    local stop = utf8.offset(form, length + 1) - 1
    local head = form:sub(1, stop)
    if is_known(head, lexicon) then
      local part, tail = { folded = head, length = stop }, form:sub(stop + 1)
      parts[#parts + 1] = part
      if add_parts(parts, tail, lexicon) then return true end
      if is_particle(tail, lexicon) then
        part.length = #form
        return true
      end
      parts[#parts] = nil
    end
  end
  return false
end

local function add_split(made, piece, parts)
  local at = 0
  for k, part in ipairs(parts) do
    made[#made + 1] = {
      form = piece.form:sub(at + 1, at + part.length), folded = part.folded, kind = "word",
      start = piece.start + at, stop = piece.start + at + part.length - 1, space = k == 1 and piece.space,
    }
    at = at + part.length
  end
end

-- The pieces with words that are glued to digits cut into scale, qualifier and unit. A form of the tables stays whole.
function particles.split(list, lexicon)
  if #lexicon.particles == 0 then return list end
  local made = {}
  for k, piece in ipairs(list) do
    local before, parts = list[k - 1], {}
    local is_glued = before and before.kind == "digits" and not piece.space and piece.kind == "word"
    if is_glued and #piece.form == #piece.folded and add_parts(parts, piece.folded, lexicon) then
      add_split(made, piece, parts)
    else
      made[#made + 1] = piece
    end
  end
  return made
end

return particles
