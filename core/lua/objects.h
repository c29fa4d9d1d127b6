/* The objects of the API as C sees them. */
#ifndef MOONLEAF_LUA_OBJECTS_H
#define MOONLEAF_LUA_OBJECTS_H

#include <lauxlib.h>
#include <lua.h>

#include "corpus/count.h"
#include "corpus/counter.h"
#include "corpus/view.h"
#include "corpus/where.h"
#include "host/output.h"
#include "host/script.h"
#include "text/block.h"

/* The document userdata at the index; raises when it is none, or closed. */
view *object_check_document(lua_State *L, int index);

/* Raises when the document is closed: for who reaches it by a span or an iterator. */
void object_check_open(lua_State *L, const view *v);

/* Pushes a document that takes the view over. */
void object_push_document(lua_State *L, view *v);
void object_close_document(lua_State *L, int index);

typedef enum span_kind { SPAN_PLAIN, SPAN_SENTENCE, SPAN_BLOCK, SPAN_TOKEN } span_kind;

/* A span; its document is kept alive by its user value. */
typedef struct object_span {
    const view *v;
    span at;
    span_kind kind;
    size_t ordinal; /* of the token, sentence or block */
} object_span;

object_span *object_check_span(lua_State *L, int index);
object_span *object_test_span(lua_State *L, int index); /* NULL when it is none */

/* Pushes a span of the document at stack index `owner`. */
void object_push_span(lua_State *L, int owner, span_kind kind, size_t ordinal, span at);

/* Pushes an iterator over ordinals [first, end) of tokens, sentences or blocks of the document at
 * index `owner`. */
void object_push_spans(lua_State *L, int owner, span_kind kind, range r);

/* Pushes a counter that the userdata owns (or borrows), or raises. */
counter *object_check_counter(lua_State *L, int index);
counter *object_push_counter(lua_State *L);
void object_push_borrowed_counter(lua_State *L, counter *c);
void object_close_counter(lua_State *L, int index); /* the owner of a borrowed one will free it */

/* Pushes a place for frequencies, empty; its user value is for the names of the parts. */
struct frequencies **object_push_frequencies(lua_State *L);

/* Pushes a userdata of zeros that the function, a __gc, frees: for what is held while Lua may
 * raise.
 */
void *object_push_held(lua_State *L, size_t size, lua_CFunction release);

/* What `{ by =, n = }` at the stack index says of counting; the defaults when it is no table. */
count_by object_count_by(lua_State *L, int table);
lua_Integer object_count_n(lua_State *L, int table);

/* The stemmers of the state. */
stemmers *object_stemmers(lua_State *L);

/* The corpus userdata at the index. */
store *object_test_corpus(lua_State *L, int index); /* NULL when it is none */
store *object_check_corpus(lua_State *L, int index);

/* Appends the documents that the corpus at the index stands for, or those of them that the field
 * `where` of the table at `options` picks (if there is one). */
status object_documents(lua_State *L, int corpus, int options, id_list *ids, error *e);

/* The same for an expression, or all of them for NULL. */
status object_documents_where(lua_State *L, int corpus, const char *where, id_list *ids, error *e);

/* Pushes a document of the store. */
void object_push_stored(lua_State *L, store *s, int64_t id);

/* Emits all lines of the concordance at the index as rows of the table; answers false, and does
 * nothing, when there is none there. */
bool object_emit_concordance(lua_State *L, int index, emitter *out, size_t table);

/* Methods of the corpus that ask queries. */
int corpus_count(lua_State *L);
int corpus_positions(lua_State *L);
int corpus_concordance(lua_State *L);

/* script_library */
void object_attach_results(lua_State *L, const char *bytes, size_t length);
void object_push_emit(lua_State *L, emitter *out);
void object_push_partial(lua_State *L, partial *p);
void object_close_partial(lua_State *L);
void object_push_source(lua_State *L, source_reading *reading);
void object_finish_source(lua_State *L, source_reading *reading);
void object_push_rendering(lua_State *L, rendering *r);
void object_push_corpus(lua_State *L, store *s, const char *where);

/* moonleaf.note. */
int object_note(lua_State *L);

/* Pushes { text =, document =, start =, stop =, page = }. */
void object_push_quotation(lua_State *L, const quotation *q);

/* Pushes a cell; of a list it reads the cells that follow. */
void object_push_cell(lua_State *L, const output_cell *cell, reader *rest);

/* Pushes an iterator over the entries of an archive, or raises; the value at index `owner` keeps
 * the bytes. Answers 1. */
int object_push_entries(lua_State *L, int owner, const char *bytes, size_t length);

/* Pushes an empty list that the state owns, and an array of { type =, text =, level =, role = } of
 * its blocks, which empties it. */
block_list *object_push_block_list(lua_State *L);
void object_push_blocks(lua_State *L, const char *text, block_list *blocks);

/* moonleaf.json.encode: pushes the JSON text of its argument. */
int object_json_encode(lua_State *L);

/* Pushes JSON text as a Lua value (null as nil); nil for NULL. */
void object_push_json(lua_State *L, const char *json);

#endif
