-- What is found to be damaged and how it reads. The garbled text is that of a seed; what it was printed as was told by
-- its English twin. Readings that need a dictionary are in tests/cli/repaired.test, which brings one.

local printed = require "printed"

-- Ten points high from the top: the paragraph of each page, and its number at the foot.
local function page(number, ...)
  local lines = { { 300, 40, 10, tostring(number) } }
  for i, text in ipairs { ... } do lines[i + 1] = { 72, 740 - 12 * i, 10, text } end
  return lines
end

local PDF <const> = printed.pdf {
  page(7, "The harbour was dredged in the spring by the coopera-", "tion of two towns, and the ships that came were"),
  page(8, "larger than those that had come before the work was", "done. No town had asked for larger ones."),
}

return {
  plugin = "repair",
  {
    name = "sound texts are left alone",
    texts = {
      ["a.txt"] = "MySQL and PageRank use H5N1 data; the iPhone 4s costs 3D money, μm and ΔT are units.",
      ["b.txt"] = "Городской совет решил этой весной углубить гавань: IT-специалисты и 3D-печать помогут.",
      ["c.txt"] = "1\n\nIt was so.\n\n2\n\nIt was not.\n\n3\n\nIt ended.\n",
      ["d.txt"] = "市議会は来年の春に港を浚渫することを決めました。ＡＢＣ（一）",
    },
    rows = {},
  },
  {
    name = "a Latin letter inside a Cyrillic word",
    text = "Нужно расcчитать примерную стоимость перевозки грузов по этому новому пути.",
    rows = { { kind = "letter", reading = "рассчитать", evidence = "расcчитать" } },
  },
  {
    name = "bytes read in the wrong charset, once and twice",
    texts = {
      ["a.txt"] = "РњРѕСЃРєРІР° СЏРІР»СЏРµС‚СЃСЏ СЃС‚РѕР»РёС†РµР№",
      ["b.txt"] = "Le cafÃ© est fermÃ© Ã la fin de lâ€™Ã©tÃ©",
      ["c.txt"] = "╨Ь╨╛╤Б╨║╨▓╨░ ╨╕ ╨Ъ╨╕╨╡╨▓",
    },
    includes = {
      { document = "a", kind = "charset", reading = "Москва является столицей" },
      { document = "c", kind = "charset", reading = "Москва и Киев" },
    },
  },
  {
    name = "words that a line's end divides, and characters that are lost",
    text = "The coopera-\ntion of the states has gone on since their first coope\u{FFFD}ation.",
    rows = {
      { kind = "lost", reading = null, certainty = 0, evidence = "\u{FFFD}" },
      { kind = "hyphenation", reading = "", certainty = 0.9, evidence = "-\n" },
    },
  },
  {
    name = "the seed's second abstract is read, its English lines are not",
    seed = "000_011ad41bbf49130a.txt",
    includes = {
      { kind = "alphabet", evidence = "UTPaTh OTNPEEICHHYIO POJIb B BOIPOCAX PErHOHANBHON CTaOMIBHOCTH." },
    },
    excludes = {
      { evidence = "Yang Jun" }, { evidence = "Keywords: SCO; Security Cooperation; Counterterrorism" },
    },
  },
  {
    name = "the lines and the numbers of pages of a PDF",
    texts = { ["a.pdf"] = PDF },
    rows = {
      { kind = "hyphenation", reading = "", evidence = "-\n" },
      { kind = "page_number", reading = "", evidence = "7\n\n8" }, -- the loader has read on between them
    },
  },
}
