-- Bibliographies of several styles, markers in the text, and what is wrong with either.

local HARVARD <const> = "Tides and harbours\n\n\z
  Harbours silt up when tides are weak (Smith 2010). This was shown for the Baltic (see Smith & Jones, 2010: 15; Berg \z
  2004a). Jones (1998) doubted it. The council met twice (June 2010) and went home again (Wells, 2005).\n\n\z
  References\n\n\z
  Berg, A. (2004a). The storm of 1953 and the harbour of Wells. Journal of Tides, 12(3), 45–67. \z
  https://doi.org/10.1000/182\n\n\z
  Jones, B. C. (1998). Sand and silt. Coast Press.\n\n\z
  Smith, J. (2010). Weak tides. Harbour Review, 3, 1-9.\n\n\z
  Smith, J., & Jones, B. (2010). Strong tides: A reply. Retrieved 3 May 2013, from http://example.org/tides_of_ \z
  the_world.html\n"

local NUMBERED <const> = "Bees and apples\n\n\z
  Bees live in orchards [1,3]. Apples are few [2–4], as we knew before [7]. This is said elsewhere [sic].\n\n\z
  References\n\n\z
  [1] J. Smith and A. Jones, \"Bees in orchards,\" Journal of Bees, vol. 3, no. 2, pp. 4-15, 2010.\n\z
  [2] Smith JA, Jones B. Apple blossom in spring. Lancet. 2010;375:1123-31.\n\z
  [3] Müller K. Die Bienen. Berlin: Springer; 2001. S. 15.\n\z
  [4] Bees of the world. https://example.org/bees (accessed 04/05/2020).\n\z
  [6] Apples. http://example.org/apples (accessed 4 May 2020).\n"

return {
  plugin = "bibliography",
  {
    name = "entries by name and year",
    text = HARVARD, table = "entries",
    rows = {
      { number = 1, label = null, authors = "Berg, A.", title = "The storm of 1953 and the harbour of Wells",
        container = "Journal of Tides", year = 2004, pages = "45-67", doi = "10.1000/182" },
      { number = 2, authors = "Jones, B. C.", title = "Sand and silt", container = null, year = 1998 },
      { number = 3, authors = "Smith, J.", title = "Weak tides", container = "Harbour Review", year = 2010,
        pages = "1-9", problems = null },
      { number = 4, authors = "Smith, J., & Jones, B.", title = "Strong tides: A reply", year = 2010,
        url = "http://example.org/tides_of_the_world.html", accessed = "2013-05-03",
        problems = "address broken by spaces" },
    },
  },
  {
    name = "markers by name and year; a month and a place are none",
    text = HARVARD, table = "markers",
    includes = {
      { label = "Smith 2010", entry = 3, problem = null },
      { label = "Smith & Jones 2010", page = "15", entry = 4 },
      { label = "Berg 2004a", entry = 1 },
      { label = "Jones 1998", entry = 2, marker = "Jones (1998)" },
    },
    excludes = { { label = "June 2010" } },
  },
  {
    name = "numbered entries",
    text = NUMBERED, table = "entries",
    rows = {
      { number = 1, label = "1", authors = "J. Smith and A. Jones", title = "Bees in orchards",
        container = "Journal of Bees", year = 2010, pages = "4-15" },
      { number = 2, label = "2", authors = "Smith JA, Jones B.", title = "Apple blossom in spring",
        container = "Lancet", year = 2010, pages = "1123-31" },
      { number = 3, label = "3", authors = "Müller K.", title = "Die Bienen", year = 2001 },
      { number = 4, label = "4", title = "Bees of the world", url = "https://example.org/bees", accessed = "2020",
        problems = "day and month of access cannot be told apart" },
      { number = 5, label = "6", accessed = "2020-05-04", problems = "label 6 follows 4; never cited" },
    },
  },
  {
    name = "numbered markers",
    text = NUMBERED, table = "markers",
    rows = {
      { label = "1", entry = 1, marker = "[1,3]", evidence = "Bees live in orchards [1,3]." },
      { label = "3", entry = 3 },
      { label = "2", entry = 2, marker = "[2–4]" },
      { label = "3", entry = 3 },
      { label = "4", entry = 4 },
      { label = "7", entry = null, problem = "points nowhere" },
    },
  },
  {
    name = "a real list: addresses broken by spaces, days of access",
    seed = "003_53fded65e5fbe7f9.txt", table = "entries",
    includes = {
      { number = 1, label = "1", year = 2005, accessed = "2020-11-27",
        title = "Declaration of the Heads of State of the Shanghai Cooperation Organization of July 6, 2005" },
      { label = "2", accessed = "2020-11-28", problems = "address broken by spaces",
        url = "https://knews.kg/2018/06/25/pyat-let-posle-vyvoda-aviabazy-ssha-iz-kyrgyzstana-posleslovie-\z
          ili-kak-izmenilsya-geopoliticheskij-kontekst/" },
      { label = "4", year = 2007, url = "http://infoshos.ru/ru/?id=22", accessed = "2020-11-30" },
      { label = "7", year = null },
      { label = "9", authors = "Chukalova R.R.", year = 2019, url = null },
    },
  },
  {
    name = "markers that seem one off are said so, not moved",
    seed = "003_53fded65e5fbe7f9.txt", table = "markers",
    includes = {
      { label = "1", entry = 1, problem = null },
      { label = "2", entry = 2, problem = "shares no word with its entry: perhaps entry 1" },
      { label = "4", entry = 4, problem = "shares no word with its entry: perhaps entry 3" },
      { label = "5", entry = 5, problem = null },
      { label = "9", page = "18", entry = 9, problem = null, marker = "[9, p. 18]" },
    },
  },
  {
    name = "misread words in brackets are no markers",
    seed = "000_011ad41bbf49130a.txt", table = "markers", rows = {},
  },
  {
    name = "a mutilated address is not invented",
    seed = "004_81f1edefb9dd1fcc.txt", table = "entries",
    includes = {
      { label = "3", authors = "Barkovski A.N., Ismailova R.M., Kovalev V.", year = 2003,
        title = "Economic strategies of CIS countries and Russia" },
      { label = "4", title = "Shanghai Organization for Cooperation", url = null, year = null,
        problems = "what stands behind // cannot be read" },
    },
  },
  {
    name = "Russian",
    text = "Безопасность в Центральной Азии\n\n\z
      В статье рассмотрены вопросы сотрудничества государств в области безопасности [1, с. 12; 3]. Как отмечает автор \z
      (Иванов, 2010: 15), сотрудничество развивается. Об этом же пишут и другие исследователи региона [2].\n\n\z
      Список литературы\n\n\z
      1. Иванов И.И., Петров А.А. Региональная безопасность // Международные отношения. – 2010. – № 3. – С. 12–18.\n\z
      2. Сидорова М. В. Центральная Азия и соседи. – М.: Наука, 2005. – 320 с.\n\z
      3. Устав ООН. URL: http://www.un.org/ru/charter/ (дата обращения: 27.11.2020).\n",
    table = "entries",
    rows = {
      { label = "1", authors = "Иванов И.И., Петров А.А.", title = "Региональная безопасность",
        container = "Международные отношения", year = 2010, pages = "12-18" },
      { label = "2", authors = "Сидорова М. В.", title = "Центральная Азия и соседи", year = 2005, pages = null },
      { label = "3", url = "http://www.un.org/ru/charter/", accessed = "2020-11-27" },
    },
  },
  {
    name = "Chinese",
    text = "上海合作组织与地区安全\n\n\z
      上海合作组织在地区安全中发挥着重要的作用[1]。许多学者对此进行了研究[2]，也有人提出了不同的看法[5]。\n\n\z
      参考文献\n\n\z
      [1] 张三, 李四. 上海合作组织的发展[J]. 国际问题研究, 2010, 12(3): 45-67.\n\z
      [2] 王五. 地区安全概论[M]. 北京: 人民出版社, 2005: 15.\n\z
      [3] 上海合作组织宪章[EB/OL]. [2020-11-27]. http://www.example.org/charter.html.\n",
    table = "entries",
    rows = {
      { label = "1", authors = "张三, 李四", title = "上海合作组织的发展", container = "国际问题研究", year = 2010,
        pages = "45-67" },
      { label = "2", authors = "王五", title = "地区安全概论", year = 2005 },
      { label = "3", title = "上海合作组织宪章", accessed = "2020-11-27", url = "http://www.example.org/charter.html",
        problems = "never cited" },
    },
  },
  {
    name = "Arabic: numbered notes are the bibliography, their markers stand in round brackets",
    text = "التعاون في آسيا الوسطى\n\n\z
      ترى الدراسة أن التعاون بين الدول الأعضاء في هذا المجال ما زال محدودا(1)، وأن الطريق أمامه ما زال طويلا(2).\n\n\z
      الهوامش\n\n\z
      (1) محمد سليم، آسيا والعالم، القاهرة: دار النشر، 1998، ص 45.\n\z
      (2) علي باكير، التعاون الإقليمي، بيروت: دار العلم، 2006، ص 12.\n",
    table = "markers",
    rows = { { label = "1", entry = 1, problem = null }, { label = "2", entry = 2, problem = null } },
  },
}
