-- CoNLL-U: texts as their comments have them, documents and paragraphs by theirs, multiword tokens, empty nodes.
local function line(...)
  local cells = { ... }
  for i = #cells + 1, 10 do cells[i] = "_" end
  return table.concat(cells, "\t") .. "\n"
end

local GLUED <const> = { "_", "_", "_", "_", "_", "_", "SpaceAfter=No" }
local function glued(id, form) return line(id, form, "_", table.unpack(GLUED)) end

return {
  loader = "conllu",
  {
    name = "documents, paragraphs and metadata by comments; found without its extension",
    file = "rivers.txt",
    text = "# newdoc id = r-1\n# meta::title = On rivers\n# meta::year = 1901\n# sent_id = 1\n" .. line("1", "Rivers")
      .. line("2", "rise") .. "\n# newpar\n" .. line("1", "They") .. glued("2", "flow") .. line("3", ".") .. "\n"
      .. "# newdoc id = r-2\n" .. line("1", "End") .. "\n",
    documents = {
      { name = "rivers#1", title = "On rivers", metadata = { id = "r-1", year = "1901" }, words = 4 },
      { name = "rivers#2", metadata = { id = "r-2" }, words = 1 },
    },
    blocks = { { type = "paragraph", text = "Rivers rise" }, { text = "They flow." }, { text = "End" } },
  },
  {
    name = "the comment's text stands, double spaces and all; where it is another one the forms do",
    file = "a.conllu",
    text = "# text = It  rains .\n" .. line("1", "It") .. glued("2", "rains") .. line("3", ".")
      .. "\n# text = quite another\n" .. line("1", "It") .. glued("2", "stops") .. line("3", ".") .. "\n",
    blocks = { { text = "It  rains . It stops." } },
  },
  {
    name = "words of a multiword token that make it up are tokens, others are one; empty nodes are left out",
    file = "a.conllu",
    text = line("1-2", "don't") .. line("1", "do") .. line("2", "n't") .. line("3", "go") .. line("3.1", "(there)")
      .. line("4-5", "zum") .. line("4", "zu") .. line("5", "dem") .. "\n",
    documents = { { words = 4 } }, -- do, n't, go, zum
    blocks = { { text = "don't go zum" } },
  },
  {
    name = "the last token's SpaceAfter=No holds between sentences; an underscore may be a word",
    file = "a.conllu",
    text = glued("1", "水") .. "\n" .. glued("1", "流") .. "\n" .. line("1", "_", "_") .. "\n",
    blocks = { { text = "水流_" } },
  },
  {
    name = "CoNLL-U Plus names its columns",
    file = "a.conllup",
    text = "# global.columns = ID FORM PARSEME:MWE\n1\tIt\t*\n2\trains\t1:LVC\n\n",
    blocks = { { text = "It rains" } },
  },
}
