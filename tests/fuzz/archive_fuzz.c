/* Archives of any bytes: all of their files are read. */
#include "text/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    enum { MOST = 4 << 20 };
    buffer out = { 0 };
    error e = { 0 };
    bool found = true;
    archive_member m;
    archive_reader *r;
    archive_budget budget = { .packed = length, .most = MOST, .most_entries = ARCHIVE_ENTRIES };
    status s = archive_reader_open((const char *)bytes, length, &budget, &r, &e);
    while (s == STATUS_OK && found) {
        s = archive_reader_next(r, &m, &found, &e);
        buffer_clear(&out);
        if (s == STATUS_OK && found) archive_reader_read(r, MOST, &out, &e);
    }
    archive_reader_free(r);
    buffer_free(&out);
    error_clear(&e);
    return 0;
}
