/* From a text with or without blocks to a document that can be stored: blocks, languages, roles,
 * sentences, tokens. */
#ifndef MOONLEAF_CORPUS_PREPARE_H
#define MOONLEAF_CORPUS_PREPARE_H

#include "store/document.h"
#include "text/rules.h"

typedef struct preparer preparer;

/* `rules` must outlive the preparer. */
status preparer_create(const text_rules *rules, preparer **out, error *e);
void preparer_free(preparer *p); /* NULL is allowed */

/* Works on a document with `text` (valid UTF-8 of at most 4 GiB) and, from loaders that know them,
 * `blocks`; without blocks the text is laid out by its lines. The blocks that are `given` get the
 * tokens and sentences of d->given, whose layers become the document's; the others are cut. Fills
 * all the rest but id, source, name and path. The title is that of the block of that role where the
 * loader gave none. */
status preparer_run(preparer *p, document *d, error *e);

/* The way back, for who cuts stored texts anew: tokens, sentences and layers of the blocks that are
 * given go to d->given, and the document has no tokens and layers any more. */
status preparer_recover(document *d, error *e);

/* Finds the readings of the document that preparer_run has just prepared: forms of characters,
 * words that a line's end divides, running heads and page numbers. Those that it has stay. */
status preparer_find_readings(preparer *p, document *d, error *e);

#endif
