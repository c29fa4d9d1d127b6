-- The events of all documents in one order: what several tell of one date is one row, and where they tell the same of
-- different dates is a row of its own. It reads the rows of timeline.
--
--   $ moonleaf run timeline --across
--   date        event                                     documents           evidence
--   2001-06-15  the SCO was founded in Shanghai           report; history     “On 15 June 2001 the SCO was founded ...”
--
--   date        event                                     other_date  evidence                      other_evidence
--   2002-06-07  leaders signed the Charter of the SCO     2003-06-07  “On 7 June 2002 leaders ...”  “In St. Peters...”
--
-- One date with other numbers of the same thing ("killed 40 people", "killed 90 people") is a contradiction as well.
-- Events are the same when most of the words of content of the shorter one are in the other (overlap coefficient).
-- Across languages that holds for names and numbers only.

local likeness = require "likeness"

local timeline_across = {
  api = 1,
  summary = "The events of all documents merged by date, and where documents contradict each other",
  uses = { "timeline" },
  tables = {
    merged = {
      { "date", "date", "ISO 8601 or EDTF, as in timeline" },
      { "precision", "text", "day, month, year ..." },
      { "event", "text", "what the fullest account says" },
      { "accounts", "integer", "how many sentences tell it" },
      { "documents", "text", "who tells it, parted by semicolons" },
      { "evidence", "span", "the sentence of the fullest account" },
    },
    contradictions = {
      { "date", "date", "the earlier date" },
      { "event", "text", "what is said of it" },
      { "other_date", "date", "the date that another document gives" },
      { "number", "text", "where the dates are the same: the number that is said of it" },
      { "other_number", "text", "and the one that another document gives of the same thing" },
      { "evidence", "span", "the sentence with the earlier date" },
      { "other_evidence", "span", "the sentence with the other date" },
    },
  },
}

local UNKNOWN_YEAR <const> = "^XXXX" -- such dates of two documents may be of two years

-- The dated events of all documents with their words.
local function accounts_of(corpus)
  local accounts, documents = {}, {}
  for row in corpus:results "timeline" do
    if row.kind == "event" and row.date and row.event and not row.date:find(UNKNOWN_YEAR) then
      local document = documents[row.document_id] or corpus:document(row.document_id)
      documents[row.document_id] = document
      local span = document:span(row.evidence.start, row.evidence.stop)
      accounts[#accounts + 1] = {
        date = row.date, precision = row.precision, event = row.event, span = span, document = row.document,
        order = #accounts + 1, words = likeness.words(row.event, span.language),
        quantities = likeness.quantities(row.event, span.language),
      }
    end
  end
  return accounts
end

local function by_date(accounts)
  local dates = {}
  for _, account in ipairs(accounts) do
    dates[account.date] = dates[account.date] or {}
    table.insert(dates[account.date], account)
  end
  return dates
end

-- Accounts of one date in groups; one joins the first group that it is like.
local function groups_of(accounts)
  local groups = {}
  for _, account in ipairs(accounts) do
    local joined = nil
    for _, group in ipairs(groups) do
      if not joined and likeness.is_same(group[1].words, account.words) then joined = group end
    end
    if joined then joined[#joined + 1] = account else groups[#groups + 1] = { account } end
  end
  return groups
end

local function emit_group(group, emit)
  local fullest, names, seen = group[1], {}, {}
  for _, account in ipairs(group) do
    if account.words.count > fullest.words.count then fullest = account end
    if not seen[account.document] then names[#names + 1] = account.document end
    seen[account.document] = true
  end
  emit.merged {
    date = fullest.date, precision = fullest.precision, event = fullest.event, accounts = #group,
    documents = table.concat(names, "; "), evidence = fullest.span,
  }
end

-- Whether one date is part of the other: "2005" and "2005-07-05" contradict nothing.
local function agree(a, b)
  return a:sub(1, #b) == b or b:sub(1, #a) == a or a:find("/", 1, true) ~= nil or b:find("/", 1, true) ~= nil
end

-- Two documents that tell nearly the same in nearly the same words, of two dates of one precision.
local function emit_contradictions(accounts, emit)
  local rare = likeness.index(accounts)
  for _, account in ipairs(accounts) do
    for _, other in ipairs(rare(account)) do
      local is_other = other.document ~= account.document and other.precision == account.precision
      if is_other and account.date < other.date and not agree(account.date, other.date)
        and likeness.is_retold(account.words, other.words) then
        emit.contradictions {
          date = account.date, event = account.event, other_date = other.date, evidence = account.span,
          other_evidence = other.span,
        }
      end
    end
  end
end

-- The first thing that both count, and of which they say different numbers.
local function disputed(account, other)
  for noun, number in moonleaf.sorted(account.quantities) do
    local said = other.quantities[noun]
    if said and said ~= number then return number, said end
  end
end

-- Two documents that tell the same of one date in nearly the same words, with other numbers.
local function emit_other_numbers(accounts, emit)
  local rare = likeness.index(accounts)
  for _, account in ipairs(accounts) do
    for _, other in ipairs(next(account.quantities) and rare(account) or {}) do
      if other.order > account.order and other.document ~= account.document and other.date == account.date
        and likeness.is_retold(account.words, other.words) then
        local number, said = disputed(account, other)
        if number then
          emit.contradictions {
            date = account.date, event = account.event, other_date = other.date, number = number, other_number = said,
            evidence = account.span, other_evidence = other.span,
          }
        end
      end
    end
  end
end

function timeline_across.corpus(corpus, _, emit)
  local accounts = accounts_of(corpus)
  for _, of_date in moonleaf.sorted(by_date(accounts)) do
    for _, group in ipairs(groups_of(of_date)) do emit_group(group, emit) end
  end
  emit_contradictions(accounts, emit)
  emit_other_numbers(accounts, emit)
end

return timeline_across
