/* The limits of time and memory, in Lua code of every shape. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "host/deadline.h"
#include "sandbox_fixture.h"

static double cpu_seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* The code ends by that limit, and within half a second of it. */
static void assert_limited(const char *source, const char *flag)
{
    double begin = cpu_seconds();
    status s = run_source(source);
    if (s != STATUS_LIMIT || strstr(error_text(&test_error), flag) == NULL)
        fail_msg("%s\nsays: %s\nnot:  %s", source,
                 s == STATUS_OK ? "nothing" : error_text(&test_error), flag);
    assert_true(cpu_seconds() - begin < 0.02 + 0.5);
    assert_int_equal(lua_gettop(sandbox_state(test_box)), 0);
    assert_ok(
        run_source("local n = 0 for i = 1, 10000 do n = n + i end return n")); /* the next call has
                                                                                  time of its own */
    lua_settop(sandbox_state(test_box), 0);
}

static void no_loop_gets_away(void **unused)
{
    (void)unused;
    static const char *const loops[] = {
        "while true do end",
        "repeat until false",
        "::again:: goto again",
        "local function f() return f() end f()",
        "while true do pcall(function() while true do end end) end",
        "while true do pcall(error) end",
        "xpcall(function() while true do end end, function() while true do end end)",
        "xpcall(error, function() while true do end end)",
        "while true do xpcall(function() while true do end end, function(m) return m end) end",
        "local co = coroutine.create(function() while true do end end) while true do "
        "coroutine.resume(co) end",
        "local function nest(n) if n == 0 then while true do end end coroutine.wrap(nest)(n - 1) "
        "end nest(20)",
        "while true do pcall(coroutine.wrap(function() while true do end end)) end",
        "local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true "
        "do co() end",
        "local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = "
        "function() while true do end end })"
        " coroutine.yield() end) coroutine.resume(co) coroutine.close(co) while true do end",
        "local x <close> = setmetatable({}, { __close = function() while true do end end }) while "
        "true do end",
        "local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) while true "
        "do pcall(function() return t[1] end) end",
        "error(setmetatable({}, { __tostring = function() while true do end end }))",
        "while true do local s = ('x'):rep(1000) end",
        "return load('while true do end')()",
        "table.sort({ 1, 2, 3 }, function() while true do end end)",
        "(('x'):rep(100)):gsub('.', function() while true do end end)",
        "require('lpeg').match(require('lpeg').P(function() while true do end end), 'x')",
    };
    test_limits.cpu_seconds = 0.02;
    open_box(NULL);
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++)
        assert_limited(loops[i], "--max-cpu raises the limit");
}

static void the_message_names_the_limit(void **unused)
{
    (void)unused;
    test_limits.cpu_seconds = 0.05;
    open_box(NULL);
    assert_int_equal(run_source("while true do end"), STATUS_LIMIT);
    assert_string_equal(error_text(&test_error),
                        "used more than 0.05 CPU seconds; --max-cpu raises the limit");
    assert_non_null(strstr(test_error.detail, "t.lua:1")); /* where it was */
    assert_true(deadline_is_over());
}

static void what_ends_in_time_is_not_disturbed(void **unused)
{
    (void)unused;
    test_limits.cpu_seconds = 5;
    open_box(NULL);
    assert_ok(run_source("local n = 0 for i = 1, 100000 do n = n + i % 7 end local co = "
                         "coroutine.wrap(function() coroutine.yield(1) end)"
                         " co() return n"));
    assert_false(deadline_is_over());
}

/* A signal that arrives when the call has ended must not be taken for the deadline of anything
 * else. */
static void a_late_signal_does_nothing(void **unused)
{
    (void)unused;
    pid_t child = fork();
    if (child == 0) {
        if (run_source("return 1") != STATUS_OK) _exit(1);
        raise(SIGALRM);
        raise(SIGALRM);
        _exit(run_source("return 1") == STATUS_OK ? 0 : 2);
    }
    int state;
    waitpid(child, &state, 0);
    assert_int_equal(state, 0);
}

/* Pattern matching reaches no instruction of Lua: the process ends by itself. */
static void c_code_that_never_returns_ends_its_process(void **unused)
{
    (void)unused;
    test_limits.cpu_seconds = 0.02;
    open_box(NULL);
    pid_t child = fork();
    if (child == 0) {
        run_source("return ('a'):rep(100000):find(('a-'):rep(50) .. 'b')");
        _exit(0);
    }
    int state;
    waitpid(child, &state, 0);
    assert_true(WIFSIGNALED(state));
    assert_int_equal(WTERMSIG(state), SIGXCPU);
}

/* ---- memory ---- */

static void no_hunger_gets_away(void **unused)
{
    (void)unused;
    static const char *const hungry[] = {
        "local t = {} while true do t[#t + 1] = {} end",
        "return ('x'):rep(1 << 40)",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end",
        "return table.concat({}, (' '):rep(1 << 22), 1, 1 << 30)",
        "local t = {} while true do local ok, why = pcall(function() while true do t[#t + 1] = "
        "('x'):rep(1000) .. #t end end) error(why, 0) end",
        "return string.format('%' .. 's', ('x'):rep(1 << 26))",
        "local t = {} coroutine.wrap(function() while true do t[#t + 1] = {} end end)()",
    };
    test_limits.memory = (size_t)8 << 20;
    test_limits.cpu_seconds = 20;
    for (size_t i = 0; i < sizeof hungry / sizeof *hungry; i++) {
        open_box(NULL);
        status s = run_source(hungry[i]);
        if (s == STATUS_PLUGIN) continue; /* refused for its size: "resulting string too large" */
        if (s != STATUS_LIMIT)
            fail_msg("%s\nsays: %s", hungry[i],
                     s == STATUS_OK ? "nothing" : error_text(&test_error));
        assert_string_equal(error_text(&test_error),
                            "used more than 8 MiB of memory; --max-memory raises the limit");
    }
}

static void memory_that_was_let_go_counts_no_more(void **unused)
{
    (void)unused;
    test_limits.memory = (size_t)8 << 20;
    open_box(NULL);
    assert_ok(run_source("for i = 1, 200 do local s = ('x'):rep(1 << 20) .. i end return 1"));
    lua_settop(sandbox_state(test_box), 0);
    assert_ok(run_source(
        "local ok = pcall(string.rep, 'x', 1 << 24) return ok")); /* caught: the plugin goes on */
    assert_false(lua_toboolean(sandbox_state(test_box), -1));
    lua_settop(sandbox_state(test_box), 0);
    assert_int_equal(run_source("pcall(string.rep, 'x', 1 << 24) error('of another kind')"),
                     STATUS_PLUGIN);
}

int main(void)
{
#define BOX_TEST(name) cmocka_unit_test_setup_teardown(name, make_sandbox, drop_sandbox)
    const struct CMUnitTest tests[] = {
        BOX_TEST(c_code_that_never_returns_ends_its_process), /* before this process has a timer:
                                                                 children have none of it */
        BOX_TEST(a_late_signal_does_nothing),
        BOX_TEST(no_loop_gets_away),
        BOX_TEST(the_message_names_the_limit),
        BOX_TEST(what_ends_in_time_is_not_disturbed),
        BOX_TEST(no_hunger_gets_away),
        BOX_TEST(memory_that_was_let_go_counts_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
