-- Who became member, observer or partner of what.

local news = require "news"

return {
  plugin = "memberships",
  {
    name = "founders, observers, partners with their days",
    seed = "004_81f1edefb9dd1fcc.txt",
    rows = {
      { member = "Kazakhstan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "China", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Russia", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Tajikistan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Kyrgyzstan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Uzbekistan", status = "founder", organisation = "SCO", date = "2001" },
      { member = "Mongolia", status = "observer", organisation = "SCO", date = "2004-06" },
      { member = "Sri Lanka", status = "dialogue partner", organisation = "SCO", date = "2009" },
      { member = "Belarus", status = "dialogue partner", organisation = "SCO", date = "2009" },
      { member = "Belarus", status = "dialogue partner", organisation = "SCO", date = "2010-04-28" },
      { member = "Afghanistan", status = "observer", organisation = "SCO", date = "2012-06-07" },
      { member = "Turkey", status = "dialogue partner", organisation = "SCO", date = "2012-06-07" },
    },
  },
  {
    name = "a list behind a dash; an attempt makes no row",
    seed = "003_53fded65e5fbe7f9.txt",
    rows = {
      { member = "India", status = "observer", organisation = "SCO" },
      { member = "Pakistan", status = "observer", organisation = "SCO" },
      { member = "Iran", status = "observer", organisation = "SCO" },
    },
  },
  {
    name = "the day is that of the sentence before",
    seed = "002_9d4318198ce18ca2.txt",
    rows = {
      { member = "India", status = "member", organisation = "SCO", date = "2017-06-08/2017-06-09", certainty = 0.6 },
      { member = "Pakistan", status = "member", organisation = "SCO", date = "2017-06-08/2017-06-09",
        certainty = 0.6 },
    },
  },
  {
    name = "joining, wishing",
    text = "Norway joined NATO in 1949. Sweden wants to become a member of NATO. Japan became an observer in the \z
        Arab League in 2001.",
    rows = {
      { member = "Norway", status = "member", organisation = "NATO", date = "1949" },
      { member = "Japan", status = "observer", organisation = "Arab League", date = "2001" },
    },
  },
  {
    name = "Russian",
    text = news.ru,
    includes = {
      { member = "Индия", status = "member", organisation = "ШОС", date = "2017" },
      { member = "Белоруссия", status = "dialogue partner", organisation = "ШОС", date = "2010" },
      { member = "Монголия", status = "observer", organisation = "ШОС", date = "2004" },
    },
    excludes = {
      { member = "Узбекистан" },
    },
  },
  {
    name = "Chinese",
    text = news.zh,
    includes = {
      { member = "印度", status = "member", organisation = "上海合作组织", date = "2017" },
      { member = "伊朗", status = "observer", organisation = "上海合作组织", date = "2005" },
    },
  },
  {
    name = "German",
    text = news.de,
    rows = {
      { member = "Indien", status = "member", organisation = "Shanghaier Organisation für Zusammenarbeit",
        date = "2017" },
      { member = "Pakistan", status = "member", organisation = "Shanghaier Organisation für Zusammenarbeit",
        date = "2017" },
      { member = "Belarus", status = "dialogue partner", organisation = "Shanghaier Organisation für Zusammenarbeit",
        date = "2010" },
    },
  },
  {
    name = "Spanish",
    text = news.es,
    includes = {
      { member = "India", status = "member", organisation = "Organización de Cooperación de Shanghái",
        date = "2017" },
      { member = "Sri Lanka", status = "dialogue partner",
        organisation = "Organización de Cooperación de Shanghái", date = "2010" },
    },
    excludes = {
      { member = "Bolivia" },
    },
  },
  {
    name = "French",
    text = news.fr,
    includes = {
      { member = "Inde", status = "member", organisation = "Organisation de coopération de Shanghai", date = "2017" },
      { member = "Biélorussie", status = "dialogue partner",
        organisation = "Organisation de coopération de Shanghai", date = "2010" },
    },
  },
  {
    name = "Polish",
    text = "Prezydent Rosji Władimir Putin powiedział w Moskwie, że Rosja będzie kontynuować współpracę. \z
      „Musimy działać razem” – oświadczył minister spraw zagranicznych Radosław Sikorski. Według \z
      premiera Donalda Tuska sytuacja jest trudna. Ministerstwo Spraw Zagranicznych nie skomentowało sprawy.\z
      \n\nW 2017 roku Indie i Pakistan stały się członkami Szanghajskiej Organizacji Współpracy. W 2004 roku \z
      Polska przystąpiła do Unii Europejskiej.",
    includes = {
      { member = "Polska", status = "member", organisation = "Unii Europejskiej", date = "2004" },
    },
  },
  {
    name = "Arabic",
    text = news.ar,
    includes = {
      { member = "باكستان", status = "member", organisation = "منظمة شنغهاي للتعاون",
        date = "2017" },
    },
  },
  {
    name = "Persian",
    text = "ولادیمیر پوتین رئیس‌جمهور روسیه گفت که همکاری ادامه \z
        خواهد \z
      یافت. وزیر امور خارجه ایران حسین امیرعبداللهیان گفت که \z
      ایران به سازمان همکاری شانگهای پیوست. به گفته دبیرکل \z
      سازمان ملل آنتونیو گوترش، وضعیت خطرناک است.\z
      \n\nدر سال ۲۰۱۷ هند و پاکستان به عضویت سازمان همکاری شانگهای \z
      درآمدند.",
    includes = {
      { member = "هند", status = "member", organisation = "سازمان همکاری شانگهای",
        date = "2017" },
    },
  },
  {
    name = "Japanese",
    text = news.ja,
    rows = {
      { member = "インド", status = "member", organisation = "上海協力機構", date = "2017" },
      { member = "パキスタン", status = "member", organisation = "上海協力機構", date = "2017" },
    },
  },
}
