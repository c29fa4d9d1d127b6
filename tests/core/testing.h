/* What tests of all floors share: the outcome of a call, and bytes that went wrong at random. */
#ifndef MOONLEAF_TESTS_TESTING_H
#define MOONLEAF_TESTS_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

static error test_error __attribute__((unused));

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

static inline int clear_test_error(void **unused)
{
    (void)unused;
    error_clear(&test_error);
    return 0;
}

/* The same numbers in every run (splitmix64). */
static inline uint64_t random_number(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static inline size_t random_below(uint64_t *seed, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(random_number(seed) % limit);
}

/* A copy of the bytes with one to four mistakes: a changed byte, some taken out, put in twice, or
 * cut off. It lies in memory of just its size, so that a sanitizer sees who reads past it; the
 * caller frees it. */
static inline char *mutated(const buffer *from, uint64_t *seed, size_t *length)
{
    static const unsigned char telling[] = { 0, 1, 2, 0x7f, 0x80, 0xff };
    buffer b = { 0 };
    buffer_append(&b, from->data, from->length);
    for (size_t mistakes = 1 + random_below(seed, 4); mistakes > 0 && b.length > 0; mistakes--) {
        size_t at = random_below(seed, b.length), count = 1 + random_below(seed, 8);
        if (count > b.length - at) count = b.length - at;
        switch (random_below(seed, 5)) {
        case 0: b.data[at] = (char)telling[random_below(seed, sizeof telling)]; break;
        case 1: b.data[at] = (char)random_number(seed); break;
        case 2:
            memmove(b.data + at, b.data + at + count, b.length - at - count);
            b.length -= count;
            break;
        case 3:
            if (buffer_room(&b, count) == NULL) break;
            memmove(b.data + at + count, b.data + at, b.length - at);
            b.length += count;
            break;
        default: b.length = random_below(seed, 4) == 0 ? at : b.length;
        }
    }
    *length = b.length;
    char *exact = malloc(b.length > 0 ? b.length : 1);
    assert_non_null(exact);
    if (b.length > 0) memcpy(exact, b.data, b.length);
    buffer_free(&b);
    return exact;
}

#endif
