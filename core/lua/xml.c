/* moonleaf.xml: XML as calls for elements and text. */
#include "text/xml.h"

#include "lua/api.h"

enum { TEXT = 1, HANDLERS, START, WORDS, STOP, READER }; /* places on the stack of parse() */

static int free_reader(lua_State *L)
{
    xml_reader **held = lua_touserdata(L, 1);
    xml_reader_free(*held);
    *held = NULL;
    return 0;
}

/* A place for a reader on the stack, which the state owns. */
static xml_reader **push_reader(lua_State *L)
{
    xml_reader **held = lua_newuserdatauv(L, sizeof *held, 0);
    *held = NULL;
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_reader);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    return held;
}

static void push_handler(lua_State *L, const char *name)
{
    int type = lua_getfield(L, HANDLERS, name);
    if (type != LUA_TNIL && type != LUA_TFUNCTION) luaL_error(L, "'%s' is to be a function", name);
}

/* Under its local name, or under "{namespace}name" when that is taken. */
static void set_attribute(lua_State *L, const xml_attribute *a)
{
    if (a->name.space != NULL && lua_getfield(L, -1, a->name.local) != LUA_TNIL)
        lua_pushfstring(L, "{%s}%s", a->name.space, a->name.local);
    else lua_pushstring(L, a->name.local);
    if (a->name.space != NULL) lua_remove(L, -2);
    lua_pushlstring(L, a->value, a->length);
    lua_rawset(L, -3);
}

static void push_attributes(lua_State *L, const xml_event *event)
{
    lua_createtable(L, 0, (int)event->attribute_count);
    for (size_t i = 0; i < event->attribute_count; i++)
        if (event->attributes[i].name.space == NULL) set_attribute(L, &event->attributes[i]);
    for (size_t i = 0; i < event->attribute_count; i++)
        if (event->attributes[i].name.space != NULL) set_attribute(L, &event->attributes[i]);
}

/* Calls the plugin's function for the event, if it has one. The parser is not under way: an error
 * may leave. */
static void call_handler(lua_State *L, const xml_event *event)
{
    int handler = event->kind == XML_START ? START : event->kind == XML_STOP ? STOP : WORDS;
    if (lua_isnil(L, handler)) return;
    lua_pushvalue(L, handler);
    if (event->kind == XML_TEXT) lua_pushlstring(L, event->text, event->length);
    else lua_pushstring(L, event->name.local);
    if (event->kind == XML_START) push_attributes(L, event);
    if (event->kind != XML_TEXT) lua_pushstring(L, event->name.space); /* nil for none */
    lua_call(L, event->kind == XML_START ? 3 : event->kind == XML_STOP ? 2 : 1, 0);
}

static int parse(lua_State *L)
{
    size_t length;
    error e = { 0 };
    xml_event event = { 0 };
    const char *text = luaL_checklstring(L, TEXT, &length);
    luaL_checktype(L, HANDLERS, LUA_TTABLE);
    lua_settop(L, HANDLERS);
    push_handler(L, "start");
    push_handler(L, "text");
    push_handler(L, "stop");
    xml_reader **held = push_reader(L);
    if (xml_reader_open(text, length, held, &e) != STATUS_OK) return api_raise(L, &e);
    for (;;) {
        if (xml_reader_next(*held, &event, &e) != STATUS_OK) return api_raise(L, &e);
        if (event.kind == XML_END) break;
        call_handler(L, &event);
    }
    xml_reader_free(*held);
    *held = NULL;
    return 0;
}

static const api_entry entries[] = {
    { "parse", parse, false, "moonleaf.xml.parse(text, { start =, text =, stop = })",
      "Goes through XML and calls start(name, attributes, namespace), text(words) and stop(name, "
      "namespace), in order; each may be left out. "
      "Names are without prefix, the namespace is its full name or nil. Attributes are a table by "
      "name; one in a namespace whose name another "
      "one has is \"{namespace}name\". Text is in one piece up to the next element; numbers and "
      "named characters of HTML are "
      "replaced. A DTD is never read, and an entity that the document declares itself is not "
      "expanded: its use raises, as does what is not "
      "well-formed or deeper than 1,000 elements, with the line. Bytes that are no UTF-8 are "
      "decoded as the XML declaration says." },
    { NULL, NULL, false, NULL, NULL },
};

const api_part xml_part = { "moonleaf.xml", "XML (SAX: events in the order of the text).", false,
                            entries, NULL };
