-- Damage in a text, how it should read, and how sure that is. The text stays as it is: run another analysis with
-- --repaired, and it sees the documents as read.
--
--   $ moonleaf run repair
--   row  document  kind      reading               certainty  reason                          evidence
--     1  000_011a  alphabet  Сотрудничество в ...       0.83  Cyrillic letters read as Latin  “Corpy...”
--     2  003_53fd  letter    Рассчитать                 0.95  c of Latn in a word of Cyrl     “Расcчитать”
--
-- Kinds: alphabet (letters read in the wrong one), charset (bytes read in the wrong one), letter (of another
-- alphabet in a word), word (signs that scanners confuse, lost ligatures, words run together or divided in a line),
-- entity (names that HTML has of characters), spaced (letters that stand apart), hyphenation, page_number and
-- running_head (as loading found them; an empty reading leaves them out), lost (nobody can tell what stood there).
-- Words come from the Hunspell dictionaries of the system: apt install hunspell-ru, hunspell-en-us ...; without the one
-- of a language its readings are guesses, and say so.

local damage = require "damage"
local entities = require "entities"
local latin = require "latin"
local lines = require "lines"
local mixed = require "mixed"
local models = require "model"
local mojibake = require "mojibake"
local spelling = require "spelling"
local words = require "words"

local repair = {
  api = 1,
  summary = "Damaged text: bad scans, wrong charsets, foreign letters, divided words; with the likely reading",
  columns = {
    { "kind", "text", "alphabet, charset, letter, word, entity, spaced, hyphenation, page_number, running_head, lost" },
    { "reading", "text", "what it should read; empty to leave it out, null where nobody can tell" },
    { "certainty", "number", "of the reading, 0 to 1" },
    { "reason", "text", "why it is thought to be damaged" },
    { "evidence", "span", "the text as it stands" },
  },
}

-- Readings of loading that are no damage but the habit of printers; they would fill pages.
local SILENT <const> = { ligature = true, soft_hyphen = true }

local CHARSET <const>, LETTER <const>, LETTER_OF_UNKNOWN <const>, LOST <const> = 0.95, 0.95, 0.8, 0
local WORD_OF_DICTIONARY <const>, ENTITY <const> = 0.9, 0.9
local ALPHABET <const> = "Cyrillic letters read as Latin"
local REPLACEMENT <const> = "\u{FFFD}"

local function rounded(certainty)
  return math.floor(100 * certainty + 0.5) / 100
end

-- Calls action(line, start) for each line of the span that is not blank, without the white space around it; start
-- counts bytes of the document from 0.
local function each_line(content, from, action)
  for at, line in content:gmatch "()([^\r\n]+)" do
    local lead = #line:match "^%s*"
    local bare = line:sub(lead + 1):gsub("%s+$", "")
    if bare ~= "" then action(bare, from + at - 1 + lead) end
  end
end

local function emitter(document, emit)
  return function(kind, start, length, reading, certainty, reason)
    emit {
      kind = kind, reading = reading, certainty = rounded(certainty), reason = reason,
      evidence = document:span(start, start + length),
    }
  end
end

-- ---- whole texts ----

local LETTERS_A_LOST_ONE <const> = 20 -- fewer, and the rest is no reading

local function occurrences(text, pattern) return select(2, text:gsub(pattern, "")) end

local function read_charset(content, from, put, undo)
  each_line(content, from, function(line, start)
    local undone = undo(line)
    if not undone or undone == line then return end
    local lost = occurrences(undone, "%?") - occurrences(line, "%?")
    local is_lost = lost * LETTERS_A_LOST_ONE > utf8.len(undone)
    put("charset", start, #line, not is_lost and undone or nil, is_lost and LOST or CHARSET,
      "read in the wrong charset" .. (is_lost and ", and bytes of it are lost" or ""))
  end)
end

-- Words of a document that are read back: a word takes some milliseconds, and a call may take ten seconds.
local MOST_WORDS <const> = 300

local function reason_without(model, language)
  if model.speller then return ALPHABET end
  return ("%s; no dictionary of %s here, so the reading is a guess"):format(ALPHABET, language)
end

-- The garbled lines of texts of one language, read together.
local function reader_of(texts, language)
  local model, all = models.of(language), {}
  if not model then return nil end
  for _, text in ipairs(texts) do
    if text.written_in == language then
      each_line(text.content, text.start, function(line)
        if not lines.is_sound(line) then all[#all + 1] = line end
      end)
    end
  end
  return lines.reader(model, all)
end

local function read_alphabet(content, from, language, put, state)
  local reader = state.readers[language]
  if reader == nil then
    reader = reader_of(state.texts, language) or false
    state.readers[language] = reader
  end
  local begins = true
  each_line(content, from, function(line, start)
    if lines.is_sound(line) then return end
    state.words = state.words - select(2, line:gsub("%S+", ""))
    if not reader or state.words < 0 then
      put("alphabet", start, #line, nil, LOST, ALPHABET .. (reader and "; too many to read them all" or ""))
      return
    end
    begins = begins or content:sub(1, start - from):find "\n[ \t\r]*\n[ \t]*$" ~= nil
    local read, certainty
    read, certainty, begins = reader:read(line, begins)
    put("alphabet", start, #line, read, certainty, reason_without(reader.decoder.model, language))
  end)
end

-- ---- words of sound texts ----

-- Latin letters beside others, as bytes.
local MIXED <const> = { "%a[\xCE-\xD3]", "[\xCE-\xD3][\x80-\xBF]%a" }
local WORD <const> = "()([%a\xC3-\xD4][%a\x80-\xBF\xC3-\xD4]+)"

-- A letter at the edge of a word that no dictionary has may be an index or a factor: "Xэкв".
local function certainty_of(read, is_at_edge, language)
  local speller = spelling.of(language)
  if speller and (speller:has(read) or speller:has(moonleaf.text.fold(read))) then return LETTER end
  return not is_at_edge and LETTER_OF_UNKNOWN or nil
end

local function read_mixed(content, from, language, put)
  if not (content:find(MIXED[1]) or content:find(MIXED[2])) then return end
  for at, word in content:gmatch(WORD) do
    if word:find "%a" and word:find "[\xCE-\xD4]" and utf8.len(word) then
      local read, reason, is_at_edge = mixed.read(word)
      local certainty = read and certainty_of(read, is_at_edge, language)
      if certainty then put("letter", from + at - 1, #word, read, certainty, reason) end
    end
  end
end

local LETTER_PATTERN <const> = "[%a\xC3-\xD4][\x80-\xBF]?"

-- Runs of single letters with single spaces between them.
local function read_spaced(content, from, language, put)
  local run, start, last
  local function close()
    local speller = run and spelling.of(language)
    local joined = speller and words.joined(run, speller)
    if joined then
      put("spaced", from + start - 1, last - start + 1, joined, WORD_OF_DICTIONARY, "letters that stand apart")
    end
    run = nil
  end
  for at, token, stop in content:gmatch "()(%S+)()" do
    if token:find("^" .. LETTER_PATTERN .. "$") and utf8.len(token) == 1 then
      if run and at == last + 2 then
        run[#run + 1], last = token, stop - 1
      else
        close()
        run, start, last = { token }, at, stop - 1
      end
    else
      close()
    end
  end
  close()
end

local SPACED <const> = "%f[%S]" .. (LETTER_PATTERN .. " "):rep(3) .. LETTER_PATTERN .. "%f[%s%z]"

local function read_sound(content, from, language, put)
  entities.each(content, function(start, length, reading)
    put("entity", from + start, length, reading, ENTITY, "a character of HTML")
  end)
  read_mixed(content, from, language, put)
  latin.read(content, from, language, put)
  if content:find(SPACED) then read_spaced(content, from, language, put) end
  for at in content:gmatch("()" .. REPLACEMENT) do
    put("lost", from + at - 1, #REPLACEMENT, nil, LOST, "a character was lost in decoding")
  end
end

-- ---- documents ----

-- Blocks that are judged together: those of no language, which are often short, with their neighbours of none.
local function texts_of(document)
  local texts = {}
  for block in document:blocks() do
    local last = texts[#texts]
    if last and last.language == "und" and block.language == "und" and last.type == block.type then
      last.stop = block.stop
    else
      texts[#texts + 1] = { start = block.start, stop = block.stop, language = block.language, type = block.type }
    end
  end
  for _, text in ipairs(texts) do text.content = document:text(document:span(text.start, text.stop)) end
  return texts
end

-- Short texts beside one whose alphabet is wrong are of the same hand: titles and names.
local LONGEST_NEIGHBOUR <const> = 200
local SIGNS <const> = { "%l%u", "%a%d", "%d%a", "%[%d" }

local function looks_misread(content)
  for _, sign in ipairs(SIGNS) do
    if content:find(sign) then return #content <= LONGEST_NEIGHBOUR and not lines.is_sound(content) end
  end
  return false
end

-- Finds the texts whose alphabet is wrong: by themselves, then beside those.
local function judge_alphabets(texts)
  for _, text in ipairs(texts) do
    local reason, language = damage.of(text.content, text.language)
    if reason and reason:find "wrong alphabet" then text.written_in = language end
  end
  for _, step in ipairs { 1, -1 } do
    for k = step == 1 and 1 or #texts, step == 1 and #texts or 1, step do
      local before = texts[k - step]
      if before and before.written_in and not texts[k].written_in and looks_misread(texts[k].content) then
        texts[k].written_in = before.written_in
      end
    end
  end
end

local function read_text(document, text, put, state)
  local content = text.content
  local undo = not text.written_in and mojibake.undoer(content)
  if text.written_in then
    read_alphabet(content, text.start, text.written_in, put, state)
  elseif undo then
    read_charset(content, text.start, put, undo)
  else
    read_sound(content, text.start, text.language == "und" and document.language or text.language, put)
  end
end

function repair.document(document, _, emit)
  local put = emitter(document, emit)
  local texts = texts_of(document)
  local state = { words = MOST_WORDS, texts = texts, readers = {} }
  judge_alphabets(texts)
  for _, text in ipairs(texts) do
    if text.type ~= "code" then read_text(document, text, put, state) end
  end
  for _, reading in ipairs(document:readings()) do
    local span = reading.span
    if not SILENT[reading.by] then
      put(reading.by, span.start, span.stop - span.start, reading.text, reading.confidence, "found by loading")
    end
  end
end

return repair
