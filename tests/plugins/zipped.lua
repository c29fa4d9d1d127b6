-- A zip made by hand, for specs: its files are stored, not compressed.
--
--   zipped { { "a.txt", "hello" } }     the bytes of a zip with a.txt

local function checksum(text) -- CRC-32 of ISO 3309
  local crc = 0xFFFFFFFF
  for i = 1, #text do
    crc = crc ~ text:byte(i)
    for _ = 1, 8 do crc = (crc >> 1) ~ (0xEDB88320 & -(crc & 1)) end
  end
  return crc ~ 0xFFFFFFFF
end

return function(files)
  local body, directory, at = {}, {}, 0
  for _, file in ipairs(files) do
    local name, text = file[1], file[2]
    local facts = ("<I2I2I2I2I2I4I4I4I2I2"):pack(10, 0, 0, 0, 0x21, checksum(text), #text, #text, #name, 0)
    local entry = "PK\3\4" .. facts .. name .. text
    body[#body + 1] = entry
    directory[#directory + 1] = "PK\1\2\20\0" .. facts .. ("<I2I2I2I4I4"):pack(0, 0, 0, 0, at) .. name
    at = at + #entry
  end
  local list = table.concat(directory)
  return table.concat(body) .. list .. "PK\5\6" .. ("<I2I2I2I2I4I4I2"):pack(0, 0, #files, #files, #list, at, 0)
end
