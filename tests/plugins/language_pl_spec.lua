-- What the analysis `figures` must find in Polish, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local function pl(text)
  return text .. "\n\nCzłonkowie komitetu często mówili, że chcieliby dowiedzieć się więcej o dziejach tego miasta.\n"
end

return {
  plugin = "figures",

  { name = "a count with a qualifier, a period",
    text = pl "W 2015 r. straż graniczna zatrzymała ponad 2700 przemytników.", options = {},
    rows = { { value = 2700, qualifier = "more than", unit = "", counted = "przemytników", verb = "zatrzymała",
      period = "2015" } } },
  { name = "decimal comma, percent, a change",
    text = pl "Inflacja wyniosła 5,2 proc., a bezrobocie wzrosło z 7,1 do 8,3%.", options = {},
    rows = { { value = 5.2, unit = "%", counted = "Inflacja", verb = "wyniosła" },
      { value = 7.1, unit = "%", counted = "bezrobocie", verb = "wzrosło" },
      { value = 8.3, unit = "%", counted = "bezrobocie", verb = "wzrosło" } } },
  { name = "scales and currencies",
    text = pl "Most kosztował 1,2 mld zł, a tunel kosztował około 25 mln euro.", options = {},
    rows = { { value = 1.2e9, unit = "PLN", counted = "Most", verb = "kosztował" },
      { value = 25e6, qualifier = "about", unit = "EUR", counted = "tunel", verb = "kosztował" } } },
  { name = "a range in a period of years",
    text = pl "W latach 2011–2015 w pożarach lasów spłonęło od 200 do 300 domów i jedna stara szkoła.", options = {},
    rows = { { value = 200, value_to = 300, counted = "domów", verb = "spłonęło", period = "2011/2015" },
      { value = 1, counted = "stara szkoła", verb = "spłonęło", period = "2011/2015" } } },
  { name = "numbers in words, a share",
    text = pl "Dwadzieścia pięć statków przewiozło dwieście pięć tysięcy uchodźców. Dwie trzecie szkół zamknięto.",
    options = {}, rows = { { value = 25, counted = "statków", verb = "przewiozło" },
      { value = 205000, counted = "uchodźców", verb = "przewiozło" },
      { value = 2 / 3, unit = "fraction", counted = "szkół", verb = "zamknięto" } } },
  { name = "the noun left out the second time",
    text = pl "Zginęło co najmniej 35 osób, a 120 zostało rannych.", options = {},
    rows = { { value = 35, qualifier = "at least", counted = "osób", verb = "Zginęło" },
      { value = 120, counted = "osób", verb = "rannych" } } },
  { name = "groups of thousands, a unit, since",
    text = pl "Powierzchnia parku wynosi 315 km². Od 2004 r. posadzono w nim 1 250 000 drzew.", options = {},
    rows = { { value = 315, unit = "km²", counted = "Powierzchnia parku", verb = "wynosi" },
      { value = 1250000, counted = "drzew", period = "2004/.." } } },
  { name = "dates, ordinals, times",
    text = pl "Dnia 8 czerwca 2017 r. o godz. 15.30 odbyło się 17. spotkanie przywódców.", options = {}, rows = {} },
  { name = "labels",
    text = pl "Zob. tab. 4, s. 12–15, nr 3, t. 2 oraz art. 5 ust. 2 ustawy z dnia 6 lipca 2005 r.", options = {},
    rows = {} },
  { name = "numbers inside names",
    text = pl "Film „Miasto 44”, ćwiczenia Anakonda-2016 i samolot F-16 są jednym z powodów sporu.", options = {},
    rows = {} },
}
