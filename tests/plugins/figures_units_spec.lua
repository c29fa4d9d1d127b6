-- Units made by rule, rates, fractions, ages: what the analysis `figures` must find. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = {
  en = "The members of the committee have often said that they would like to read more about the history of the town.",
  ru = "Члены комитета часто говорили, что хотели бы больше узнать об истории этого города и его жителях.",
  zh = "委员会成员常常表示，他们希望更多地了解这座城市的历史和居民的日常生活。",
  de = "Die Mitglieder des Ausschusses sagten oft, dass sie gern mehr über die Geschichte der Stadt lesen würden.",
  fr = "Les membres du comité ont souvent dit qu'ils aimeraient en lire davantage sur l'histoire de cette ville.",
  es = "Los miembros del comité decían a menudo que les gustaría leer más sobre la historia de esta ciudad.",
  ja = "委員会の委員たちは、この街の歴史と住民の暮らしについてもっと知りたいとよく話していた。",
}

local function in_language(tag)
  return function(text) return text .. "\n\n" .. GOES_ON[tag] .. "\n" end
end

local en, ru, zh, de = in_language "en", in_language "ru", in_language "zh", in_language "de"
local fr, es, ja = in_language "fr", in_language "es", in_language "ja"

return {
  plugin = "figures",

  { name = "symbols and prefixes",
    text = en("The wire is 45 nanometers wide. " ..
      "The battery stores 3.2 MWh of energy. The network moves 12 exabytes of data."), options = {},
    rows = { { value = 45, unit = "nm", counted = "wire" },
      { value = 3.2, unit = "MWh", counted = "energy" },
      { value = 12, unit = "EB", counted = "data" } } },
  { name = "powers",
    text = en "The flood released 6 km^3 of water over 120 square miles of forest.", options = {},
    rows = { { value = 6, unit = "km³", counted = "water" },
      { value = 120, unit = "mi²", counted = "forest" } } },
  { name = "rates",
    text = en("The minimum wage is $12.4/hour in the city. " ..
      "The yield was 3.4 tonnes per hectare."), options = {},
    rows = { { value = 12.4, unit = "USD/h", counted = "minimum wage" },
      { value = 3.4, unit = "t/ha", counted = "yield" } } },
  { name = "kinds of dollars",
    text = en "The museum cost A$16.4 million and the hall cost C$3.5m.", options = {},
    rows = { { value = 16400000, unit = "AUD", counted = "museum" },
      { value = 3500000, unit = "CAD", counted = "hall" } } },
  { name = "fractions in digits",
    text = en "The plank is 3 1/2 in thick. Only about 1/50 of the land is farmed.", options = {},
    rows = { { value = 3.5, unit = "in", counted = "plank" },
      { value = 0.02, unit = "fraction", counted = "land", qualifier = "about" } } },
  { name = "powers of ten and margins",
    text = en "The sample holds 2.5e6 cells. The rod measured 12.4 ± 0.3 mm.", options = {},
    rows = { { value = 2500000, unit = "", counted = "cells" },
      { value = 12.4, unit = "mm", counted = "rod" } } },
  { name = "a range with its hyphen left hanging",
    text = en "They used 6- to 9-meter poles.", options = {},
    rows = { { value = 6, value_to = 9, unit = "m", counted = "poles" } } },
  { name = "ages and dimensions",
    text = en "Police arrested a 35-year-old man. The tower of the town hall is 120 m high.", options = {},
    rows = { { value = 35, unit = "year", counted = "man" },
      { value = 120, unit = "m" } } },
  { name = "every fifth",
    text = en "Every fifth house was empty.", options = {},
    rows = { { value = 0.2, unit = "fraction", counted = "house" } } },
  { name = "ru: hours of megawatts, times, shares",
    text = ru("Станция выработала 8,3 МВт·ч энергии. " ..
      "Экспорт вырос в 2,5 раза. Каждый пятый житель был болен."), options = {},
    rows = { { value = 8.3, unit = "MWh", counted = "энергии" },
      { value = 2.5, unit = "times", counted = "Экспорт" },
      { value = 0.2, unit = "fraction", counted = "житель" } } },
  { name = "de: ages, shares, rates",
    text = de("Der 42-jährige Mann wurde verhaftet. " ..
      "Jeder fünfte Schüler ist krank. Die Miete beträgt 12,40 Euro pro Quadratmeter."), options = {},
    rows = { { value = 42, unit = "year", counted = "Mann" },
      { value = 0.2, unit = "fraction", counted = "Schüler" },
      { value = 12.4, unit = "EUR/m²", counted = "Miete" } } },
  { name = "fr: collective numbers, powers behind",
    text = fr("Une quinzaine de personnes ont été blessées. " ..
      "L'incendie a brûlé 120 kilomètres carrés de forêt."), options = {},
    rows = { { value = 15, unit = "", counted = "personnes" },
      { value = 120, unit = "km²", counted = "forêt" } } },
  { name = "es: below zero, a share with its qualifier",
    text = es("La temperatura bajó a 20 grados bajo cero. " ..
      "Más de la mitad de los alumnos faltó a clase."), options = {},
    rows = { { value = -20, unit = "°C", counted = "temperatura" },
      { value = 0.5, unit = "fraction", counted = "alumnos", qualifier = "more than" } } },
  { name = "zh: a noun right in front, times, speed",
    text = zh "全市人口约一百二十万。出口额增加两倍。车速达到时速120公里。", options = {},
    rows = { { value = 1200000, unit = "", counted = "全市人口", qualifier = "about" },
      { value = 2, unit = "times", counted = "出口额" },
      { value = 120, unit = "km/h", counted = "车速" } } },
  { name = "ja: the whole first",
    text = ja "5人に1人が喫煙している。", options = {},
    rows = { { value = 0.2, unit = "fraction" } } },
}
