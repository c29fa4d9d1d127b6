-- JSON Lines: values of every type, nested ones, lines that lack keys.
return {
  loader = "jsonl",
  {
    name = "a line is a document",
    file = "papers.jsonl",
    text = '{"title":"On\\nrivers","text":"Rivers rise.\\n\\nThey end.","year":2019,"share":0.5,"open":true,' ..
      '"doi":null,"tags":["water",null,2],"by":{"name":"Ada","at":{"city":"Turin"}},"none":[]}\r\n\r\n' ..
      '{"text":"No title.","year":"unknown"}\n"Only a text."\n{"title":"No text"}',
    documents = {
      { name = "papers#1", title = "On rivers",
        metadata = { year = 2019, share = 0.5, open = true, tags = "water; 2", ["by.name"] = "Ada",
                     ["by.at.city"] = "Turin" } },
      { name = "papers#2", metadata = { year = "unknown" } },
      { name = "papers#3" },
      { name = "papers#4", title = "No text" },
    },
    blocks = {
      { type = "heading", role = "title", text = "On rivers" },
      { type = "paragraph", text = "Rivers rise." },
      { text = "They end." },
      { document = "papers#2", text = "No title." },
      { text = "Only a text." },
      { document = "papers#4", type = "heading", text = "No text" },
    },
  },
  {
    name = "the key with the longest prose",
    file = "posts.ndjson",
    text = '{"user":"ada","said":"The ferry came more than an hour late again today."}\n' ..
      '{"user":"bob","said":"Nobody told us that the harbour was closed in winter."}\n',
    documents = { { metadata = { user = "ada" } }, { metadata = { user = "bob" } } },
    blocks = {
      { text = "The ferry came more than an hour late again today." },
      { text = "Nobody told us that the harbour was closed in winter." },
    },
  },
  {
    name = "no prose: one table",
    file = "ships.jsonl",
    text = '{"name":"Aurora","crew":12}\n{"name":"Vega"}\n',
    documents = { { name = "ships" } },
    blocks = { { type = "table", text = "crew | name\n12 | Aurora\n | Vega" } },
  },
}
