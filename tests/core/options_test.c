#include <lauxlib.h>
#include <lualib.h>

#include "host/options.h"
#include "testing.h"

static manifest m;
static option_values o;

/* The options of a plugin: one of each type. */
static int setup(void **unused)
{
    (void)unused;
    static const char source[] =
        "return { api = 1, summary = 'x', columns = {{'a', 'text'}}, document = print, options = {"
        " { 'top', 'integer', default = 5, min = 1, max = 2000000 }, { 'share', 'number', default "
        "= 0.5, min = 0.1, max = 1 },"
        " { 'all', 'boolean', default = false }, { 'group_by', 'text', default = 'form', choices = "
        "{ 'form', 'stem' } },"
        " { 'label', 'text' }, { 'since', 'date' }, { 'tongue', 'language' } } }";
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    if (luaL_dostring(L, source) != LUA_OK) return -1;
    status s = manifest_from_lua(L, -1, PLUGIN_ANALYSIS, &m, &test_error);
    lua_close(L);
    return s == STATUS_OK && options_begin(&o, &m, &test_error) == STATUS_OK ? 0 : -1;
}

static int teardown(void **unused)
{
    options_free(&o);
    options_free(&o);
    manifest_free(&m);
    return clear_test_error(unused);
}

static void set(const char *name, const char *text)
{
    assert_ok(options_set(&o, name, text, &test_error));
}

static void assert_canonical(const char *wanted)
{
    buffer out = { 0 };
    options_append_canonical(&out, &o);
    assert_string_equal(out.data, wanted);
    buffer_free(&out);
}

static void defaults_are_nothing_to_tell(void **unused)
{
    (void)unused;
    assert_canonical("{}");
    set("top", "7");
    set("all", NULL);
    set("top", "5"); /* back at the default */
    set("all", "no");
    set("share", "0.50");
    set("group-by", "form");
    assert_canonical("{}");
}

static void what_differs_is_told_by_name(void **unused)
{
    (void)unused;
    set("top", "7");
    set("label", "say \"hi\"");
    set("group-by", "stem"); /* with - or _ */
    set("all", NULL);
    set("share", "1");
    assert_canonical(
        "{\"all\":true,\"group_by\":\"stem\",\"label\":\"say \\\"hi\\\"\",\"share\":1,\"top\":7}");
    set("label", "last one wins");
    set("label", "");
    set("since", "2014-05");
    set("tongue", "zh-Hant");
    assert_canonical("{\"all\":true,\"group_by\":\"stem\",\"label\":\"\",\"share\":1,\"since\":"
                     "\"2014-05\",\"tongue\":\"zh-Hant\",\"top\":7}");
}

static void what_does_not_fit_is_said(void **unused)
{
    (void)unused;
    static const struct {
        const char *name, *text, *message;
    } wrong[] = {
        { "top", "seven", "--top takes a whole number, not 'seven'" },
        { "top", "7x", "--top takes a whole number, not '7x'" },
        { "top", "", "--top takes a whole number, not ''" },
        { "top", "1.5", "--top takes a whole number" },
        { "top", "99999999999999999999", "--top takes a whole number" },
        { "top", "0", "--top must be at least 1" },
        { "top", "2000001", "--top must be at most 2000000" },
        { "top", NULL, "--top needs a value" },
        { "share", "half", "--share takes a number, not 'half'" },
        { "share", "nan", "--share takes a number, not 'nan'" },
        { "share", "inf", "--share takes a number, not 'inf'" },
        { "share", "0.09", "--share must be at least 0.1" },
        { "share", "1.01", "--share must be at most 1" },
        { "all", "maybe", "--all takes true or false, not 'maybe'" },
        { "group_by", "stme",
          "--group_by takes one of form, stem, not 'stme'; did you mean stem?" },
        { "group_by", "lemma", "--group_by takes one of form, stem, not 'lemma'" },
        { "label", NULL, "--label needs a value" },
        { "tpo", "1", "unknown option --tpo; did you mean --top?" },
        { "nothing", "1",
          "unknown option --nothing; it has --top, --share, --all, --group_by, --label, --since, "
          "--tongue" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_fails(options_set(&o, wrong[i].name, wrong[i].text, &test_error), STATUS_USAGE,
                     wrong[i].message);
    assert_canonical("{}"); /* nothing of it was kept */
}

static void a_plugin_without_options_says_so(void **unused)
{
    (void)unused;
    manifest none = { 0 };
    option_values empty = { 0 };
    assert_ok(options_begin(&empty, &none, &test_error));
    assert_fails(options_set(&empty, "top", "1", &test_error), STATUS_USAGE,
                 "unknown option --top; it has none");
    options_free(&empty);
}

static int push(lua_State *L)
{
    reader *r = lua_touserdata(L, 1);
    options_push(L, r);
    return 1;
}

static void plugins_get_them_as_a_table(void **unused)
{
    (void)unused;
    buffer frame = { 0 };
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    set("label", "x");
    set("all", "true");
    options_write(&frame, &o);
    reader r = reader_of(frame.data, frame.length);
    lua_pushcfunction(L, push);
    lua_pushlightuserdata(L, &r);
    assert_int_equal(lua_pcall(L, 1, 1, 0), LUA_OK);
    lua_setglobal(L, "o");
    if (luaL_dostring(L, "assert(o.top == 5 and math.type(o.top) == 'integer' and o.share == 0.5 "
                         "and o.all == true)"
                         " assert(o.group_by == 'form' and o.label == 'x' and o.since == nil)") !=
        LUA_OK)
        fail_msg("%s", lua_tostring(L, -1));
    uint64_t seed = 5;
    for (int i = 0; i < 5000; i++) {
        size_t length;
        char *bytes = mutated(&frame, &seed, &length);
        r = reader_of(bytes, length);
        lua_settop(L, 0);
        lua_pushcfunction(L, push);
        lua_pushlightuserdata(L, &r);
        int code = lua_pcall(L, 1, 1, 0);
        if (code != LUA_OK)
            assert_non_null(strstr(lua_tostring(L, -1), "the options did not arrive"));
        else assert_true(lua_istable(L, -1));
        free(bytes);
    }
    lua_close(L);
    buffer_free(&frame);
}

int main(void)
{
#define OPTIONS_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        OPTIONS_TEST(defaults_are_nothing_to_tell), OPTIONS_TEST(what_differs_is_told_by_name),
        OPTIONS_TEST(what_does_not_fit_is_said),    OPTIONS_TEST(a_plugin_without_options_says_so),
        OPTIONS_TEST(plugins_get_them_as_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
