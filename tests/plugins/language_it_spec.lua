-- What the analysis `figures` reads in Italian, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "I membri del comitato hanno detto spesso che vorrebbero leggere di "
  .. "più sulla storia della città."

local function in_language(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "a count with a qualifier and a period",
    text = in_language "Nel 2015 la polizia ha arrestato più di 2.700 membri di gruppi armati.",
    options = {},
    rows = {
      { value = 2700, qualifier = "more than", counted = "membri di gruppi armati",
        verb = "arrestato", period = "2015" },
    } },
  { name = "a unit between number and noun",
    text = in_language "La dogana ha sequestrato 52 tonnellate di esplosivo e 340 kg di rame.",
    options = {},
    rows = {
      { value = 52, unit = "t", counted = "esplosivo", verb = "sequestrato" },
      { value = 340, unit = "kg", counted = "rame", verb = "sequestrato" },
    } },
  { name = "decimal comma, a scale, a qualifier",
    text = in_language "Circa 1,5 milioni di persone vivono nella regione.",
    options = {},
    rows = { { value = 1500000, qualifier = "about", counted = "persone", verb = "vivono" } } },
  { name = "a percentage of something and one of a subject",
    text = in_language("Il 44 per cento della popolazione vive in appartamento; l'inflazione è salita al 5,2% a "
      .. "maggio."),
    options = {},
    rows = {
      { value = 44, unit = "%", counted = "popolazione", verb = "vive" },
      { value = 5.2, unit = "%", counted = "inflazione", verb = "salita" },
    } },
  { name = "money",
    text = in_language "Il ponte è costato 25 milioni di euro. Il tunnel è costato 1,2 miliardi di dollari.",
    options = {},
    rows = {
      { value = 25000000, unit = "EUR", counted = "ponte", verb = "costato" },
      { value = 1200000000, unit = "USD", counted = "tunnel", verb = "costato" },
    } },
  { name = "a range is one, a change is two",
    text = in_language("Tra 200 e 300 case sono state distrutte. La disoccupazione è scesa dal 7,1 al 5,2 per "
      .. "cento."),
    options = {},
    rows = {
      { value = 200, value_to = 300, counted = "case", verb = "distrutte" },
      { value = 7.1, unit = "%", counted = "disoccupazione", verb = "scesa" },
      { value = 5.2, unit = "%", counted = "disoccupazione", verb = "scesa" },
    } },
  { name = "numbers in words, a period of years",
    text = in_language("Tra il 2011 e il 2015 sono nate trentacinque scuole. Sono arrivati centoventimila "
      .. "profughi."),
    options = {},
    rows = {
      { value = 35, counted = "scuole", verb = "nate", period = "2011/2015" },
      { value = 120000, counted = "profughi", verb = "arrivati", period = "2011/2015" },
    } },
  { name = "shares",
    text = in_language "Due terzi degli alunni hanno superato l'esame e la metà delle famiglie riceve aiuti.",
    options = {},
    rows = {
      { value = 2 / 3, unit = "fraction", counted = "alunni", verb = "superato" },
      { value = 0.5, unit = "fraction", counted = "famiglie", verb = "riceve" },
    } },
  { name = "the noun left out the second time",
    text = in_language "Almeno 35 persone sono morte e 120 sono rimaste ferite.",
    options = {},
    rows = {
      { value = 35, qualifier = "at least", counted = "persone", verb = "morte" },
      { value = 120, counted = "persone", verb = "ferite" },
    } },
  { name = "dates, ordinals, labels",
    text = in_language("L'8 giugno 2017 si è tenuto il 17º vertice: articolo 5, pag. 12, n. 3 del vol. 4, il 1º "
      .. "maggio."),
    options = {},
    rows = {} },
  { name = "years and numbers inside names",
    text = in_language "L'Agenda 2030, la crisi del 2008 e il Boeing 737 sono temi del XXI secolo.",
    options = {},
    rows = {} },
  { name = "elided words in front of a date and a noun",
    text = in_language "Nell'agosto 2016 crollarono 35 case. Cinquant'anni prima c'erano 40 negozi.",
    options = {},
    rows = { { value = 35, counted = "case", verb = "crollarono", period = "2016-08" },
      { value = 50, unit = "year" }, { value = 40, counted = "negozi" } } },
  { name = "a range of days, a share with its noun between",
    text = in_language "Dall'8 al 10 giugno 2017 arrivarono 20 navi. Un bambino su cinque vive in povertà.",
    options = {},
    rows = { { value = 20, counted = "navi", verb = "arrivarono", period = "2017-06-08/2017-06-10" },
      { value = 0.2, unit = "fraction", counted = "bambino", verb = "vive" } } },
}
