-- What the analysis `figures` must find, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = {
  en = "The members of the committee have often said that they would like to read more about the history of the town.",
  ru = "Члены комитета часто говорили, что хотели бы больше узнать об истории этого города и его жителях.",
  zh = "委员会成员常常表示，他们希望更多地了解这座城市的历史和居民的日常生活。",
}

local function in_language(tag)
  return function(text) return text .. "\n\n" .. GOES_ON[tag] .. "\n" end
end

local en, ru, zh = in_language "en", in_language "ru", in_language "zh"

return {
  plugin = "figures",

  -- qualifiers, units, ranges
  { name = "a count with a qualifier", text = en "More than 2,700 members were arrested in 2015.", options = {},
    rows = { { value = 2700, qualifier = "more than", counted = "members", verb = "arrested",
      period = "2015" } } },
  { name = "the outer one of two qualifiers", text = en "The list holds more than about 2000 people.", options = {},
    rows = { { value = 2000, qualifier = "more than", counted = "people" } } },
  { name = "a unit between number and noun",
    text = en "Customs officers seized 340 kg of cocaine and 2.5 tons of heroin.",
    options = {}, rows = { { value = 340, unit = "kg", counted = "cocaine", verb = "seized" },
      { value = 2.5, unit = "t", counted = "heroin", verb = "seized" } } },
  { name = "a per cent of something",
    text = en "Almost 44 per cent of the city's population live in flats.", options = {},
    rows = { { value = 44, qualifier = "almost", unit = "%", counted = "city's population" } } },
  { name = "the subject, where nothing follows", text = en "Unemployment rose to 6.7% in May.", options = {},
    rows = { { value = 6.7, unit = "%", counted = "Unemployment", verb = "rose" } } },
  { name = "a change is two figures", text = en "Inflation fell from 7.1 to 5.2 per cent.", options = {},
    rows = { { value = 7.1, unit = "%", counted = "Inflation" }, { value = 5.2, unit = "%", counted = "Inflation" } } },
  { name = "a range is one", text = en "Between 200 and 300 houses burnt down.", options = {},
    rows = { { value = 200, value_to = 300, counted = "houses" } } },
  { name = "the scale of a range is for both ends", text = en "The virus killed 5-10 million birds.", options = {},
    rows = { { value = 5e6, value_to = 1e7, counted = "birds" } } },
  { name = "money in front and behind",
    text = en "The bridge cost US$1.2bn; the tunnel cost 25 million euros.", options = {},
    rows = { { value = 1.2e9, unit = "USD", counted = "bridge" }, { value = 25e6, unit = "EUR",
      counted = "tunnel" } } },
  { name = "numbers in words",
    text = en "Twenty-five ships carried two hundred and five thousand refugees.", options = {},
    rows = { { value = 25, counted = "ships" }, { value = 205000, counted = "refugees" } } },
  { name = "shares",
    text = en "Two-thirds of the schools and half of the hospitals were closed; one in five children was ill.",
    options = {}, rows = { { value = 2 / 3, unit = "fraction", counted = "schools" },
      { value = 0.5, unit = "fraction", counted = "hospitals" }, { value = 0.2, unit = "fraction",
      counted = "children" } } },
  { name = "one beside a number", text = en "Two soldiers and one civilian were wounded.", options = {},
    rows = { { value = 2, counted = "soldiers" }, { value = 1, counted = "civilian" } } },
  { name = "the noun left out the second time",
    text = en "At least 35 people were killed and 120 injured.", options = {},
    rows = { { value = 35, qualifier = "at least", counted = "people", verb = "killed" },
      { value = 120, counted = "people", verb = "injured" } } },
  { name = "small values left out", text = en "Three ships carried 400 people.", options = { least = 10 },
    rows = { { value = 400, counted = "people" } } },

  -- periods
  { name = "a period carried on",
    text = en "Between 2011 and 2015 the guards closed 12 camps. They also arrested 180 smugglers.",
    options = {}, rows = {
      { value = 12, counted = "camps", period = "2011/2015" },
      { value = 180, counted = "smugglers", period = "2011/2015" } } },
  { name = "each its own year", text = en "The club had 300 members in 2001 and 900 members in 2015.", options = {},
    rows = { { value = 300, period = "2001" }, { value = 900, period = "2015" } } },

  -- what is no figure
  { name = "dates and years",
    text = en "On 8-9 June 2017, after the 2006 Agreement and Peace Mission 2014, they met in October.",
    options = {}, rows = {} },
  { name = "labels",
    text = en "See No. 3, Vol. 12, pp. 12-15, Table 4, Articles 5 and 6 and resolution 1373.",
    options = {}, rows = {} },
  { name = "markers, addresses, identifiers",
    text = en "This is known [8], [9, p. 18]: write to a_1994@example.org, http://example.org/2017/1, 0000-0002-1825.",
    options = {}, rows = {} },
  { name = "ordinals and names",
    text = en "The 17th summit saw the F-16, the Center-2019 drill and a level-five alert.",
    options = {}, rows = {} },
  { name = "one as a pronoun",
    text = en "One of the aims, in one country or another, is peace.", options = {}, rows = {} },
  { name = "a quoted name, also without the marks",
    text = en "The “three evil forces” are a threat. They fight the three evil forces.", options = {}, rows = {} },
  { name = "a stray page number",
    text = en "It was pursued in a 18 criminal order since 20015, they say.", options = {}, rows = {} },

  -- a real document
  { name = "the figures of a report", seed = "002_9d4318198ce18ca2.txt", options = {},
    includes = {
      { value = 20, counted = "terrorist attacks", verb = "prevent", period = "2011/2015" },
      { value = 650, counted = "crimes of terrorist and extremist nature", period = "2011/2015" },
      { value = 440, counted = "terrorist training camps", verb = "neutralized" },
      { value = 1700, counted = "members of international terrorist organizations" },
      { value = 2700, qualifier = "more than", verb = "arrested" },
      { value = 213, counted = "people", period = "2011/2015" },
      { value = 180, counted = "suspects" },
      { value = 600, counted = "undercover bases", verb = "revealed" },
      { value = 3250, qualifier = "more than", counted = "improvised explosive devices" },
      { value = 10000, counted = "weapons" },
      { value = 450000, qualifier = "about", counted = "pieces of ammunition" },
      { value = 52, qualifier = "more than", unit = "t", counted = "explosives" },
      { value = 69, unit = "t", counted = "deadly heroin", verb = "seized" },
      { value = 75, unit = "t", counted = "precursors" },
      { value = 44, qualifier = "almost", unit = "%" },
      { value = 14, qualifier = "about", unit = "%" },
      { value = 20, unit = "%", counted = "UNESCO World Heritage List" },
    },
    excludes = { { value = 3 }, { value = 8 }, { value = 9 }, { value = 2004 }, { value = 2006 }, { value = 2011 },
      { value = 2015 }, { value = 2016 }, { value = 2017 } } },

  -- Russian
  { name = "ru: words of thousands, decimal comma",
    text = ru "В учениях участвовали около 40 тыс. военнослужащих, инфляция составила 5,2%.", options = {},
    rows = { { value = 40000, qualifier = "about", counted = "военнослужащих" },
      { value = 5.2, unit = "%", counted = "инфляция", verb = "составила" } } },
  { name = "ru: period and genitive",
    text = ru "В 2015 году было арестовано более 500 членов банд. Изъято 69 тонн героина.",
    options = {}, rows = {
      { value = 500, qualifier = "more than", counted = "членов банд", period = "2015" },
      { value = 69, unit = "t", counted = "героина", period = "2015" } } },
  { name = "ru: traps",
    text = ru "17-й саммит прошёл 8-9 июня 2017 г.; статья 5 и № 3, с. 12–15, одна из сторон, Су-27.",
    options = {}, rows = {} },

  -- Chinese
  { name = "zh: measure words, 多 behind the number", text = zh "2015年，警方逮捕了2700多名团伙成员，缴获炸药52吨以上。",
    options = {}, rows = {
      { value = 2700, qualifier = "more than", counted = "团伙成员", period = "2015" },
      { value = 52, qualifier = "more than", unit = "t", counted = "炸药", verb = "缴获" } } },
  { name = "zh: numbers in characters", text = zh "学生三千五百人，超过三分之二的家庭有百分之二十的收入。", options = {},
    rows = { { value = 3500, counted = "学生" }, { value = 2 / 3, qualifier = "more than", unit = "fraction",
      counted = "家庭" },
      { value = 20, unit = "%", counted = "收入" } } },
  { name = "zh: traps", text = zh "第17届峰会于2017年6月8日举行，两国领导人一致认为，一个国家不能单独应对。", options = {}, rows = {} },
}
