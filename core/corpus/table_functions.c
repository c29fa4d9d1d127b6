#include "corpus/table_functions.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/view.h"
#include "store/lexicon.h"

/* --- Tables --- */

typedef struct cursor cursor;

/* What tokens() and sentences() differ in. `document` and `layer` are hidden columns, the arguments
 * of the function. */
typedef struct shape {
    const char *name, *columns;
    int document, layer; /* numbers of these columns; -1 for none */
    size_t (*count)(const view *v);
    status (*cell)(cursor *c, int column, sqlite3_context *out, error *e);
} shape;

typedef struct table {
    sqlite3_vtab base;
    const shape *shape;
    store *corpus; /* over the same connection */
} table;

typedef struct known_type {
    token_kind kind;
    buffer folded;
} known_type;

struct cursor {
    sqlite3_vtab_cursor base;
    view document; /* the last one; kept, since a join asks for one of its tokens after the other */
    char *layer;   /* NULL for none */
    size_t at, end;
    map *types; /* ids of the types that were looked up: entry i is known.items[i] */
    LIST(known_type) known;
};

enum { ORDINAL, START, STOP }; /* the first columns of both */

/* Hands an error to SQLite, which shows its text, and frees it. */
static int fail(table *t, error *e)
{
    int code = e->code == STATUS_CORPUS        ? SQLITE_CORRUPT_VTAB
               : e->code == STATUS_NO_MEMORY   ? SQLITE_NOMEM
               : e->code == STATUS_INTERRUPTED ? SQLITE_INTERRUPT
                                               : SQLITE_ERROR;
    sqlite3_free(t->base.zErrMsg);
    t->base.zErrMsg = sqlite3_mprintf("%s: %s", t->shape->name, error_text(e));
    error_clear(e);
    return code;
}

static int connect_table(sqlite3 *database, void *context, int count, const char *const *arguments,
                         sqlite3_vtab **out, char **message)
{
    (void)count, (void)arguments;
    table *t = calloc(1, sizeof *t);
    error e = { 0 };
    if (t == NULL) return SQLITE_NOMEM;
    t->shape = context;
    int code = sqlite3_declare_vtab(database, t->shape->columns);
    /* A view in a file that is named as a table of ours could ask for itself for ever. */
    if (code == SQLITE_OK) code = sqlite3_vtab_config(database, SQLITE_VTAB_DIRECTONLY);
    if (code == SQLITE_OK && store_over(database, &t->corpus, &e) != STATUS_OK) {
        *message = sqlite3_mprintf("%s", error_text(&e));
        code = SQLITE_ERROR;
    }
    error_clear(&e);
    if (code == SQLITE_OK) *out = &t->base;
    else free(t);
    return code;
}

static int disconnect_table(sqlite3_vtab *base)
{
    store_close(((table *)base)->corpus);
    free(base);
    return SQLITE_OK;
}

/* --- Planning --- */

/* What a scan can be given, in this order, and the bits of the plan that say so. */
enum { BY_DOCUMENT, BY_LAYER, BY_ORDINAL, ARGUMENTS };

static int argument_of(const shape *s, int column)
{
    if (column == s->document) return BY_DOCUMENT;
    if (column == ORDINAL) return BY_ORDINAL;
    return column >= 0 && column == s->layer ? BY_LAYER : ARGUMENTS;
}

/* The cost of a scan without a document. SQLite asks for one where it looks at the parts of an OR
 * alone, so it is refused when it runs, not when it is planned. */
static const double NEVER = 1e50;

/* The rows of a document come in their order. */
static bool is_in_order(const sqlite3_index_info *plan)
{
    return plan->nOrderBy == 1 && plan->aOrderBy[0].iColumn == ORDINAL && !plan->aOrderBy[0].desc;
}

static int plan_scan(sqlite3_vtab *base, sqlite3_index_info *plan)
{
    table *t = (table *)base;
    int found[ARGUMENTS] = { -1, -1, -1 }, given = 0;
    bool is_later[ARGUMENTS] = { false }; /* its value is known in another order of the join */
    for (int i = 0; i < plan->nConstraint; i++) {
        int argument = argument_of(t->shape, plan->aConstraint[i].iColumn);
        if (argument == ARGUMENTS || plan->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!plan->aConstraint[i].usable) is_later[argument] = true;
        else if (found[argument] < 0) found[argument] = i;
    }
    if ((found[BY_DOCUMENT] < 0 && is_later[BY_DOCUMENT]) ||
        (found[BY_LAYER] < 0 && is_later[BY_LAYER]))
        return SQLITE_CONSTRAINT;
    for (int argument = 0; argument < ARGUMENTS; argument++) {
        if (found[argument] < 0) continue;
        plan->aConstraintUsage[found[argument]].argvIndex = ++given;
        plan->aConstraintUsage[found[argument]].omit = argument != BY_ORDINAL;
        plan->idxNum |= 1 << argument;
    }
    plan->orderByConsumed = is_in_order(plan);
    plan->estimatedRows = found[BY_ORDINAL] < 0 ? 10000 : 1;
    plan->estimatedCost = found[BY_DOCUMENT] < 0 ? NEVER : (double)plan->estimatedRows;
    return SQLITE_OK;
}

/* --- Scanning --- */

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    cursor *c = calloc(1, sizeof *c);
    if (c == NULL) return SQLITE_NOMEM;
    c->types = map_create();
    *out = &c->base;
    if (c->types != NULL) return SQLITE_OK;
    free(c);
    return SQLITE_NOMEM;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    cursor *c = (cursor *)base;
    for (size_t i = 0; i < c->known.count; i++) buffer_free(&c->known.items[i].folded);
    list_free(&c->known);
    map_free(c->types);
    view_close(&c->document);
    free(c->layer);
    free(c);
    return SQLITE_OK;
}

/* Opens a document, or none when there is none of that id. */
static status open_document(cursor *c, int64_t id, error *e)
{
    document d = { 0 };
    if (c->document.from.id == id) return STATUS_OK;
    view_close(&c->document);
    status s = document_read(((table *)c->base.pVtab)->corpus, id, &d, e);
    if (s == STATUS_OK) return view_open(&c->document, &d, e);
    if (s != STATUS_USAGE) return s;
    error_clear(e);
    return STATUS_OK;
}

static status take_layer(cursor *c, sqlite3_value *name, error *e)
{
    free(c->layer);
    c->layer = NULL;
    const char *text = name != NULL ? (const char *)sqlite3_value_text(name) : NULL;
    if (text != NULL && (c->layer = strdup(text)) == NULL) return error_memory(e);
    return STATUS_OK;
}

/* The rows that are asked for: all of the document, or the one of an ordinal. */
static void take_rows(cursor *c, size_t count, sqlite3_value *ordinal)
{
    c->at = 0;
    c->end = count;
    if (ordinal == NULL || sqlite3_value_numeric_type(ordinal) != SQLITE_INTEGER) return;
    int64_t at = sqlite3_value_int64(ordinal);
    bool is_there = at >= 0 && (uint64_t)at < count;
    c->at = is_there ? (size_t)at : count;
    c->end = is_there ? c->at + 1 : count;
}

static int begin_scan(sqlite3_vtab_cursor *base, int plan, const char *unused, int count,
                      sqlite3_value **values)
{
    (void)unused, (void)count;
    cursor *c = (cursor *)base;
    table *t = (table *)base->pVtab;
    sqlite3_value *given[ARGUMENTS] = { NULL };
    error e = { 0 };
    for (int argument = 0; argument < ARGUMENTS; argument++)
        if ((plan & 1 << argument) != 0) given[argument] = *values++;
    c->at = c->end = 0;
    if (given[BY_DOCUMENT] == NULL) {
        error_set(&e, STATUS_USAGE, "which document? %s(3), or FROM document d, %s(d.id)",
                  t->shape->name, t->shape->name);
        return fail(t, &e);
    }
    int type = sqlite3_value_numeric_type(given[BY_DOCUMENT]);
    if (type == SQLITE_NULL) return SQLITE_OK;
    if (type != SQLITE_INTEGER) {
        error_set(&e, STATUS_USAGE,
                  "a document is asked for by its number: SELECT id, name FROM document");
        return fail(t, &e);
    }
    status s = open_document(c, sqlite3_value_int64(given[BY_DOCUMENT]), &e);
    if (s == STATUS_OK) s = take_layer(c, given[BY_LAYER], &e);
    if (s != STATUS_OK) return fail(t, &e);
    take_rows(c, t->shape->count(&c->document), given[BY_ORDINAL]);
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base)
{
    ((cursor *)base)->at++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base)
{
    return ((cursor *)base)->at >= ((cursor *)base)->end;
}

/* Unlike the ordinal it is of one row alone: SQLite joins the parts of an OR by it. */
static int row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    const cursor *c = (cursor *)base;
    *id = (sqlite3_int64)((uint64_t)c->document.from.id << 32 | c->at);
    return SQLITE_OK;
}

static int read_cell(sqlite3_vtab_cursor *base, sqlite3_context *out, int column)
{
    cursor *c = (cursor *)base;
    table *t = (table *)base->pVtab;
    error e = { 0 };
    if (column == t->shape->document) sqlite3_result_int64(out, c->document.from.id);
    else if (column == ORDINAL) sqlite3_result_int64(out, (sqlite3_int64)c->at);
    else if (t->shape->cell(c, column, out, &e) != STATUS_OK) return fail(t, &e);
    return SQLITE_OK;
}

/* --- Cells --- */

static void answer_text(sqlite3_context *out, const char *text, size_t length)
{
    if (text == NULL) sqlite3_result_null(out);
    else sqlite3_result_text64(out, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void answer_place(sqlite3_context *out, const view *v, span at)
{
    answer_text(out, v->from.text.data + at.start, at.stop - at.start);
}

static void answer_ordinal(sqlite3_context *out, int64_t ordinal)
{
    if (ordinal < 0) sqlite3_result_null(out);
    else sqlite3_result_int64(out, ordinal);
}

static void answer_language(sqlite3_context *out, const view *v, uint32_t byte)
{
    sqlite3_result_text(out, view_language_at(v, byte), -1, SQLITE_TRANSIENT);
}

/* Kind and folded form of a type, looked up once a scan. */
static status find_type(cursor *c, uint32_t id, const known_type **found, error *e)
{
    store *corpus = ((table *)c->base.pVtab)->corpus;
    int64_t index = map_add(c->types, (const char *)&id, sizeof id);
    if (index < 0) return error_memory(e);
    if ((size_t)index < c->known.count) {
        *found = &c->known.items[index];
        return STATUS_OK;
    }
    known_type *type = list_push(&c->known);
    type_entry entry = { 0 };
    if (type == NULL) return error_memory(e);
    status s = lexicon_read(corpus, id, &entry, NULL, e);
    type->kind = entry.kind;
    if (s == STATUS_OK) s = lexicon_read(corpus, entry.fold, &entry, &type->folded, e);
    *found = type;
    return s;
}

static size_t count_tokens(const view *v) { return v->from.tokens.count; }

enum {
    FORM = STOP + 1,
    FOLDED,
    KIND,
    SENTENCE,
    TOKEN_BLOCK,
    TOKEN_LANGUAGE,
    VALUE,
    TOKEN_DOCUMENT,
    LAYER
};

static status token_cell(cursor *c, int column, sqlite3_context *out, error *e)
{
    const view *v = &c->document;
    span at = v->tokens[c->at];
    const known_type *type = NULL;
    const char *text = NULL;
    size_t length = 0;
    status s = STATUS_OK;
    if (column == FOLDED || column == KIND) s = find_type(c, v->ids[c->at], &type, e);
    if (column == VALUE && c->layer != NULL)
        s = view_layer_value(v, c->layer, c->at, &text, &length, e);
    if (s != STATUS_OK) return s;
    switch (column) {
    case START: sqlite3_result_int64(out, at.start); break;
    case STOP: sqlite3_result_int64(out, at.stop); break;
    case FORM: answer_place(out, v, at); break;
    case FOLDED: answer_text(out, type->folded.data, type->folded.length); break;
    case KIND: sqlite3_result_text(out, token_kind_name(type->kind), -1, SQLITE_STATIC); break;
    case SENTENCE: answer_ordinal(out, view_sentence_at(v, at.start)); break;
    case TOKEN_BLOCK: answer_ordinal(out, view_block_at(v, at.start)); break;
    case TOKEN_LANGUAGE: answer_language(out, v, at.start); break;
    case VALUE: answer_text(out, text, length); break;
    case LAYER: answer_text(out, c->layer, c->layer != NULL ? strlen(c->layer) : 0); break;
    }
    return STATUS_OK;
}

static size_t count_sentences(const view *v) { return v->starts.count; }

enum { TEXT = STOP + 1, SENTENCE_BLOCK, SENTENCE_LANGUAGE, SENTENCE_DOCUMENT };

static status sentence_cell(cursor *c, int column, sqlite3_context *out, error *e)
{
    (void)e;
    const view *v = &c->document;
    span at = view_sentence(v, c->at);
    switch (column) {
    case START: sqlite3_result_int64(out, at.start); break;
    case STOP: sqlite3_result_int64(out, at.stop); break;
    case TEXT: answer_place(out, v, at); break;
    case SENTENCE_BLOCK: answer_ordinal(out, view_block_at(v, at.start)); break;
    case SENTENCE_LANGUAGE: answer_language(out, v, at.start); break;
    }
    return STATUS_OK;
}

/* --- quote() --- */

/* SQLite says of a row that is not there what it says of a table that is not there. */
static bool has_no_text(sqlite3 *database, int64_t id)
{
    sqlite3_stmt *q = NULL;
    int code =
        sqlite3_prepare_v2(database, "SELECT 1 FROM main.text WHERE document = ?1", -1, &q, NULL);
    if (code == SQLITE_OK) sqlite3_bind_int64(q, 1, id);
    bool is_missing = code == SQLITE_OK && sqlite3_step(q) == SQLITE_DONE;
    sqlite3_finalize(q);
    return is_missing;
}

static bool begins_a_character(const char *byte) { return ((unsigned char)*byte & 0xc0) != 0x80; }

/* Only these bytes of the text are read, and the one behind them, which shows whether they cut a
 * character. */
static void answer_quotation(sqlite3_context *out, sqlite3_blob *text, int64_t start, int64_t stop)
{
    int64_t size = sqlite3_blob_bytes(text);
    if (start < 0 || start > stop || stop > size) return;
    int length = (int)(stop - start), more = stop < size;
    char *bytes = sqlite3_malloc64((sqlite3_uint64)length + 1);
    if (bytes == NULL) {
        sqlite3_result_error_nomem(out);
        return;
    }
    int code = sqlite3_blob_read(text, bytes, length + more, (int)start);
    bool is_whole =
        (length == 0 || begins_a_character(bytes)) && (!more || begins_a_character(bytes + length));
    if (code == SQLITE_OK && is_whole) {
        sqlite3_result_text64(out, bytes, (sqlite3_uint64)length, sqlite3_free, SQLITE_UTF8);
        return;
    }
    sqlite3_free(bytes);
    if (code != SQLITE_OK) sqlite3_result_error_code(out, code);
}

static void quote(sqlite3_context *out, int count, sqlite3_value **given)
{
    sqlite3 *database = sqlite3_context_db_handle(out);
    sqlite3_blob *text = NULL;
    for (int i = 0; i < count; i++) {
        int type = sqlite3_value_numeric_type(given[i]);
        if (type == SQLITE_NULL) return;
        if (type != SQLITE_INTEGER) {
            sqlite3_result_error(out, "quote: document, start and stop are integers", -1);
            return;
        }
    }
    int64_t id = sqlite3_value_int64(given[0]);
    int code = sqlite3_blob_open(database, "main", "text", "text", id, 0, &text);
    if (code == SQLITE_OK)
        answer_quotation(out, text, sqlite3_value_int64(given[1]), sqlite3_value_int64(given[2]));
    else if (!has_no_text(database, id))
        sqlite3_result_error(out, "quote: the main database is no corpus, or is damaged", -1);
    sqlite3_blob_close(text);
}

/* --- Registration --- */

static const shape tokens_shape = {
    .name = "tokens",
    .columns = "CREATE TABLE tokens (ordinal INTEGER, start INTEGER, stop INTEGER, form TEXT,"
               " folded TEXT, kind TEXT, sentence INTEGER, block INTEGER, language TEXT,"
               " value TEXT, document INTEGER HIDDEN, layer TEXT HIDDEN)",
    .document = TOKEN_DOCUMENT,
    .layer = LAYER,
    .count = count_tokens,
    .cell = token_cell,
};

static const shape sentences_shape = {
    .name = "sentences",
    .columns = "CREATE TABLE sentences (ordinal INTEGER, start INTEGER, stop INTEGER, text TEXT,"
               " block INTEGER, language TEXT, document INTEGER HIDDEN)",
    .document = SENTENCE_DOCUMENT,
    .layer = -1,
    .count = count_sentences,
    .cell = sentence_cell,
};

/* Without xCreate the tables are there by themselves, and can only be called. */
static const sqlite3_module methods = {
    .xConnect = connect_table,
    .xBestIndex = plan_scan,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = begin_scan,
    .xNext = next_row,
    .xEof = is_at_end,
    .xColumn = read_cell,
    .xRowid = row_id,
};

static int add_table(sqlite3 *database, const shape *s)
{
    return sqlite3_create_module_v2(database, s->name, &methods, (void *)(uintptr_t)s, NULL);
}

int table_functions_register(sqlite3 *database)
{
    int code = add_table(database, &tokens_shape);
    if (code == SQLITE_OK) code = add_table(database, &sentences_shape);
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(database, "quote", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                          NULL, quote, NULL, NULL, NULL);
    return code;
}

#ifdef MOONLEAF_EXTENSION

SQLITE_EXTENSION_INIT1

enum { OLDEST_SQLITE = 3031000 }; /* which knows SQLITE_VTAB_DIRECTONLY */

/* SQLite makes this name from that of the file, moonleaf_sqlite.so. */
__attribute__((visibility("default"))) int
sqlite3_moonleafsqlite_init(sqlite3 *database, char **message, const sqlite3_api_routines *api);

int sqlite3_moonleafsqlite_init(sqlite3 *database, char **message, const sqlite3_api_routines *api)
{
    SQLITE_EXTENSION_INIT2(api);
    if (sqlite3_libversion_number() >= OLDEST_SQLITE) return table_functions_register(database);
    *message =
        sqlite3_mprintf("moonleaf needs SQLite 3.31 or later; this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
}

#endif
