/* The tables of a corpus, as SQL, in one place.
 *
 * The text is written for the newcomer who opens the file with sqlite3: each table says inside its
 * own parentheses, where SQLite keeps comments, whether it is primary data (what was read; cannot
 * be made anew without the files) or derived data (made from the stored text, at any time again).
 * Tables of plugins' rows are made by results_table.c. */
#ifndef MOONLEAF_STORE_SCHEMA_H
#define MOONLEAF_STORE_SCHEMA_H

/* All CREATE statements, for an empty database. */
extern const char schema_sql[];

/* The indexes of the lexicon, made where they are missing: a first load makes them last. */
extern const char lexicon_indexes_sql[];

#endif
