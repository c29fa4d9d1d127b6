-- SQL that does more than reading.
local queries = {
  api     = 1,
  summary = "Asks the corpus for what it should not",
  options = { { "how", "text", default = "write", help = "which way" } },
  columns = { { "value", "text", "the first value of the answer" } },
}

local ENDLESS <const> = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "

local texts = {
  write          = "DELETE FROM document",
  update         = "UPDATE document SET title = 'x' RETURNING title",
  table          = "CREATE TABLE t (x)",
  temporary      = "CREATE TEMP TABLE t (x)",
  attach         = "ATTACH 'reached' AS other",
  vacuum         = "VACUUM INTO 'reached'",
  pragma         = "PRAGMA writable_schema = ON",
  journal        = "PRAGMA journal_mode = MEMORY",
  pragma_table   = "SELECT * FROM pragma_journal_mode('memory')",
  schema         = "UPDATE sqlite_schema SET sql = ''",
  transaction    = "COMMIT",
  two            = "SELECT 1; DELETE FROM document",
  extension      = "SELECT load_extension('libc.so.6')",
  tokenizer      = "SELECT fts3_tokenizer('simple', x'0000000000000000')",
  long_pattern   = "SELECT 'x' LIKE printf('%.*c', 100000, '%')",
  nonsense       = "SELEKT 1",

  endless        = ENDLESS .. "SELECT count(*) FROM n",
  endless_rows   = ENDLESS .. "SELECT i FROM n",
  -- within one step of SQLite's machine, where its progress handler is not asked
  searching      = "SELECT instr(printf('%.*c', 20000000, 'a'), printf('%.*c', 1000000, 'a') || 'b')",

  random         = "SELECT randomblob(1000000000)",
  zeros          = "SELECT hex(zeroblob(200000000))",
  format         = "SELECT printf('%*s', 1000000000, 'x')",
  sorting        = ENDLESS .. "SELECT i, zeroblob(10000) FROM n ORDER BY 2, 1",
  grouping       = ENDLESS .. "SELECT group_concat(zeroblob(1000000)) FROM n LIMIT 1",
}

function queries.corpus(corpus, options, emit)
  for row in corpus:sql(texts[options.how]) do
    local value = select(2, next(row))
    if options.how ~= "endless_rows" then emit { value = tostring(value) } end
  end
end

return queries
