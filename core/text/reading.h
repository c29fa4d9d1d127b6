/* Readings: what a stretch of a text is to be read as, beside the text, which stays as it is.
 *
 * An empty reading leaves its stretch out. The finders look first for the few bytes that can begin
 * what they look for, so that a text without any costs next to nothing. */
#ifndef MOONLEAF_TEXT_READING_H
#define MOONLEAF_TEXT_READING_H

#include "base/list.h"
#include "base/status.h"
#include "text/block.h"

/* What loading finds. */
#define READING_HYPHENATION "hyphenation"
#define READING_LIGATURE "ligature"
#define READING_SOFT_HYPHEN "soft_hyphen"
#define READING_HEAD "running_head"
#define READING_PAGE_NUMBER "page_number"

typedef struct reading {
    span at;
    char *text;        /* owned, as is by */
    char *by;          /* what found it: one of READING_..., or an analysis */
    double confidence; /* 0 to 1 */
} reading;

typedef LIST(reading) reading_list;

status readings_add(reading_list *list, const reading *r, error *e); /* copies its texts */
void readings_free(reading_list *list);

void readings_sort(reading_list *list); /* by start, the longest first, then the surest */

/* Takes the readings out that loading finds: they are found anew. */
void readings_forget_found(reading_list *list);

/* Sorts them; of those that overlap the longest stays, of equally long ones the surest. One of no
 * bytes goes: nothing in the text would be its evidence; and so does one in a block that is given,
 * whose words are its file's. `blocks` may be NULL. */
void readings_settle(reading_list *list, const block_list *blocks);

/* Soft hyphens inside lines, and presentation forms (Latin and Armenian ligatures, Arabic and
 * Hebrew shapes, full-width letters and digits) by Unicode's compatibility mapping. */
status readings_find_forms(const char *text, size_t length, reading_list *out, error *e);

/* Running heads and page numbers of a text with form feeds, or of blocks with pages: short blocks
 * of the role navigation, and short lines at the edge of pages that come again on others, digits
 * apart; and, in a text without pages, lines of a number alone that count on at the distances of
 * pages, most of them inside a sentence. */
status readings_find_heads(const char *text, size_t length, const block_list *blocks,
                           reading_list *out, error *e);

#endif
