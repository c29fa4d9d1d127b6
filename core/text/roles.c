#include "text/roles.h"

#include <stdlib.h>
#include <string.h>

#include "text/bibliography.h"
#include "text/fold.h"
#include "text/sections.h"
#include "text/shape.h"

/* First the section words, which are sure; then, from the top, what stands before the body; then
 * what stands behind it. Every step judges only blocks that no earlier step has judged. */

enum {
    LONGEST_SHORT = 600, /* bytes, and */
    WIDEST_SHORT = 250,  /* columns of a block that may be something else than body by its shape */
    WIDEST_FURNITURE = 80,
    MOST_HEAD_BLOCKS = 40, /* before the body */
    MOST_ABSTRACT_BLOCKS = 6,
    MOST_KEYWORD_BLOCKS = 12,
    MOST_AUTHOR_BLOCKS = 14,
    ENTRY_REACH = 3, /* blocks without the look of an entry between two entries of a bibliography */
    MENU_RUN = 4,    /* short blocks in a row that make a menu */
    FIELD_RUN = 3,   /* "Label: value" lines in a row that make a record */
    FIELD_REACH = 15, /* blocks from either end of the document where a record is looked for */
    TAIL_BLOCKS = 6,  /* behind the separator at the end of a document */
    SEARCHED_FOR_WORDS = 1 << 16, /* bytes */
};

typedef struct judge {
    const char *text;
    block *blocks;
    size_t count;
    section_label *labels; /* one a block */
    language_tag main;
    buffer scratch;
    error *error;
} judge;

/* --- what a block is ------------------------------------------------------------ */

static size_t bytes_of(const judge *j, size_t i)
{
    return j->blocks[i].at.stop - j->blocks[i].at.start;
}

static bool is_unjudged(const judge *j, size_t i)
{
    const block *b = &j->blocks[i];
    return !b->role_given && b->role == ROLE_BODY && !j->labels[i].is_label &&
           b->kind != BLOCK_TABLE && b->kind != BLOCK_CODE;
}

static void set_role(judge *j, size_t i, block_role role)
{
    if (!j->blocks[i].role_given) j->blocks[i].role = role;
}

static bool is_short(const judge *j, size_t i)
{
    return bytes_of(j, i) <= LONGEST_SHORT &&
           shape_columns(j->text, j->blocks[i].at) <= WIDEST_SHORT;
}

/* A short block's; of a long one only the beginning counts. */
static shape shape_at(const judge *j, size_t i)
{
    return shape_of(j->text, shape_beginning(j->text, j->blocks[i].at, LONGEST_SHORT));
}

/* A paragraph of running text. */
static bool is_prose(const judge *j, size_t i)
{
    if (!is_short(j, i)) return true;
    shape s = shape_at(j, i);
    return (s.ends == ENDS_SENTENCE || s.ends == ENDS_COLON) && s.width >= 100;
}

static bool has_language(const judge *j, size_t i, const char *tag)
{
    const char *mine = j->blocks[i].language.text;
    size_t length = strcspn(tag, "-");
    return strcspn(mine, "-") == length && strncmp(mine, tag, length) == 0;
}

static bool is_foreign(const judge *j, size_t i)
{
    const char *mine = j->blocks[i].language.text;
    return mine[0] != '\0' && strcmp(mine, "und") != 0 && !has_language(j, i, j->main.text);
}

/* Signs only: "?", "* * *", "_____". */
static bool is_separator(const judge *j, size_t i)
{
    opening opens = shape_opening(j->text, j->blocks[i].at);
    if (opens != OPENS_OTHER || bytes_of(j, i) > WIDEST_FURNITURE) return false;
    shape s = shape_at(j, i);
    return s.letters == 0 && s.digits == 0;
}

/* A short line that is no sentence. */
static bool is_furniture(const judge *j, size_t i)
{
    if (bytes_of(j, i) > LONGEST_SHORT || j->blocks[i].kind == BLOCK_LIST_ITEM) return false;
    shape s = shape_at(j, i);
    return s.width <= WIDEST_FURNITURE && s.ends == ENDS_OPEN;
}

/* "Year: 2016", "Category: Economy". */
static bool is_field(const judge *j, size_t i)
{
    span at = j->blocks[i].at;
    if (!is_unjudged(j, i) || !section_looks_labelled(j->text, at) || !is_furniture(j, i))
        return false;
    shape s = shape_at(j, i);
    return s.colons >= 1 && (s.opens == OPENS_UPPER || s.opens == OPENS_UNCASED);
}

/* --- section words ------------------------------------------------------------ */

static status find_labels(judge *j, const map *sections)
{
    j->labels = calloc(j->count, sizeof *j->labels);
    if (j->labels == NULL) return error_memory(j->error);
    status s = STATUS_OK;
    for (size_t i = 0; i < j->count && s == STATUS_OK; i++)
        s = section_label_find(j->text, j->blocks[i].at, sections, &j->scratch, &j->labels[i],
                               j->error);
    return s;
}

static bool is_entry(const judge *j, size_t i)
{
    const block *b = &j->blocks[i];
    size_t least = b->kind == BLOCK_LIST_ITEM ? 0 : b->kind == BLOCK_HEADING ? 2 : 1;
    return !j->labels[i].is_heading && bibliography_signs(j->text, b->at) >= least;
}

/* True when block i, or one soon behind it, is an entry of the bibliography. */
static bool goes_on_with_entries(const judge *j, size_t i)
{
    for (size_t k = i; k < j->count && k <= i + ENTRY_REACH; k++) {
        if (is_entry(j, k)) return true;
        if (j->blocks[k].kind == BLOCK_HEADING || is_foreign(j, k)) return false;
    }
    return false;
}

/* How many blocks behind the heading `i` belong to a section that ends with the next heading or
 * label; `most` is more than such a section has, and then it is only the first. */
static size_t section_length(const judge *j, size_t i, size_t most)
{
    size_t length = 0;
    for (size_t k = i + 1; k < j->count && length <= most; k++, length++)
        if (j->blocks[k].kind == BLOCK_HEADING || j->labels[k].is_label) break;
    return length <= most ? length : 1;
}

static size_t keywords_length(const judge *j, size_t i)
{
    size_t length = section_length(j, i, MOST_KEYWORD_BLOCKS);
    for (size_t k = 1; k < length; k++)
        if (!is_furniture(j, i + 1 + k) && j->blocks[i + 1 + k].kind != BLOCK_LIST_ITEM) return k;
    return length;
}

/* Blocks behind a heading or label that have its role. References are followed as long as there are
 * entries. */
static size_t followers(const judge *j, size_t i)
{
    const section_label *l = &j->labels[i];
    if (l->role == ROLE_REFERENCES) return SIZE_MAX;
    if (!l->is_heading || l->role == ROLE_BODY) return 0;
    if (l->role == ROLE_TITLE) return section_length(j, i, 1);
    if (l->role == ROLE_KEYWORDS) return keywords_length(j, i);
    return section_length(j, i, l->role == ROLE_NOTE ? SIZE_MAX - 1 : MOST_ABSTRACT_BLOCKS);
}

static void become_heading(block *b)
{
    if (b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_LIST_ITEM) return;
    b->kind = BLOCK_HEADING;
    b->level = 1;
}

static void judge_sections(judge *j)
{
    block_role section = ROLE_BODY;
    size_t left = 0;
    for (size_t i = 0; i < j->count; i++) {
        if (j->labels[i].is_label) {
            section = j->labels[i].role;
            set_role(j, i, section);
            if (j->labels[i].is_heading) become_heading(&j->blocks[i]);
            left = followers(j, i);
        } else if (left > 0 && (section != ROLE_REFERENCES || goes_on_with_entries(j, i))) {
            set_role(j, i, section);
            left--;
        } else left = 0;
    }
}

/* --- before the body ------------------------------------------------------------ */

/* Index of the first block of the body or of a labelled part. */
static size_t head_end(const judge *j)
{
    size_t i = 0;
    while (i < j->count && i < MOST_HEAD_BLOCKS && !j->labels[i].is_label && !is_prose(j, i)) i++;
    return i;
}

static bool could_be_title(const judge *j, size_t i)
{
    block_kind kind = j->blocks[i].kind;
    if (!is_unjudged(j, i) || !is_short(j, i) || (kind != BLOCK_HEADING && kind != BLOCK_PARAGRAPH))
        return false;
    shape s = shape_at(j, i);
    char last = j->text[j->blocks[i].at.stop - 1];
    bool ends = s.ends == ENDS_OPEN || last == '?' || last == '!';
    bool opens = s.opens != OPENS_LOWER && s.opens != OPENS_OTHER;
    if (!ends || !opens || s.letters < 4 || s.width < 8 || s.digits > s.letters || s.has_address)
        return false;
    return !shape_is_mast(&s) && !(s.initials > 0 && shape_is_name(&s));
}

/* How many of the first blocks are a menu: at least four of at most three words each, above a
 * longer title. */
static size_t menu_length(const judge *j, size_t end)
{
    size_t length = 0;
    while (length < end && shape_at(j, length).words <= 3) length++;
    return length >= MENU_RUN && length < end ? length : 0;
}

/* The title's index, or SIZE_MAX. */
static size_t find_title(const judge *j, size_t end)
{
    bool has_body = end < j->count && j->count > 1;
    if (!has_body) return SIZE_MAX;
    for (size_t i = 0; i < j->count; i++)
        if (j->blocks[i].role == ROLE_TITLE) return SIZE_MAX;
    size_t foreign = SIZE_MAX;
    for (size_t i = menu_length(j, end); i < end; i++) {
        if (!could_be_title(j, i)) continue;
        if (!is_foreign(j, i)) return i;
        if (foreign == SIZE_MAX) foreign = i;
    }
    return foreign;
}

static void judge_above(judge *j, size_t title, size_t end)
{
    span at = title < j->count ? j->blocks[title].at : (span){ 0 };
    size_t wanted = at.stop - at.start;
    for (size_t i = 0; i < end && i < title; i++) {
        if (!is_unjudged(j, i)) continue;
        shape s = shape_at(j, i);
        bool holds_title = wanted > 0 && memmem(j->text + j->blocks[i].at.start, bytes_of(j, i),
                                                j->text + at.start, wanted) != NULL;
        bool is_code = s.digits >= s.letters && s.digits > 0; /* of a classification, "94(47)" */
        bool is_menu = wanted > 0 && s.words <= 3;
        if (shape_is_mast(&s) || is_code) set_role(j, i, ROLE_NOTICE);
        else if (wanted > 0 && shape_is_name(&s) && !is_foreign(j, i)) set_role(j, i, ROLE_AUTHOR);
        else if (holds_title || (wanted > 0 && is_foreign(j, i)) || s.letters == 0 || is_menu)
            set_role(j, i, ROLE_NAVIGATION);
    }
}

static bool is_word_byte(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool has_word(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    const char *end = text + length;
    for (const char *at = text; (at = memmem(at, (size_t)(end - at), word, size)) != NULL; at++) {
        bool begins = at == text || !is_word_byte(at[-1]),
             ends = at + size == end || !is_word_byte(at[size]);
        if (begins && ends) return true;
    }
    return false;
}

/* Folds the block into `out`; false when there was no memory. */
static bool fold_block(const judge *j, size_t i, buffer *out)
{
    span at = j->blocks[i].at;
    buffer_clear(out);
    return text_fold(out, j->text + at.start, at.stop - at.start) == STATUS_OK;
}

/* True when a word of the block stands in the text in small letters too: then it is no name.
 * Without memory the likelier answer is given: this is an opinion, not a result. */
static bool occurs_in_small_letters(judge *j, size_t i)
{
    size_t length = 0;
    while (length < j->count && j->blocks[length].at.stop < SEARCHED_FOR_WORDS) length++;
    size_t searched = j->blocks[length > 0 ? length - 1 : 0].at.stop;
    if (!fold_block(j, i, &j->scratch)) return false;
    char *rest = NULL;
    for (char *word = strtok_r(j->scratch.data, " \t\r\n,.", &rest); word;
         word = strtok_r(NULL, " \t\r\n,.", &rest))
        if (strlen(word) > 3 && has_word(j->text, searched, word)) return true;
    return false;
}

/* The title again, or a part of it, in capitals or not. */
static bool repeats_title(judge *j, size_t title, size_t i)
{
    buffer folded = { 0 };
    bool repeats = fold_block(j, i, &j->scratch) && fold_block(j, title, &folded) &&
                   memmem(folded.data, folded.length, j->scratch.data, j->scratch.length) != NULL;
    buffer_free(&folded);
    return repeats;
}

/* "I. Introduction": one letter that is a Roman numeral in front of one word, where "II." follows.
 */
static bool is_numbered_heading(const judge *j, size_t i)
{
    span at = j->blocks[i].at;
    if (at.stop - at.start < 3 || memcmp(j->text + at.start, "I. ", 3) != 0) return false;
    for (size_t k = i + 1; k < j->count; k++) {
        span other = j->blocks[k].at;
        if (other.stop - other.start >= 4 && memcmp(j->text + other.start, "II. ", 4) == 0)
            return true;
    }
    return false;
}

/* True when the block names a person, or where he can be reached. */
static bool is_author(judge *j, size_t i, const shape *s)
{
    if (s->has_address && s->width <= 200) return true;
    if (!shape_is_name(s) || j->labels[i].is_label || is_numbered_heading(j, i)) return false;
    return s->initials > 0 || !occurs_in_small_letters(j, i);
}

/* A line below an author: institute, town, degree. `is_doubtful`: it may as well be the first
 * heading of the body. */
static bool is_affiliation(const shape *s, bool is_doubtful)
{
    if (s->width > 160 || s->ends == ENDS_SENTENCE || s->ends == ENDS_COLON) return false;
    return s->commas > 0 || (!is_doubtful && shape_is_title_cased(s));
}

static void judge_authors(judge *j, size_t title, size_t end)
{
    bool has_person = false;
    for (size_t i = title + 1; i < end && i <= title + MOST_AUTHOR_BLOCKS; i++) {
        if (!is_unjudged(j, i)) return;
        shape s = shape_at(j, i);
        bool is_doubtful =
            j->blocks[i].kind == BLOCK_HEADING && i + 1 == end && !j->labels[end].is_label;
        if (repeats_title(j, title, i)) continue;
        if (shape_is_mast(&s)) {
            set_role(j, i, ROLE_NOTICE);
        } else if (is_author(j, i, &s)) {
            set_role(j, i, ROLE_AUTHOR);
            has_person = true;
        } else if (has_person && is_affiliation(&s, is_doubtful)) {
            set_role(j, i, ROLE_AUTHOR);
        } else if (i > title + 1) return; /* the first line that is no author's may be a subtitle */
    }
}

static void judge_head(judge *j)
{
    size_t end = head_end(j), title = find_title(j, end);
    if (title < j->count) {
        set_role(j, title, ROLE_TITLE);
        become_heading(&j->blocks[title]);
        judge_authors(j, title, end);
    }
    judge_above(j, title, end);
}

/* --- the same in a second language ------------------------------------------------------------ */

static void judge_second_title(judge *j, size_t from, size_t to)
{
    if (from < to && could_be_title(j, from)) {
        set_role(j, from, ROLE_TITLE);
        become_heading(&j->blocks[from++]);
    }
    for (size_t i = from; i < to; i++)
        if (is_unjudged(j, i)) set_role(j, i, ROLE_AUTHOR);
}

/* Title and authors above an abstract that begins at `abstract`. */
static void judge_above_abstract(judge *j, size_t abstract, size_t first)
{
    size_t from = abstract;
    while (from > first && abstract - from < TAIL_BLOCKS && is_unjudged(j, from - 1) &&
           is_furniture(j, from - 1) && !has_language(j, from - 1, j->blocks[first].language.text))
        from--;
    while (from < abstract && !could_be_title(j, from)) from++;
    judge_second_title(j, from, abstract);
}

/* A second abstract and keywords whose section words nobody knows, or that optical recognition has
 * garbled, told by the order of the first: short lines, a long labelled block, a short labelled
 * block. */
static void judge_mirrored(judge *j, size_t first, size_t behind)
{
    const char *tag = j->blocks[first].language.text;
    size_t abstract = behind;
    while (abstract < j->count && abstract < behind + TAIL_BLOCKS && is_unjudged(j, abstract) &&
           is_furniture(j, abstract) && !section_looks_labelled(j->text, j->blocks[abstract].at))
        abstract++;
    if (abstract == j->count || !is_unjudged(j, abstract) || has_language(j, abstract, tag)) return;
    if (!is_prose(j, abstract) || !section_looks_labelled(j->text, j->blocks[abstract].at)) return;
    judge_second_title(j, behind, abstract);
    set_role(j, abstract, ROLE_ABSTRACT);
    size_t keywords = abstract + 1;
    if (keywords == j->count || !is_unjudged(j, keywords) || !is_short(j, keywords)) return;
    if (section_looks_labelled(j->text, j->blocks[keywords].at))
        set_role(j, keywords, ROLE_KEYWORDS);
}

static void judge_second_language(judge *j)
{
    size_t first = 0;
    while (first < j->count && j->blocks[first].role != ROLE_ABSTRACT) first++;
    if (first == j->count) return;
    const char *tag = j->blocks[first].language.text;
    size_t behind = first;
    while (behind < j->count && j->blocks[behind].role == ROLE_ABSTRACT) behind++;
    bool has_keywords = behind < j->count && j->blocks[behind].role == ROLE_KEYWORDS;
    while (behind < j->count && j->blocks[behind].role == ROLE_KEYWORDS) behind++;
    for (size_t i = behind; i < j->count; i++) {
        bool is_abstract = j->labels[i].is_label && j->labels[i].role == ROLE_ABSTRACT;
        if (!is_abstract || has_language(j, i, tag)) continue;
        judge_above_abstract(j, i, first);
        return;
    }
    if (has_keywords) judge_mirrored(j, first, behind);
}

/* --- behind the body ------------------------------------------------------------ */

/* Where the run of numbered items that begins at i ends. */
static size_t numbered_run_end(const judge *j, size_t i)
{
    uint32_t number = 0;
    for (; i < j->count && is_unjudged(j, i) && j->blocks[i].kind == BLOCK_LIST_ITEM; i++) {
        marker m = shape_marker(j->text, j->blocks[i].at);
        if (m.kind != MARKER_NUMBER ||
            (number > 0 && (m.number <= number || m.number > number + 3)))
            break;
        number = m.number;
    }
    return i;
}

static bool is_bibliography(const judge *j, size_t from, size_t to)
{
    size_t hits = 0, entries = 0;
    for (size_t i = from; i < to; i++) {
        size_t found = bibliography_signs(j->text, j->blocks[i].at);
        hits += found;
        entries += found > 0 && bibliography_is_sure(j->text, j->blocks[i].at);
    }
    size_t count = to - from;
    uint32_t half = j->blocks[j->count - 1].at.stop / 5 * 2;
    return count >= 2 && entries * 5 >= count * 3 && hits * 2 >= count * 3 &&
           j->blocks[from].at.start >= half;
}

static void judge_bibliographies(judge *j)
{
    for (size_t i = 0, end; i < j->count; i = end) {
        end = numbered_run_end(j, i);
        if (end == i) end = i + 1;
        else if (is_bibliography(j, i, end)) {
            for (size_t k = i; k < end; k++) set_role(j, k, ROLE_REFERENCES);
            bool has_heading = i > 0 && is_unjudged(j, i - 1) && is_furniture(j, i - 1) &&
                               shape_at(j, i - 1).words <= 5;
            if (has_heading) set_role(j, i - 1, ROLE_REFERENCES);
            if (has_heading) become_heading(&j->blocks[i - 1]);
        }
    }
}

static void judge_fields(judge *j)
{
    for (size_t i = 0; i < j->count;) {
        size_t end = i;
        while (end < j->count && is_field(j, end)) end++;
        for (size_t k = i; end - i >= FIELD_RUN && k < end; k++) set_role(j, k, ROLE_NOTICE);
        i = end > i ? end : i + 1;
        if (i > FIELD_REACH && i + FIELD_REACH < j->count) i = j->count - FIELD_REACH;
    }
}

/* What follows the references: a site's footer, a record; until an appendix begins. */
static void judge_behind_references(judge *j)
{
    size_t i = j->count;
    while (i > 0 && j->blocks[i - 1].role != ROLE_REFERENCES) i--;
    if (i == 0) return;
    for (; i < j->count; i++) {
        if (!is_unjudged(j, i)) continue;
        shape s = shape_at(j, i);
        bool is_above_text = j->blocks[i].kind == BLOCK_HEADING && !is_foreign(j, i);
        if (shape_is_mast(&s)) set_role(j, i, ROLE_NOTICE);
        else if (is_foreign(j, i) || (is_furniture(j, i) && !is_above_text))
            set_role(j, i, ROLE_NAVIGATION);
        else return;
    }
}

/* Short lines at the end of a document without references: in another language, or a menu. */
static void judge_footer(judge *j)
{
    size_t from = j->count, foreign = 0, few_words = 0;
    while (from > 0 && is_unjudged(j, from - 1)) {
        size_t i = from - 1;
        shape s = shape_at(j, i);
        bool is_small = is_furniture(j, i) && s.words <= 4 && j->blocks[i].kind != BLOCK_HEADING;
        if (!is_small && !(is_foreign(j, i) && !is_prose(j, i))) break;
        foreign += is_foreign(j, i);
        few_words += is_small;
        from = i;
    }
    size_t length = j->count - from;
    bool is_footer =
        length * 2 < j->count && ((foreign >= 2 && foreign * 2 >= length) || few_words >= MENU_RUN);
    for (size_t i = from; is_footer && i < j->count; i++) set_role(j, i, ROLE_NAVIGATION);
}

/* Behind a separator near the end: a translator's or editor's line is a note, a paragraph a
 * disclaimer. Without such a line the separator parts two pieces of body. */
static void judge_colophon(judge *j)
{
    size_t from = j->count > TAIL_BLOCKS ? j->count - TAIL_BLOCKS : 1;
    while (from < j->count && !(is_unjudged(j, from) && is_separator(j, from))) from++;
    if (from >= j->count) return;
    uint32_t stop = j->blocks[j->count - 1].at.stop;
    bool is_tail = stop - j->blocks[from].at.start <= stop / 20 * 3, has_line = false;
    for (size_t i = from; i < j->count; i++) has_line |= !is_separator(j, i) && is_furniture(j, i);
    for (size_t i = from; is_tail && has_line && i < j->count; i++)
        if (is_unjudged(j, i) && !is_separator(j, i))
            set_role(j, i, is_furniture(j, i) ? ROLE_NOTE : ROLE_NOTICE);
}

/* --- anywhere ------------------------------------------------------------ */

static bool is_at_page_edge(const judge *j, size_t i)
{
    uint32_t page = j->blocks[i].page;
    if (page == 0) return false;
    return i == 0 || i + 1 == j->count || j->blocks[i - 1].page != page ||
           j->blocks[i + 1].page != page;
}

/* Adds the letters of a block at the edge of a page: what running heads have in common. */
static int64_t running_head(judge *j, size_t i, map *heads)
{
    span at = j->blocks[i].at;
    buffer_clear(&j->scratch);
    for (uint32_t k = at.start; k < at.stop; k++)
        if (j->text[k] < '0' || j->text[k] > '9')
            buffer_byte(&j->scratch, (unsigned char)j->text[k]);
    if (j->scratch.state != STATUS_OK) return -1;
    return map_add(heads, j->scratch.length > 0 ? j->scratch.data : "", j->scratch.length);
}

/* Lines that stand at the edge of three pages and more, numbers apart, are the journal's and not
 * the author's; a number alone is the page's. */
static status judge_running_heads(judge *j)
{
    if (j->blocks[j->count - 1].page < 2) return STATUS_OK;
    map *heads = map_create();
    if (heads == NULL) return error_memory(j->error);
    status outcome = STATUS_OK;
    for (int round = 0; round < 2 && outcome == STATUS_OK; round++) {
        for (size_t i = 0; i < j->count && outcome == STATUS_OK; i++) {
            if (!is_unjudged(j, i) || !is_at_page_edge(j, i) || !is_furniture(j, i)) continue;
            int64_t head = running_head(j, i, heads);
            shape s = shape_at(j, i);
            if (head < 0) outcome = error_memory(j->error);
            else if (round == 0) ++*map_value(heads, (size_t)head);
            else if (s.letters == 0 && s.digits > 0) set_role(j, i, ROLE_NAVIGATION);
            else if (*map_value(heads, (size_t)head) >= 3) set_role(j, i, ROLE_NOTICE);
        }
    }
    map_free(heads);
    return outcome;
}

static bool begins_with(const judge *j, size_t i, const char *sign)
{
    size_t length = strlen(sign);
    return bytes_of(j, i) > length && memcmp(j->text + j->blocks[i].at.start, sign, length) == 0;
}

/* "¹ See ...", "† ...", "*Corresponding author". */
static bool is_footnote(const judge *j, size_t i)
{
    static const char *const signs[] = {
        "\u00b9", "\u00b2", "\u00b3", "\u2070", "\u2074", "\u2075",
        "\u2076", "\u2077", "\u2078", "\u2079", "\u2020", "\u2021"
    };
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
        if (begins_with(j, i, signs[k])) return true;
    span behind = { j->blocks[i].at.start + 1, j->blocks[i].at.stop };
    return begins_with(j, i, "*") && j->text[behind.stop - 1] != '*' &&
           shape_opening(j->text, behind) != OPENS_OTHER;
}

/* A paragraph of some length that is all in quotation marks, or marked as in mail. */
static bool is_quotation(const judge *j, size_t i)
{
    static const char *const marks[][2] = { { "\u201c", "\u201d" }, { "\u201e", "\u201c" },
                                            { "\u201e", "\u201d" }, { "\u00ab", "\u00bb" },
                                            { "\"", "\"" },         { "\u300c", "\u300d" },
                                            { "\u300e", "\u300f" } };
    if (begins_with(j, i, "> ")) return true;
    span at = j->blocks[i].at;
    if (j->blocks[i].kind != BLOCK_PARAGRAPH || at.stop - at.start < 150) return false;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        size_t close = strlen(marks[k][1]);
        if (!begins_with(j, i, marks[k][0]) ||
            memcmp(j->text + at.stop - close, marks[k][1], close) != 0)
            continue;
        size_t open = strlen(marks[k][0]);
        return memmem(j->text + at.start + open, at.stop - at.start - open - close, marks[k][1],
                      close) == NULL;
    }
    return false;
}

static void judge_anywhere(judge *j)
{
    for (size_t i = 0; i < j->count; i++) {
        if (!is_unjudged(j, i)) continue;
        if (is_separator(j, i)) set_role(j, i, ROLE_NAVIGATION);
        else if (is_footnote(j, i)) set_role(j, i, ROLE_NOTE);
        else if (is_quotation(j, i)) set_role(j, i, ROLE_QUOTATION);
        else if (is_short(j, i) &&
                 memmem(j->text + j->blocks[i].at.start, bytes_of(j, i), "\u00a9", 2) != NULL)
            set_role(j, i, ROLE_NOTICE);
    }
}

/* Shape alone takes "Yang Jun" above an abstract for a heading. */
static void withdraw_headings(judge *j)
{
    for (size_t i = 0; i < j->count; i++) {
        block *b = &j->blocks[i];
        bool is_none = b->role == ROLE_AUTHOR || b->role == ROLE_KEYWORDS || b->role == ROLE_NOTE ||
                       b->role == ROLE_NAVIGATION || b->role == ROLE_NOTICE;
        if (b->kind != BLOCK_HEADING || b->role_given || !is_none || j->labels[i].is_heading)
            continue;
        b->kind = BLOCK_PARAGRAPH;
        b->level = 0;
    }
}

status roles_judge(const char *text, block_list *blocks, const text_rules *rules, language_tag main,
                   error *e)
{
    if (blocks->count == 0) return STATUS_OK;
    judge j = {
        .text = text, .blocks = blocks->items, .count = blocks->count, .main = main, .error = e
    };
    for (size_t i = 0; i < j.count; i++) set_role(&j, i, ROLE_BODY);
    status s = find_labels(&j, rules->sections);
    if (s != STATUS_OK) goto done;
    judge_sections(&j);
    judge_head(&j);
    judge_second_language(&j);
    judge_bibliographies(&j);
    judge_fields(&j);
    judge_behind_references(&j);
    judge_colophon(&j);
    judge_footer(&j);
    s = judge_running_heads(&j);
    if (s != STATUS_OK) goto done;
    judge_anywhere(&j);
    withdraw_headings(&j);
done:
    buffer_free(&j.scratch);
    free(j.labels);
    return s;
}
