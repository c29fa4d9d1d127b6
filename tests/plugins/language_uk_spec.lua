-- What the analysis `figures` must find in Ukrainian, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local function uk(text)
  return text
    .. "\n\nЧлени комітету часто говорили, що хотіли б більше дізнатися про історію цього міста та його жителів.\n"
end

return {
  plugin = "figures",

  { name = "a count with a qualifier, a period",
    text = uk "У 2015 році прикордонники затримали понад 2700 контрабандистів.", options = {},
    rows = { { value = 2700, qualifier = "more than", unit = "", counted = "контрабандистів", verb = "затримали",
      period = "2015" } } },
  { name = "decimal comma, percent, a change",
    text = uk "Інфляція становила 5,2%, а безробіття зросло з 7,1 до 8,3 відсотка.", options = {},
    rows = { { value = 5.2, unit = "%", counted = "Інфляція", verb = "становила" },
      { value = 7.1, unit = "%", counted = "безробіття", verb = "зросло" },
      { value = 8.3, unit = "%", counted = "безробіття", verb = "зросло" } } },
  { name = "scales and currencies",
    text = uk "Міст коштував 1,2 млрд грн, а тунель коштував близько 25 млн євро.", options = {},
    rows = { { value = 1.2e9, unit = "UAH", counted = "Міст", verb = "коштував" },
      { value = 25e6, qualifier = "about", unit = "EUR", counted = "тунель", verb = "коштував" } } },
  { name = "a range in a period of years",
    text = uk "Протягом 2011–2015 рр. у лісових пожежах згоріло від 200 до 300 будинків і одна стара школа.",
    options = {},
    rows = { { value = 200, value_to = 300, counted = "будинків", verb = "згоріло", period = "2011/2015" },
      { value = 1, counted = "стара школа", verb = "згоріло", period = "2011/2015" } } },
  { name = "numbers in words with either apostrophe, a share",
    text = uk "Двадцять п'ять кораблів перевезли двісті п’ять тисяч біженців. Дві третини шкіл було закрито.",
    options = {}, rows = { { value = 25, counted = "кораблів", verb = "перевезли" },
      { value = 205000, counted = "біженців", verb = "перевезли" },
      { value = 2 / 3, unit = "fraction", counted = "шкіл", verb = "закрито" } } },
  { name = "units",
    text = uk "Вилучено 69 тонн героїну та 2,5 кг кокаїну.", options = {},
    rows = { { value = 69, unit = "t", counted = "героїну", verb = "Вилучено" },
      { value = 2.5, unit = "kg", counted = "кокаїну", verb = "Вилучено" } } },
  { name = "groups of thousands, since",
    text = uk "Площа парку становить 315 км². З 2004 року в ньому висаджено 1 250 000 дерев.", options = {},
    rows = { { value = 315, unit = "km²", counted = "Площа парку", verb = "становить" },
      { value = 1250000, counted = "дерев", period = "2004/.." } } },
  { name = "dates, ordinals, times",
    text = uk "8 червня 2017 року о 15:30 відбувся 17-й саміт лідерів.", options = {}, rows = {} },
  { name = "labels",
    text = uk "Див. табл. 4, с. 12–15, № 3, т. 2 та ст. 5 закону від 6 липня 2005 р.", options = {}, rows = {} },
  { name = "numbers inside names",
    text = uk "Фільм «Місто 44», навчання Море-2016 і літак Ан-225 є однією з причин суперечки.", options = {},
    rows = {} },
  { name = "an apostrophe is part of a word",
    text = uk "У селі з'явилося 15 магазинів, а в місті з’явилося 20 кав'ярень.", options = {},
    rows = { { value = 15, counted = "магазинів", verb = "з'явилося" },
      { value = 20, counted = "кав'ярень", verb = "з’явилося" } } },
}
