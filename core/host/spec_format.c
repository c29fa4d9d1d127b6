/* Cases of formats: the rows of the spec, rendered; and what a format renders, kept in memory. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "host/spec_parts.h"

status spec_output_begin(spec_output *o, host *h, output_setup setup, error *e)
{
    *o = (spec_output){ .descriptor = memfd_create("rendered", MFD_CLOEXEC) };
    if (o->descriptor < 0) return error_system(e, "cannot keep what a format renders");
    setup.descriptor = o->descriptor;
    return output_begin(h, &setup, &o->output, e);
}

static status read_back(int descriptor, buffer *out, error *e)
{
    if (lseek(descriptor, 0, SEEK_SET) == 0 && file_read(descriptor, SIZE_MAX - 1, out))
        return STATUS_OK;
    return error_system(e, "cannot read what a format rendered");
}

status spec_output_end(spec_output *o, status s, buffer *out, error *e)
{
    if (s == STATUS_OK) s = output_end(o->output, e);
    else output_drop(o->output);
    if (s == STATUS_OK) s = read_back(o->descriptor, out, e);
    if (o->descriptor >= 0) close(o->descriptor);
    *o = (spec_output){ .descriptor = -1 };
    return s;
}

static status put_rows(const spec_case *c, output *o, error *e)
{
    reader r = reader_of(c->cells, c->cells_length);
    status s = STATUS_OK;
    while (r.at < r.end && s == STATUS_OK) {
        s = output_row(o, e);
        for (size_t i = 0; i < c->column_count && s == STATUS_OK; i++) {
            output_cell cell = output_read_cell(&r);
            if (r.failed) return error_set(e, STATUS_SYSTEM, "a worker sent a broken message");
            s = cell.is_quotation ? output_quotation(o, &cell.quotation, e)
                                  : output_value(o, &cell.value, e);
            free((void *)cell.value.spans);
        }
    }
    return s;
}

status spec_run_format(const spec_turn *t, buffer *actual, error *e)
{
    spec_output o;
    output_setup setup = { .format = t->spec->cases.plugin,
                           .title = "spec",
                           .columns = t->given->columns,
                           .column_count = t->given->column_count };
    for (size_t i = 0; i < t->given->given.count; i++) {
        const spec_given *g = &t->given->given.items[i];
        if (g->part == SPEC_TITLE) setup.title = g->text;
        else if (g->part == SPEC_WIDTH) setup.width = atoi(g->text);
    }
    status s = spec_output_begin(&o, t->host, setup, e);
    if (s == STATUS_OK) s = put_rows(t->given, o.output, e);
    return spec_output_end(&o, s, actual, e);
}
