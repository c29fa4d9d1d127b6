-- JSON Lines: each line is an object and a document. The key text, body, content or abstract, else the one with the
-- longest prose, is its text, `title` its title; the others are metadata, those of nested objects with a full stop.
-- Without prose the lines are one table. Options say it otherwise: moonleaf load --text story,notes
--
--   {"title": "On rivers", "text": "Rivers rise ...", "tags": ["water", "maps"], "by": {"name": "Ada"}}
--
--   title     On rivers
--   metadata  { tags = "water; maps", ["by.name"] = "Ada" }
--   paragraph Rivers rise ...
local columns = require "columns"

local DEEPEST <const> = 20 -- objects in objects

local jsonl = {
  api         = 1,
  summary     = "JSON Lines (.jsonl, .ndjson): one document a line",
  extensions  = { "jsonl", "ndjson" },
  media_types = { "application/jsonl", "application/x-ndjson" },
  options     = columns.options,
}

-- A list as one value: its texts and numbers; of lists and objects in it, the JSON.
local function join(list)
  local items = {}
  for i = 1, #list do
    local item = list[i]
    if type(item) == "table" then item = moonleaf.json.encode(item) end
    if type(item) ~= "userdata" then items[#items + 1] = tostring(item) end -- JSON's null
  end
  return table.concat(items, "; ")
end

-- Adds the values of an object to `fields`, those of nested objects with the names before them.
local function flatten(object, prefix, fields, depth)
  for key, value in moonleaf.sorted(object) do
    local name = prefix .. key
    if type(value) == "table" and #value > 0 then
      fields[name] = join(value)
    elseif type(value) == "table" then
      if depth < DEEPEST then flatten(value, name .. ".", fields, depth + 1)
      else fields[name] = moonleaf.json.encode(value) end
    elseif type(value) ~= "userdata" then
      fields[name] = value
    end
  end
  return fields
end

-- The fields of the object on a line; nil and why for what is none.
local function read_line(line)
  local is_json, value = pcall(moonleaf.json.decode, line)
  if not is_json then return nil, (value:gsub("^Expected .- but found ", "no JSON: "):gsub("T_END", "the end")) end
  if type(value) == "string" then return { text = value } end
  if type(value) ~= "table" or #value > 0 then return nil, "no JSON object" end
  return flatten(value, "", {}, 1)
end

-- An iterator over the fields of all lines that hold an object; the others are handed to `fails` with what is wrong.
local function objects_of(source, fails)
  local next_line, number = source:lines(), 0
  return function()
    for line in next_line do
      number = number + 1
      if line:find "%S" then
        local fields, why = read_line(line)
        if fields then return fields end
        if fails then fails(number, why) end
      end
    end
  end
end

-- Adds one document with all values by key.
local function add_table(names, next_object, add)
  local lines = { table.concat(names, " | ") }
  for fields in next_object do
    local cells = {}
    for i, name in ipairs(names) do cells[i] = fields[name] ~= nil and tostring(fields[name]):gsub("%s+", " ") or "" end
    lines[#lines + 1] = table.concat(cells, " | ")
  end
  add {}:block("table", table.concat(lines, "\n"))
end

function jsonl.load(source, add, options)
  local judge, failed = columns.judge(), 0
  local function fails(number, why)
    failed = failed + 1
    source:problem(("line %d: %s"):format(number, why))
  end
  for fields in objects_of(source, fails) do
    for name, value in pairs(fields) do judge.add(name, tostring(value)) end
  end
  local names = judge.names()
  if #names == 0 and failed > 0 then return end
  if #names == 0 then error("no values in it", 0) end
  local plan = columns.plan(judge, options)
  if #plan.texts == 0 then return add_table(names, objects_of(source), add) end
  for fields in objects_of(source) do columns.add(plan, fields, add) end
end

return jsonl
