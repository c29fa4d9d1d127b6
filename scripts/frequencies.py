#!/usr/bin/env python3
"""The most frequent words of each document, read from a corpus by Python's own sqlite3 and moonleaf_sqlite.so.

    $ python3 scripts/frequencies.py corpus.leaf build/release/moonleaf_sqlite.so 2
    document              words  word  count  per 1,000  first stands in
    000_011ad41bbf49130a    285  the      11       38.6  The Shanghai Cooperation Organization’s Security Cooperation
    000_011ad41bbf49130a    285  of        9       31.6  The Moscow Declaration of the member states of the SCO ...

moonleaf_sqlite.so gives any program's SQLite the table functions tokens(document [, layer]) and sentences(document)
and quote(document, start, stop). In R: dbConnect(RSQLite::SQLite(), "corpus.leaf", loadable.extensions = TRUE), then
dbExecute(connection, "SELECT load_extension('.../moonleaf_sqlite.so')").
"""
import pathlib
import sqlite3
import sys

WIDTH = 60  # of the column with the sentence

# Words and numbers, as moonleaf counts them; ties by the word, so that the same corpus gives the same list.
FREQUENT = """
    SELECT folded AS word, count(*) AS count, min(sentence) AS sentence
    FROM tokens(?) WHERE kind IN ('word', 'number')
    GROUP BY folded ORDER BY count DESC, folded LIMIT ?
"""
SENTENCE = "SELECT text FROM sentences(?) WHERE ordinal = ?"


def open_corpus(path, extension):
    connection = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
    if not hasattr(connection, "enable_load_extension"):
        sys.exit("this Python cannot load extensions of SQLite; /usr/bin/python3 of Debian can")
    connection.enable_load_extension(True)
    connection.load_extension(str(pathlib.Path(extension).resolve()))
    connection.enable_load_extension(False)
    return connection


def shortened(text):
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[:WIDTH - 3].rstrip() + "..."


def main(path, extension, top="5"):
    connection = open_corpus(path, extension)
    documents = connection.execute("SELECT id, name, words FROM document ORDER BY name").fetchall()
    print(f"{'document':24}{'words':>7}  {'word':14}{'count':>6}{'per 1,000':>11}  first stands in")
    for document, name, words in documents:
        for word, count, sentence in connection.execute(FREQUENT, (document, int(top))):
            text, = connection.execute(SENTENCE, (document, sentence)).fetchone()
            print(f"{name:24}{words:7}  {word:14}{count:6}{1000 * count / words:11.1f}  {shortened(text)}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: frequencies.py CORPUS MOONLEAF_SQLITE.so [TOP]")
    try:
        main(*sys.argv[1:])
    except sqlite3.Error as error:
        sys.exit(f"{sys.argv[1]}: {error}")
