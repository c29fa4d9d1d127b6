-- What the analysis `figures` must find in Turkish, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local function tr(text)
  return text
    .. "\n\nKomite üyeleri bu şehrin tarihi hakkında daha fazla bilgi edinmek istediklerini sık sık söylediler.\n"
end

return {
  plugin = "figures",

  { name = "a count with a qualifier, a period",
    text = tr "2015 yılında polis yaklaşık 2.700 kaçakçı yakaladı.", options = {},
    rows = { { value = 2700, qualifier = "about", unit = "", counted = "kaçakçı", verb = "yakaladı",
      period = "2015" } } },
  { name = "decimal comma, percent",
    text = tr "Enflasyon %5,2 oldu.", options = {},
    rows = { { value = 5.2, unit = "%", counted = "Enflasyon", verb = "oldu" } } },
  { name = "scales and currencies",
    text = tr "Köprü için 1,2 milyar lira harcandı, tünel için 25 milyon avro ödendi.", options = {},
    rows = { { value = 1.2e9, unit = "TRY", counted = "Köprü", verb = "harcandı" },
      { value = 25e6, unit = "EUR", counted = "tünel", verb = "ödendi" } } },
  { name = "a range in a period of years",
    text = tr "2011-2015 yıllarında çıkan orman yangınlarında 200 ila 300 ev ve birçok eski okul yandı.", options = {},
    rows = { { value = 200, value_to = 300, counted = "ev", verb = "yandı", period = "2011/2015" } } },
  { name = "numbers in words",
    text = tr "Yirmi beş gemi iki yüz beş bin mülteci taşıdı.", options = {},
    rows = { { value = 25, counted = "gemi", verb = "taşıdı" },
      { value = 205000, counted = "mülteci", verb = "taşıdı" } } },
  { name = "more than, behind the number",
    text = tr "Savaş yüzünden 2 milyondan fazla insan göç etti.", options = {},
    rows = { { value = 2e6, qualifier = "more than", counted = "insan", verb = "göç etti" } } },
  { name = "units, two-word verbs, a measure word",
    text = tr "Depoda 69 ton eroin, 2,5 kg kokain ve 500 adet silah ele geçirildi.", options = {},
    rows = { { value = 69, unit = "t", counted = "eroin", verb = "ele geçirildi" },
      { value = 2.5, unit = "kg", counted = "kokain", verb = "ele geçirildi" },
      { value = 500, counted = "silah", verb = "ele geçirildi" } } },
  { name = "a year with a suffix",
    text = tr "2015'te en az 35 kişi öldü.", options = {},
    rows = { { value = 35, qualifier = "at least", counted = "kişi", verb = "öldü", period = "2015" } } },
  { name = "dates, ordinals, times, ages",
    text = tr "8 Haziran 2017'de saat 15.30'da 17. Zirve yapıldı. Toplantıya 25 yaşında bir genç geldi.", options = {},
    rows = {} },
  { name = "labels and names",
    text = tr "Bkz. Tablo 4, s. 12-15, cilt 2, no. 3 ve 5237 sayılı Kanun. “Şehir 44” filmi ve F-16 uçağı konuşuldu.",
    options = {}, rows = {} },
}
