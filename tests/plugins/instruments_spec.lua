-- Which instruments a text names, and what only looks like one.

return {
  plugin = "instruments",
  {
    name = "years, other names of the same, a party",
    text = "The Treaty of Lisbon was signed in 2007. Under the UN Charter, states must refrain from force, and the \z
      Charter of the United Nations says so. They later signed the Agreement between the Governments of Peru and \z
      Chile on Border Crossings in May 2011.",
    rows = {
      { instrument = "Treaty of Lisbon", type = "treaty", year = "2007", count = 1,
        evidence = "The Treaty of Lisbon was signed in 2007." },
      { instrument = "Charter of the United Nations", type = "charter", year = null, count = 2 },
      { instrument = "Agreement between the Governments of Peru and Chile on Border Crossings", type = "agreement",
        year = "2011", parties = "the Governments of Peru and Chile" },
    },
  },
  {
    name = "numbered resolutions, a protocol to a convention",
    text = "The Security Council adopted resolution 1373 (2001), and later resolution 2254. \z
      The Kyoto Protocol to the United Nations Framework Convention on Climate Change is in force.",
    rows = {
      { instrument = "resolution 1373", type = "resolution", year = "2001" },
      { instrument = "resolution 2254", year = null },
      { instrument = "Kyoto Protocol to the United Nations Framework Convention on Climate Change", type = "protocol" },
    },
  },
  {
    name = "what names nothing",
    text = "The contract with the baker was renewed, and the Treaty stated nothing. A programme on television showed \z
      the treaty-based order. The company has a new strategy, and the members made a statement about agreements.",
    rows = {},
  },
  {
    name = "lists inside names, small type words",
    seed = "004_81f1edefb9dd1fcc.txt",
    includes = {
      { instrument = "Shanghai convention on fight against terrorism, separatism and extremism", year = "2001" },
      { instrument = "Tashkent declaration", year = "2004" },
      { instrument = "Convention on privileges and immunities of SCO", year = "2004" },
    },
  },
  {
    name = "years in front of names, a year of the sentence",
    seed = "002_9d4318198ce18ca2.txt",
    includes = {
      { instrument = "Charter of the United Nations", count = 2 },
      { type = "programme", year = "2016/2018" },
      { type = "agreement", year = "2014", parties = "the Governments of the SCO Member States" },
      { instrument = "SCO Convention on Countering Extremism", count = 2 },
    },
    excludes = { { instrument = "resolutions" } },
  },
  {
    name = "Russian",
    text = "В 2001 году главы государств подписали Шанхайскую конвенцию о борьбе с терроризмом, сепаратизмом и \z
      экстремизмом. В соответствии с Уставом ООН государства воздерживаются от применения силы. Стороны приняли \z
      резолюцию 1373. Договор между сторонами был расторгнут.\n\n\z
      Члены комитета часто говорили, что хотели бы больше узнать об истории этого города и его жителях.",
    rows = {
      { instrument = "Шанхайскую конвенцию о борьбе с терроризмом, сепаратизмом и экстремизмом", type = "convention",
        year = "2001" },
      { instrument = "Уставом ООН", type = "charter" },
      { instrument = "резолюцию 1373", type = "resolution", year = null },
    },
  },
  {
    name = "German: the nouns alone name nothing",
    text = "Der Vertrag von Lissabon wurde 2007 unterzeichnet. Die Genfer Konvention und der Versailler Vertrag sind \z
      bekannt. Der Vertrag mit dem Bäcker läuft weiter, bis er gekündigt wird.",
    rows = {
      { instrument = "Vertrag von Lissabon", year = "2007" },
      { instrument = "Genfer Konvention" },
      { instrument = "Versailler Vertrag" },
    },
  },
  {
    name = "French and Spanish: small letters in front of a place",
    texts = {
      ["es.txt"] = "El acuerdo de París limita las emisiones. La carta de mi madre llegó ayer por la tarde a casa.",
      ["fr.txt"] = "Le traité de Lisbonne a été signé en 2007. " ..
        "Un accord avec le boulanger a été trouvé hier soir.",
    },
    rows = {
      { instrument = "acuerdo de París", type = "agreement" },
      { instrument = "traité de Lisbonne", type = "treaty", year = "2007" },
    },
  },
  {
    name = "Chinese: titles in quotation marks",
    text = "各国应当遵守《联合国宪章》的宗旨和原则。\z
      他在《人民日报》上发表了文章。《联合国宪章》规定了各国的义务。",
    rows = { { instrument = "联合国宪章", type = "charter", count = 2 } },
  },
  {
    name = "organisations named from an instrument, symbols, several numbers",
    text = "The World Food Programme and the North Atlantic Treaty Organization met. They cited S/RES/1540 and \z
      Security Council resolutions 1267 (1999) and 1373 (2001).",
    rows = {
      { instrument = "S/RES/1540", type = "resolution" },
      { instrument = "Security Council resolutions 1267", year = "1999" },
      { instrument = "resolution 1373", year = "2001" },
    },
  },
  {
    name = "Turkish: the type word stands last, an apostrophe ends the name",
    text = "Türkiye 1936 yılında Montrö Boğazlar Sözleşmesi'ni imzaladı. \z
      Güvenlik Konseyi 2231 sayılı kararı kabul etti.",
    includes = {
      { instrument = "Montrö Boğazlar Sözleşmesi", type = "convention", year = "1936" }, { type = "resolution" },
    },
  },
  {
    name = "Arabic: definite nouns make a name",
    text = "وقعت الدول معاهدة عدم انتشار الأسلحة النووية في عام 1968. \z
      ووقعت الدولتان اتفاقية جديدة. وأصدر المجلس قراره رقم 242.",
    rows = {
      { instrument = "معاهدة عدم انتشار الأسلحة النووية", type = "treaty" },
      { instrument = "قراره رقم 242", type = "resolution" },
    },
  },
  {
    name = "Japanese without quotation marks",
    text = "生物多様性条約と名古屋議定書は重要である。両国は新しい協定に合意した。",
    rows = { { instrument = "生物多様性条約", type = "treaty" }, { instrument = "名古屋議定書", type = "protocol" } },
  },
}
