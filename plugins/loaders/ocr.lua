-- Images of pages (PNG, JPEG, TIFF and what else tesseract reads), when --ocr says in which languages: lines near each
-- other are a paragraph, large ones headings. What tesseract was not sure of is in the metadata.
--
--   $ moonleaf load scans --ocr rus+eng
--   page_01.png     metadata   { ocr = "rus+eng", ocr_confidence = 91.2, ocr_uncertain = { { 120, 127, 41 } } }
--                   paragraph  Реки севера начинаются в болотах.
--
-- ocr_uncertain: bytes [start, stop) of the text and the confidence of each word below 60. Scanned PDFs are read by the
-- loader pdf, with the same option.
local furniture = require "furniture"
local pages = require "pages"
local recognition = require "recognition"
local tabular = require "tabular"
local typeset = require "typeset"

local ocr = {
  api         = 1,
  summary     = "Images of pages, by tesseract, with --ocr LANGUAGE+LANGUAGE",
  extensions  = { "png", "jpg", "jpeg", "tif", "tiff", "bmp", "gif", "webp", "pbm", "pgm", "ppm", "jp2" },
  media_types = { "image/png", "image/jpeg", "image/tiff", "image/bmp", "image/gif", "image/webp" },
  binary      = true,
  magic       = { "\x89PNG\r\n", "\xFF\xD8\xFF", "II*", "GIF8" },
  options     = { recognition.OPTION },
  needs       = { run = { { "tesseract", package = "tesseract-ocr" } } },
}

function ocr.load(source, add, options)
  local languages = recognition.languages(options.ocr)
  if not languages then error("an image; load it with --ocr LANGUAGE+LANGUAGE to read what is written on it", 0) end
  local all = recognition.pages_of_image(source, languages)
  if not pages.have_words(all) then error("no text in the image", 0) end
  for _, page in ipairs(all) do tabular.find(page) end
  furniture.mark(all)
  local blocks, metadata = typeset.blocks(all), { ocr = languages, ocr_pages = #all }
  recognition.describe(blocks, metadata)
  local document = add { metadata = metadata }
  for _, block in ipairs(blocks) do document:block(block.kind, block.text, block.fields) end
end

return ocr
