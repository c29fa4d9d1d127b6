-- Organisations, states and people that a text names, one row an actor with all its mentions, and who is named
-- together.
--
--   $ moonleaf run actors
--   actor          kind          count  roles                                     variants
--   SCO            organisation     14                                            Shanghai cooperation organization
--   Xi Jinping     person            3  Chinese President
--   Igor Morgulov  person            1  Deputy Minister of foreign Affairs of …
--
-- Names are told by the language tables (field `actors`): states and organisations with their inflected forms, nouns
-- that make a capitalised name one of an organisation, titles in front of people. What is not told so is left out.

local gazetteer = require "gazetteer"
local merging = require "merging"
local names = require "names"
local unspaced = require "unspaced"

local SILENT_ROLES <const> = { navigation = true, notice = true, references = true, keywords = true }
local NO_BREAK <const> = "\u{00A0}"
local MOST_TOGETHER <const> = 24 -- actors in one sentence; a longer list says nothing about pairs

local actors = {
  api = 1,
  summary = "Organisations, states and people that a text names, and who is named together",
  tables = {
    named = {
      { "actor", "text", "its name as used most" },
      { "kind", "text", "person, organisation or state" },
      { "code", "text", "of a state ISO 3166-1, of a known organisation its short name" },
      { "count", "integer", "how often it is named" },
      { "roles", "text", "titles and offices as stated, parted by semicolons" },
      { "variants", "text", "its other names in the text, parted by semicolons" },
      { "mentions", "spans", "where it is named" },
      { "evidence", "span", "the sentence that names it first" },
    },
    together = {
      { "first", "text", "an actor" },
      { "second", "text", "another one, named in the same sentence" },
      { "count", "integer", "in how many sentences" },
      { "evidence", "span", "the first of them" },
    },
  },
  plots = {
    { "bar", table = "named", x = "actor", y = "count", title = "Most often named" },
  },
}

local function squeezed(text) return (text:gsub(NO_BREAK, " "):gsub("%s+", " ")) end

-- A mention by its words: name, keys, and place in the document.
local function placed(item, list, starts, text, offset, reader)
  local first, last = item.first, item.last
  local start, stop = starts[first], starts[last] + list[last].bytes - 1
  item.keys = {}
  for k = first, last do
    local info = list[k]
    if info.kind == "word" and not (info.is_particle or info.is_link) then
      item.keys[#item.keys + 1] = info.is_initial and info.folded or info.key
    end
  end
  local name = text:sub(start, stop)
  if list[last].kind == "word" then name = name:gsub("'s$", ""):gsub("’s$", "") end
  stop = start + #name - 1
  item.start, item.stop, item.name = offset + start - 1, offset + stop, squeezed(name)
  if item.entry then
    item.code, item.usual = item.kind .. " " .. item.entry.code, item.entry.name
    item.canonical = item.name == item.entry.form or not (reader.own.endings or reader.own.prefixes)
    item.short = item.entry.code
  end
  if item.title_first then
    local title_stop = starts[item.title_last] + list[item.title_last].bytes - 1
    item.title = squeezed(text:sub(starts[item.title_first], title_stop))
  end
  item.alias = item.alias and list[item.alias].form
  return item
end

local function spaced_sentence(text, offset, reader, state)
  local list, starts = reader.cut(text)
  if gazetteer.is_garbled(list) then return end
  local found, runs = names.find(list, reader)
  for _, item in ipairs(found) do
    if state.is_heading and not item.entry then goto continue end -- every word may have a capital there
    item.sentence = state.sentence
    state.mentions[#state.mentions + 1] = placed(item, list, starts, text, offset, reader)
    ::continue::
  end
  for _, run in ipairs(runs) do
    run.sentence = state.sentence
    state.runs[#state.runs + 1] = placed(run, list, starts, text, offset, reader)
  end
end

local function unspaced_sentence(text, offset, reader, state)
  for _, item in ipairs(unspaced.find(text, reader)) do
    item.name = text:sub(item.start, item.stop)
    item.keys = { item.name }
    if item.entry then
      item.code, item.usual = item.kind .. " " .. item.entry.code, item.entry.name
      item.canonical, item.short = true, item.entry.code
    end
    if item.title_start then item.title = text:sub(item.title_start, item.title_stop) end
    item.start, item.stop, item.sentence = offset + item.start - 1, offset + item.stop, state.sentence
    state.mentions[#state.mentions + 1] = item
  end
end

local function add_block(document, block, state)
  local tag = block.language ~= "und" and block.language or document.language
  local reader = gazetteer.of(tag)
  if not reader or block.type == "code" or SILENT_ROLES[block.role] then return end
  local find = reader.own.unspaced and unspaced_sentence or spaced_sentence
  state.is_heading = block.type == "heading"
  for sentence in block:sentences() do
    state.sentence = sentence
    find(sentence.text, sentence.start, reader, state)
  end
end

local function variants_of(actor)
  local list = {}
  for _, form in ipairs(actor.forms) do
    if form.name ~= actor.name then list[#list + 1] = form.name end
  end
  return #list > 0 and table.concat(list, "; ") or nil
end

local function emit_actors(document, found, emit)
  for _, actor in ipairs(found) do
    local spans = {}
    for k, mention in ipairs(actor.mentions) do spans[k] = document:span(mention.start, mention.stop) end
    emit.named {
      actor = actor.name, kind = actor.kind, code = actor.mentions[1].short, count = #spans,
      roles = #actor.titles > 0 and table.concat(actor.titles, "; ") or nil, variants = variants_of(actor),
      mentions = spans, evidence = actor.mentions[1].sentence,
    }
  end
end

-- The actors of each sentence, in order, each once.
local function by_sentence(found)
  local sentences, order = {}, {}
  for place, actor in ipairs(found) do
    actor.place = place
    for _, mention in ipairs(actor.mentions) do
      local key = mention.sentence.start
      local here = sentences[key]
      if not here then
        here = { sentence = mention.sentence, seen = {} }
        sentences[key], order[#order + 1] = here, key
      end
      if not here.seen[actor] then
        here.seen[actor] = true
        here[#here + 1] = actor
      end
    end
  end
  table.sort(order)
  return sentences, order
end

local function emit_pairs(found, emit)
  local sentences, order = by_sentence(found)
  local counts, list = {}, {}
  for _, key in ipairs(order) do
    local here = sentences[key]
    for i = 1, #here <= MOST_TOGETHER and #here or 0 do
      for j = i + 1, #here do
        local a, b = here[i], here[j]
        if a.place > b.place then a, b = b, a end
        local id = a.place * 1000003 + b.place
        local pair = counts[id]
        if not pair then
          pair = { first = a.name, second = b.name, count = 0, evidence = here.sentence, order = #list }
          counts[id], list[#list + 1] = pair, pair
        end
        pair.count = pair.count + 1
      end
    end
  end
  table.sort(list, function(a, b) return a.count > b.count or a.count == b.count and a.order < b.order end)
  for _, pair in ipairs(list) do
    emit.together { first = pair.first, second = pair.second, count = pair.count, evidence = pair.evidence }
  end
end

function actors.document(document, _, emit)
  local state = { mentions = {}, runs = {} }
  for block in document:blocks() do add_block(document, block, state) end
  local found = merging.actors(state.mentions, state.runs)
  emit_actors(document, found, emit)
  emit_pairs(found, emit)
  gazetteer.rest()
end

return actors
