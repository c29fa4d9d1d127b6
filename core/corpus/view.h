/* A document opened for reading: its tokens and sentences decoded, and what lies where in it. */
#ifndef MOONLEAF_CORPUS_VIEW_H
#define MOONLEAF_CORPUS_VIEW_H

#include "corpus/reading_map.h"
#include "store/document.h"
#include "text/words.h"

typedef struct view {
    document from;
    span *tokens; /* from.tokens.count of them */
    uint32_t *ids;
    number_list starts;    /* token ordinal with which each sentence begins */
    layer_reader **layers; /* of from.layers; NULL before it is asked for */
    reading_map *map;      /* when `from` is a document as read; NULL for one as it stands */
} view;

/* Takes the document over (it is emptied), also when it fails. */
status view_open(view *v, document *d, error *e);
void view_close(view *v);

/* A span of the view in the document as it stands, and the other way round. */
span view_to_text(const view *v, span at);
span view_from_text(const view *v, span at);

typedef struct range {
    size_t first, end; /* ordinals [first, end) */
} range;

/* The tokens that lie inside `at`. */
range view_tokens(const view *v, span at);

/* The sentences that begin inside `at`. */
range view_sentences(const view *v, span at);

span view_sentence(const view *v, size_t ordinal);

/* Ordinal of the sentence or block that holds the byte, or of the last one before it; -1 when there
 * is none. */
int64_t view_sentence_at(const view *v, uint32_t byte);
int64_t view_block_at(const view *v, uint32_t byte);

/* The language of the byte: of the run it lies in, else of its block, else of the document. */
const char *view_language_at(const view *v, uint32_t byte);

/* Where the first tokens of the range that are in one language end. The range is not empty. */
size_t view_run_end(const view *v, range tokens);

/* Adds the characters of the words inside `at` to the count of the script of their first letter, by
 * UScriptCode. */
void view_count_scripts(const view *v, span at, size_t *counts);

/* What a layer says of a token; *value is NULL where it says nothing, and where there is no such
 * layer. */
status view_layer_value(const view *v, const char *name, size_t ordinal, const char **text,
                        size_t *length, error *e);

#endif
