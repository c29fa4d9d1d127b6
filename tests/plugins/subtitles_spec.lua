-- Subtitles as they are found: cues without blank lines or numbers, tags, speakers, rolling captions.
return {
  loader = "subtitles",
  {
    name = "cues become paragraphs at pauses; markup goes",
    file = "film.srt",
    text = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>The harbour</i>\r\nwas {\\an8}closed\r\n\r\n\z
      2\r\n00:00:03,000 --> 00:00:04,000\r\nfor two &amp; a half years.\r\n\r\n\z
      3\r\n00:01:06,000 --> 00:01:07,250\r\n42 ships waited.\r\n",
    documents = { { name = "film", metadata = { duration = 67.25, cues = 3 } } },
    blocks = {
      { type = "paragraph", text = "The harbour was closed for two & a half years." },
      { text = "42 ships waited." },
    },
  },
  {
    name = "dashes and names in capitals begin paragraphs; a negative number does not",
    file = "talk.srt",
    text = "1\n00:00:01,000 --> 00:00:02,000\n- Is it cold?\n- It is\n\n\z
      2\n00:00:02,100 --> 00:00:03,000\n-5 degrees.\n\n\z
      3\n00:00:03,100 --> 00:00:04,000\nДР. ЖУК: Войдите.\n\n4\n00:00:04,100 --> 00:00:05,000\nPlease: come in.\n",
    blocks = {
      { text = "Is it cold?" },
      { text = "It is -5 degrees." },
      { text = "ДР. ЖУК: Войдите. Please: come in." },
    },
  },
  {
    name = "no blank lines between cues, and blank lines inside of one",
    file = "odd.srt",
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo,\n\nand a half.\n\n\z
      3\n 0:00:03.000 -->  0:00:04.000 X1:10\nThree.",
    blocks = { { text = "One. Two, and a half. Three." } },
  },
  {
    name = "WebVTT: voices, notes, styles, names of cues, times without hours",
    file = "talk.vtt",
    text = "\u{FEFF}WEBVTT - a talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE not said\n\nintro\n\z
      00:01.000 --> 00:02.000 align:start\n<v Ada Byron>The engine <c.red>has</c> no</v>\n\n\z
      00:02.000 --> 00:03.000\n<v Ada Byron>pretensions.</v>\n\n00:03.000 --> 01:00:04.000\n<v.loud Charles>None?\n",
    documents = { { metadata = { duration = 3604, cues = 3 } } },
    blocks = { { text = "Ada Byron: The engine has no pretensions." }, { text = "Charles: None?" } },
  },
  {
    name = "rolling captions say each line once",
    file = "auto.vtt",
    text = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n \nthe<00:00:00.500><c> harbour</c>\n\n\z
      00:00:02.000 --> 00:00:02.010\nthe harbour\n \n\n\z
      00:00:02.010 --> 00:00:04.000\nthe harbour\nwas<00:00:03.000><c> closed</c>\n",
    blocks = { { text = "the harbour was closed" } },
  },
}
