-- Slides as PowerPoint writes them, without what this case does not need.
local zipped = require "zipped"

local TYPES <const> = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

local function relation(id, type, target)
  return ('<Relationship Id="%s" Type="%s%s" Target="%s"/>'):format(id, TYPES, type, target)
end

local function shape(place, text)
  local ph = place and ("<p:nvSpPr><p:nvPr><p:ph %s/></p:nvPr></p:nvSpPr>"):format(place) or ""
  return ("<p:sp>%s<p:txBody>%s</p:txBody></p:sp>"):format(ph, text)
end

local function line(text, level)
  return ('<a:p><a:pPr lvl="%d"/><a:r><a:t>%s</a:t></a:r></a:p>'):format(level or 0, text)
end

local function slide(shapes) return ('<p:sld xmlns:p="p" xmlns:a="a">%s</p:sld>'):format(shapes) end

return {
  loader = "pptx",
  {
    name = "slides in their order are pages; titles, indented text, tables, notes",
    file = "rivers.pptx",
    text = zipped {
      { "_rels/.rels", "<Relationships>" .. relation("r", "officeDocument", "ppt/presentation.xml")
        .. "</Relationships>" },
      { "ppt/presentation.xml",
        '<p:presentation xmlns:p="p" xmlns:r="http://r"><p:sldIdLst><p:sldId id="256" r:id="x"/>'
        .. '<p:sldId id="257" r:id="y"/></p:sldIdLst></p:presentation>' },
      { "ppt/_rels/presentation.xml.rels", "<Relationships>" .. relation("y", "slide", "slides/slide1.xml")
        .. relation("x", "slide", "slides/slide2.xml") .. "</Relationships>" },
      { "ppt/slides/slide1.xml", slide(shape('type="title"', line "Springs") .. shape('idx="1"', line "Volga"
        .. line("Oka", 1))
        .. shape('type="sldNum"', line "2") .. "<p:graphicFrame><a:tbl><a:tr><a:tc>" .. line "River" .. "</a:tc><a:tc>"
        .. line "km" .. "</a:tc></a:tr></a:tbl></p:graphicFrame>" .. shape(nil, line "Beside it")) },
      { "ppt/slides/slide2.xml", slide(shape('type="ctrTitle"', line "On rivers")) },
      { "ppt/slides/_rels/slide1.xml.rels", "<Relationships>" .. relation("n", "notesSlide", "../notesSlides/n.xml")
        .. "</Relationships>" },
      { "ppt/notesSlides/n.xml", slide(shape('type="body"', line "Speak slowly.")
        .. shape('type="sldNum"', line "2")) },
    },
    documents = { { title = "On rivers" } },
    blocks = {
      { type = "heading", level = 1, role = "title", page = 1, text = "On rivers" },
      { type = "heading", level = 2, page = 2, text = "Springs" },
      { type = "list_item", level = 1, page = 2, text = "Volga" },
      { type = "list_item", level = 2, page = 2, text = "Oka" },
      { type = "table", page = 2, text = "River | km" },
      { type = "paragraph", page = 2, text = "Beside it" },
      { type = "paragraph", page = 2, role = "note", text = "Speak slowly." },
    },
  },
}
