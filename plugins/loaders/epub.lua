-- Electronic books (EPUB 2 and 3): the chapters in their reading order as one document, with what the book says of
-- itself. Each file of the book is a page.
--
--   <h2>                          heading 2     Springs
--   <p>, <div> with text          paragraph     Springs rise here.
--   <li>                          list_item 1   The Volga
--   <aside epub:type="footnote">  paragraph     Measured in 1997.   (note)

local packed = require "packed"

local epub = {
  api         = 1,
  summary     = "Electronic books (EPUB), chapters in reading order",
  extensions  = { "epub" },
  binary      = true,
  media_types = { "application/epub+zip" },
}

local CONTAINER <const> = "META-INF/container.xml"
local OPS <const> = "{http://www.idpf.org/2007/ops}type"
local HARMLESS <const> = { -- these hide only fonts
  ["http://www.idpf.org/2008/embedding"] = true, ["http://ns.adobe.com/pdf/enc#RC"] = true,
}
local LEFT_OUT <const> = { head = true, script = true, style = true, template = true, rt = true, rp = true }
local NOTES <const> = {
  footnote = true, endnote = true, rearnote = true, footnotes = true, endnotes = true, rearnotes = true,
}
local BLOCKS <const> = { -- what begins and ends a block; text without one of its own is a paragraph
  address = "paragraph", article = "paragraph", aside = "paragraph", blockquote = "paragraph", body = "paragraph",
  caption = "caption", dd = "paragraph", div = "paragraph", dl = "paragraph", dt = "paragraph", figcaption = "caption",
  figure = "paragraph", footer = "paragraph", h1 = "heading", h2 = "heading", h3 = "heading", h4 = "heading",
  h5 = "heading", h6 = "heading", header = "paragraph", hr = "paragraph", li = "list_item", main = "paragraph",
  nav = "paragraph", ol = "paragraph", p = "paragraph", pre = "code", section = "paragraph", table = "table",
  ul = "paragraph",
}

-- The role of what lies in an element, nil for that of the element around it.
local function role_of(name, a)
  for word in (a[OPS] or a.type or a.role or ""):gmatch "[%w-]+" do
    if NOTES[word:gsub("^doc%-", "")] then return "note" end
  end
  if name == "blockquote" then return "quotation" end
  if name == "nav" then return "navigation" end
end

-- Calls for moonleaf.xml that append the blocks of one file.
local function reader(blocks, page)
  local open, words, skipped, lists, cells = {}, {}, 0, 0, nil -- cells: of the table under way

  local function innermost() return open[#open] or { kind = "paragraph" } end

  -- Ends the block under way: its kind is that of the innermost element.
  local function flush()
    local element, text = innermost(), table.concat(words)
    words = {}
    if cells and element.kind ~= "caption" then
      cells.cell[#cells.cell + 1] = text
      return
    end
    if element.kind ~= "code" then text = text:gsub("[ \t]+", " "):gsub(" ?\n ?", "\n") end
    if not text:find "%S" then return end
    local kind = element.kind
    if kind == "list_item" then
      if element.is_begun then kind = "paragraph" end -- what follows the first text of an item
      element.is_begun = true
    elseif kind == "paragraph" and element.item and not element.item.is_begun then
      kind, element.item.is_begun = "list_item", true
    end
    local level = kind == "heading" and element.level or kind == "list_item" and math.max(lists, 1) or nil
    blocks[#blocks + 1] = { kind, text, { level = level, role = element.role, page = page } }
  end

  local function begin_block(name, a)
    flush()
    if name == "ul" or name == "ol" then lists = lists + 1 end
    if name == "table" and not cells then cells = { rows = {}, row = {}, cell = {}, depth = #open + 1 } end
    local outer = innermost()
    local element = {
      kind = BLOCKS[name],
      role = role_of(name, a) or outer.role,
      level = tonumber(name:match "^h(%d)$"),
      item = outer.kind == "list_item" and outer or outer.item,
    }
    if outer.kind == "code" then element.kind = "code" end
    if name == "ul" or name == "ol" then element.item = nil end
    open[#open + 1] = element
  end

  local function end_block(name)
    flush()
    if name == "ul" or name == "ol" then lists = lists - 1 end
    local element = table.remove(open)
    if cells and #open < cells.depth then
      local text = table.concat(cells.rows, "\n")
      cells = nil
      blocks[#blocks + 1] = { "table", text, { role = element.role, page = page } }
    end
  end

  local function end_cell()
    flush()
    cells.row[#cells.row + 1] = packed.line(table.concat(cells.cell, " "))
    cells.cell = {}
  end

  local function end_row()
    flush()
    if #cells.row > 0 then cells.rows[#cells.rows + 1] = packed.row(cells.row) end
    cells.row, cells.cell = {}, {}
  end

  return {
    start = function(name, a)
      if skipped > 0 or LEFT_OUT[name] then
        skipped = skipped + 1
      elseif BLOCKS[name] then
        begin_block(name, a)
      elseif name == "br" then
        words[#words + 1] = "\n"
      end
    end,
    stop = function(name)
      if skipped > 0 then
        skipped = skipped - 1
      elseif BLOCKS[name] then
        end_block(name)
      elseif cells and (name == "td" or name == "th") then
        end_cell()
      elseif cells and name == "tr" then
        end_row()
      end
    end,
    text = function(text)
      if skipped > 0 then return end
      words[#words + 1] = innermost().kind == "code" and text or text:gsub("[ \t\r\n]+", " ")
    end,
  }
end

-- The path in the zip that an address in a file of the book means.
local function path_of(from, address)
  local plain = address:gsub("#.*$", ""):gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
  return packed.path(from, plain)
end

-- The paths of the chapters in reading order.
local function spine(package, from)
  local items, paths = {}, {}
  for _, a in ipairs(packed.elements(package, "item")) do
    if a.id and a.href then items[a.id] = a end
  end
  for _, a in ipairs(packed.elements(package, "itemref")) do
    local item = items[a.idref or ""]
    if item and (item["media-type"] or ""):find "html" then paths[#paths + 1] = path_of(from, item.href) end
  end
  return paths
end

-- Books that are sold may be encrypted but for their list of chapters.
local function check_readable(encryption)
  for _, a in ipairs(packed.elements(encryption, "EncryptionMethod")) do
    if not HARMLESS[a.Algorithm] then error("the book is encrypted by its seller", 0) end
  end
end

-- A chapter that is no XML is read as the web page that it nearly is.
local function read_chapter(bytes, blocks, page)
  local found = {}
  local is_xml = pcall(moonleaf.xml.parse, bytes, reader(found, page))
  if is_xml then return table.move(found, 1, #found, #blocks + 1, blocks) end
  for _, block in ipairs(moonleaf.html.blocks(moonleaf.text.decode(bytes)).blocks) do
    blocks[#blocks + 1] = { block.type, block.text, { level = block.level, role = block.role, page = page } }
  end
end

function epub.load(source, add)
  local parts = packed.parts(source, { CONTAINER, "META-INF/encryption.xml" })
  local root = packed.elements(parts[CONTAINER], "rootfile")[1]
  local main = root and root["full-path"]
  if not main then error("no .epub file: a zip without the parts of one", 0) end
  check_readable(parts["META-INF/encryption.xml"])
  local package = packed.parts(source, { main })[main]
  if not package then error(("no text in it: %s is missing"):format(main), 0) end
  local paths, blocks = spine(package, main), {}
  local chapters, fields = packed.parts(source, {}, packed.any_of(paths)), packed.fields(package)
  for page, path in ipairs(paths) do
    if chapters[path] then read_chapter(chapters[path], blocks, page)
    elseif chapters[path] == nil then source:problem(("%s is missing in the book"):format(path)) end
  end
  packed.add(add, fields.title, packed.metadata(fields), blocks)
end

return epub
