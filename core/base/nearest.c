#include "base/nearest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 64 }; /* longer names are compared by their first bytes */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST + 1];
    size_t m = least(strlen(a), LONGEST), n = least(strlen(b), LONGEST);
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n; j++) last[j] = j;
    for (size_t i = 1; i <= m; i++) {
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
            row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                tolower((unsigned char)a[i - 2]) == y)
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[n];
}

void nearest_offer(nearest *n, const char *name)
{
    size_t length = strlen(n->wanted), distance = edit_distance(n->wanted, name);
    size_t furthest = length / 3 > 0 ? length / 3 : 1;
    if (length >= 3 && strncasecmp(n->wanted, name, length) == 0) distance = 1;
    if (distance > furthest || (n->name != NULL && distance >= n->distance)) return;
    n->name = name;
    n->distance = distance;
}

const char *nearest_hint(const nearest *n, char *text, size_t room)
{
    text[0] = '\0';
    if (n->name != NULL) snprintf(text, room, "; did you mean %s?", n->name);
    return text;
}
