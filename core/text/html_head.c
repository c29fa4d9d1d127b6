#include "text/html_head.h"

#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "text/decode.h"

/* ---- fields ---- */

typedef struct meaning {
    const char *meta, *field; /* field NULL: it says nothing of use */
} meaning;

/* Of several that say the same thing the one further up wins. */
static const meaning meanings[] = {
    { "og:title", "title" },
    { "citation_title", "title" },
    { "dc.title", "title" },
    { "dcterms.title", "title" },
    { "citation_author", "author" },
    { "dc.creator", "author" },
    { "dcterms.creator", "author" },
    { "author", "author" },
    { "article:author", "author" },
    { "article:published_time", "date" },
    { "citation_publication_date", "date" },
    { "citation_date", "date" },
    { "dc.date.issued", "date" },
    { "dcterms.issued", "date" },
    { "dc.date", "date" },
    { "dcterms.date", "date" },
    { "dcterms.created", "date" },
    { "datepublished", "date" },
    { "pubdate", "date" },
    { "date", "date" },
    { "description", "description" },
    { "og:description", "description" },
    { "dc.description", "description" },
    { "dcterms.description", "description" },
    { "keywords", "keywords" },
    { "citation_keywords", "keywords" },
    { "og:site_name", "site" },
    { "dc.language", "lang" },
    { "dcterms.language", "lang" },
    { "citation_language", "lang" },
};

enum {
    RANK_SURE = 0,  /* <html lang>, <link rel=canonical> */
    RANK_KNOWN = 1, /* the first of `meanings` */
    RANK_OTHER = 100,
    HEADINGS = 50, /* the title is one of the first of them */
};

/* Appends without white space around it and with one space for each run of it. */
static void append_tidy(buffer *out, const char *text)
{
    bool is_parted = false;
    size_t start = out->length;
    for (; *text != '\0'; text++) {
        if (html_is_white(*text)) {
            is_parted = out->length > start;
            continue;
        }
        if (is_parted) buffer_byte(out, ' ');
        is_parted = false;
        buffer_byte(out, (unsigned char)*text);
    }
}

typedef struct reading {
    html_head *head;
    map *names; /* name -> index of the field + 1 */
    buffer tidy;
    unsigned title_rank;
    status state;
} reading;

static html_field *field_of(reading *r, const char *name, unsigned rank)
{
    int64_t index = map_add(r->names, name, strlen(name));
    if (index < 0) return NULL;
    int64_t *position = map_value(r->names, (size_t)index);
    if (*position == 0) {
        html_field *made = list_push(&r->head->fields);
        if (made == NULL) return NULL;
        made->rank = rank;
        buffer_text(&made->name, name);
        *position = (int64_t)r->head->fields.count;
    }
    return &r->head->fields.items[*position - 1];
}

static void put_field(reading *r, const char *name, unsigned rank, const char *value)
{
    html_field *f = field_of(r, name, rank);
    if (f == NULL) {
        r->state = STATUS_NO_MEMORY;
        return;
    }
    bool is_many =
        strcmp(name, "author") == 0 || strcmp(name, "keywords") == 0 || rank == RANK_OTHER;
    if (rank < f->rank) buffer_clear(&f->value);
    else if (f->value.length > 0 && (rank > f->rank || !is_many)) return;
    f->rank = rank;
    if (f->value.length > 0) buffer_text(&f->value, "; ");
    buffer_text(&f->value, value);
    if (f->name.state != STATUS_OK || f->value.state != STATUS_OK) r->state = STATUS_NO_MEMORY;
}

static void put_title(reading *r, unsigned rank, const char *value)
{
    if (r->title_rank <= rank) return;
    r->title_rank = rank;
    buffer_clear(&r->head->title);
    buffer_text(&r->head->title, value);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool has_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_digit(text[i])) return false;
    return true;
}

/* "2024/05/01", "2024-05-01T10:00:00Z" to "2024-05-01"; what is written otherwise stays. */
static void tidy_date(buffer *value)
{
    char *date = value->data;
    size_t length = 4;
    if (value->length < length || !has_digits(date, 4) || is_digit(date[4])) return;
    while (length < 10 && (date[length] == '-' || date[length] == '/') &&
           has_digits(date + length + 1, 2) && !is_digit(date[length + 3]))
        length += 3;
    if (length < value->length && date[length] != 'T' && date[length] != ' ') return;
    for (size_t i = 4; i < length; i += 3) date[i] = '-';
    date[length] = '\0';
    value->length = length;
}

/* The field of "DC.Publisher", "dcterms.publisher" or "citation_publisher"; NULL for others. */
static const char *general_field(const char *meta)
{
    static const char *const prefixes[] = { "dc.", "dcterms.", "citation_" };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i]);
        if (strncasecmp(meta, prefixes[i], length) == 0 && meta[length] != '\0')
            return meta + length;
    }
    return NULL;
}

/* In lower case, with "_" for what is neither letter nor figure. */
static void put_general(reading *r, const char *field, const char *value)
{
    buffer name = { 0 };
    for (; *field != '\0'; field++) {
        char c = *field;
        bool is_plain = is_digit(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        else if (!is_plain) c = '_';
        buffer_byte(&name, (unsigned char)c);
    }
    if (name.state == STATUS_OK) put_field(r, name.data, RANK_OTHER, value);
    else r->state = name.state;
    buffer_free(&name);
}

static void read_meta(reading *r, const GumboNode *element)
{
    const char *meta = html_attribute(element, "property");
    const char *content = html_attribute(element, "content");
    if (meta == NULL) meta = html_attribute(element, "name");
    if (meta == NULL) meta = html_attribute(element, "itemprop");
    if (meta == NULL || content == NULL) return;
    buffer_clear(&r->tidy);
    append_tidy(&r->tidy, content);
    if (r->tidy.length == 0) return;
    for (unsigned i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strcasecmp(meanings[i].meta, meta) != 0) continue;
        const char *field = meanings[i].field, *value = r->tidy.data;
        bool is_address = strncmp(value, "http://", 7) == 0 || strncmp(value, "https://", 8) == 0;
        if (strcmp(field, "author") == 0 && is_address) return; /* of a profile */
        if (strcmp(field, "date") == 0) tidy_date(&r->tidy);
        if (strcmp(field, "title") == 0) put_title(r, RANK_KNOWN + i, value);
        else put_field(r, field, RANK_KNOWN + i, value);
        return;
    }
    if (strcasecmp(meta, "og:url") == 0) put_field(r, "source", RANK_OTHER - 1, r->tidy.data);
    const char *general = general_field(meta);
    if (general != NULL) put_general(r, general, r->tidy.data);
}

static void read_link(reading *r, const GumboNode *element)
{
    const char *relation = html_attribute(element, "rel"),
               *target = html_attribute(element, "href");
    if (relation == NULL || target == NULL || strcasecmp(relation, "canonical") != 0) return;
    buffer_clear(&r->tidy);
    append_tidy(&r->tidy, target);
    if (r->tidy.length > 0) put_field(r, "source", RANK_SURE, r->tidy.data);
}

static void read_title(reading *r, const GumboNode *element)
{
    const GumboVector *children = &element->v.element.children;
    buffer_clear(&r->tidy);
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (html_is_text(child)) append_tidy(&r->tidy, child->v.text.text);
    }
    if (r->tidy.length > 0) put_title(r, RANK_OTHER, r->tidy.data);
}

static void read_language(reading *r, const GumboNode *element)
{
    const char *language = html_attribute(element, "lang");
    if (language == NULL) language = html_attribute(element, "xml:lang");
    if (language != NULL && *language != '\0') put_field(r, "lang", RANK_SURE, language);
}

static void read_element(reading *r, const GumboNode *element)
{
    if (element->v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
    switch (element->v.element.tag) {
    case GUMBO_TAG_META: read_meta(r, element); break;
    case GUMBO_TAG_LINK: read_link(r, element); break;
    case GUMBO_TAG_TITLE: read_title(r, element); break;
    case GUMBO_TAG_HTML: read_language(r, element); break;
    default: break;
    }
}

status html_head_read(const GumboNode *document, html_head *head, bool *is_of_element)
{
    const GumboNode *node;
    reading r = { .head = head, .names = map_create(), .title_rank = RANK_OTHER + 1 };
    html_walk walk = html_walk_begin(document);
    if (r.names == NULL) r.state = STATUS_NO_MEMORY;
    for (html_event event;
         r.state == STATUS_OK && (event = html_walk_next(&walk, &node)) != HTML_END;)
        if (event == HTML_ENTER && node->type == GUMBO_NODE_TEMPLATE) html_walk_skip(&walk);
        else if (event == HTML_ENTER) read_element(&r, node);
    if (r.state == STATUS_OK) r.state = walk.state;
    if (r.state == STATUS_OK) r.state = r.tidy.state;
    if (r.state == STATUS_OK) r.state = head->title.state;
    *is_of_element = r.title_rank == RANK_OTHER;
    html_walk_end(&walk);
    buffer_free(&r.tidy);
    map_free(r.names);
    return r.state;
}

/* ---- the heading that is the title ---- */

/* Signs that part the title from the name of the site, as runs between spaces or alone. */
static bool is_parting(uint32_t point)
{
    static const uint32_t signs[] = {
        '|',  '-',    '/',    ':',    '>',    '<',    0xb7,   0xab,
        0xbb, 0x2013, 0x2014, 0x2022, 0x2039, 0x203a, 0x2192, 0xff5c
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == point) return true;
    return false;
}

/* The first, or last, character but spaces. */
static uint32_t edge(const char *text, size_t length, bool is_last)
{
    uint32_t point = UTF8_INVALID, found = UTF8_INVALID;
    for (size_t at = 0, size; at < length; at += size) {
        point = utf8_decode(text, length, at, &size);
        if (point == ' ') continue;
        found = point;
        if (!is_last) break;
    }
    return found;
}

/* True when the heading is all of the title, or parted from the rest by a sign. */
static bool is_part_of(const char *heading, size_t length, const buffer *title)
{
    if (length == 0 || length > title->length) return false;
    const char *end = title->data + title->length;
    const char *found = memmem(title->data, title->length, heading, length);
    if (found == NULL) return false;
    uint32_t before = edge(title->data, (size_t)(found - title->data), true);
    uint32_t behind = edge(found + length, (size_t)(end - found) - length, false);
    return (before == UTF8_INVALID || is_parting(before)) &&
           (behind == UTF8_INVALID || is_parting(behind));
}

static block *find_heading(const html_head *head, const char *text, block_list *blocks)
{
    block *first = NULL;
    size_t seen = 0;
    for (size_t i = 0; i < blocks->count && seen < HEADINGS; i++) {
        block *b = &blocks->items[i];
        seen += b->kind == BLOCK_HEADING;
        if (b->kind != BLOCK_HEADING || b->role_given || b->level > 2) continue;
        if (is_part_of(text + b->at.start, b->at.stop - b->at.start, &head->title)) return b;
        if (first == NULL && b->level == 1) first = b;
    }
    return first;
}

status html_head_judge(html_head *head, bool is_of_element, const char *text, block_list *blocks)
{
    block *heading = find_heading(head, text, blocks);
    if (heading == NULL) return STATUS_OK;
    heading->role = ROLE_TITLE;
    heading->role_given = true;
    const char *words = text + heading->at.start;
    size_t length = heading->at.stop - heading->at.start;
    bool is_better = is_of_element && is_part_of(words, length, &head->title);
    if (head->title.length > 0 && !is_better) return STATUS_OK;
    buffer_clear(&head->title);
    for (size_t i = 0; i < length; i++)
        buffer_byte(&head->title, words[i] == '\n' ? ' ' : (unsigned char)words[i]);
    return head->title.state;
}
