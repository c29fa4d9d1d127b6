-- Quarters, decades and years that are not said, in the languages of the tables.

-- A short text does not show its language: each case goes on with a paragraph that does, and states no date.
local GOES_ON <const> = {
  en = "The members of the committee have often said that they would like to read more about the history of the town.",
  es = "Los miembros del comité han dicho a menudo que les gustaría leer más sobre la historia de la ciudad.",
  uk = "Члени комітету часто говорили, що хотіли б більше дізнатися про історію цього міста та його мешканців.",
  pl = "Członkowie komitetu często mówili, że chcieliby przeczytać więcej o historii tego miasta i jego mieszkańców.",
  ar = "قال أعضاء اللجنة مرارا إنهم يودون قراءة المزيد عن تاريخ هذه المدينة وسكانها وحياتهم اليومية.",
  kk = "Комитет мүшелері осы қаланың тарихы мен оның тұрғындары туралы көбірек білгісі келетінін жиі айтты.",
}

local function in_language(tag)
  return function(text) return text .. "\n\n" .. GOES_ON[tag] .. "\n" end
end

local en, es, uk = in_language "en", in_language "es", in_language "uk"
local pl, ar, kk = in_language "pl", in_language "ar", in_language "kk"

return {
  plugin = "timeline",
  { name = "es: a quarter, a decade in words",
    text = es "En el segundo trimestre de 2014 subieron los precios. Durante los años treinta emigraron muchos.",
    rows = { { date = "2014-04/2014-06", precision = "quarter" }, { date = "193X", precision = "decade" } } },
  { name = "uk: a quarter in Roman numerals, a decade, the same year",
    text = uk "У II кварталі 2011 року експорт зріс. Місто заснували 1784 року. Того ж року збудували порт.",
    rows = { { date = "2011-04/2011-06" }, { date = "1784" }, { date = "1784", basis = "relative" } } },
  { name = "pl: a half", text = pl "W pierwszej połowie 1995 roku otwarto nowy most na rzece.",
    rows = { { date = "1995-01/1995-06", precision = "half-year" } } },
  { name = "ar: the same year", text = ar "تأسس المتحف في عام 1902. وفي العام نفسه افتتحت المكتبة.",
    rows = { { date = "1902" }, { date = "1902", basis = "relative" } } },
  { name = "kk: year, day, month; a range at the head of a sentence",
    text = kk "Музей 1998 жылғы 4 мамырда ашылды. 1921–1922 жылдары қалада аштық болды.",
    rows = { { date = "1998-05-04" }, { date = "1921/1922" } } },
  { name = "what was built then sets no time for now",
    text = en "The ferry, built in 1987, had left the harbour on 3 May with its crew.",
    rows = { { date = "1987" }, { date = "XXXX-05-03" } } },
  { name = "a comparison is no event", text = en "In 2012 sales were higher than in the previous year.",
    rows = { { date = "2012" } } },
  { name = "a time of day is no year", text = en "The train had left by 1130 GMT, said the company.", rows = {} },
}
