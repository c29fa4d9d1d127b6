-- Plain text whose words somebody has parted by spaces, as word segmenters of Chinese, Japanese and Thai write it: the
-- spaces are the bounds of words, and nothing else is. A line is a paragraph.
--
--   上海 合作组织 的 成员国        words  上海 | 合作组织 | 的 | 成员国
--
-- It is chosen by the name: call the file NAME.seg. In a .txt file spaces part words too, but the dictionary then cuts
-- what stands between them.
local flow = require "flow"

local LONGEST <const> = 15000 -- words of a block: a file without line ends is held in pieces

local segmented = {
  api        = 1,
  summary    = "Text whose words are parted by spaces (.seg), for Chinese and others that write none",
  extensions = { "seg", "segmented" },
}

local function add_line(line, text, document)
  local words = 0
  for word in line:gsub("\u{3000}", " "):gmatch "%S+" do
    if words > 0 then text:space() end
    text:token(word)
    words = words + 1
    if words % LONGEST == 0 then text:add(document, "paragraph") end
  end
  text:add(document, "paragraph")
  return words
end

function segmented.load(source, add)
  local text, document, words = flow.new(), add {}, 0
  for line in source:lines() do words = words + add_line(line, text, document) end
  if words == 0 then error("no words in it", 0) end
end

return segmented
