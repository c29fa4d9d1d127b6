-- Slides of PowerPoint (PPTX): each slide is a page, its title a heading, the lines of its text list items. Tables are
-- kept; what the speaker notes below the slides stands behind the slide with the role note.
--
--   title of the first slide      heading 1     On rivers       (page 1, title)
--   title of a slide              heading 2     Springs         (page 2)
--   text of a slide, indented     list_item 2   The Oka         (page 2)

local office = require "office"
local packed = require "packed"

local pptx = {
  api         = 1,
  summary     = "Slides of PowerPoint (PPTX), a slide a page",
  extensions  = { "pptx", "pptm", "ppsx", "ppt" },
  media_types = { "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
  binary      = true,
  parts       = { "ppt/presentation.xml" },
}

local TITLES <const> = { title = true, ctrTitle = true }
local NO_TEXT <const> = { sldNum = true, dt = true, ftr = true, hdr = true } -- numbers, dates, running lines

-- Calls for moonleaf.xml that append the blocks of a slide, or of its notes.
local function reader(blocks, page, is_notes)
  local words, cells, rows, cell, level, is_text, skipped = nil, nil, nil, nil, 0, false, 0
  local place -- what the shape is for: "title", "body"; nil for a free text box

  local function end_paragraph()
    local text = words and table.concat(words) or ""
    words = nil
    if cell then
      cell[#cell + 1] = text
    elseif NO_TEXT[place] then
      return
    elseif is_notes then
      if place == "body" then blocks[#blocks + 1] = { "paragraph", text, { role = "note", page = page } } end
    elseif TITLES[place] then
      local details = page == 1 and { level = 1, role = "title", page = 1 } or { level = 2, page = page }
      blocks[#blocks + 1] = { "heading", text, details }
    elseif place == "body" then
      blocks[#blocks + 1] = { "list_item", text, { level = level + 1, page = page } }
    else
      blocks[#blocks + 1] = { "paragraph", text, { page = page } }
    end
  end

  local begins = {
    sp = function() place = nil end,
    ph = function(a) place = a.type or "body" end, -- without a type it is for any content
    p = function() words, level = {}, 0 end,
    pPr = function(a) level = math.max(0, math.min(math.tointeger(a.lvl) or 0, 8)) end,
    t = function() is_text = true end,
    br = function() if words then words[#words + 1] = "\n" end end,
    tbl = function() rows = {} end,
    tr = function() cells = {} end,
    tc = function() cell = {} end,
  }
  local ends = {
    p = end_paragraph,
    sp = function() place = nil end,
    t = function() is_text = false end,
    tc = function()
      if cells and cell then cells[#cells + 1] = packed.line(table.concat(cell, " ")) end
      cell = nil
    end,
    tr = function()
      if rows and cells then rows[#rows + 1] = packed.row(cells) end
      cells = nil
    end,
    tbl = function()
      if rows then blocks[#blocks + 1] = { "table", table.concat(rows, "\n"), { page = page } } end
      rows = nil
    end,
  }

  return {
    start = function(name, a)
      if skipped > 0 or name == "Fallback" then -- it says again what Choice said
        skipped = skipped + 1
      elseif begins[name] then
        begins[name](a)
      end
    end,
    stop = function(name)
      if skipped > 0 then
        skipped = skipped - 1
      elseif ends[name] then
        ends[name]()
      end
    end,
    text = function(text)
      if is_text and words and skipped == 0 then words[#words + 1] = text end
    end,
  }
end

function pptx.load(source, add)
  local main, metadata, title = office.main(source)
  local folder = main:gsub("[^/]*$", "")
  local parts = packed.parts(source, { main, office.relations_of(main) }, function(name) -- slides and notes
    return name:sub(1, #folder) == folder and (name:find "%.rels$" or name:find "/slides/" or name:find "/notesSlides/")
  end)
  if not parts[main] then error("no text in it: " .. main .. " is missing", 0) end
  local related, blocks = office.related(parts, main), {}
  for page, a in ipairs(packed.elements(parts[main], "sldId")) do
    local slide = related[office.relation_id(a)]
    if parts[slide] then
      packed.try(source, slide, moonleaf.xml.parse, parts[slide], reader(blocks, page))
      local _, by_type = office.related(parts, slide)
      local notes = parts[by_type.notesSlide]
      if notes then packed.try(source, by_type.notesSlide, moonleaf.xml.parse, notes, reader(blocks, page, true)) end
    elseif parts[slide] == nil then
      source:problem(("slide %d is missing"):format(page))
    end
  end
  packed.add(add, title, metadata, blocks)
end

return pptx
