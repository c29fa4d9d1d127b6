/* Documents made from a text as a load makes them, but without a store: the ids of tokens are
 * entries of `forms`. */
#ifndef MOONLEAF_TESTS_DOCUMENT_FIXTURE_H
#define MOONLEAF_TESTS_DOCUMENT_FIXTURE_H

#include "corpus/prepare.h"
#include "testing.h"

static text_rules no_rules;
static preparer *test_preparer;

static int open_preparer(void **unused)
{
    (void)unused;
    return preparer_create(&no_rules, &test_preparer, &test_error) == STATUS_OK ? 0 : -1;
}

static int close_preparer(void **unused)
{
    preparer_free(test_preparer);
    text_rules_free(&no_rules);
    return clear_test_error(unused);
}

static inline document document_of(const char *text)
{
    document d = { 0 };
    buffer_text(&d.text, text);
    assert_ok(preparer_run(test_preparer, &d, &test_error));
    return d;
}

#endif
