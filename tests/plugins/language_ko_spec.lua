-- What the analysis `figures` must find in Korean texts, and what it must leave alone. `rows` are all rows, in order.

-- A short text does not show its language: each case goes on with a paragraph that does, and states nothing.
local GOES_ON <const> = "위원회 위원들은 이 도시의 역사와 주민들의 생활에"
  .. " 대해 더 많이 알고 싶다고 자주 말했다."

local function ko(text) return text .. "\n\n" .. GOES_ON .. "\n" end

return {
  plugin = "figures",

  { name = "ko: noun in front of the number, qualifier behind the measure word",
    text = ko "2015년 용의자 2,700 명 이상을 체포했다.", options = {},
    rows = { { value = 2700, qualifier = "at least", unit = "", counted = "용의자",
      verb = "체포했다", period = "2015" } } },
  { name = "ko: unit with a particle", text = ko "농가는 쌀 52톤을 수확했다.", options = {},
    rows = { { value = 52, unit = "t", verb = "수확했다" } } },
  { name = "ko: scales and currency", text = ko "작년 수출액 1조 2000억 달러를 기록했다.", options = {},
    rows = { { value = 1.2e12, unit = "USD", counted = "수출액", verb = "기록했다" } } },
  { name = "ko: decimal sign, per cent, about", text = ko "실업률 약 4.7%를 기록했다.", options = {},
    rows = { { value = 4.7, qualifier = "about", unit = "%", counted = "실업률", verb = "기록했다" } } },
  { name = "ko: a range", text = ko "매년 쌀 200~300톤을 생산한다.", options = {},
    rows = { { value = 200, value_to = 300, unit = "t", counted = "쌀", verb = "생산한다" } } },
  { name = "ko: numbers in words, a share",
    text = ko "학생 스물다섯 명이 참가했다. 주민 3분의 2가 찬성했다.", options = {},
    rows = { { value = 25, counted = "학생", verb = "참가했다" },
      { value = 2 / 3, unit = "fraction", counted = "주민", verb = "찬성했다" } } },
  { name = "ko: a period of years",
    text = ko "2011년부터 2015년까지 자전거 48 대를 판매했고 동네 사람들에게 수리는 무료로 해 주었다.",
    options = {},
    rows = { { value = 48, counted = "자전거", verb = "판매했고", period = "2011/2015" } } },
  { name = "ko: less than", text = ko "매출 500만 달러 미만을 기록했다.", options = {},
    rows = { { value = 5e6, qualifier = "less than", unit = "USD", counted = "매출", verb = "기록했다" } } },
  { name = "ko: date, time, ordinal, page",
    text = ko "제17차 회의가 2017년 6월 8일 오전 10시에 열렸다. 제3장과 12쪽을 참고하라. 이번이 3번째이다.",
    options = {}, rows = {} },
  { name = "ko: year in a name, code, rank",
    text = ko "‘비전 2030’ 계획과 G20 회의, 코로나19에 대해 세계 1위 기업의 회장이 말했다.",
    options = {}, rows = {} },
  { name = "ko: particles end the phrase and are no part of it",
    text = ko "교육부는 학생을 300명 이상 모집했다. 어린이 20명이 학교에서 밥을 먹었다.", options = {},
    rows = { { value = 300, qualifier = "at least", counted = "학생", verb = "모집했다" },
      { value = 20, counted = "어린이" } } },
  { name = "ko: scale, qualifier and unit in one word with the digits",
    text = ko "회사는 공장에 1억2000만원을 투자했다. 홍수로 주민 3만여 명이 대피했고 도로 35km를 보수했다.", options = {},
    rows = { { value = 1.2e8, unit = "KRW", counted = "공장", verb = "투자했다" },
      { value = 30000, qualifier = "more than", counted = "주민" },
      { value = 35, unit = "km", counted = "도로" } } },
  { name = "ko: since behind a year", text = ko "2015년부터 자전거 48 대를 판매했다.", options = {},
    rows = { { value = 48, counted = "자전거", verb = "판매했다", period = "2015/.." } } },
}
