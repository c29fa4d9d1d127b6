-- Dates that the words of `dates` in a language's table make: quarters, decades, what is counted from the text before.

local GOES_ON <const> = {
  en = "The members of the committee have often said that they would like to read more about the history of the town.",
  ru = "Члены комитета часто говорили, что хотели бы больше узнать об истории этого города и его жителях.",
  zh = "委员会成员常常表示，他们希望更多地了解这座城市的历史和居民的日常生活。",
  de = "Die Mitglieder des Ausschusses sagten oft, dass sie gern mehr über die Geschichte der Stadt lesen würden.",
  fr = "Les membres du comité ont souvent dit qu'ils aimeraient en lire davantage sur l'histoire de cette ville.",
}

local function in_language(tag)
  return function(text) return text .. "\n\n" .. GOES_ON[tag] .. "\n" end
end

local en, ru, zh, de, fr = in_language "en", in_language "ru", in_language "zh", in_language "de", in_language "fr"

return {
  plugin = "timeline",

  { name = "counted from the text before",
    text = en("The harbour was founded in 1871. Two years later a lighthouse was " ..
      "built. In the same year, a school opened. " ..
      "It was renamed in November of the following year."),
    rows = { { date = "1871", basis = "stated" }, { date = "1873", basis = "relative" },
      { date = "1873", basis = "relative", event = "a school opened" },
      { date = "1874-11", precision = "month", basis = "relative" } } },
  { name = "next year in May", text = en "The school opened in 2001. Next year in May the ministers met.",
    rows = { { date = "2001" }, { date = "2002-05", basis = "relative", event = "the ministers met" } } },
  { name = "nothing to count from",
    text = en "Next year in May the ministers met. In the same year they parted.",
    rows = { { date = "XXXX-05", basis = "relative" } } },
  { name = "said twice", text = en "The plan was made in 2003. It was signed a year later, in September 2004.",
    rows = { { date = "2003" }, { date = "2004-09", basis = "stated" } } },
  { name = "days and months",
    text = en "She resigned on 31 December 2016. The next day the council met. A month later, it voted.",
    rows = { { date = "2016-12-31" }, { date = "2017-01-01", precision = "day", basis = "relative" },
      { date = "2017-02", precision = "month", basis = "relative" } } },
  { name = "parts of a year",
    text = en "In the first quarter of 2016 prices rose. Profits fell in Q3 2016. It burnt in the summer of 2018.",
    rows = { { date = "2016-01/2016-03", precision = "quarter", event = "prices rose" }, { date = "2016-07/2016-09" },
      { date = "2018-22", precision = "season" } } },
  { name = "a decade", text = en "During the 1990s the population shrank.",
    rows = { { date = "199X", precision = "decade", event = "the population shrank" } } },
  { name = "Russian",
    text = ru("Организация была основана в 2001 году. В том же году открылся секретариат. " ..
      "В первом квартале 2016 года прибыль выросла. В мае следующего года министры встретились. " ..
      "В 1990-е годы население сократилось."),
    rows = { { date = "2001" }, { date = "2001", basis = "relative" }, { date = "2016-01/2016-03" },
      { date = "2017-05", basis = "relative" }, { date = "199X" } } },
  { name = "Chinese",
    text = zh "该组织于2001年在上海成立。同年，秘书处在北京设立。次年5月，部长会议召开。2016年第一季度，利润增长。20世纪90年代，人口减少了。",
    rows = { { date = "2001" }, { date = "2001", basis = "relative" }, { date = "2002-05", basis = "relative" },
      { date = "2016-01/2016-03" }, { date = "199X" } } },
  { name = "German",
    text = de("Der Verein wurde 1871 von Kaufleuten gegründet. Ein Jahr später " ..
      "brannte die Kirche. Sie hat 2015 Mitglieder."),
    rows = { { date = "1871" }, { date = "1872", basis = "relative" } } },
  { name = "French",
    text = fr("Le 5 mai 2007, le conseil se réunit. Le lendemain, il vota. Dans les " ..
      "années 1990, la population diminua."),
    rows = { { date = "2007-05-05" }, { date = "2007-05-06", basis = "relative" }, { date = "199X" } } },
  { name = "access dates",
    text = en("In 2004 the harbour was closed.\n\nReferences\n\n1. Olsen K. The harbour. Oslo, 2006. " ..
      "Date of access: 16.08.2007"),
    rows = { { date = "2004" }, { date = "2006", kind = "bibliographic" },
      { date = "2007-08-16", kind = "accessed" } } },
}
