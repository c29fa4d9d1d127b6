-- Markdown (CommonMark with tables), and the YAML front matter that may stand before it: its `key: value` lines are
-- metadata, `title` is the title too. Nested keys of front matter are left out.
--
--   ---
--   title: "On rivers"          title     On rivers
--   tags: [water, maps]         metadata  { title = "On rivers", tags = "water; maps", year = 2019 }
--   year: 2019
--   ---
--   # Where rivers begin        heading 1     Where rivers begin
--   Springs *rise* here.        paragraph     Springs rise here.
--   - The [Volga](volga.md)     list_item 1   The Volga
--   > Panta rhei.               paragraph     Panta rhei.       (quotation)

local markdown = {
  api         = 1,
  summary     = "Markdown, with the metadata of its front matter",
  extensions  = { "md", "markdown", "mkd" },
  media_types = { "text/markdown" },
}

local ESCAPES <const> = { n = "\n", t = "\t" }
local WORDS <const> = { ["true"] = true, ["True"] = true, ["false"] = false, ["False"] = false }
local NOTHING <const> = { [""] = true, ["~"] = true, ["null"] = true }

-- The text between quotation marks, or nil when it is not quoted. A comment may follow.
local function unquoted(value)
  local text = value:match '^"(.*)"$' or value:match '^"(.*)"%s+#[^"]*$'
  if text then return (text:gsub("\\(.)", function(c) return ESCAPES[c] or c end)) end
  text = value:match "^'(.*)'$" or value:match "^'(.*)'%s+#[^']*$"
  return text and (text:gsub("''", "'"))
end

-- The items of "[a, 'b, c', d]", without the brackets.
local function flow_items(list)
  local items = {}
  local at = 1
  while at <= #list do
    local item, stop = list:match('^%s*(%b"")%s*,?()', at)
    if not item then item, stop = list:match("^%s*(%b'')%s*,?()", at) end
    if not item then item, stop = list:match("^%s*([^,]*),?()", at) end
    item = unquoted(item) or item:match "^(.-)%s*$"
    if item ~= "" then items[#items + 1] = item end
    at = stop
  end
  return table.concat(items, "; ")
end

-- The value of a key as text, number or boolean; nil for none.
local function value_of(text)
  local plain = unquoted(text)
  if plain then return plain ~= "" and plain or nil end
  text = text:gsub("%s+#.*$", "")
  if NOTHING[text] then return nil end
  if WORDS[text] ~= nil then return WORDS[text] end
  local items = text:match "^%[(.*)%]$"
  if items then return flow_items(items) end
  if text:find "^[-+]?%d+%.?%d*$" and not text:find "^[-+]?0%d" then return tonumber(text) end
  return text
end

-- Key and value of a line, nil when it has none. A colon without a space behind it is part of a word.
local function split(line)
  local key, value = line:match "^([^%s#:%-%[{\"'][^:]-)%s*:(.*)$"
  if key and (value == "" or value:find "^%s") then return key, (value:gsub("^%s+", ""):gsub("^#.*", "")) end
end

-- What a key got from its line and the lines behind it; nil for nothing, and for a nested table.
local function value_of_field(field)
  if #field.items > 0 then return table.concat(field.items, "; ") end
  if #field.parts == 0 then return nil end
  local text = table.concat(field.parts, field.joiner)
  return field.is_literal and text or value_of(text)
end

local function begin_field(value)
  local sign = value:match "^([|>])[-+]?$"
  local parts = (sign or value == "") and {} or { value }
  return { items = {}, parts = parts, is_literal = sign ~= nil, joiner = sign == "|" and "\n" or " " }
end

-- Adds a line behind the one with the key; false when it does not belong to it.
local function add_line(field, line)
  local words = line:match "^%s*(.-)$"
  if (field.is_literal or #field.parts > 0) and line:find "^[%s%]]" then
    field.parts[#field.parts + 1] = words
  elseif words:find "^%- " then
    local item = value_of(words:match "^%- %s*(.*)$":gsub("^name:%s+", ""))
    if item ~= nil then field.items[#field.items + 1] = tostring(item) end
  else
    return line:find "^%s" ~= nil
  end
  return true
end

-- Metadata from the lines of front matter; nil when there is no key or another line shows that it is none.
local function read_fields(lines)
  local fields, key, field = {}, nil, nil
  for line in lines:gmatch "([^\n]*)\n" do
    line = line:match "^(.-)%s*$"
    local next_key, value = split(line)
    if next_key then
      if key then fields[key] = value_of_field(field) end
      key, field = next_key:lower(), begin_field(value)
    elseif line ~= "" and not line:find "^#" and not (field and add_line(field, line)) then
      return nil
    end
  end
  if not key then return nil end
  fields[key] = value_of_field(field)
  return fields
end

-- The metadata and the text behind it; nil and the whole text when there is no front matter.
local function split_front_matter(text)
  local start = text:match "^%-%-%-[ \t]*\r?\n()"
  if not start then return nil, text end
  local at = start
  while at <= #text do
    local line, stop = text:match("^([^\n]*)\n?()", at)
    if line:find "^%-%-%-%s*$" or line:find "^%.%.%.%s*$" then
      local fields = read_fields(text:sub(start, at - 1))
      if fields then return fields, text:sub(stop) end
      return nil, text
    end
    at = stop
  end
  return nil, text
end

-- The first heading of level 1 that is not quoted, or nil.
local function title_block(blocks)
  for _, block in ipairs(blocks) do
    if block.type == "heading" and block.level == 1 and not block.role then return block end
  end
end

function markdown.load(source, add)
  local metadata, text = split_front_matter(source:text())
  local title = metadata and metadata.title
  if metadata and not next(metadata) then metadata = nil end
  local blocks = moonleaf.markdown.blocks(text)
  if title == nil then
    local heading = title_block(blocks)
    if heading then heading.role, title = "title", heading.text end
  end
  local document = add { title = title ~= nil and tostring(title):gsub("%s+", " ") or nil, metadata = metadata }
  for _, block in ipairs(blocks) do
    document:block(block.type, block.text, { level = block.level, role = block.role })
  end
end

return markdown
