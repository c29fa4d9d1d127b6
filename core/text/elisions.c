#include "text/elisions.h"

#include <string.h>

#include "text/fold.h"

static const char CURVED[] = "\u2019";

size_t elisions_part(const char *form, size_t length)
{
    const char *straight = memchr(form, '\'', length);
    const char *curved = memmem(form, length, CURVED, strlen(CURVED));
    if (straight == NULL && curved == NULL) return 0;
    bool is_straight = straight != NULL && (curved == NULL || straight < curved);
    size_t before = (size_t)((is_straight ? straight : curved) - form);
    size_t behind = before + (is_straight ? 1 : strlen(CURVED));
    return before > 0 && behind < length ? behind : 0;
}

/* Bytes of the elided word that the form begins with, 0 for none. */
static size_t elided(const map *elisions, const char *form, size_t length, buffer *folded)
{
    size_t behind = elisions_part(form, length);
    if (behind == 0) return 0;
    buffer_clear(folded);
    text_fold(folded, form, form[behind - 1] == '\'' ? behind - 1 : behind - strlen(CURVED));
    buffer_byte(folded, '\'');
    return map_find(elisions, folded->data, folded->length) >= 0 ? behind : 0;
}

/* Appends the parts of a token. */
static bool add_parts(const map *elisions, const char *text, token t, token_list *tokens,
                      buffer *folded)
{
    size_t part = 1;
    while (part > 0) {
        part = elided(elisions, text + t.at.start, t.at.stop - t.at.start, folded);
        token *added = list_push(tokens);
        if (added == NULL) return false;
        *added = t;
        if (part > 0) added->at.stop = t.at.start = t.at.start + (uint32_t)part;
        added->kind = token_kind_of(text + added->at.start, added->at.stop - added->at.start);
    }
    return true;
}

status elisions_cut(const map *elisions, const char *text, token_list *tokens, error *e)
{
    buffer folded = { 0 };
    token_list parts = { 0 };
    size_t first = 0;
    for (; first < tokens->count; first++) {
        span at = tokens->items[first].at;
        if (elided(elisions, text + at.start, at.stop - at.start, &folded) > 0) break;
    }
    bool is_added = true;
    for (size_t i = first; i < tokens->count && is_added; i++)
        is_added = add_parts(elisions, text, tokens->items[i], &parts, &folded);
    tokens->count = first;
    for (size_t i = 0; i < parts.count && is_added; i++) {
        token *to = list_push(tokens);
        is_added = to != NULL;
        if (is_added) *to = parts.items[i];
    }
    is_added = is_added && folded.state == STATUS_OK;
    buffer_free(&folded);
    list_free(&parts);
    return is_added ? STATUS_OK : error_memory(e);
}
