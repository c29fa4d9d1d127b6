#include "text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>
#include <unicode/uchar.h>

#include "text/converters.h"
#include "text/utf8.h"

enum {
    SAMPLE = 1 << 18,   /* bytes that uchardet and the checks look at: it is sure long before */
    FEW_HIGH = 16,      /* bytes from 0x80 on: fewer are weak evidence */
    PARTS = 4,          /* that are asked one by one where the whole gets no good answer */
    STRAY_CONTROLS = 3, /* that a short text may have: some programs end a line in NUL */
    TRUSTED_SHARE = 4,  /* a broken sequence in so many good ones is still UTF-8 */
};

/* Of an answer for which nothing speaks but that every byte can be decoded. */
static const double LAST_RESORT = 0.1;

/* Of what the file says of itself, when it is possible. */
static const double DECLARED = 0.9;

typedef struct mark {
    const char *name;
    size_t length;
    const char *bytes;
} mark;

/* The longer first: a UTF-32 mark begins with that of UTF-16. */
static const mark marks[] = {
    { "UTF-8", 3, "\xef\xbb\xbf" },    { "UTF-32LE", 4, "\xff\xfe\0\0" },
    { "UTF-32BE", 4, "\0\0\xfe\xff" }, { "UTF-16LE", 2, "\xff\xfe" },
    { "UTF-16BE", 2, "\xfe\xff" },     { "GB18030", 4, "\x84\x31\x95\x33" },
};

static const mark *mark_of(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const mark *m = &marks[i];
        if (length >= m->length && memcmp(bytes, m->bytes, m->length) == 0) return m;
    }
    return NULL;
}

/* Bytes to skip behind what a charset cannot decode, so that the rest stays in step. */
static size_t unit_of(const char *name)
{
    if (strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UCS-2", 5) == 0) return 2;
    if (strncasecmp(name, "UTF-32", 6) == 0 || strncasecmp(name, "UCS-4", 5) == 0) return 4;
    return 1;
}

/* Appends what iconv makes of the bytes and counts what it cannot make anything of. */
static void append_converted(iconv_t converter, size_t unit, const char *bytes, size_t length,
                             buffer *out, size_t *replaced)
{
    char *from = (char *)bytes; /* iconv only reads it */
    size_t left = length;
    while (left > 0) {
        size_t wanted = left + left / 2 + 16;
        char *to = buffer_room(out, wanted);
        if (to == NULL) return;
        char *end = to;
        size_t room = wanted;
        size_t outcome = iconv(converter, &from, &left, &end, &room);
        int reason = errno;
        out->length += (size_t)(end - to);
        if (outcome != (size_t)-1 || reason == E2BIG) continue;
        utf8_append(out, 0xfffd);
        ++*replaced;
        size_t skipped = reason == EINVAL || left < unit ? left : unit;
        from += skipped;
        left -= skipped;
    }
    buffer_append(out, "", 0);
}

/* STATUS_USAGE when iconv has no such charset. UTF-8 is mended by our own rules, not by iconv's. */
static status append_decoded(const char *name, const char *bytes, size_t length, buffer *out,
                             size_t *replaced, error *e)
{
    if (strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0) {
        *replaced += utf8_append_repaired(out, bytes, length);
        return out->state == STATUS_OK ? STATUS_OK : error_memory(e);
    }
    bool is_name =
        name[0] != '\0' && strchr(name, '/') == NULL; /* "" and "X//IGNORE" mean more to iconv */
    errno = EINVAL;
    iconv_t converter = is_name ? converter_of(name) : (iconv_t)-1;
    if (converter == (iconv_t)-1) {
        if (errno == EINVAL) return error_set(e, STATUS_USAGE, "no charset is named \"%s\"", name);
        return error_system(e, "cannot decode %s", name);
    }
    append_converted(converter, unit_of(name), bytes, length, out, replaced);
    return out->state == STATUS_OK ? STATUS_OK : error_memory(e);
}

static bool is_control(unsigned char byte)
{
    return (byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1b) || byte == 0x7f;
}

static size_t count_controls(const char *bytes, size_t length)
{
    size_t controls = 0;
    for (size_t i = 0; i < length; i++) controls += is_control((unsigned char)bytes[i]);
    return controls;
}

/* What characters a decoded text is made of. */
typedef struct make_up {
    size_t all;
    size_t odd;    /* that no text has: controls, private and unassigned ones, broken ones */
    size_t common; /* that every text has: white space, full stops, commas */
} make_up;

static make_up make_up_of(const char *text, size_t length)
{
    make_up m = { 0 };
    for (size_t at = 0; at < length; m.all++) {
        uint32_t point = utf8_next(text, length, &at);
        int8_t type = point == UTF8_INVALID ? U_UNASSIGNED : u_charType((UChar32)point);
        m.common += point == ' ' || point == '\n' || point == '.' || point == ',' ||
                    point == 0x3001 || point == 0x3002 || point == 0xff0c || point == 0xff0e;
        m.odd += point < 0x80 ? is_control((unsigned char)point)
                              : type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR ||
                                    type == U_CONTROL_CHAR || point == 0xfffd;
    }
    return m;
}

/* True when the bytes are a text in the charset; `is_doubtful` asks for more than the absence of
 * oddities. */
static bool decodes_sensibly(const char *name, const char *bytes, size_t length, bool is_doubtful)
{
    buffer decoded = { 0 };
    size_t replaced = 0;
    length -= length % unit_of(name);
    status outcome = append_decoded(name, bytes, length, &decoded, &replaced, NULL);
    make_up m = { 0 };
    if (outcome == STATUS_OK) m = make_up_of(decoded.data, decoded.length);
    buffer_free(&decoded);
    return m.all > 0 && m.odd * 50 <= m.all && !(is_doubtful && m.common * 100 < m.all);
}

/* The name of UTF-16 or UTF-32 without a mark, told by the places of the zero bytes; else NULL. In
 * alphabets most zeros are the high bytes of spaces and of Latin letters. In Chinese they are few
 * and on both sides, so there each order is tried, but only on bytes that are no text by
 * themselves: a text of 8 bits may hold a stray zero. */
static const char *wide_without_mark(const char *bytes, size_t length)
{
    if (length > SAMPLE) length = SAMPLE;
    if (memchr(bytes, 0, length) == NULL) return NULL;
    size_t zeros[4] = { 0 };
    for (size_t i = 0; i < length; i++) zeros[i % 4] += bytes[i] == 0;
    size_t units = length / 4, even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
    if (units > 0 && zeros[3] >= units && zeros[2] * 10 >= units * 9) {
        if (decodes_sensibly("UTF-32LE", bytes, length, false)) return "UTF-32LE";
    }
    if (units > 0 && zeros[0] >= units && zeros[1] * 10 >= units * 9) {
        if (decodes_sensibly("UTF-32BE", bytes, length, false)) return "UTF-32BE";
    }
    bool is_sparse = (even + odd) * 4 < length;
    if (is_sparse && utf8_is_valid(bytes, length) && count_controls(bytes, length) * 10 < length)
        return NULL;
    bool may_be_little = is_sparse || even * 20 <= odd, may_be_big = is_sparse || odd * 20 <= even;
    if (may_be_little && decodes_sensibly("UTF-16LE", bytes, length, is_sparse)) return "UTF-16LE";
    if (may_be_big && decodes_sensibly("UTF-16BE", bytes, length, is_sparse)) return "UTF-16BE";
    return NULL;
}

/* UTF-8 with a few broken bytes, or cut off within its only characters. The second value is the
 * share that is good. */
static bool is_mostly_utf8(const char *bytes, size_t length, double *share)
{
    size_t good = 0, broken = 0;
    for (size_t at = 0; at < length;) {
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        size_t start = at;
        if (utf8_next(bytes, length, &at) != UTF8_INVALID) {
            good++;
            continue;
        }
        while (at < length && ((unsigned char)bytes[at] & 0xc0) == 0x80) at++;
        bool is_cut_off =
            at == length && start > 0 && (unsigned char)bytes[start] >= 0xc2 && at - start < 4;
        broken += !(is_cut_off && good > 0);
    }
    *share = (double)good / (double)(good + broken + 1);
    return good > 0 && broken * TRUSTED_SHARE <= good;
}

/* 7-bit charsets that switch by escape sequences look like ASCII. */
static bool has_escapes(const char *bytes, size_t length)
{
    const char *escape = memchr(bytes, 0x1b, length);
    if (escape == NULL) return false;
    length -= (size_t)(escape - bytes);
    return memmem(escape, length, "\x1b$", 2) != NULL || memmem(escape, length, "\x1b(", 2) != NULL;
}

/* A guess by uchardet, as it should be called, and the charset of the same letters and more that is
 * tried when the first leaves bytes undecoded or control characters. */
typedef struct family {
    const char *guess, *name, *wider;
} family;

static const family families[] = {
    { "ISO-8859-1", "ISO-8859-1", "windows-1252" },
    { "ISO-8859-15", "ISO-8859-15", "windows-1252" },
    { "ISO-8859-2", "ISO-8859-2", "windows-1250" },
    { "ISO-8859-7", "ISO-8859-7", "windows-1253" },
    { "ISO-8859-8", "ISO-8859-8", "windows-1255" },
    { "ISO-8859-9", "ISO-8859-9", "windows-1254" },
    { "ISO-8859-13", "ISO-8859-13", "windows-1257" },
    { "WINDOWS-1250", "windows-1250", NULL },
    { "WINDOWS-1251", "windows-1251", NULL },
    { "WINDOWS-1252", "windows-1252", NULL },
    { "WINDOWS-1253", "windows-1253", NULL },
    { "WINDOWS-1255", "windows-1255", NULL },
    { "WINDOWS-1256", "windows-1256", NULL },
    { "WINDOWS-1257", "windows-1257", NULL },
    { "WINDOWS-1258", "windows-1258", NULL },
    { "TIS-620", "TIS-620", "CP874" },
    { "SHIFT_JIS", "Shift_JIS", "CP932" },
    { "UHC", "EUC-KR", "CP949" },
    { "EUC-KR", "EUC-KR", "CP949" },
    { "GB2312", "GB2312", "GB18030" },
    { "BIG5", "Big5", "BIG5-HKSCS" },
};

/* Few texts are in these, and a few accented letters of a Western one are enough for uchardet to
 * name them. */
static const char *const rare[] = {
    "ISO-8859-3",        "ISO-8859-10", "ISO-8859-14", "ISO-8859-16",
    "MAC-CENTRALEUROPE", "EUC-TW",      "VISCII",
};

/* True when the answer should not be taken at its word: none, one that was ruled out before, a rare
 * charset on little evidence, or a Western one for a text that is hardly ASCII. */
static bool is_doubtful(const char *guess, size_t length, size_t high)
{
    static const char *const none[] = { "", "UTF-8", "ASCII" };
    static const char *const western[] = { "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (strcmp(none[i], guess) == 0) return true;
    }
    for (size_t i = 0; i < sizeof western / sizeof *western; i++) {
        if (strcmp(western[i], guess) == 0) return high * 2 > length;
    }
    for (size_t i = 0; i < sizeof rare / sizeof *rare; i++) {
        if (strcmp(rare[i], guess) == 0) return high < FEW_HIGH;
    }
    return false;
}

/* What distinguishes KOI8-U: Ukrainian letters where KOI8-R draws double lines. */
static bool has_ukrainian_letters(const char *bytes, size_t length)
{
    for (size_t i = 1; i < length; i++) {
        bool is_between = (unsigned char)bytes[i - 1] >= 0xc0;
        if (is_between && strchr("\xa4\xa6\xa7\xad", bytes[i]) != NULL && bytes[i] != '\0')
            return true;
    }
    return false;
}

typedef struct charset_name {
    char text[32];
} charset_name;

/* Uchardet's answer, "" when it has none. */
static status guess_charset(const char *bytes, size_t length, charset_name *name, error *e)
{
    size_t first = 0; /* where the text is no longer ASCII, and a little before */
    while (first < length && (unsigned char)bytes[first] < 0x80 && bytes[first] != 0x1b) first++;
    first -= first < 256 ? first : 256;
    uchardet_t detector = uchardet_new();
    if (detector == NULL) return error_memory(e);
    size_t sample = length - first < SAMPLE ? length - first : SAMPLE;
    int failure = uchardet_handle_data(detector, bytes + first, sample);
    uchardet_data_end(detector);
    const char *guess = failure == 0 ? uchardet_get_charset(detector) : "";
    *name = (charset_name){ "" };
    if (strlen(guess) < sizeof name->text) strcpy(name->text, guess);
    uchardet_delete(detector);
    return STATUS_OK;
}

/* The answer of most quarters of the text: one byte that a charset does not have makes uchardet
 * rule it out. */
static status guess_by_parts(const char *bytes, size_t length, charset_name *name, error *e)
{
    charset_name guesses[PARTS];
    size_t most = 0;
    *name = (charset_name){ "" };
    for (size_t i = 0; i < PARTS; i++) {
        size_t start = length * i / PARTS, stop = length * (i + 1) / PARTS, same = 1;
        status outcome = guess_charset(bytes + start, stop - start, &guesses[i], e);
        if (outcome != STATUS_OK) return outcome;
        for (size_t k = 0; k < i; k++) same += strcmp(guesses[k].text, guesses[i].text) == 0;
        if (same <= most || guesses[i].text[0] == '\0') continue;
        most = same;
        *name = guesses[i];
    }
    return STATUS_OK;
}

static size_t count_high(const char *bytes, size_t length)
{
    size_t high = 0;
    for (size_t i = 0; i < length; i++) high += (unsigned char)bytes[i] >= 0x80;
    return high;
}

/* The control characters 0x80 .. 0x9f of the ISO charsets: in UTF-8 C2 80 .. C2 9F. */
static bool has_c1_controls(const char *text, size_t length)
{
    for (const char *at = text; (at = memchr(at, 0xc2, length - (size_t)(at - text))) != NULL;
         at++) {
        unsigned char next = (unsigned char)at[1]; /* at worst the NUL behind a buffer */
        if (next >= 0x80 && next < 0xa0 && next != 0x85) return true;
    }
    return false;
}

/* One attempt, appended to `out`; false when it is not good enough and was taken away again. */
static bool attempt(const char *name, const char *bytes, size_t length, size_t high, buffer *out,
                    charset_result *result)
{
    size_t start = out->length, replaced = 0;
    status outcome = append_decoded(name, bytes, length, out, &replaced, NULL);
    bool is_good = outcome == STATUS_OK && replaced * 20 <= high;
    if (!is_good) {
        if (out->state == STATUS_OK) out->length = start;
        return false;
    }
    strcpy(result->name, name);
    result->replacements = replaced;
    result->confidence = (double)high / (double)(high + 4);
    if (high > 0) result->confidence *= 1 - (double)replaced / (double)high;
    return true;
}

/* Decodes by a guess: the charset, or the wider one of its family where that fits better. */
static bool decode_guessed(const char *guess, const char *bytes, size_t length, size_t high,
                           buffer *out, charset_result *result)
{
    family f = { guess, guess, NULL };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (strcmp(families[i].guess, guess) == 0) f = families[i];
    }
    if (strcmp(guess, "KOI8-R") == 0 && has_ukrainian_letters(bytes, length)) f.name = "KOI8-U";
    size_t start = out->length;
    bool is_good = attempt(f.name, bytes, length, high, out, result);
    if (f.wider == NULL || (is_good && result->replacements == 0 &&
                            !has_c1_controls(out->data + start, out->length - start))) {
        return is_good;
    }
    size_t replaced = is_good ? result->replacements : SIZE_MAX;
    if (out->state == STATUS_OK) out->length = start;
    if (attempt(f.wider, bytes, length, high, out, result) && result->replacements <= replaced)
        return true;
    if (out->state == STATUS_OK) out->length = start;
    return is_good && attempt(f.name, bytes, length, high, out, result);
}

static status decode_named(const char *name, double confidence, const char *bytes, size_t length,
                           buffer *out, charset_result *result, error *e)
{
    strcpy(result->name, name);
    result->confidence = confidence;
    return append_decoded(name, bytes, length, out, &result->replacements, e);
}

static status decode_unknown(const char *bytes, size_t length, buffer *out, charset_result *result,
                             error *e)
{
    charset_name guess;
    size_t high = count_high(bytes, length);
    status outcome = guess_charset(bytes, length, &guess, e);
    if (outcome != STATUS_OK) return outcome;
    bool is_mac = strncmp(guess.text, "MAC-", 4) == 0; /* often windows-1251 with a broken byte */
    if (!is_mac && !is_doubtful(guess.text, length, high) &&
        decode_guessed(guess.text, bytes, length, high, out, result)) {
        return STATUS_OK;
    }
    outcome = guess_by_parts(bytes, length, &guess, e);
    if (outcome != STATUS_OK) return outcome;
    if (!is_doubtful(guess.text, length, high) &&
        decode_guessed(guess.text, bytes, length, high, out, result)) {
        return STATUS_OK;
    }
    if (out->state != STATUS_OK) return error_memory(e);
    return decode_named("windows-1252", LAST_RESORT, bytes, length, out, result, e);
}

static status decode_forced(const char *bytes, size_t length, const char *forced, buffer *out,
                            charset_result *result, error *e)
{
    if (strlen(forced) >= sizeof result->name) {
        return error_set(e, STATUS_USAGE, "no charset is named \"%s\"", forced);
    }
    return decode_named(forced, 1, bytes, length, out, result, e);
}

static status decode_any(const char *bytes, size_t length, buffer *out, charset_result *result,
                         error *e)
{
    const mark *m = mark_of(bytes, length);
    if (m != NULL) return decode_named(m->name, 1, bytes, length, out, result, e);
    const char *wide = wide_without_mark(bytes, length);
    if (wide != NULL) return decode_named(wide, 0.95, bytes, length, out, result, e);
    bool is_valid = utf8_is_valid(bytes, length);
    if (is_valid && !has_escapes(bytes, length)) {
        *result = (charset_result){ .name = "UTF-8", .confidence = 1 };
        buffer_append(out, bytes, length);
        return out->state == STATUS_OK ? STATUS_OK : error_memory(e);
    }
    double share = 1;
    if (!is_valid && is_mostly_utf8(bytes, length, &share)) {
        return decode_named("UTF-8", share, bytes, length, out, result, e);
    }
    if (!is_valid) return decode_unknown(bytes, length, out, result, e);
    charset_name guess;
    status outcome = guess_charset(bytes, length, &guess, e);
    if (outcome != STATUS_OK) return outcome;
    bool is_iso_2022 = strncmp(guess.text, "ISO-2022-", 9) == 0;
    return decode_named(is_iso_2022 ? guess.text : "UTF-8", is_iso_2022 ? 0.95 : 1, bytes, length,
                        out, result, e);
}

/* Takes away the mark at `start` and turns NUL into spaces, which it counts. */
static void tidy(buffer *out, size_t start, charset_result *result)
{
    if (out->length - start >= 3 && memcmp(out->data + start, "\xef\xbb\xbf", 3) == 0) {
        memmove(out->data + start, out->data + start + 3, out->length - start - 3 + 1);
        out->length -= 3;
    }
    char *at = out->data + start, *end = out->data + out->length;
    while (at != end && (at = memchr(at, '\0', (size_t)(end - at))) != NULL) {
        *at++ = ' ';
        result->replacements++;
    }
}

status charset_decode(const char *bytes, size_t length, const char *forced, buffer *out,
                      charset_result *result, error *e)
{
    *result = (charset_result){ 0 };
    buffer_append(out, "", 0);
    if (out->state != STATUS_OK) return error_memory(e);
    size_t start = out->length;
    status outcome = forced != NULL ? decode_forced(bytes, length, forced, out, result, e)
                                    : decode_any(bytes, length, out, result, e);
    if (outcome == STATUS_OK) tidy(out, start, result);
    return outcome;
}

/* A Western text has accents among its letters, seldom three in a row; Russian and Greek ones that
 * were declared so by a program that knew nothing else have hardly anything else. */
static bool is_falsely_western(const char *declared, const char *bytes, size_t length)
{
    static const char *const western[] = { "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "LATIN1" };
    bool is_western = false;
    for (size_t i = 0; i < sizeof western / sizeof *western; i++)
        is_western |= strcasecmp(western[i], declared) == 0;
    size_t high = 0, in_a_row = 0, run = 0;
    for (size_t i = 0; i < length && is_western; i++) {
        run = (unsigned char)bytes[i] >= 0xc0 ? run + 1 : 0;
        high += run > 0;
        in_a_row += run > 2;
    }
    return high >= FEW_HIGH && in_a_row * 3 > high;
}

/* A declaration is wrong as often as not where the bytes show what they are. */
static bool is_unicode(const char *bytes, size_t length)
{
    double share;
    return mark_of(bytes, length) != NULL || wide_without_mark(bytes, length) != NULL ||
           utf8_is_valid(bytes, length) || is_mostly_utf8(bytes, length, &share);
}

status charset_decode_declared(const char *bytes, size_t length, const char *forced,
                               const char *declared, buffer *out, charset_result *result, error *e)
{
    if (forced == NULL && declared != NULL && strlen(declared) < sizeof result->name &&
        unit_of(declared) == 1 && !is_unicode(bytes, length) &&
        !is_falsely_western(declared, bytes, length)) {
        *result = (charset_result){ 0 };
        buffer_append(out, "", 0);
        size_t start = out->length;
        status outcome = decode_named(declared, DECLARED, bytes, length, out, result, NULL);
        if (out->state != STATUS_OK) return error_memory(e);
        if (outcome == STATUS_OK && result->replacements == 0) {
            tidy(out, start, result);
            return STATUS_OK;
        }
        out->length = start;
    }
    return charset_decode(bytes, length, forced, out, result, e);
}

bool charset_is_binary(const char *bytes, size_t length)
{
    const mark *m = mark_of(bytes, length);
    if (m != NULL && unit_of(m->name) > 1) return false;
    size_t sample = length < SAMPLE ? length : SAMPLE;
    size_t controls = count_controls(bytes, sample);
    bool are_stray = controls <= STRAY_CONTROLS && controls * 5 <= sample;
    if (are_stray || controls <= 1 + sample / 50) return false;
    return wide_without_mark(bytes, length) == NULL;
}
