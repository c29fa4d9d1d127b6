-- What the analysis `figures` must find in Japanese texts, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = ""
  .. " 委員会のメンバーは、この町の歴史や住民の暮らしについてもっと詳しく知りたいと繰り返し話していた。"

local function ja(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "ja: noun in front of the number, qualifier behind the measure word",
    text = ja "2015年、警察は容疑者2700人以上を逮捕した。", options = {},
    rows = { { value = 2700, qualifier = "at least", unit = "", counted = "容疑者",
      verb = "逮捕した", period = "2015" } } },
  { name = "ja: noun behind の, scale", text = ja "約3万5千人の学生が大会に参加した。", options = {},
    rows = { { value = 35000, qualifier = "about", counted = "学生", verb = "参加した" } } },
  { name = "ja: money with two scales", text = ja "輸出額は1兆2000億円に達した。", options = {},
    rows = { { value = 1.2e12, unit = "JPY", counted = "輸出額", verb = "達した" } } },
  { name = "ja: decimal sign, per cent, full-width digits",
    text = ja "失業率は４.７％に低下した。", options = {},
    rows = { { value = 4.7, unit = "%", counted = "失業率", verb = "低下した" } } },
  { name = "ja: a range", text = ja "工場は毎年200～300トンの米を出荷している。", options = {},
    rows = { { value = 200, value_to = 300, unit = "t", counted = "米", verb = "出荷し" } } },
  { name = "ja: numbers in characters, shares",
    text = ja "兵士五百二十人が負傷し、人口の3分の2と農家の4割が避難した。", options = {},
    rows = { { value = 520, counted = "兵士" }, { value = 2 / 3, unit = "fraction", counted = "人口" },
      { value = 40, unit = "%", counted = "農家" } } },
  { name = "ja: a period of years",
    text = ja "2011年から2015年までに新たに学校48校が建てられた。", options = {},
    rows = { { value = 48, counted = "学校", verb = "建てられた", period = "2011/2015" } } },
  { name = "ja: more than, less than behind the unit",
    text = ja "図書館は蔵書10万冊余りと現金500万円未満を失った。", options = {},
    rows = { { value = 1e5, qualifier = "more than", counted = "蔵書" },
      { value = 5e6, qualifier = "less than", unit = "JPY", counted = "現金", verb = "失った" } } },
  { name = "ja: date, time, ordinal, page",
    text = ja "第17回会議は2017年6月8日午前10時30分に始まった。第3章と12ページを参照。これは3回目である。",
    options = {}, rows = {} },
  { name = "ja: era, year in a name, words that begin with a number",
    text = ja "平成29年の計画と「東京2020大会」について、両国は十分な時間をかけて一般の意見を聞いた。",
    options = {}, rows = {} },
  { name = "ja: since behind a year", text = ja "2015年から新たに学校48校が建てられた。", options = {},
    rows = { { value = 48, counted = "学校", verb = "建てられた", period = "2015/.." } } },
  { name = "ja: a year of an era", text = ja "令和5年6月に学校48校が建てられた。", options = {},
    rows = { { value = 48, counted = "学校", verb = "建てられた", period = "2023-06" } } },
  { name = "ja: a sign that repeats, a number inside a word",
    text = ja "佐々木氏は図書館で不十分な資料を見つけ、人々に時々見せた。", options = {}, rows = {} },
}
