-- Short forms in a line of tokens, and the words that could be long ones.
--
--   shorts.units(tokens)   --> beginning[first token], ending[last token]: { text, first, last, start, stop }

local alignment = require "alignment"
local pieces = require "pieces"

local shorts = {}

local MOST_LETTERS <const>, FEWEST_CAPITALS <const> = 10, 2 -- Schwartz & Hearst 2003: two to ten letters

local JOINTS <const> = { ["-"] = true, ["‐"] = true, ["‑"] = true, ["&"] = true, ["/"] = true }

-- What may stand between the words of a long form.
local INSIDE <const> = {
  [","] = true, ["-"] = true, ["‐"] = true, ["‑"] = true, ["&"] = true, ["/"] = true, ["'"] = true, ["’"] = true,
  ["\""] = true, ["“"] = true, ["”"] = true, ["„"] = true, ["«"] = true, ["»"] = true, ["،"] = true,
}

-- The form without the s of a plural ("NGOs") or the rest behind an apostrophe ("SCO's", "НАТО’da"), when what is left
-- is a short form: mostly capitals; nil for any other form.
local function short_of(form)
  local text = form:match "^([^']+)'%a*$" or form:match "^(.-)’" or form
  local letters, capitals, last = 0, 0, false
  for letter in text:gmatch(utf8.charpattern) do
    if letter:find "^%d" or moonleaf.text.script(letter) then
      letters = letters + 1
      last = pieces.is_capital_letter(letter)
      capitals = capitals + (last and 1 or 0)
    end
  end
  local is_short = letters <= MOST_LETTERS and capitals >= FEWEST_CAPITALS and 2 * capitals >= letters
  if is_short and not last and capitals == letters - 1 and text:find "[^%p]s$" then text = text:sub(1, -2) end
  return is_short and text or nil
end

function shorts.units(tokens)
  local beginning, ending, known = {}, {}, {}
  local at = 1
  while at <= #tokens do
    local first, last = tokens[at], at
    if first.is_word then
      while tokens[last + 2] and JOINTS[tokens[last + 1].form] and tokens[last + 2].is_word
        and tokens[last].stop == tokens[last + 1].start and tokens[last + 1].stop == tokens[last + 2].start do
        last = last + 2
      end
      local forms = {}
      for k = at, last do forms[#forms + 1] = tokens[k].form end
      local form = table.concat(forms)
      if known[form] == nil then known[form] = short_of(form) or false end
      if known[form] then
        local unit = { text = known[form], first = at, last = last }
        if tokens[last + 1] and tokens[last + 1].form == "." and form:find("%.", 2) then -- U.S.
          unit.last, unit.text = last + 1, unit.text .. "."
        end
        beginning[at], ending[unit.last] = unit, unit
      end
    end
    at = last + 1
  end
  return beginning, ending
end

local LONGEST_ELIDED <const>, FEWEST_BEHIND <const> = 8, 3 -- bytes of "dell'" and the like; letters behind it

-- The word of a token as alignment.lua wants it; what an elision glued to its front is cut off (l'Organisation).
local function word_of(token, reader)
  local form, cut = token.form, 0
  local a, b = form:find("’", 1, true)
  if not a then a, b = form:find("'", 1, true) end
  if a and b <= LONGEST_ELIDED and #form - b >= FEWEST_BEHIND then cut = b end
  local known = reader.words[form]
  if not known then
    local rest = form:sub(cut + 1)
    known = { letters = alignment.letters(rest), stop = reader.stop_words[moonleaf.text.fold(rest)] or false }
    reader.words[form] = known
  end
  return { letters = known.letters, stop = known.stop, start = token.start + cut, stop_byte = token.stop, form = form }
end

-- Words from token `at` on in the direction of `step`, until something that no long form contains; at most `most` with
-- content. A word that is the short form itself ends them too.
function shorts.words(tokens, at, step, most, short, reader)
  local list, content = {}, 0
  while tokens[at] and content < most and #list < 3 * most do
    local token = tokens[at]
    if token.is_word then
      if token.form == short then break end
      local word = word_of(token, reader)
      content = content + (word.stop and 0 or 1)
      if #word.letters > 0 then table.insert(list, step > 0 and #list + 1 or 1, word) end
    elseif not INSIDE[token.form] then
      break
    end
    at = at + step
  end
  return list
end

return shorts
