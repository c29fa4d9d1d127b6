/* A folder of its own for each test, with an empty corpus in it. */
#ifndef MOONLEAF_TESTS_CORPUS_FIXTURE_H
#define MOONLEAF_TESTS_CORPUS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/store.h"

static char *test_folder;
static char *test_corpus; /* its path; the file is made by STORE_CREATE */
static error test_error;

#define assert_ok(call)                                                                            \
    do {                                                                                           \
        if ((call) != STATUS_OK) fail_msg("%s: %s", #call, error_text(&test_error));               \
    } while (0)

/* The call fails with that status, and its message holds that text. */
#define assert_fails(call, code, text)                                                             \
    do {                                                                                           \
        assert_int_equal(call, code);                                                              \
        if (strstr(error_text(&test_error), text) == NULL)                                         \
            fail_msg("\"%s\" is not in \"%s\"", text, error_text(&test_error));                    \
    } while (0)

static int make_test_folder(void **unused)
{
    (void)unused;
    test_folder = strdup("/tmp/moonleaf_test_XXXXXX");
    if (test_folder == NULL || mkdtemp(test_folder) == NULL) return -1;
    return asprintf(&test_corpus, "%s/test.leaf", test_folder) < 0 ? -1 : 0;
}

static int remove_test_folder(void **unused)
{
    (void)unused;
    static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < 4; i++) {
        char *path = NULL;
        if (asprintf(&path, "%s%s", test_corpus, suffixes[i]) < 0) return -1;
        unlink(path);
        free(path);
    }
    int outcome = rmdir(test_folder);
    free(test_folder);
    free(test_corpus);
    error_clear(&test_error);
    return outcome;
}

static store *open_test_corpus(store_mode mode)
{
    store *s = NULL;
    assert_ok(store_open(test_corpus, mode, 0, &s, &test_error));
    return s;
}

/* The one number that the SQL answers. */
static int64_t number_of(store *s, const char *sql)
{
    statement q = statement_of_text(s, sql, &test_error);
    int64_t number = statement_step(&q) ? statement_integer(&q, 0) : -1;
    assert_ok(statement_end(&q));
    return number;
}

#endif
