-- The Lua API for the Lua language server, made from its registration, so that it says what its signatures say. The
-- core carries this file in itself (definitions.c).
--
--   --- The whole text, or that of a span.
--   ---@param span? span
--   ---@return string # string
--   function document:text(span) end

-- What the names of parameters and results stand for, where they are no names of types.
local NAMES <const> = {
  a = "string", analysis = "string", array = "any[]", b = "string", bytes = "string", charset = "string",
  documents = "integer", form = "string", hits = "integer", iterator = "fun(...): any, any", key = "string",
  language = "string", left = "string", n = "number", name = "string", options = "table", other = "counter",
  parts = "table", path = "string", query = "string", replaced = "integer", right = "string", role = "string",
  sentence = "span", start = "integer", stop = "integer", tag = "string", text = "string", type = "string",
  value = "any", which = "integer|string", word = "string",
  ["or nil and a message"] = "string|nil",
}

-- Names of types: those of Lua, and the classes of the API, which main() adds.
local types = {
  string = true, integer = true, number = true, boolean = true, table = true, ["nil"] = true, any = true,
  block = true, token = true,
}

local HEAD <const> = [[
---@meta
-- luacheck: ignore
-- The Lua API of moonleaf for the Lua language server. Made by `moonleaf api --luals`: do not change it here.

]]

local lines = {}
local function add(pattern, ...) lines[#lines + 1] = pattern:format(...) end

local function trim(text) return text:match "^ *(.-) *$" end

-- ---- types ----

local function type_of_word(word)
  if types[word] then return word end
  return NAMES[word]
end

-- The type of the things that a plural names: "strings", "blocks".
local function type_of_one(plural)
  local one = trim(plural)
  if one:find "^{" then return "table" end
  if one == "arrays" then return "any[]" end
  return one:find ".s$" and type_of_word(one:sub(1, -2)) or type_of_word(one) or "any"
end

local function type_of(text)
  local inner, nothing = trim(text), ""
  if inner:find ". or nil$" then inner, nothing = inner:sub(1, -#" or nil" - 1), "|nil" end
  local elements, steps = inner:match "^array of (.*)", inner:match "^iterator of (.*)"
  if elements then return type_of_one(elements) .. "[]" .. nothing end
  if steps then return "fun(): " .. type_of_one(steps) .. nothing end
  if inner:find "^{" then return "table" .. nothing end
  return (type_of_word(inner) or "any") .. nothing
end

-- ---- signatures ----

-- Owner ("document", "moonleaf.text"), mark (":" for a method), parameters, and results or the type of a field.
local function parse(entry)
  local head, parameters, results = entry.signature, "", ""
  if entry.field and head:find(": ", 1, true) then
    head, results = head:match "^(.-): (.*)"
  else
    local before, behind = head:match "^(.-) %-> (.*)"
    if before then head, results = before, behind end
    parameters = head:match "%((.*)%)" or ""
    head = head:match "^[^(]*"
  end
  local owner, mark = head:match "^(.*)([.:])"
  return { owner = owner or "", mark = mark, parameters = parameters, results = results }
end

-- The items of a list parted by commas, those in brackets apart.
local function items(list)
  local result, depth, from = {}, 0, 1
  for at, c in (list .. ","):gmatch "()([{}(),])" do
    if c == "{" or c == "(" then depth = depth + 1 end
    if c == "}" or c == ")" then depth = depth - 1 end
    if c == "," and depth == 0 then
      local item = trim(list:sub(from, at - 1))
      if item ~= "" then result[#result + 1] = item end
      from = at + 1
    end
  end
  return result
end

-- "[n]", "[n" and "n]" are optional; a table in braces is named options.
local function read_parameter(item)
  local name = trim(item:match "^%[?(.-)%]*$")
  local is_table = name:find "^{" ~= nil
  return { name = is_table and "options" or name, is_table = is_table,
           is_optional = item:find "^%[" or item:find "%]$" }
end

-- ---- definitions ----

local function add_function(entry)
  local signature, names = parse(entry), {}
  add("--- %s\n", entry.help)
  for i, item in ipairs(items(signature.parameters)) do
    local parameter = read_parameter(item)
    local kind = parameter.is_table and "table " .. item or parameter.name == "..." and "any" or type_of(parameter.name)
    add("---@param %s%s %s\n", parameter.name, parameter.is_optional and "?" or "", kind)
    names[i] = parameter.name
  end
  for _, item in ipairs(items(signature.results)) do add("---@return %s # %s\n", type_of(item), item) end
  add("function %s%s%s(%s) end\n\n", signature.owner, signature.mark or ".", entry.name, table.concat(names, ", "))
end

local function add_fields(part, owner)
  for _, entry in ipairs(part.entries) do
    local signature = parse(entry)
    if entry.field and signature.owner == owner then
      add("---@field %s %s %s\n", entry.name, type_of(signature.results), entry.help)
    end
  end
end

-- Blocks and tokens are spans: a class for each owner that is not the part itself.
local function add_kinds(part)
  local last
  for _, entry in ipairs(part.entries) do
    local owner = parse(entry).owner
    if owner ~= part.name and owner ~= last then
      add("---@class %s: %s\n", owner, part.name)
      add_fields(part, owner)
      add "\n"
      last = owner
    end
  end
end

local function add_part(part)
  add("--- %s\n---@class %s\n", part.help, part.name)
  add_fields(part, part.name)
  local is_nested = part.name:find(".", 1, true) or part.name == "moonleaf"
  add("%s%s = {}\n\n", is_nested and "" or "local ", part.name)
  add_kinds(part)
  for _, entry in ipairs(part.entries) do
    if not entry.field then add_function(entry) end
  end
end

-- The whole of plugins/moonleaf.d.lua. A module must be there before the modules inside it.
return function(parts)
  add("%s", HEAD)
  for _, part in ipairs(parts) do
    if part.class then types[part.name] = true end
  end
  for _, part in ipairs(parts) do
    if part.name == "moonleaf" then add_part(part) end
  end
  for _, part in ipairs(parts) do
    if part.name ~= "moonleaf" then add_part(part) end
  end
  return table.concat(lines)
end
