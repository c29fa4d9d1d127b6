-- Who said what, directly or indirectly, in languages with the verb in the middle, first and last.

local news = require "news"

return {
  plugin = "statements",
  {
    name = "a pronoun, a briefing, a newspaper in quotation marks",
    seed = "001_d93f30745b368fde.txt",
    includes = {
      { speaker = "XI Jinping", verb = "wrote",
        content = "the SCO attaches special importance to cooperation in the field of security.", manner = "indirect",
        date = "XXXX-06-07" },
      { speaker = "Li Hualai", verb = "said", date = "XXXX-06-05", place = "a briefing" },
      { speaker = "Igor Morgulov", verb = "noted",
        content = "the accession of India and Pakistan increases the ability of fight against international \z
        terrorism the SCO.", manner = "indirect" },
      { speaker = "lianhe Zaobao", verb = "said", manner = "indirect" },
    },
  },
  {
    name = "sources, addressees, occasions",
    seed = "004_81f1edefb9dd1fcc.txt",
    includes = {
      { speaker = "Tan Jiaxuan", verb = "According to" },
      { speaker = "Cheung Deguan", verb = "declared", date = "2005-10-26", place = "the Moscow summit of SCO" },
      { speaker = "Bolat Nurgaliyev", verb = "urged", addressee = "member states of the organization",
        date = "2007-10-01" },
    },
  },
  {
    name = "nothing is said",
    text = "The report by Japan was read to the members. Maria Lopez left the room, as stated in the plan. Norway \z
        claims land.",
    rows = {
    },
  },
  {
    name = "Russian",
    text = news.ru,
    includes = {
      { speaker = "Владимир Путин", verb = "заявил",
        content = "ШОС открыта для новых членов.", manner = "indirect", date = "2011-06-15",
        place = "Астане" },
      { speaker = "Руслана Жаксылыкова", verb = "По словам",
        content = "учения пройдут осенью.", manner = "indirect" },
    },
  },
  {
    name = "Chinese",
    text = news.zh,
    rows = {
      { speaker = "王毅", verb = "表示",
        content = "中方将继续支持上海合作组织的发展", manner = "indirect", place = "北京" },
      { speaker = "弗拉基米尔·普京", verb = "说",
        content = "我们欢迎印度和巴基斯坦加入上海合作组织。", manner = "direct" },
      { speaker = "习近平", verb = "强调",
        content = "各国应加强安全合作", manner = "indirect" },
      { speaker = "伊戈尔·科纳申科夫", verb = "指出",
        content = "演习已经结束", manner = "indirect" },
    },
  },
  {
    name = "German",
    text = news.de,
    rows = {
      { speaker = "Angela Merkel", verb = "sagte",
        content = "Deutschland die Zusammenarbeit fortsetzen werde.", manner = "indirect", date = "2017-06-05",
        place = "Berlin" },
      { speaker = "Sergej Lawrow", verb = "erklärte",
        content = "Wir brauchen eine gemeinsame Lösung", manner = "direct" },
      { speaker = "Xi Jinping", verb = "Laut",
        content = "bleibt die Lage schwierig.", manner = "indirect" },
    },
  },
  {
    name = "Spanish",
    text = news.es,
    rows = {
      { speaker = "Vladímir Putin", verb = "dijo",
        content = "Rusia apoyará a la Organización de Cooperación de Shanghái.", manner = "indirect",
        place = "Moscú" },
      { speaker = "José Manuel Albares", verb = "afirmó",
        content = "No habrá una nueva guerra", manner = "direct" },
      { speaker = "António Guterres", verb = "Según",
        content = "la situación es grave.", manner = "indirect" },
    },
  },
  {
    name = "French",
    text = news.fr,
    rows = {
      { speaker = "Emmanuel Macron", verb = "déclaré",
        content = "la France soutiendrait l'Ukraine.", manner = "indirect" },
      { speaker = "Catherine Colonna", verb = "affirmé",
        content = "Nous devons agir ensemble", manner = "direct" },
      { speaker = "António Guterres", verb = "Selon",
        content = "la crise s'aggrave.", manner = "indirect" },
    },
  },
  {
    name = "Japanese: the verb is last",
    text = news.ja,
    rows = {
      { speaker = "岸田文雄", verb = "述べた",
        content = "日本は国際協力を強化する必要がある", manner = "direct" },
      { speaker = "ウラジーミル・プーチン", verb = "表明した",
        content = "協力を続ける", manner = "indirect" },
      { speaker = "王毅", verb = "強調した",
        content = "安全保障の協力が重要だ", manner = "indirect" },
    },
  },
  {
    name = "Arabic: the verb is first",
    text = news.ar,
    includes = {
      { speaker = "فلاديمير بوتين", verb = "قال",
        content = "روسيا ستواصل دعم منظمة شنغهاي للتعاون.", manner = "indirect" },
      { speaker = "وانغ يي", verb = "وأكد" },
    },
  },
  {
    name = "Hindi",
    text = news.hi,
    includes = {
      { speaker = "नरेंद्र मोदी", verb = "कहा",
        content = "भारत शंघाई सहयोग संगठन के साथ काम \z
        करेगा।", manner = "indirect" },
    },
  },
  {
    name = "Turkish",
    text = news.tr,
    includes = {
      { speaker = "Hakan Fidan", verb = "dedi",
        content = "Birlikte çalışmalıyız", manner = "direct" },
    },
  },
}
