#include "text/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/map.h"
#include "text/charset.h"
#include "text/entities.h"
#include "text/utf8.h"

enum {
    PIECE = 64 * 1024, /* bytes that are parsed before their events are handed out */
    DECLARATION = 256, /* bytes in which <?xml ... encoding="..."?> stands */
};

typedef LIST(xml_event) event_list;

struct xml_reader {
    buffer decoded; /* the text, where it was no UTF-8 */
    const char *text;
    size_t length, at; /* what the parser has not seen yet begins at `at` */
    xmlParserCtxt *parser;
    bool is_finished;

    arena memory; /* of the queued events but their texts */
    event_list queue;
    size_t first;    /* the event that is next */
    buffer run;      /* the text that is growing at the end of the queue, and then that of the event
                        handed out */
    size_t run_from; /* where the open text begins in `run`; all before belongs to queued events */
    bool has_run;
    map *own; /* names of entities that the document declares */
    size_t depth;
    error failure;
};

/* ---- what the parser calls ---- */

/* The parser stops; what it queued before stays good. */
static void refuse(xml_reader *r, status code, const char *what)
{
    if (r->failure.code == STATUS_OK)
        error_set(&r->failure, code, "line %d: %s", xmlSAX2GetLineNumber(r->parser), what);
    xmlStopParser(r->parser);
}

static void lack_memory(xml_reader *r)
{
    if (r->failure.code == STATUS_OK) error_memory(&r->failure);
    xmlStopParser(r->parser);
}

static const char *keep(xml_reader *r, const xmlChar *text)
{
    if (text == NULL) return NULL;
    const char *copy = arena_copy(&r->memory, (const char *)text, strlen((const char *)text));
    if (copy == NULL) lack_memory(r);
    return copy;
}

/* The text up to here becomes an event; its place is set when the queue is handed out, since `run`
 * may move. */
static void end_text(xml_reader *r)
{
    if (!r->has_run) return;
    xml_event *event = list_push(&r->queue);
    if (event == NULL) {
        lack_memory(r);
        return;
    }
    *event = (xml_event){ .kind = XML_TEXT, .length = r->run.length - r->run_from };
    r->run_from = r->run.length;
    r->has_run = false;
}

static void on_text(void *context, const xmlChar *text, int length)
{
    xml_reader *r = context;
    if (length <= 0) return;
    buffer_append(&r->run, text, (size_t)length);
    r->has_run = true;
    if (r->run.state != STATUS_OK) lack_memory(r);
}

/* A value as the document means it: libxml2 leaves "&#38;" for "&" where entities are not expanded.
 */
static void keep_value(xml_reader *r, xml_attribute *a, const char *from, size_t length)
{
    static const char ampersand[] = "&#38;";
    char *to = arena_copy(&r->memory, from, length);
    a->value = to;
    if (to == NULL) {
        lack_memory(r);
        return;
    }
    for (size_t i = 0; i < length; i++, a->length++) {
        to[a->length] = from[i];
        if (from[i] == '&' && length - i >= sizeof ampersand - 1 &&
            memcmp(from + i, ampersand, sizeof ampersand - 1) == 0)
            i += sizeof ampersand - 2;
    }
    to[a->length] = '\0';
}

/* libxml2's array has five pointers an attribute: name, prefix, namespace, value, end of the value.
 */
static const xml_attribute *keep_attributes(xml_reader *r, size_t count, const xmlChar **from)
{
    xml_attribute *made = arena_allocate(&r->memory, (count + 1) * sizeof *made);
    if (made == NULL) {
        lack_memory(r);
        return NULL;
    }
    for (size_t i = 0; i < count; i++, from += 5) {
        made[i].name = (xml_name){ keep(r, from[0]), keep(r, from[2]) };
        keep_value(r, &made[i], (const char *)from[3], (size_t)(from[4] - from[3]));
    }
    return made;
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix,
                     const xmlChar *space, int spaces, const xmlChar **declared, int attributes,
                     int defaulted, const xmlChar **values)
{
    xml_reader *r = context;
    (void)prefix, (void)spaces, (void)declared, (void)defaulted;
    end_text(r);
    if (++r->depth > XML_DEPTH) {
        refuse(r, STATUS_PLUGIN, "elements lie more than 1,000 deep in each other");
        return;
    }
    xml_event made = { .kind = XML_START,
                       .name = { keep(r, local), keep(r, space) },
                       .attribute_count = (size_t)attributes };
    made.attributes = keep_attributes(r, made.attribute_count, values);
    xml_event *event = list_push(&r->queue);
    if (event == NULL) lack_memory(r);
    else *event = made;
}

static void on_stop(void *context, const xmlChar *local, const xmlChar *prefix,
                    const xmlChar *space)
{
    xml_reader *r = context;
    (void)prefix;
    end_text(r);
    r->depth--;
    xml_event made = { .kind = XML_STOP, .name = { keep(r, local), keep(r, space) } };
    xml_event *event = list_push(&r->queue);
    if (event == NULL) lack_memory(r);
    else *event = made;
}

/* ---- entities ---- */

static void on_entity_declaration(void *context, const xmlChar *name, int type,
                                  const xmlChar *public, const xmlChar *system, xmlChar *content)
{
    xml_reader *r = context;
    (void)public, (void)system, (void)content;
    if (type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY) return;
    if (r->own == NULL) r->own = map_create();
    if (r->own == NULL || map_add(r->own, (const char *)name, strlen((const char *)name)) < 0)
        lack_memory(r);
}

/* No entity is known to the parser; on_reference gets its name. One that the document declares ends
 * the reading. */
static xmlEntity *on_entity(void *context, const xmlChar *name)
{
    xml_reader *r = context;
    if (r->parser->inSubset != 0) return NULL; /* asked while a DTD is read: nothing is used */
    if (r->own != NULL && map_find(r->own, (const char *)name, strlen((const char *)name)) >= 0)
        refuse(r, STATUS_PLUGIN,
               "it uses an entity that it declares itself; these are not expanded");
    return NULL;
}

static xmlEntity *on_parameter_entity(void *context, const xmlChar *name)
{
    (void)context, (void)name;
    return NULL;
}

static void on_reference(void *context, const xmlChar *name)
{
    xml_reader *r = context;
    buffer written = { 0 };
    if (r->parser->instate == XML_PARSER_ATTRIBUTE_VALUE) return;
    buffer_format(&written, "&%s;", (const char *)name);
    if (written.state == STATUS_OK) entity_append(&r->run, written.data, written.length);
    if (written.state != STATUS_OK || r->run.state != STATUS_OK) lack_memory(r);
    r->has_run = true;
    buffer_free(&written);
}

/* ---- failures ---- */

/* Nothing is printed: the parser keeps its last error, and xml_reader_next tells it. */
static void on_error(void *context, xmlErrorPtr problem)
{
    xml_reader *r = context;
    if (problem->level != XML_ERR_FATAL || r->failure.code != STATUS_OK) return;
    if (problem->code == XML_ERR_NO_MEMORY) {
        error_memory(&r->failure);
        return;
    }
    const char *message = problem->message == NULL ? "broken" : problem->message;
    size_t length = strcspn(message, "\n");
    error_set(&r->failure, STATUS_PLUGIN, "line %d: no well-formed XML: %.*s", problem->line,
              (int)length, message);
}

/* ---- reading ---- */

static status make_parser(xml_reader *r, error *e)
{
    xmlSAXHandler calls = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_stop,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .reference = on_reference,
        .entityDecl = on_entity_declaration,
        .getEntity = on_entity,
        .getParameterEntity = on_parameter_entity,
        .serror = on_error,
    };
    r->parser = xmlCreatePushParserCtxt(&calls, r, NULL, 0, NULL);
    if (r->parser == NULL) return error_memory(e);
    /* HUGE lifts caps on single texts; what grows by itself is caught by us */
    xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC |
                                     XML_PARSE_NOWARNING);
    r->parser->hasExternalSubset =
        1; /* so that a name of HTML's is no failure where no DTD declares it */
    return STATUS_OK;
}

/* The charset that the XML declaration names, to be freed; NULL for none. */
static char *declared_charset(const char *text, size_t length)
{
    static const char key[] = "encoding";
    const char *stop = text + (length < DECLARATION ? length : DECLARATION);
    if (length < 5 || memcmp(text, "<?xml", 5) != 0) return NULL;
    const char *end = memchr(text, '>', (size_t)(stop - text));
    if (end == NULL) return NULL;
    const char *at = memmem(text, (size_t)(end - text), key, sizeof key - 1);
    if (at == NULL) return NULL;
    while (at < end && *at != '"' && *at != '\'') at++;
    const char *close = at < end ? memchr(at + 1, *at, (size_t)(end - at - 1)) : NULL;
    return close == NULL ? NULL : strndup(at + 1, (size_t)(close - at - 1));
}

static status decode(xml_reader *r, const char *text, size_t length, error *e)
{
    charset_result result = { 0 };
    char *charset = declared_charset(text, length);
    status s = charset_decode(text, length, charset, &r->decoded, &result, e);
    free(charset);
    r->text = r->decoded.data == NULL ? "" : r->decoded.data;
    r->length = r->decoded.length;
    return s;
}

status xml_reader_open(const char *text, size_t length, xml_reader **out, error *e)
{
    *out = NULL;
    xml_reader *r = calloc(1, sizeof *r);
    if (r == NULL) return error_memory(e);
    r->text = text;
    r->length = length;
    status s = STATUS_OK;
    if (!utf8_is_valid(text, length) || memchr(text, '\0', length) != NULL)
        s = decode(r, text, length, e);
    if (s == STATUS_OK && r->length >= 3 && memcmp(r->text, "\xef\xbb\xbf", 3) == 0) r->at = 3;
    if (s == STATUS_OK) s = make_parser(r, e);
    if (s == STATUS_OK) *out = r;
    else xml_reader_free(r);
    return s;
}

void xml_reader_free(xml_reader *r)
{
    if (r == NULL) return;
    if (r->parser != NULL) {
        if (r->parser->myDoc != NULL)
            xmlFreeDoc(r->parser->myDoc); /* made for the declarations of a DTD */
        xmlFreeParserCtxt(r->parser);
    }
    buffer_free(&r->decoded);
    buffer_free(&r->run);
    list_free(&r->queue);
    arena_free(&r->memory);
    map_free(r->own);
    error_clear(&r->failure);
    free(r);
}

/* Parses on until there is an event. All that were queued have been handed out; a text that is
 * still growing stays. */
static void refill(xml_reader *r)
{
    arena_free(&r->memory);
    r->memory = (arena){ 0 };
    r->queue.count = r->first = 0;
    if (r->run_from > 0) {
        r->run.length -= r->run_from;
        memmove(r->run.data, r->run.data + r->run_from, r->run.length);
        r->run_from = 0;
    }
    while (r->queue.count == 0 && !r->is_finished && r->failure.code == STATUS_OK) {
        size_t piece = r->length - r->at < PIECE ? r->length - r->at : PIECE;
        r->is_finished = r->at + piece == r->length;
        xmlParseChunk(r->parser, r->text + r->at, (int)piece, r->is_finished);
        r->at += piece;
        if (r->parser->wellFormed == 0 && r->failure.code == STATUS_OK)
            refuse(r, STATUS_PLUGIN, "no well-formed XML");
    }
    const char *text = r->run.data;
    for (size_t i = 0; i < r->queue.count; i++) {
        xml_event *event = &r->queue.items[i];
        if (event->kind != XML_TEXT) continue;
        event->text = text;
        text += event->length;
    }
}

status xml_reader_next(xml_reader *r, xml_event *event, error *e)
{
    *event = (xml_event){ .kind = XML_END };
    if (r->first == r->queue.count) refill(r);
    if (r->first < r->queue.count) {
        *event = r->queue.items[r->first++];
        return STATUS_OK;
    }
    if (r->failure.code == STATUS_OK) return STATUS_OK;
    return error_set(e, r->failure.code, "%s", error_text(&r->failure));
}
