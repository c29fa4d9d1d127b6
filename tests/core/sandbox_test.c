#include "sandbox_fixture.h"

/* What the source returns, as a text. */
static void assert_returns(const char *source, const char *wanted)
{
    if (run_source(source) != STATUS_OK) fail_msg("%s\nfails: %s", source, error_text(&test_error));
    lua_State *L = sandbox_state(test_box);
    const char *text = luaL_tolstring(L, -1, NULL);
    if (strcmp(text, wanted) != 0) fail_msg("%s\nreturns: %s\nnot:     %s", source, text, wanted);
    lua_settop(L, 0);
}

static void assert_raises(const char *source, const char *message)
{
    status s = run_source(source);
    if (s != STATUS_PLUGIN || strstr(error_text(&test_error), message) == NULL)
        fail_msg("%s\nsays: %s\nnot:  %s", source,
                 s == STATUS_OK ? "nothing" : error_text(&test_error), message);
    assert_int_equal(lua_gettop(sandbox_state(test_box)), 0);
}

/* ---- the environment ---- */

static void what_is_allowed_is_there(void **unused)
{
    (void)unused;
    static const char *const names[] = {
        "assert",   "error",  "getmetatable", "ipairs", "next",     "pairs",        "pcall",
        "rawequal", "rawget", "rawlen",       "rawset", "select",   "setmetatable", "tonumber",
        "tostring", "type",   "xpcall",       "load",   "require",  "string",       "table",
        "math",     "utf8",   "coroutine",    "os",     "moonleaf", "_VERSION",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char source[64];
        snprintf(source, sizeof source, "return type(%s) ~= 'nil'", names[i]);
        assert_returns(source, "true");
    }
    assert_returns("return type(os.time()) .. type(os.clock()) .. type(os.date())",
                   "numbernumberstring");
    assert_returns("return require('lpeg').match(require('lpeg').P'a', 'ab')", "2");
    assert_returns("return ('x'):rep(3) .. string.upper('y')", "xxxY");
}

static void nothing_else_is(void **unused)
{
    (void)unused;
    static const char *const names[] = { "io",       "debug",          "package",    "dofile",
                                         "loadfile", "collectgarbage", "print",      "_G",
                                         "arg",      "warn",           "loadstring", "corpus" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char source[64], message[64];
        snprintf(source, sizeof source, "return %s", names[i]);
        snprintf(message, sizeof message, "t.lua:1: '%s' is not defined", names[i]);
        assert_raises(source, message);
    }
    assert_returns("return tostring(os.execute) .. tostring(os.getenv) .. tostring(os.exit) .. "
                   "tostring(os.remove)",
                   "nilnilnilnil");
    assert_returns("return tostring(string.dump) .. tostring(('').dump)", "nilnil");
}

static void globals_must_be_declared(void **unused)
{
    (void)unused;
    assert_raises("\nreturn undeclared", "t.lua:2: 'undeclared' is not defined");
    assert_raises("new = 1",
                  "t.lua:1: assignment to the undeclared global 'new'; declare it local");
    assert_raises("function f() end", "assignment to the undeclared global 'f'");
    assert_raises("string = nil", "assignment to the undeclared global 'string'");
    assert_raises("_ENV.x = 1", "assignment to the undeclared global 'x'");
    assert_raises("rawset(_ENV, 'x', 1)", "read-only");
    assert_raises("setmetatable(_ENV, {})", "protected");
    assert_returns("return tostring(getmetatable(_ENV))", "false");
    assert_raises("return load('new = 1')()", "assignment to the undeclared global 'new'");
}

static void libraries_are_read_only(void **unused)
{
    (void)unused;
    static const char *const libraries[] = { "string",   "table",         "math",
                                             "utf8",     "coroutine",     "os",
                                             "moonleaf", "moonleaf.text", "require('lpeg')" };
    static const char *const attacks[] = {
        "local l = %s l.x = 1", "rawset(%s, 'x', 1)",
        "setmetatable(%s, {})", "local l = %s for k in pairs(l) do l[k] = nil end",
        "table.insert(%s, 1)",  "table.move({ 1 }, 1, 1, 1, %s)",
    };
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        for (size_t j = 0; j < sizeof attacks / sizeof *attacks; j++) {
            char source[128];
            snprintf(source, sizeof source, attacks[j], libraries[i]);
            if (run_source(source) != STATUS_PLUGIN) fail_msg("%s\nis not refused", source);
        }
    }
    assert_returns("return tostring(getmetatable(''))", "false");
    assert_raises("getmetatable('').__index = nil", "t.lua:1:");
    assert_returns("return string.format('%d', math.floor(2.5)) .. #table.pack(1, 2)", "22");
    assert_returns("local n = 0 for _ in pairs(math) do n = n + 1 end return n > 10", "true");
}

static void code_is_source_text(void **unused)
{
    (void)unused;
    assert_returns("return load('return 1 + 1')()", "2");
    assert_returns("return load('return x', 'name', 't', { x = 7 })()", "7");
    assert_returns("return (select(2, load('return return', '=here')))",
                   "here:1: unexpected symbol near 'return'");
    assert_returns("local f, why = load('\\27Lua') return tostring(f) .. (why:find('binary') and ' "
                   "refused' or why)",
                   "nil refused");
    assert_raises("return load(function() return 'return 1' end)()", "string expected");
    write_bytes("t.lua", "\x1bLua", 4);
    char *path = path_in_folder("t.lua");
    assert_fails(sandbox_load(test_box, path, &test_error), STATUS_PLUGIN, "binary");
    free(path);
}

static void finalisers_may_not_be_set(void **unused)
{
    (void)unused;
    assert_raises("setmetatable({}, { __gc = function() end })", "plugins may not set __gc");
    assert_raises("local m = setmetatable({}, { __index = { __gc = 1 } }) rawset(m, '__gc', true) "
                  "setmetatable({}, m)",
                  "__gc");
    assert_returns("return setmetatable({}, { __index = function() return 'late' end }).x", "late");
    assert_raises("setmetatable(setmetatable({}, { __metatable = 'mine' }), {})", "protected");
}

/* ---- require ---- */

static void modules_come_from_three_folders(void **unused)
{
    (void)unused;
    write_file("own/first.lua", "return { from = 'own' }");
    write_file("library/first.lua", "return { from = 'library' }");
    write_file("library/second.lua", "local name = ... return { from = 'library', name = name }");
    write_file("lib/second.lua", "return { from = 'bundled' }");
    write_file("lib/deep/third.lua", "return { from = 'bundled' }");
    plugin p = { .folder = path_in_folder("own"), .library = path_in_folder("library") };
    open_box(&p);
    assert_returns(
        "return require('first').from .. require('second').from .. require('deep.third').from",
        "ownlibrarybundled");
    assert_returns("return require('second').name", "second");
    assert_returns("return require('first') == require('first')", "true");
    free(p.folder);
    free(p.library);
}

static void other_modules_are_not_there(void **unused)
{
    (void)unused;
    write_file("outside.lua", "return 1");
    write_file("lib/wrong.lua", "return return");
    write_file("lib/nothing.lua", "local x = 1");
    write_file("lib/raises.lua", "error('no')");
    write_file("lib/global.lua", "x = 1");
    assert_raises("require 'missing'",
                  "module 'missing' is neither in the plugin's folder nor in plugins/lib");
    static const char *const names[] = { "../outside", "..outside", "/etc/passwd", "a/b", "",
                                         ".",          "a..b",      "a.",          "t\\0" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char source[64];
        snprintf(source, sizeof source, "require '%s'", names[i]);
        if (run_source(source) != STATUS_PLUGIN) fail_msg("%s\nis not refused", source);
    }
    assert_raises("require 'wrong'", "wrong.lua:1: unexpected symbol near 'return'");
    assert_raises("require 'nothing'", "module 'nothing' returns nothing");
    assert_raises("require 'raises'", "raises.lua:1: no");
    assert_raises("require 'global'", "global.lua:1: assignment to the undeclared global 'x'");
    assert_raises("require(7 .. '')", "module '7' is neither");
    assert_raises("require({})", "string expected");
}

/* ---- errors ---- */

static void errors_say_where_and_why(void **unused)
{
    (void)unused;
    assert_raises("\n\nerror('my fault')", "t.lua:3: my fault");
    assert_raises("local x = nil\nreturn x.y", "t.lua:2: attempt to index a nil value (local 'x')");
    assert_raises("error('without a place', 0)", "without a place");
    assert_raises("return return", "t.lua:1: unexpected symbol near 'return'");
    assert_raises("#!/usr/bin/env moonleaf\nerror('x')", "t.lua:2: x");
    assert_raises("string.rep()", "bad argument #1 to 'rep'");
}

static void values_that_are_no_messages_are_described(void **unused)
{
    (void)unused;
    static const char *const raised[] = {
        "nil", "{}", "true", "print_", "function() end", "coroutine.create(function() end)"
    };
    for (size_t i = 0; i < sizeof raised / sizeof *raised; i++) {
        char source[96];
        snprintf(source, sizeof source, "local print_ = string.rep\n\nerror(%s)", raised[i]);
        assert_raises(source, "t.lua:3: error raised with ");
        assert_null(strstr(error_text(&test_error), "0x")); /* addresses differ from run to run */
    }
    assert_raises("\nerror(42)", "t.lua:2: 42");
    assert_raises("\nerror(setmetatable({}, { __tostring = function() return 'my own text' end }))",
                  "t.lua:2: my own text");
    assert_raises("error(setmetatable({}, { __tostring = function() return 7 end }))", "");
    assert_raises("error(setmetatable({}, { __tostring = function() error('again') end }))", "");
    assert_raises("error(setmetatable({}, { __name = 'mine' }))", "error raised with a");
    assert_raises("error('a\\0b')", "a");
    assert_raises("error(('x'):rep(100000))", "xxx");
}

static void the_traceback_is_of_the_plugin(void **unused)
{
    (void)unused;
    run_source("local function inner()\n  error('deep')\nend\nlocal function outer()\n  "
               "inner()\nend\npcall(error)\nouter()");
    assert_string_equal(error_text(&test_error), "t.lua:2: deep");
    assert_non_null(test_error.detail);
    assert_non_null(strstr(test_error.detail, "t.lua:2 in inner\n"));
    assert_non_null(strstr(test_error.detail, "t.lua:5 in outer\n"));
    assert_non_null(strstr(test_error.detail, "t.lua:8 in the main part of the file\n"));
    assert_null(strstr(test_error.detail, "[C]"));
}

static void deep_recursion_is_an_error(void **unused)
{
    (void)unused;
    assert_raises("local function f() return 1 + f() end f()", "stack overflow");
    assert_raises("local function f() return (pcall(f)) end return f() and error('end')", "");
    assert_raises("local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x", "");
    assert_returns("return 'and the next call works'", "and the next call works");
}

static void a_file_that_is_not_there_is_said(void **unused)
{
    (void)unused;
    assert_fails(sandbox_load(test_box, "/nowhere/t.lua", &test_error), STATUS_PLUGIN,
                 "/nowhere/t.lua: cannot read it: No such file");
}

static void a_folder_is_named_in_its_errors(void **unused)
{
    (void)unused;
    write_file("big/init.lua", "error('x')");
    char *path = path_in_folder("big/init.lua");
    assert_ok(sandbox_load(test_box, path, &test_error));
    assert_fails(sandbox_call(test_box, 0, 0, &test_error), STATUS_PLUGIN, "big/init.lua:1: x");
    free(path);
}

/* ---- C code under protection ---- */

static int add_one(lua_State *L)
{
    int *number = lua_touserdata(L, -1);
    if (++*number == 3) return luaL_error(L, "enough");
    return 0;
}

static void c_code_runs_protected(void **unused)
{
    (void)unused;
    int number = 0;
    assert_ok(sandbox_run(test_box, add_one, &number, &test_error));
    assert_ok(sandbox_run(test_box, add_one, &number, &test_error));
    assert_fails(sandbox_run(test_box, add_one, &number, &test_error), STATUS_PLUGIN, "enough");
    assert_int_equal(number, 3);
    assert_int_equal(lua_gettop(sandbox_state(test_box)), 0);
    assert_ptr_equal(sandbox_of(sandbox_state(test_box)), test_box);
}

static void scripts_may_get_globals(void **unused)
{
    (void)unused;
    sandbox_push_globals(test_box);
    lua_pushstring(sandbox_state(test_box), "given");
    lua_setfield(sandbox_state(test_box), -2, "corpus");
    lua_settop(sandbox_state(test_box), 0);
    assert_returns("return corpus", "given");
}

static void too_little_memory_for_a_sandbox_is_an_error(void **unused)
{
    (void)unused;
    for (size_t memory = 0; memory < 60000; memory += 1777) {
        sandbox *box = NULL;
        sandbox_setup setup = { .plugins = &test_plugins,
                                .limits = LIMITS_DOCUMENT,
                                .open_api = api_library.open_api };
        setup.limits.memory = memory;
        status s = sandbox_create(&setup, &box, &test_error);
        assert_true(s != STATUS_OK || memory > 20000);
        if (s == STATUS_OK) sandbox_free(box);
    }
    sandbox_free(NULL);
}

int main(void)
{
#define BOX_TEST(name) cmocka_unit_test_setup_teardown(name, make_sandbox, drop_sandbox)
    const struct CMUnitTest tests[] = {
        BOX_TEST(what_is_allowed_is_there),
        BOX_TEST(nothing_else_is),
        BOX_TEST(globals_must_be_declared),
        BOX_TEST(libraries_are_read_only),
        BOX_TEST(code_is_source_text),
        BOX_TEST(finalisers_may_not_be_set),
        BOX_TEST(modules_come_from_three_folders),
        BOX_TEST(other_modules_are_not_there),
        BOX_TEST(errors_say_where_and_why),
        BOX_TEST(values_that_are_no_messages_are_described),
        BOX_TEST(the_traceback_is_of_the_plugin),
        BOX_TEST(deep_recursion_is_an_error),
        BOX_TEST(a_file_that_is_not_there_is_said),
        BOX_TEST(a_folder_is_named_in_its_errors),
        BOX_TEST(c_code_runs_protected),
        BOX_TEST(scripts_may_get_globals),
        BOX_TEST(too_little_memory_for_a_sandbox_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
