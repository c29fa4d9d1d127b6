-- The keyword lists that a text declares: "Keywords: SCO; Security Cooperation", "[Ключевые слова] ..." ...
--
--   for _, list in ipairs(declared.lists(document)) do
--     list.language, list.damaged, list[1].text, list[1].start, list[1].stop
--   end

local garbled = require "garbled"
local sections = require "sections"

local LONGEST_PHRASE <const> = 120 -- bytes; a longer piece is running text, and the list is over
local FEWEST_BEFORE_TEXT <const> = 3   -- phrases that make a list of what then runs into text
local END_OF_SENTENCE <const> = "[%w\x80-\xff][%w\x80-\xff][%w\x80-\xff]()%.%s" -- but not behind "M." or "St."

-- Separators by rank: where one of a kind occurs, those of later kinds belong to the phrases.
local SEPARATORS <const> = {
  { ";", "；", "؛" },
  { ",", "，", "、", "،" },
  { "·", "•", "∙", "♦", "|", " – ", " — ", " - " },
  { ". " },
  { "\n" },
}

-- Where the list that begins at `from` is over: before a numbered heading or the label of another section.
local function list_stop(text, from, labels)
  local line = text:find("\n", from, true)
  while line do
    local rest = text:sub(line + 1, line + 2 * sections.LONGEST_LABEL)
    local heading = rest:match "^%s*([^\n]*)":gsub("%s+$", "")
    local label = sections.head(rest) or heading
    if rest:find "^%s*%d+[%.%s]" or labels[moonleaf.text.fold(heading)] or labels[moonleaf.text.fold(label)] then
      return line - 1
    end
    line = text:find("\n", line + 1, true)
  end
  return #text
end

local function separators_of(text)
  for _, kind in ipairs(SEPARATORS) do
    if sections.find_any(text, kind, 1) then
      return kind
    end
  end
  return SEPARATORS[1]
end

-- Phrases of text[from, to] (1-based) with their places in the document, where the text begins at byte `base`.
local function phrases(text, from, to, base)
  local list, body = {}, text:sub(from, to):gsub("%s+$", "")
  local kind, position = separators_of(body:match "^%s*(.*)$"), 1
  while position <= #body do
    local a, b = sections.find_any(body, kind, position)
    local start = body:find("[^%s%.]", position) or #body + 1
    local piece = body:sub(start, (a or #body + 1) - 1)
    local over = #list > 0 and piece:match(END_OF_SENTENCE)
    piece = piece:sub(1, over and over - 1 or -1):gsub("[%s%.]+$", ""):gsub("。$", "")
    if #piece > LONGEST_PHRASE then
      return #list >= FEWEST_BEFORE_TEXT and list or {}
    elseif piece ~= "" then
      local at = base + from - 1 + start - 1
      list[#list + 1] = { text = piece:gsub("%s+", " "), start = at, stop = at + #piece }
    end
    position = over and #body + 1 or (b or #body) + 1
  end
  return list
end

local function finish(list, block)
  local words = {}
  for i, phrase in ipairs(list) do
    words[i] = phrase.text
  end
  list.language = block.language
  list.damaged = garbled.is_text(table.concat(words, " "), block.language)
  return list
end

-- The list in a block that the core knows as one: with a label, whatever it says, or without.
local function list_of_block(block, labels)
  local text = block.text
  local name, behind, is_sure = sections.head(text)
  local from = name and (is_sure or labels[moonleaf.text.fold(name)]) and behind or 1
  return finish(phrases(text, from, list_stop(text, from, labels), block.start), block)
end

-- A list inside a paragraph, as in a page whose lines were not kept apart: a sentence or line with a known label.
local function list_of_sentence(block, sentence, labels)
  local text, line = sentence.text, 0
  while line do
    local name, behind, is_sure = sections.head(text:sub(line + 1, line + 2 * sections.LONGEST_LABEL))
    if is_sure and labels[moonleaf.text.fold(name)] == "keywords" then
      local from = line + behind
      local list = phrases(text, from, list_stop(text, from, labels), sentence.start)
      return #list > 1 and finish(list, block) or nil
    end
    line = text:find("\n", line + 1, true)
  end
end

local heads = setmetatable({}, { __mode = "k" }) -- labels of keyword lists, by the table of all labels

-- May a list stand inside of the text? Most texts have none of the labels anywhere.
local function has_label(text, labels)
  local folded, wanted = moonleaf.text.fold(text), heads[labels]
  if not wanted then
    wanted = {}
    for label, role in moonleaf.sorted(labels) do
      if role == "keywords" then wanted[#wanted + 1] = label end
    end
    heads[labels] = wanted
  end
  for _, label in ipairs(wanted) do
    if folded:find(label, 1, true) then return true end
  end
  return false
end

local function lists(document)
  local found, labels = {}, sections.labels(document)
  for block in document:blocks() do
    if block.role == "keywords" and block.type ~= "heading" then
      found[#found + 1] = list_of_block(block, labels)
    elseif block.type == "paragraph" and block.role ~= "references" and has_label(block.text, labels) then
      for sentence in block:sentences() do
        found[#found + 1] = list_of_sentence(block, sentence, labels)
      end
    end
  end
  return found
end

return { lists = lists }
