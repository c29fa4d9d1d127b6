-- Short texts whose most telling sentences a reader would name, and what a summary must not quote.

local HARBOUR <const> = "The harbour of Wells\n\n\z
  The harbour of Wells will be dredged next spring, the town council decided on Monday. \z
  Larger ships have not been able to enter the harbour since the storm of 2013 filled its channel with sand. \z
  The council expects that dredging the harbour channel will bring back two hundred jobs. \z
  Anna Berg, a baker, said that she was glad. It rained during the meeting.\n\n\z
  Keywords: harbour; dredging; ferries\n\n\z
  References\n\n\z
  Berg, A. (2014). The storm of 2013 and the harbour of Wells. Coast Press. The harbour was filled with sand.\n"

return {
  plugin = "summary",
  {
    name = "two sentences, in text order, ranked by centrality",
    text = HARBOUR,
    options = { sentences = 2 },
    rows = {
      { kind = "extract", language = "en", rank = 1, score = 1,
        evidence = "The harbour of Wells will be dredged next spring, the town council decided on Monday." },
      { kind = "extract", language = "en", rank = 2,
        evidence = "The council expects that dredging the harbour channel will bring back two hundred jobs." },
    },
  },
  {
    name = "never the title, keywords or references",
    text = HARBOUR,
    options = { sentences = 100 },
    excludes = {
      { evidence = "The harbour of Wells" },
      { evidence = "Keywords: harbour; dredging; ferries" },
      { evidence = "The harbour was filled with sand." },
    },
  },
  {
    name = "a budget of words takes whole sentences, one at least",
    text = HARBOUR,
    options = { words = 5 },
    rows = {
      { evidence = "The harbour of Wells will be dredged next spring, the town council decided on Monday." },
    },
  },
  {
    name = "a sentence said twice is quoted once",
    text = "The mill on the river will close in May. The mill on the river will close in May. \z
      The owners of the mill blame the price of grain. Ninety people work there today.",
    options = { sentences = 2 },
    includes = {
      { evidence = "The mill on the river will close in May." },
      { evidence = "The owners of the mill blame the price of grain." },
    },
  },
  {
    name = "the author's abstract, without its label, and the text",
    text = "On the dredging of harbours\n\n\z
      Abstract: We measured how fast sand comes back to a harbour after dredging. It takes three years.\n\n\z
      Introduction\n\n\z
      Dredging a harbour is expensive, and sand comes back to the harbour sooner than towns expect. \z
      We counted the sand of eleven harbours on one coast in every month for nine years.",
    options = { sentences = 1 },
    rows = {
      { kind = "author", language = "en", rank = 1, score = null,
        evidence = "We measured how fast sand comes back to a harbour after dredging. It takes three years." },
      { kind = "extract", language = "en", rank = 1,
        evidence = "Dredging a harbour is expensive, and sand comes back to the harbour sooner than towns expect." },
    },
  },
  {
    name = "Russian",
    text = "Весной в порту начнут углублять дно, решил в понедельник городской совет. \z
      После бури 2013 года песок засыпал фарватер, и большие суда в порт не заходят. \z
      Совет надеется, что после углубления дна в порт вернётся паром. Весь вечер шёл дождь.",
    options = { sentences = 1 },
    rows = {
      { kind = "extract", language = "ru", rank = 1, score = 1,
        evidence = "Весной в порту начнут углублять дно, решил в понедельник городской совет." },
    },
  },
  {
    name = "Chinese",
    text = "市议会星期一决定，明年春天疏浚港口。2013年的风暴以后，港口的航道被泥沙堵塞，大船一直不能进港。\z
      市议会希望疏浚港口以后渡轮能够恢复。当天晚上下了雨。",
    options = { sentences = 2 },
    includes = { { kind = "extract", language = "zh", rank = 1, evidence = "市议会星期一决定，明年春天疏浚港口。" } },
    excludes = { { evidence = "当天晚上下了雨。" } },
  },
  {
    name = "misread letters are not quoted",
    seed = "000_011ad41bbf49130a.txt",
    includes = { { kind = "author", language = "en", rank = 1 } },
    excludes = { { language = "und" }, { language = "ru" } },
  },
}
