/* Byte ranges [start, stop) of a document's text: 0-based, half open. A text is at most 4 GiB. */
#ifndef MOONLEAF_BASE_SPAN_H
#define MOONLEAF_BASE_SPAN_H

#include <stdint.h>

typedef struct span {
    uint32_t start, stop;
} span;

#endif
