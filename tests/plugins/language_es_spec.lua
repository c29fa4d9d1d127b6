-- What the analysis `figures` reads in Spanish, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "Los miembros del comité han dicho muchas veces que querrían leer más "
  .. "sobre la historia de la ciudad."

local function in_language(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "a count with a qualifier and a period",
    text = in_language "En 2015 la policía detuvo a más de 2.700 miembros de bandas armadas.",
    options = {},
    rows = {
      { value = 2700, qualifier = "more than", counted = "miembros de bandas armadas",
        verb = "detuvo", period = "2015" },
    } },
  { name = "a unit between number and noun",
    text = in_language "La aduana incautó 52 toneladas de explosivos y 340 kg de cobre.",
    options = {},
    rows = {
      { value = 52, unit = "t", counted = "explosivos", verb = "incautó" },
      { value = 340, unit = "kg", counted = "cobre", verb = "incautó" },
    } },
  { name = "decimal comma, a scale, a qualifier",
    text = in_language "Cerca de 1,5 millones de personas viven en la región.",
    options = {},
    rows = { { value = 1500000, qualifier = "about", counted = "personas", verb = "viven" } } },
  { name = "a percentage of something and one of a subject",
    text = in_language "El 44 por ciento de la población vive en pisos; la inflación subió al 5,2 % en mayo.",
    options = {},
    rows = {
      { value = 44, unit = "%", counted = "población", verb = "vive" },
      { value = 5.2, unit = "%", counted = "inflación", verb = "subió" },
    } },
  { name = "money",
    text = in_language "El puente costó 25 millones de euros. El túnel costó 1.200 millones de dólares.",
    options = {},
    rows = {
      { value = 25000000, unit = "EUR", counted = "puente", verb = "costó" },
      { value = 1200000000, unit = "USD", counted = "túnel", verb = "costó" },
    } },
  { name = "a range is one, a change is two",
    text = in_language "Entre 200 y 300 casas fueron destruidas. El paro bajó del 7,1 al 5,2 %.",
    options = {},
    rows = {
      { value = 200, value_to = 300, counted = "casas", verb = "destruidas" },
      { value = 7.1, unit = "%", counted = "paro", verb = "bajó" },
      { value = 5.2, unit = "%", counted = "paro", verb = "bajó" },
    } },
  { name = "numbers in words, a period of years",
    text = in_language "Entre 2011 y 2015 se abrieron treinta y cinco escuelas y ciento veinte mil jardines.",
    options = {},
    rows = {
      { value = 35, counted = "escuelas", verb = "abrieron", period = "2011/2015" },
      { value = 120000, counted = "jardines", period = "2011/2015" },
    } },
  { name = "shares",
    text = in_language("Dos tercios de los alumnos aprobaron; la mitad de las familias y uno de cada cinco niños "
      .. "no."),
    options = {},
    rows = {
      { value = 2 / 3, unit = "fraction", counted = "alumnos", verb = "aprobaron" },
      { value = 0.5, unit = "fraction", counted = "familias" },
      { value = 0.2, unit = "fraction", counted = "niños" },
    } },
  { name = "the noun left out the second time",
    text = in_language "Al menos 35 personas murieron y 120 resultaron heridas.",
    options = {},
    rows = {
      { value = 35, qualifier = "at least", counted = "personas", verb = "murieron" },
      { value = 120, counted = "personas" },
    } },
  { name = "dates, ordinals, labels",
    text = in_language("El 8 de junio de 2017 se celebró la 17ª cumbre: artículo 5, pág. 12, n.º 3 del vol. 4, el "
      .. "1.º de mayo."),
    options = {},
    rows = {} },
  { name = "years and numbers inside names",
    text = in_language "La Agenda 2030, la crisis de 2008 y el Boeing 737 son temas del siglo XXI.",
    options = {},
    rows = {} },
  { name = "ranges of days with their month behind",
    text = in_language("Del 8 al 10 de junio de 2017 llegaron 20 barcos. "
      .. "Entre el 3 y el 5 de mayo de 2016 murieron 12 personas."),
    options = {},
    rows = { { value = 20, counted = "barcos", verb = "llegaron", period = "2017-06-08/2017-06-10" },
      { value = 12, counted = "personas", verb = "murieron", period = "2016-05-03/2016-05-05" } } },
  { name = "a half behind its scale",
    text = in_language "La ciudad gastó dos millones y medio de euros.", options = {},
    rows = { { value = 2500000, unit = "EUR", counted = "ciudad", verb = "gastó" } } },
}
