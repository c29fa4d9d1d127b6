-- Centuries, eras, feasts and dates counted from others: what the analysis `timeline` must find. `rows` are all rows.

-- A short text does not show its language: each case goes on with a paragraph that does, and states no date.
local GOES_ON <const> = {
  en = "The members of the committee have often said that they would like to read more about the history of the town.",
  ru = "Члены комитета часто говорили, что хотели бы больше узнать об истории этого города и его жителях.",
  zh = "委员会成员常常表示，他们希望更多地了解这座城市的历史和居民的日常生活。",
  de = "Die Mitglieder des Ausschusses sagten oft, dass sie gern mehr über die Geschichte der Stadt lesen würden.",
  fr = "Les membres du comité ont souvent dit qu'ils aimeraient en lire davantage sur l'histoire de cette ville.",
  es = "Los miembros del comité decían a menudo que les gustaría leer más sobre la historia de esta ciudad.",
  it = "I membri del comitato dicevano spesso che avrebbero voluto leggere di più sulla storia della città.",
  ja = "委員会の委員たちは、この街の歴史と住民の暮らしについてもっと知りたいとよく話していた。",
}

local function in_language(tag)
  return function(text) return text .. "\n\n" .. GOES_ON[tag] .. "\n" end
end

local en, ru, zh, de = in_language "en", in_language "ru", in_language "zh", in_language "de"
local fr, es, it, ja = in_language "fr", in_language "es", in_language "it", in_language "ja"

return {
  plugin = "timeline",

  { name = "centuries",
    text = en "In the early 19th century the canal was dug. The 18th and 19th centuries saw growth.",
    rows = { { date = "18XX", precision = "century" },
      { date = "17XX/18XX", precision = "century-range" } } },
  { name = "before our era",
    text = en("The city was founded in 753 BC. " ..
      "The temple was built in the 3rd century BC. The empire fell in 476 AD."),
    rows = { { date = "-0752", precision = "year" },
      { date = "-02XX" },
      { date = "0476" } } },
  { name = "feasts with their year",
    text = en "On Christmas Day 1991 the president resigned.",
    rows = { { date = "1991-12-25", precision = "day" } } },
  { name = "years of account",
    text = en "In fiscal year 2018/19 profits rose.",
    rows = { { date = "2018/2019", precision = "year-range" } } },
  { name = "counted by numbers",
    text = en("The fort was taken on 4 May 1945. " ..
      "Three days earlier the town had burnt. Two weeks later the war ended."),
    rows = { { date = "1945-05-04" },
      { date = "1945-05-01", basis = "relative" },
      { date = "1945-05-15", basis = "relative" } } },
  { name = "born and died",
    text = en "The poet John Smith (d. 3 March 2010) wrote much about the sea.",
    rows = { { date = "2010-03-03" } } },
  { name = "nothing is counted from a day that nobody stated",
    text = en "Prices fell last year. Yesterday the minister resigned. The parliament met on Monday.",
    rows = {  } },
  { name = "ru",
    text = ru "В XIX веке построили мост. В V веке до н. э. построен храм. 1-го мая 1999 года прошёл парад.",
    rows = { { date = "18XX" },
      { date = "-04XX" },
      { date = "1999-05-01" } } },
  { name = "de",
    text = de("Im 19. Jahrhundert wurde der Kanal gebaut. " ..
      "Die Stadt wurde 753 v. Chr. gegründet. Er trat an Weihnachten 1991 zurück."),
    rows = { { date = "18XX" },
      { date = "-0752" },
      { date = "1991-12-25" } } },
  { name = "fr",
    text = fr("Au XIXe siècle, le canal fut creusé. " ..
      "Le fort tomba le 4 mai 1945. Trois jours plus tard, la guerre finit."),
    rows = { { date = "18XX" },
      { date = "1945-05-04" },
      { date = "1945-05-07" } } },
  { name = "es",
    text = es "En el siglo XIX se construyó el canal. El 1.º de mayo de 1999 hubo una marcha.",
    rows = { { date = "18XX" },
      { date = "1999-05-01" } } },
  { name = "it: centuries with names of their own",
    text = it "Nel Novecento ci furono due guerre.",
    rows = { { date = "19XX", precision = "century" } } },
  { name = "zh",
    text = zh "十九世纪修建了运河。公元前221年秦统一六国。民国38年政府迁往台北。",
    rows = { { date = "18XX" },
      { date = "-0220" },
      { date = "1949" } } },
  { name = "ja",
    text = ja "19世紀に運河が掘られた。紀元前753年にローマが建設された。",
    rows = { { date = "18XX" },
      { date = "-0752" } } },
}
