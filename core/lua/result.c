/* result: the rows that a format renders. */
#include <stdlib.h>
#include <string.h>

#include "host/cells.h"
#include "host/kwic.h"
#include "host/lua_fields.h"
#include "host/options.h"
#include "host/output.h"
#include "lua/api.h"
#include "lua/objects.h"

static rendering *check_result(lua_State *L, int index)
{
    return *(rendering **)luaL_checkudata(L, index, result_part.name);
}

static int get_title(lua_State *L)
{
    lua_pushstring(L, check_result(L, 1)->head.title);
    return 1;
}

static int get_summary(lua_State *L)
{
    lua_pushstring(L, check_result(L, 1)->head.summary);
    return 1;
}

static int get_columns(lua_State *L)
{
    const table_head *head = &check_result(L, 1)->head;
    fields_push_array(L, &layout_of_column, head->columns, head->column_count);
    return 1;
}

static int get_plots(lua_State *L)
{
    const table_head *head = &check_result(L, 1)->head;
    fields_push_array(L, &layout_of_plot, head->plots.items, head->plots.count);
    return 1;
}

static int get_pivot(lua_State *L)
{
    const table_head *head = &check_result(L, 1)->head;
    if (head->pivot.count == 0) lua_pushnil(L);
    else fields_push_array(L, &layout_of_texts, head->pivot.items, head->pivot.count);
    return 1;
}

static int get_options(lua_State *L)
{
    reader options = check_result(L, 1)->options;
    options_push(L, &options);
    return 1;
}

static int get_width(lua_State *L)
{
    size_t width = check_result(L, 1)->head.width;
    if (width > 0) lua_pushinteger(L, (lua_Integer)width);
    else lua_pushnil(L);
    return 1;
}

static int get_colour(lua_State *L)
{
    lua_pushboolean(L, check_result(L, 1)->head.is_coloured);
    return 1;
}

void object_push_quotation(lua_State *L, const quotation *q)
{
    lua_createtable(L, 0, 5);
    lua_pushlstring(L, q->text, q->length);
    lua_setfield(L, -2, "text");
    lua_pushstring(L, q->document);
    lua_setfield(L, -2, "document");
    lua_pushinteger(L, q->at.start);
    lua_setfield(L, -2, "start");
    lua_pushinteger(L, q->at.stop);
    lua_setfield(L, -2, "stop");
    if (q->page == 0) return;
    lua_pushinteger(L, q->page);
    lua_setfield(L, -2, "page");
}

void object_push_cell(lua_State *L, const output_cell *cell, reader *rest)
{
    if (cell->is_quotation) object_push_quotation(L, &cell->quotation);
    else if (!cell->is_list) value_push(L, &cell->value);
    if (!cell->is_list) return;
    lua_newtable(L);
    for (size_t i = 0; i < cell->count && !rest->failed; i++) {
        output_cell one = output_read_cell(rest);
        if (!one.is_quotation) rest->failed = true;
        else object_push_quotation(L, &one.quotation);
        if (one.is_quotation) lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Upvalues: result, bytes read of the batch. */
static int next_row(lua_State *L)
{
    rendering *r = check_result(L, lua_upvalueindex(1));
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    error e = { 0 };
    if (at >= r->rows.length && !r->ended) {
        at = 0;
        if (r->more(r->context, &e) != STATUS_OK) return api_raise(L, &e);
    }
    if (r->ended) return 0;
    reader in = reader_of(r->rows.data + at, r->rows.length - at);
    lua_createtable(L, (int)r->head.column_count, 0);
    for (size_t i = 0; i < r->head.column_count; i++) {
        output_cell cell = output_read_cell(&in);
        object_push_cell(L, &cell, &in);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    if (in.failed) return luaL_error(L, "the rows did not arrive");
    lua_pushinteger(L, (lua_Integer)(r->rows.length - (size_t)(in.end - in.at)));
    lua_replace(L, lua_upvalueindex(2));
    return 1;
}

static int rows(lua_State *L)
{
    check_result(L, 1);
    lua_settop(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_row, 2);
    return 1;
}

static int get_notes(lua_State *L)
{
    const rendering *r = check_result(L, 1);
    lua_newtable(L);
    if (!r->ended) return luaL_error(L, "notes come behind the last row");
    reader in = reader_of(r->rows.data, r->rows.length);
    for (lua_Integer i = 1; in.at < in.end; i++) {
        lua_pushstring(L, reader_text(&in));
        lua_rawseti(L, -2, i);
    }
    return 1;
}

static int next_table(lua_State *L)
{
    rendering *r = check_result(L, 1);
    bool is_there = false;
    error e = { 0 };
    if (!r->ended) return luaL_error(L, "the next table comes behind the last row");
    if (r->next(r->context, &is_there, &e) != STATUS_OK) return api_raise(L, &e);
    lua_pushboolean(L, is_there);
    return 1;
}

static int write_bytes(lua_State *L)
{
    rendering *r = check_result(L, lua_upvalueindex(1));
    error e = { 0 };
    for (int i = 1, n = lua_gettop(L); i <= n; i++) {
        size_t length;
        const char *bytes = luaL_checklstring(L, i, &length);
        if (r->write(r->context, bytes, length, &e) != STATUS_OK) return api_raise(L, &e);
    }
    return 0;
}

/* ---- rows as text ---- */

/* How the texts of a result are made. */
typedef struct texting {
    cells_style style; /* CELLS_STYLES: lines of a concordance */
    kwic_page page;
    bool has_begun;
} texting;

/* Upvalues: result, texting. */
static int next_text(lua_State *L)
{
    rendering *r = check_result(L, lua_upvalueindex(1));
    texting *t = lua_touserdata(L, lua_upvalueindex(2));
    buffer *out = api_scratch(L);
    error e = { 0 };
    bool is_good = true;
    if (!t->has_begun && t->style != CELLS_STYLES)
        cells_put_header(out, t->style, r->head.columns, r->head.column_count);
    t->has_begun = true;
    while (out->length == 0 && !r->ended && is_good) {
        if (r->more(r->context, &e) != STATUS_OK) return api_raise(L, &e);
        reader rows = reader_of(r->rows.data, r->rows.length);
        if (r->ended) break;
        is_good = t->style == CELLS_STYLES
                      ? kwic_put_rows(out, &t->page, &rows)
                      : cells_put_rows(out, t->style, r->head.columns, r->head.column_count, &rows);
    }
    if (out->state != STATUS_OK) return luaL_error(L, "out of memory");
    if (!is_good) return luaL_error(L, "the rows did not arrive");
    if (out->length == 0) return 0;
    lua_pushlstring(L, out->data, out->length);
    return 1;
}

static int texts(lua_State *L)
{
    enum { PAGE = 100 }; /* columns when the output is no terminal */
    const rendering *r = check_result(L, 1);
    const char *name = luaL_checkstring(L, 2);
    cells_style style = cells_style_find(name);
    luaL_argcheck(L, style != CELLS_STYLES || strcmp(name, "kwic") == 0, 2,
                  "csv, csv_safe, tsv, json or kwic was expected");
    luaL_argcheck(L, style != CELLS_STYLES || kwic_fits(r->head.columns, r->head.column_count), 2,
                  "kwic wants the columns left, match, right and a span");
    lua_settop(L, 1);
    texting *t = lua_newuserdatauv(L, sizeof *t, 0);
    *t = (texting){ .style = style,
                    .page = { .width = r->head.width > 0 ? r->head.width : PAGE,
                              .is_terminal = r->head.width > 0,
                              .is_coloured = r->head.is_coloured } };
    lua_pushcclosure(L, next_text, 2);
    return 1;
}

static const api_entry entries[] = {
    { "title", get_title, true, "result.title: string", "What it is a result of." },
    { "summary", get_summary, true, "result.summary: string",
      "What that is, in a line, as the analysis says; empty where none does." },
    { "columns", get_columns, true, "result.columns: array of { name =, type =, help = }",
      "Its columns; the types are those of a manifest." },
    { "plots", get_plots, true, "result.plots: array of { kind =, x =, y =, group =, title = }",
      "The plots that the analysis declares of these rows; x, y and group are names of columns." },
    { "pivot", get_pivot, true, "result.pivot: array of strings or nil",
      "The names of columns by which people see the rows side by side, as the analysis declares "
      "it: "
      "across, down, then what stands in a cell. Formats for people turn the rows by require "
      "\"pivot\"; nil when there is none, or one of the columns is not shown." },
    { "options", get_options, true, "result.options: table",
      "The values of the options that the format declares, by name: --format csv:bom,safe." },
    { "width", get_width, true, "result.width: integer or nil",
      "Columns of the terminal; nil when the output is no terminal." },
    { "colour", get_colour, true, "result.colour: boolean", "Whether colours are wanted." },
    { "rows", rows, false, "result:rows() -> iterator of arrays",
      "Its rows, once: row[i] is the value of column i, nil for null; a span is { text =, document "
      "=, page =, start =, stop = }, "
      "a list of spans is an array of such, JSON is a text. Rows arrive in batches, so a result "
      "may be larger than memory." },
    { "notes", get_notes, true, "result.notes: array of strings",
      "What the analysis says of the rows (moonleaf.note); once all rows were read. Formats for "
      "people show them under the rows, the others leave them out." },
    { "next", next_table, false, "result:next() -> boolean",
      "Turns to the next table of the same file, behind the last row of this one: title, columns, "
      "rows and notes are then those of that table. False when there is none. For formats that "
      "declare `several`." },
    { "texts", texts, false, "result:texts(style) -> iterator of strings",
      "The same rows as text, made in bulk and much faster, instead of result:rows(): \"csv\", "
      "\"csv_safe\" (no text can be a formula) or "
      "\"tsv\" with a line of names first, \"json\" (an object a line), or \"kwic\" (the lines of "
      "a concordance, for result.width columns; its columns are left, match, right and a span)." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part result_part = {
    "result",
    "The rows that a format renders; `write(string, ...)` beside it appends to the output.", true,
    entries, NULL
};

void object_push_rendering(lua_State *L, rendering *r)
{
    rendering **held = lua_newuserdatauv(L, sizeof(rendering *), 0);
    *held = r;
    api_set_class(L, &result_part);
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, write_bytes, 1);
}
