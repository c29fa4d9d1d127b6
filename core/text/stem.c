#include "text/stem.h"

#include <libstemmer.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Language subtags and Snowball's names for them. */
static const struct {
    const char *language, *algorithm;
} languages[] = {
    { "ar", "arabic" },     { "ca", "catalan" },    { "da", "danish" },     { "de", "german" },
    { "el", "greek" },      { "en", "english" },    { "es", "spanish" },    { "eu", "basque" },
    { "fi", "finnish" },    { "fr", "french" },     { "ga", "irish" },      { "hi", "hindi" },
    { "hu", "hungarian" },  { "hy", "armenian" },   { "id", "indonesian" }, { "it", "italian" },
    { "lt", "lithuanian" }, { "nb", "norwegian" },  { "ne", "nepali" },     { "nl", "dutch" },
    { "no", "norwegian" },  { "pt", "portuguese" }, { "ro", "romanian" },   { "ru", "russian" },
    { "sr", "serbian" },    { "sv", "swedish" },    { "ta", "tamil" },      { "tr", "turkish" },
    { "yi", "yiddish" },
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

struct stemmers {
    struct sb_stemmer *made[LANGUAGES];
};

stemmers *stemmers_create(void) { return calloc(1, sizeof(stemmers)); }

void stemmers_free(stemmers *s)
{
    if (s == NULL) return;
    for (size_t i = 0; i < LANGUAGES; i++) sb_stemmer_delete(s->made[i]);
    free(s);
}

static bool library_has(const char *algorithm)
{
    const char **name = sb_stemmer_list();
    while (*name != NULL && strcmp(*name, algorithm) != 0) name++;
    return *name != NULL;
}

/* Index in `languages` of a tag's first subtag; LANGUAGES when it is not there, or the library too
 * old for it. */
static size_t find(const char *tag)
{
    size_t length = strcspn(tag, "-"), i = 0;
    if (length != 2) return LANGUAGES;
    while (i < LANGUAGES && strncasecmp(languages[i].language, tag, length) != 0) i++;
    return i < LANGUAGES && library_has(languages[i].algorithm) ? i : LANGUAGES;
}

static const sb_symbol *stem(struct sb_stemmer *stemmer, const char *word, size_t length)
{
    return stemmer == NULL ? NULL : sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)length);
}

status stemmers_append(stemmers *s, buffer *out, const char *word, size_t length,
                       const char *language)
{
    size_t i = find(language);
    if (i == LANGUAGES || length > INT_MAX) {
        buffer_append(out, word, length);
        return out->state;
    }
    if (s->made[i] == NULL) s->made[i] = sb_stemmer_new(languages[i].algorithm, "UTF_8");
    const sb_symbol *stemmed = stem(s->made[i], word, length);
    if (stemmed != NULL) buffer_append(out, stemmed, (size_t)sb_stemmer_length(s->made[i]));
    else if (out->state == STATUS_OK) out->state = STATUS_NO_MEMORY;
    return out->state;
}

bool stemmers_know(stemmers *s, const char *language)
{
    (void)s;
    return find(language) < LANGUAGES;
}
