/* XML of any bytes. */
#include "text/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    error e = { 0 };
    xml_event event = { .kind = XML_START };
    xml_reader *r;
    status s = xml_reader_open((const char *)bytes, length, &r, &e);
    while (s == STATUS_OK && event.kind != XML_END) s = xml_reader_next(r, &event, &e);
    xml_reader_free(r);
    error_clear(&e);
    return 0;
}
