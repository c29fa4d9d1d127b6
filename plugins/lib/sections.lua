-- Section labels at the head of a text: "Keywords: ...", "[Аннотация] ...", "【摘要】...".
--
--   sections.head "Keywords: SCO"             --> "Keywords", 10, true
--   sections.labels(document)["keywords"]     --> "keywords", the role in the language tables

local LONGEST_LABEL <const> = 60 -- bytes; what stands before a later colon is text

local ENDS_OF_LABEL <const> = { ":", "：", "—", "–", "." }
local BRACKETS <const> = { ["["] = "]", ["［"] = "］", ["【"] = "】", ["("] = ")", ["（"] = "）", ["〔"] = "〕" }

-- The first place at or behind `from` where one of the strings stands.
local function find_any(text, strings, from)
  local start, stop
  for _, wanted in ipairs(strings) do
    local a, b = text:find(wanted, from, true)
    if a and (not start or a < start) then
      start, stop = a, b
    end
  end
  return start, stop
end

-- Role of each folded section label in languages; the first language that has a label decides.
local function roles_of(tags)
  local roles = {}
  for _, tag in ipairs(tags) do
    local language = moonleaf.language(tag) or {}
    for role, names in moonleaf.sorted(language.sections or {}) do
      for _, name in ipairs(names) do
        local label = moonleaf.text.fold(name)
        roles[label] = roles[label] or role
      end
    end
  end
  return roles
end

local known = {} -- roles by the tags of their languages

-- Role of each folded section label in the document's languages, and in English, which papers in any language carry. To
-- be read only: documents in the same languages share it.
local function labels(document)
  local tags, list = { en = true, [document.language] = true }, {}
  for block in document:blocks() do
    tags[block.language] = true
  end
  for tag in moonleaf.sorted(tags) do list[#list + 1] = tag end
  local key = table.concat(list, " ")
  known[key] = known[key] or roles_of(list)
  return known[key]
end

-- What stands before a colon or in brackets at the head of the text, the position behind it, and whether more than a
-- full stop parts them; nil when there is no such thing.
local function head(text)
  local start = text:find "%S" or 1
  local opening = text:match(utf8.charpattern, start)
  local closing = BRACKETS[opening]
  local from = closing and start + #opening or start
  local a, b = find_any(text:sub(1, from + LONGEST_LABEL), closing and { closing } or ENDS_OF_LABEL, from)
  if not a then
    return nil
  end
  local _, colon = text:find("^%s*[:%.]", b + 1)
  if not colon then
    _, colon = text:find("^%s*：", b + 1)
  end
  return text:sub(from, a - 1):match "^%s*(.-)%s*$", (colon or b) + 1, text:sub(a, b) ~= "."
end

return { labels = labels, head = head, find_any = find_any, LONGEST_LABEL = LONGEST_LABEL }
