#include "host/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "host/pool.h"
#include "host/table_head.h"

enum { BATCH = 64 * 1024, CELL_VALUE = 0, CELL_QUOTATION = 1, CELL_LIST = 2 };

struct output {
    host *host;
    worker worker;
    const plugin *format;
    int descriptor;
    void (*before)(void);
    arranger *arranger; /* NULL: the rows go on as they come */
    buffer rows, arranged, payload, notes;
    size_t pending; /* rows begun since a batch was sent */
    bool is_done;   /* the format has ended, or nobody reads on */
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
    if (o->before != NULL) o->before();
    if (file_write(o->descriptor, o->payload.data, o->payload.length)) return STATUS_OK;
    o->is_done = errno == EPIPE; /* `| head` has seen enough */
    return o->is_done ? STATUS_OK : error_system(e, "cannot write the output");
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

static status send(output *o, buffer *rows, error *e)
{
    status s = listen_to_format(o, e);
    if (s == STATUS_OK && !o->is_done) s = frame_send(o->worker.channel, MESSAGE_ROWS, rows, e);
    buffer_clear(rows);
    return s;
}

static status send_batch(output *o, error *e)
{
    if (o->arranger == NULL) return send(o, &o->rows, e);
    status s = arranger_take(o->arranger, &o->rows, &o->arranged, e);
    buffer_clear(&o->rows);
    o->pending = 0;
    return s == STATUS_OK && o->arranged.length >= BATCH ? send(o, &o->arranged, e) : s;
}

/* What an arrangement has held back. */
static status send_arranged(output *o, error *e)
{
    status s = STATUS_OK;
    do {
        s = arranger_give(o->arranger, &o->arranged, e);
        if (s != STATUS_OK || o->arranged.length == 0) return s;
        s = send(o, &o->arranged, e);
    } while (s == STATUS_OK && !o->is_done);
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

static bool is_there(const output_setup *setup, const char *name)
{
    for (size_t i = 0; i < setup->column_count; i++)
        if (strcmp(setup->columns[i].name, name) == 0) return true;
    return false;
}

static bool has_columns(const output_setup *setup, const plot *p)
{
    bool result = true;
    for (int key = PLOT_X; key <= PLOT_GROUP; key++)
        result = result && (p->texts[key] == NULL || is_there(setup, p->texts[key]));
    return result;
}

/* Borrows: those of the analysis whose columns are shown, but the name of their table. */
static void add_plots(table_head *head, const output_setup *setup, buffer *out)
{
    const manifest *m = setup->analysis;
    for (size_t i = 0; m != NULL && i < m->plots.count; i++) {
        const plot *p = &m->plots.items[i];
        const char *table = p->texts[PLOT_TABLE] == NULL ? "" : p->texts[PLOT_TABLE];
        if (strcmp(table, setup->table) != 0 || !has_columns(setup, p)) continue;
        plot *shown = list_push(&head->plots);
        if (shown == NULL) {
            out->state = STATUS_NO_MEMORY;
            return;
        }
        *shown = *p;
        shown->texts[PLOT_TABLE] = NULL;
    }
}

/* When a column of the pivot is not shown the rows stay as they are. */
static bool has_pivot(const output_setup *setup)
{
    bool is_whole = setup->analysis != NULL;
    for (size_t i = 0; is_whole && i < setup->analysis->pivot.count; i++)
        is_whole = is_there(setup, setup->analysis->pivot.items[i]);
    return is_whole;
}

static void write_request(buffer *out, const host *h, const plugin *format,
                          const option_values *options, const output_setup *setup)
{
    table_head head = { .title = (char *)setup->title,
                        .summary = (char *)(setup->summary == NULL ? "" : setup->summary),
                        .width = (size_t)setup->width,
                        .is_coloured = setup->is_coloured,
                        .columns = (column *)setup->columns,
                        .column_count = setup->column_count };
    add_plots(&head, setup, out);
    if (has_pivot(setup)) head.pivot = setup->analysis->pivot;
    frame_put_unsigned(out, (uint64_t)(format - h->plugins.plugins.items));
    fields_put(out, &layout_of_head, &head);
    options_write(out, options);
    list_free(&head.plots);
}

static status check_needed(const plugin *format, const output_setup *setup, error *e)
{
    const char *missing = missing_column(format, setup->columns, setup->column_count);
    if (missing == NULL) return STATUS_OK;
    return error_set(e, STATUS_USAGE, "the format '%s' (%s) needs a column '%s', which '%s' lacks",
                     format->name, format->manifest.summary, missing, setup->title);
}

/* Sends the head of a table. */
static status begin_table(output *o, const output_setup *setup, const option_values *options,
                          error *e)
{
    output_setup shown = *setup;
    status s = STATUS_OK;
    if (setup->arrangement != NULL)
        s = arranger_open(setup->arrangement, setup->columns, setup->column_count, &o->arranger, e);
    if (s == STATUS_OK && o->arranger != NULL)
        shown.columns = arranger_columns(o->arranger, &shown.column_count);
    if (s == STATUS_OK) s = check_needed(o->format, &shown, e);
    if (s != STATUS_OK) return s;
    write_request(&o->rows, o->host, o->format, options, &shown);
    s = frame_send(o->worker.channel, MESSAGE_FORMAT, &o->rows, e);
    buffer_clear(&o->rows);
    return s;
}

status output_begin(host *h, const output_setup *setup, output **out, error *e)
{
    plugin *format;
    option_values options;
    output *o = NULL;
    status s = output_choose(h, setup->format, &format, &options, e);
    if (s == STATUS_OK && (o = calloc(1, sizeof *o)) == NULL) s = error_memory(e);
    if (s == STATUS_OK) {
        *o = (output){
            .host = h, .format = format, .descriptor = setup->descriptor, .before = setup->before
        };
        s = nursery_fork(h->nursery, &o->worker, e);
    }
    if (s == STATUS_OK) s = begin_table(o, setup, &options, e);
    options_free(&options);
    if (s == STATUS_OK) *out = o;
    else output_drop(o);
    return s;
}

status output_row(output *o, error *e)
{
    status s = o->rows.length < BATCH || o->is_done ? STATUS_OK : send_batch(o, e);
    if (o->is_done) buffer_clear(&o->rows); /* nobody reads them */
    o->pending++;
    return s;
}

bool output_is_full(const output *o)
{
    return o->is_done || (o->arranger != NULL && arranger_is_full(o->arranger, o->pending));
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

buffer *output_row_cells(output *o) { return &o->rows; }

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
    s = frame_send(o->worker.channel, MESSAGE_NOTES, &o->notes, e);
    buffer_clear(&o->notes);
    return s;
}

/* All that is left of a table. */
static status end_table(output *o, error *e)
{
    status s = STATUS_OK;
    if (o->rows.length > 0) s = send_batch(o, e);
    if (s == STATUS_OK && o->arranger != NULL && !o->is_done) s = send_arranged(o, e);
    return s == STATUS_OK && !o->is_done ? send_notes(o, e) : s;
}

status output_turn(output *o, const output_setup *setup, error *e)
{
    plugin *format;
    option_values options = { 0 };
    status s = end_table(o, e);
    arranger_close(o->arranger);
    o->arranger = NULL;
    o->pending = 0;
    if (s == STATUS_OK) s = listen_to_format(o, e);
    if (s == STATUS_OK && !o->is_done)
        s = output_choose(o->host, setup->format, &format, &options, e);
    if (s == STATUS_OK && !o->is_done) s = begin_table(o, setup, &options, e);
    options_free(&options);
    return s;
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
    status s = end_table(o, e);
    if (s == STATUS_OK && !o->is_done) s = send_notes(o, e); /* if it asks for another table */
    if (s == STATUS_OK && !o->is_done) s = listen_to_format(o, e);
    output_drop(o);
    return s;
}

void output_drop(output *o)
{
    if (o == NULL) return;
    nursery_reap(o->host->nursery, &o->worker, true, NULL, NULL);
    arranger_close(o->arranger);
    buffer_free(&o->rows);
    buffer_free(&o->arranged);
    buffer_free(&o->payload);
    buffer_free(&o->notes);
    free(o);
}
