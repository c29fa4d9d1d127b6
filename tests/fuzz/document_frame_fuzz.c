/* A document frame, as a worker that is not to be trusted may send it. */
#include "corpus/document_frame.h"
#include "corpus/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    document d = { 0 };
    view v = { 0 };
    error e = { 0 };
    reader r = reader_of((const char *)bytes, length);
    if (document_frame_read(&r, &d, &e) == STATUS_OK) view_open(&v, &d, &e);
    view_close(&v);
    document_free(&d);
    error_clear(&e);
    return 0;
}
