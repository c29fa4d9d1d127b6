-- What all analyses that count have in common: their options, what they ask of the corpus, which words they leave out,
-- and the note under the table that says what was counted.
--
--   Counted: words and numbers, capitals and small letters being the same; en 1,743,408 tokens in 1,032 documents.

local counting = {}

local options = {
  language = { "language", "language", help = "only text in this language; else each language on its own" },
  role = { "role", "text", help = "only blocks with this role", choices = { "title", "author", "abstract", "keywords",
    "body", "quotation", "note", "references", "navigation", "notice" } },
  by = { "by", "text", default = "folded", choices = { "form", "folded", "stem" },
    help = "what counts as one word: the form as written, without regard to capitals, or its stem" },
  kinds = { "kinds", "text", default = "words+numbers", choices = { "words", "words+numbers", "all" },
    help = "which tokens count; all takes punctuation and signs as well" },
  stopwords = { "stopwords", "text", default = "keep", choices = { "keep", "drop" },
    help = "drop: leave out the stop words of the language table" },
  top = { "top", "integer", default = 50, min = 0, help = "rows of each group; 0 for all" },
  minimum = { "minimum", "integer", default = 1, min = 1, help = "least frequency" },
  group = { "group", "text", help = "count apart by a key of the metadata, year (of the date) or document" },
}

-- The declarations of the options of these names; a table of changes may follow a name.
function counting.options(...)
  local list = {}
  for _, name in ipairs { ... } do
    if type(name) == "table" then
      local changed, last = {}, list[#list]
      for key, value in pairs(last) do changed[key] = value end
      for key, value in pairs(name) do changed[key] = value end
      list[#list] = changed
    else
      list[#list + 1] = options[name]
    end
  end
  return list
end

-- What the options say, as corpus:ngrams takes it, with the fields of `more`.
function counting.request(given, more)
  local request = {
    language = given.language, role = given.role, by = given.by, kinds = given.kinds,
    group = given.group and given.group ~= "language" and { "language", given.group } or nil,
  }
  for key, value in pairs(more or {}) do request[key] = value end
  return request
end

-- ---- stop words ----

local function read_stops(language)
  local known = moonleaf.language(language)
  if not (known and known.stop_words) then return nil end
  local set = {}
  for _, word in ipairs(known.stop_words) do
    local folded = moonleaf.text.fold(word)
    set[folded], set[moonleaf.text.stem(folded, language)] = true, true
  end
  return set
end

-- A function is_stop(word, language); and the languages, in a table, that had to do without a table.
function counting.stops(given)
  local sets, missing = {}, {}
  if given.stopwords ~= "drop" then
    return function() return false end, missing
  end
  return function(word, language)
    if sets[language] == nil then
      sets[language] = read_stops(language) or false
      if not sets[language] then missing[#missing + 1] = language end
    end
    return sets[language] and sets[language][moonleaf.text.fold(word)] or false
  end, missing
end

-- ---- what a reader must know to repeat it ----

-- 1743408 -> "1,743,408"
function counting.thousands(number)
  local text = ("%d"):format(number)
  local head = (#text - 1) % 3 + 1
  return text:sub(1, head) .. text:sub(head + 1):gsub("%d%d%d", ",%0")
end

local kinds = { words = "words", ["words+numbers"] = "words and numbers", all = "all tokens with punctuation" }
local ways = {
  form = "as written", folded = "capitals and small letters being the same", stem = "by the stem of their language",
}

local LISTED <const> = 12 -- languages that a note names; the corpus may hold dozens in a few words each

-- The languages of the groups with their tokens and documents in all parts, the largest first.
function counting.sizes(groups)
  local order, sizes = {}, {}
  for _, group in ipairs(groups) do
    local size = sizes[group.language]
    if not size then
      size = { language = group.language, tokens = 0, documents = 0 }
      sizes[group.language], order[#order + 1] = size, size
    end
    size.tokens, size.documents = size.tokens + group.tokens, size.documents + group.documents
  end
  table.sort(order, function(a, b)
    return a.tokens > b.tokens or a.tokens == b.tokens and a.language < b.language
  end)
  return order
end

-- The note of a count. `has_documents` is false where parts share documents, so that they cannot be added.
function counting.note(groups, given, has_documents)
  local texts = {}
  for i, size in ipairs(counting.sizes(groups)) do
    if i > LISTED then
      texts[i] = "and others"
      break
    end
    local noun = size.documents == 1 and "document" or "documents"
    local documents = has_documents ~= false and (" in %s %s"):format(counting.thousands(size.documents), noun) or ""
    texts[i] = ("%s %s tokens%s"):format(size.language, counting.thousands(size.tokens), documents)
  end
  local role = given.role and (", only in blocks of the role %s"):format(given.role) or ""
  moonleaf.note(("Counted: %s, %s%s; %s."):format(kinds[given.kinds], ways[given.by], role, table.concat(texts, "; ")))
end

-- Says that stop words were dropped, and which languages had none to drop.
function counting.note_stops(given, missing)
  if given.stopwords ~= "drop" then return end
  moonleaf.note "Stop words of the language tables are left out; they count among the tokens."
  if #missing > 0 then
    table.sort(missing)
    moonleaf.note(("No stop words are known of %s: none were dropped there."):format(table.concat(missing, ", ")))
  end
end

-- How a query says what a row counts: as written, folded, or (of a stem, which is no word) not at all.
local function query_of(words, by)
  if by == "stem" then return nil end
  local mark = by == "form" and "=" or ""
  if not words:find " " then return mark .. words end
  return '"' .. words:gsub("[^ ]+", mark .. "%0") .. '"'
end

-- Says how a count opens to its hits; `row` is any: { language =, words = }. `near`, for words near others, is their
-- query and how many words may lie between.
function counting.note_hits(row, given, near)
  local query = row and given.kinds ~= "all" and query_of(row.words, given.by)
  if not query then return end
  if near then query = ("NEAR(%s %s, %d)"):format(near.query, query, near.between) end
  if row.language ~= "" then query = query .. " language:" .. row.language end
  if given.role then query = query .. " role:" .. given.role end
  moonleaf.note(("Hits of the first row: moonleaf run concordance '%s'"):format((query:gsub("'", "'\\''"))))
end

-- A function that answers the name of a group's part as people know it.
function counting.part_names(corpus)
  local names
  return function(group)
    if math.type(group.part) ~= "integer" then return group.part end
    if not names then
      names = {}
      for found in corpus:sql "SELECT id, name FROM document" do names[found.id] = found.name end
    end
    return names[group.part]
  end
end

return counting
