-- Who became member, observer or partner of what.

return {
  plugin = "memberships",
  {
    name = "founders, observers, partners with their days",
    seed = "004_81f1edefb9dd1fcc.txt",
    rows = {
      { member = "Kazakhstan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "China", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Russia", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Tajikistan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Kyrgyzstan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Uzbekistan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Mongolia", status = "observer", organisation = "SCO", date = "2004-06" },
      { member = "Sri Lanka", status = "dialogue partner", organisation = "SCO", date = "2009" },
      { member = "Belarus", status = "dialogue partner", organisation = "SCO", date = "2009" },
      { member = "Belarus", status = "dialogue partner", organisation = "SCO", date = "2010-04-28" },
      { member = "Afghanistan", status = "observer", organisation = "SCO", date = "2012-06-07" },
      { member = "Turkey", status = "dialogue partner", organisation = "SCO", date = "2012-06-07" },
    },
  },
  {
    name = "a list behind a dash; an attempt makes no row",
    seed = "003_53fded65e5fbe7f9.txt",
    rows = {
      { member = "India", status = "observer", organisation = "SCO" },
      { member = "Pakistan", status = "observer", organisation = "SCO" },
      { member = "Iran", status = "observer", organisation = "SCO" },
    },
  },
  {
    name = "the day is that of the sentence before",
    seed = "002_9d4318198ce18ca2.txt",
    rows = {
      { member = "India", status = "member", organisation = "SCO", date = "2017-06-08/2017-06-09", certainty = 0.6 },
      { member = "Pakistan", status = "member", organisation = "SCO", date = "2017-06-08/2017-06-09",
        certainty = 0.6 },
    },
  },
  {
    name = "joining, wishing",
    text = "Norway joined NATO in 1949. Sweden wants to become a member of NATO. Japan became an observer in the \z
        Arab League in 2001.",
    rows = {
      { member = "Norway", status = "member", organisation = "NATO", date = "1949" },
      { member = "Japan", status = "observer", organisation = "Arab League", date = "2001" },
    },
  },
  {
    name = "Russian",
    text = "Президент России Владимир Путин заявил в Астане 15 июня \z
        2011 \z
      года, что ШОС открыта для новых членов. Министр \z
      иностранных дел Китая Ван И отметил: «Мы приветствуем \z
      вступление Индии и Пакистана в организацию». По словам \z
      министра обороны Казахстана Руслана Жаксылыкова, учения \z
      пройдут осенью. Путин добавил, что Шанхайская организация \z
      сотрудничества будет расширяться.\z
      \n\nВ 2017 году Индия и Пакистан стали полноправными членами \z
      Шанхайской организации сотрудничества. В 2010 году статус \z
      партнёра по диалогу был предоставлен Белоруссии и \z
      Шри-Ланке. Монголия получила статус наблюдателя при ШОС в \z
      2004 году. Узбекистан не вступил в ОДКБ.",
    includes = {
      { member = "Индия", status = "member", organisation = "ШОС", date = "2017" },
      { member = "Белоруссия", status = "dialogue partner", organisation = "ШОС", date = "2010" },
      { member = "Монголия", status = "observer", organisation = "ШОС", date = "2004" },
    },
    excludes = {
      { member = "Узбекистан" },
    },
  },
  {
    name = "Chinese",
    text = "\z
      中国外交部长王毅8日在北京表示，中方将继续支持上海合作组织的发展。俄罗斯总统弗拉基米尔·普京说：“我们欢迎印度和巴基斯坦加入上海合作组织。”中国国家主席习近平在会上强调，各国应加强安全合作。\z
      \n\n\z
      2017年，印度和巴基斯坦成为上海合作组织成员国。2005年，伊朗获得上海合作组织观察员地位。俄罗斯国防部发言人伊戈尔·科纳申科夫指出，演习已经结束。",
    includes = {
      { member = "印度", status = "member", organisation = "上海合作组织", date = "2017" },
      { member = "伊朗", status = "observer", organisation = "上海合作组织", date = "2005" },
    },
  },
  {
    name = "German",
    text = "Bundeskanzlerin Angela Merkel sagte am 5. Juni 2017 in Berlin, dass Deutschland die Zusammenarbeit \z
      fortsetzen werde. „Wir brauchen eine gemeinsame Lösung“, erklärte der russische Außenminister Sergej \z
      Lawrow. Laut dem chinesischen Präsidenten Xi Jinping bleibt die Lage schwierig. Das Auswärtige Amt \z
      kommentierte den Bericht nicht.\z
      \n\nIndien und Pakistan wurden 2017 Mitglieder der Shanghaier Organisation für Zusammenarbeit. Der \z
      Beitritt von Kroatien zur Europäischen Union erfolgte 2013. Belarus erhielt 2010 den Status eines \z
      Dialogpartners der SOZ.",
    rows = {
      { member = "Indien", status = "member", organisation = "Shanghaier Organisation für Zusammenarbeit",
        date = "2017" },
      { member = "Pakistan", status = "member", organisation = "Shanghaier Organisation für Zusammenarbeit",
        date = "2017" },
      { member = "Belarus", status = "dialogue partner", organisation = "Shanghaier Organisation für Zusammenarbeit",
        date = "2010" },
    },
  },
  {
    name = "Spanish",
    text = "El presidente ruso, Vladímir Putin, dijo en Moscú que Rusia apoyará a la Organización de \z
        Cooperación \z
      de Shanghái. «No habrá una nueva guerra», afirmó el ministro de Exteriores, José Manuel Albares. \z
      Según el secretario general de la ONU, António Guterres, la situación es grave. El Ministerio de Asuntos \z
      Exteriores de China no hizo comentarios.\z
      \n\nEn 2017, India y Pakistán se convirtieron en miembros de la Organización de Cooperación de \z
      Shanghái. Bolivia solicitó su ingreso en el Mercosur. En 2010 la OCS concedió el estatus de socio de \z
      diálogo a Bielorrusia y Sri Lanka.",
    includes = {
      { member = "India", status = "member", organisation = "Organización de Cooperación de Shanghái",
        date = "2017" },
      { member = "Sri Lanka", status = "dialogue partner",
        organisation = "Organización de Cooperación de Shanghái", date = "2010" },
    },
    excludes = {
      { member = "Bolivia" },
    },
  },
  {
    name = "French",
    text = "Le président français Emmanuel Macron a déclaré à Paris que la France soutiendrait l'Ukraine. « \z
        Nous \z
      devons agir ensemble », a affirmé la ministre des Affaires étrangères Catherine Colonna. Selon le \z
      secrétaire général de l'ONU, António Guterres, la crise s'aggrave. Le ministère des Affaires \z
      étrangères a convoqué l'ambassadeur.\z
      \n\nEn 2017, l'Inde et le Pakistan sont devenus membres de l'Organisation de coopération de Shanghai. \z
      L'OCS a accordé en 2010 le statut de partenaire de dialogue à la Biélorussie et au Sri Lanka.",
    includes = {
      { member = "Inde", status = "member", organisation = "Organisation de coopération de Shanghai", date = "2017" },
      { member = "Biélorussie", status = "dialogue partner",
        organisation = "Organisation de coopération de Shanghai", date = "2010" },
    },
  },
  {
    name = "Polish",
    text = "Prezydent Rosji Władimir Putin powiedział w Moskwie, że Rosja będzie kontynuować współpracę. \z
      „Musimy działać razem” – oświadczył minister spraw zagranicznych Radosław Sikorski. Według \z
      premiera Donalda Tuska sytuacja jest trudna. Ministerstwo Spraw Zagranicznych nie skomentowało sprawy.\z
      \n\nW 2017 roku Indie i Pakistan stały się członkami Szanghajskiej Organizacji Współpracy. W 2004 roku \z
      Polska przystąpiła do Unii Europejskiej.",
    includes = {
      { member = "Polska", status = "member", organisation = "Unii Europejskiej", date = "2004" },
    },
  },
  {
    name = "Arabic",
    text = "قال الرئيس الروسي فلاديمير بوتين إن روسيا ستواصل دعم \z
        منظمة \z
      شنغهاي للتعاون. وأكد وزير الخارجية الصيني وانغ يي أن الصين \z
      ترحب بانضمام الهند وباكستان. وقال الأمين العام للأمم \z
      المتحدة أنطونيو غوتيريش إن الوضع خطير.\z
      \n\nفي عام 2017 أصبحت الهند وباكستان عضوين في منظمة شنغهاي \z
      للتعاون. انضمت إيران إلى منظمة شنغهاي للتعاون في عام 2023 \z
      بعضوية كاملة.",
    includes = {
      { member = "باكستان", status = "member", organisation = "منظمة شنغهاي للتعاون",
        date = "2017" },
    },
  },
  {
    name = "Persian",
    text = "ولادیمیر پوتین رئیس‌جمهور روسیه گفت که همکاری ادامه \z
        خواهد \z
      یافت. وزیر امور خارجه ایران حسین امیرعبداللهیان گفت که \z
      ایران به سازمان همکاری شانگهای پیوست. به گفته دبیرکل \z
      سازمان ملل آنتونیو گوترش، وضعیت خطرناک است.\z
      \n\nدر سال ۲۰۱۷ هند و پاکستان به عضویت سازمان همکاری شانگهای \z
      درآمدند.",
    includes = {
      { member = "هند", status = "member", organisation = "سازمان همکاری شانگهای",
        date = "2017" },
    },
  },
  {
    name = "Japanese",
    text = "\z
      岸田文雄首相は8日、東京で「日本は国際協力を強化する必要がある」と述べた。ロシアのウラジーミル・プーチン大統領は協力を続けると表明した。中国の王毅外相は、安全保障の協力が重要だと強調した。\z
      \n\n2017年、インドとパキスタンは上海協力機構の加盟国となった。",
    rows = {
      { member = "インド", status = "member", organisation = "上海協力機構", date = "2017" },
      { member = "パキスタン", status = "member", organisation = "上海協力機構", date = "2017" },
    },
  },
}
