/* A host with the plugins that the test writes into plugins/, and a corpus of the texts that it
 * writes into texts/. */
#ifndef MOONLEAF_TESTS_HOST_FIXTURE_H
#define MOONLEAF_TESTS_HOST_FIXTURE_H

#include <signal.h>

#include "folder_fixture.h"
#include "host/load.h"
#include "lua/api.h"

static host test_host;
static store *test_store;
static limits test_limits;

static inline int make_host_folder(void **unused)
{
    if (make_test_folder(unused) != 0) return -1;
    signal(SIGPIPE, SIG_IGN);
    char *home = path_in_folder("home");
    setenv("XDG_DATA_HOME", home, 1);
    unsetenv("MOONLEAF_PLUGIN_PATH");
    free(home);
    make_folder("plugins");
    make_folder("texts");
    test_limits = LIMITS_DOCUMENT;
    return 0;
}

static inline int drop_host(void **unused)
{
    store_close(test_store);
    test_store = NULL;
    host_close(&test_host);
    host_interrupted = 0;
    return remove_test_folder(unused);
}

/* Opens host and corpus, in this order; again, when they were open. */
static inline void open_host(void)
{
    char *bundled = path_in_folder("plugins"), *corpus = path_in_folder("test.leaf");
    host_setup setup = { .bundled = bundled,
                         .corpus = corpus,
                         .library = &api_library,
                         .workers = 2,
                         .document_limits = test_limits,
                         .corpus_limits = test_limits };
    store_close(test_store);
    test_store = NULL;
    host_close(&test_host);
    assert_ok(host_open(&test_host, &setup, &test_error));
    assert_ok(store_open(corpus, STORE_CREATE, 0, &test_store, &test_error));
    free(bundled);
    free(corpus);
}

static inline status load_with(load_request *r, load_counts *counts)
{
    char *texts = path_in_folder("texts"), *corpus = path_in_folder("test.leaf");
    const char *paths[] = { texts };
    walk_list entries = { 0 };
    assert_ok(walk_paths(paths, 1, corpus, &entries, &test_error));
    r->entries = &entries;
    r->arguments = "texts";
    status s = load_run(&test_host, test_store, r, counts, &test_error);
    walk_free(&entries);
    free(texts);
    free(corpus);
    return s;
}

static inline load_counts load_texts(void)
{
    load_request r = { 0 };
    load_counts counts;
    assert_ok(load_with(&r, &counts));
    return counts;
}

/* The one number that the SQL answers, and its one text, which the caller frees. */
static inline int64_t number_of(const char *sql)
{
    statement q = statement_of_text(test_store, sql, &test_error);
    int64_t number = statement_step(&q) ? statement_integer(&q, 0) : -1;
    assert_ok(statement_end(&q));
    return number;
}

static inline void assert_sql(const char *sql, const char *wanted)
{
    statement q = statement_of_text(test_store, sql, &test_error);
    buffer got = { 0 };
    buffer_append(&got, "", 0);
    while (statement_step(&q)) {
        const char *text = statement_text(&q, 0);
        buffer_format(&got, "%s%s", got.length > 0 ? ", " : "", text == NULL ? "NULL" : text);
    }
    assert_ok(statement_end(&q));
    assert_string_equal(got.data, wanted);
    buffer_free(&got);
}

#endif
