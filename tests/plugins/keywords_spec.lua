-- What an author declares in several forms and languages, what a reader would call the subject, and what is misread.

local BEES <const> = "Wild bees in orchards\n\n\z
  Wild bees visit the apple blossom earlier than honey bees. \z
  We counted wild bees in nine orchards and found that orchards with hedges \z
  have more wild bees than orchards without hedges. Honey bees did not depend on hedges."

return {
  plugin = "keywords",
  {
    name = "a declared list, with occurrences in the text",
    text = BEES .. "\n\nKeywords: wild bees; apple blossom; pollination",
    options = { count = 2 },
    rows = {
      { kind = "declared", language = "en", rank = 1, keyphrase = "wild bees", score = null, count = 4, damaged = false,
        evidence = "wild bees" },
      { kind = "declared", language = "en", rank = 2, keyphrase = "apple blossom", count = 1 },
      { kind = "declared", language = "en", rank = 3, keyphrase = "pollination", count = 0 },
      { kind = "extracted", language = "en", rank = 1, keyphrase = "wild bees", score = 1, count = 4, damaged = false,
        evidence = "Wild bees" },
      { kind = "extracted", rank = 2 },
    },
  },
  {
    name = "lists of one document in two languages are paired by place, if they are equally long",
    text = BEES .. "\n\nKeywords: wild bees; apple blossom; pollination\n\n\z
      Ключевые слова: дикие пчёлы; цвет яблони; опыление",
    options = { count = 1 },
    includes = {
      { kind = "declared", language = "en", rank = 1, keyphrase = "wild bees", counterpart = "дикие пчёлы" },
      { kind = "declared", rank = 3, keyphrase = "опыление", counterpart = "pollination" },
    },
  },
  {
    name = "lists of different length are not",
    text = BEES .. "\n\nKeywords: wild bees; apple blossom; pollination\n\n\z
      Ключевые слова: дикие пчёлы; цвет яблони",
    includes = { { kind = "declared", keyphrase = "wild bees", counterpart = null } },
  },
  {
    name = "commas belong to phrases where semicolons part them",
    text = BEES .. "\n\n[Keywords] bees, wild; orchards",
    options = { count = 1 },
    includes = {
      { kind = "declared", rank = 1, keyphrase = "bees, wild" },
      { kind = "declared", rank = 2, keyphrase = "orchards" },
    },
  },
  {
    name = "inflected forms are one phrase, in the most frequent form",
    text = BEES,
    includes = { { kind = "extracted", rank = 1, keyphrase = "wild bees", count = 4 } },
    excludes = { { keyphrase = "bees have" }, { keyphrase = "the apple blossom" }, { keyphrase = "hedges have" } },
  },
  {
    name = "Russian",
    text = "Дикие пчёлы в садах\n\n\z
      Дикие пчёлы прилетают на цветущие яблони раньше медоносных пчёл. Мы считали диких пчёл в девяти садах: \z
      там, где сады окружены живыми изгородями, диких пчёл больше. \z
      Число медоносных пчёл от живых изгородей не зависело.\n\n\z
      Ключевые слова: дикие пчёлы, живая изгородь, опыление.",
    options = { count = 1 },
    rows = {
      { kind = "declared", language = "ru", rank = 1, keyphrase = "дикие пчёлы", count = 4 },
      { kind = "declared", language = "ru", rank = 2, keyphrase = "живая изгородь", count = 2 },
      { kind = "declared", language = "ru", rank = 3, keyphrase = "опыление", count = 0 },
      { kind = "extracted", language = "ru", rank = 1, count = 4, score = 1 },
    },
  },
  {
    name = "Chinese: no spaces inside phrases",
    text = "果园里的野生蜜蜂\n\n\z
      野生蜜蜂比家养蜜蜂更早飞到苹果树上采蜜。我们在九个果园里统计了野生蜜蜂的数量，\z
      发现有树篱的果园里野生蜜蜂更多。家养蜜蜂的数量和树篱没有关系。\n\n\z
      关键词：野生蜜蜂；果园；授粉",
    options = { count = 3 },
    includes = {
      { kind = "declared", language = "zh", rank = 1, keyphrase = "野生蜜蜂" },
      { kind = "declared", language = "zh", rank = 2, keyphrase = "果园" },
      { kind = "declared", language = "zh", rank = 3, keyphrase = "授粉" },
      { kind = "extracted", language = "zh", keyphrase = "野生蜜蜂", damaged = false },
    },
  },
  {
    name = "two lists in one document, one misread",
    seed = "000_011ad41bbf49130a.txt",
    includes = {
      { kind = "declared", language = "en", rank = 1, keyphrase = "SCO", damaged = false, evidence = "SCO" },
      { kind = "declared", language = "en", rank = 2, keyphrase = "Security Cooperation", damaged = false },
      { kind = "declared", language = "en", rank = 3, keyphrase = "Counterterrorism", damaged = false },
      { kind = "declared", rank = 1, keyphrase = "1IOC", damaged = true },
    },
  },
}
