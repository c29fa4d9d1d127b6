-- Definitions as texts of several languages write them, and what only looks like one.

return {
  plugin = "acronyms",
  {
    name = "a short form in parentheses, counted with its plural and possessive",
    text = "It is run by the Regional Anti-Terrorist Structure (RATS). RATS's staff is small; RATS met in May.",
    rows = {
      { short = "RATS", long = "Regional Anti-Terrorist Structure", language = "en", basis = "parenthesis", count = 3,
        evidence = "It is run by the Regional Anti-Terrorist Structure (RATS)." },
    },
  },
  {
    name = "words without content need no letter, letters may stand inside a word",
    text = "The United Nations Educational, Scientific and Cultural Organization (UNESCO) met. \z
      The member states of the Organization of the Petroleum Exporting Countries (OPEC) agreed. \z
      All cells hold deoxyribonucleic acid (DNA). \z
      The International Criminal Police Organization (INTERPOL) helped. \z
      He spoke for many non-governmental organizations (NGOs).",
    rows = {
      { short = "UNESCO", long = "United Nations Educational, Scientific and Cultural Organization" },
      { short = "OPEC", long = "Organization of the Petroleum Exporting Countries" },
      { short = "DNA", long = "deoxyribonucleic acid" },
      { short = "INTERPOL", long = "International Criminal Police Organization" },
      { short = "NGO", long = "non-governmental organizations" },
    },
  },
  {
    name = "the long form in parentheses",
    text = "The CSTO (Collective Security Treaty Organization, founded in 1992) and the EU (since 1993) agreed.",
    rows = { { short = "CSTO", long = "Collective Security Treaty Organization", basis = "reversed", count = 1 } },
  },
  {
    name = "beside commas and dashes",
    text = "The CIS, or Commonwealth of Independent States, is a union of states. \z
      We wrote to the World Health Organization—WHO—and waited. \z
      The Asian Development Bank, or ADB, paid for the road.",
    rows = {
      { short = "CIS", long = "Commonwealth of Independent States", basis = "apposition" },
      { short = "WHO", long = "World Health Organization", basis = "apposition" },
      { short = "ADB", long = "Asian Development Bank", basis = "apposition" },
    },
  },
  {
    name = "what no text defines has no row",
    text = "The CIS, CSTO, EAEU and ASEAN were invited. UNESCO World Heritage List. He came from Kyrgyzstan (KR). \z
      The report (IMF) was late; IT technologies (see USA) were not discussed in the talks (UN). \z
      It runs on MPI (MPICH or another one). Go SLOW, slow down.",
    rows = {},
  },
  {
    name = "two long forms of one short form, and one in two cases",
    text = "The Shanghai Cooperation Organization (SCO) met in Astana. \z
      The Shanghai cooperation organization (SCO) agreed. The Shanghai Collective Office (SCO) is a shop.",
    rows = {
      { short = "SCO", long = "Shanghai Cooperation Organization", count = 3 },
      { short = "SCO", long = "Shanghai Collective Office", count = 3 },
    },
  },
  {
    name = "Russian, inflected",
    text = "В саммите Шанхайской организации сотрудничества (далее — ШОС) участвовали все страны, \z
      которые были приглашены.\nШанхайская организация сотрудничества (ШОС) растёт с каждым годом.\n\z
      Генеральная Ассамблея Организации Объединённых Наций («ООН») согласилась с этим.\n\z
      РАТС (Региональная антитеррористическая структура) находится в Ташкенте.",
    rows = {
      { short = "ШОС", long = "Шанхайской организации сотрудничества", language = "ru", basis = "parenthesis",
        count = 2 },
      { short = "ООН", long = "Организации Объединённых Наций" },
      { short = "РАТС", long = "Региональная антитеррористическая структура", basis = "reversed" },
    },
  },
  {
    name = "French and German",
    texts = {
      ["a.txt"] = "Les pays membres de l’Organisation des Nations unies (ONU) se sont réunis hier à Genève.",
      ["b.txt"] = "Die Firma ist eine Gesellschaft mit beschränkter Haftung (GmbH) und hat ihren Sitz in Köln.",
    },
    rows = {
      { short = "ONU", long = "Organisation des Nations unies", language = "fr" },
      { short = "GmbH", long = "Gesellschaft mit beschränkter Haftung", language = "de" },
    },
  },
  {
    name = "Chinese",
    text = "上海合作组织（以下简称上合组织）成立于2001年。上合组织的成员国很多。\z
      北约（北大西洋公约组织）没有参加会议。本报记者（北京）报道。",
    rows = {
      { short = "上合组织", long = "上海合作组织", language = "zh", basis = "parenthesis", count = 2 },
      { short = "北约", long = "北大西洋公约组织", basis = "reversed", count = 1 },
    },
  },
  {
    name = "short forms of another language",
    text = "他们加入了世界贸易组织（WTO）。",
    rows = { { short = "WTO", long = "世界贸易组织", basis = "parenthesis" } },
  },
  {
    name = "an inflected name that the language table knows",
    text = "Переговоры шли с Организацией Североатлантического договора (НАТО) и с её партнёрами в Европе.",
    rows = { { short = "НАТО", long = "Организацией Североатлантического договора" } },
  },
  {
    name = "behind a word and a colon",
    text = "Die Welthandelsorganisation (im Folgenden: WTO) tagte in Genf und beriet über neue Regeln für den Handel.",
    rows = { { short = "WTO", long = "Welthandelsorganisation" } },
  },
}
