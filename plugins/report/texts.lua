-- The documents themselves, block by block, with a mark on everything that a row above rests on.
local documents = require "documents"
local evidence = require "evidence"
local html = require "html"

local texts = {}

local BLOCKS <const> = { -- by type: the element, and its class
  paragraph = { "p" }, heading = { "p", "heading" }, list_item = { "p", "item" }, caption = { "p", "caption" },
  table = { "pre", "table" }, code = { "pre", "code" },
}

local function by_start(a, b)
  if a[1] ~= b[1] then return a[1] < b[1] end
  return a[2] > b[2]
end

-- Where marks begin and end inside of [start, stop), rising, each once.
local function edges_of(marks, start, stop)
  local edges, seen = {}, {}
  for _, mark in ipairs(marks) do
    for _, at in ipairs { math.max(mark[1], start), math.min(mark[2], stop) } do
      if not seen[at] then seen[at], edges[#edges + 1] = true, at end
    end
  end
  table.sort(edges)
  return edges
end

local function is_marked(marks, start, stop)
  for _, mark in ipairs(marks) do
    if mark[1] <= start and mark[2] >= stop then return true end
  end
  return false
end

-- A block with its marks. A mark that begins here carries the id that rows link to.
local function marked(id, block, marks)
  local text, parts, at = block.text, {}, block.start
  local begins = {}
  for _, mark in ipairs(marks) do begins[mark[1]] = true end
  local function put(stop)
    local piece = html.escape(text:sub(at - block.start + 1, stop - block.start))
    local name = begins[at] and (' id="d%d-%d"'):format(id, at) or ""
    if stop > at and is_marked(marks, at, stop) then piece = ("<mark%s>%s</mark>"):format(name, piece) end
    parts[#parts + 1] = piece
    at = stop
  end
  for _, edge in ipairs(edges_of(marks, block.start, block.stop)) do put(edge) end
  put(block.stop)
  return table.concat(parts)
end

-- The marks that reach into a block; `first` is that of the marks, by start, from which to look.
local function marks_in(marks, first, block)
  local found = {}
  for i = first, #marks do
    if marks[i][1] >= block.stop then break end
    if marks[i][2] > block.start then found[#found + 1] = marks[i] end
  end
  return found
end

local function next_mark(marks, first, block)
  while marks[first] and marks[first][2] <= block.start do first = first + 1 end
  return first
end

local function write_blocks(write, shown)
  local marks, first, page = evidence.marks[shown.id] or {}, 1, nil
  table.sort(marks, by_start)
  for block in corpus:document(shown.id):blocks() do
    if block.page and block.page ~= page then
      page = block.page
      write(('<p class="page">page %d</p>'):format(page))
    end
    first = next_mark(marks, first, block)
    local form = BLOCKS[block.type] or BLOCKS.paragraph
    write(('<%s dir="auto"%s%s>%s</%s>\n'):format(form[1], form[2] and (' class="%s"'):format(form[2]) or "",
      html.lang(block.language), marked(shown.id, block, marks_in(marks, first, block)), form[1]))
  end
end

function texts.write(write)
  for _, shown in ipairs(documents.shown) do
    local about = html.said(shown.path) .. " · " .. html.counted(shown.words, "word")
    write(('<details class="document" id="d%d"><summary><h3>%s</h3> <span class="about">%s</span></summary>'):format(
      shown.id, html.said(shown.title, shown.language), about), '<div class="text">\n')
    write_blocks(write, shown)
    write "</div></details>\n"
    evidence.marks[shown.id] = nil
  end
end

return texts
