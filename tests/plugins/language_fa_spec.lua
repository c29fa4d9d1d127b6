-- What the analysis `figures` must find in Persian texts, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "اعضای کمیته بارها گفته‌اند که می‌خواهند دربارهٔ تاریخ"
  .. " این شهر و زندگی مردم آن بیشتر بدانند."

local function fa(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "fa: a count with a qualifier, Persian digits",
    text = fa "در سال ۲۰۱۵ پلیس بیش از ۲۷۰۰ مظنون را بازداشت کرد.", options = {},
    rows = { { value = 2700, qualifier = "more than", unit = "", counted = "مظنون",
      verb = "بازداشت کرد", period = "2015" } } },
  { name = "fa: decimal sign, per cent of something",
    text = fa "دست‌کم ۴٫۵ درصد از مردم در کوهستان زندگی می‌کنند.",
    options = {},
    rows = { { value = 4.5, qualifier = "at least", unit = "%", counted = "مردم",
      verb = "زندگی می‌کنند" } } },
  { name = "fa: scale and currency",
    text = fa "صادرات به حدود ۱٬۲ میلیارد دلار رسید.", options = {},
    rows = { { value = 1.2e9, qualifier = "about", unit = "USD", counted = "صادرات", verb = "رسید" } } },
  { name = "fa: a range",
    text = fa "هر روز بین ۲۰۰ تا ۳۰۰ تن برنج فروخته می‌شود.", options = {},
    rows = { { value = 200, value_to = 300, unit = "t", counted = "برنج", verb = "فروخته می‌شود" } } },
  { name = "fa: measure word, numbers in words",
    text = fa "بیست و پنج نفر پزشک و صد و چهل نفر پرستار استخدام شدند.", options = {},
    rows = { { value = 25, counted = "پزشک" }, { value = 140, counted = "پرستار",
      verb = "استخدام شدند" } } },
  { name = "fa: a share", text = fa "دو سوم خانه‌ها ویران شد.", options = {},
    rows = { { value = 2 / 3, unit = "fraction", counted = "خانه‌ها", verb = "ویران شد" } } },
  { name = "fa: a period of years",
    text = fa "از سال ۲۰۱۱ تا سال ۲۰۱۵ تعداد ۴۸ مدرسه ساخته شد.", options = {},
    rows = { { value = 48, counted = "مدرسه", verb = "ساخته شد", period = "2011/2015" } } },
  { name = "fa: less than", text = fa "این شرکت کمتر از ۳۰ هزار کارگر دارد.", options = {},
    rows = { { value = 3e4, qualifier = "less than", counted = "کارگر", verb = "دارد" } } },
  { name = "fa: date, time, article, page",
    text = fa "نشست در ۸ ژوئن ۲۰۱۷ ساعت ۱۰:۳۰ برگزار شد؛ نگاه کنید به مادهٔ ۵، بند ۳ و صفحهٔ ۱۲.",
    options = {}, rows = {} },
  { name = "fa: ordinal, Iranian date, a year in a name",
    text = fa "در دورهٔ ۱۷ و در هفدهمین اجلاس، ۵ مهر، دربارهٔ «چشم‌انداز ۲۰۳۰» و قرن ۲۱ سخن گفتند.",
    options = {}, rows = {} },
  { name = "fa: a period of years of the Solar Hijri era",
    text = fa "در سال‌های ۱۳۹۰ تا ۱۳۹۵ تعداد ۴۸ مدرسه ساخته شد.", options = {},
    rows = { { value = 48, counted = "مدرسه", verb = "ساخته شد", period = "2011/2016" } } },
  { name = "fa: a slash as decimal sign, a year of the Solar Hijri era",
    text = fa "تورم به ۱۲/۵ درصد رسید و در سال ۱۳۹۵ تعداد ۴۸ مدرسه ساخته شد.", options = {},
    rows = { { value = 12.5, unit = "%", counted = "تورم", verb = "رسید" },
      { value = 48, counted = "مدرسه", verb = "ساخته شد", period = "2016" } } },
}
