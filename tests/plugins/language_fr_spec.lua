-- What the analysis `figures` reads in French, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "Les membres du comité ont souvent dit qu'ils aimeraient en savoir "
  .. "davantage sur l'histoire de la ville."

local function in_language(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "a count with a qualifier and a period",
    text = in_language "En 2015, la police a arrêté plus de 2 700 membres de groupes armés.",
    options = {},
    rows = {
      { value = 2700, qualifier = "more than", counted = "membres de groupes armés",
        verb = "arrêté", period = "2015" },
    } },
  { name = "an elided article behind a unit",
    text = in_language "La douane a saisi 52 tonnes d'explosifs et 340 kg de cuivre.",
    options = {},
    rows = {
      { value = 52, unit = "t", counted = "explosifs", verb = "saisi" },
      { value = 340, unit = "kg", counted = "cuivre", verb = "saisi" },
    } },
  { name = "decimal comma, a scale, a qualifier",
    text = in_language "Environ 1,5 million de personnes vivent dans la région.",
    options = {},
    rows = { { value = 1500000, qualifier = "about", counted = "personnes", verb = "vivent" } } },
  { name = "a percentage of something and one of a subject",
    text = in_language("44 pour cent de la population vivent en appartement ; l'inflation a atteint 5,2 % en "
      .. "mai."),
    options = {},
    rows = {
      { value = 44, unit = "%", counted = "population", verb = "vivent" },
      { value = 5.2, unit = "%", counted = "inflation", verb = "atteint" },
    } },
  { name = "money",
    text = in_language "Le pont a coûté 25 millions d'euros. Le tunnel a coûté 1,2 milliard de dollars.",
    options = {},
    rows = {
      { value = 25000000, unit = "EUR", counted = "pont", verb = "coûté" },
      { value = 1200000000, unit = "USD", counted = "tunnel", verb = "coûté" },
    } },
  { name = "a range is one, a change is two",
    text = in_language "Entre 200 et 300 maisons ont été détruites. Le chômage est passé de 7,1 à 5,2 %.",
    options = {},
    rows = {
      { value = 200, value_to = 300, counted = "maisons", verb = "détruites" },
      { value = 7.1, unit = "%", counted = "chômage", verb = "passé" },
      { value = 5.2, unit = "%", counted = "chômage", verb = "passé" },
    } },
  { name = "numbers in words, a period of years",
    text = in_language("Entre 2011 et 2015, trente-cinq écoles ont ouvert. Quatre-vingt-dix-sept villages ont été "
      .. "aidés."),
    options = {},
    rows = {
      { value = 35, counted = "écoles", verb = "ouvert", period = "2011/2015" },
      { value = 97, counted = "villages", verb = "aidés", period = "2011/2015" },
    } },
  { name = "shares",
    text = in_language("Deux tiers des élèves ont réussi l'examen et la moitié des familles reçoivent une "
      .. "aide."),
    options = {},
    rows = {
      { value = 2 / 3, unit = "fraction", counted = "élèves", verb = "réussi" },
      { value = 0.5, unit = "fraction", counted = "familles", verb = "reçoivent" },
    } },
  { name = "the noun left out the second time",
    text = in_language "Au moins 35 personnes ont été tuées et 120 blessées.",
    options = {},
    rows = {
      { value = 35, qualifier = "at least", counted = "personnes", verb = "tuées" },
      { value = 120, counted = "personnes", verb = "blessées" },
    } },
  { name = "dates, ordinals, labels",
    text = in_language("Le 8 juin 2017 s'est tenu le 17e sommet : article 5, p. 12, n° 3 du vol. 4, avant le 1er "
      .. "mai."),
    options = {},
    rows = {} },
  { name = "years and numbers inside names",
    text = in_language "L'Agenda 2030, la crise de 2008 et le Boeing 737 sont des sujets du XXIe siècle.",
    options = {},
    rows = {} },
  { name = "a range of days, a half behind its scale",
    text = in_language "Du 8 au 10 juin 2017, la ville a reçu 40 bateaux et dépensé deux millions et demi d'euros.",
    options = {},
    rows = { { value = 40, counted = "bateaux", verb = "reçu", period = "2017-06-08/2017-06-10" },
      { value = 2500000, unit = "EUR", verb = "dépensé", period = "2017-06-08/2017-06-10" } } },
  { name = "no share where the second number counts something",
    text = in_language "Une enquête sur dix villes a été publiée par le ministère en janvier.", options = {},
    rows = { { value = 10, counted = "villes" } } },
  { name = "a share with its noun between, a scale glued to a currency, a qualifier behind the noun",
    text = in_language("Un enfant sur cinq vit dans la pauvreté. Le pont a coûté 5 M€. "
      .. "La tempête a tué 20 personnes au moins."),
    options = {},
    rows = { { value = 0.2, unit = "fraction", counted = "enfant", verb = "vit" },
      { value = 5000000, unit = "EUR", counted = "pont", verb = "coûté" },
      { value = 20, qualifier = "at least", counted = "personnes", verb = "tué" } } },
}
