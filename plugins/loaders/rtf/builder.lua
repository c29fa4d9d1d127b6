-- Blocks from the pieces of an RTF text: paragraphs, headings by their style, list items, tables, notes behind the
-- paragraph that they belong to.
local builder = {}

-- How a paragraph of that layout is added: { outline =, style =, list =, depth = } with the styles by number.
local function kind_of(layout, styles)
  local style = styles[layout.style] or {}
  local name = (style.name or ""):lower()
  local level = layout.outline or style.outline or tonumber(name:match "^%s*heading (%d)")
  if name:find "^%s*title%s*;?$" then return "heading", { level = 1, role = "title" } end
  if level and level > 0 and level < 10 then return "heading", { level = level } end
  if layout.list and layout.list > 0 then return "list_item", { level = layout.depth or 1 } end
  return "paragraph", {}
end

local function joined(parts) return (table.concat(parts):match "^%s*(.-)%s*$") end

-- A builder; its finish() answers the blocks, each { kind =, text =, fields = }.
function builder.new(styles)
  local build, blocks = {}, {}
  local text, notes, cells, rows = {}, {}, {}, {}

  local function add_block(kind, content, fields)
    blocks[#blocks + 1] = { kind = kind, text = content, fields = fields }
  end

  local function end_table()
    if #rows > 0 then add_block("table", table.concat(rows, "\n"), {}) end
    rows = {}
  end

  local function add_notes()
    for _, note in ipairs(notes) do add_block("paragraph", joined(note), { role = "note" }) end
    notes = {}
  end

  function build.add(piece) text[#text + 1] = piece end

  function build.begin_note() notes[#notes + 1] = {} end

  function build.add_note(piece)
    local note = notes[#notes]
    note[#note + 1] = piece
  end

  -- In a table, where a paragraph is a line of its cell, is_cell is true.
  function build.end_paragraph(layout, is_cell)
    if is_cell then return build.add " " end
    local paragraph = joined(text)
    text = {}
    if paragraph == "" and #notes == 0 then return end
    end_table()
    local kind, fields = kind_of(layout, styles)
    add_block(kind, paragraph, fields)
    add_notes()
  end

  function build.end_cell()
    cells[#cells + 1] = joined(text):gsub("%s+", " ")
    text = {}
  end

  function build.end_row()
    if #cells > 0 then rows[#rows + 1] = table.concat(cells, " | ") end
    cells = {}
  end

  function build.finish(layout)
    if #cells > 0 then build.end_row() end
    build.end_paragraph(layout, false)
    end_table()
    add_notes()
    return blocks
  end

  return build
end

return builder
