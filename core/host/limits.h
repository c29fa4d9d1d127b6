/* How much a piece of plugin code may use. Every limit has a flag, and the message that reports it
 * names the flag. */
#ifndef MOONLEAF_HOST_LIMITS_H
#define MOONLEAF_HOST_LIMITS_H

#include <stddef.h>

typedef struct limits {
    double cpu_seconds;  /* --max-cpu: of one document, source or call */
    double wall_seconds; /* --max-time: then the parent kills the worker */
    size_t memory;       /* --max-memory: bytes that Lua may hold */
    size_t rows;         /* --max-rows: of one document or call */
    size_t row_bytes;    /* --max-bytes: of the rows of one document or call */
    size_t document;     /* --max-document: bytes of a source, and of a document's text */
} limits;

/* For document() and load(). */
#define LIMITS_DOCUMENT                                                                            \
    ((limits){ .cpu_seconds = 10,                                                                  \
               .wall_seconds = 60,                                                                 \
               .memory = (size_t)256 << 20,                                                        \
               .rows = 100000,                                                                     \
               .row_bytes = (size_t)64 << 20,                                                      \
               .document = (size_t)64 << 20 })

/* For finish(), corpus(), formats and scripts: rows stream, so they are not counted. */
#define LIMITS_CORPUS                                                                              \
    ((limits){ .cpu_seconds = 300,                                                                 \
               .wall_seconds = 900,                                                                \
               .memory = (size_t)1 << 30,                                                          \
               .rows = (size_t)-1,                                                                 \
               .row_bytes = (size_t)-1,                                                            \
               .document = (size_t)64 << 20 })

/* For reading a manifest. */
#define LIMITS_DECLARE                                                                             \
    ((limits){ .cpu_seconds = 0.5,                                                                 \
               .wall_seconds = 3,                                                                  \
               .memory = (size_t)64 << 20,                                                         \
               .rows = 0,                                                                          \
               .row_bytes = 0,                                                                     \
               .document = 0 })

#endif
