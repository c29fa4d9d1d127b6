-- Members that a sentence names, by words for a status and words for joining or admitting found in its text; works for
-- languages with and without spaces.
--
--   finder:find("In 2009 they decided on granting the status of dialogue partner to Sri Lanka and Belarus", ...)
--     --> { { status = "dialogue partner", members = { Sri Lanka, Belarus }, organisation = nil } }

local clauses = {}

local LIST_GAP <const> = 24     -- bytes between two members of a list: ", ", " and the "
local REACH <const> = 160       -- bytes between the word for joining and the members
local STATUS_REACH <const> = 60 -- between "became" and "member"
local FRONT <const> = 60        -- bytes between an attempt or denial and the word that it is of
local STATUSES <const> = {
  { "partner", "dialogue partner" }, { "observer", "observer" }, { "founder", "founder" }, { "member", "member" },
}

local finder = {}
finder.__index = finder

local function is_letter(byte)
  return byte ~= nil and (byte >= 0x80 or byte >= 65 and byte <= 90 or byte >= 97 and byte <= 122)
end

-- Places of the forms in the folded text, whole words where the language has spaces; the longest at each place.
local function places_of(self, text, list)
  local found, taken = {}, {}
  for _, form in ipairs(list) do
    local at = 1
    while true do
      local start, stop = text:find(form, at, true)
      if not start then break end
      local is_whole = self.is_unspaced or not is_letter(text:byte(start - 1)) and not is_letter(text:byte(stop + 1))
      local is_free = not taken[start] and not taken[stop]
      if is_whole and is_free then
        found[#found + 1] = { start = start, stop = stop, form = form }
        for k = start, stop do taken[k] = true end
      end
      at = stop + 1
    end
  end
  table.sort(found, function(a, b) return a.start < b.start end)
  return found
end

local function any(text, list)
  for _, form in ipairs(list) do
    if text:find(form, 1, true) then return true end
  end
  return false
end

function finder:may_tell(text)
  local folded = moonleaf.text.fold(text)
  return any(folded, self.acts) and (any(folded, self.words) or any(folded, self.sure)) or any(folded, self.founded)
end

function finder.keeps_date(text) return text:find "%d" ~= nil end

-- Mentions with bytes of the sentence, as string.find counts.
local function local_mentions(mentions, offset)
  local list = {}
  for k, mention in ipairs(mentions) do
    list[k] = { start = mention.start - offset + 1, stop = mention.stop - offset, name = mention.name,
      kind = mention.kind }
  end
  return list
end

-- Whether only commas, "and", articles and brackets stand between two members.
local function is_joined(self, text, a, b)
  local gap = text:sub(a.stop + 1, b.start - 1)
  if #gap > LIST_GAP then return false end
  gap = moonleaf.text.fold(gap):gsub("[%s,;%(%)%-]+", " ")
  for _, mark in ipairs { "、", "，", "،", "—", "–", "・" } do gap = gap:gsub(mark, " ") end
  for word in gap:gmatch "%S+" do
    if not self.joiners[word] then return false end
  end
  return true
end

-- Lists of members: neighbours of the same kind joined.
local function lists_of(self, text, mentions)
  local lists, current = {}, nil
  for _, mention in ipairs(mentions) do
    local last = current and current[#current]
    if last and last.kind == mention.kind and is_joined(self, text, last, mention) then
      current[#current + 1] = mention
    else
      current = { mention, kind = mention.kind }
      lists[#lists + 1] = current
    end
    current.start, current.stop = current[1].start, mention.stop
  end
  return lists
end

local function in_front(self, text, list, forms)
  local front = moonleaf.text.fold(text:sub(1, list.start - 1)):gsub("%s+$", "")
  for _ = 1, 2 do
    local word = front:match "([^%s]+)$"
    if not word then return false end
    if forms[word] then return true end
    if not self.articles[word] then return false end
    front = front:sub(1, -#word - 1):gsub("%s+$", "")
  end
  return false
end

-- An organisation in "to the SCO", "in the SCO", or the only one; not a list of states.
local function organisation_of(lists, members, act, stop)
  local best, distance
  for _, list in ipairs(lists) do
    if list ~= members and list.kind == "organisation" then
      local away = math.abs(list.start - act.stop)
      if list.start > stop then away = away + REACH * 4 end
      if not distance or away < distance then best, distance = list[1], away end
    end
  end
  return best and best.name
end

local function is_place(self, text, list)
  return list.kind == "state" and #list == 1 and in_front(self, text, list, self.inside)
end

local function ends_in_mark(text)
  text = text:gsub("%s+$", "")
  for _, mark in ipairs { ":", "—", "–", "-", "：" } do
    if text:sub(-#mark) == mark then return true end
  end
  return false
end

-- The members behind the word: after "to", behind a dash or colon, or right behind it.
local function members_behind(self, text, lists, act, stop)
  local first, wanted
  for _, list in ipairs(lists) do
    if list.start > act.stop and list.start < stop and list.start - act.stop <= REACH and list.kind ~= "person" then
      local is_to = in_front(self, text, list, self.to) or ends_in_mark(text:sub(act.stop + 1, list.start - 1))
      if is_to and list.kind == "state" then return list end
      if not is_place(self, text, list) and list.kind == "state" then first = first or list end
      if is_to then wanted = wanted or list end
    end
  end
  return first or wanted
end

-- The members in front of the word: the nearest list that is no place.
local function members_in_front(self, text, lists, act, from)
  local best, fallback
  for _, list in ipairs(lists) do
    local is_near = list.stop < act.start and list.start >= from and act.start - list.stop <= REACH
      and list.kind ~= "person"
    if is_near and not is_place(self, text, list) and not in_front(self, text, list, self.of) then
      if list.kind == "state" then best = list else fallback = list end
    end
  end
  return best or fallback
end

-- Whether the status belongs to the word: "became | member", in front of it where verbs come last.
local function belongs(self, act, place)
  if act.kind == "grants" or self.is_sure[act.form] then return place.start <= act.stop + REACH end
  if self.is_last then return place.start <= act.stop and act.start - place.stop <= STATUS_REACH end
  return place.stop >= act.start and place.start - act.stop <= STATUS_REACH
end

local function status_of(self, act, text, from, to)
  for _, status in ipairs(STATUSES) do
    for _, place in ipairs(places_of(self, text, self[status[1]])) do
      if place.start >= from and place.start <= to and belongs(self, act, place) then return status[2] end
    end
  end
end

local function is_denied(self, folded, act)
  local front = folded:sub(math.max(1, act.start - FRONT), act.start - 1)
  local behind = self.is_unspaced and folded:sub(act.stop + 1, act.stop + FRONT) or ""
  return #places_of(self, front, self.against) > 0 or #places_of(self, behind, self.against_behind) > 0
end

-- The words for joining and admitting, in order.
local function acts_of(self, folded)
  local acts = {}
  for _, kind in ipairs { "grants", "joins" } do
    for _, act in ipairs(places_of(self, folded, self[kind])) do
      local is_new = true
      for _, other in ipairs(acts) do is_new = is_new and (act.stop < other.start or act.start > other.stop) end
      act.kind = kind
      if is_new then acts[#acts + 1] = act end
    end
  end
  table.sort(acts, function(a, b) return a.start < b.start end)
  return acts
end

local function founders(self, folded, lists)
  for _, act in ipairs(places_of(self, folded, self.founded)) do
    for _, list in ipairs(lists) do
      local is_many = #list > 1 and list.kind == "state"
      local gap = folded:sub(act.stop + 1, list.start - 1)
      local is_behind = list.start > act.stop and list.start - act.stop <= REACH
        and #places_of(self, gap, self.by) > 0
      local is_front = list.stop < act.start and act.start - list.stop <= FRONT
      if is_many and (is_behind or is_front) then
        local organisation
        for _, other in ipairs(lists) do
          if other.kind == "organisation" and (not organisation or is_front) then organisation = organisation
            or other[1].name end
        end
        if organisation then return { status = "founder", members = list, organisation = organisation } end
      end
    end
  end
end

local function act_clause(self, text, folded, lists, act, from, stop)
  local status = status_of(self, act, folded, from, stop)
  if not status and not self.is_sure[act.form] then return nil end
  if is_denied(self, folded, act) then return nil end
  local members
  if act.kind == "grants" then
    members = members_behind(self, text, lists, act, stop) or self.is_last and members_in_front(self, text, lists,
      act, from)
  else
    members = members_in_front(self, text, lists, act, from)
    if not members and self.is_first then members = members_behind(self, text, lists, act, stop) end
  end
  if not members then return nil end
  local organisation = organisation_of(lists, members, act, stop)
  if members.kind == "organisation" and organisation == members[1].name then return nil end
  return { status = status or "member", members = members, organisation = organisation }
end

function finder:find(text, mentions, offset)
  local folded = moonleaf.text.fold(text)
  if #folded ~= #text then folded = text:lower() end -- offsets must stay
  local lists = lists_of(self, text, local_mentions(mentions, offset))
  local found, acts = {}, acts_of(self, folded)
  found[1] = founders(self, folded, lists)
  for k, act in ipairs(acts) do
    local from = k > 1 and self.is_last and acts[k - 1].stop or 1
    local stop = acts[k + 1] and acts[k + 1].start or #text
    local clause = act_clause(self, text, folded, lists, act, from, stop)
    if clause then found[#found + 1] = clause end
  end
  return found
end

local function folded_list(list, into)
  local made = into or {}
  for _, form in ipairs(list or {}) do made[#made + 1] = moonleaf.text.fold(form) end
  table.sort(made, function(a, b) return #a > #b or #a == #b and a < b end)
  return made
end

local function set(...)
  local words = {}
  for _, list in ipairs { ... } do
    for _, word in ipairs(list) do words[moonleaf.text.fold(word)] = true end
  end
  return words
end

local made_by_reader = setmetatable({}, { __mode = "k" })

local function make(reader)
  local own, phrases = reader.language.memberships, reader.language.phrases or {}
  local self = setmetatable({ is_unspaced = reader.own.unspaced }, finder)
  for _, field in ipairs { "member", "observer", "partner", "founder", "founded", "by", "joins", "grants", "against",
    "against_behind", "sure" } do
    self[field] = folded_list(own[field])
  end
  self.acts = folded_list(own.grants, folded_list(own.joins))
  self.words = folded_list(own.observer, folded_list(own.partner, folded_list(own.member, folded_list(own.founder))))
  self.to, self.inside, self.of, self.is_sure = set(own.to or {}), set(own["in"] or {}), set(own.of or {}),
    set(own.sure or {})
  self.articles = set(phrases.articles or {})
  self.joiners = set(phrases.joins or {}, phrases.articles or {}, own.list or {})
  self.is_last, self.is_first = own.order == "last", own.order == "first"
  made_by_reader[reader] = self
  return self
end

function clauses.of(reader) return made_by_reader[reader] or make(reader) end

return clauses
