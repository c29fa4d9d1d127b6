-- Names and numbers of characters of HTML that were left in a text: "caf&eacute;", "AT&amp;T", "&#1055;&#1088;".
--
--   entities.each("caf&eacute;", function(start, length, reading) ... end)     start counts from 0

local ENTITY <const> = "()(&#?%w+;)()"
local LONGEST <const> = 12

local entities = {}

local known = {} -- by entity; false for what is none

local function character_of(entity)
  if known[entity] == nil then
    local blocks = moonleaf.html.blocks("<p>x" .. entity .. "x</p>").blocks
    local text = blocks[1] and blocks[1].text:match "^x(.*)x$"
    known[entity] = text and text ~= entity and text or false
  end
  return known[entity] or nil
end

-- A text about HTML shows them alone, between blanks or quotation marks; in one that was decoded badly they are parts
-- of words.
local function is_in_word(content, at, stop)
  return content:find("^[%w\x80-\xFF;]", at - 1) and at > 1 or content:find("^[%w\x80-\xFF&]", stop) ~= nil
end

function entities.each(content, action)
  for at, entity, stop in content:gmatch(ENTITY) do
    if #entity <= LONGEST and is_in_word(content, at, stop) then
      local character = character_of(entity)
      if character then action(at - 1, #entity, character) end
    end
  end
end

return entities
