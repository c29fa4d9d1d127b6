/* XML as events: names, namespaces, text, entities; then what is broken, hostile or large. */
#include "testing.h"

#include "text/xml.h"

/* The events, one after the other: "<name attribute=value", "text", ">name"; namespaces in braces.
 */
static status show(const char *text, size_t length, buffer *shown)
{
    xml_reader *reader;
    xml_event event = { 0 };
    error_clear(&test_error);
    char *exact = malloc(length > 0 ? length : 1); /* so that a sanitizer sees who reads past it */
    assert_non_null(exact);
    memcpy(exact, text, length);
    buffer_append(shown, "", 0);
    status s = xml_reader_open(exact, length, &reader, &test_error);
    while (s == STATUS_OK) {
        s = xml_reader_next(reader, &event, &test_error);
        if (s != STATUS_OK || event.kind == XML_END) break;
        if (shown->length > 0) buffer_byte(shown, ' ');
        if (event.kind == XML_TEXT) {
            buffer_byte(shown, '"');
            buffer_append(shown, event.text, event.length);
            buffer_byte(shown, '"');
            continue;
        }
        buffer_byte(shown, event.kind == XML_START ? '<' : '>');
        if (event.name.space != NULL) buffer_format(shown, "{%s}", event.name.space);
        buffer_text(shown, event.name.local);
        for (size_t i = 0; i < event.attribute_count; i++) {
            const xml_attribute *a = &event.attributes[i];
            buffer_byte(shown, ' ');
            if (a->name.space != NULL) buffer_format(shown, "{%s}", a->name.space);
            buffer_format(shown, "%s=", a->name.local);
            buffer_append(shown, a->value, a->length);
        }
    }
    if (s == STATUS_OK)
        assert_ok(xml_reader_next(reader, &event, &test_error)); /* the end stays the end */
    xml_reader_free(reader);
    free(exact);
    return s;
}

static void assert_events(const char *text, const char *wanted)
{
    buffer shown = { 0 };
    assert_ok(show(text, strlen(text), &shown));
    assert_string_equal(shown.data, wanted);
    buffer_free(&shown);
}

static void assert_refused(const char *text, const char *message)
{
    buffer shown = { 0 };
    assert_fails(show(text, strlen(text), &shown), STATUS_PLUGIN, message);
    buffer_free(&shown);
}

static void elements_and_text_come_in_order(void **unused)
{
    (void)unused;
    assert_events("<a><b>one</b> two<c/></a>", "<a <b \"one\" >b \" two\" <c >c >a");
    assert_events(
        "\xef\xbb\xbf<?xml version='1.0'?><!-- x --><a>1<!-- 2 -->3<?p 4?><![CDATA[<5>]]></a>",
        "<a \"13<5>\" >a");
}

static void names_have_their_namespaces(void **unused)
{
    (void)unused;
    assert_events("<a xmlns='u:1' xmlns:p='u:2' p:x='1' x='2'><p:b/></a>",
                  "<{u:1}a {u:2}x=1 x=2 <{u:2}b >{u:2}b >{u:1}a");
    assert_events("<a xml:lang='ru'/>", "<a {http://www.w3.org/XML/1998/namespace}lang=ru >a");
}

static void references_are_text(void **unused)
{
    (void)unused;
    assert_events("<a b='&lt;&amp;&quot;&#38;&amp;#38;'>&lt;&amp;&#1078;&gt;&apos;</a>",
                  "<a b=<&\"&&#38; \"<&ж>'\" >a");
    assert_events("<a>x&nbsp;y &eacute; &nothing;</a>", "<a \"x\u00a0y é &nothing;\" >a");
    assert_events("<!DOCTYPE a PUBLIC 'p' 'file:///etc/passwd'><a b='1&mdash;2'>&mdash;</a>",
                  "<a b=12 \"—\" >a");
}

static void charsets_are_decoded(void **unused)
{
    (void)unused;
    static const char utf16[] = "\xff\xfe<\0a\0>\0\x34\4<\0/\0a\0>\0";
    buffer shown = { 0 };
    assert_ok(show(utf16, sizeof utf16 - 1, &shown));
    assert_string_equal(shown.data, "<a \"д\" >a");
    buffer_free(&shown);
    assert_events("<?xml version='1.0' encoding='windows-1251'?><a>\xe4\xe0</a>", "<a \"да\" >a");
    assert_events("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", "<a \"é\" >a");
    assert_events("<?xml version='1.0' encoding='windows-1251'?><a>да</a>",
                  "<a \"да\" >a"); /* decoded before */
}

static void what_is_not_well_formed_is_refused_with_its_line(void **unused)
{
    (void)unused;
    assert_refused("<a>\n<b></a>", "line 2: no well-formed XML: Opening and ending tag mismatch");
    assert_refused("<a>", "line 1: no well-formed XML");
    assert_refused("", "no well-formed XML");
    assert_refused("plain text", "no well-formed XML");
    assert_refused("<a/><b/>", "no well-formed XML");
    assert_refused("<a b='1' b='2'/>", "no well-formed XML");
}

static void entities_of_the_document_are_refused_when_used(void **unused)
{
    (void)unused;
    static const char laughs[] =
        "<!DOCTYPE a [<!ENTITY l0 'ha'><!ENTITY l1 '&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;'>"
        "<!ENTITY l2 '&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;'><!ENTITY l3 "
        "'&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;'>]>";
    buffer text = { 0 };
    buffer_format(&text, "%s<a>&l3;</a>", laughs);
    assert_refused(text.data, "line 1: it uses an entity that it declares itself");
    buffer_clear(&text);
    buffer_format(&text, "%s<a b='&l3;'/>", laughs);
    assert_refused(text.data, "it uses an entity that it declares itself");
    buffer_clear(&text);
    buffer_format(&text, "%s<a>none</a>", laughs);
    assert_events(text.data, "<a \"none\" >a");
    buffer_free(&text);
    assert_refused("<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>",
                   "it uses an entity");
    assert_events("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a>x</a>",
                  "<a \"x\" >a");
    assert_events("<!DOCTYPE a [<!ATTLIST a b CDATA 'given'>]><a/>", "<a b=given >a");
}

static void depth_has_a_cap(void **unused)
{
    (void)unused;
    for (size_t more = 0; more < 2; more++) {
        buffer text = { 0 }, shown = { 0 };
        for (size_t i = 0; i < XML_DEPTH + more; i++) buffer_text(&text, "<a>");
        for (size_t i = 0; i < XML_DEPTH + more; i++) buffer_text(&text, "</a>");
        status s = show(text.data, text.length, &shown);
        assert_int_equal(s, more == 0 ? STATUS_OK : STATUS_PLUGIN);
        if (more > 0) assert_non_null(strstr(error_text(&test_error), "1,000 deep"));
        buffer_free(&text);
        buffer_free(&shown);
    }
}

/* One text of 20 MB, and a long row of small elements: whole, however the parser cuts its input. */
static void large_texts_are_whole(void **unused)
{
    (void)unused;
    enum { LARGE = 20 << 20, MANY = 50000 };
    buffer text = { 0 }, shown = { 0 };
    buffer_text(&text, "<a>");
    while (text.length < LARGE) buffer_text(&text, "слово &amp; ");
    size_t words = (text.length - 3) / strlen("слово &amp; ");
    buffer_text(&text, "</a>");
    assert_ok(show(text.data, text.length, &shown));
    assert_int_equal(shown.length, strlen("<a \"\" >a") + words * strlen("слово & "));
    buffer_clear(&text);
    buffer_clear(&shown);
    buffer_text(&text, "<a>");
    for (size_t i = 0; i < MANY; i++) buffer_format(&text, "<b c='%zu'>ы</b>", i % 10);
    buffer_text(&text, "</a>");
    assert_ok(show(text.data, text.length, &shown));
    assert_int_equal(shown.length, strlen("<a >a") + MANY * strlen("<b c=1 \"ы\" >b "));
    buffer_free(&text);
    buffer_free(&shown);
}

static void broken_texts_are_survived(void **unused)
{
    (void)unused;
    uint64_t seed = 11;
    buffer text = { 0 };
    buffer_text(&text, "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE a [<!ENTITY e 'x'><!ENTITY "
                       "% p 'y'> %p; <!ATTLIST a b CDATA "
                       "'d'>]><a xmlns:p='u' p:b='1&amp;2'>text &nbsp; &#x416; <![CDATA[raw]]><!-- "
                       "no --><p:c>слово</p:c></a>");
    for (size_t turn = 0; turn < 5000; turn++) {
        size_t length;
        buffer shown = { 0 };
        char *bytes = mutated(&text, &seed, &length);
        show(bytes, length, &shown);
        buffer_free(&shown);
        free(bytes);
    }
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(elements_and_text_come_in_order, clear_test_error),
        cmocka_unit_test_teardown(names_have_their_namespaces, clear_test_error),
        cmocka_unit_test_teardown(references_are_text, clear_test_error),
        cmocka_unit_test_teardown(charsets_are_decoded, clear_test_error),
        cmocka_unit_test_teardown(what_is_not_well_formed_is_refused_with_its_line,
                                  clear_test_error),
        cmocka_unit_test_teardown(entities_of_the_document_are_refused_when_used, clear_test_error),
        cmocka_unit_test_teardown(depth_has_a_cap, clear_test_error),
        cmocka_unit_test_teardown(large_texts_are_whole, clear_test_error),
        cmocka_unit_test_teardown(broken_texts_are_survived, clear_test_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
