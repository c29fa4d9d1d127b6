-- What a number counts when it does not stand in front of its noun, in several languages.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = {
  en = "The members of the committee have often said that they would like to read more about the history of the town.",
  de = "Die Mitglieder des Ausschusses haben oft gesagt, dass sie mehr über die Geschichte der Stadt lesen würden.",
  fr = "Les membres du comité ont souvent dit qu'ils aimeraient lire davantage sur l'histoire de la ville.",
  ru = "Члены комитета часто говорили, что хотели бы больше узнать об истории этого города и его жителях.",
  zh = "委员会成员常常表示，他们希望更多地了解这座城市的历史和居民的日常生活。",
}

local function in_language(tag)
  return function(text) return text .. "\n\n" .. GOES_ON[tag] .. "\n" end
end

local en, de, fr, ru, zh = in_language "en", in_language "de", in_language "fr", in_language "ru", in_language "zh"

return {
  plugin = "figures",
  { name = "the noun in front of a relative clause",
    text = en "The bridge, which cost $90 million, was only 40 per cent finished.",
    rows = { { value = 90e6, unit = "USD", counted = "bridge" }, { value = 40, unit = "%", counted = "bridge" } } },
  { name = "a participle is no subject", text = fr "La dette a été ramenée de 62 % à 55 %.",
    rows = { { value = 62, unit = "%", counted = "dette" }, { value = 55, unit = "%", counted = "dette" } } },
  { name = "some of a whole that has its own number", text = en "Floods reached 12 of the region's 40 villages.",
    rows = { { value = 12, counted = "region's 40 villages" }, { value = 40, counted = "villages" } } },
  { name = "those of the sentence before", text = en "The ferry carried 85 passengers. Nine of them were hurt.",
    rows = { { value = 85, counted = "passengers" }, { value = 9, counted = "passengers" } } },
  { name = "the noun behind the second of two numbers", text = en "The council agreed by 31 to 12 votes.",
    rows = { { value = 31, counted = "votes" }, { value = 12, counted = "votes" } } },
  { name = "a negative temperature", text = en "The temperature fell to minus 12 degrees Celsius.",
    rows = { { value = -12, unit = "°C", counted = "temperature" } } },
  { name = "years of something", text = en "The treaty ended 30 years of war.",
    rows = { { value = 30, unit = "year", counted = "years of war" } } },
  { name = "telephones and addresses state nothing",
    text = en "Press office: 14 Harbour Street, room 210, tel. +44 20 7946 0958.", rows = {} },
  { name = "de: nouns begin with a capital", text = de "Die Zahl der Boote ist um 8 Prozent auf 214 gestiegen.",
    rows = { { value = 8, unit = "%", counted = "Zahl der Boote" }, { value = 214, counted = "Zahl der Boote" } } },
  { name = "ru: a scale behind more than a thousand", text = ru "Построено 2 150 тыс. кв. метров жилья.",
    rows = { { value = 2150000, unit = "m²", counted = "жилья" } } },
  { name = "ru: a year has its word, a count has none", text = ru "Свет погас в 1815 домах.",
    rows = { { value = 1815, counted = "домах" } } },
  { name = "zh: 万 behind more than ten thousand, people are counted themselves",
    text = zh "全省人口12500万人，洪水造成17人失联。", rows = { { value = 1.25e8 }, { value = 17, counted = "人" } } },
  { name = "zh: nothing has a scale that scales nothing", text = zh "表格写着零千万，洪水造成17人失联。",
    includes = { { value = 17, counted = "人" } }, excludes = { { value = 10000000 } } },
}
