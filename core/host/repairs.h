/* Documents as read: the readings that are stored with them and those that the analysis `repair`
 * proposes, on their way to a worker, and put into the text there. */
#ifndef MOONLEAF_HOST_REPAIRS_H
#define MOONLEAF_HOST_REPAIRS_H

#include "base/frame.h"
#include "corpus/prepare.h"
#include "corpus/view.h"
#include "host/discovery.h"

/* The analysis that proposes readings: its columns evidence, reading and certainty say where, what
 * and how surely. */
#define REPAIR_ANALYSIS "repair"

/* From which certainty on a proposal is read when nobody says: below it a proposal is more likely
 * wrong than right. */
#define LEAST_CERTAINTY 0.5

/* Appends what a worker needs beside the document: the stored rows of `repair`, which has run, of
 * at least that certainty. STATUS_PLUGIN when it has not the columns. */
status repairs_write(buffer *out, store *s, const plugin *repair, int64_t id,
                     double least_certainty, error *e);

/* Reads that, and makes of the document the one as read: text, blocks, languages, sentences and
 * tokens. `way`, which the caller frees, leads back. */
status repairs_apply(preparer *p, reader *r, document *d, reading_map **way, error *e);

#endif
