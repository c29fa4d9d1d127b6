-- PDF: paragraphs, headings, notes and page numbers by where their lines stand, with the page of each block; title,
-- author and date of its information or its XMP. Words are poppler's (pdftotext). A scanned PDF has no words: with
-- --ocr LANGUAGE its pages are read by tesseract, and so are single pages without text in a PDF that has some.
--
--   $ moonleaf load report.pdf scans.pdf --ocr rus+eng
--   a line of large letters          heading 1    Springs                        (page 3)
--   lines near each other            paragraph    Rivers rise in the moun-\ntains.
--   the same at each page's edge     navigation   Rivers of the north | 12
local furniture = require "furniture"
local information = require "information"
local ocr = require "recognition"
local pages = require "pages"
local rightward = require "rightward"
local tabular = require "tabular"
local typeset = require "typeset"

local TURN <const> = 200 -- pages that are read at once: a table of words is ten times as long as they are
local IMAGES_ONLY <const> = "page images only, no text in it; load it with --ocr LANGUAGE+LANGUAGE"

local pdf = {
  api         = 1,
  summary     = "PDF, by pdftotext; scanned pages by tesseract with --ocr",
  extensions  = { "pdf" },
  media_types = { "application/pdf" },
  binary      = true,
  magic       = { "%PDF-" },
  options     = { ocr.OPTION },
  needs       = { run = {
    { "pdftotext", package = "poppler-utils" }, { "pdfinfo", package = "poppler-utils" },
    { "pdfimages", package = "poppler-utils" }, { "pdftoppm", package = "poppler-utils" },
    { "tesseract", package = "tesseract-ocr" },
  } },
}

-- All pages, those without words too.
local function read_pages(source, count)
  local all = {}
  for first = 1, count, TURN do
    local last = math.min(first + TURN - 1, count)
    local range = { "-f", tostring(first), "-l", tostring(last), "-", "-" }
    local tsv, why = source:run("pdftotext", "-tsv", "-enc", "UTF-8", table.unpack(range))
    if not tsv then error(why, 0) end
    local read = pages.read(tsv)
    table.move(read, 1, #read, #all + 1, all)
  end
  return all
end

-- The numbers of the pages that hold an image, as a set.
local function pages_of_images(source)
  local list, found = source:run("pdfimages", "-list", "-"), {}
  for number in (list or ""):gmatch "\n%s*(%d+)%s" do found[math.tointeger(number)] = true end
  return found
end

-- The pages that are an image of a page: no words, and an image.
local function scanned_pages(source, all)
  local images, found
  for i, page in ipairs(all) do
    if #page.lines == 0 then
      images, found = images or pages_of_images(source), found or {}
      if images[page.number] then found[#found + 1] = i end
    end
  end
  return found or {}
end

-- Reads the pages that are images, when it was asked for; else says that they are there.
local function read_scans(source, all, metadata, languages)
  local scans = scanned_pages(source, all)
  if #scans == 0 then return end
  if not languages then
    if not pages.have_words(all) then error(IMAGES_ONLY, 0) end
    metadata.pages_without_text = #scans
    return
  end
  for _, i in ipairs(scans) do all[i] = ocr.page_of_pdf(source, all[i].number, languages) end
  metadata.ocr, metadata.ocr_pages = languages, #scans
end

function pdf.load(source, add, options)
  local languages = ocr.languages(options.ocr)
  local metadata, count = information.read(source)
  local all = read_pages(source, count)
  rightward.mend(source, all)
  read_scans(source, all, metadata, languages)
  if not pages.have_words(all) then
    error(metadata.ocr and "no text was recognised on its pages" or "no text in it: its pages are blank", 0)
  end
  for _, page in ipairs(all) do tabular.find(page) end
  furniture.mark(all)
  local blocks = typeset.blocks(all)
  if metadata.ocr then ocr.describe(blocks, metadata) end
  local document = add { title = metadata.title, metadata = metadata }
  for _, block in ipairs(blocks) do document:block(block.kind, block.text, block.fields) end
end

return pdf
