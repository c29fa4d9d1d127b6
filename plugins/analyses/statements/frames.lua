-- A sentence as its words, with the actors and the quotation marks in it.
--
--   local frame = frames.of(text, mentions, offset, finder)
--   frame.list[3], frame.starts[3]   a word or mark, and its first byte, as string.find counts
--   frame.begins[3], frame.ends[4]   the actor { first, last, name, kind } that begins or ends there

local quotes = require "quotes"

local frames = {}

frames.STOPS = { [";"] = true, ["."] = true, ["!"] = true, ["?"] = true, ["("] = true, ["؛"] = true, ["؟"] = true,
  ["।"] = true }
frames.COLONS = { [":"] = true }
frames.COMMAS = { [","] = true, ["،"] = true, ["–"] = true, ["—"] = true, ["-"] = true }

function frames.is_word(info) return info ~= nil and info.kind == "word" end

-- Words of the sentence with the mentions that begin and end at them.
function frames.of(text, mentions, offset, self)
  local list, starts = self.reader.cut(text)
  local frame = { text = text, list = list, starts = starts, begins = {}, ends = {}, inside = {},
    quotes = quotes.find(text, self.language.quotes) }
  local k = 1
  for _, mention in ipairs(mentions) do
    local from, to = mention.start - offset + 1, mention.stop - offset
    while starts[k] and starts[k] < from do k = k + 1 end
    local last = k
    while starts[last + 1] and starts[last + 1] <= to do last = last + 1 end
    if list[k] then
      local placed = { first = k, last = last, name = mention.name, kind = mention.kind }
      frame.begins[k], frame.ends[last] = placed, placed
      for i = k, last do frame.inside[i] = placed end
    end
  end
  return frame
end

function frames.stop_of(frame, k) return frame.starts[k] + frame.list[k].bytes - 1 end

function frames.is_quoted(frame, k) return quotes.holding(frame.quotes, frame.starts[k]) end

return frames
