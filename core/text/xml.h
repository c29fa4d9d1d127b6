/* XML as a row of events: an element begins, text, an element ends. By libxml2's SAX2, which is fed
 * piece by piece.
 *
 * Nothing outside of the text is ever read: no DTD, no network. A document's own entities are not
 * expanded: whoever uses one is refused, so that no text grows by them. The five of XML, character
 * numbers and the named characters of HTML (of which e-books are full; in the value of an attribute
 * they are left out) are text, another name stays as it is written. Events are pulled, so the
 * caller may leave at any of them. */
#ifndef MOONLEAF_TEXT_XML_H
#define MOONLEAF_TEXT_XML_H

#include <stdint.h>

#include "base/buffer.h"

enum { XML_DEPTH = 1000 }; /* elements in elements: what is deeper was made to harm */

typedef enum xml_kind { XML_START, XML_TEXT, XML_STOP, XML_END } xml_kind;

/* A name with the namespace that its prefix stands for, NULL for none. */
typedef struct xml_name {
    const char *local, *space;
} xml_name;

typedef struct xml_attribute {
    xml_name name;
    const char *value;
    size_t length;
} xml_attribute;

/* All that it points to is the reader's until the next call. */
typedef struct xml_event {
    xml_kind kind;    /* XML_END once, at the end of the document and ever after */
    xml_name name;    /* of START and STOP */
    const char *text; /* of TEXT: all up to the next element or end of one, comments left out */
    size_t length;
    const xml_attribute *attributes; /* of START, in the order of the document */
    size_t attribute_count;
} xml_event;

typedef struct xml_reader xml_reader;

/* Begins to read text[0, length). It is UTF-8 when all of it is (whatever its declaration says: who
 * decoded it did not change that), else in the charset that a byte order mark or its declaration
 * names. */
status xml_reader_open(const char *text, size_t length, xml_reader **out, error *e);
void xml_reader_free(xml_reader *r); /* NULL is allowed */

/* The next event. Fails with STATUS_PLUGIN, naming the line, for what is not well-formed, uses an
 * entity of its own, or is deeper than XML_DEPTH; the events before were right, and every further
 * call fails. */
status xml_reader_next(xml_reader *r, xml_event *event, error *e);

#endif
