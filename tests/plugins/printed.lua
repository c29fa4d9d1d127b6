-- Small PDF files for specs, made of lines that stand where they are put; no fonts are in them but Helvetica by name.
--
--   printed.pdf({ { { 72, 700, 10, "A line." }, { 72, 40, 10, "1" } } }, { Title = "On rivers" })     one page
--
-- A page is a list of { left, bottom, size, text }, in points from its lower left corner; a page that has `image` shows
-- an image of one black dot.
local printed = {}

-- The file that consists of these objects, the first of which is its catalogue.
function printed.file(objects, trailer)
  local parts, offsets, length = { "%PDF-1.4\n" }, {}, 9
  for i, object in ipairs(objects) do
    offsets[i] = length
    parts[#parts + 1] = ("%d 0 obj\n%s\nendobj\n"):format(i, object)
    length = length + #parts[#parts]
  end
  parts[#parts + 1] = ("xref\n0 %d\n0000000000 65535 f \n"):format(#objects + 1)
  for _, offset in ipairs(offsets) do parts[#parts + 1] = ("%010d 00000 n \n"):format(offset) end
  parts[#parts + 1] = ("trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"):format(#objects + 1,
    trailer or "", length)
  return table.concat(parts)
end

local function stream(content)
  return ("<< /Length %d >>\nstream\n%s\nendstream"):format(#content, content)
end

local function content_of(page)
  local parts = { page.image and "q 500 0 0 700 40 40 cm /I Do Q" or "" }
  for _, line in ipairs(page) do
    local text = line[4]:gsub("[\\()]", "\\%0")
    parts[#parts + 1] = ("BT /F %g Tf %g %g Td (%s) Tj ET"):format(line[3], line[1], line[2], text)
  end
  return table.concat(parts, "\n")
end

-- The file with these pages and this information.
function printed.pdf(pages, information, trailer)
  local kids, facts = {}, {}
  local objects = {
    "<< /Type /Catalog /Pages 2 0 R >>", "",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
      .. "stream\n\0\nendstream", "",
  }
  for name, value in pairs(information or {}) do facts[#facts + 1] = ("/%s (%s)"):format(name, value) end
  table.sort(facts)
  objects[5] = "<< " .. table.concat(facts, " ") .. " >>"
  for _, page in ipairs(pages) do
    objects[#objects + 1] = ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
      .. "/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>"):format(#objects + 2)
    kids[#kids + 1] = #objects .. " 0 R"
    objects[#objects + 1] = stream(content_of(page))
  end
  objects[2] = ("<< /Type /Pages /Count %d /Kids [%s] >>"):format(#kids, table.concat(kids, " "))
  return printed.file(objects, "/Info 5 0 R " .. (trailer or ""))
end

return printed
