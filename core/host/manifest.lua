-- What a plugin may declare: every key and every type of the table that its file returns is checked here. The core
-- carries this file in itself (manifest_lua.c) and reads what check() answers into a `manifest`.
--
--   check("analysis", { api = 1, summery = "..." })
--   --> nil, "unknown key 'summery' in the manifest; did you mean summary?"
local nearest, roles, math, table = ... -- nearest(name, names): "; did you mean NAME?" or ""; the roles of blocks

local COLUMN_TYPES <const> = { "text", "integer", "number", "boolean", "date", "span", "spans", "language", "json" }
local OPTION_TYPES <const> = { "text", "integer", "number", "boolean", "date", "language" }
local OPENED <const> = { file = true, corpus = true } -- what a text may name that the analysis gets instead
local OPTION_KEYS <const> = { "default", "min", "max", "choices", "help", "argument", "required", "query" }

-- Ends the check with a complaint.
local function fail(pattern, ...) error({ pattern:format(...) }) end

local function contains(list, wanted)
  for _, one in ipairs(list) do
    if one == wanted then return true end
  end
  return false
end

-- The value, which must be a text without NUL: the core has C strings.
local function text(value, what)
  if type(value) ~= "string" then fail("%s must be a text, not a %s", what, type(value)) end
  if value:find("\0", 1, true) then fail("%s has a NUL character in it", what) end
  return value
end

local function optional(value, what)
  if value ~= nil then return text(value, what) end
end

local function texts(list, what)
  local result = {}
  for i = 1, #list do result[i] = text(list[i], what) end
  return result
end

local function is_name(name) return name:find "^[a-z][a-z0-9_]*$" ~= nil end

-- Name and type, with which columns and options begin.
local function name_and_type(given, what, article, types)
  local name, kind = text(given[1], article .. "'s name"), text(given[2], article .. "'s type")
  if not is_name(name) then
    fail("the %s name '%s' must be small letters, digits and _ after a letter", what, name)
  end
  if OPENED[kind] and types == OPTION_TYPES or contains(types, kind) then return name, kind end
  local hint = nearest(kind, types)
  if hint == "" then hint = "; the types are " .. table.concat(types, ", ") end
  fail("%s '%s' has the unknown type '%s'%s", what, name, kind, hint)
end

-- Adds to a list whose elements have names of their own.
local function add_named(list, item, what)
  for _, other in ipairs(list) do
    if other.name == item.name then fail("the %s '%s' is declared twice", what, item.name) end
  end
  list[#list + 1] = item
end

-- ---- columns ----

local function read_column(given)
  if type(given) ~= "table" then fail 'each column must be a table: { "name", "type", "help" }' end
  local name, kind = name_and_type(given, "column", "a column", COLUMN_TYPES)
  return { name = name, type = kind, help = optional(given[3], "a column's help") }
end

local function add_rows(manifest, name, given)
  if #given < 1 then fail "a table of rows needs at least one column" end
  local rows = { name = name, columns = {} }
  for i = 1, #given do add_named(rows.columns, read_column(given[i]), "column") end
  manifest.tables[#manifest.tables + 1] = rows
end

local function check_first_tables(manifest)
  if #manifest.tables > 0 then fail "declare either 'columns' or 'tables', not both" end
end

local function read_columns(manifest, given)
  check_first_tables(manifest)
  add_rows(manifest, "", given)
end

local function read_tables(manifest, given)
  check_first_tables(manifest)
  for name, columns in next, given do
    if type(name) ~= "string" or not is_name(name) then
      fail "the keys of 'tables' must be names of small letters, digits and _"
    end
    if type(columns) ~= "table" then fail "each of 'tables' must be an array of columns" end
    add_rows(manifest, name, columns)
  end
  if #manifest.tables == 0 then fail "'tables' declares no table" end
  table.sort(manifest.tables, function(left, right) return left.name < right.name end)
end

-- ---- options ----

local function check_option_keys(given, name)
  for key in next, given do
    local shown = type(key) == "string" and key or "?"
    if type(key) ~= "number" and not contains(OPTION_KEYS, key) then
      fail("option '%s' has the unknown key '%s'%s", name, shown, nearest(shown, OPTION_KEYS))
    end
  end
end

local function read_default(value, option)
  local kind = option.type
  if value == nil then return nil end
  local fits = type(value) == kind or kind == "integer" and math.type(value) == "integer" or
    (kind == "text" or kind == "date" or kind == "language") and type(value) == "string"
  if not fits then fail("the default of option '%s' is no %s", option.name, kind) end
  if kind == "number" then return value + 0.0 end
  return type(value) == "string" and text(value, "a default") or value
end

local function read_bound(given, key, none, name)
  local value = given[key]
  if value ~= nil and type(value) ~= "number" then fail("'%s' of option '%s' must be a number", key, name) end
  return value or none
end

local function read_flag(given, key, option)
  local value = given[key]
  if value ~= nil and not (type(value) == "boolean" and option.type == "text") then
    fail("'%s' of option '%s' is true or false, of a text", key, option.name)
  end
  return value
end

-- A default must be what the person could have said.
local function check_default(option)
  local value, name = option.default, option.name
  if type(value) == "number" and value < option.min then
    fail("the default of option '%s' is less than its min", name)
  end
  if type(value) == "number" and value > option.max then
    fail("the default of option '%s' is more than its max", name)
  end
  if type(value) == "string" and #option.choices > 0 and not contains(option.choices, value) then
    fail("the default of option '%s' is none of its choices", name)
  end
end

local function read_option(given)
  if type(given) ~= "table" then fail 'each option must be a table: { "name", "type", default =, help = }' end
  local name, kind = name_and_type(given, "option", "an option", OPTION_TYPES)
  local option = { name = name, type = OPENED[kind] and "text" or kind, opens = OPENED[kind] and kind or "" }
  check_option_keys(given, name)
  option.help = optional(given.help, "an option's help")
  option.default = read_default(given.default, option)
  option.required = given.required
  option.min = read_bound(given, "min", -math.huge, name)
  option.max = read_bound(given, "max", math.huge, name)
  option.argument = read_flag(given, "argument", option)
  option.query = read_flag(given, "query", option)
  local choices = given.choices
  if choices ~= nil and type(choices) ~= "table" then
    fail("'choices' of option '%s' must be an array of texts", name)
  end
  option.choices = texts(choices or {}, "a choice")
  check_default(option)
  return option
end

local function read_options(manifest, given)
  for i = 1, #given do add_named(manifest.options, read_option(given[i]), "option") end
end

-- ---- plots ----

local PLOT_KEYS <const> = { "x", "y", "group", "title", "table" }

local NUMBERS <const> = { "integer", "number" }
local NAMES <const> = { "text", "language", "boolean", "date", "integer" }

-- Which types x has in each kind, and what else it needs; y is a number, and left out counts rows.
local PLOTS <const> = {
  bar        = { x = NAMES },
  line       = { x = { "text", "language", "boolean", "date", "integer", "number" }, needs = "y" },
  timeline   = { x = { "date", "integer" } },
  dispersion = { x = { "integer", "number", "span" } },
  heatmap    = { x = NAMES, needs = "group" },
  scatter    = { x = NUMBERS, needs = "y" },
  histogram  = { x = NUMBERS },
}

local PLOT_KINDS <const> = { "bar", "line", "timeline", "dispersion", "heatmap", "scatter", "histogram" }

-- A copy of the texts that it has; its kind stands first.
local function read_plot(given)
  if type(given) ~= "table" then fail 'each plot must be a table: { "bar", x =, y =, group =, title = }' end
  local plot = {}
  for key, value in next, given do
    local name = key == 1 and "kind" or key
    if name ~= "kind" and not contains(PLOT_KEYS, key) or key == "kind" then
      local shown = type(key) == "string" and key or "?"
      fail("a plot has the unknown key '%s'%s", shown, nearest(shown, PLOT_KEYS))
    end
    if type(value) ~= "string" then fail("'%s' of a plot must be a text, not a %s", name, type(value)) end
    plot[name] = text(value, ("'%s' of a plot"):format(name))
  end
  return plot
end

-- Checks that a column is there and of one of the types. Rows of document() have the name of its document besides.
local function check_axis(manifest, columns, plot, axis, types)
  local name, kind, names = plot[axis], nil, {}
  if name == nil then return end
  if manifest.document and name == "document" then kind = "text" end
  for i, column in ipairs(columns) do
    if column.name == name then kind = column.type end
    names[i] = column.name
  end
  if not kind then fail("a plot shows what is no column: '%s'%s", name, nearest(name, names)) end
  if not contains(types, kind) then
    fail("%s of a plot is '%s', and a %s cannot stand there", axis, name, kind)
  end
end

local function check_plot(manifest, plot)
  local kind, rows = PLOTS[plot.kind], nil
  if not kind then
    local name = plot.kind or ""
    fail("a plot begins with its kind: bar, line, timeline, dispersion, heatmap, scatter or histogram, not '%s'%s",
      name, nearest(name, PLOT_KINDS))
  end
  for _, one in ipairs(manifest.tables) do
    if one.name == (plot.table or "") then rows = one end
  end
  if not rows then fail("a plot is of no table of rows: table = '%s'", plot.table or "") end
  for _, axis in ipairs { "x", kind.needs } do
    if plot[axis] == nil then fail("the plot '%s' lacks %s", plot.kind, axis) end
  end
  check_axis(manifest, rows.columns, plot, "x", kind.x)
  check_axis(manifest, rows.columns, plot, "y", NUMBERS)
  check_axis(manifest, rows.columns, plot, "group", NAMES)
end

local function read_plots(manifest, given)
  for i = 1, #given do
    manifest.plots[i] = read_plot(given[i])
    check_plot(manifest, manifest.plots[i])
  end
end

-- ---- the other keys ----

local function check_api(_, api)
  if api ~= 1 then fail("api = %s is not one that this moonleaf has; it has api = 1", tostring(api)) end
end

local function is_column(manifest, name)
  for _, rows in ipairs(manifest.tables) do
    for _, column in ipairs(rows.columns) do
      if column.name == name then return true end
    end
  end
  return false
end

local function read_pivot(manifest, given)
  manifest.pivot = texts(given, "a name in 'pivot'")
  if #manifest.pivot < 3 then fail "'pivot' is { across, down, what stands in a cell ... }" end
  for _, name in ipairs(manifest.pivot) do
    if not is_column(manifest, name) then fail("'pivot' names columns, and '%s' is none", name) end
  end
end

local function read_uses(manifest, given)
  manifest.uses = texts(given, "a name in 'uses'")
  local seen = {}
  for _, name in ipairs(manifest.uses) do
    if not is_name(name) then fail("'uses' names analyses, and '%s' is no name of one", name) end
    if seen[name] then fail("'uses' names '%s' twice", name) end
    seen[name] = true
  end
end

-- "name" or { "name", package = "name" }: to be found in the folders of PATH, no path.
local function read_program(given)
  local name, package = given, nil
  if type(given) == "table" then name, package = given[1], given.package end
  name = text(name, "a program in 'needs.run'")
  if name == "" or name:find "^%-" or name:find("/", 1, true) then
    fail("'needs.run' names programs such as pdftotext, and '%s' is no name of one", name)
  end
  return { name = name, package = optional(package, "the package of a program in 'needs.run'") }
end

local function read_needs(manifest, given)
  for key, value in next, given do
    if key ~= "run" or type(value) ~= "table" then
      fail "'needs' is { run = { \"program\", ... } } and nothing else"
    end
  end
  local programs = given.run or {}
  for i = 1, #programs do manifest.programs[i] = read_program(programs[i]) end
end

local function read_sections(manifest, given)
  for _, role in ipairs(roles) do
    local words = given[role]
    if words ~= nil and type(words) ~= "table" then fail("'sections.%s' must be a list of words", role) end
    for i = 1, #(words or {}) do
      manifest.sections[#manifest.sections + 1] = { role = role, word = text(words[i], "a section word") }
    end
  end
end

-- Readers of keys that are taken as they are.
local function text_into(field, what)
  return function(manifest, given) manifest[field] = text(given, what) end
end

local function texts_into(field, what)
  return function(manifest, given) manifest[field] = texts(given, what) end
end

-- ---- what each kind of plugin may say ----

-- Keys with their types and readers, each behind what it is checked against. Of a function and of what is true without
-- a reader the manifest says that it is there.
local API <const> = { "api", "number", check_api }
local SUMMARY <const> = { "summary", "string", text_into("summary", "'summary'") }
local OPTIONS <const> = { "options", "table", read_options }

local KEYS <const> = {
  analysis = {
    API, SUMMARY, OPTIONS,
    { "columns", "table", read_columns }, { "tables", "table", read_tables }, { "uses", "table", read_uses },
    { "apart", "boolean" }, { "across", "boolean" }, { "pivot", "table", read_pivot },
    { "document", "function" }, { "map", "function" }, { "finish", "function" }, { "corpus", "function" },
    { "plots", "table", read_plots },
  },
  loader = {
    API, SUMMARY,
    { "extensions", "table", texts_into("extensions", "'extensions'") },
    { "media_types", "table", texts_into("media_types", "'media_types'") },
    { "magic", "table", texts_into("magic", "'magic'") },
    OPTIONS,
    { "needs", "table", read_needs },
    { "parts", "table", texts_into("parts", "'parts'") },
    { "binary", "boolean" }, { "attachments", "boolean" }, { "load", "function" },
  },
  format = {
    API, SUMMARY,
    { "extension", "string", function(manifest, given) manifest.extensions = { text(given, "'extension'") } end },
    { "media_type", "string", text_into("media_type", "'media_type'") },
    OPTIONS,
    { "columns", "table", texts_into("needed", "a name in 'columns'") },
    { "people", "boolean" }, { "binary", "boolean" }, { "single", "boolean" }, { "several", "boolean" },
    { "render", "function" },
  },
  language = { -- analyses may read fields of their own: these are what the core reads
    API,
    { "name", "string", text_into("title", "'name'") },
    { "abbreviations", "table", texts_into("abbreviations", "an abbreviation") },
    { "elisions", "table", texts_into("elisions", "an elided word") },
    { "sections", "table", read_sections },
  },
}

local REQUIRED <const> = {
  analysis = { "api", "summary" }, loader = { "api", "summary", "load" }, format = { "api", "summary", "render" },
  language = { "api", "name" },
}

local function check_known_keys(kind, plugin)
  local names = {}
  for i, key in ipairs(KEYS[kind]) do names[i] = key[1] end
  for key in next, plugin do
    if not contains(names, key) then
      fail("unknown key '%s' in the manifest%s", tostring(key), nearest(type(key) == "string" and key or "", names))
    end
  end
end

local function read_keys(kind, plugin, manifest)
  for _, key in ipairs(KEYS[kind]) do
    local name, wanted, read = key[1], key[2], key[3]
    local value = plugin[name]
    if value ~= nil and type(value) ~= wanted then
      fail("'%s' must be a %s, not a %s", name, wanted, type(value))
    end
    if value ~= nil and read then read(manifest, value)
    elseif value then manifest[name] = true end
  end
  for _, name in ipairs(REQUIRED[kind]) do
    if plugin[name] == nil then fail("the manifest lacks '%s'", name) end
  end
end

local function check_analysis(manifest)
  local is_documents = manifest.document or manifest.map or manifest.finish
  if not (is_documents or manifest.corpus) then
    fail "an analysis needs a function: document(), map() with finish(), or corpus()"
  end
  if manifest.map ~= manifest.finish then fail "map() and finish() go together" end
  if manifest.corpus and is_documents then
    fail "corpus() stands alone: document(), map() and finish() do not go with it"
  end
  if #manifest.tables == 0 then fail "the manifest lacks 'columns' (or 'tables')" end
  for _, option in ipairs(manifest.options) do
    if option.opens ~= "" and not manifest.corpus then
      fail("option '%s': only an analysis with corpus() takes a %s", option.name, option.opens)
    end
  end
end

local function read(kind, plugin)
  local manifest = { options = {}, tables = {}, plots = {}, programs = {}, sections = {} }
  if type(plugin) ~= "table" then
    fail("a plugin's file returns one table; this one returns a %s", type(plugin))
  end
  if kind ~= "language" then check_known_keys(kind, plugin) end
  read_keys(kind, plugin, manifest)
  if kind == "analysis" then check_analysis(manifest) end
  return manifest
end

-- The manifest that the table of a plugin is, or nil and what is wrong with it.
return function(kind, plugin)
  local is_good, result = pcall(read, kind, plugin)
  if is_good then return result end
  if type(result) == "table" then return nil, result[1] end
  error(result, 0) -- of code of the plugin
end
