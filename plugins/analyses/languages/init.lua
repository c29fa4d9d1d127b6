-- The languages of each document, block by block, what stands in another language inside a block, and ruined text.
--
--   $ moonleaf run languages
--   row  document  language  script  kind   damaged  reason                                  share  evidence
--     1  000_011a  en        Latn    block  no                                               0.435  “The ...”
--     2  000_011a  ru        Latn    block  yes      letters read in the wrong alphabet ...  0.565  “Cor...”
--
-- The core judges blocks and runs when it loads them; here neighbours of one language are joined, short blocks that it
-- could not tell are guessed (guess.lua), and what looks ruined is marked, with the language it was written in where
-- that can still be told (damage.lua).

local damage = require "damage"
local guess = require "guess"
local lpeg = require "lpeg"

local languages = {
  api = 1,
  summary = "The language of each part of a document, embedded runs, and damaged text",
  columns = {
    { "language", "language", "BCP 47 tag; und where none can be told" },
    { "script", "text", "ISO 15924 code of most of its letters, as the text has them" },
    { "kind", "text", "block: blocks that follow each other; run: a part of a block in another language" },
    { "damaged", "boolean", "whether the text is ruined" },
    { "reason", "text", "why it is thought to be" },
    { "share", "number", "of the document's letters, 0 to 1; without those of runs inside" },
    { "evidence", "span", "from the first to the last block, or the run" },
  },
  plots = {
    { "heatmap", x = "language", y = "share", group = "document", title = "Languages of each document" },
  },
}

local JAPANESE <const> = { Hira = true, Kana = true }

local function new_part(start, stop)
  return { start = start, stop = stop, letters = 0, scripts = {} }
end

local function count_letters(part, letters, script)
  part.letters = part.letters + letters
  part.scripts[script] = (part.scripts[script] or 0) + letters
end

-- Counts the letters of a text that holds nothing but `letters` of so many bytes and `others`; nil for any other text.
-- Patterns of spans, for each byte of a corpus is looked at.
local function letter_counter(letters, others, bytes)
  local pattern = lpeg.Cs((letters ^ 1 + others ^ 1 / "") ^ 0) * -1
  return function(text)
    local found = pattern:match(text)
    return found and #found // bytes
  end
end

local LETTER <const>, REST <const> = lpeg.R("az", "AZ"), lpeg.R "\x80\xBF"
local SIGN <const> = lpeg.P "\xC2" * REST + lpeg.P "\xE2" * lpeg.S "\x80\x81" * REST -- dashes, quotation marks
local BARE <const> = lpeg.R "\0\x7F" - LETTER

-- Most blocks are of one script, which lead bytes show.
local letters_of_latin = letter_counter(LETTER + lpeg.R "\xC3\xC9", BARE + REST + SIGN, 1)
local letters_of_cyrillic = letter_counter(lpeg.R("\xD0\xD3", "\x80\xBF"), BARE + SIGN, 2)

local function letters_of_one_script(text)
  local count = letters_of_latin(text)
  if count then return count, "Latn" end
  return letters_of_cyrillic(text), "Cyrl"
end

local function count_words(part, span)
  for script, letters in moonleaf.sorted(span:scripts()) do count_letters(part, letters, script) end
end

-- Counts the block's letters and finds the runs inside it: pieces of another script than that of its language.
local function read_block(block)
  local part = new_part(block.start, block.stop)
  part.language, part.type, part.runs = block.language, block.type, {}
  local all, own = letters_of_one_script(block.text)
  if all and own == (moonleaf.language(part.language) or {}).script then
    count_letters(part, all, own)
    return part
  end
  for span in block:runs() do
    local run = part
    if span.language ~= part.language then
      run = new_part(span.start, span.stop)
      run.language = span.language
      part.runs[#part.runs + 1] = run
    end
    count_words(run, span)
  end
  return part
end

local function is_one_row(a, b)
  return b.letters == 0 or a.language == b.language and a.reason == b.reason
end

-- Adds a block to the rows: to the last one, where it may.
local function join(rows, part)
  local last = rows[#rows]
  if not last or not is_one_row(last, part) then
    rows[#rows + 1] = part
    return
  end
  last.stop = part.stop
  for script, letters in moonleaf.sorted(part.scripts) do count_letters(last, letters, script) end
  table.move(part.runs, 1, #part.runs, #last.runs + 1, last.runs)
end

-- Blocks that are judged together: those of no language, which are often short, with their neighbours of none.
local function is_one_text(a, b)
  return a.language == "und" and b.language == "und" and (a.type == "code") == (b.type == "code")
end

local function script_of(part)
  local best, script, kana = 0, nil, 0
  for name, letters in moonleaf.sorted(part.scripts) do
    if letters > best then best, script = letters, name end
    kana = kana + (JAPANESE[name] and letters or 0)
  end
  return kana > 0 and (script == "Hani" or JAPANESE[script]) and "Jpan" or script
end

local function emit_part(document, part, kind, all, emit)
  emit {
    language = part.language, script = script_of(part), kind = kind, damaged = part.reason ~= nil, reason = part.reason,
    share = all > 0 and math.floor(1000 * part.letters / all + 0.5) / 1000 or 0,
    evidence = document:span(part.start, part.stop),
  }
end

-- The document's blocks in lists of those that are judged together, and the letters of all.
local function texts_of(document)
  local texts, all = {}, 0
  for block in document:blocks() do
    local part = read_block(block)
    all = all + part.letters
    for _, run in ipairs(part.runs) do all = all + run.letters end
    local text = texts[#texts]
    if text and is_one_text(text[#text], part) then
      text[#text + 1] = part
    else
      texts[#texts + 1] = { part }
    end
  end
  return texts, all
end

-- Sets what the parts of one text are, where the core could not tell or was misled by damage.
local function judge(document, text)
  local first = text[1]
  if first.type == "code" then return end
  local reason, language = damage.of(document:text(document:span(first.start, text[#text].stop)), first.language)
  for _, part in ipairs(text) do
    if reason then
      part.reason, part.language = reason, language
    elseif part.language == "und" then
      local content = document:text(document:span(part.start, part.stop))
      part.language = guess.by_stop_words(content, document.language)
        or guess.by_script(part.scripts, document.language) or "und"
    end
  end
end

function languages.document(document, _, emit)
  local texts, all = texts_of(document)
  local rows = {}
  for _, text in ipairs(texts) do
    judge(document, text)
    for _, part in ipairs(text) do join(rows, part) end
  end
  for _, part in ipairs(rows) do
    emit_part(document, part, "block", all, emit)
    for _, run in ipairs(part.runs) do emit_part(document, run, "run", all, emit) end
  end
end

return languages
