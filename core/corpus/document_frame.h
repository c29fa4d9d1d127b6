/* Documents as frames: how they travel from a load worker to the store, and from the store to an
 * analysis worker. */
#ifndef MOONLEAF_CORPUS_DOCUMENT_FRAME_H
#define MOONLEAF_CORPUS_DOCUMENT_FRAME_H

#include "base/frame.h"
#include "store/document.h"

void document_frame_write(buffer *out, const document *d);

/* Fills a zeroed document, which owns its memory. Everything is checked: text is UTF-8, blocks and
 * runs are in order and inside it and cut no character, tokens and sentences likewise, local ids
 * have a form (which lies in the document's text). STATUS_SYSTEM when something does not fit. */
status document_frame_read(reader *r, document *d, error *e);

#endif
