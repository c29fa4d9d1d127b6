/* A file of any bytes on its whole way through the text floor: charset, layout, languages, roles,
 * sentences, words. */
#include "corpus/prepare.h"
#include "text/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static text_rules rules;
    static preparer *p;
    document d = { 0 };
    error e = { 0 };
    charset_result found;
    if (p == NULL && preparer_create(&rules, &p, &e) != STATUS_OK) return 0;
    if (charset_decode((const char *)bytes, length, NULL, &d.text, &found, &e) == STATUS_OK)
        preparer_run(p, &d, &e);
    document_free(&d);
    error_clear(&e);
    return 0;
}
