-- The charsets that RTF names by numbers, by the names that moonleaf.text.decode takes.
local charsets = {}

-- Of \fcharset. Those of "ANSI" and "default" are missing: they are the document's.
charsets.of_font = {
  [2] = "windows-1252", [77] = "MACINTOSH", [128] = "CP932", [129] = "CP949", [130] = "JOHAB", [134] = "GBK",
  [136] = "BIG5", [161] = "windows-1253", [162] = "windows-1254", [163] = "windows-1258", [177] = "windows-1255",
  [178] = "windows-1256", [186] = "windows-1257", [204] = "windows-1251", [222] = "CP874", [238] = "windows-1250",
  [254] = "IBM437", [255] = "IBM437",
}

local PAGES <const> = {
  [437] = "IBM437", [775] = "CP775", [850] = "IBM850", [852] = "IBM852", [855] = "IBM855", [857] = "IBM857",
  [862] = "IBM862", [865] = "IBM865", [866] = "IBM866", [874] = "CP874", [932] = "CP932", [936] = "GBK",
  [949] = "CP949", [950] = "BIG5", [1361] = "JOHAB", [10000] = "MACINTOSH", [10007] = "MAC-CYRILLIC", [65001] = "UTF-8",
}
for page = 1250, 1258 do PAGES[page] = "windows-" .. page end

-- Of \ansicpg and \cpg; nil for one that is not known.
function charsets.of_page(page) return PAGES[page] end

return charsets
