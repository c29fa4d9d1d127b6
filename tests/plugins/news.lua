-- Short news written for the specs of actors, statements and memberships, one a language: who said what, and who became
-- a member of what. Each spec says what its analysis finds in the same text.
local news = {}

news.ar = "\z
  قال الرئيس الروسي فلاديمير بوتين إن روسيا ستواصل دعم منظمة شنغهاي للتعاون. وأكد وزير الخارجية الصيني وانغ يي أن \z
  الصين ترحب بانضمام الهند وباكستان. وقال الأمين العام للأمم المتحدة أنطونيو غوتيريش إن الوضع خطير.\z
  \n\nفي عام 2017 أصبحت الهند وباكستان عضوين في منظمة شنغهاي للتعاون. انضمت إيران إلى منظمة شنغهاي للتعاون في عام \z
  2023 بعضوية كاملة."

news.de = "\z
  Bundeskanzlerin Angela Merkel sagte am 5. Juni 2017 in Berlin, dass Deutschland die Zusammenarbeit fortsetzen \z
  werde. „Wir brauchen eine gemeinsame Lösung“, erklärte der russische Außenminister Sergej Lawrow. Laut dem \z
  chinesischen Präsidenten Xi Jinping bleibt die Lage schwierig. Das Auswärtige Amt kommentierte den Bericht \z
  nicht.\z
  \n\nIndien und Pakistan wurden 2017 Mitglieder der Shanghaier Organisation für Zusammenarbeit. Der Beitritt von \z
  Kroatien zur Europäischen Union erfolgte 2013. Belarus erhielt 2010 den Status eines Dialogpartners der SOZ."

news.es = "\z
  El presidente ruso, Vladímir Putin, dijo en Moscú que Rusia apoyará a la Organización de Cooperación de \z
  Shanghái. «No habrá una nueva guerra», afirmó el ministro de Exteriores, José Manuel Albares. Según el \z
  secretario general de la ONU, António Guterres, la situación es grave. El Ministerio de Asuntos Exteriores de \z
  China no hizo comentarios.\z
  \n\nEn 2017, India y Pakistán se convirtieron en miembros de la Organización de Cooperación de Shanghái. Bolivia \z
  solicitó su ingreso en el Mercosur. En 2010 la OCS concedió el estatus de socio de diálogo a Bielorrusia y Sri \z
  Lanka."

news.fr = "\z
  Le président français Emmanuel Macron a déclaré à Paris que la France soutiendrait l'Ukraine. « Nous devons \z
  agir ensemble », a affirmé la ministre des Affaires étrangères Catherine Colonna. Selon le secrétaire général \z
  de l'ONU, António Guterres, la crise s'aggrave. Le ministère des Affaires étrangères a convoqué l'ambassadeur.\z
  \n\nEn 2017, l'Inde et le Pakistan sont devenus membres de l'Organisation de coopération de Shanghai. L'OCS a \z
  accordé en 2010 le statut de partenaire de dialogue à la Biélorussie et au Sri Lanka."

news.hi = "\z
  प्रधानमंत्री नरेंद्र मोदी ने कहा कि भारत शंघाई सहयोग संगठन के साथ काम करेगा। रूस के राष्ट्रपति व्लादिमीर पुतिन \z
  ने मास्को में कहा कि सहयोग जारी रहेगा। विदेश मंत्री एस जयशंकर ने कहा, \"हमें मिलकर काम करना होगा।\"\z
  \n\n2017 में भारत और पाकिस्तान शंघाई सहयोग संगठन के सदस्य बने।"

news.ja = "\z
  岸田文雄首相は8日、東京で「日本は国際協力を強化する必要がある」と述べた。ロシアのウラジーミル・プーチン大統領は\z
  協力を続けると表明した。中国の王毅外相は、安全保障の協力が重要だと強調した。\z
  \n\n2017年、インドとパキスタンは上海協力機構の加盟国となった。"

news.ru = "\z
  Президент России Владимир Путин заявил в Астане 15 июня 2011 года, что ШОС открыта для новых членов. Министр \z
  иностранных дел Китая Ван И отметил: «Мы приветствуем вступление Индии и Пакистана в организацию». По словам \z
  министра обороны Казахстана Руслана Жаксылыкова, учения пройдут осенью. Путин добавил, что Шанхайская \z
  организация сотрудничества будет расширяться.\z
  \n\nВ 2017 году Индия и Пакистан стали полноправными членами Шанхайской организации сотрудничества. В 2010 году \z
  статус партнёра по диалогу был предоставлен Белоруссии и Шри-Ланке. Монголия получила статус наблюдателя при \z
  ШОС в 2004 году. Узбекистан не вступил в ОДКБ."

news.tr = "\z
  Cumhurbaşkanı Recep Tayyip Erdoğan, Türkiye'nin Şanghay İşbirliği Örgütü ile ilişkilerini geliştireceğini \z
  söyledi. Dışişleri Bakanı Hakan Fidan, \"Birlikte çalışmalıyız\" dedi. Rusya Devlet Başkanı Vladimir Putin \z
  Moskova'da konuştu.\z
  \n\n2017 yılında Hindistan ve Pakistan, Şanghay İşbirliği Örgütü'nün üyesi oldu."

news.zh = "\z
  中国外交部长王毅8日在北京表示，中方将继续支持上海合作组织的发展。俄罗斯总统弗拉基米尔·普京说：“我们欢迎印度和巴\z
  基斯坦加入上海合作组织。”中国国家主席习近平在会上强调，各国应加强安全合作。\z
  \n\n2017年，印度和巴基斯坦成为上海合作组织成员国。2005年，伊朗获得上海合作组织观察员地位。俄罗斯国防部发言人伊戈尔·\z
  科纳申科夫指出，演习已经结束。"

return news
