-- Vertical text: structure by tags, spaces by punctuation.
local function words(list)
  local lines = {}
  for word in list:gmatch "%S+" do lines[#lines + 1] = word .. "\tX\t" .. word end
  return table.concat(lines, "\n") .. "\n"
end

return {
  loader = "vrt",
  {
    name = "texts are documents with their attributes; found without its extension",
    file = "a.txt",
    text = '<text title="On &quot;rivers&quot;" year="1901" no="007">\n<p>\n<s>\n' .. words "Rivers rise ."
      .. "</s>\n</p>\n<p>\n" .. words "End ." .. "</p>\n</text>\n<text id='2'>\n<head>\n" .. words "Two"
      .. "</head>\n<pb n=\"7\"/>\n" .. words "Second text" .. "</text>\n",
    documents = { { title = 'On "rivers"', metadata = { year = 1901, no = "007" }, words = 3 },
                  { metadata = { id = 2 }, words = 3 } },
    blocks = {
      { type = "paragraph", text = "Rivers rise.", page = null },
      { type = "paragraph", text = "End." },
      { type = "heading", level = 1, text = "Two", page = null },
      { type = "paragraph", text = "Second text", page = 7 },
    },
  },
  {
    name = "spaces: none before closing and behind opening punctuation, quotes in pairs, none in Chinese",
    file = "a.vrt",
    text = words [[" It 's ( quite ) warm , " said l' homme : « Oui ! »]] .. "<g/>\n" .. words ". 河 水 流 ， too",
    blocks = { { text = [["It's (quite) warm," said l'homme: «Oui!». 河水流， too]] } },
  },
  {
    name = "entities, words that look like tags, comments, a column more",
    file = "a.vert",
    text = "<!-- #vrt positional-attributes: word lemma -->\n<!-- a comment -->\nR&amp;D\tr&amp;d\tmo\n<\tSYM\n<doc>\n"
      .. "b\tb\n</doc>\n",
    blocks = { { text = "R&D <" }, { text = "b" } },
  },
}
