#include "text/tags.h"

#include <string.h>
#include <strings.h>

typedef struct meaning {
    const char *name;
    tag_effect begins, ends; /* what the opening and the closing tag do */
    bool is_hidden;          /* its content is no text */
} meaning;

/* Elements whose tags do nothing to the text. */
static const char *const inlines[] = {
    "a",   "abbr",  "b",     "bdi",   "bdo",  "big",   "cite", "code",   "data",   "del",
    "dfn", "em",    "font",  "i",     "img",  "ins",   "kbd",  "label",  "mark",   "q",
    "rp",  "rt",    "ruby",  "s",     "samp", "small", "span", "strike", "strong", "sub",
    "sup", "tbody", "tfoot", "thead", "time", "tt",    "u",    "var",    "wbr",
};

static const meaning meanings[] = {
    { "br", TAG_BREAK, TAG_BREAK, false },      { "table", TAG_TABLE, TAG_TABLE_END, false },
    { "tr", TAG_ROW, TAG_INLINE, false },       { "td", TAG_CELL, TAG_INLINE, false },
    { "th", TAG_CELL, TAG_INLINE, false },      { "li", TAG_ITEM, TAG_PART, false },
    { "h1", TAG_HEADING, TAG_PART, false },     { "h2", TAG_HEADING, TAG_PART, false },
    { "h3", TAG_HEADING, TAG_PART, false },     { "h4", TAG_HEADING, TAG_PART, false },
    { "h5", TAG_HEADING, TAG_PART, false },     { "h6", TAG_HEADING, TAG_PART, false },
    { "script", TAG_INLINE, TAG_INLINE, true }, { "style", TAG_INLINE, TAG_INLINE, true },
};

static const meaning plain = { "", TAG_INLINE, TAG_INLINE, false };
static const meaning other = { "", TAG_PART, TAG_PART, false };

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }

static bool is_same(const char *element, const char *name, size_t length)
{
    return strncasecmp(element, name, length) == 0 && element[length] == '\0';
}

static const meaning *find_meaning(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
        if (is_same(inlines[i], name, length)) return &plain;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (is_same(meanings[i].name, name, length)) return &meanings[i];
    return &other;
}

/* Where the text behind the next `mark` begins, or `length`. */
static size_t behind(const char *text, size_t length, size_t at, const char *mark)
{
    const char *found = memmem(text + at, length - at, mark, strlen(mark));
    return found == NULL ? length : (size_t)(found - text) + strlen(mark);
}

/* Behind the ">" of the tag that `at` is inside of. One in a quoted value does not count. */
static size_t tag_end(const char *text, size_t length, size_t at)
{
    char quote = '\0', before = '\0';
    for (; at < length; at++) {
        char c = text[at];
        if (quote != '\0' && c == quote) quote = '\0';
        else if (quote == '\0' && c == '>') return at + 1;
        else if (quote == '\0' && (c == '"' || c == '\'') && before == '=') quote = c;
        if (strchr(" \t\r\n", c) == NULL) before = c;
    }
    return length;
}

/* Where the closing tag of the hidden element begins, or `length`. */
static size_t hidden_end(const char *text, size_t length, size_t at, const char *name)
{
    size_t size = strlen(name);
    for (; at + size + 2 <= length; at++)
        if (text[at] == '<' && text[at + 1] == '/' && strncasecmp(text + at + 2, name, size) == 0)
            return at;
    return length;
}

/* The end of the markup at `at`, a "<", and what it does; `at` itself when that is no markup. */
static size_t read_markup(const char *text, size_t length, size_t at, tag_piece *piece)
{
    size_t name = at + 1;
    piece->effect = TAG_INLINE;
    if (length - at >= 4 && memcmp(text + at, "<!--", 4) == 0)
        return behind(text, length, at + 4, "-->");
    if (name < length && (text[name] == '!' || text[name] == '?'))
        return behind(text, length, name, ">");
    bool closes = name < length && text[name] == '/';
    if (closes) name++;
    if (name >= length || !is_letter(text[name])) return at;
    size_t stop = name;
    while (stop < length && is_name(text[stop])) stop++;
    const meaning *m = find_meaning(text + name, stop - name);
    piece->effect = closes ? m->ends : m->begins;
    if (piece->effect == TAG_HEADING) piece->level = (uint32_t)(text[stop - 1] - '0');
    size_t end = tag_end(text, length, stop);
    return m->is_hidden && !closes ? hidden_end(text, length, end, m->name) : end;
}

bool tags_next(const char *text, size_t length, size_t *at, tag_piece *piece)
{
    if (*at >= length) return false;
    size_t start = *at, end = start;
    *piece = (tag_piece){ .effect = TAG_TEXT };
    if (text[start] == '<') end = read_markup(text, length, start, piece);
    if (end == start) {
        piece->effect = TAG_TEXT;
        const char *next = memchr(text + start + 1, '<', length - start - 1);
        end = next == NULL ? length : (size_t)(next - text);
    }
    piece->text = text + start;
    piece->length = end - start;
    *at = end;
    return true;
}
