#include "text/file_name.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/charset.h"
#include "text/decode.h"

/* What the characters beyond ASCII in a name may be. */
typedef enum script_kind { CYRILLIC, KANA, HAN, LATIN } script_kind;

/* Tried in this order: a name that is Russian in CP866 is mostly valid in Shift_JIS and GBK too,
 * and a German one in CP437; GB2312 is what is common in GBK. */
static const struct {
    const char *charset;
    script_kind kind;
    bool needs_small; /* capitals of windows-1251 are Chinese as well */
} pages[] = {
    { "IBM866", CYRILLIC, false }, { "SHIFT_JIS", KANA, false }, { "WINDOWS-1251", CYRILLIC, true },
    { "GB2312", HAN, false },      { "IBM437", LATIN, false },   { "WINDOWS-1252", LATIN, false },
    { "IBM850", LATIN, false },    { "SHIFT_JIS", HAN, false },  { "GBK", HAN, false },
    { "BIG5", HAN, false },
};

/* How the letters so far stand, each kind of letter by itself and the case of all. */
typedef struct letters {
    bool is_ascii, is_other; /* the last character is a letter of ASCII, or one beyond it */
    bool is_small;
    size_t capitals;  /* one after the other, up to here */
    bool has_foreign; /* one of these is beyond ASCII */
    bool has_small, has_kana;
} letters;

/* True where a character stands as in no name: a capital behind a small letter, a small one behind
 * several capitals, Cyrillic beside Latin. */
static bool is_misplaced(letters *l, uint32_t c, script_kind kind)
{
    bool is_ascii = c < 0x80 && u_isalpha((UChar32)c), is_other = c >= 0x80;
    bool is_small = u_islower((UChar32)c), is_capital = u_isupper((UChar32)c);
    bool is_mixed = (is_ascii && l->is_other) || (is_other && l->is_ascii);
    bool is_odd = (kind == CYRILLIC && is_mixed) || (is_other && is_capital && l->is_small) ||
                  (is_small && l->capitals > 1 && l->has_foreign);
    l->capitals = is_capital ? l->capitals + 1 : 0;
    l->has_foreign = is_capital && (l->has_foreign || is_other);
    l->is_ascii = is_ascii;
    l->is_other = is_other;
    l->is_small = is_small;
    l->has_small |= is_small && is_other;
    return is_odd;
}

/* True for a character beyond ASCII that a name of the kind has; the Han of names are of the first
 * block. */
static bool is_of(script_kind kind, uint32_t c, letters *l)
{
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &code);
    bool is_kana = (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || c == 0x30fc) &&
                   c < 0xff00; /* those of half width are Cyrillic in other code pages */
    bool is_han = script == USCRIPT_HAN && c >= 0x4e00 && c < 0xa000;
    l->has_kana |= is_kana;
    switch (kind) {
    case CYRILLIC: return script == USCRIPT_CYRILLIC || c == 0x2116; /* numero sign */
    case KANA: return is_kana || is_han;
    case HAN: return is_han;
    default: return script == USCRIPT_LATIN && c != 0xaa && c != 0xba; /* ordinal signs */
    }
}

static bool is_plausible(const char *text, size_t length, script_kind kind, bool needs_small)
{
    letters l = { 0 };
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c = utf8_decode(text, length, at, &size);
        if ((c >= 0x80 && !is_of(kind, c, &l)) || is_misplaced(&l, c, kind)) return false;
    }
    return (l.has_kana || kind != KANA) && (l.has_small || !needs_small);
}

/* Appends the name as it is in one code page, when that makes sense. */
static bool decode_as(buffer *out, size_t page, const char *name, size_t length)
{
    size_t start = out->length;
    charset_result result;
    status s = charset_decode(name, length, pages[page].charset, out, &result, NULL);
    bool fits = s == STATUS_OK && result.replacements == 0 &&
                is_plausible(out->data + start, out->length - start, pages[page].kind,
                             pages[page].needs_small);
    if (!fits && out->state == STATUS_OK) out->length = start;
    return fits;
}

void file_name_decode(buffer *out, const char *name, size_t length)
{
    bool is_known = utf8_is_valid(name, length);
    for (size_t i = 0; !is_known && i < sizeof pages / sizeof *pages; i++)
        if (decode_as(out, i, name, length)) return;
    utf8_append_repaired(out, name, length);
}
