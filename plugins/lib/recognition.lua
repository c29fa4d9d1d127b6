-- Optical character recognition by tesseract: images of pages as pages of lines (see pages.lua), each word with
-- tesseract's confidence (0 to 100).
--
--   recognition.page_of_pdf(source, 3, "rus+eng")    { number = 3, lines = { { text = "Реки", words = ... }, ... } }
--   recognition.describe(blocks, metadata)           metadata.ocr_confidence = 93.1      the mean of its words
--                                                    metadata.ocr_uncertain = { { 120, 127, 41 } }
--
-- An uncertain word is one below 60, as bytes [start, stop) of the document's text with its confidence.
local pages = require "pages"

local recognition = {}

recognition.OPTION = { "ocr", "text", help = "read images of pages by tesseract in these languages, as in rus+eng" }

local UNCERTAIN <const> = 60    -- below it tesseract's own words are wrong more often than not
local RESOLUTION <const> = "300" -- dots an inch: what tesseract's models were trained on
local LONGEST_TIFF <const> = 10000 -- pages

-- The languages as tesseract names them; nil for nil. Raises for what cannot be names.
function recognition.languages(text)
  if not text then return nil end
  if not text:find "^[%w_/+]+$" or ("+" .. text .. "+"):find "%+[/+]" then
    error(("--ocr takes languages of tesseract, as in rus+eng, not '%s'"):format(text), 0)
  end
  return text
end

-- Raises for a language that tesseract has no data for: it would go on with the others.
local function check_languages(complaints)
  local missing = complaints and complaints:match "Failed loading language '([^']*)'"
  if not missing then return end
  error(("tesseract has no language '%s'; on Debian: apt install tesseract-ocr-%s"):format(missing,
    missing:gsub("^script/", "script-"):gsub("_", "-"):lower()), 0)
end

local function recognise(source, languages, input, ...)
  local arguments = { "-", "-", "-l", languages, ... }
  arguments[#arguments + 1] = "tsv"
  arguments[#arguments + 1] = { input = input }
  local tsv, why, complaints = source:run("tesseract", table.unpack(arguments))
  check_languages(tsv and why or complaints)
  return tsv, why
end

-- The page in a table of words; nil when it holds none.
local function lines_of(tsv, number)
  local page = pages.read(tsv, true, number)[1]
  for _, line in ipairs(page and page.lines or {}) do line.is_recognised = true end
  return page
end

-- One page of a PDF.
function recognition.page_of_pdf(source, number, languages)
  local page = tostring(number)
  local image, why = source:run("pdftoppm", "-r", RESOLUTION, "-gray", "-f", page, "-l", page, "-")
  if not image then error(("page %d: %s"):format(number, why), 0) end
  local tsv
  tsv, why = recognise(source, languages, image, "--dpi", RESOLUTION)
  if not tsv then error(("page %d: %s"):format(number, why), 0) end
  return lines_of(tsv, number) or { number = number, width = 1, height = 1, lines = {} }
end

-- The pages of an image file; of a TIFF all of them.
function recognition.pages_of_image(source, languages)
  local found, is_tiff = {}, source:read(4):find "^II%*%z" or source:read(4):find "^MM%z%*"
  for number = 1, is_tiff and LONGEST_TIFF or 1 do
    local choice = is_tiff and ("tessedit_page_number=%d"):format(number - 1)
    local tsv, why
    if choice then tsv, why = recognise(source, languages, nil, "-c", choice)
    else tsv, why = recognise(source, languages) end
    local page = tsv and lines_of(tsv, number)
    if number > 1 and not page then break end
    if not tsv then error(why, 0) end
    found[number] = page
  end
  return found
end

-- Adds what is known of the words of blocks that will be a document's in this order to its metadata.
function recognition.describe(blocks, metadata)
  local sum, count, uncertain, at = 0, 0, {}, 0
  for i, block in ipairs(blocks) do
    at = i > 1 and at + 2 or at -- an empty line parts blocks
    for _, line in ipairs(block.lines) do
      for _, word in ipairs(line.is_recognised and line.words or {}) do
        sum, count = sum + word.confidence, count + 1
        if word.confidence < UNCERTAIN then
          uncertain[#uncertain + 1] = { at + word.start, at + word.stop, math.floor(word.confidence + 0.5) }
        end
      end
      at = at + #line.text + 1
    end
    at = at - 1
  end
  metadata.ocr_confidence = count > 0 and math.floor(sum / count * 10 + 0.5) / 10 or nil
  metadata.ocr_uncertain = #uncertain > 0 and uncertain or nil
end

return recognition
