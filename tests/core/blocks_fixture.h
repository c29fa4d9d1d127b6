/* What a parser of marked-up text is given, and how its blocks are compared. */
#ifndef MOONLEAF_TESTS_BLOCKS_FIXTURE_H
#define MOONLEAF_TESTS_BLOCKS_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/block.h"

/* A copy that ends where its allocation ends, so that the sanitizer sees a read behind it. The
 * caller frees it. */
static inline char *exact_copy(const char *bytes, size_t length)
{
    char *exact = malloc(length > 0 ? length : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, length);
    return exact;
}

/* A line a block: "heading1 Title", "paragraph quotation One/two" with line breaks shown as "/". */
static inline void assert_shown(const buffer *text, const block_list *blocks, const char *expected)
{
    buffer shown = { 0 };
    for (size_t i = 0; i < blocks->count; i++) {
        const block *b = &blocks->items[i];
        if (i > 0) buffer_byte(&shown, '\n');
        buffer_text(&shown, block_kind_name(b->kind));
        if (b->level > 0) buffer_format(&shown, "%u", b->level);
        if (b->role_given) buffer_format(&shown, " %s", block_role_name(b->role));
        buffer_byte(&shown, ' ');
        for (uint32_t k = b->at.start; k < b->at.stop; k++)
            buffer_byte(&shown, text->data[k] == '\n' ? '/' : (unsigned char)text->data[k]);
    }
    assert_string_equal(shown.data == NULL ? "" : shown.data, expected);
    buffer_free(&shown);
}

#endif
