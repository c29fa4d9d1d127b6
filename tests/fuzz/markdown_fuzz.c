/* Markdown of any bytes that are UTF-8. */
#include "text/markdown.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    buffer text = { 0 };
    block_list blocks = { 0 };
    error e = { 0 };
    if (utf8_is_valid((const char *)bytes, length))
        markdown_blocks((const char *)bytes, length, &text, &blocks, &e);
    buffer_free(&text);
    list_free(&blocks);
    error_clear(&e);
    return 0;
}
