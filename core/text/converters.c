#include "text/converters.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

/* What uchardet names and what is tried beside it, the UTF-16 and UTF-32 that the places of zero
 * bytes tell, and what mails and RTF name besides. */
static const char *const usual[] = {
    "BIG5",         "CP737",        "CP949",        "EUC-JP",
    "EUC-KR",       "EUC-TW",       "GB18030",      "GB2312",
    "HZ-GB-2312",   "IBM852",       "IBM855",       "IBM862",
    "IBM865",       "IBM866",       "ISO-2022-CN",  "ISO-2022-JP",
    "ISO-2022-KR",  "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",
    "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",
    "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-11",
    "ISO-8859-13",  "ISO-8859-15",  "ISO-8859-16",  "JOHAB",
    "KOI8-R",       "KOI8-U",       "MAC-CYRILLIC", "MAC-CENTRALEUROPE",
    "SHIFT_JIS",    "TIS-620",      "UHC",          "UTF-16BE",
    "UTF-16LE",     "UTF-32BE",     "UTF-32LE",     "VISCII",
    "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253",
    "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257",
    "WINDOWS-1258", "BIG5-HKSCS",   "CP775",        "CP874",
    "CP932",        "GBK",          "IBM437",       "IBM850",
    "IBM857",       "ISO-8859-14",  "MACINTOSH",    "UTF-7",
};

static map *opened; /* charset -> the converter's address; lives as long as the process */

iconv_t converter_of(const char *charset)
{
    if (opened == NULL) opened = map_create();
    int64_t index = opened == NULL ? -1 : map_find(opened, charset, strlen(charset));
    if (index >= 0) {
        iconv_t known = (iconv_t)(intptr_t)*map_value(opened, (size_t)index);
        iconv(known, NULL, NULL, NULL, NULL); /* back to its initial state */
        return known;
    }
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) return converter;
    index = opened == NULL ? -1 : map_add(opened, charset, strlen(charset));
    if (index < 0) {
        iconv_close(converter);
        errno = ENOMEM;
        return (iconv_t)-1;
    }
    *map_value(opened, (size_t)index) = (int64_t)(intptr_t)converter;
    return converter;
}

void converters_prepare(const char *forced)
{
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) converter_of(usual[i]);
    char *names = forced == NULL ? NULL : strdup(forced), *rest = NULL;
    for (char *name = names == NULL ? NULL : strtok_r(names, "\n", &rest); name != NULL;
         name = strtok_r(NULL, "\n", &rest))
        converter_of(name);
    free(names);
}
