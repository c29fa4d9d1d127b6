-- Who said what, directly or indirectly, in languages with the verb in the middle, first and last.

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
      { speaker = "Владимир Путин", verb = "заявил",
        content = "ШОС открыта для новых членов.", manner = "indirect", date = "2011-06-15",
        place = "Астане" },
      { speaker = "Руслана Жаксылыкова", verb = "По словам",
        content = "учения пройдут осенью.", manner = "indirect" },
    },
  },
  {
    name = "Chinese",
    text = "\z
      中国外交部长王毅8日在北京表示，中方将继续支持上海合作组织的发展。俄罗斯总统弗拉基米尔·普京说：“我们欢迎印度和巴基斯坦加入上海合作组织。”中国国家主席习近平在会上强调，各国应加强安全合作。\z
      \n\n\z
      2017年，印度和巴基斯坦成为上海合作组织成员国。2005年，伊朗获得上海合作组织观察员地位。俄罗斯国防部发言人伊戈尔·科纳申科夫指出，演习已经结束。",
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
    text = "Bundeskanzlerin Angela Merkel sagte am 5. Juni 2017 in Berlin, dass Deutschland die Zusammenarbeit \z
      fortsetzen werde. „Wir brauchen eine gemeinsame Lösung“, erklärte der russische Außenminister Sergej \z
      Lawrow. Laut dem chinesischen Präsidenten Xi Jinping bleibt die Lage schwierig. Das Auswärtige Amt \z
      kommentierte den Bericht nicht.\z
      \n\nIndien und Pakistan wurden 2017 Mitglieder der Shanghaier Organisation für Zusammenarbeit. Der \z
      Beitritt von Kroatien zur Europäischen Union erfolgte 2013. Belarus erhielt 2010 den Status eines \z
      Dialogpartners der SOZ.",
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
    text = "El presidente ruso, Vladímir Putin, dijo en Moscú que Rusia apoyará a la Organización de \z
        Cooperación \z
      de Shanghái. «No habrá una nueva guerra», afirmó el ministro de Exteriores, José Manuel Albares. \z
      Según el secretario general de la ONU, António Guterres, la situación es grave. El Ministerio de Asuntos \z
      Exteriores de China no hizo comentarios.\z
      \n\nEn 2017, India y Pakistán se convirtieron en miembros de la Organización de Cooperación de \z
      Shanghái. Bolivia solicitó su ingreso en el Mercosur. En 2010 la OCS concedió el estatus de socio de \z
      diálogo a Bielorrusia y Sri Lanka.",
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
    text = "Le président français Emmanuel Macron a déclaré à Paris que la France soutiendrait l'Ukraine. « \z
        Nous \z
      devons agir ensemble », a affirmé la ministre des Affaires étrangères Catherine Colonna. Selon le \z
      secrétaire général de l'ONU, António Guterres, la crise s'aggrave. Le ministère des Affaires \z
      étrangères a convoqué l'ambassadeur.\z
      \n\nEn 2017, l'Inde et le Pakistan sont devenus membres de l'Organisation de coopération de Shanghai. \z
      L'OCS a accordé en 2010 le statut de partenaire de dialogue à la Biélorussie et au Sri Lanka.",
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
    text = "\z
      岸田文雄首相は8日、東京で「日本は国際協力を強化する必要がある」と述べた。ロシアのウラジーミル・プーチン大統領は協力を続けると表明した。中国の王毅外相は、安全保障の協力が重要だと強調した。\z
      \n\n2017年、インドとパキスタンは上海協力機構の加盟国となった。",
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
    text = "قال الرئيس الروسي فلاديمير بوتين إن روسيا ستواصل دعم \z
        منظمة \z
      شنغهاي للتعاون. وأكد وزير الخارجية الصيني وانغ يي أن الصين \z
      ترحب بانضمام الهند وباكستان. وقال الأمين العام للأمم \z
      المتحدة أنطونيو غوتيريش إن الوضع خطير.\z
      \n\nفي عام 2017 أصبحت الهند وباكستان عضوين في منظمة شنغهاي \z
      للتعاون. انضمت إيران إلى منظمة شنغهاي للتعاون في عام 2023 \z
      بعضوية كاملة.",
    includes = {
      { speaker = "فلاديمير بوتين", verb = "قال",
        content = "روسيا ستواصل دعم منظمة شنغهاي للتعاون.", manner = "indirect" },
      { speaker = "وانغ يي", verb = "وأكد" },
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
    includes = {
      { speaker = "नरेंद्र मोदी", verb = "कहा",
        content = "भारत शंघाई सहयोग संगठन के साथ काम \z
        करेगा।", manner = "indirect" },
    },
  },
  {
    name = "Turkish",
    text = "Cumhurbaşkanı Recep Tayyip Erdoğan, Türkiye'nin Şanghay İşbirliği Örgütü ile ilişkilerini \z
      geliştireceğini söyledi. Dışişleri Bakanı Hakan Fidan, \"Birlikte çalışmalıyız\" dedi. Rusya \z
      Devlet Başkanı Vladimir Putin Moskova'da konuştu.\z
      \n\n2017 yılında Hindistan ve Pakistan, Şanghay İşbirliği Örgütü'nün üyesi oldu.",
    includes = {
      { speaker = "Hakan Fidan", verb = "dedi",
        content = "Birlikte çalışmalıyız", manner = "direct" },
    },
  },
}
