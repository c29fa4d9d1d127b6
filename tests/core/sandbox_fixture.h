/* Plugin code in a sandbox of this very process: what a test hands it lies in the file t.lua. */
#ifndef MOONLEAF_TESTS_SANDBOX_FIXTURE_H
#define MOONLEAF_TESTS_SANDBOX_FIXTURE_H

#include <lauxlib.h>

#include "folder_fixture.h"
#include "host/sandbox.h"
#include "lua/api.h"

static discovery test_plugins; /* of no plugin, but with a library */
static limits test_limits;
static sandbox *test_box;

static inline void open_box(const plugin *p)
{
    sandbox_setup setup = { .plugins = &test_plugins,
                            .plugin = p,
                            .limits = test_limits,
                            .open_api = api_library.open_api };
    sandbox_free(test_box);
    test_box = NULL;
    assert_ok(sandbox_create(&setup, &test_box, &test_error));
}

static int make_sandbox(void **unused)
{
    if (make_test_folder(unused) != 0) return -1;
    test_plugins.bundled_library = path_in_folder("lib");
    test_limits = LIMITS_DOCUMENT;
    open_box(NULL);
    return 0;
}

static int drop_sandbox(void **unused)
{
    sandbox_free(test_box);
    test_box = NULL;
    free(test_plugins.bundled_library);
    return remove_test_folder(unused);
}

/* Runs the source and leaves its one result on the stack. */
static inline status run_source(const char *source)
{
    write_file("t.lua", source);
    char *path = path_in_folder("t.lua");
    error_clear(&test_error);
    status s = sandbox_load(test_box, path, &test_error);
    if (s == STATUS_OK) s = sandbox_call(test_box, 0, 1, &test_error);
    free(path);
    return s;
}

#endif
