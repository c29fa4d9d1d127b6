/* What a format is told of a table of rows before these come. */
#ifndef MOONLEAF_HOST_TABLE_HEAD_H
#define MOONLEAF_HOST_TABLE_HEAD_H

#include "host/manifest.h"

typedef struct table_head {
    char *title;
    char *summary; /* what it is, in a line; "" when nobody says */
    size_t width;  /* columns of the terminal, 0 when it is none */
    bool is_coloured;
    column *columns;
    size_t column_count;
    LIST(plot) plots; /* whose columns are all there */
    text_list pivot;  /* columns by which people see the rows side by side */
} table_head;

extern const frame_layout layout_of_head;

#endif
