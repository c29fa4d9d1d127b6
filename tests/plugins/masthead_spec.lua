-- What the head of a document says about it.

return {
  plugin = "masthead",
  {
    name = "a paper with authors and their identifiers",
    seed = "003_53fded65e5fbe7f9.txt",
    includes = {
      { field = "title", value = "SCO and regional security issues in Central Asia" },
      { field = "author", value = "G. T. Ichshanova" },
      { field = "orcid", value = "0000-0003-1779-2078", of = "A. M. Melis", certainty = 0.98 },
      { field = "affiliation", value = "University of International Business" },
      { field = "venue", value = "Paradigmata poznání" },
      { field = "issue", value = "1" },
      { field = "date", value = "2021" },
      { field = "place", value = "Almaty, Kazakhstan" },
    },
  },
  {
    name = "a journal's line",
    seed = "002_9d4318198ce18ca2.txt",
    rows = {
      { field = "volume", value = "LIV" },
      { field = "issue", value = "3" },
      { field = "date", value = "2017-10" },
    },
  },
  {
    name = "labelled lines at the end",
    seed = "004_81f1edefb9dd1fcc.txt",
    rows = {
      { field = "title", value = "Activity of shanghai organization of collaboration" },
      { field = "date", value = "2016" },
      { field = "place", value = "Astana" },
    },
  },
  {
    name = "news",
    text = "New bridge opens in Riverton\n\n\z
      By Jane Holloway\n\n\z
      Riverton, 4 May 2019\n\n\z
      The long awaited bridge over the river was opened on Saturday by the mayor. Thousands of people came to the \z
        opening, and the music went on until late in the night while the children played at the foot of the new \z
        bridge.",
    rows = {
      { field = "title", value = "New bridge opens in Riverton" },
      { field = "author", value = "Jane Holloway" },
      { field = "date", value = "2019-05-04" },
    },
  },
  {
    name = "German",
    text = "Zeitschrift für Politik, Band 12, Heft 3, 2015, S. 45-67\n\n\z
      Regionale Sicherheit in Zentralasien\n\n\z
      Klaus Müller, Anna Schmidt\n\n\z
      Universität Hamburg, Institut für Politikwissenschaft\n\n\z
      DOI: 10.1234/zp.2015.045\n\n\z
      Zusammenfassung: Der Beitrag behandelt die Sicherheit in der Region und zeigt, wie sie sich entwickelt hat.",
    includes = {
      { field = "volume", value = "12" },
      { field = "issue", value = "3" },
      { field = "pages", value = "45-67" },
      { field = "date", value = "2015" },
      { field = "venue", value = "Zeitschrift für Politik" },
      { field = "author", value = "Anna Schmidt" },
      { field = "doi", value = "10.1234/zp.2015.045" },
    },
    excludes = {
      { field = "date", value = "1234" },
    },
  },
  {
    name = "Spanish",
    text = "Revista de Estudios Internacionales, vol. 8, núm. 2, 2016, pp. 101-120. ISSN 0317-8471\n\n\z
      La seguridad regional en Asia Central\n\n\z
      María González Ruiz\n\n\z
      Universidad de Granada\n\n\z
      Resumen: El artículo analiza la seguridad regional.",
    includes = {
      { field = "issn", value = "0317-8471", certainty = 0.98 },
      { field = "venue", value = "Revista de Estudios Internacionales" },
      { field = "affiliation", value = "Universidad de Granada", of = "María González Ruiz" },
    },
  },
  {
    name = "Russian",
    text = "Экономика и управление. 2019. № 4. С. 12-19\n\n\z
      УДК 338.24\n\n\z
      РЕГИОНАЛЬНАЯ ИНТЕГРАЦИЯ В ЕВРАЗИИ\n\n\z
      И. П. Сидоров, к.э.н., доцент\n\n\z
      Новосибирский государственный университет, Новосибирск\n\n\z
      ORCID 0000-0002-1825-0097\n\n\z
      Аннотация. Рассмотрены вопросы интеграции. Показано, что \z
        сотрудничество растёт и крепнет из года в год во всех \z
        странах.\n\n\z
      Ключевые слова: интеграция, рост",
    includes = {
      { field = "udc", value = "338.24" },
      { field = "author", value = "И. П. Сидоров" },
      { field = "venue", value = "Экономика и управление" },
      { field = "issue", value = "4" },
    },
  },
  {
    name = "Chinese",
    text = "上海合作组织的安全合作\n\n\z
      张伟，李娜\n\n\z
      （北京大学 国际关系学院，北京 100871）\n\n\z
      国际论坛 2018年第3期\n\n\z
      摘要：本文分析了上海合作组织的安全合作机制，并提出建议。",
    includes = {
      { field = "author", value = "李娜" },
      { field = "venue", value = "国际论坛" },
      { field = "issue", value = "3" },
      { field = "date", value = "2018" },
    },
  },
}
