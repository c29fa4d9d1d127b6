-- What the analysis `figures` reads in German, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "Die Mitglieder des Ausschusses haben oft gesagt, dass sie gern mehr "
  .. "über die Geschichte der Stadt lesen."

local function in_language(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "a count with a qualifier and a period",
    text = in_language "Im Jahr 2015 nahm die Polizei mehr als 2.700 Mitglieder bewaffneter Gruppen fest.",
    options = {},
    rows = {
      { value = 2700, qualifier = "more than", counted = "Mitglieder bewaffneter Gruppen",
        verb = "nahm", period = "2015" },
    } },
  { name = "a unit in front of its noun",
    text = in_language "Der Zoll beschlagnahmte 52 Tonnen Sprengstoff und 340 kg Kupfer.",
    options = {},
    rows = {
      { value = 52, unit = "t", counted = "Sprengstoff", verb = "beschlagnahmte" },
      { value = 340, unit = "kg", counted = "Kupfer", verb = "beschlagnahmte" },
    } },
  { name = "decimal comma, a scale, a qualifier",
    text = in_language "Rund 1,5 Millionen Menschen leben in der Region.",
    options = {},
    rows = { { value = 1500000, qualifier = "about", counted = "Menschen", verb = "leben" } } },
  { name = "a percentage of something and one of a subject",
    text = in_language("44 Prozent der Bevölkerung leben in Mietwohnungen; die Inflation stieg im Mai auf 5,2 "
      .. "%."),
    options = {},
    rows = {
      { value = 44, unit = "%", counted = "Bevölkerung", verb = "leben" },
      { value = 5.2, unit = "%", counted = "Inflation", verb = "stieg" },
    } },
  { name = "money",
    text = in_language "Die Brücke kostete 25 Millionen Euro. Der Tunnel kostete 1,2 Mrd. Dollar.",
    options = {},
    rows = {
      { value = 25000000, unit = "EUR", counted = "Brücke", verb = "kostete" },
      { value = 1200000000, unit = "USD", counted = "Tunnel", verb = "kostete" },
    } },
  { name = "a range is one, a change is two",
    text = in_language "Zwischen 200 und 300 Häuser wurden zerstört. Die Quote sank von 7,1 auf 5,2 Prozent.",
    options = {},
    rows = {
      { value = 200, value_to = 300, counted = "Häuser", verb = "zerstört" },
      { value = 7.1, unit = "%", counted = "Quote", verb = "sank" },
      { value = 5.2, unit = "%", counted = "Quote", verb = "sank" },
    } },
  { name = "numbers in words, a period of years",
    text = in_language("Zwischen 2011 und 2015 wurden fünfundvierzig Schulen eröffnet und zweieinhalb Millionen "
      .. "Bäume gepflanzt."),
    options = {},
    rows = {
      { value = 45, counted = "Schulen", verb = "eröffnet", period = "2011/2015" },
      { value = 2500000, counted = "Bäume", verb = "gepflanzt", period = "2011/2015" },
    } },
  { name = "shares",
    text = in_language "Zwei Drittel der Schüler bestanden die Prüfung. Eines von fünf Kindern war krank.",
    options = {},
    rows = {
      { value = 2 / 3, unit = "fraction", counted = "Schüler", verb = "bestanden" },
      { value = 0.2, unit = "fraction", counted = "Kindern" },
    } },
  { name = "the noun left out the second time",
    text = in_language "Mindestens 35 Menschen wurden getötet und 120 verletzt.",
    options = {},
    rows = {
      { value = 35, qualifier = "at least", counted = "Menschen", verb = "getötet" },
      { value = 120, counted = "Menschen", verb = "verletzt" },
    } },
  { name = "dates, ordinals, labels",
    text = in_language("Am 8. Juni 2017 fand der 17. Gipfel statt: Artikel 5, S. 12, Nr. 3 in Bd. 4, vor dem 1. "
      .. "Mai."),
    options = {},
    rows = {} },
  { name = "years and numbers inside names",
    text = in_language("Die Agenda 2030, die Krise von 2008 und die Boeing 737 sind Themen des 21. "
      .. "Jahrhunderts."),
    options = {},
    rows = {} },
  { name = "a number with ß, a share behind a lower-case word",
    text = in_language "Im Mai wurden dreißig Brücken gebaut und die Hälfte der Familien zog weg.", options = {},
    rows = { { value = 30, counted = "Brücken", verb = "gebaut" },
      { value = 0.5, unit = "fraction", counted = "Familien", verb = "zog" } } },
  { name = "a range of days with its month behind",
    text = in_language "Der Hafen empfing vom 8. bis 10. Juni 2017 mehr als 20 Schiffe.", options = {},
    rows = { { value = 20, qualifier = "more than", counted = "Schiffe", period = "2017-06-08/2017-06-10" } } },
}
