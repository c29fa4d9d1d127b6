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
    name = "letters of one byte read as Western European: Windows-1251, KOI8-R, CP866, Windows-1251 of Ukrainian",
    texts = {
      ["a.txt"] = "Ãàâàíü óãëóáèëè ê îñåíè, è ðûáàêè îá ýòîì íå çíàëè.",
      ["b.txt"] = "çÁ×ÁÎØ ÕÇÌÕÂÉÌÉ Ë ÏÓÅÎÉ, É ÒÙÂÁËÉ ÏÂ ÜÔÏÍ ÎÅ ÚÎÁÌÉ.",
      ["c.txt"] = "ƒ\u{A0}¢\u{A0}­ì ã£«ã¡¨«¨ ª ®á¥­¨, ¨ àë¡\u{A0}ª¨ ®¡ íâ®¬ ­¥ §­\u{A0}«¨.",
      ["d.txt"] = "Ãàâàíü ïîãëèáèëè äî îñåí³, àëå ðèáàëêè ïðî öå íå çíàëè.",
    },
    rows = {
      { document = "a", kind = "charset", reading = "Гавань углубили к осени, и рыбаки об этом не знали." },
      { document = "b", kind = "charset", reading = "Гавань углубили к осени, и рыбаки об этом не знали." },
      { document = "c", kind = "charset", reading = "Гавань углубили к осени, и рыбаки об этом не знали." },
      { document = "d", kind = "charset", reading = "Гавань поглибили до осені, але рибалки про це не знали." },
    },
  },
  {
    name = "characters of HTML left in words; a text about HTML keeps them",
    text = "The caf&eacute; of Smith&amp;Sons asked &#163;5; write &nbsp; for a blank that does not break.",
    rows = {
      { kind = "entity", reading = "é", evidence = "&eacute;" },
      { kind = "entity", reading = "&", evidence = "&amp;" },
      { kind = "entity", reading = "£", evidence = "&#163;" },
    },
  },
  {
    name = "sound texts in many alphabets and spellings",
    texts = {
      ["a.txt"] = "Die Wärter des Hafens wußten es: Übermut tut selten gut, sagte Ærøskøbing.",
      ["b.txt"] = "Le chœur de la forêt fut créé à Noël ; l'aïeul, ému, s'en réjouit. Señor Núñez aussi.",
      ["c.txt"] = "Ye olde shoppe of IOANNES VII burned; its modem corners, a stern clerk, lim and rn stayed.",
      ["d.txt"] = "Смирнов И. И. и Ёлкин (КГБ, НИИ) вернулись в ГУМ. Объём, съезд, подъезд.",
      ["e.txt"] = "市议会决定在秋天以前疏浚港口，渔民多年来一直要求这样做。",
      ["f.txt"] = "Đặng Thị Ngọc đã đến Huế; ệ ố ừ là chữ. Árvíztűrő tükörfúrógép. Żółć, gęślą jaźń.",
      ["g.txt"] = "for (int ii = 0; ii < n; ii++) { x[ii] = rn(vv, ii); } // O(n), ATP1A3, CO2, &x",
    },
    rows = {},
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
