/* The --where expression: which documents.
 *
 *     year >= 2015 and language = 'ru'
 *     (genre in ('report', 'speech') or title like '%summit%') and not draft
 *
 * Names are fields of a document (id, name, title, path, language, words, bytes) or keys of its
 * metadata; a name with other characters stands in double quotes. Operators: = != <> < <= > >=,
 * like, in (...), between .. and .., is null, is not null, and, or, not, parentheses. Metadata
 * values are typed: comparing a text with a number is an error that names the documents whose
 * values are of the other type. Values that are missing make a comparison false. */
#ifndef MOONLEAF_CORPUS_WHERE_H
#define MOONLEAF_CORPUS_WHERE_H

#include "base/list.h"
#include "store/store.h"

typedef LIST(int64_t) id_list;

/* Appends the ids of the documents for which `expression` holds (all, when it is NULL), in walk
 * order: source path bytes, then ordinal. STATUS_USAGE with position and what was expected for a
 * wrong expression, with the nearest name for an unknown field. */
status documents_where(store *s, const char *expression, id_list *documents, error *e);

#endif
