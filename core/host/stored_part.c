#include "host/stored_part.h"

#include <string.h>

void stored_put_tables(buffer *out, const row_table *tables, size_t count)
{
    frame_put_unsigned(out, count);
    for (size_t i = 0; i < count; i++) {
        frame_put_text(out, tables[i].name);
        frame_put_unsigned(out, tables[i].count);
        for (size_t j = 0; j < tables[i].count; j++) {
            frame_put_text(out, tables[i].columns[j].name);
            frame_put_unsigned(out, tables[i].columns[j].type);
        }
    }
}

typedef struct writing {
    buffer rows;
    size_t number; /* of the table */
    size_t columns;
} writing;

static status put_row(void *context, int64_t row, int64_t document, const value *values, error *e)
{
    (void)row, (void)document;
    writing *w = context;
    frame_put_unsigned(&w->rows, w->number);
    for (size_t i = 0; i < w->columns; i++) frame_put_value(&w->rows, &values[i]);
    return w->rows.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

status stored_put_rows(buffer *out, store *s, const char *plugin, const char *options,
                       const row_table *tables, size_t count, int64_t document, error *e)
{
    writing w = { 0 };
    status result = STATUS_OK;
    for (; w.number < count && result == STATUS_OK; w.number++) {
        w.columns = tables[w.number].count;
        result = results_read(s, plugin, options, &tables[w.number], &document, 1, put_row, &w, e);
    }
    frame_put_text(out, plugin);
    stored_put_tables(out, tables, count);
    frame_put_bytes(out, w.rows.data == NULL ? "" : w.rows.data, w.rows.length);
    buffer_free(&w.rows);
    return result;
}

const char *stored_read_column(reader *tables, column_type *type)
{
    const char *name = reader_text(tables);
    uint64_t number = reader_unsigned(tables);
    if (name == NULL || number >= COLUMN_TYPES) tables->failed = true;
    *type = tables->failed ? COLUMN_TEXT : (column_type)number;
    return tables->failed ? "" : name;
}

static const char *read_head(reader *tables, size_t *columns)
{
    const char *name = reader_text(tables);
    *columns = reader_count(tables, 2);
    if (name == NULL) tables->failed = true;
    return tables->failed ? "" : name;
}

static void skip_table(reader *tables)
{
    size_t columns;
    column_type type;
    read_head(tables, &columns);
    while (columns-- > 0 && !tables->failed) stored_read_column(tables, &type);
}

/* Steps over what stored_put_tables wrote. */
static void skip_tables(reader *r)
{
    for (size_t n = reader_count(r, 2); n > 0 && !r->failed; n--) skip_table(r);
}

const char *stored_read_table(reader *tables, uint64_t number, size_t *columns)
{
    if (number >= reader_count(tables, 2)) tables->failed = true;
    while (number-- > 0 && !tables->failed) skip_table(tables);
    return read_head(tables, columns);
}

bool stored_part_find(const char *bytes, size_t length, const char *plugin, stored_part *found)
{
    reader r = reader_of(bytes, length);
    for (size_t n = reader_count(&r, 3); n > 0 && !r.failed; n--) {
        const char *name = reader_text(&r);
        reader tables = r;
        skip_tables(&r);
        tables.end = r.at;
        size_t size;
        const char *rows = reader_bytes(&r, &size);
        if (r.failed || name == NULL || strcmp(name, plugin) != 0) continue;
        *found = (stored_part){ .tables = tables, .rows = reader_of(rows, size) };
        return true;
    }
    return false;
}
