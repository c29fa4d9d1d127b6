-- Subtitles (SubRip and WebVTT): what is said, as paragraphs; a pause or another speaker begins a new one. Markup is
-- dropped, names of speakers are kept. `duration` is the end of the last cue in seconds.
--
--   00:01:02,500 --> 00:01:04,000
--   <i>The harbour</i>                 paragraph  The harbour was closed.
--                                      metadata   { duration = 66, cues = 2 }
--   00:01:04,200 --> 00:01:06,000
--   was closed.
local markup = require "markup"

local PAUSE <const> = 2     -- seconds without speech that begin a paragraph
local LONG <const> = 1000   -- bytes of a paragraph that ends with the next sentence: some films have no pause

local subtitles = {
  api         = 1,
  summary     = "Subtitles: SubRip (.srt) and WebVTT (.vtt), as paragraphs",
  extensions  = { "srt", "vtt" },
  media_types = { "application/x-subrip", "text/vtt" },
  magic       = { "WEBVTT" },
}

local SENTENCE_ENDS <const> = { ["."] = true, ["!"] = true, ["?"] = true, ["…"] = true, ["。"] = true, ["！"] = true,
                                ["？"] = true, ["؟"] = true, ["।"] = true }

local function seconds_of(time)
  local hours, minutes, seconds = time:match "^(%d+):(%d+):(%d+[.,]?%d*)$"
  if not hours then minutes, seconds = time:match "^(%d+):(%d+[.,]?%d*)$" end
  if not minutes then return nil end
  return tonumber(hours or 0) * 3600 + tonumber(minutes) * 60 + tonumber((seconds:gsub(",", ".")))
end

-- Start and end of a cue in seconds, nil when the line says no times.
local function times_of(line)
  local start, stop = line:match "^%s*([%d:.,]+)%s*%-%-+>%s*([%d:.,]+)"
  start, stop = start and seconds_of(start), stop and seconds_of(stop)
  if start and stop then return start, stop end
end

-- True for a name in capitals of any script, as in "DR. IVANOVA: Come in."
local function is_capitals(name)
  local has_letter = false
  for character in name:gmatch(utf8.charpattern) do
    local is_capital = moonleaf.text.fold(character) ~= character
    if not is_capital and not character:find "^[%s%p%d]$" then return false end
    has_letter = has_letter or is_capital
  end
  return has_letter
end

-- The text behind a mark that somebody else begins to speak, or nil: "- No.", "– No.", ">> No."
local function behind_mark(text)
  return text:match "^>>+%s*(.*)" or text:match "^%-%s*(%D.*)" or text:match "^–%s*(.*)" or text:match "^—%s*(.*)"
end

-- The line without markup, who speaks if it says so, and whether it says that somebody else begins to.
local function read_line(line)
  local speaker = line:match "<v[.%w]*%s+([^>]+)>"
  local text = line:gsub("{\\[^}]*}", ""):gsub("</?[%a%d][^>]*>", "")
  text = markup.entities(text):gsub("\u{200E}", ""):gsub("\u{200F}", ""):match "^%s*(.-)%s*$"
  local said = behind_mark(text) or text
  local name = said:match "^([^:]+):%s"
  return said, speaker and markup.entities(speaker), said ~= text or (name and is_capitals(name))
end

-- The cues: { start =, stop =, lines = {...} }. In WebVTT a blank line ends a cue, and what stands outside of cues is
-- names, notes and styles; in SubRip some cues hold blank lines, and the next one's number ends them.
local function read_cues(source)
  local cues, cue, previous, is_web = {}, nil, nil, nil
  for line in source:lines() do
    if is_web == nil then is_web = line:find "^WEBVTT" ~= nil end
    local start, stop = times_of(line)
    if start then
      if cue and previous and previous:find "^%s*%d+%s*$" then cue.lines[#cue.lines] = nil end
      cue = { start = start, stop = stop, lines = {} }
      cues[#cues + 1], previous = cue, nil
    elseif not line:find "%S" then
      if is_web then cue = nil end
    elseif cue then
      cue.lines[#cue.lines + 1] = line
      previous = line
    end
  end
  return cues
end

-- Rolling captions show each line again in the next cue; times inside of their lines tell them.
local function are_rolling(cues)
  for _, cue in ipairs(cues) do
    for _, line in ipairs(cue.lines) do
      if line:find "<%d+:%d%d[:.%d]*>" then return true end
    end
  end
  return false
end

-- A function that takes lines that are said, and one that ends the paragraph.
local function paragraphs(document)
  local parts, bytes, speaker = {}, 0, nil
  local function finish()
    if #parts > 0 then document:block("paragraph", table.concat(parts, " ")) end
    parts, bytes = {}, 0
  end
  local function say(text, name, is_other)
    if is_other or (name and name ~= speaker) then finish() end
    local last = parts[#parts]
    if last and bytes > LONG and SENTENCE_ENDS[last:match(utf8.charpattern .. "$")] then finish() end
    if name and (name ~= speaker or #parts == 0) then text = name .. ": " .. text end
    speaker = name or (not is_other and speaker) or nil
    parts[#parts + 1], bytes = text, bytes + #text + 1
  end
  return say, finish
end

function subtitles.load(source, add)
  local cues = read_cues(source)
  if #cues == 0 then error("no subtitles in it: no line has times like 00:01:02,500 --> 00:01:04,000", 0) end
  local duration = 0
  for _, cue in ipairs(cues) do duration = math.max(duration, cue.stop) end
  local say, finish = paragraphs(add { metadata = { duration = duration, cues = #cues } })
  local is_rolling, last, stop = are_rolling(cues), nil, nil
  for _, cue in ipairs(cues) do
    if stop and cue.start - stop >= PAUSE then finish() end
    for _, line in ipairs(cue.lines) do
      local text, speaker, is_other = read_line(line)
      if text ~= "" and not (is_rolling and text == last) then
        say(text, speaker, is_other)
        last = text
      end
    end
    stop = cue.stop
  end
  finish()
end

return subtitles
