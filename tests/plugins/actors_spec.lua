-- Which organisations, states and people a text names, and who is named together.

local news = require "news"

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
    text = news.ru,
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
    text = news.zh,
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
    text = news.de,
    table = "named",
    includes = {
      { actor = "Angela Merkel", kind = "person", roles = "Bundeskanzlerin" },
      { actor = "Xi Jinping", kind = "person", roles = "chinesischen Präsidenten" },
      { actor = "Belarus", kind = "state", code = "BY" },
    },
  },
  {
    name = "Spanish: a comma in front of the name",
    text = news.es,
    table = "named",
    includes = {
      { actor = "Vladímir Putin", kind = "person", roles = "presidente ruso" },
      { actor = "José Manuel Albares", kind = "person", roles = "ministro de Exteriores" },
      { actor = "Ministerio de Asuntos Exteriores de China", kind = "organisation" },
    },
  },
  {
    name = "Turkish: endings behind the apostrophe",
    text = news.tr,
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
    text = news.ja,
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
    text = news.ar,
    table = "named",
    includes = {
      { actor = "فلاديمير بوتين", kind = "person", roles = "الرئيس الروسي" },
      { actor = "وانغ يي", kind = "person", roles = "وزير الخارجية الصيني" },
      { actor = "الهند", kind = "state", code = "IN" },
    },
  },
  {
    name = "Hindi",
    text = news.hi,
    table = "named",
    includes = {
      { actor = "नरेंद्र मोदी", kind = "person",
        roles = "प्रधानमंत्री" },
      { actor = "व्लादिमीर पुतिन", kind = "person",
        roles = "राष्ट्रपति" },
    },
  },
}
