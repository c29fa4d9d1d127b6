#include <lauxlib.h>
#include <lualib.h>
#include <math.h>

#include "host/manifest.h"
#include "testing.h"

static lua_State *L;
static manifest m;

static int setup(void **unused)
{
    (void)unused;
    L = luaL_newstate();
    luaL_openlibs(L);
    m = (manifest){ 0 };
    return L == NULL ? -1 : 0;
}

static int teardown(void **unused)
{
    manifest_free(&m);
    lua_close(L);
    return clear_test_error(unused);
}

static status read_manifest(plugin_kind kind, const char *source)
{
    lua_settop(L, 0);
    if (luaL_dostring(L, source) != LUA_OK) fail_msg("%s", lua_tostring(L, -1));
    lua_settop(L, 1);
    manifest_free(&m);
    status s = manifest_from_lua(L, -1, kind, &m, &test_error);
    assert_int_equal(lua_gettop(L), 1);
    return s;
}

#define ANALYSIS "api = 1, summary = 'x', columns = {{'a', 'text'}}, document = print"

static void an_analysis_is_read_whole(void **unused)
{
    (void)unused;
    assert_ok(read_manifest(
        PLUGIN_ANALYSIS,
        "return { api = 1, summary = 'All of it',"
        " options = { { 'top', 'integer', default = 5, min = 1, max = 10, help = 'how many' },"
        "             { 'by', 'text', choices = { 'form', 'stem' } }, { 'share', 'number', default "
        "= 2 },"
        "             { 'all', 'boolean', default = true }, { 'since', 'date' }, { 'in_tongue', "
        "'language', default = 'en' } },"
        " tables = { words = { { 'word', 'text', 'as written' }, { 'at', 'span' } }, pairs = { { "
        "'n', 'integer' } } },"
        " map = print, finish = print, document = print }"));
    assert_string_equal(m.summary, "All of it");
    assert_int_equal(m.shapes, SHAPE_DOCUMENT | SHAPE_MAP | SHAPE_FINISH);
    assert_int_equal(m.options.count, 6);
    const plugin_option *o = m.options.items;
    assert_string_equal(o[0].name, "top");
    assert_string_equal(o[0].help, "how many");
    assert_true(o[0].type == COLUMN_INTEGER && o[0].fallback.type == VALUE_INTEGER &&
                o[0].fallback.integer == 5);
    assert_true(o[0].min == 1 && o[0].max == 10);
    assert_true(o[1].choices.count == 2 && o[1].fallback.type == VALUE_NULL && isinf(o[1].min));
    assert_string_equal(o[1].choices.items[1], "stem");
    assert_true(o[2].fallback.type == VALUE_NUMBER && o[2].fallback.number == 2);
    assert_true(o[3].fallback.type == VALUE_BOOLEAN && o[3].fallback.integer == 1);
    assert_true(o[4].type == COLUMN_DATE && o[5].type == COLUMN_LANGUAGE);
    assert_string_equal(o[5].fallback.text, "en");
    assert_int_equal(m.tables.count, 2); /* by name: Lua's tables have no order */
    assert_string_equal(m.tables.items[0].name, "pairs");
    assert_string_equal(m.tables.items[1].name, "words");
    assert_int_equal(m.tables.items[1].count, 2);
    assert_string_equal(m.tables.items[1].columns[0].help, "as written");
    assert_int_equal(m.tables.items[1].columns[1].type, COLUMN_SPAN);
    assert_null(m.tables.items[1].columns[1].help);
}

static void plots_are_read(void **unused)
{
    (void)unused;
    assert_ok(read_manifest(
        PLUGIN_ANALYSIS,
        "return { api = 1, summary = 's', document = print, columns = { { 'word', 'text' }, { 'n', "
        "'integer' }, { 'at', 'date' } }, plots = { { 'bar', x = 'word', y = 'n', title = 'Words' "
        "}, "
        "{ 'timeline', x = 'at', group = 'document' } } }"));
    assert_int_equal(m.plots.count, 2);
    assert_string_equal(m.plots.items[0].texts[PLOT_KIND], "bar");
    assert_string_equal(m.plots.items[0].texts[PLOT_Y], "n");
    assert_string_equal(m.plots.items[0].texts[PLOT_TITLE], "Words");
    assert_null(m.plots.items[0].texts[PLOT_GROUP]);
    assert_string_equal(m.plots.items[1].texts[PLOT_GROUP],
                        "document"); /* which rows of document() have */
    assert_ok(read_manifest(
        PLUGIN_ANALYSIS, "return { api = 1, summary = 's', corpus = print, tables = { a = { { 'x', "
                         "'number' } }, b = { { 'y', 'text' } } }, plots = { { 'histogram', table "
                         "= 'a', x = 'x' } } }"));
    assert_string_equal(m.plots.items[0].texts[PLOT_TABLE], "a");
}

#define PIVOTED(names)                                                                             \
    "return { api = 1, summary = 's', corpus = print, across = true, columns = { { 'tag', "        \
    "'language' }, { 'rank', 'integer' }, { 'word', 'text' } }, pivot = { " names " } }"

static void a_pivot_names_columns(void **unused)
{
    (void)unused;
    assert_ok(read_manifest(PLUGIN_ANALYSIS, PIVOTED("'tag', 'rank', 'word'")));
    assert_int_equal(m.pivot.count, 3);
    assert_string_equal(m.pivot.items[2], "word");
    assert_true(m.traits & TRAIT_ACROSS);
    assert_int_equal(read_manifest(PLUGIN_ANALYSIS, PIVOTED("'tag', 'rank', 'wird'")),
                     STATUS_PLUGIN);
    assert_non_null(strstr(error_text(&test_error), "'wird' is none"));
    error_clear(&test_error);
    assert_int_equal(read_manifest(PLUGIN_ANALYSIS, PIVOTED("'tag', 'rank'")), STATUS_PLUGIN);
    error_clear(&test_error);
}

static void the_other_kinds_are_read(void **unused)
{
    (void)unused;
    assert_ok(read_manifest(
        PLUGIN_LOADER,
        "return { api = 1, summary = 's', extensions = { 'md', 'markdown' }, magic = { '%PDF' },"
        " media_types = { 'text/markdown' }, load = print,"
        " needs = { run = { 'cat', { 'pdftotext', package = 'poppler-utils' } } } }"));
    assert_int_equal(m.programs.count, 2);
    assert_string_equal(m.programs.items[0].name, "cat");
    assert_null(m.programs.items[0].package);
    assert_string_equal(m.programs.items[1].name, "pdftotext");
    assert_string_equal(m.programs.items[1].package, "poppler-utils");
    assert_int_equal(m.extensions.count, 2);
    assert_string_equal(m.extensions.items[1], "markdown");
    assert_string_equal(m.magic.items[0], "%PDF");
    assert_ok(read_manifest(
        PLUGIN_FORMAT,
        "return { api = 1, summary = 's', extension = 'csv', "
        "media_type = 'text/csv', people = true, binary = true, single = true, several = true, "
        "columns = { 'title', 'year' }, options = { { 'bom', 'boolean' } }, "
        "render = print }"));
    assert_true(m.traits == (TRAIT_PEOPLE | TRAIT_BINARY | TRAIT_SINGLE | TRAIT_SEVERAL));
    assert_int_equal(m.needed.count, 2);
    assert_string_equal(m.needed.items[1], "year");
    assert_string_equal(m.options.items[0].name, "bom");
    assert_string_equal(m.extensions.items[0], "csv");
    assert_string_equal(m.media_type, "text/csv");
    assert_ok(read_manifest(PLUGIN_LANGUAGE,
                            "return { api = 1, name = 'Klingon', anything = { 'at', 'all' } }"));
    assert_string_equal(m.title, "Klingon");
}

/* ---- mistakes ---- */

static const struct {
    plugin_kind kind;
    const char *source, *message;
} mistakes[] = {
    { PLUGIN_ANALYSIS, "return 1", "returns one table; this one returns a number" },
    { PLUGIN_ANALYSIS, "return nil", "returns one table; this one returns a nil" },
    { PLUGIN_ANALYSIS, "return { summary = 'x', columns = {{'a', 'text'}}, document = print }",
      "lacks 'api'" },
    { PLUGIN_ANALYSIS, "return { api = 2, summary = 'x' }",
      "api = 2 is not one that this moonleaf has; it has api = 1" },
    { PLUGIN_ANALYSIS, "return { api = '1' }", "'api' must be a number, not a string" },
    { PLUGIN_ANALYSIS, "return { api = 1, columns = {{'a', 'text'}}, document = print }",
      "lacks 'summary'" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = {} }",
      "'summary' must be a string, not a table" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'a\\0b' }",
      "'summary' has a NUL character in it" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', colums = {} }",
      "unknown key 'colums' in the manifest; did you mean columns?" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', 'loose' }",
      "unknown key '1' in the manifest" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', [print] = 1 }", "unknown key 'function" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', extensions = {} }",
      "unknown key 'extensions'" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', document = {} }",
      "'document' must be a function, not a table" },
    /* shapes */
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', columns = {{'a', 'text'}} }",
      "needs a function" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', columns = {{'a', 'text'}}, map = print }",
      "map() and finish() go together" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = {{'a', 'text'}}, finish = print, document = "
      "print }",
      "map() and finish() go together" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = {{'a', 'text'}}, corpus = print, document = "
      "print }",
      "corpus() stands alone" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', document = print }",
      "lacks 'columns' (or 'tables')" },
    /* columns */
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', columns = {}, document = print }",
      "at least one column" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', columns = { 'a' }, document = print }",
      "each column must be a table" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', columns = { { 'a' } }, document = print }",
      "a column's type must be a text, not a nil" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 1, 'text' } }, document = print }",
      "a column's name must be a text, not a number" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 'a', 'text', 3 } }, document = print }",
      "a column's help must be a text" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 'a', 'integr' } }, document = print }",
      "column 'a' has the unknown type 'integr'; did you mean integer?" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 'a', 'zzz' } }, document = print }",
      "the types are text, integer, number, boolean, date, span, spans, language, json" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 'A b', 'text' } }, document = print }",
      "the column name 'A b' must be small letters" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 'a', 'text' }, { 'b', 'text' }, { 'a', "
      "'span' } }, document = print }",
      "the column 'a' is declared twice" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = { { 'a', 'text' }, nil, { 'c', 'text' } }, "
      "document = print }",
      "each column must be a table" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', columns = {{'a', 'text'}}, tables = { t = {{'a', 'text'}} "
      "}, document = print }",
      "either 'columns' or 'tables', not both" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', tables = {}, document = print }",
      "'tables' declares no table" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', tables = { {{'a', 'text'}} }, document = print }",
      "keys of 'tables' must be names" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', tables = { ['A'] = {{'a', 'text'}} }, document = print }",
      "keys of 'tables' must be names" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', tables = { t = 'a' }, document = print }",
      "each of 'tables' must be an array" },
    /* plots */
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { 'bar' } }", "each plot must be a table" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bars', x = 'a' } } }",
      "scatter or histogram, not 'bars'; did you mean bar?" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { x = 'a' } } }",
      "a plot begins with its kind: bar, line, timeline" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bar' } } }", "the plot 'bar' lacks x" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bar', x = 'aa' } } }",
      "a plot shows what is no column: 'aa'; did you mean a?" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bar', x = 'a', y = 'a' } } }",
      "y of a plot is 'a', and a text cannot stand there" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'timeline', x = 'a' } } }",
      "x of a plot is 'a', and a text cannot stand there" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'line', x = 'a' } } }", "lacks y" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'heatmap', x = 'a' } } }",
      "lacks group" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bar', x = 'a', colour = 'red' } } }",
      "a plot has the unknown key 'colour'" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bar', x = 1 } } }",
      "'x' of a plot must be a text, not a number" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", plots = { { 'bar', x = 'a', table = 't' } } }",
      "a plot is of no table of rows: table = 't'" },
    { PLUGIN_ANALYSIS,
      "return { api = 1, summary = 'x', tables = { t = {{'a', 'text'}} }, document = print, plots "
      "= { { 'bar', x = 'a' } } }",
      "a plot is of no table of rows: table = ''" },
    /* options */
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = 3 }",
      "'options' must be a table, not a number" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { 'top' } }",
      "each option must be a table" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'top' } } }",
      "an option's type must be a text, not a nil" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { nil, 'text' } } }",
      "an option's name must be a text, not a nil" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'top-n', 'text' } } }",
      "the option name 'top-n' must be small letters" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'at', 'span' } } }",
      "option 'at' has the unknown type 'span'" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'at', 'text', defualt = 'x' } } }",
      "option 'at' has the unknown key 'defualt'; did you mean default?" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'at', 'text', [true] = 'x' } } }",
      "option 'at' has the unknown key '?'" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'top', 'integer', default = 1.5 } } }",
      "the default of option 'top' is no integer" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'top', 'number', default = '1' } } }",
      "the default of option 'top' is no number" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'all', 'boolean', default = 1 } } }",
      "the default of option 'all' is no boolean" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'by', 'text', default = 1 } } }",
      "the default of option 'by' is no text" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'top', 'integer', min = 'a' } } }",
      "'min' of option 'top' must be a number" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'top', 'integer', max = {} } } }",
      "'max' of option 'top' must be a number" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'by', 'text', choices = 'a' } } }",
      "'choices' of option 'by' must be an array" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'by', 'text', choices = { 1 } } } }",
      "a choice must be a text, not a number" },
    { PLUGIN_ANALYSIS, "return { " ANALYSIS ", options = { { 'by', 'text', help = 1 } } }",
      "an option's help must be a text" },
    { PLUGIN_ANALYSIS,
      "return { " ANALYSIS
      ", options = { { 'by', 'text' }, { 'to', 'text' }, { 'by', 'integer' } } }",
      "the option 'by' is declared twice" },
    { PLUGIN_ANALYSIS,
      "return { " ANALYSIS ", options = { { 'top', 'integer', default = 0, min = 1 } } }",
      "the default of option 'top' is less than its min" },
    { PLUGIN_ANALYSIS,
      "return { " ANALYSIS ", options = { { 'top', 'number', default = 2.5, max = 1 } } }",
      "the default of option 'top' is more than its max" },
    { PLUGIN_ANALYSIS,
      "return { " ANALYSIS
      ", options = { { 'by', 'text', default = 'c', choices = { 'a', 'b' } } } }",
      "the default of option 'by' is none of its choices" },
    /* the other kinds */
    { PLUGIN_LOADER, "return { api = 1, summary = 'x' }", "lacks 'load'" },
    { PLUGIN_LOADER, "return { api = 1, summary = 'x', load = print, needs = { 'ls' } }",
      "'needs' is { run = { \"program\", ... } } and nothing else" },
    { PLUGIN_LOADER, "return { api = 1, summary = 'x', load = print, needs = { run = { 1 } } }",
      "a program in 'needs.run' must be a text" },
    { PLUGIN_LOADER,
      "return { api = 1, summary = 'x', load = print, needs = { run = { '/bin/ls' } } }",
      "'/bin/ls' is no name of one" },
    { PLUGIN_LOADER,
      "return { api = 1, summary = 'x', load = print, needs = { run = { { 'ls', package = {} } } } "
      "}",
      "the package of a program" },
    { PLUGIN_ANALYSIS, "return { api = 1, summary = 'x', needs = { run = { 'ls' } } }",
      "unknown key 'needs'" },
    { PLUGIN_LOADER, "return { api = 1, summary = 'x', load = print, extensions = 'md' }",
      "'extensions' must be a table, not a string" },
    { PLUGIN_LOADER, "return { api = 1, summary = 'x', load = print, extensions = { 1 } }",
      "'extensions' must be a text, not a number" },
    { PLUGIN_LOADER, "return { api = 1, summary = 'x', load = print, magic = { {} } }",
      "'magic' must be a text, not a table" },
    { PLUGIN_LOADER, "return { api = 1, summary = 'x', laod = print }",
      "unknown key 'laod' in the manifest; did you mean load?" },
    { PLUGIN_FORMAT, "return { api = 1, summary = 'x' }", "lacks 'render'" },
    { PLUGIN_FORMAT, "return { api = 1, summary = 'x', render = print, people = 1 }",
      "'people' must be a boolean, not a number" },
    { PLUGIN_FORMAT, "return { api = 1, summary = 'x', render = print, extension = 7 }",
      "'extension' must be a string, not a number" },
    { PLUGIN_LANGUAGE, "return { api = 1 }", "lacks 'name'" },
    { PLUGIN_LANGUAGE, "return { api = 1, name = 7 }", "'name' must be a string, not a number" },
};

static void each_mistake_has_its_message(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        error_clear(&test_error);
        status s = read_manifest(mistakes[i].kind, mistakes[i].source);
        if (s != STATUS_PLUGIN || strstr(error_text(&test_error), mistakes[i].message) == NULL)
            fail_msg("%s\nsays: %s\nnot:  %s", mistakes[i].source,
                     s == STATUS_OK ? "nothing" : error_text(&test_error), mistakes[i].message);
    }
}

/* ---- frames ---- */

#define FULL                                                                                       \
    "return { api = 1, summary = 'All of it', document = print,"                                   \
    " options = { { 'top', 'integer', default = 5, min = 1, max = 10, help = 'how many' },"        \
    "             { 'by', 'text', default = 'form', choices = { 'form', 'stem' } }, { 'share', "   \
    "'number', default = .5 } },"                                                                  \
    " tables = { words = { { 'word', 'text', 'as written' }, { 'at', 'span' } }, pairs = { { "     \
    "'n', 'integer' } } }, plots = { { 'bar', table = 'words', x = 'word', title = 'Words' } } }"

static void write_full(buffer *frame)
{
    assert_ok(read_manifest(PLUGIN_ANALYSIS, FULL));
    m.help = strdup("the comment\nat its top");
    manifest_write(frame, &m);
}

static void a_manifest_arrives_as_it_was(void **unused)
{
    (void)unused;
    manifest got = { 0 };
    buffer frame = { 0 }, again = { 0 };
    write_full(&frame);
    reader r = reader_of(frame.data, frame.length);
    assert_ok(manifest_read(&r, &got, &test_error));
    manifest_write(&again, &got);
    assert_int_equal(again.length, frame.length);
    assert_memory_equal(again.data, frame.data, frame.length);
    assert_string_equal(got.help, "the comment\nat its top");
    assert_string_equal(got.tables.items[1].columns[0].help, "as written");
    manifest_free(&got);
    buffer_free(&frame);
    buffer_free(&again);
}

static void cut_off_manifests_fail(void **unused)
{
    (void)unused;
    buffer frame = { 0 };
    write_full(&frame);
    for (size_t length = 0; length < frame.length; length++) {
        manifest got = { 0 };
        char *exact = malloc(length > 0 ? length : 1);
        memcpy(exact, frame.data, length);
        reader r = reader_of(exact, length);
        assert_fails(manifest_read(&r, &got, &test_error), STATUS_SYSTEM, "broken manifest");
        assert_null(got.summary); /* freed */
        free(exact);
    }
    buffer_free(&frame);
}

static void changed_manifests_fail_or_are_whole(void **unused)
{
    (void)unused;
    buffer frame = { 0 }, again = { 0 };
    uint64_t seed = 11;
    size_t accepted = 0;
    write_full(&frame);
    for (int i = 0; i < 30000; i++) {
        size_t length;
        char *bytes = mutated(&frame, &seed, &length);
        manifest got = { 0 };
        reader r = reader_of(bytes, length);
        status s = manifest_read(&r, &got, &test_error);
        assert_true(s == STATUS_OK || s == STATUS_SYSTEM);
        accepted += s == STATUS_OK;
        for (size_t j = 0; j < got.options.count; j++) {
            const plugin_option *o = &got.options.items[j];
            assert_true(o->name != NULL && o->type < COLUMN_TYPES);
            if (o->fallback.type == VALUE_TEXT)
                assert_int_equal(strlen(o->fallback.text), o->fallback.length);
        }
        buffer_clear(&again);
        manifest_write(&again, &got); /* everything in it can be read */
        manifest_free(&got);
        free(bytes);
    }
    assert_true(accepted > 100 && accepted < 29000);
    buffer_free(&frame);
    buffer_free(&again);
}

int main(void)
{
#define MANIFEST_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        MANIFEST_TEST(an_analysis_is_read_whole),
        MANIFEST_TEST(plots_are_read),
        MANIFEST_TEST(a_pivot_names_columns),
        MANIFEST_TEST(the_other_kinds_are_read),
        MANIFEST_TEST(each_mistake_has_its_message),
        MANIFEST_TEST(a_manifest_arrives_as_it_was),
        MANIFEST_TEST(cut_off_manifests_fail),
        MANIFEST_TEST(changed_manifests_fail_or_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
