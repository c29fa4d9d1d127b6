-- What the analysis `figures` must find in Arabic texts, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "كثيرا ما قال أعضاء اللجنة إنهم يرغبون في"
  .. " معرفة المزيد عن تاريخ هذه المدينة وعن حياة سكانها."

local function ar(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "ar: a count with a qualifier",
    text = ar "في عام 2015 اعتقلت الشرطة أكثر من 2700 شخص.", options = {},
    rows = { { value = 2700, qualifier = "more than", unit = "", counted = "شخص",
      verb = "اعتقلت", period = "2015" } } },
  { name = "ar: Arabic digits, decimal sign, per cent of something",
    text = ar "يعيش ٤٫٥٪ من السكان في الجبال.", options = {},
    rows = { { value = 4.5, unit = "%", counted = "السكان", verb = "يعيش" } } },
  { name = "ar: scale and currency",
    text = ar "في عام 2018 بلغت الصادرات نحو ١٬٢ مليار دولار.", options = {},
    rows = { { value = 1.2e9, qualifier = "about", unit = "USD", counted = "الصادرات", verb = "بلغت",
      period = "2018" } } },
  { name = "ar: a range",
    text = ar "ضبطت الجمارك ما بين 200 و300 كيلوغرام من الشاي.", options = {},
    rows = { { value = 200, value_to = 300, unit = "kg", counted = "الشاي", verb = "ضبطت" } } },
  { name = "ar: a period of years",
    text = ar "بين عامي 2011 و2015 أنشأت الوزارة 48 مدرسة.", options = {},
    rows = { { value = 48, counted = "مدرسة", verb = "أنشأت", period = "2011/2015" } } },
  { name = "ar: numbers in words",
    text = ar "وصل خمسة وعشرون طبيبا وثلاثمئة وخمسون ممرضا إلى المدينة.",
    options = {},
    rows = { { value = 25, counted = "طبيبا", verb = "وصل" }, { value = 350, counted = "ممرضا" } } },
  { name = "ar: shares",
    text = ar "تضرر ثلثا المنازل. نزح واحد من كل خمسة مزارعين.", options = {},
    rows = { { value = 2 / 3, unit = "fraction", counted = "المنازل", verb = "تضرر" },
      { value = 0.2, unit = "fraction", counted = "مزارعين" } } },
  { name = "ar: month with two names",
    text = ar "في تشرين الأول/أكتوبر 2006 شارك 40 مراقبا.", options = {},
    rows = { { value = 40, counted = "مراقبا", verb = "شارك", period = "2006-10" } } },
  { name = "ar: date, time, page, article",
    text = ar "عقد الاجتماع في 8 يونيو 2017 الساعة 10:30، انظر المادة 5 والفقرة 3 والعدد 12، ص 14.",
    options = {}, rows = {} },
  { name = "ar: ordinals, a year in a name, an Islamic date",
    text = ar "في الدورة الـ17، وبعد 5 رمضان، تحدث الجميع عن إعلان 2006 وعن رؤية السعودية 2030.",
    options = {}, rows = {} },
  { name = "ar: the Arabic comma inside numbers",
    text = ar "يعيش ٤،٥٪ من السكان في الجبال، وباعت الشركة ١٢،٥٠٠ سيارة.", options = {},
    rows = { { value = 4.5, unit = "%", counted = "السكان", verb = "يعيش" }, { value = 12500, counted = "سيارة" } } },
  { name = "ar: a qualifier behind the noun",
    text = ar "قتل 20 شخصا على الأقل في المدينة.", options = {},
    rows = { { value = 20, qualifier = "at least", counted = "شخصا", verb = "قتل" } } },
}
