#include "text/magic.h"

#include <stdbool.h>
#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

static bool begins(const char *at, const char *end, const char *with)
{
    size_t length = strlen(with);
    return (size_t)(end - at) >= length && memcmp(at, with, length) == 0;
}

/* Behind the next occurrence of `what`; the end when there is none. */
static const char *behind(const char *at, const char *end, const char *what)
{
    const char *found = memmem(at, (size_t)(end - at), what, strlen(what));
    return found == NULL ? end : found + strlen(what);
}

static const char *skip_spaces(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at) != NULL && *at != '\0') at++;
    return at;
}

/* Behind a DOCTYPE, which may hold declarations in brackets. */
static const char *behind_doctype(const char *at, const char *end)
{
    while (at < end && *at != '>' && *at != '[') at++;
    if (at < end && *at == '[') at = behind(at, end, "]");
    return behind(at, end, ">");
}

/* The name of the root element; the end when it does not begin in these bytes. */
static const char *find_root(const char *at, const char *end)
{
    for (;;) {
        at = skip_spaces(at, end);
        if (begins(at, end, "<?")) at = behind(at, end, "?>");
        else if (begins(at, end, "<!--")) at = behind(at, end, "-->");
        else if (begins(at, end, "<!")) at = behind_doctype(at, end);
        else return begins(at, end, "<") ? at + 1 : end;
    }
}

/* Behind the name where the root element has it, with its prefix if the name has one, else NULL. */
static const char *match_root(const char *name, const char *at, const char *end)
{
    static const char more[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    const char *root = find_root(at, end), *stop = root;
    while (stop < end && *stop != '\0' && strchr(more, *stop) != NULL) stop++;
    if (stop < end && *stop == ':') {
        stop++;
        if (strchr(name, ':') == NULL) root = stop;
        while (stop < end && *stop != '\0' && strchr(more, *stop) != NULL) stop++;
    }
    bool is_same =
        (size_t)(stop - root) == strlen(name) && memcmp(root, name, (size_t)(stop - root)) == 0;
    return is_same && stop < end ? stop : NULL;
}

/* Behind what the pattern matches, or NULL. Runs of `*` end at the first byte that may follow. */
static const char *match(const char *pattern, const char *at, const char *end)
{
    for (; *pattern != '\0'; pattern++, at++) {
        if (at == end) return NULL;
        if (*pattern != '*') {
            if (*pattern != *at) return NULL;
            continue;
        }
        const char *from = at;
        while (at < end && strchr("\t\r\n", *at) == NULL && (at == from || *at != pattern[1])) at++;
        if (at-- == from) return NULL;
    }
    return at;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

size_t magic_reach(const char *magic, const char *head, size_t length)
{
    const char *at = head, *end = head + length;
    if (*magic == '\0') return 0;
    if (begins(at, end, byte_order_mark)) at += strlen(byte_order_mark);
    bool is_root = magic[0] == '<' && is_letter(magic[1]) && strpbrk(magic, " *>") == NULL;
    const char *stop = is_root ? match_root(magic + 1, at, end) : match(magic, at, end);
    return stop == NULL ? 0 : (size_t)(stop - head);
}
