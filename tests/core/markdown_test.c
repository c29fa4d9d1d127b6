/* Markdown to blocks: one test a construct, then what must not be slow, deep or read past its end.
 */
#include "blocks_fixture.h"
#include "text/markdown.h"

typedef struct parsed {
    buffer text;
    block_list blocks;
} parsed;

static parsed parse_bytes(const char *bytes, size_t length)
{
    parsed p = { 0 };
    error e = { 0 };
    char *exact = exact_copy(bytes, length);
    assert_int_equal(markdown_blocks(exact, length, &p.text, &p.blocks, &e), STATUS_OK);
    free(exact);
    return p;
}

static parsed parse(const char *text) { return parse_bytes(text, strlen(text)); }

static void parsed_free(parsed *p)
{
    buffer_free(&p->text);
    list_free(&p->blocks);
}

static void assert_blocks(const char *text, const char *expected)
{
    parsed p = parse(text);
    assert_shown(&p.text, &p.blocks, expected);
    parsed_free(&p);
}

static void blocks_are_parted_by_a_blank_line(void **state)
{
    (void)state;
    parsed p = { 0 };
    error e = { 0 };
    buffer_text(&p.text, "Before.");
    assert_int_equal(markdown_blocks("# A\nB", 5, &p.text, &p.blocks, &e), STATUS_OK);
    assert_string_equal(p.text.data, "Before.\n\nA\n\nB");
    assert_int_equal(p.blocks.count, 2);
    assert_int_equal(p.blocks.items[0].at.start, 9);
    assert_int_equal(p.blocks.items[0].at.stop, 10);
    assert_int_equal(p.blocks.items[1].at.start, 12);
    assert_int_equal(p.blocks.items[1].at.stop, 13);
    parsed_free(&p);
}

static void headings_have_levels(void **state)
{
    (void)state;
    assert_blocks("# One\n### Three ###\nTwo\n---\nOne\n===\n#\n#no",
                  "heading1 One\nheading3 Three\nheading2 Two\nheading1 One\nparagraph #no");
}

static void breaks_are_line_breaks(void **state)
{
    (void)state;
    assert_blocks("soft\nhard  \nslash\\\n   tag<br>end<br/>", "paragraph soft/hard/slash/tag/end");
    assert_blocks("a\r\nb\r\n\r\nc\rd", "paragraph a/b\nparagraph c/d");
}

static void marks_are_dropped(void **state)
{
    (void)state;
    assert_blocks(
        "*a* **b** _c_ `d *e*` ![alt *f*](i.png \"t\") [g](h \"t\") <http://x.org/> \\*i\\*",
        "paragraph a b c d *e* alt f g http://x.org/ *i*");
    assert_blocks("[a][b] and [b]\n\n[b]: http://x.org \"no text\"", "paragraph a and b");
    assert_blocks("3~5 and 6~7, snake_case_name", "paragraph 3~5 and 6~7, snake_case_name");
    assert_blocks("***\n\n---\n", "");
}

static void entities_are_characters(void **state)
{
    (void)state;
    assert_blocks(
        "AT&amp;T &copy; &eacute;&Eacute; &thetasym; &zwnj; &AElig; &#8212;&#x2014;&#X41;",
        "paragraph AT&T © éÉ ϑ \xe2\x80\x8c Æ ——A");
    assert_blocks("&unknown; &amp &#; &#xg; &; & &Amp;",
                  "paragraph &unknown; &amp &#; &#xg; &; & &Amp;");
    assert_blocks("&#0; &#xd800; &#x110000; &#9999999;", "paragraph \ufffd \ufffd \ufffd \ufffd");
    assert_blocks("`&amp;`", "paragraph &amp;");
    assert_blocks("a\n\n&nbsp;\n\nb", "paragraph a\nparagraph b");
}

static void list_items_have_depths(void **state)
{
    (void)state;
    assert_blocks(
        "- a\n- b\n  1. c\n     - d\n  2. e\n- f",
        "list_item1 a\nlist_item1 b\nlist_item2 c\nlist_item3 d\nlist_item2 e\nlist_item1 f");
    assert_blocks("- a\n\n  more\n\n- b\n\nafter",
                  "list_item1 a\nparagraph more\nlist_item1 b\nparagraph after");
    assert_blocks("- [ ] open\n- [x] done", "list_item1 open\nlist_item1 done");
    assert_blocks("- # H\n  text", "heading1 H\nparagraph text");
    assert_blocks("-\n- \n- a", "list_item1 a");
}

static void quotations_have_their_role(void **state)
{
    (void)state;
    assert_blocks("> a\nlazy\n>\n> > b\n>\n> - c\n> # D\n\ne",
                  "paragraph quotation a/lazy\nparagraph quotation b\nlist_item1 quotation "
                  "c\nheading1 quotation D\nparagraph e");
}

static void code_keeps_its_lines(void **state)
{
    (void)state;
    assert_blocks("```c\nint x; // *a* &amp;\n\n  y\n```\n\n    z\n      w",
                  "code int x; // *a* &amp;//  y\ncode z/  w");
}

static void tables_are_rows_of_cells(void **state)
{
    (void)state;
    assert_blocks("| a | b | c |\n|---|:-:|--:|\n| 1 | *2* | x \\| y |\n|  | 5 |\n| 6 |  | `7\\|8` "
                  "|\n| 9<br>10 |",
                  "table a | b | c/1 | 2 | x | y/ | 5/6 |  | 7|8/9 10");
    assert_blocks("| a |\n|---|\n\nafter", "table a\nparagraph after");
}

/* GitHub takes these for tables; md4c does not. */
static void short_rules_make_tables(void **state)
{
    (void)state;
    assert_blocks("|a|b|\n|-|:-:|\n|1|2|\n| |3", "table a | b/1 | 2/ | 3");
    assert_blocks("Text\n|a|b|\n|---|---|\n|1|2|", "paragraph Text\ntable a | b/1 | 2");
    assert_blocks("- Text\n  |a|b|\n  |-|-|\n- > a|b\n  > -|-",
                  "list_item1 Text\ntable a | b\ntable quotation a | b");
    assert_blocks("a|b\n-|-|-\nc", "paragraph a|b/-|-|-/c");
    assert_blocks("a\n|-|\nb", "paragraph a/|-|/b");
    assert_blocks("    a|b\n    -|-\n", "code a|b/-|-");
}

static void html_is_its_text(void **state)
{
    (void)state;
    assert_blocks("a <b class=\"x>y\">b</b> c<sup>2</sup> <!-- no --> d<wbr>e <span\nid=1>f</span>",
                  "paragraph a b c2  de f");
    assert_blocks("one</td><td>two</p> three", "paragraph one two three");
    assert_blocks("<div>\n<h2>T&eacute;</h2>\n<p>One\n   <i>two</i><br>three</p><p>four <!-- "
                  "<p>no</p> --></p>\n</div>",
                  "heading2 Té\nparagraph One/two/three\nparagraph four");
    assert_blocks("<ul><li>a<li>b</ul>", "list_item1 a\nlist_item1 b");
    assert_blocks(
        "<table><tr><th>A<th>B</tr>\n<tr><td></td><td><p>1</p>\n<p>2</p></td></tr></table>\n",
        "table A | B/ | 1 2");
    assert_blocks("<table>\n<tr><td>a</td>\n\n<td>b</td><td>c</td></tr></table>",
                  "table a\ntable b | c");
    assert_blocks(
        "<script>\nvar x = '<p>no';\n\n</script>\n\n<style>p { }</style>\n\n<!--\n\nno\n-->\n\na",
        "paragraph a");
    assert_blocks("<div>1 < 2 &lt; 3 <", "paragraph 1 < 2 < 3 <");
    assert_blocks("<p>a</p <b", "paragraph a");
    assert_blocks("> <p>a</p>", "paragraph quotation a");
}

static void odd_bytes_are_kept(void **state)
{
    (void)state;
    parsed p = parse_bytes("a\0b\n\n<p>\0</p>", 13);
    assert_string_equal(p.text.data, "a\ufffdb\n\n\ufffd");
    parsed_free(&p);
    assert_blocks("", "");
    assert_blocks("\n \t\n\u3000\n", "");
    assert_blocks("\u3000中文 *强调*。\u3000", "paragraph 中文 强调。");
}

/* Inputs that end in the middle of everything. */
static void ends_are_found(void **state)
{
    (void)state;
    static const char *const cut[] = { "[",   "![",        "[a](", "[a]: ", "[a]:",   "`",    "```",
                                       "~~~", "<",         "</",   "<a",    "<a b='", "<!--", "<!",
                                       "<?",  "<![CDATA[", "&",    "&#",    "&#x",    "&a",   "\\",
                                       "*",   "**",        "#",    "- ",    ">",      "1.",   "|",
                                       "|-",  "|a|\n|-",   "a\n-", "a\n=",  "\t",     "\r" };
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        parsed p = parse(cut[i]);
        parsed_free(&p);
    }
}

static parsed parse_repeated(const char *unit, size_t count, const char *tail)
{
    buffer text = { 0 };
    for (size_t i = 0; i < count; i++) buffer_text(&text, unit);
    buffer_text(&text, tail);
    parsed p = parse_bytes(text.data, text.length);
    buffer_free(&text);
    return p;
}

/* Ten thousand levels, on a usual stack and without a time that grows with their square. */
static void nesting_is_deep(void **state)
{
    (void)state;
    static const char *const units[] = { "> ", "- ", "1. ", "> - " };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        parsed p = parse_repeated(units[i], 10000, "deep\n");
        assert_string_equal(p.text.data, "deep");
        assert_int_equal(p.blocks.count, 1);
        assert_int_equal(p.blocks.items[0].level, i == 0 ? 0 : 10000);
        assert_int_equal(p.blocks.items[0].role_given, i == 0 || i == 3);
        parsed_free(&p);
    }
    static const char *const inlines[] = { "[",   "![",    "*a ",   "**a_ ", "[a](",
                                           "<b>", "<div>", "<!-- ", "`" };
    for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++) {
        parsed p = parse_repeated(inlines[i], 100000, "x\n");
        parsed_free(&p);
    }
}

/* A row of many empty cells must not be longer than what was written. */
static void empty_cells_take_no_room(void **state)
{
    (void)state;
    buffer text = { 0 };
    for (int i = 0; i < 500; i++) buffer_text(&text, "|a");
    buffer_text(&text, "|\n");
    for (int i = 0; i < 500; i++) buffer_text(&text, "|---");
    buffer_text(&text, "|\n");
    for (int i = 0; i < 1000; i++) buffer_text(&text, "x\n");
    parsed p = parse_bytes(text.data, text.length);
    assert_int_equal(p.blocks.count, 1);
    assert_int_equal(p.blocks.items[0].kind, BLOCK_TABLE);
    assert_int_equal(p.text.length, 500 + 499 * 3 + 1000 * 2);
    parsed_free(&p);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_parted_by_a_blank_line),
        cmocka_unit_test(headings_have_levels),
        cmocka_unit_test(breaks_are_line_breaks),
        cmocka_unit_test(marks_are_dropped),
        cmocka_unit_test(entities_are_characters),
        cmocka_unit_test(list_items_have_depths),
        cmocka_unit_test(quotations_have_their_role),
        cmocka_unit_test(code_keeps_its_lines),
        cmocka_unit_test(tables_are_rows_of_cells),
        cmocka_unit_test(short_rules_make_tables),
        cmocka_unit_test(html_is_its_text),
        cmocka_unit_test(odd_bytes_are_kept),
        cmocka_unit_test(ends_are_found),
        cmocka_unit_test(nesting_is_deep),
        cmocka_unit_test(empty_cells_take_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
