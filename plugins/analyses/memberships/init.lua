-- Who became a member, observer or dialogue partner of what, and when; who founded it. One row a member.
--
--   $ moonleaf run memberships
--   member   status            organisation  date        evidence
--   Belarus  dialogue partner  SCO           2010-04-28  “On April 28, 2010 the Memorandum of granting ...”
--   Mongolia observer          SCO           2004-06     “The structure of the organization was extended ...”
--
-- Members are actors (of the analysis of that name) in a sentence with a word for the status and one for joining or
-- being admitted; attempts, wishes and denials make no row. A date or organisation that the sentence lacks is taken
-- from the sentences before it in the paragraph, with less certainty.

local gazetteer = require "gazetteer"
local named = require "named"
local clauses = require "clauses"
local stated_date = require "stated_date"

local SILENT_ROLES <const> = { navigation = true, notice = true, references = true, keywords = true, author = true }
local STATED <const>, INHERITED <const> = 0.9, 0.6

local memberships = {
  api = 1,
  summary = "Who became member, observer or partner of which organisation, and when",
  uses = { "actors" },
  columns = {
    { "member", "text", "state, organisation or person" },
    { "status", "text", "member, observer, dialogue partner or founder" },
    { "organisation", "text", "of what" },
    { "date", "date", "when, as the sentence or the one before it says" },
    { "certainty", "number", "0 to 1; less where date or organisation come from the sentence before" },
    { "evidence", "span", "the sentence" },
  },
  plots = {
    { "timeline", x = "date", title = "Dates of the memberships" },
    { "bar", x = "organisation", group = "status", title = "Members of each organisation" },
  },
}

local function key_of(row)
  return table.concat({ row.member, row.status, row.organisation or "", row.date or "" }, "\0")
end

local function emit_clause(found, context, sentence, emit)
  local certainty = STATED
  local organisation, date = found.organisation, context.date
  if not organisation then organisation, certainty = context.organisation, INHERITED end
  if not date and context.date_before then date, certainty = context.date_before, INHERITED end
  if not organisation then return end
  for _, member in ipairs(found.members) do
    local row = { member = member.name, status = found.status, organisation = organisation, date = date,
      certainty = certainty, evidence = sentence }
    if member.name ~= organisation and not context.seen[key_of(row)] then
      context.seen[key_of(row)] = true
      emit(row)
    end
  end
end

-- The organisation that the paragraph names most so far.
local function count_organisations(mentions, context)
  for _, mention in ipairs(mentions) do
    if mention.kind == "organisation" then
      local count = (context.counts[mention.name] or 0) + 1
      context.counts[mention.name] = count
      if count > (context.counts[context.organisation or false]) then context.organisation = mention.name end
    end
  end
end

local function read_block(document, block, places, context, emit)
  local tag = block.language ~= "und" and block.language or document.language
  local reader = gazetteer.of(tag)
  local finder = reader and reader.language.memberships and block.type ~= "code" and clauses.of(reader)
  if not finder then return end
  context.date_before, context.organisation, context.counts = nil, nil, { [false] = 0 }
  for sentence in block:sentences() do
    local text = sentence.text
    context.date = nil
    if finder:may_tell(text) then
      local here = places:within(sentence)
      context.date = stated_date.of(text, tag)
      for _, found in ipairs(finder:find(text, here, sentence.start)) do emit_clause(found, context, sentence, emit) end
    end
    count_organisations(places:within(sentence), context)
    context.date_before = finder.keeps_date(text) and stated_date.of(text, tag) or context.date_before
  end
end

function memberships.document(document, _, emit)
  local places, context = named.of(document), { seen = {} }
  if #places == 0 then return end
  for block in document:blocks() do
    if not SILENT_ROLES[block.role] then read_block(document, block, places, context, emit) end
  end
end

return memberships
