-- Text whose words are parted by spaces already.
return {
  loader = "segmented",
  {
    name = "spaces are the bounds of words, a line is a paragraph",
    file = "a.seg",
    text = "上海合作组织 的 成员国　加强 合作 。\n\n第二 段\n",
    documents = { { words = 7, language = "zh" } },
    blocks = { { type = "paragraph", text = "上海合作组织 的 成员国 加强 合作 。" }, { text = "第二 段" } },
  },
}
