#include "host/dictionary_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "host/plugin_file.h"

static const char FOLDERS[] = "/usr/share/hunspell:/usr/share/myspell/dicts";

/* Reads FOLDER/NAME.dic and .aff. */
static bool read_pair(const char *folder, size_t length, const char *name, buffer *words,
                      buffer *affixes)
{
    buffer path = { 0 };
    buffer_append(&path, folder, length);
    buffer_format(&path, "/%s.dic", name);
    bool is_read = path.state == STATUS_OK && plugin_file_read(path.data, words, NULL) == STATUS_OK;
    if (is_read) {
        memcpy(path.data + path.length - 3, "aff", 3);
        is_read = plugin_file_read(path.data, affixes, NULL) == STATUS_OK;
    }
    buffer_free(&path);
    return is_read;
}

bool dictionary_files_read(const char *tag, buffer *words, buffer *affixes)
{
    char likely[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY],
        region[ULOC_COUNTRY_CAPACITY];
    char name[ULOC_LANG_CAPACITY + ULOC_COUNTRY_CAPACITY + 1];
    UErrorCode code = U_ZERO_ERROR;
    uloc_addLikelySubtags(tag, likely, sizeof likely, &code);
    uloc_getLanguage(likely, language, sizeof language, &code);
    uloc_getCountry(likely, region, sizeof region, &code);
    if (U_FAILURE(code) || *language == '\0' || strchr(language, '/') != NULL) return false;
    snprintf(name, sizeof name, "%s_%s", language, region);
    const char *folders = getenv("DICPATH");
    if (folders == NULL || *folders == '\0') folders = FOLDERS;
    for (size_t length; *folders != '\0'; folders += length + (folders[length] == ':')) {
        length = strcspn(folders, ":");
        if (read_pair(folders, length, name, words, affixes)) return true;
        buffer_clear(words);
        if (read_pair(folders, length, language, words, affixes)) return true;
        buffer_clear(words);
    }
    return false;
}
