/* The tokens and sentences of a corpus in SQL: virtual tables over the packed streams, which need
 * not be known to be read.
 *
 *     tokens(document [, layer])  ordinal start stop form folded kind sentence block language value
 *     sentences(document)         ordinal start stop text block language
 *     quote(document, start, stop)
 *
 * document is the number in document.id (a name is no argument: ids say it once and for all). It
 * must be given; one that is not there has no rows. start and stop are bytes of the text, from 0,
 * half open; ordinal, sentence and block count from 0. value is what the layer says of the token.
 * quote() is NULL for a place that is outside of the text or cuts a character. None of them may
 * stand in a view or trigger of the file, which may come from anybody.
 *
 * The same sources, built with MOONLEAF_EXTENSION, are a loadable extension of SQLite
 * (moonleaf_sqlite.so, core/CMakeLists.txt), so that R, Python and sqlite3 read a corpus, which
 * must be the main database there. */
#ifndef MOONLEAF_CORPUS_TABLE_FUNCTIONS_H
#define MOONLEAF_CORPUS_TABLE_FUNCTIONS_H

#include "store/store.h"

/* Adds them to a connection; answers SQLite's code. */
int table_functions_register(sqlite3 *database);

#endif
