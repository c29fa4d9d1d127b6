-- Loads a folder of files that were made to harm, beside good ones, and looks at what is left.
--
--   $ lua5.4 tests/bad_input.lua build/release/moonleaf
--
-- Each bad file must give one line that says why; the good ones must be in the corpus, which must be whole; no byte
-- that a terminal obeys may reach stdout or stderr, whatever names and titles hold. Run by root, the program runs as
-- nobody: root can read every file. The files are made here, in a folder that is gone afterwards.
local root = arg[0]:gsub("[^/]*$", "")
package.path = root .. "?.lua;" .. root .. "plugins/?.lua;" .. package.path

local process = require "process"

local SECONDS <const> = 300
local FORBIDDEN <const> = "[\0-\8\11-\31\127]" -- in output; of the others \r ends lines of CSV alone

-- ---- making files ----

local scratch = nil -- a folder beside the input

local function shell(command, ...)
  local words = {}
  for i, word in ipairs { ... } do words[i] = process.quote(word) end
  assert(os.execute(command:format(table.unpack(words))), command)
end

-- The bytes as deflate packs them (RFC 1951), and their CRC-32: gzip's output without its head and tail.
local function deflated(bytes)
  local from, to = scratch .. "/raw", scratch .. "/raw.gz"
  process.write(from, bytes)
  shell("gzip -n9 <%s >%s", from, to)
  local packed = process.read(to)
  return packed:sub(11, -9), ("<I4"):unpack(packed, #packed - 7)
end

-- A zip of files { name, bytes }; `flags` are those of its headers, 1 for encrypted.
local function zip(files, flags)
  local body, directory, at = {}, {}, 0
  for _, file in ipairs(files) do
    local name, bytes = file[1], file[2]
    local packed, sum = deflated(bytes)
    local facts = ("<I2I2I2I2I2I4I4I4I2I2"):pack(20, flags or 0x800, 8, 0, 0x21, sum, #packed, #bytes, #name, 0)
    local entry = "PK\3\4" .. facts .. name .. packed
    body[#body + 1] = entry
    directory[#directory + 1] = "PK\1\2\20\0" .. facts .. ("<I2I2I2I4I4"):pack(0, 0, 0, 0, at) .. name
    at = at + #entry
  end
  local list = table.concat(directory)
  return table.concat(body) .. list .. "PK\5\6" .. ("<I2I2I2I2I4I4I2"):pack(0, 0, #files, #files, #list, at, 0)
end

-- A document of that element whose text is a billion of the same word (entities in entities).
local function laughs(open, close)
  local lines = { '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "laugh ">' }
  for i = 1, 9 do lines[#lines + 1] = ('<!ENTITY l%d "%s">'):format(i, ("&l%d;"):format(i - 1):rep(10)) end
  return table.concat(lines) .. "]>" .. open .. "&l9;" .. close
end

local WORD <const> = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
local function docx(xml)
  return zip {
    { "[Content_Types].xml", "<Types/>" },
    { "_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
      .. ' Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
      .. ' Target="word/document.xml"/></Relationships>' },
    { "word/document.xml", xml },
  }
end

local OFFICE <const> = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
  .. ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>'

-- Zips in zips, `depth` deep.
local function matryoshka(depth)
  local bytes = "The innermost text.\n"
  for i = depth, 1, -1 do bytes = zip { { i == depth and "in.txt" or "in.zip", bytes } } end
  return bytes
end

-- A zip of 16 zips of 16 zips ... of zeros, each level a thousandth of what it unpacks to.
local function forty_two()
  local bytes = zip { { "zeros.txt", ("\0"):rep(1 << 22) } }
  for _ = 1, 3 do
    local files = {}
    for i = 1, 16 do files[i] = { i .. ".zip", bytes } end
    bytes = zip(files)
  end
  return bytes
end

local function random(count)
  local bytes = {}
  math.randomseed(7)
  for i = 1, count do bytes[i] = string.char(math.random(0, 255)) end
  return table.concat(bytes)
end

-- ---- the files ----

-- A 7-zip archive whose list of files is encrypted too.
local LOCKED <const> =
  "N3q8ryccAAQcgGH6kAAAAAAAAAAuAAAAAAAAAG8OIId9BOzz0l7kzh4KjbeI3y8rBtcpmc0PhsDgYZZW8gF6SOtWLSvIR/RTUPla\n" ..
  "hBS7gf2Pt7yaVySnXLimGts9bEmfg94H5z3pPzXMIGTU24U6vinz46y47f3r3MG23EofUrfMySMi2IAGitSh4q0QAtbDAIMCgpje\n" ..
  "ofEmv698xb40fxT2LTh/4H4BxtARjm99GrkXBiABCXAABwsBAAEkBvEHARJTD+cgRCqryicnTRUg9MqM3+cMYgoBrgGHjAAA\n"

-- Bad ones: the name, the bytes or what makes the file of that path, and what the line must say. The line shows the
-- name, or what stands fourth.
local function bad_files()
  local good_docx = docx(WORD .. "<w:p><w:r><w:t>Some words.</w:t></w:r></w:p></w:body></w:document>")
  local good_zip = zip { { "first.txt", random(3000) }, { "second.txt", random(3000) } }
  return {
    { "bomb.zip", zip { { "zeros.txt", ("0"):rep(48 << 20) } }, "zip bomb" },
    { "bomb.docx", docx(WORD .. (" "):rep(30 << 20)), "zip bomb" },
    { "bomb.gz", function(path) shell("head -c 300000000 /dev/zero | tr '\\0' x | gzip -9 >%s", path) end, "zip bomb" },
    { "42.zip", forty_two(), "zip bomb" },
    { "matryoshka.zip", matryoshka(6), "more than 4 deep", "matryoshka.zip/in.zip/in.zip/in.zip/in.zip" },
    { "laughs.docx", docx(laughs(WORD .. "<w:p><w:r><w:t>", "</w:t></w:r></w:p></w:body></w:document>")), "entity" },
    { "laughs.odt", zip { { "content.xml",
      laughs(OFFICE, "</text:p></office:text></office:body></office:document-content>") } }, "entity" },
    { "laughs.epub", zip { { "META-INF/container.xml", laughs("<container>", "</container>") } }, "entity" },
    { "deep.docx", docx(WORD .. ("<w:p>"):rep(100000)), "1,000" },
    { "cut.docx", good_docx:sub(1, 300), "damaged" },
    { "cut.zip", good_zip:sub(1, 2000), "damaged" },
    { "cut.gz", function(path) shell("head -c 100000 /dev/urandom | gzip | head -c 5000 >%s", path) end, "truncated" },
    { "encrypted.zip", zip({ { "secret.txt", "secret" } }, 0x801), "encrypted", "encrypted.zip/secret.txt" },
    { "nothing.zip", zip {}, "no files in it" },
    { "empty.txt", "", "empty" },
    { "sparse.txt", function(path) shell("truncate -s 4G %s", path) end, "--max-document" },
    { "holes.zip", function(path) shell("printf 'PK\\003\\004' >%s; truncate -s 4294967295 %s", path, path) end,
      "a file of holes" },
    { "line.txt", function(path) shell("head -c 100000000 /dev/zero | tr '\\0' x >%s", path) end, "--max-document" },
    { "program", function(path) shell("cp /bin/sh %s", path) end, "not a text" },
    { "bare.bz2", "BZh9" .. random(300), "no compressed file" },
    { "folded.7z", function(path) shell("base64 -d >%s <<'END'\n" .. LOCKED .. "\nEND", path) end, "password" },
    { "fifo", function(path) shell("mkfifo %s", path) end, "is no regular file" },
    { "loop", function(path) shell("ln -s loop %s", path) end, "back to itself" },
    { "here", function(path) shell("ln -s . %s", path) end, "back to itself" },
    { "broken", function(path) shell("ln -s nowhere %s", path) end, "not there" },
    { "out", function(path) shell("ln -s /etc/passwd %s", path) end, "out of the folder" },
    { "random.txt", random(5000), "not a text" },
    { "random.zip", "PK\3\4" .. random(5000), "damaged" },
    { "random.docx", random(5000), "no .docx file" },
    { "deep.jsonl", ('{"a":'):rep(100000) .. "1" .. ("}"):rep(100000), "line 1: " },
    { "escape\27[31m.txt", "", "empty", "escape\\x1b[31m.txt" },
    { "line\nend.txt", "", "empty", "line\\nend.txt" },
    { "not\xFFutf8.txt", "", "empty", "not\\xffutf8.txt" },
    { "csi\u{9B}31m.txt", "", "empty", "csi\\x9b31m.txt" },
    { "members.zip", zip { { "\27[31mred.txt", "" }, { "fine.txt", "A fine member.\n" } }, "empty",
      "members.zip/\\x1b[31mred.txt" },
    { "closed.txt", function(path)
      process.write(path, "Nobody reads this.\n")
      shell("chmod 0 %s", path)
    end, "Permission denied" },
  }
end

-- Files that are strange and good: the name, the bytes, and what must be found in the text.
local GOOD <const> = {
  { "plain.txt", "Plain words.\n", "Plain words" },
  { "-dash.txt", "A leading dash.\n", "leading dash" },
  { "new\nline.txt", "A line in a name.\n", "line in a name" },
  { "bad\xFEname.txt", "A byte in a name.\n", "byte in a name" },
  { "named.docx", "A text that is called DOCX.\n", "called DOCX" },
  { "named.pdf", "A text that is called PDF.\n", "called PDF" },
  { "short.txt", "one\0two\0three\n", "three" },
  { "nul.txt", "Words with\0 a NUL in their midst, and so on.\n", "NUL in their midst" },
  { "title.html", "<!DOCTYPE html><title>\27]0;owned\7 Rivers</title><p>Of rivers.", "Of rivers" },
  { "title.md", "# Title \27[31mred\n\nOf red.\n", "Of red" },
  { "title.jsonl", '{"title":"\\u001b[2J\\u009b31mgone","text":"Of what is gone."}\n', "what is gone" },
  { "title.csv", "title,text\n\27[31mred,Of a table.\n", "Of a table" },
  { "nested.html", "<!DOCTYPE html>" .. ("<div>level "):rep(300) .. "innermost words", "innermost words" },
  { "node.html", "<!DOCTYPE html><p>" .. ("many words "):rep((20 << 20) // 11) .. "and the last", "and the last" },
}

local function make_all(folder)
  local bad = bad_files()
  for _, file in ipairs(bad) do
    local path = folder .. "/" .. file[1]
    if type(file[2]) == "function" then file[2](path) else process.write(path, file[2]) end
  end
  for _, file in ipairs(GOOD) do process.write(folder .. "/" .. file[1], file[2]) end
  process.write(folder .. "/slip.zip", zip {
    { "../../../slipped.txt", "Up and away.\n" }, { "/tmp/slipped.txt", "From the root.\n" },
    { "C:\\slipped.txt", "From a drive.\n" },
  })
  process.write(folder .. "/wrong.txt", docx(WORD .. "<w:p><w:r><w:t>A wrong extension.</w:t></w:r></w:p></w:body>" ..
    "</w:document>"))
  return bad
end

-- ---- judging ----

local failures = 0

local function expect(condition, ...)
  if condition then return end
  local words = { ... }
  for i, word in ipairs(words) do words[i] = tostring(word) end
  failures = failures + 1
  io.stderr:write("bad_input: ", table.concat(words), "\n")
end

local function check_bytes(what, result)
  for _, stream in ipairs { "stdout", "stderr" } do
    local text = result[stream]:gsub("\r\n", "\n")
    local at = text:find(FORBIDDEN) or text:find("\u{9B}", 1, true)
    expect(not at, what, ": control characters on ", stream, ": ",
      ("%q"):format(text:sub(math.max((at or 1) - 40, 1), (at or 1) + 40)))
    expect(utf8.len(text), what, ": no UTF-8 on ", stream)
  end
end

local function check_lines(bad, stderr)
  local lines = {}
  for line in stderr:gmatch "[^\n]+" do lines[#lines + 1] = line end
  for _, file in ipairs(bad) do
    local start, said = "moonleaf: in/" .. (file[4] or file[1]) .. ": ", {}
    for _, line in ipairs(lines) do
      if line:sub(1, #start) == start then said[#said + 1] = line end
    end
    expect(#said == 1, ("%d lines for %q: "):format(#said, file[1]), table.concat(said, " / "))
    expect(#said ~= 1 or said[1]:find(file[3], 1, true), ("%q does not say %q"):format(said[1] or "", file[3]))
    expect(#said ~= 1 or not said[1]:find "%.lua:%d", "names a loader's code: ", said[1] or "")
  end
  local is_notice = 0
  for _, line in ipairs(lines) do is_notice = is_notice + (line:find "became U%+FFFD" and 1 or 0) end
  expect(#lines == #bad + is_notice, ("%d lines, but %d bad files and %d notices"):format(#lines, #bad, is_notice))
end

local function check_texts(run)
  local texts = run("moonleaf sql -f json 'SELECT text FROM text'")
  for _, file in ipairs(GOOD) do expect(texts.stdout:find(file[3], 1, true), ("%q is not there"):format(file[1])) end
  for _, text in ipairs { "Up and away", "From the root", "From a drive", "A fine member", "A wrong extension" } do
    expect(texts.stdout:find(text, 1, true), ("%q is not there"):format(text))
  end
end

local function judge(program, folder)
  local input = folder .. "/tried/in"
  scratch = folder .. "/scratch"
  shell("mkdir -p %s %s", input, scratch)
  local bad = make_all(input)
  local is_root = process.run("id -u", folder, scratch, {}, 10).stdout:match "^0\n"
  local as_nobody = is_root and "setpriv --reuid=65534 --regid=65534 --clear-groups " or ""
  if is_root then shell("chmod 755 %s && chown -R 65534:65534 %s", folder, folder .. "/tried") end
  local environment = process.environment(folder .. "/tried", program)
  local function run(command)
    local result = process.run(as_nobody .. command, folder .. "/tried", scratch, environment, SECONDS)
    check_bytes(command, result)
    return result
  end
  local load = run "moonleaf load in"
  expect(load.code == 1, "load: exit code ", load.code, ": ", load.stdout, load.stderr)
  check_lines(bad, load.stderr)
  check_texts(run)
  run "moonleaf docs"
  run "moonleaf show ./-dash.txt"
  local whole = run "sqlite3 corpus.leaf 'PRAGMA integrity_check'"
  expect(whole.code == 127 or whole.stdout == "ok\n", "the corpus is damaged: ", whole.stdout) -- 127: no sqlite3 here
  expect(not io.open "/tmp/slipped.txt" and not io.open(folder .. "/slipped.txt"), "a name in a zip became a path")
  for _, path in ipairs { "in/fifo", "/dev/zero" } do
    local named = run("moonleaf load in/plain.txt " .. path)
    expect(named.code == 1 and named.stderr:find "is no regular file", path, ": ", named.stderr)
  end
  local proc = run "moonleaf -c proc.leaf load /proc/version"
  expect(proc.code == 0, "/proc/version: ", proc.stderr)
  local again = run "moonleaf load in"
  expect(again.code == 1 and again.stdout:find " 0 added, 0 changed", "again: ", again.stdout)
  check_lines(bad, again.stderr)
end

process.with_folder(function(folder) judge(process.absolute(arg[1]), folder) end)
if failures > 0 then os.exit(1) end
print "bad input: each with one line, all else loaded"
