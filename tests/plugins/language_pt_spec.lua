-- What the analysis `figures` reads in Portuguese, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "Os membros da comissão disseram muitas vezes que gostariam de ler "
  .. "mais sobre a história da cidade."

local function in_language(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "a count with a qualifier and a period",
    text = in_language "Em 2015, a polícia deteve mais de 2.700 membros de grupos armados.",
    options = {},
    rows = {
      { value = 2700, qualifier = "more than", counted = "membros de grupos armados",
        verb = "deteve", period = "2015" },
    } },
  { name = "a unit between number and noun",
    text = in_language "A alfândega apreendeu 52 toneladas de explosivos e 340 kg de cobre.",
    options = {},
    rows = {
      { value = 52, unit = "t", counted = "explosivos", verb = "apreendeu" },
      { value = 340, unit = "kg", counted = "cobre", verb = "apreendeu" },
    } },
  { name = "decimal comma, a scale, a qualifier",
    text = in_language "Cerca de 1,5 milhão de pessoas vivem na região.",
    options = {},
    rows = { { value = 1500000, qualifier = "about", counted = "pessoas", verb = "vivem" } } },
  { name = "a percentage of something and one of a subject",
    text = in_language "44 por cento da população vivem em apartamentos; a inflação subiu para 5,2% em maio.",
    options = {},
    rows = {
      { value = 44, unit = "%", counted = "população", verb = "vivem" },
      { value = 5.2, unit = "%", counted = "inflação", verb = "subiu" },
    } },
  { name = "money behind and in front",
    text = in_language "A ponte custou 25 milhões de euros. O túnel custou R$ 1,2 bilhão.",
    options = {},
    rows = {
      { value = 25000000, unit = "EUR", counted = "ponte", verb = "custou" },
      { value = 1200000000, unit = "BRL", counted = "túnel", verb = "custou" },
    } },
  { name = "a range is one, a change is two",
    text = in_language "Entre 200 e 300 casas foram destruídas. O desemprego caiu de 7,1 para 5,2%.",
    options = {},
    rows = {
      { value = 200, value_to = 300, counted = "casas", verb = "destruídas" },
      { value = 7.1, unit = "%", counted = "desemprego", verb = "caiu" },
      { value = 5.2, unit = "%", counted = "desemprego", verb = "caiu" },
    } },
  { name = "numbers in words, a period of years",
    text = in_language("Entre 2011 e 2015 abriram trinta e cinco escolas. O plano ajudou dois mil e quinhentos "
      .. "agricultores."),
    options = {},
    rows = {
      { value = 35, counted = "escolas", verb = "abriram", period = "2011/2015" },
      { value = 2500, counted = "agricultores", verb = "ajudou", period = "2011/2015" },
    } },
  { name = "shares",
    text = in_language("Dois terços dos alunos viajaram; metade das famílias e uma em cada cinco crianças ficaram "
      .. "em casa."),
    options = {},
    rows = {
      { value = 2 / 3, unit = "fraction", counted = "alunos" },
      { value = 0.5, unit = "fraction", counted = "famílias" },
      { value = 0.2, unit = "fraction", counted = "crianças" },
    } },
  { name = "the noun left out the second time",
    text = in_language "Pelo menos 35 pessoas morreram e 120 ficaram feridas.",
    options = {},
    rows = {
      { value = 35, qualifier = "at least", counted = "pessoas", verb = "morreram" },
      { value = 120, counted = "pessoas", verb = "feridas" },
    } },
  { name = "dates, ordinals, labels",
    text = in_language("Em 8 de junho de 2017 houve a 17.ª cimeira: artigo 5, pág. 12, n.º 3 do vol. 4, o 1.º de "
      .. "maio."),
    options = {},
    rows = {} },
  { name = "years and numbers inside names",
    text = in_language "A Agenda 2030, a crise de 2008 e o Boeing 737 são temas do século XXI.",
    options = {},
    rows = {} },
  { name = "a range of days, a share with its noun between",
    text = in_language "De 8 a 10 de junho de 2017 chegaram 20 navios. Uma criança em cada cinco vive na pobreza.",
    options = {},
    rows = { { value = 20, counted = "navios", verb = "chegaram", period = "2017-06-08/2017-06-10" },
      { value = 0.2, unit = "fraction", counted = "criança", verb = "vive" } } },
}
