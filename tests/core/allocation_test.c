/* Memory that runs out: each piece of work is done again and again, the first, second, third ...
 * allocation in it failing, until none fails. It must answer that there is no memory (or do
 * without), leak nothing, and do its work when there is enough.
 *
 * The linker gives this program's calls of malloc and the like to the functions named __wrap_. */
#include <stdio.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/map.h"
#include "corpus/count.h"
#include "corpus/document_frame.h"
#include "document_fixture.h"
#include "host/manifest.h"
#include "host/options.h"
#include "host/partial.h"
#include "host/rows.h"

static int countdown = -1; /* allocations that still succeed; below 0: all */

static bool fails(void) { return countdown >= 0 && countdown-- == 0; }

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t length);
int __real_vasprintf(char **out, const char *format, va_list arguments);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t length);
int __wrap_vasprintf(char **out, const char *format, va_list arguments);

void *__wrap_malloc(size_t size) { return fails() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}
void *__wrap_realloc(void *old, size_t size) { return fails() ? NULL : __real_realloc(old, size); }
char *__wrap_strdup(const char *text) { return fails() ? NULL : __real_strdup(text); }
char *__wrap_strndup(const char *text, size_t length)
{
    return fails() ? NULL : __real_strndup(text, length);
}

int __wrap_vasprintf(char **out, const char *format, va_list arguments)
{
    return fails() ? -1 : __real_vasprintf(out, format, arguments);
}

/* Runs the work with the n-th allocation failing, for every n that there is. */
static void starve(status (*work)(error *e))
{
    int failures = 0;
    for (int n = 0; n < 10000; n++) {
        error e = { 0 };
        countdown = n;
        status s = work(&e);
        bool was_reached = countdown < 0;
        countdown = -1;
        bool says_so = s == STATUS_NO_MEMORY ||
                       s == STATUS_SYSTEM; /* a reader says that the frame is broken */
        if (s != STATUS_OK && !says_so)
            fail_msg("allocation %d: status %d, %s", n, s, error_text(&e));
        assert_int_equal(s, e.code == STATUS_OK ? STATUS_OK : e.code);
        assert_true(*error_text(&e) != '\0');
        error_clear(&e);
        failures += s != STATUS_OK;
        if (was_reached) continue;
        assert_int_equal(s, STATUS_OK); /* nothing failed any more */
        assert_true(failures > 0);
        return;
    }
    fail_msg("it never ends");
}

static status outcome(bool good, error *e) { return good ? STATUS_OK : error_memory(e); }

static document prepared;
static buffer document_bytes;
static manifest declared;

static status fill_buffer(error *e)
{
    buffer b = { 0 };
    for (int i = 0; i < 100; i++) buffer_format(&b, "%d ", i);
    buffer_varint(&b, 300);
    char *text = buffer_take(&b);
    status s = outcome(text != NULL, e);
    free(text);
    return s;
}

static status fill_map(error *e)
{
    map *m = map_create();
    bool good = m != NULL;
    for (int i = 0; i < 500 && good; i++) {
        char key[32];
        int length = sprintf(key, "a key of %d bytes", i);
        int64_t index = map_add(m, key, (size_t)length);
        good = index == i && map_find(m, key, (size_t)length) == i;
        if (index < 0) assert_int_equal(map_count(m), i); /* as it was before */
    }
    map_free(m);
    return outcome(good, e);
}

static status fill_arena(error *e)
{
    arena a = { 0 };
    bool good = true;
    for (int i = 0; i < 5 && good; i++)
        good = arena_allocate(&a, 50000) != NULL && arena_copy(&a, "text", 4) != NULL;
    arena_free(&a);
    return outcome(good, e);
}

static status read_csv(error *e)
{
    static const char text[] = "a,b\n\"one, two\",\"three\"\n4,5\n";
    csv_reader r = csv_begin(text, sizeof text - 1);
    status s = csv_next(&r, e);
    while (s == STATUS_OK && r.count > 0) s = csv_next(&r, e);
    csv_end(&r);
    return s;
}

static status count_keys(error *e)
{
    counter *a = counter_create(), *b = counter_create();
    buffer frame = { 0 };
    status s = outcome(a != NULL && b != NULL, e);
    for (int i = 0; i < 100 && s == STATUS_OK; i++) {
        char key[32];
        s = counter_add(a, key, (size_t)sprintf(key, "key %d", i), i, e);
    }
    if (s == STATUS_OK) counter_write(&frame, a);
    if (s == STATUS_OK) s = outcome(frame.state == STATUS_OK, e);
    reader r = reader_of(frame.data, frame.length);
    if (s == STATUS_OK) s = counter_read(&r, b, e);
    if (s == STATUS_OK) s = counter_merge(b, a, e);
    counter_entry *entries = s == STATUS_OK ? counter_top(b, counter_size(b)) : NULL;
    if (s == STATUS_OK) s = outcome(entries != NULL, e);
    free(entries);
    buffer_free(&frame);
    counter_free(a);
    counter_free(b);
    return s;
}

static status merge_partials(error *e)
{
    partial *a = partial_create(), *b = partial_create();
    buffer frame = { 0 };
    status s = outcome(a != NULL && b != NULL, e);
    counter *words = s == STATUS_OK ? partial_counter(a, "words") : NULL;
    if (s == STATUS_OK) s = words == NULL ? error_memory(e) : counter_add(words, "key", 3, 1, e);
    if (s == STATUS_OK) s = partial_take(a, PARTIAL_SUM, "length", 3, e);
    if (s == STATUS_OK) partial_write(&frame, a);
    if (s == STATUS_OK) s = outcome(frame.state == STATUS_OK, e);
    reader r = reader_of(frame.data, frame.length);
    if (s == STATUS_OK) s = partial_merge(b, &r, e);
    buffer_free(&frame);
    partial_free(a);
    partial_free(b);
    return s;
}

static status read_document(error *e)
{
    document d = { 0 };
    view v = { 0 };
    reader r = reader_of(document_bytes.data, document_bytes.length);
    status s = document_frame_read(&r, &d, e);
    if (s == STATUS_OK) s = view_open(&v, &d, e);
    view_close(&v);
    document_free(&d);
    return s;
}

static status count_words(error *e)
{
    counter *c = counter_create();
    document copy = { 0 };
    view v = { 0 };
    int rest = countdown;
    countdown = -1;
    reader r = reader_of(document_bytes.data, document_bytes.length);
    assert_int_equal(document_frame_read(&r, &copy, NULL), STATUS_OK);
    assert_int_equal(view_open(&v, &copy, NULL), STATUS_OK);
    countdown = rest;
    status s = c == NULL ? error_memory(e) : count_ngrams(&v, COUNT_FOLDED, 2, NULL, c, e);
    counter_free(c);
    view_close(&v);
    return s;
}

static status pass_manifest(error *e)
{
    manifest got = { 0 };
    option_values values = { 0 };
    buffer frame = { 0 };
    manifest_write(&frame, &declared);
    status s = outcome(frame.state == STATUS_OK, e);
    reader r = reader_of(frame.data, frame.length);
    if (s == STATUS_OK) s = manifest_read(&r, &got, e);
    if (s == STATUS_OK) s = options_begin(&values, &got, e);
    if (s == STATUS_OK) s = options_set(&values, "by", "stem", e);
    buffer_clear(&frame);
    if (s == STATUS_OK) options_append_canonical(&frame, &values);
    if (s == STATUS_OK) s = outcome(frame.state == STATUS_OK, e);
    if (s == STATUS_OK) assert_string_equal(frame.data, "{\"by\":\"stem\"}");
    options_free(&values);
    manifest_free(&got);
    buffer_free(&frame);
    return s;
}

static status read_rows(error *e)
{
    static column columns[] = { { (char *)"at", COLUMN_SPANS, NULL } };
    static const row_table table = { (char *)"", columns, 1 };
    static const span spans[] = { { 1, 2 }, { 3, 4 } };
    value v = { .type = VALUE_SPANS, .spans = spans, .length = 2 };
    limits l = LIMITS_DOCUMENT;
    emitter out = emitter_to(-1, &table, 1, &l);
    row_reader r = { .values = NULL };
    emitter_add(&out, 0, &v);
    emitter_add(&out, 0, &v);
    status s = outcome(out.pending.state == STATUS_OK, e);
    if (s == STATUS_OK) s = row_reader_open(&r, &out.pending, &table, 1, e);
    while (s == STATUS_OK && row_reader_next(&r)) continue;
    if (s == STATUS_OK && r.in.failed) s = error_set(e, STATUS_SYSTEM, "broken rows");
    row_reader_close(&r);
    emitter_free(&out);
    return s;
}

/* An error that finds no memory for its message has its code all the same. */
static status set_errors(error *e)
{
    error_set(e, STATUS_SYSTEM, "a message of %d words", 5);
    error_prefix(e, "prefix: ");
    return error_set(e, STATUS_SYSTEM, "because of %s", error_text(e));
}

static void errors_keep_their_code(void **unused)
{
    (void)unused;
    for (int n = 0; n < 5; n++) {
        error e = { 0 };
        countdown = n;
        assert_int_equal(set_errors(&e), STATUS_SYSTEM);
        countdown = -1;
        assert_int_equal(e.code, STATUS_SYSTEM);
        assert_true(*error_text(&e) != '\0');
        error_clear(&e);
    }
}

#define STARVED(work)                                                                              \
    static void work##_starves(void **unused)                                                      \
    {                                                                                              \
        (void)unused;                                                                              \
        starve(work);                                                                              \
    }

STARVED(fill_buffer)
STARVED(fill_map)
STARVED(fill_arena)
STARVED(read_csv)
STARVED(count_keys)
STARVED(merge_partials)
STARVED(read_document)
STARVED(count_words)
STARVED(pass_manifest)
STARVED(read_rows)

static int setup(void **unused)
{
    if (open_preparer(unused) != 0) return -1;
    prepared =
        document_of("The first sentence. And a second one, for the count.\n\nAnother block.");
    prepared.name = strdup("name");
    document_frame_write(&document_bytes, &prepared);
    declared.summary = strdup("summary");
    plugin_option *o = list_push(&declared.options);
    char **choice = list_push(&o->choices);
    *choice = strdup("stem");
    o->name = strdup("by");
    o->fallback = value_of_text(strdup("form"));
    row_table *t = list_push(&declared.tables);
    t->name = strdup("");
    t->columns = calloc(1, sizeof *t->columns);
    t->columns[0].name = strdup("word");
    t->count = 1;
    return 0;
}

static int teardown(void **unused)
{
    manifest_free(&declared);
    document_free(&prepared);
    buffer_free(&document_bytes);
    return close_preparer(unused);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_keep_their_code), cmocka_unit_test(fill_buffer_starves),
        cmocka_unit_test(fill_map_starves),       cmocka_unit_test(fill_arena_starves),
        cmocka_unit_test(read_csv_starves),       cmocka_unit_test(count_keys_starves),
        cmocka_unit_test(merge_partials_starves), cmocka_unit_test(read_document_starves),
        cmocka_unit_test(count_words_starves),    cmocka_unit_test(pass_manifest_starves),
        cmocka_unit_test(read_rows_starves),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
