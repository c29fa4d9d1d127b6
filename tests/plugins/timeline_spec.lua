-- What the analysis `timeline` must find, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states no date.
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

  -- full and partial dates
  { name = "a year", text = en "In 2005, at the summit in Oslo, a declaration was adopted.",
    rows = { { date = "2005", precision = "year", basis = "stated", kind = "event",
      event = "at the summit in Oslo, a declaration was adopted", flag = null,
      evidence = "In 2005, at the summit in Oslo, a declaration was adopted." } } },
  { name = "a month", text = en "The meeting of heads of states in June, 2002 went on with the talks.",
    rows = { { date = "2002-06", precision = "month" } } },
  { name = "a day, month first or last",
    text = en "However, on June 20, 2013, the parliament ended the agreement. The bridge was opened on 4 July 1931.",
    rows = { { date = "2013-06-20", precision = "day" },
      { date = "1931-07-04", precision = "day", event = "The bridge was opened" } } },
  { name = "a date in brackets",
    text = en "The Tashkent summit (June, 2004) founded a centre. The treaty (2001) was short.",
    rows = { { date = "2004-06", event = "The Tashkent summit founded a centre" },
      { date = "2001", event = "The treaty was short" } } },
  { name = "years of a list", text = en "In 2004, 2008 and 2012 floods destroyed the harbour.",
    rows = { { date = "2004" }, { date = "2008" }, { date = "2012" } } },
  { name = "a year without a word in front belongs to an event", text = en "The 2008 crisis hurt the trade.",
    rows = { { date = "2008", event = "The 2008 crisis hurt the trade" } } },

  -- ranges
  { name = "days", text = en "The historic summit, on 8-9 June 2017, opened a new stage.",
    rows = { { date = "2017-06-08/2017-06-09", precision = "day-range" } } },
  { name = "days of two months", text = en "The talks ran from 28 May to 3 June 2017 in Geneva.",
    rows = { { date = "2017-05-28/2017-06-03", precision = "day-range" } } },
  { name = "months", text = en "From May to July 2015 the quay was rebuilt.",
    rows = { { date = "2015-05/2015-07", precision = "month-range", event = "the quay was rebuilt" } } },
  { name = "years",
    text = en "Between 2011 and 2015, the police caught many thieves. The war of 1914–1918 destroyed the old town.",
    rows = { { date = "2011/2015", precision = "year-range" }, { date = "1914/1918", precision = "year-range" } } },

  -- years that are not said
  { name = "no year at all", text = en "On 7 June the president published an article.",
    rows = { { date = "XXXX-06-07", precision = "day", basis = "stated" } } },
  { name = "the year of the sentence before",
    text = en "She resigned on 14 March 2016. On 5 May the council met again.",
    rows = { { date = "2016-03-14" }, { date = "2016-05-05", precision = "day", basis = "inherited" } } },
  { name = "the year further on in the sentence",
    text = en "She resigned in 2009. The strike began on 28 May and ended on 3 June 2017.",
    rows = { { date = "2009" }, { date = "2017-05-28" }, { date = "2017-06-03" } } },
  { name = "a year from far away is none",
    text = en("She resigned in 2009. The hall was empty. Nobody spoke. The mayor slept.\n\nThe rain fell. " ..
      "On 5 May the council met."),
    rows = { { date = "2009" }, { date = "XXXX-05-05" } } },

  -- dates in digits
  { name = "by form", text = en "It was signed on 16.08.2007. It was read on 11/27/2020. It was lost on 2017-03-27.",
    rows = { { date = "2007-08-16", flag = null }, { date = "2020-11-27", flag = null },
      { date = "2017-03-27", flag = null } } },
  { name = "by the order that another one shows", text = en "It came on 04/05/2019. It went on 06/30/2019.",
    rows = { { date = "2019-04-05" }, { date = "2019-06-30" } } },

  -- what is wrong with a date
  { name = "a year of five digits", text = en "Since 20015, a table has been kept by the clerks.",
    rows = { { date = "2015", flag = "year 20015 is out of range", event = "a table has been kept by the clerks" } } },
  { name = "a day that no calendar has", text = en "The charter was signed on 31 June 2015.",
    rows = { { date = "2015-06", precision = "month", flag = "day 31 is out of range" } } },

  -- what is no event
  { name = "years of names and codes",
    text = en("The 2015 Paris Agreement was quoted. They were called Peace Mission 2014. " ..
      "The Center-2019 exercise began. His number is 0000-0003-1779-2078. " ..
      "Resolution 1373 (2001) was read. See https://example.org/2018/06/25/page.html."),
    rows = {} },
  { name = "counts and durations",
    text = en "The fleet has 2015 vessels. It serves 2000 villages in 2000 valleys. It lasted for 20 years.",
    rows = {} },
  { name = "days with a slash, a year with a prefix, the year of a noun",
    text = en("They met on 5/6 June 2017. In mid-2019 he retired. The fire of 1666 spread. " ..
      "At the 2019 summit they met."),
    rows = { { date = "2017-06-05/2017-06-06" }, { date = "2019", event = "he retired" }, { date = "1666" },
      { date = "2019", event = "At the 2019 summit they met" } } },
  { name = "entries of a chronicle",
    text = en("What the members did.\n\n- 2001: Shanghai summit founds the organisation.\n" ..
      "- 15 June 2001 — the declaration is signed."),
    rows = { { date = "2001", kind = "event" },
      { date = "2001-06-15", kind = "event", event = "the declaration is signed" } } },
  { name = "a modal verb is no month", text = en "The members may 5 times ask for it.", rows = {} },
  { name = "works that are cited",
    text = en "Smith (2010) argues that the harbour was too small. Others agree (Jones, 2011).", rows = {} },
  { name = "a bibliography",
    text = en("In 2004 the harbour was closed.\n\nReferences\n\n" ..
      "1. Olsen K. The harbour. Oslo, 2006. P. 1237-1239.\n\n" ..
      "2. Berg T. Ships of the north. https://example.org/2018/06/25/ships (11/27/2020)"),
    rows = { { date = "2004", kind = "event" },
      { date = "2006", kind = "bibliographic", evidence = "1. Olsen K. The harbour. Oslo, 2006. P. 1237-1239." },
      { date = "2020-11-27", kind = "accessed" } } },
  { name = "rows of one kind",
    text = en "In 2004 the harbour was closed.\n\nReferences\n\n1. Olsen K. The harbour. Oslo, 2006.",
    options = { kind = "bibliographic" }, rows = { { date = "2006" } } },
  { name = "the head of a document",
    text = en "October 2017, No. 3\n\nOn 7 June the president published an article.",
    rows = { { date = "2017-10", precision = "month", kind = "masthead" },
      { date = "2017-06-07", basis = "inherited", kind = "event" } } },

  -- Russian
  { name = "Russian dates",
    text = ru("Организация была основана в 2001 году. В июне 2006 г. прошла встреча. " ..
      "Договор подписан 16 августа 2007 года. Саммит прошёл в Астане 5–6 июля 2005 г."),
    rows = { { date = "2001" }, { date = "2006-06" }, { date = "2007-08-16", event = "Договор подписан" },
      { date = "2005-07-05/2005-07-06" } } },
  { name = "Russian ranges",
    text = ru "С 2004 по 2019 год проводились учения. Программа рассчитана с мая по июль 2012 года.",
    rows = { { date = "2004/2019", event = "проводились учения" }, { date = "2012-05/2012-07" } } },
  { name = "Russian numeric dates", text = ru "Документ был подписан 16.08.2007 в городе.",
    rows = { { date = "2007-08-16", flag = null } } },
  { name = "Russian traps",
    text = ru "Учение «Центр-2019» завершено. В книге 2015 страниц, а в 2000 сёлах нет газа.",
    rows = {} },

  -- Chinese
  { name = "Chinese dates",
    text = zh "该组织于2001年在上海成立。2007年8月16日，各国元首签署了条约。二〇一五年三月八日，会议结束。6月7日，主席发表了文章。",
    rows = { { date = "2001" }, { date = "2007-08-16", event = "各国元首签署了条约" }, { date = "2015-03-08" },
      { date = "2015-06-07", basis = "inherited" } } },
  { name = "Chinese ranges",
    text = zh "2005年7月5日至6日，峰会在阿斯塔纳举行。从2004年到2019年，各国举行了多次演习。",
    rows = { { date = "2005-07-05/2005-07-06" }, { date = "2004/2019", event = "各国举行了多次演习" } } },
  { name = "Chinese traps", text = zh "第2015号文件已经公布。这座城市有2015名居民。《2016年至2018年合作纲要》获得通过。", rows = {} },

  -- German and French
  { name = "German dates",
    text = de "Am 8. Juni 2017 tagte der Rat. Zwischen 2011 und 2015 wurden viele Häuser gebaut.",
    rows = { { date = "2017-06-08", event = "tagte der Rat" }, { date = "2011/2015" } } },
  { name = "French dates",
    text = fr "Du 28 mai au 3 juin 2017, les négociations continuèrent. Le 1er mai 1920, il mourut.",
    rows = { { date = "2017-05-28/2017-06-03" }, { date = "1920-05-01", event = "il mourut" } } },
}
