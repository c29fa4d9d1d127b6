-- Which organisations, states and people a text names, and who is named together.

return {
  plugin = "actors",
  {
    name = "offices between title and name",
    seed = "004_81f1edefb9dd1fcc.txt",
    table = "named",
    includes = {
      { actor = "Nambaryn Enkhbayar", kind = "person", roles = "President of Mongolia" },
      { actor = "Murli Deor", kind = "person", roles = "Minister of oil and natural gas of India" },
      { actor = "Tan Jiaxuan", kind = "person", roles = "Minister of Foreign Affairs of China" },
      { actor = "Cheung Deguan", kind = "person", roles = "executive secretary of the organization" },
      { actor = "Bolat Nurgaliyev", kind = "person", roles = "secretary general of SCO" },
      { actor = "M. Fradkov", kind = "person" },
      { actor = "V. V. Putin", kind = "person" },
      { actor = "SCO Secretariat", kind = "organisation", count = 2 },
    },
  },
  {
    name = "organisations by their noun, states by the table",
    seed = "003_53fded65e5fbe7f9.txt",
    table = "named",
    includes = {
      { actor = "University of International Business", kind = "organisation" },
      { actor = "Parliament of Kyrgyzstan", kind = "organisation" },
      { actor = "Kyrgyzstan", kind = "state", code = "KG", variants = "Republic of Kyrgyzstan" },
      { actor = "RATS Executive Committee", kind = "organisation", count = 2 },
      { actor = "United States", kind = "state", code = "US", count = 3 },
    },
  },
  {
    name = "surnames join the full name; what is no name is none",
    text = "President Maria Lopez of the Harbour Bank met Foreign Minister John Smith. Lopez thanked Smith. \z
      The Trade Ministry was silent. Every Monday the Council sat in Vienna, and General Motors cars stood outside.",
    table = "named",
    rows = {
      { actor = "Maria Lopez", kind = "person", roles = "President", count = 2, variants = "Lopez" },
      { actor = "Harbour Bank", kind = "organisation" },
      { actor = "John Smith", kind = "person", roles = "Foreign Minister", count = 2, variants = "Smith" },
      { actor = "Trade Ministry", kind = "organisation" },
    },
  },
  {
    name = "who is named together",
    text = "Japan and Norway signed a treaty. Norway thanked Japan. Brazil did not come.",
    table = "together",
    rows = {
      { first = "Japan", second = "Norway", count = 2, evidence = "Japan and Norway signed a treaty." },
    },
  },
  {
    name = "Russian: inflected forms join",
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
    table = "named",
    includes = {
      { actor = "Владимир Путин", kind = "person", roles = "Президент России", count = 2,
        variants = "Путин" },
      { actor = "Китай", kind = "state", code = "CN" },
      { actor = "Индия", kind = "state", code = "IN", count = 2, variants = "Индии" },
      { actor = "ШОС", kind = "organisation", count = 4 },
    },
  },
  {
    name = "Chinese: titles, transcribed names",
    text = "\z
      中国外交部长王毅8日在北京表示，中方将继续支持上海合作组织的发展。俄罗斯总统弗拉基米尔·普京说：“我们欢迎印度和巴基斯坦加入上海合作组织。”中国国家主席习近平在会上强调，各国应加强安全合作。\z
      \n\n\z
      2017年，印度和巴基斯坦成为上海合作组织成员国。2005年，伊朗获得上海合作组织观察员地位。俄罗斯国防部发言人伊戈尔·科纳申科夫指出，演习已经结束。",
    table = "named",
    includes = {
      { actor = "王毅", kind = "person", roles = "中国外交部长" },
      { actor = "弗拉基米尔·普京", kind = "person", roles = "俄罗斯总统" },
      { actor = "习近平", kind = "person", roles = "中国国家主席" },
      { actor = "俄罗斯国防部", kind = "organisation" },
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
    table = "named",
    includes = {
      { actor = "Angela Merkel", kind = "person", roles = "Bundeskanzlerin" },
      { actor = "Xi Jinping", kind = "person", roles = "chinesischen Präsidenten" },
      { actor = "Belarus", kind = "state", code = "BY" },
    },
  },
  {
    name = "Spanish: a comma in front of the name",
    text = "El presidente ruso, Vladímir Putin, dijo en Moscú que Rusia apoyará a la Organización de \z
        Cooperación \z
      de Shanghái. «No habrá una nueva guerra», afirmó el ministro de Exteriores, José Manuel Albares. \z
      Según el secretario general de la ONU, António Guterres, la situación es grave. El Ministerio de Asuntos \z
      Exteriores de China no hizo comentarios.\z
      \n\nEn 2017, India y Pakistán se convirtieron en miembros de la Organización de Cooperación de \z
      Shanghái. Bolivia solicitó su ingreso en el Mercosur. En 2010 la OCS concedió el estatus de socio de \z
      diálogo a Bielorrusia y Sri Lanka.",
    table = "named",
    includes = {
      { actor = "Vladímir Putin", kind = "person", roles = "presidente ruso" },
      { actor = "José Manuel Albares", kind = "person", roles = "ministro de Exteriores" },
      { actor = "Ministerio de Asuntos Exteriores de China", kind = "organisation" },
    },
  },
  {
    name = "Turkish: endings behind the apostrophe",
    text = "Cumhurbaşkanı Recep Tayyip Erdoğan, Türkiye'nin Şanghay İşbirliği Örgütü ile ilişkilerini \z
      geliştireceğini söyledi. Dışişleri Bakanı Hakan Fidan, \"Birlikte çalışmalıyız\" dedi. Rusya \z
      Devlet Başkanı Vladimir Putin Moskova'da konuştu.\z
      \n\n2017 yılında Hindistan ve Pakistan, Şanghay İşbirliği Örgütü'nün üyesi oldu.",
    table = "named",
    includes = {
      { actor = "Recep Tayyip Erdoğan", kind = "person", roles = "Cumhurbaşkanı" },
      { actor = "Şanghay İşbirliği Örgütü", kind = "organisation", count = 2 },
    },
  },
  {
    name = "Korean: titles behind names",
    text = "윤석열 대통령은 8일 서울에서 \"한국은 국제 협력을 강화할 것\"이라고 \z
        말했다. \z
      블라디미르 푸틴 러시아 대통령은 협력을 계속하겠다고 밝혔다. 중국 외교부는 \z
      성명을 발표했다.\z
      \n\n2017년 인도와 파키스탄은 상하이협력기구의 정회원국이 되었다.",
    table = "named",
    includes = {
      { actor = "윤석열", kind = "person" },
      { actor = "블라디미르 푸틴", kind = "person" },
      { actor = "상하이협력기구", kind = "organisation", code = "SCO" },
    },
  },
  {
    name = "Japanese",
    text = "\z
      岸田文雄首相は8日、東京で「日本は国際協力を強化する必要がある」と述べた。ロシアのウラジーミル・プーチン大統領は協力を続けると表明した。中国の王毅外相は、安全保障の協力が重要だと強調した。\z
      \n\n2017年、インドとパキスタンは上海協力機構の加盟国となった。",
    table = "named",
    includes = {
      { actor = "岸田文雄", kind = "person", roles = "首相" },
      { actor = "ウラジーミル・プーチン", kind = "person", roles = "大統領" },
      { actor = "王毅", kind = "person", roles = "外相" },
    },
  },
  {
    name = "Kazakh",
    text = "Қазақстан Президенті Қасым-Жомарт Тоқаев Астанада өткен \z
      жиында ынтымақтастықты дамыту керек деді. Сыртқы істер \z
      министрі Мұрат Нұртілеу: «Бірге жұмыс істеуіміз керек», – \z
      деп мәлімдеді. Ресейдің қорғаныс министрлігі хабарлама \z
      таратты.\z
      \n\n2017 жылы Үндістан мен Пәкістан Шанхай ынтымақтастық \z
      ұйымының мүшесі болды.",
    table = "named",
    includes = {
      { actor = "Қасым-Жомарт Тоқаев", kind = "person", roles = "Президенті" },
      { actor = "Ресей", kind = "state", code = "RU" },
    },
  },
  {
    name = "Arabic: glued conjunctions",
    text = "قال الرئيس الروسي فلاديمير بوتين إن روسيا ستواصل دعم \z
        منظمة \z
      شنغهاي للتعاون. وأكد وزير الخارجية الصيني وانغ يي أن الصين \z
      ترحب بانضمام الهند وباكستان. وقال الأمين العام للأمم \z
      المتحدة أنطونيو غوتيريش إن الوضع خطير.\z
      \n\nفي عام 2017 أصبحت الهند وباكستان عضوين في منظمة شنغهاي \z
      للتعاون. انضمت إيران إلى منظمة شنغهاي للتعاون في عام 2023 \z
      بعضوية كاملة.",
    table = "named",
    includes = {
      { actor = "فلاديمير بوتين", kind = "person", roles = "الرئيس الروسي" },
      { actor = "وانغ يي", kind = "person", roles = "وزير الخارجية الصيني" },
      { actor = "الهند", kind = "state", code = "IN" },
    },
  },
  {
    name = "Hindi",
    text = "प्रधानमंत्री नरेंद्र मोदी ने कहा कि \z
      भारत शंघाई सहयोग संगठन के साथ काम करेगा। \z
      रूस के राष्ट्रपति व्लादिमीर पुतिन ने \z
      मास्को में कहा कि सहयोग जारी रहेगा। \z
      विदेश मंत्री एस जयशंकर ने कहा, \"हमें \z
      मिलकर काम करना होगा।\"\z
      \n\n2017 में भारत और पाकिस्तान शंघाई सहयोग \z
      संगठन के सदस्य बने।",
    table = "named",
    includes = {
      { actor = "नरेंद्र मोदी", kind = "person",
        roles = "प्रधानमंत्री" },
      { actor = "व्लादिमीर पुतिन", kind = "person",
        roles = "राष्ट्रपति" },
    },
  },
}
