---@meta
-- luacheck: ignore
-- The Lua API of moonleaf for the Lua language server. Made by `moonleaf api --luals`: do not change it here.

--- The table of the host. It holds the modules text, json, markdown, html, archive and xml as well.
---@class moonleaf
moonleaf = {}

--- The table of a language by its BCP 47 tag ("zh-Hant" finds zh); nil when there is none. Its fields may be missing: see plugins/languages/README.md. A field is compiled when it is asked for: pairs and moonleaf.sorted go over all of them, next only over those met. Raises when its file is wrong, or the field.
---@param tag string
---@return table|nil # table or nil
function moonleaf.language(tag) end

--- The tags of all languages that have a table.
---@return string[] # array of strings
function moonleaf.languages() end

--- An empty counter.
---@return counter # counter
function moonleaf.counter() end

--- for key, value in moonleaf.sorted(t): like pairs, by rising key, numbers before texts; pairs has no fixed order.
---@param table table
---@return fun(...): any, any # iterator
function moonleaf.sorted(table) end

--- Says something of the rows that corpus() or finish() emits: how large the corpus is, what was counted, which thresholds. Formats for people print it under the rows. Raises in document(), whose rows are kept without.
---@param text string
function moonleaf.note(text) end

--- Runs an analysis as the command does, with what it uses, and keeps what it stores: its rows by column name; those that are stored have row and document, those of an analysis with several tables have table, a span is { text =, document =, start =, stop =, page = }. For scripts alone. Raises when the analysis gives no result, for unknown options, and while the script is in the middle of corpus:sql or corpus:results and rows are to be stored.
---@param analysis string
---@param options? table [{ where =, option = value ... }]
---@return table[] # array of tables
function moonleaf.run(analysis, options) end

--- The bytes of a file that stands among the script's arguments. For scripts alone. Raises for any other path.
---@param path string
---@return string # string
---@return string|nil # or nil and a message
function moonleaf.read(path) end

--- One document of the corpus. Offsets are bytes of its text, from 0, half open: [start, stop).
---@class document
---@field id integer Its number in the corpus; never used again when the document goes.
---@field name string Short name: that of its file, without folder and extension.
---@field path string Path of its source, relative to the folder that was loaded.
---@field title string|nil Its title, on one line.
---@field language string BCP 47 tag of the language of most of its text; "und" when there is none.
---@field metadata table Its metadata by key: texts, numbers and booleans; a copy.
---@field date string|nil metadata.date, an ISO 8601 date.
---@field words integer How many tokens are words or numbers.
---@field bytes integer Length of its text in bytes of UTF-8.
local document = {}

--- The text of a span, or all of it. The only way to cut a text: string.sub counts from 1 and includes both ends.
---@param span? span
---@return string # string
function document:text(span) end

--- The bytes [start, stop) of the text, counted from 0. Raises when they are outside or cut a character.
---@param start integer
---@param stop integer
---@return span # span
function document:span(start, stop) end

--- From one token to another, by their ordinals from 0, as corpus:positions() gives them. Raises when there are none such.
---@param first any
---@param last any
---@return span # span
function document:passage(first, last) end

--- All blocks in order, or those of a type: paragraph, heading, list_item, table, code, caption.
---@param type? string
---@return fun(): block # iterator of blocks
function document:blocks(type) end

--- The first block of a role: title, author, abstract, keywords, body, quotation, note, references, navigation, notice.
---@param role string
---@return block|nil # block or nil
function document:block(role) end

--- The sentences that begin inside the span, or all, in order.
---@param span? span
---@return fun(): span # iterator of sentences
function document:sentences(span) end

--- The tokens inside the span, or all, in order.
---@param span? span
---@return fun(): token # iterator of tokens
function document:tokens(span) end

--- The names of its layers: what its file says of the tokens (lemma, pos ...); for token:layer().
---@return string[] # array of strings
function document:layers() end

--- The page, from 1, on which the span begins; nil when the format has no pages.
---@param span? span
---@return integer|nil # integer or nil
function document:page(span) end

--- What loading found to be read in another way than it stands, in order: { span =, text =, by =, confidence = }; by is hyphenation, ligature, soft_hyphen, running_head or page_number, and an empty text leaves the span out. Empty for a document that is already as read (--repaired).
---@return table[] # array of tables
function document:readings() end

--- The stored rows of another analysis for this document, by column name, in the order in which they were emitted; those of an analysis with several tables have `table`. In an analysis, one that its manifest declares in `uses` (else it raises): columns of type span are spans of the document. Elsewhere as corpus:results.
---@param analysis string
---@return fun(): table # iterator of tables
function document:results(analysis) end

--- Counts words and numbers, or n-grams of 1 to 9 of them joined by spaces, by "form", "folded" (case-folded) or "stem" (of the language at the word). N-grams pass over punctuation and stay in a sentence.
---@param options? table [{ by = "folded", n = 1 }]
---@return counter # counter
function document:counter(options) end

--- A piece of a document's text: the bytes [start, stop). Blocks, sentences and tokens are spans with more to say. Two spans are equal when document, start and stop are; # is the length in bytes.
---@class span
---@field start integer Its first byte, from 0.
---@field stop integer The byte behind its last one.
---@field text string Its text, as the document has it.
---@field language string BCP 47 tag of the language at its start: of the run it lies in, else of the block; "und" where none can be told.
---@field document document The document it is of.
---@field kind string "span", "sentence", "block" or "token".
---@field type string|nil Of a block: paragraph, heading, list_item, table, code, caption. Of a token: word, number, punctuation, symbol.
---@field page integer|nil The page, from 1, on which it begins.
local span = {}

---@class block: span
---@field role string|nil Of a block: title, author, abstract, keywords, body, quotation, note, references, navigation, notice.
---@field level integer|nil Of a heading 1 for the highest; of a list item its depth; else 0.

---@class token: span
---@field form string The token as written; the same as text.
---@field folded string The text, case-folded (Unicode's full folding).
---@field id integer|nil Of a token: the number of its type in the corpus's lexicon.

--- What the file says of a token: its "lemma", "pos" or what else document:layers() names; nil where it says nothing.
---@param name string
---@return string|nil # string or nil
function token:layer(name) end

--- The sentence that holds its start.
---@return span|nil # sentence or nil
function span:sentence() end

--- The block that holds its start.
---@return block|nil # block or nil
function span:block() end

--- The tokens inside it.
---@return fun(): token # iterator of tokens
function span:tokens() end

--- The tokens inside it as three arrays: how each is written, its first byte, its type. Several times faster than tokens() for a look at every word.
---@return any # forms
---@return any # starts
---@return any # types
function span:forms() end

--- The sentences that begin inside it.
---@return fun(): span # iterator of sentences
function span:sentences() end

--- Its tokens in runs of one language each, in order; mostly there is one. Each has a language.
---@return fun(): span # iterator of spans
function span:runs() end

--- How many characters its words have of each script: { Latn = 120, Cyrl = 8 }. A word is of the script of its first letter.
---@return table # table
function span:scripts() end

--- The text left and right of it, up to n words or numbers with what lies between them.
---@param n number
---@return string # left
---@return string # right
function span:context(n) end

--- How often each key occurred: a hash map in C, for counting over more tokens than a Lua table should hold. Made by moonleaf.counter(), document:counter() and corpus:counter().
---@class counter
local counter = {}

--- Adds n (1 when left out; it may be negative) to the count of the key, a text.
---@param key string
---@param n? number
function counter:add(key, n) end

--- The count of the key; 0 when it was never added.
---@param key string
---@return integer # integer
function counter:get(key) end

--- The n most frequent keys (all when n is left out), by falling count, ties by the bytes of the key.
---@param n? number
---@return table[] # array of { key =, count = }
function counter:top(n) end

--- Adds all counts of the other counter.
---@param other counter
function counter:merge(other) end

--- The sum of all counts.
---@return integer # integer
function counter:total() end

--- How many keys there are.
---@return integer # integer
function counter:size() end

--- for key, count in counter:pairs(): by the bytes of the keys.
---@return fun(...): any, any # iterator
function counter:pairs() end

--- What a count of the corpus gave: words or n-grams with how often they occur, in groups. Made by corpus:ngrams() and corpus:cooccurrences(). It holds numbers: texts are made for what is read.
---@class frequencies
---@field groups table[] What was counted, by part, then by falling tokens: the part (the value of the field, the id of the document, "target" or "reference"; nil when there is one) and its number; the language ("" when they are not told apart); its tokens that count; the n-grams (of n = 1: tokens) that were counted in all, and how many different ones reach the minimum; the hits of the node (those that begin at different words); the documents with tokens that count.
local frequencies = {}

--- for words, count, documents in frequencies:list(1): the entries of a group by falling count, ties by the bytes of the words. Only as much is sorted as is read.
---@param group? any
---@return fun(...): any, any # iterator
function frequencies:list(group) end

--- The entries of a group as a counter: for what must be looked up by its words.
---@param group? any
---@return counter # counter
function frequencies:counter(group) end

--- for words, language, counts, sum, documents in frequencies:spread(10): each entry whose counts add up to the minimum, with its counts by the number of the part (a part without it is left out), their sum, and in how many documents it is (0 when that was not asked for); the order has no meaning.
---@param minimum? any
---@return fun(...): any, any # iterator
function frequencies:spread(minimum) end

--- for group, other, likeness, words in frequencies:neighbours{}: the groups (by number) that are most like each group, in one language, and up to so many (20 at most) of the words of both that make them so. cosine is of weights (1 + log10 f) * log10(N / n), f being how often a group has the word and n how many of the N groups of the language have it (Salton & Buckley 1988), plain_cosine without the second factor; jaccard is the words of both as a share of the words of either. Groups of fewer tokens are left out, and so are the words for which without(words, language), asked once for each, is true.
---@param options table { measure = "cosine", top = 5, tokens = 1, shared = 5, without = f }
---@return fun(...): any, any # iterator
function frequencies:neighbours(options) end

--- Runs of a few words that stand in a corpus more than once. Made by corpus:shingles().
---@class shingles
local shingles = {}

--- for place, first, count in shingles:places(): every place, in order of the documents and of their tokens, as a number; the numbers first .. first + count - 1 are the places of the same words, in the same order.
---@return fun(...): any, any # iterator
function shingles:places() end

--- The id of its document and the ordinal of its first token there, from 0.
---@param place any
---@return any # id
---@return token # token
function shingles:at(place) end

--- The longest run of the same words through two places of the same words, the earlier first: how many words and, of each side, the ordinals of its first and last token; in one document the sides do not overlap. 0 words when there is none.
---@param place any
---@param other counter
---@return any # words
---@return any # first
---@return any # last
---@return any # other first
---@return any # other last
function shingles:run(place, other) end

--- The whole collection, read-only.
---@class corpus
local corpus = {}

--- The documents in order of their paths, or those for which the expression holds: "year >= 2015 and language = 'ru'".
---@param options? table [{ where = }]
---@return fun(): document # iterator of documents
function corpus:documents(options) end

--- The document of that id (an integer), or of a text that is its path, id or unique part of its name. Raises when there is none, or more than one.
---@param which integer|string
---@return document # document
function corpus:document(which) end

--- The names of the layers that any of its documents has; their values are in the view layer_value, for corpus:sql().
---@return string[] # array of strings
function corpus:layers() end

--- How often the query is found, and in how many documents. For the queries see: moonleaf help query.
---@param query string
---@param options? table [{ where = }]
---@return integer # hits
---@return integer # documents
function corpus:count(query, options) end

--- for id, first, last in corpus:positions(query): each hit by the id of its document and the ordinals of its first and last token there, from 0, in order of the documents.
---@param query string
---@param options? table [{ where = }]
---@return fun(...): any, any # iterator
function corpus:positions(query, options) end

--- Its hits with the words around them, in order of the documents. context counts words, or is "sentence". sort is made of L1 .. L9 and R1 .. R9 (the n-th word left or right), centre and document: "R1 R2 L1". sample keeps so many hits, each with the same chance; the same seed keeps the same.
---@param query string
---@param options? table [{ where =, context = 5, sort =, sample =, seed = 1, limit = }]
---@return any # concordance
function corpus:concordance(query, options) end

--- Counts words and numbers, or n-grams of them, of all documents, as corpus:ngrams does and with its options; without groups.
---@param options? table [{ by = "folded", n = 1, where = ... }]
---@return counter # counter
function corpus:counter(options) end

--- Counts words (n = 1) or n-grams of up to 5 by "form", "folded" or "stem" (of the language at the word). N-grams stay in a sentence and a language and pass over what does not count: kinds "words" (a number then ends an n-gram), "words+numbers" or "all". gap: so many words may be left out between the first and the last. minimum: rarer entries are dropped. language: only text in it; role: only blocks of that role, or of those in an array. group: what is counted apart: "language", "document", "year" (of the date), a key of the metadata, or an array of "language" and one other; {} for nothing. Instead: sides = { where, where } counts two sets of documents (the rest without the second), parts = n so many parts of equal length of each language. node: a query whose hits are counted beside; holding: a query, only n-grams around a hit are counted. documents: entries say in how many documents they are. Raises when the entries that reach the minimum fit no memory.
---@param n number
---@param options? table [{ by = "folded", gap = 0, minimum = 1, language =, where =, role =, kinds = "words+numbers", group = "language", sides =, parts =, node =, holding =, documents = false }]
---@return frequencies # frequencies
function corpus:ngrams(n, options) end

--- Counts the words near the hits of a query, in part 1, and all others, in part 2. The window counts tokens left and right and ends with the sentence; a token near several hits counts once, and the hit itself is not near itself.
---@param options table { node =, window = { 5, 5 }, by = "folded", language =, where =, role =, kinds =, group = "language", documents = false }
---@return frequencies # frequencies
function corpus:cooccurrences(options) end

--- Runs of so many words that occur more than once, wherever they stand: one of every so many is a sample (winnowing: Schleimer, Wilkerson & Aiken 2003), so that a passage of words + every - 1 words that is there twice is found. They pass over what does not count, and over the ends of sentences.
---@param options table { words = 8, every = 8, by = "folded", language =, where =, role =, kinds = }
---@return shingles # shingles
function corpus:shingles(options) end

--- The rows of one SELECT, as tables by column name; ? stands for the further arguments. Raises for anything that would write. Besides the tables of the file there are tokens(document [, layer]), sentences(document) and quote(document, start, stop), by the document's id: see moonleaf help sql.
---@param text string
---@param ... any
---@return fun(): table # iterator of tables
function corpus:sql(text, ...) end

--- The stored rows of an analysis at its default options, in order of the documents, by column name, with row, document (its name) and document_id; those of an analysis with several tables have `table`. A span is { text =, start =, stop =, document = }, of a list of spans each without text. Raises when it has never run: corpus() declares it in `uses`.
---@param analysis string
---@return fun(): table # iterator of tables
function corpus:results(analysis) end

--- What map() counts of one document and finish() reads of all of them: values that the host merges. Called with a dot: partial.sum("words", 12).
---@class partial
local partial = {}

--- The counter of that name; merged by adding.
---@param name string
---@return counter # counter
function partial.counter(name) end

--- Puts a key into the set of that name; merged by union. Answers it as a counter of its keys.
---@param name string
---@param key? string
---@return counter # counter
function partial.set(name, key) end

--- Adds n to the sum of that name and answers it; 0 when nothing was added.
---@param name string
---@param n? number
---@return number # number
function partial.sum(name, n) end

--- Takes n into the minimum of that name and answers it.
---@param name string
---@param n? number
---@return number|nil # number or nil
function partial.minimum(name, n) end

--- Takes n into the maximum of that name and answers it.
---@param name string
---@param n? number
---@return number|nil # number or nil
function partial.maximum(name, n) end

--- A file that a loader reads.
---@class source
---@field name string Path of the file, relative to the folder that was loaded.
---@field extension string What stands behind the last full stop of its name; "" when there is none.
---@field charset string|nil What --charset says, for bytes that state no charset of their own; source:text() heeds it.
---@field bytes integer Its length in bytes.
local source = {}

--- All its bytes, as they are, or so many of the first.
---@param count? any
---@return string # string
function source:read(count) end

--- All of it as UTF-8, from whatever charset it is in (or --charset says); what cannot be decoded becomes U+FFFD and is counted. A charset that the file itself declares is taken when all of it can be decoded so, and it is no UTF-8 or UTF-16.
---@param charset? string
---@return string # string
function source:text(charset) end

--- The lines of its text, without their ends.
---@return fun(): string # iterator of strings
function source:lines() end

--- The files packed in it: for name, read in source:archive(); see moonleaf.archive.entries.
---@return fun(...): any, any # iterator
function source:archive() end

--- Loads a file that lies in the source by the loader of its own format, when load() has returned: its documents follow those of the source and are called by both names, as "mail.eml/report.docx". Archives in it are walked through; what no loader knows and is no text is left out; one that fails is a problem of the source. For loaders whose manifest says attachments = true.
---@param name string
---@param bytes string
function source:attach(name, bytes) end

--- Says of one record, part or page that it could not be read, and why, in one line that tells where it is ("line 12: no JSON object"). What else is added is loaded; the load tells the first 20 of a source and how many more there are, and its exit code is 1. When nothing is added, the source has failed for the first.
---@param text string
function source:problem(text) end

--- Runs a program that the manifest declares in needs.run with these arguments, and answers what it wrote to its standard output and to its standard error (the first 64 KiB). When it is not installed, fails or reaches a limit: nil, the reason in one line, what it wrote to standard error. Its standard input, which it may open as /dev/stdin, is the source's bytes, or those of { input = bytes } behind the arguments. It has no network, starts no other program and opens no file for writing; it has six times --max-cpu, --max-time, --max-memory with four times --max-document, and writes at most --max-bytes. Raises for a program that was not declared, or needs --allow run=NAME.
---@param program any
---@param ... any
---@return string|nil # string or nil
---@return string # string
---@return string|nil # string or nil
function source:run(program, ...) end

--- A document that a loader builds: local document = add{ title =, metadata = }. It ends when the next begins or load() returns.
---@class loading
local loading = {}

--- Adds a block: type is paragraph, heading, list_item, table, code or caption; the role is judged when it is left out; level is of a heading (1 is highest) or list item; page counts from 1. White space around the text is dropped; no text, no block. A file that says its tokens hands them as an array of { start, stop, lemma = "be", ... }: bytes [start, stop) of the text, counted from 0, and what the file says of the token, under any names of small letters (layers). sentences is an array of the numbers, from 1, of the tokens that begin one; without it sentences are found. Tokens and sentences of such a block are not cut again.
---@param type string
---@param text string
---@param options? table [{ role =, level =, page =, tokens =, sentences = }]
function loading:block(type, text, options) end

--- The rows that a format renders; `write(string, ...)` beside it appends to the output.
---@class result
---@field title string What it is a result of.
---@field summary string What that is, in a line, as the analysis says; empty where none does.
---@field columns table[] Its columns; the types are those of a manifest.
---@field plots table[] The plots that the analysis declares of these rows; x, y and group are names of columns.
---@field pivot string[]|nil The names of columns by which people see the rows side by side, as the analysis declares it: across, down, then what stands in a cell. Formats for people turn the rows by require "pivot"; nil when there is none, or one of the columns is not shown.
---@field options table The values of the options that the format declares, by name: --format csv:bom,safe.
---@field width integer|nil Columns of the terminal; nil when the output is no terminal.
---@field colour boolean Whether colours are wanted.
---@field notes string[] What the analysis says of the rows (moonleaf.note); once all rows were read. Formats for people show them under the rows, the others leave them out.
local result = {}

--- Its rows, once: row[i] is the value of column i, nil for null; a span is { text =, document =, page =, start =, stop = }, a list of spans is an array of such, JSON is a text. Rows arrive in batches, so a result may be larger than memory.
---@return fun(): any[] # iterator of arrays
function result:rows() end

--- Turns to the next table of the same file, behind the last row of this one: title, columns, rows and notes are then those of that table. False when there is none. For formats that declare `several`.
---@return boolean # boolean
function result:next() end

--- The same rows as text, made in bulk and much faster, instead of result:rows(): "csv", "csv_safe" (no text can be a formula) or "tsv" with a line of names first, "json" (an object a line), or "kwic" (the lines of a concordance, for result.width columns; its columns are left, match, right and a span).
---@param style any
---@return fun(): string # iterator of strings
function result:texts(style) end

--- What Unicode and the stemmers say of any string. All of these but decode raise for what is no UTF-8.
---@class moonleaf.text
moonleaf.text = {}

--- The text case-folded (Unicode's full folding): "Straße" and "STRASSE" become the same.
---@param text string
---@return string # string
function moonleaf.text.fold(text) end

--- The text in normalisation form "NFC" (when left out), "NFD", "NFKC" or "NFKD" (Unicode Annex 15). Raises for another form.
---@param text string
---@param form? string
---@return string # string
function moonleaf.text.normalise(text, form) end

--- The stem of a folded word by Snowball's stemmer of the language (BCP 47); the word itself where there is none.
---@param word string
---@param language string
---@return string # string
function moonleaf.text.stem(word, language) end

--- Its words and numbers, by Unicode Annex 29 and ICU's dictionaries: those that loading would make.
---@param text string
---@return string[] # array of strings
function moonleaf.text.words(text) end

--- Its sentences, by Unicode Annex 29. Abbreviations of no language table are used.
---@param text string
---@return string[] # array of strings
function moonleaf.text.sentences(text) end

--- ISO 15924 code of the script of its first letter: "Latn", "Cyrl", "Hani" ...; nil when it has none.
---@param text string
---@return string|nil # string or nil
function moonleaf.text.script(text) end

--- How many of its words nobody would write so, with digits, capitals or letters of another script behind small letters ("o0s1actu", "cyneOHas"), and how many words it has in all; those of fewer than three characters, and of scripts without capitals, are left out.
---@param text string
---@return integer # integer
---@return integer # integer
function moonleaf.text.jumbled(text) end

--- Edit distance in code points: insertions, deletions and substitutions (Levenshtein 1966).
---@param a string
---@param b string
---@return integer # integer
function moonleaf.text.distance(a, b) end

--- The bytes as UTF-8, from the charset of that name (IANA's or iconv's) or, when it is left out, from the one they are likely in; and how many of them could not be decoded and became U+FFFD. Raises for a charset that is not known. For loaders: the converters of other charsets than Unicode's are not there in other workers.
---@param bytes string
---@param charset? string
---@return string # string
---@return integer # replaced
function moonleaf.text.decode(bytes, charset) end

--- The words (.dic) and affixes (.aff) of the Hunspell dictionary that the system has of the language (BCP 47), as bytes; nothing where it has none. Looked for in $DICPATH, /usr/share/hunspell and /usr/share/myspell/dicts.
---@param language string
---@return string|nil # string or nil
---@return string # string
function moonleaf.text.dictionary(language) end

--- Columns that it takes on a terminal: 2 for East Asian wide characters and emoji, 0 for marks.
---@param text string
---@return integer # integer
function moonleaf.text.width(text) end

--- JSON (RFC 8259).
---@class moonleaf.json
moonleaf.json = {}

--- The value as JSON, keys in the order of their bytes; an empty table is {}. Raises for functions, and for tables that are neither arrays nor have text keys.
---@param value any
---@return string # string
function moonleaf.json.encode(value) end

--- The Lua value of a JSON text. JSON's null is a light userdata that is equal to no other value. Raises with the position for what is no JSON.
---@param text string
---@return any # value
function moonleaf.json.decode(text) end

--- Markdown (CommonMark, with tables and task lists).
---@class moonleaf.markdown
moonleaf.markdown = {}

--- The blocks of a Markdown text: { type =, text =, level =, role = } with type heading, paragraph, list_item, table or code; level of a heading, or the depth of a list item, else 0; role "quotation" inside of a block quote, else nil. The text is without marks; rows of a table are lines, cells are parted by " | ". Front matter is not known to it. Raises for what is no UTF-8.
---@param text string
---@return table[] # array of tables
function moonleaf.markdown.blocks(text) end

--- HTML5 pages.
---@class moonleaf.html
moonleaf.html = {}

--- What is in an HTML page: { title =, metadata =, blocks = }. Blocks are as those of moonleaf.markdown.blocks, with captions as well. Their role is title, quotation, navigation (menus, bars, lists of short links) or notice (footers, asides, cookie bars, what is hidden), else nil: the text of furniture stays, and its role tells it from the main text. Furniture is known by elements, ARIA roles, words of class and id, and the share of links. Metadata are texts: author, date, description, keywords, site, source (the canonical URL), lang, and what the page says as dc.X or citation_X under X. title is nil when there is none. Raises for what is no UTF-8.
---@param text string
---@return table # table
function moonleaf.html.blocks(text) end

--- Archives, from memory.
---@class moonleaf.archive
moonleaf.archive = {}

--- for name, read in moonleaf.archive.entries(bytes): the files in an archive (zip, tar, 7-zip; a tar, or one file alone, packed by gzip, bzip2, xz or zstd), in its order. read() gives the bytes of that file, once, and before the next one; what is not read is not unpacked. The name is a label, UTF-8, and may occur twice. Raises for what is no archive, damaged or encrypted. More than 10,000 entries, four times --max-document of bytes, or 200 times the size of the archive (above 1 MiB) end the call.
---@param bytes string
---@return fun(...): any, any # iterator
function moonleaf.archive.entries(bytes) end

--- Packs parts into a zip: moonleaf.archive.zip { { "content.xml", bytes }, ... }, an array of names and contents, in its order. The same parts give the same bytes. Raises for an empty name.
---@param parts table
---@return string # bytes
function moonleaf.archive.zip(parts) end

--- XML (SAX: events in the order of the text).
---@class moonleaf.xml
moonleaf.xml = {}

--- Goes through XML and calls start(name, attributes, namespace), text(words) and stop(name, namespace), in order; each may be left out. Names are without prefix, the namespace is its full name or nil. Attributes are a table by name; one in a namespace whose name another one has is "{namespace}name". Text is in one piece up to the next element; numbers and named characters of HTML are replaced. A DTD is never read, and an entity that the document declares itself is not expanded: its use raises, as does what is not well-formed or deeper than 1,000 elements, with the line. Bytes that are no UTF-8 are decoded as the XML declaration says.
---@param text string
---@param options table { start =, text =, stop = }
function moonleaf.xml.parse(text, options) end

