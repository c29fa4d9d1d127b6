-- Rows that are none, and rows without end.
local rows = {
  api     = 1,
  summary = "Emits what it should not on the document b",
  options = { { "how", "text", default = "userdata", help = "which way" } },
  columns = {
    { "words", "integer", "words of the document" },
    { "score", "number",  "any number" },
    { "note",  "text",    "any text" },
    { "place", "span",    "a piece of the text" },
    { "spots", "spans",   "pieces of the text" },
    { "data",  "json",    "anything" },
  },
}

local ways, kept = {}, {}

function ways.without_end(_, emit)
  for i = 1, 1000000000 do emit { words = i } end
end

function ways.caught(_, emit)
  for i = 1, 1000000000 do pcall(emit, { words = i }) end
end

function ways.in_coroutine(_, emit)
  local co = coroutine.wrap(function() while true do pcall(emit, { words = 1 }) coroutine.yield() end end)
  while true do pcall(co) end
end

function ways.bytes(_, emit)
  local note = ("x"):rep(1 << 20)
  while true do pcall(emit, { note = note }) end
end

function ways.userdata(document, emit) emit { words = document } end

function ways.userdata_text(document, emit) emit { note = document } end

function ways.functions(_, emit) emit { note = emit } end

function ways.fraction(_, emit) emit { words = 1.5 } end

function ways.nan(_, emit) emit { score = 0 / 0 } end

function ways.nan_words(_, emit) emit { words = 0 / 0 } end

function ways.infinity(_, emit) emit { score = math.huge } end

function ways.broken_text(_, emit) emit { note = "\xff" } end

function ways.no_span(_, emit) emit { place = "the text" } end

function ways.json(_, emit) emit { data = { emit } } end

function ways.deep_json(_, emit)
  local t = {}
  for _ = 1, 100000 do t = { t } end
  emit { data = t }
end

function ways.own_json(_, emit)
  local t = {}
  t[1] = t
  emit { data = t }
end

function ways.nothing(_, emit) emit() end

function ways.text(_, emit) emit "words" end

function ways.undeclared(_, emit) emit { wrods = 1 } end

function ways.array(_, emit) emit { 1, 2, 3 } end

function ways.outside(document, emit) emit { place = document:span(0, 1000000000) } end

function ways.backwards(document, emit) emit { place = document:span(5, 2) } end

function ways.negative(document, emit) emit { place = document:span(-5, 2) } end

function ways.kept_span(_, emit) emit { place = kept.span } end

function ways.kept_spans(document, emit) emit { spots = { document:span(0, 1), kept.span } } end

function ways.kept_text(_, emit) emit { note = kept.span.text } end

function ways.kept_document(_, emit) emit { note = kept.document:text() } end

function ways.kept_tokens(_, emit) emit { note = kept.tokens().text } end

function ways.kept_blocks(_, emit) emit { note = kept.blocks().text } end

function ways.kept_emit() kept.emit { words = 1, score = 0 / 0 } end

function ways.kept_results(_, emit) emit { words = #kept.document:results "acronyms" } end

function rows.document(document, options, emit)
  if document.name == "b" then ways[options.how](document, emit) end
  kept.document, kept.span, kept.emit = kept.document or document, kept.span or document:span(0, 3), kept.emit or emit
  kept.tokens, kept.blocks = kept.tokens or document:tokens(), kept.blocks or document:blocks()
  emit { words = document.words }
end

return rows
