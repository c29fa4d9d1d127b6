/* HTML of any bytes that are UTF-8. */
#include "text/html.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    buffer text = { 0 };
    block_list blocks = { 0 };
    html_head head = { 0 };
    error e = { 0 };
    if (utf8_is_valid((const char *)bytes, length))
        html_blocks((const char *)bytes, length, &text, &blocks, &head, &e);
    buffer_free(&text);
    list_free(&blocks);
    html_head_free(&head);
    error_clear(&e);
    return 0;
}
