-- What the analysis `figures` must find in Hindi texts, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "समिति के सदस्यों ने अक्सर कहा कि वे इस शहर के इतिहास"
  .. " और यहाँ के लोगों के जीवन के बारे में और जानना चाहते हैं।"

local function hi(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "hi: a count with its qualifier behind it",
    text = hi "2015 में पुलिस ने 2,700 से अधिक तस्करों को गिरफ्तार किया।",
    options = {},
    rows = { { value = 2700, qualifier = "more than", unit = "", counted = "तस्करों",
      verb = "गिरफ्तार किया", period = "2015" } } },
  { name = "hi: Devanagari digits, lakhs and crores",
    text = hi "राज्य में १२,३४,५६७ किसान रहते हैं। मेले में लगभग 1.5 करोड़ यात्री आए।",
    options = {},
    rows = { { value = 1234567, counted = "किसान", verb = "रहते हैं" },
      { value = 1.5e7, qualifier = "about", counted = "यात्री", verb = "आए" } } },
  { name = "hi: scale and currency",
    text = hi "निर्यात 25 हज़ार करोड़ रुपये तक पहुँच गया।",
    options = {},
    rows = { { value = 2.5e11, unit = "INR", counted = "निर्यात",
      verb = "पहुँच गया" } } },
  { name = "hi: per cent of something",
    text = hi "कम से कम 4.5 प्रतिशत किसानों ने हिस्सा लिया।",
    options = {},
    rows = { { value = 4.5, qualifier = "at least", unit = "%", counted = "किसानों",
      verb = "हिस्सा लिया" } } },
  { name = "hi: a range",
    text = hi "गाँव में 200 से 300 टन चावल बेचे गए।", options = {},
    rows = { { value = 200, value_to = 300, unit = "t", counted = "चावल", verb = "बेचे गए" } } },
  { name = "hi: numbers in words",
    text = hi "पच्चीस डॉक्टर और एक सौ चालीस नर्सें आईं।",
    options = {},
    rows = { { value = 25, counted = "डॉक्टर" }, { value = 140, counted = "नर्सें" } } },
  { name = "hi: a half with a scale, a share",
    text = hi "बाढ़ से ढाई लाख लोग प्रभावित हुए और दो तिहाई घर ढह गए।",
    options = {},
    rows = { { value = 2.5e5, counted = "लोग", verb = "प्रभावित हुए" },
      { value = 2 / 3, unit = "fraction", counted = "घर", verb = "ढह गए" } } },
  { name = "hi: a period of years",
    text = hi "2011 से 2015 तक सरकार ने 48 स्कूल खोले।", options = {},
    rows = { { value = 48, counted = "स्कूल", verb = "खोले", period = "2011/2015" } } },
  { name = "hi: date, time, article, page",
    text = hi "बैठक 8 जून 2017 को सुबह 10 बजे शुरू हुई। अनुच्छेद 5, धारा 370 और पृष्ठ 12 देखें।",
    options = {}, rows = {} },
  { name = "hi: ordinal, age, a year in a name",
    text = hi "17वें सम्मेलन में 25 वर्षीय लेखक ने ‘विज़न 2030’ और जी-20 की चर्चा की।",
    options = {}, rows = { { value = 25, unit = "year" } } },
  { name = "hi: a scale in its other spelling, since",
    text = hi "2015 से सरकार ने 48 स्कूल खोले। राज्य को 25 करो\u{95C} रुपये मिले।", options = {},
    rows = { { value = 48, counted = "स्कूल", verb = "खोले", period = "2015/.." },
      { value = 2.5e8, unit = "INR", counted = "राज्य" } } },
}
