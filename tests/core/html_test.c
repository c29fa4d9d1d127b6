/* HTML to blocks: one test a construct, then furniture, head, and what must not be slow, deep or
 * lost. */
#include "blocks_fixture.h"
#include "text/charset.h"
#include "text/html.h"

typedef struct parsed {
    buffer text;
    block_list blocks;
    html_head head;
} parsed;

static parsed parse_bytes(const char *bytes, size_t length)
{
    parsed p = { 0 };
    error e = { 0 };
    char *exact = exact_copy(bytes, length);
    assert_int_equal(html_blocks(exact, length, &p.text, &p.blocks, &p.head, &e), STATUS_OK);
    free(exact);
    return p;
}

static parsed parse(const char *text) { return parse_bytes(text, strlen(text)); }

static void parsed_free(parsed *p)
{
    buffer_free(&p->text);
    list_free(&p->blocks);
    html_head_free(&p->head);
}

static void assert_blocks(const char *text, const char *expected)
{
    parsed p = parse(text);
    assert_shown(&p.text, &p.blocks, expected);
    parsed_free(&p);
}

/* "title; name=value; ..." in the order of the page. */
static void assert_head(const char *text, const char *expected)
{
    parsed p = parse(text);
    buffer shown = { 0 };
    buffer_append(&shown, p.head.title.data == NULL ? "" : p.head.title.data, p.head.title.length);
    for (size_t i = 0; i < p.head.fields.count; i++)
        buffer_format(&shown, ", %s=%s", p.head.fields.items[i].name.data,
                      p.head.fields.items[i].value.data);
    assert_string_equal(shown.data, expected);
    buffer_free(&shown);
    parsed_free(&p);
}

static void blocks_are_parted_by_a_blank_line(void **state)
{
    (void)state;
    parsed p = { 0 };
    error e = { 0 };
    const char *page = "<p> A </p>\n<p>B";
    buffer_text(&p.text, "Before.");
    assert_int_equal(html_blocks(page, strlen(page), &p.text, &p.blocks, &p.head, &e), STATUS_OK);
    assert_string_equal(p.text.data, "Before.\n\nA\n\nB");
    assert_int_equal(p.blocks.count, 2);
    assert_int_equal(p.blocks.items[0].at.start, 9);
    assert_int_equal(p.blocks.items[1].at.stop, 13);
    parsed_free(&p);
}

static void white_space_is_one_space(void **state)
{
    (void)state;
    assert_blocks("<p> a\n\t b <b> c</b>d<i>e</i> </p> f <div>g<span> </span>h</div>",
                  "paragraph a b cde\nparagraph f\nparagraph g h");
    assert_blocks("<p>a&nbsp; b<p>&nbsp;<p> <p>c", "paragraph a\u00a0 b\nparagraph c");
    assert_blocks("<p>中文\n  强调<b>\n。</b>\nLatin\n文 字<p>한국\n어",
                  "paragraph 中文强调。 Latin 文 字\nparagraph 한국 어");
}

static void breaks_are_line_breaks(void **state)
{
    (void)state;
    assert_blocks("<p>a<br>b <br/> c<br></p>", "paragraph a/b/c");
    assert_blocks("a<br> <br>b<br><br><br>c<h1>d<br><br>e</h1>",
                  "paragraph a\nparagraph b\nparagraph c\nheading1 title d/e");
}

static void entities_are_characters(void **state)
{
    (void)state;
    assert_blocks("AT&amp;T &eacute; &#8212;&#x41; &unknown; &lt;p&gt; &notin; "
                  "&CounterClockwiseContourIntegral;",
                  "paragraph AT&T é —A &unknown; <p> ∉ ∳");
}

static void headings_have_levels(void **state)
{
    (void)state;
    assert_blocks("<h2>One <i>two</i></h2><h6><div>Three</div></h6><h3></h3>",
                  "heading2 One two\nheading6 Three");
    assert_blocks("<h2>Parts<a href='#parts'>¶</a></h2><h2>C<a href='x'>#</a></h2>",
                  "heading2 Parts\nheading2 C#");
}

static void list_items_have_depths(void **state)
{
    (void)state;
    assert_blocks("<ul><li>a<li>b<ol><li><p>c<p>more<ul><li>d</ul></ol></li><li>e</ul>f",
                  "list_item1 a\nlist_item1 b\nlist_item2 c\nparagraph more\nlist_item3 d\n"
                  "list_item1 e\nparagraph f");
    assert_blocks("<dl><dt>a<dd>b</dl><li>c<li><h2>d</h2>e",
                  "list_item1 a\nlist_item1 b\nlist_item1 c\nheading2 d\nparagraph e");
}

static void quotations_have_their_role(void **state)
{
    (void)state;
    assert_blocks(
        "<blockquote>a<blockquote><p>b</blockquote><ul><li>c</ul></blockquote>d",
        "paragraph quotation a\nparagraph quotation b\nlist_item1 quotation c\nparagraph d");
}

static void code_keeps_its_lines(void **state)
{
    (void)state;
    assert_blocks("<p>x <code>a  b</code><pre>\nint x;\n\n  y <b>&lt; z</b></pre>w",
                  "paragraph x a b\ncode int x;//  y < z\nparagraph w");
}

static void tables_are_rows_of_cells(void **state)
{
    (void)state;
    assert_blocks(
        "<table><caption>T <b>1</b></caption><tr><th>A<th>B<th>C</tr><tr><td><p>1</p> <p>2</p>"
        "<td><td><ul><li>x<li>y</ul><tr><td><td>3<td> <tr><td></table>after",
        "caption T 1\ntable A | B | C/1 2 |  | x y/ | 3\nparagraph after");
    assert_blocks("<figure><img alt=no><figcaption>F</figcaption></figure>", "caption F");
}

static void merged_cells_keep_their_columns(void **state)
{
    (void)state;
    assert_blocks("<table><tr><th>A<th>B<th>C<tr><td rowspan=3>m<td colspan=2>x<tr><td>3"
                  "<td rowspan=2>h<tr><td>4<tr><td colspan=2>sum<td>9<tr><td>7<td colspan=-1>8"
                  "<td rowspan=99999999999>9<tr><td>1<td>2</table>",
                  "table A | B | C/m | x/ | 3 | h/ | 4/sum |  | 9/7 | 8 | 9/1 | 2");
    assert_blocks(
        "<table><tr><th rowspan=9>A<th>B</table><table><tr><th>C<th>D<tr><td>1<td>2</table>",
        "table A | B\ntable C | D/1 | 2");
}

static void tables_may_lay_out_the_page(void **state)
{
    (void)state;
    assert_blocks("<table><tr><td>a<td><table><tr><td>1<td>2</table><tr><td><h2>b</h2>c</table>",
                  "paragraph a\ntable 1 | 2\nheading2 b\nparagraph c");
    assert_blocks("<table><tr><td>one cell</table><table role=presentation><tr><td>a<td>b</table>",
                  "paragraph one cell\nparagraph a\nparagraph b");
    assert_blocks("<table><tr><td>a<td><p>b<p>c<p>d</table>",
                  "paragraph a\nparagraph b\nparagraph c\nparagraph d");
}

static void hidden_elements_are_no_text(void **state)
{
    (void)state;
    assert_blocks(
        "<title>t</title><style>p{}</style><script>'<p>no'</script><template><p>no</template>"
        "<svg><title>no</title><text>svg</text></svg><iframe><p>no</iframe><!-- no -->"
        "<math><mi>x</mi><annotation>no</annotation></math>",
        "paragraph svg x");
}

static void furniture_is_known_by_elements(void **state)
{
    (void)state;
    assert_blocks(
        "<header>Site</header><nav>Menu<p>more</nav><main><article><header>By O. Oka</header>Text"
        "<footer>Filed</footer></article><aside>Also</aside></main><footer>(c)</footer>",
        "paragraph navigation Site\nparagraph navigation Menu\nparagraph navigation more\n"
        "paragraph By O. Oka\nparagraph Text\nparagraph Filed\nparagraph notice Also\nparagraph "
        "notice (c)");
    assert_blocks("<header>Site<h1>Title</h1></header><p>Text",
                  "paragraph navigation Site\nheading1 title Title\nparagraph Text");
    assert_blocks("<header><h1>Site</h1></header><h1>Title</h1>",
                  "heading1 navigation Site\nheading1 title Title");
    assert_blocks(
        "<div role='navigation'>a</div><div role=contentinfo>b</div><dialog>c</dialog>"
        "<p hidden>d<p style='display:none'>e<p hidden=until-found>f",
        "paragraph navigation a\nparagraph notice b\nparagraph notice c\nparagraph notice d\n"
        "paragraph notice e\nparagraph f");
}

static void furniture_is_known_by_names(void **state)
{
    (void)state;
    assert_blocks(
        "<ul class='x mainMenu'><li>a</ul><div id=cookie_bar2>b</div><p class='navigable menus'>c"
        "<div class='post-footer'>d</div>",
        "list_item1 navigation a\nparagraph notice b\nparagraph c\nparagraph notice d");
    assert_blocks(
        "<div class='has-sidebar'><h1>T</h1><p>a</div><div class=menu><main>b</main>c</div>",
        "heading1 title T\nparagraph a\nparagraph b\nparagraph c");
}

static void furniture_is_known_by_links(void **state)
{
    (void)state;
    assert_blocks(
        "<ul><li><a>Home</a><li><a>News</a><li><a>About us</a></ul>"
        "<p><a>One</a> and <a>two</a> and <a>three</a> stand in a sentence.</p>"
        "<div><a>Next</a> <a>Back</a></div>",
        "list_item1 navigation Home\nlist_item1 navigation News\nlist_item1 navigation About us\n"
        "paragraph One and two and three stand in a sentence.\nparagraph Next Back");
    assert_blocks(
        "<ol><li><a>Where the long rivers of the northern plain begin, and where they end</a>"
        "<li><a>How the long rivers of the southern plain were found and by whom</a>"
        "<li><a>Why the long rivers of the western plain are not on any map yet</a></ol>",
        "list_item1 Where the long rivers of the northern plain begin, and where they end\n"
        "list_item1 How the long rivers of the southern plain were found and by whom\n"
        "list_item1 Why the long rivers of the western plain are not on any map yet");
}

/* A name on the element around the whole text says nothing, long as it is. */
static void main_text_is_no_furniture(void **state)
{
    (void)state;
    buffer page = { 0 };
    buffer_text(&page, "<div class=sidebar-left><p>");
    for (int i = 0; i < 500; i++) buffer_text(&page, "words ");
    buffer_text(&page, "</div>");
    parsed p = parse(page.data);
    assert_int_equal(p.blocks.count, 1);
    assert_false(p.blocks.items[0].role_given);
    parsed_free(&p);
    buffer_free(&page);
}

static void titles_are_found(void **state)
{
    (void)state;
    assert_head("<title> On\n rivers </title><p>x", "On rivers");
    assert_head("<title>On rivers</title><meta property=og:title content='Rivers'><h1>Other</h1>",
                "Rivers");
    assert_head("<title>On rivers | Rivers Weekly</title><h1>On rivers</h1>", "On rivers");
    assert_head("<title>Weekly – On rivers</title><h1>Weekly</h1>", "Weekly");
    assert_head("<title>Rivers in Kenya</title><h1>Kenya</h1>", "Rivers in Kenya");
    assert_head("<nav><h1>Menu</h1></nav><h1>On<br>rivers</h1><h1>Two</h1>", "On rivers");
    assert_head("<title>Rivers</title><svg><title>Icon</title></svg><p>x", "Rivers");
    assert_head("<p>x", "");
    assert_blocks("<title>B | W</title><h1>W</h1><h2>B</h2>", "heading1 title W\nheading2 B");
    assert_blocks("<title>B</title><h1>W</h1><h2>B</h2>", "heading1 W\nheading2 title B");
}

static void metadata_are_found(void **state)
{
    (void)state;
    assert_head(
        "<html lang=kk><meta name=Author content=' O.  Oka '><meta name=description content=D>"
        "<link rel=canonical href='https://x.org/a'><meta property=og:url content=no>",
        ", lang=kk, author=O. Oka, description=D, source=https://x.org/a");
    assert_head(
        "<meta name=citation_author content='Oka, O.'><meta name=citation_author content='Ob, P.'>"
        "<meta name=author content=no><meta name=citation_doi content='10.1/x'>"
        "<meta name=DC.Publisher content=P><meta name=dcterms.rights.holder content=R>",
        ", author=Oka, O.; Ob, P., doi=10.1/x, publisher=P, rights_holder=R");
    assert_head("<meta name=date content=2020><meta property=article:published_time "
                "content='2024-05-01T10:00:00Z'>"
                "<meta name=pubdate content=no>",
                ", date=2024-05-01");
    assert_head("<meta name=date content='2024/05'>", ", date=2024-05");
    assert_head("<meta name=date content='1 May 2024'>", ", date=1 May 2024");
    assert_head("<meta name=date content='2024-05-01x'>", ", date=2024-05-01x");
    assert_head("<meta name=author><meta content=x><meta property=article:author "
                "content='https://x.org/u'>",
                "");
}

static void ends_are_found(void **state)
{
    (void)state;
    static const char *const cut[] = { "",
                                       "<",
                                       "</",
                                       "<!",
                                       "<!-",
                                       "<!--",
                                       "<!DOCTYPE",
                                       "<a",
                                       "<a b",
                                       "<a b='",
                                       "&",
                                       "&#",
                                       "&#x",
                                       "&a",
                                       "<table><tr>",
                                       "<pre>",
                                       "<pre>\n",
                                       "<title>",
                                       "<script>",
                                       "<svg><![CDATA[",
                                       "<select><option",
                                       "<plaintext>",
                                       "<frameset><frame>",
                                       "<math><annotation-xml>" };
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        parsed p = parse(cut[i]);
        parsed_free(&p);
    }
    parsed p = parse_bytes("a\0b", 3);
    assert_int_equal(p.blocks.count, 1);
    parsed_free(&p);
}

static buffer repeated(const char *unit, size_t count, const char *tail)
{
    buffer text = { 0 };
    for (size_t i = 0; i < count; i++) buffer_text(&text, unit);
    buffer_text(&text, tail);
    return text;
}

/* All words, in elements of any depth. */
static void nesting_loses_nothing(void **state)
{
    (void)state;
    static const char *const units[] = { "<div>w ",           "<b>w ",
                                         "<blockquote>w ",    "<ul><li>w ",
                                         "<table><tr><td>w ", "<span>w ",
                                         "<section>w " };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t words = 0;
        buffer page = repeated(units[i], 300, "deep");
        parsed p = parse_bytes(page.data, page.length);
        for (size_t k = 0; k < p.text.length; k++) words += p.text.data[k] == 'w';
        assert_int_equal(words, 300);
        assert_string_equal(p.text.data + p.text.length - 4, "deep");
        parsed_free(&p);
        buffer_free(&page);
    }
    buffer page = repeated("<span>", 200000, "deep"); /* on a usual stack */
    parsed p = parse_bytes(page.data, page.length);
    assert_string_equal(p.text.data, "deep");
    parsed_free(&p);
    buffer_free(&page);
}

static void a_long_text_loses_nothing(void **state)
{
    (void)state;
    buffer page = repeated("one long paragraph ", (20 << 20) / 19, "ends");
    size_t length = page.length;
    parsed p = parse_bytes(page.data, page.length);
    assert_int_equal(p.blocks.count, 1);
    assert_int_equal(p.text.length, length);
    assert_memory_equal(p.text.data, page.data, length);
    parsed_free(&p);
    buffer_free(&page);
}

/* "Да" in windows-1251 is valid in KOI8-R too, where it is "дЮ". */
static void declared_charsets_go_before_guesses(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *declared, *text, *name;
    } cases[] = {
        { "\xc4\xe0", "WINDOWS-1251", "Да", "WINDOWS-1251" },
        { "\xc4\xe0", "KOI8-R", "дЮ", "KOI8-R" },
        { "Да", "WINDOWS-1251", "Да", "UTF-8" },
        { "plain", "UTF-16LE", "plain", "UTF-8" },
        { "plain", "no-such", "plain", "UTF-8" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer out = { 0 };
        charset_result r;
        error e = { 0 };
        assert_int_equal(charset_decode_declared(cases[i].bytes, strlen(cases[i].bytes), NULL,
                                                 cases[i].declared, &out, &r, &e),
                         STATUS_OK);
        assert_string_equal(out.data, cases[i].text);
        assert_string_equal(r.name, cases[i].name);
        buffer_free(&out);
    }
    buffer out = { 0 };
    charset_result r;
    error e = { 0 };
    assert_int_equal(charset_decode_declared("\xc4\xe0", 2, "KOI8-R", "WINDOWS-1251", &out, &r, &e),
                     STATUS_OK);
    assert_string_equal(out.data, "дЮ");
    buffer_clear(&out);
    assert_int_equal(charset_decode_declared("\xc4\x98", 2, NULL, "WINDOWS-1251", &out, &r, &e),
                     STATUS_OK);
    assert_string_not_equal(r.name, "WINDOWS-1251"); /* 98 is no character there */
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_parted_by_a_blank_line),
        cmocka_unit_test(white_space_is_one_space),
        cmocka_unit_test(breaks_are_line_breaks),
        cmocka_unit_test(entities_are_characters),
        cmocka_unit_test(headings_have_levels),
        cmocka_unit_test(list_items_have_depths),
        cmocka_unit_test(quotations_have_their_role),
        cmocka_unit_test(code_keeps_its_lines),
        cmocka_unit_test(tables_are_rows_of_cells),
        cmocka_unit_test(merged_cells_keep_their_columns),
        cmocka_unit_test(tables_may_lay_out_the_page),
        cmocka_unit_test(hidden_elements_are_no_text),
        cmocka_unit_test(furniture_is_known_by_elements),
        cmocka_unit_test(furniture_is_known_by_names),
        cmocka_unit_test(furniture_is_known_by_links),
        cmocka_unit_test(main_text_is_no_furniture),
        cmocka_unit_test(titles_are_found),
        cmocka_unit_test(metadata_are_found),
        cmocka_unit_test(ends_are_found),
        cmocka_unit_test(nesting_loses_nothing),
        cmocka_unit_test(a_long_text_loses_nothing),
        cmocka_unit_test(declared_charsets_go_before_guesses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
