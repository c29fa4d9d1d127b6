-- What tests of Lua modules have in place of the host: the table `moonleaf` with what formats call of it.
local stand_in = { text = {}, json = {} }

-- Widths of the characters that the tests use: none for marks that combine, two for Chinese and Hangul.
local function width_of(code)
  if code >= 0x300 and code <= 0x36F or code >= 0x200B and code <= 0x200F then return 0 end
  if code >= 0x2E80 and code <= 0xD7A3 or code >= 0xFF01 and code <= 0xFF60 then return 2 end
  return 1
end

function stand_in.text.width(text)
  local width = 0
  for _, code in utf8.codes(text) do width = width + width_of(code) end
  return width
end

function stand_in.text.normalise(text) return text end

function stand_in.sorted(t)
  local keys, i = {}, 0
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return function()
    i = i + 1
    return keys[i], t[keys[i]]
  end
end

return stand_in
