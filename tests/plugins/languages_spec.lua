-- Which parts a document has, by language, and what is ruined. The garbled text is that of a seed.

return {
  plugin = "languages",
  {
    name = "neighbours of one language are one row",
    text = "The council will dredge the harbour next spring.\n\n\z
      It has been full of sand since the storm, and the larger ships wait outside.\n\n\z
      Городской совет решил этой весной углубить гавань, чтобы в неё снова могли входить большие суда.",
    rows = {
      { language = "en", script = "Latn", kind = "block", damaged = false, reason = null,
        evidence = "The council will dredge the harbour next spring.\n\n\z
          It has been full of sand since the storm, and the larger ships wait outside." },
      { language = "ru", script = "Cyrl", kind = "block", damaged = false,
        evidence = "Городской совет решил этой весной углубить гавань, чтобы в неё снова могли входить большие суда." },
    },
  },
  {
    name = "a run inside a block, and shares of the letters",
    text = "The old harbour of the town is called 旧港口之城 by the sailors who come here.",
    rows = {
      { language = "en", kind = "block", share = 0.914 },
      { language = "zh", script = "Hani", kind = "run", share = 0.086, evidence = "旧港口之城" },
    },
  },
  {
    name = "a short text is told by its stop words, a formula by nothing",
    texts = {
      ["a.txt"] = "В совете города (далее — СГ) были все, которые хотели.",
      ["b.txt"] = "d I 2 (x) - a e k (1 + a)",
    },
    rows = { { document = "a", language = "ru" }, { document = "b", language = "und" } },
  },
  {
    name = "Japanese is written in three scripts",
    text = "市議会は来年の春に港を浚渫することを決めました。大きな船はもう港に入ることができません。",
    rows = { { language = "ja", script = "Jpan", kind = "block", share = 1 } },
  },
  {
    name = "Cyrillic read as Latin: the seed's second abstract",
    seed = "000_011ad41bbf49130a.txt",
    rows = {
      { language = "en", damaged = false, evidence_start = 1, evidence_stop = 1066 },
      { language = "ru", script = "Latn", damaged = true,
        reason = "letters read in the wrong alphabet (Cyrl as Latn)", evidence_start = 1068, evidence_stop = 2428 },
    },
  },
  {
    name = "another language of the same alphabet",
    text = "MicbKa pana BupimuJIa HaBecHi norJIu6uTu raBaHb, mo6 y Hei 3HoBy MorJIu 3axonuTu BeJIuKi cynHa. \z
      Tenep BoHu 4eKaioTb naneKo Bin 6epera, i MicTo BTpa4ae 6araTo rpomeu, a ponuHu pu6aJIoK Buixanu no iHmux MicT.",
    rows = { { language = "uk", script = "Latn", damaged = true } },
  },
  {
    name = "UTF-8 read as Windows-1252 and 1251",
    texts = {
      ["a.txt"] = "La ville a dÃ©cidÃ© que le port sera draguÃ© au printemps et que les bateaux y seront.",
      ["b.txt"] = "РіРѕСЂРѕРґ СЂРµС€РёР» С‡С‚Рѕ РѕРЅ РЅРµ Р±СѓРґРµС‚ СЃС‚СЂРѕРёС‚СЊ РЅР° СЂРµРєРµ",
    },
    rows = {
      { language = "fr", damaged = true, reason = "read in the wrong charset" },
      { language = "ru", damaged = true, reason = "read in the wrong charset" },
    },
  },
  {
    name = "names with capitals and digits are sound",
    text = "The plugin web2py was written for MySQL and PageRank, and it was read by McDonald on an iPhone 3GS. \z
      They say that it tells what is known of H5N1 and where more can be found.",
    rows = { { language = "en", damaged = false } },
  },
}
