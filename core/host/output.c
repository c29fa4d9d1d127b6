#include "host/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/manifest_plots.h"
#include "host/pool.h"

enum { BATCH = 64 * 1024, CELL_VALUE = 0, CELL_QUOTATION = 1, CELL_LIST = 2 };

struct output {
    host *host;
    worker worker;
    const plugin *format;
    int descriptor;
    buffer rows, payload, notes;
    bool is_done; /* the format has ended, or nobody reads on */
};

/* ---- cells ---- */

output_cell output_read_cell(reader *r)
{
    uint64_t kind = reader_unsigned(r);
    output_cell cell = { .is_quotation = kind == CELL_QUOTATION, .is_list = kind == CELL_LIST };
    if (cell.is_list) {
        cell.count = reader_count(r, 6);
        return cell;
    }
    if (!cell.is_quotation) {
        cell.value = reader_value(r);
        return cell;
    }
    cell.quotation.text = reader_bytes(r, &cell.quotation.length);
    cell.quotation.document = reader_text(r);
    cell.quotation.page = reader_unsigned32(r);
    cell.quotation.at.start = reader_unsigned32(r);
    cell.quotation.at.stop = reader_unsigned32(r);
    return cell;
}

void output_put_value(buffer *out, const value *v)
{
    frame_put_unsigned(out, CELL_VALUE);
    frame_put_value(out, v);
}

void output_put_list(buffer *out, size_t count)
{
    frame_put_unsigned(out, CELL_LIST);
    frame_put_unsigned(out, count);
}

void output_put_quotation(buffer *out, const quotation *q)
{
    frame_put_unsigned(out, CELL_QUOTATION);
    frame_put_bytes(out, q->text, q->length);
    frame_put_text(out, q->document);
    frame_put_unsigned(out, q->page);
    frame_put_unsigned(out, q->at.start);
    frame_put_unsigned(out, q->at.stop);
}

/* ---- conversation ---- */

static status write_out(output *o, error *e)
{
    const char *bytes = o->payload.data;
    size_t left = o->payload.length;
    while (left > 0) {
        ssize_t written = write(o->descriptor, bytes, left);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EPIPE) { /* `| head` has seen enough */
            o->is_done = true;
            return STATUS_OK;
        }
        if (written < 0) return error_system(e, "cannot write the output");
        bytes += written;
        left -= (size_t)written;
    }
    return STATUS_OK;
}

/* Handles what the format sends until it asks for rows, or has ended. */
static status listen_to_format(output *o, error *e)
{
    status s = STATUS_OK;
    message kind = 0;
    while (s == STATUS_OK && !o->is_done && kind != MESSAGE_MORE) {
        s = pool_receive(o->host, &o->worker, o->host->corpus_limits.wall_seconds, &kind,
                         &o->payload, e);
        if (s != STATUS_OK) break;
        if (kind == MESSAGE_OUTPUT) s = write_out(o, e);
        if (kind != MESSAGE_DONE) continue;
        o->is_done = true;
        s = message_outcome(&o->payload, e);
    }
    if (s == STATUS_PLUGIN || s == STATUS_LIMIT)
        error_prefix(e, "the format '%s': ", o->format->name);
    return s;
}

static status send_batch(output *o, error *e)
{
    status s = listen_to_format(o, e);
    if (s == STATUS_OK && !o->is_done) s = frame_send(o->worker.channel, MESSAGE_ROWS, &o->rows, e);
    buffer_clear(&o->rows);
    return s;
}

/* ---- choosing ---- */

/* Sets options from "bom,safe,plot=2". Eats the text. */
static status set_options(option_values *options, char *text, error *e)
{
    char *rest = NULL;
    for (char *one = strtok_r(text, ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest)) {
        char *equals = strchr(one, '=');
        if (equals != NULL) *equals++ = '\0';
        status s = options_set(options, one, equals, e);
        if (s != STATUS_OK) return s;
    }
    return STATUS_OK;
}

status output_choose(host *h, const char *text, plugin **format, option_values *options, error *e)
{
    option_values unasked, *to = options != NULL ? options : &unasked;
    *to = (option_values){ 0 };
    char *name = strdup(text);
    if (name == NULL) return error_memory(e);
    char *given = strchr(name, ':');
    if (given != NULL) *given++ = '\0';
    status s = host_find(h, PLUGIN_FORMAT, name, format, e);
    if (s == STATUS_OK) s = options_begin(to, &(*format)->manifest, e);
    if (s == STATUS_OK && given != NULL) {
        s = set_options(to, given, e);
        if (s != STATUS_OK) error_prefix(e, "--format %s: ", name);
    }
    if (options == NULL) options_free(to);
    free(name);
    return s;
}

static const char *missing_column(const plugin *format, const column *columns, size_t count)
{
    const text_list *needed = &format->manifest.needed;
    for (size_t i = 0; i < needed->count; i++) {
        size_t at = 0;
        while (at < count && strcmp(columns[at].name, needed->items[i]) != 0) at++;
        if (at == count) return needed->items[i];
    }
    return NULL;
}

bool output_fits(const plugin *format, const column *columns, size_t count)
{
    return missing_column(format, columns, count) == NULL;
}

/* ---- beginning and ending ---- */

static void write_plots(buffer *out, const output_setup *setup)
{
    const manifest *m = setup->analysis;
    buffer plots = { 0 };
    size_t count = 0;
    for (size_t i = 0; m != NULL && i < m->plots.count; i++) {
        const plot *p = &m->plots.items[i];
        const char *table = p->texts[PLOT_TABLE] == NULL ? "" : p->texts[PLOT_TABLE];
        if (strcmp(table, setup->table) != 0) continue;
        plot_write(&plots, p);
        count++;
    }
    frame_put_unsigned(out, count);
    buffer_append(out, plots.data, plots.length);
    if (plots.state != STATUS_OK) out->state = plots.state;
    buffer_free(&plots);
}

static void write_request(buffer *out, const host *h, const plugin *format,
                          const option_values *options, const output_setup *setup)
{
    frame_put_unsigned(out, (uint64_t)(format - h->plugins.plugins.items));
    frame_put_text(out, setup->title);
    frame_put_unsigned(out, (uint64_t)setup->width);
    frame_put_unsigned(out, setup->is_coloured);
    frame_put_unsigned(out, setup->column_count);
    for (size_t i = 0; i < setup->column_count; i++) {
        frame_put_text(out, setup->columns[i].name);
        frame_put_unsigned(out, setup->columns[i].type);
        frame_put_text(out, setup->columns[i].help);
    }
    write_plots(out, setup);
    options_write(out, options);
}

status output_begin(host *h, const output_setup *setup, output **out, error *e)
{
    plugin *format;
    option_values options;
    output *o = NULL;
    status s = output_choose(h, setup->format, &format, &options, e);
    const char *missing =
        s == STATUS_OK ? missing_column(format, setup->columns, setup->column_count) : NULL;
    if (missing != NULL)
        s = error_set(e, STATUS_USAGE, "the format '%s' (%s) needs a column '%s', which '%s' lacks",
                      format->name, format->manifest.summary, missing, setup->title);
    if (s == STATUS_OK && (o = calloc(1, sizeof *o)) == NULL) s = error_memory(e);
    if (s == STATUS_OK) {
        *o = (output){ .host = h, .format = format, .descriptor = setup->descriptor };
        s = nursery_fork(h->nursery, &o->worker, e);
        write_request(&o->rows, h, format, &options, setup);
        if (s == STATUS_OK) s = frame_send(o->worker.channel, MESSAGE_FORMAT, &o->rows, e);
        buffer_clear(&o->rows);
    }
    options_free(&options);
    if (s == STATUS_OK) *out = o;
    else output_drop(o);
    return s;
}

status output_row(output *o, error *e)
{
    return o->rows.length < BATCH || o->is_done ? STATUS_OK : send_batch(o, e);
}

static status outcome(const output *o, error *e)
{
    return o->rows.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

status output_value(output *o, const value *v, error *e)
{
    if (o->is_done) return STATUS_OK;
    output_put_value(&o->rows, v);
    return outcome(o, e);
}

status output_list(output *o, size_t count, error *e)
{
    if (o->is_done) return STATUS_OK;
    output_put_list(&o->rows, count);
    return outcome(o, e);
}

status output_quotation(output *o, const quotation *q, error *e)
{
    if (o->is_done) return STATUS_OK;
    output_put_quotation(&o->rows, q);
    return outcome(o, e);
}

status output_note(output *o, const char *text, error *e)
{
    frame_put_text(&o->notes, text);
    return o->notes.state == STATUS_OK ? STATUS_OK : error_memory(e);
}

/* The notes say that there are no more rows. */
static status send_notes(output *o, error *e)
{
    status s = listen_to_format(o, e);
    if (s != STATUS_OK || o->is_done) return s;
    return frame_send(o->worker.channel, MESSAGE_NOTES, &o->notes, e);
}

status output_cells(output *o, const char *cells, size_t length, error *e)
{
    status s = output_row(o, e);
    if (s != STATUS_OK || o->is_done) return s;
    buffer_append(&o->rows, cells, length);
    return outcome(o, e);
}

status output_end(output *o, error *e)
{
    status s = STATUS_OK;
    if (o->rows.length > 0) s = send_batch(o, e);
    if (s == STATUS_OK && !o->is_done) s = send_notes(o, e);
    if (s == STATUS_OK && !o->is_done) s = listen_to_format(o, e);
    output_drop(o);
    return s;
}

void output_drop(output *o)
{
    if (o == NULL) return;
    nursery_reap(o->host->nursery, &o->worker, true, NULL, NULL);
    buffer_free(&o->rows);
    buffer_free(&o->payload);
    buffer_free(&o->notes);
    free(o);
}
