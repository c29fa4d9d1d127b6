-- Mentions of one actor under several names put together.
--
--   merging.actors(mentions, runs)  --> { { kind, name, variants, titles, mentions }, ... }, by first mention
--
-- States and organisations of the table meet in their code, other organisations in the keys of their words or an
-- acronym that brackets give them, people in their names: "V. V. Putin" and "Putin" are "Vladimir Putin" where the
-- text names one.

local merging = {}

local function new_actor(book, mention, code)
  local actor = { kind = mention.kind, code = code, mentions = {}, forms = {}, titles = {}, title_seen = {},
    canonical = {} }
  book.actors[#book.actors + 1] = actor
  return actor
end

local function add(actor, mention)
  actor.mentions[#actor.mentions + 1] = mention
  local form = actor.forms[mention.name]
  if not form then
    form = { name = mention.name, count = 0, words = #mention.keys }
    actor.forms[#actor.forms + 1], actor.forms[mention.name] = form, form
  end
  form.count = form.count + 1
  actor.usual = actor.usual or mention.usual
  if mention.canonical then actor.canonical[mention.name] = true end
  if mention.title and not actor.title_seen[mention.title] then
    actor.title_seen[mention.title] = true
    actor.titles[#actor.titles + 1] = mention.title
  end
  mention.actor = actor
end

local function alias(book, mention, actor)
  if mention.alias and not book.aliases[mention.alias] then book.aliases[mention.alias] = actor end
end

-- "Executive Committee" is the "RATS Executive Committee" named before.
local function add_tails(book, mention, actor)
  if mention.code then return end
  for first = 2, #mention.keys - 1 do
    local tail = table.concat(mention.keys, " ", first)
    book.tails[tail] = book.tails[tail] or actor
  end
end

local function known(book, mention)
  local id = mention.code or book.aliases[mention.name] or table.concat(mention.keys, " ")
  if type(id) == "table" then return id end
  local actor = book.by_id[id]
  if not actor then
    actor = mention.alias and book.aliases[mention.alias] or not mention.code and book.tails[id]
      or new_actor(book, mention, mention.code)
    book.by_id[id] = actor
    add_tails(book, mention, actor)
  end
  return actor
end

local function is_initial(key) return key:find "%.$" ~= nil end

-- Whether the names do not speak against each other: each word or initial of the shorter one stands for one of the
-- longer.
local function agrees(short, long)
  local used = {}
  for _, key in ipairs(short) do
    local hit
    for k, other in ipairs(long) do
      local same = key == other
        or is_initial(key) and other:sub(1, #key - 1) == key:sub(1, -2)
        or is_initial(other) and key:sub(1, #other - 1) == other:sub(1, -2)
      if same and not used[k] then hit = k break end
    end
    if not hit then return false end
    used[hit] = true
  end
  return true
end

local function full_words(keys)
  local count = 0
  for _, key in ipairs(keys) do count = count + (is_initial(key) and 0 or 1) end
  return count
end

local function person(book, mention)
  for _, key in ipairs(mention.keys) do
    if not is_initial(key) then
      for _, actor in ipairs(book.by_word[key] or {}) do
        local a, b = mention.keys, actor.keys
        if #a > #b then a, b = b, a end
        if full_words(a) > 0 and agrees(a, b) then return actor end
      end
    end
  end
end

local function enter_person(book, mention)
  local actor = person(book, mention)
  if not actor then
    actor = new_actor(book, mention)
    actor.keys = mention.keys
  elseif #mention.keys > #actor.keys then
    actor.keys = mention.keys
  end
  for _, key in ipairs(mention.keys) do
    local list = book.by_word[key] or {}
    book.by_word[key] = list
    local is_new = true
    for _, other in ipairs(list) do is_new = is_new and other ~= actor end
    if is_new then list[#list + 1] = actor end
  end
  return actor
end

-- A run of capitals that proves a name: an acronym that brackets explained, or the name of someone named in full.
local function proven(book, run)
  if book.aliases[run.name] then return book.aliases[run.name] end
  local list = book.by_word[run.keys[#run.keys]]
  if not list or #list > 1 then return nil end
  return agrees(run.keys, list[1].keys) and list[1] or nil
end

-- The form used most; of forms used as often the longer one. Where the table lists nominatives, one of them.
local function name_of(actor)
  local best
  for _, form in ipairs(actor.forms) do
    local fits = not actor.code or actor.canonical[form.name]
    local is_better = fits and (not best or form.count > best.count or form.count == best.count
      and form.words > best.words)
    if is_better then best = form end
  end
  return best and best.name or actor.usual or actor.forms[1].name
end

local function by_place(a, b) return a.start < b.start end

function merging.actors(mentions, runs)
  local book = { actors = {}, by_id = {}, aliases = {}, by_word = {}, tails = {} }
  for _, mention in ipairs(mentions) do
    local actor = mention.kind == "person" and enter_person(book, mention) or known(book, mention)
    add(actor, mention)
    alias(book, mention, actor)
  end
  for _, run in ipairs(runs) do
    local actor = proven(book, run)
    if actor then
      run.kind = actor.kind
      add(actor, run)
      mentions[#mentions + 1] = run
    end
  end
  for _, actor in ipairs(book.actors) do
    table.sort(actor.mentions, by_place)
    actor.name = name_of(actor)
  end
  table.sort(book.actors, function(a, b) return a.mentions[1].start < b.mentions[1].start end)
  return book.actors
end

return merging
