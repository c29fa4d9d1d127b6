-- What the analysis `figures` must find in Kazakh, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local function kk(text)
  return text
    .. "\n\nКомитет мүшелері бұл қаланың тарихы мен тұрғындары туралы көбірек білгісі келетінін жиі айтқан.\n"
end

return {
  plugin = "figures",

  { name = "a count with a qualifier behind it, a period",
    text = kk "2015 жылы шекарашылар 2700-ден астам контрабандашы ұстады.", options = {},
    rows = { { value = 2700, qualifier = "more than", unit = "", counted = "контрабандашы", verb = "ұстады",
      period = "2015" } } },
  { name = "decimal comma, percent",
    text = kk "Инфляция 5,2 пайызды құрады, ал жұмыссыздық 7,1%-ға жетті.", options = {},
    rows = { { value = 5.2, unit = "%", counted = "Инфляция", verb = "құрады" },
      { value = 7.1, unit = "%", counted = "жұмыссыздық", verb = "жетті" } } },
  { name = "scales and currencies",
    text = kk "Зауыт 1,2 млрд теңге алды, ал университет шамамен 25 млн еуро алды.", options = {},
    rows = { { value = 1.2e9, unit = "KZT", counted = "Зауыт", verb = "алды" },
      { value = 25e6, qualifier = "about", unit = "EUR", counted = "университет", verb = "алды" } } },
  { name = "a range in a period of years",
    text = kk "2011–2015 жылдары орман өрттерінде 200–300 үй мен көптеген ескі қора өртенді.", options = {},
    rows = { { value = 200, value_to = 300, counted = "үй", verb = "өртенді", period = "2011/2015" } } },
  { name = "numbers in words",
    text = kk "Жиырма бес кеме екі жүз бес мың босқынды тасымалдады.", options = {},
    rows = { { value = 25, counted = "кеме", verb = "тасымалдады" },
      { value = 205000, counted = "босқынды", verb = "тасымалдады" } } },
  { name = "a number word with a suffix, a verb of two words",
    text = kk "Соғыстан екі миллионнан астам адам көшіп кетті.", options = {},
    rows = { { value = 2e6, qualifier = "more than", counted = "адам", verb = "көшіп кетті" } } },
  { name = "units, a measure word",
    text = kk "Қоймада 69 тонна героин, 2,5 кг кокаин және 500 дана қару табылды.", options = {},
    rows = { { value = 69, unit = "t", counted = "героин", verb = "табылды" },
      { value = 2.5, unit = "kg", counted = "кокаин", verb = "табылды" },
      { value = 500, counted = "қару", verb = "табылды" } } },
  { name = "a month in the locative",
    text = kk "2015 жылғы сәуірде кемінде 35 адам қаза тапты.", options = {},
    rows = { { value = 35, qualifier = "at least", counted = "адам", verb = "қаза тапты", period = "2015-04" } } },
  { name = "dates, ordinals, times, ages",
    text = kk "8 маусымда 17-ші саммит өтті. Фильм сағат 15.30-да басталды. Ол сол кезде 25 жаста еді.", options = {},
    rows = { { value = 25, unit = "year" } } },
  { name = "labels and names",
    text = kk "№ 3 қаулыны, 4-кестені, 12–15-беттерді 5-бапты қараңыз. «Қала 44» фильмі мен Су-27 ұшағы көрсетілді.",
    options = {}, rows = {} },
  { name = "a share behind its whole",
    text = kk "Ауылдағы мектептердің үштен екісі жабылды.", options = {},
    rows = { { value = 2 / 3, unit = "fraction", counted = "Ауылдағы мектептердің", verb = "жабылды" } } },
}
