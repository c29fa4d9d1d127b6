-- Three documents on one organisation: two tell of one founding, and one moves the signing of the charter by a year.
local texts = {
  ["a.txt"] = "On 15 June 2001 the Shanghai Cooperation Organization was founded in Shanghai by six states. "
    .. "On 7 June 2002 the heads of state signed the Charter of the organization in Saint Petersburg.",
  ["b.txt"] = "The Shanghai Cooperation Organization was founded by six states on 15 June 2001. "
    .. "On 7 June 2003 the heads of state signed the Charter of the organization in Saint Petersburg.",
  ["c.txt"] = "In 2002 the heads of state signed the Charter of the organization in Saint Petersburg. "
    .. "On 15 June 2001 a flood closed the port of Gdansk.",
}

return {
  plugin = "timeline_across",
  {
    name = "one row for one event of several documents",
    texts = texts,
    table = "merged",
    includes = {
      { date = "2001-06-15", accounts = 2, documents = "a; b" },
      { date = "2001-06-15", accounts = 1, documents = "c" },
      { date = "2002", documents = "c" },
    },
  },
  {
    name = "the same told of another date; a year holds its days",
    texts = texts,
    table = "contradictions",
    rows = {
      { date = "2002-06-07", other_date = "2003-06-07" },
    },
  },
  {
    name = "one date, other numbers of the same thing; other things, other dates and rounder words contradict nothing",
    texts = {
      ["a.txt"] = "On 3 May 1998 the flood in the lower valley destroyed 40 houses and the old bridge. "
        .. "On 9 May 1998 the mayor opened the new school with 300 pupils in the northern district.",
      ["b.txt"] = "On 3 May 1998 the flood in the lower valley destroyed 65 houses and the old bridge. "
        .. "On 9 May 1998 the mayor opened the new school with 20 teachers in the northern district.",
      ["c.txt"] = "On 4 May 1999 the council of the upper valley sold 12 boats to the fishermen.",
    },
    table = "contradictions",
    rows = {
      { date = "1998-05-03", other_date = "1998-05-03", number = "40", other_number = "65" },
    },
  },
}
