#include <sys/stat.h>
#include <unistd.h>

#include "folder_fixture.h"
#include "host/discovery.h"

static discovery found;

/* The folders are named, in order of the search: given, environment, home, bundled, and beside the
 * corpus. */
static void discover(void)
{
    char *given = path_in_folder("given"), *bundled = path_in_folder("bundled"),
         *corpus = path_in_folder("here/c.leaf");
    const char *paths[] = { given };
    make_folder("given");
    assert_ok(discovery_run(&found, paths, 1, bundled, corpus, &test_error));
    free(given);
    free(bundled);
    free(corpus);
}

static int setup(void **unused)
{
    if (make_test_folder(unused) != 0) return -1;
    char *environment = NULL, *home = path_in_folder("home");
    if (asprintf(&environment, "%s/first::%s/second", test_folder, test_folder) < 0) return -1;
    setenv("MOONLEAF_PLUGIN_PATH", environment, 1);
    setenv("XDG_DATA_HOME", home, 1);
    free(environment);
    free(home);
    found = (discovery){ 0 };
    return 0;
}

static int teardown(void **unused)
{
    discovery_free(&found);
    discovery_free(&found); /* twice is once */
    return remove_test_folder(unused);
}

/* ---- */

static void names_are_small_letters_and_tags(void **unused)
{
    (void)unused;
    static const char *const good[] = { "a", "keywords", "key_words2" }, *const bad[] = {
        "", "Key", "2key", "_key", "key-words", "ключ", "a b", "a.b"
    };
    static const char *const tags[] = { "en", "zh-Hant", "sl-rozaj-biske" }, *const no_tags[] = {
        "", "e", "en_US", "en US", "0123456789abcdef", "рус"
    };
    for (size_t i = 0; i < 3; i++) assert_true(plugin_name_is_good(PLUGIN_ANALYSIS, good[i]));
    for (size_t i = 0; i < 8; i++) assert_false(plugin_name_is_good(PLUGIN_FORMAT, bad[i]));
    for (size_t i = 0; i < 3; i++) assert_true(plugin_name_is_good(PLUGIN_LANGUAGE, tags[i]));
    for (size_t i = 0; i < 6; i++) assert_false(plugin_name_is_good(PLUGIN_LANGUAGE, no_tags[i]));
}

static void folders_are_searched_in_order(void **unused)
{
    (void)unused;
    static const char *const folders[] = { "given",   "first",
                                           "second",  "home/moonleaf/plugins",
                                           "bundled", "here/moonleaf-plugins" };
    static const char *const origins[] = {
        "--plugin-path", "MOONLEAF_PLUGIN_PATH", "MOONLEAF_PLUGIN_PATH", "user", "bundled", "corpus"
    };
    for (size_t i = 0; i < 6; i++) {
        char path[100];
        sprintf(path, "%s/analyses/same.lua", folders[i]);
        write_file(path, "return {}");
        sprintf(path, "%s/analyses/only%zu.lua", folders[i], i);
        write_file(path, "return {}");
    }
    discover();
    assert_int_equal(found.folders.count, 6);
    assert_int_equal(found.plugins.count, 12);
    for (size_t i = 0; i < 6; i++) {
        char name[32];
        sprintf(name, "only%zu", i);
        assert_string_equal(found.folders.items[i].origin, origins[i]);
        assert_string_equal(discovery_find(&found, PLUGIN_ANALYSIS, name)->origin, origins[i]);
        const plugin *same = &found.plugins.items[6 + i]; /* by name, then by order of the search */
        assert_string_equal(same->name, "same");
        assert_string_equal(same->origin, origins[i]);
        assert_ptr_equal(same->shadowed_by, i == 0 ? NULL : &found.plugins.items[6]);
    }
    assert_string_equal(discovery_find(&found, PLUGIN_ANALYSIS, "same")->origin, "--plugin-path");
    assert_null(discovery_find(&found, PLUGIN_ANALYSIS, "none"));
    assert_null(discovery_find(&found, PLUGIN_FORMAT, "same"));
}

static void kinds_have_folders_and_do_not_meet(void **unused)
{
    (void)unused;
    write_file("bundled/analyses/x.lua", "");
    write_file("bundled/loaders/x.lua", "");
    write_file("bundled/formats/x.lua", "");
    write_file("bundled/languages/xx.lua", "");
    write_file("bundled/lib/x.lua", "");
    write_file("bundled/other/x.lua", "");
    discover();
    assert_int_equal(found.plugins.count, 4);
    for (plugin_kind kind = 0; kind < PLUGIN_KINDS; kind++) {
        const plugin *p = &found.plugins.items[kind];
        assert_int_equal(p->kind, kind);
        assert_null(p->shadowed_by);
        assert_null(p->reason);
        assert_null(p->folder);
        assert_non_null(strstr(p->path, plugin_kind_folder(kind)));
        assert_non_null(strstr(p->library, "/bundled/lib"));
    }
}

static void a_plugin_may_be_a_folder(void **unused)
{
    (void)unused;
    write_file("bundled/analyses/big/init.lua", "return {}");
    write_file("bundled/analyses/big/part.lua", "return {}");
    write_file("bundled/analyses/empty/part.lua", "return {}"); /* no init.lua, no plugin */
    write_file("bundled/analyses/.hidden/init.lua", "return {}");
    write_file("bundled/analyses/README.md", "not Lua");
    make_folder("bundled/analyses/folder.lua");
    discover();
    assert_int_equal(found.plugins.count, 1);
    const plugin *p = discovery_find(&found, PLUGIN_ANALYSIS, "big");
    assert_non_null(strstr(p->path, "/bundled/analyses/big/init.lua"));
    assert_non_null(strstr(p->folder, "/bundled/analyses/big"));
}

static void bad_names_are_broken_not_missing(void **unused)
{
    (void)unused;
    write_file("bundled/analyses/My-Plugin.lua", "return {}");
    write_file("bundled/languages/en_US.lua", "return {}");
    discover();
    assert_int_equal(found.plugins.count, 2);
    assert_true(found.plugins.items[0].is_read);
    assert_string_equal(found.plugins.items[0].reason,
                        "its file name must be small letters, digits and _ after a letter");
    assert_string_equal(found.plugins.items[1].reason,
                        "its file name is no BCP 47 tag such as en.lua");
}

static void only_a_given_folder_must_be_there(void **unused)
{
    (void)unused;
    discover(); /* of the others there is none */
    assert_int_equal(found.plugins.count, 0);
    discovery_free(&found);
    const char *missing[] = { "/nowhere/at/all" };
    assert_fails(discovery_run(&found, missing, 1, "bundled", "c.leaf", &test_error), STATUS_USAGE,
                 "--plugin-path /nowhere/at/all: no such folder");
}

static void a_file_runs_as_it_lies(void **unused)
{
    (void)unused;
    write_file("bundled/analyses/mine.lua", "return {}");
    write_file("mine.lua", "return {}");
    write_file("Not Mine.lua", "return {}");
    discover();
    char *path = path_in_folder("mine.lua"), *wrong = path_in_folder("Not Mine.lua");
    const plugin *p = discovery_file(&found, PLUGIN_ANALYSIS, path, &test_error);
    assert_non_null(p);
    assert_string_equal(p->name, "mine");
    assert_string_equal(p->path, path);
    assert_null(p->shadowed_by);
    assert_non_null(strstr(p->library, "/bundled/lib"));
    assert_null(discovery_file(&found, PLUGIN_ANALYSIS, wrong, &test_error));
    assert_fails(test_error.code, STATUS_PLUGIN, "small letters");
    assert_null(discovery_file(&found, PLUGIN_ANALYSIS, "/nowhere.lua", &test_error));
    assert_fails(test_error.code, STATUS_USAGE, "/nowhere.lua: no such file");
    assert_null(discovery_file(&found, PLUGIN_ANALYSIS, test_folder, &test_error)); /* a folder */
    free(path);
    free(wrong);
}

/* ---- the digest of a plugin's code ---- */

static digest_hex digest_of(const char *name)
{
    digest_hex hex;
    assert_ok(
        discovery_digest(&found, discovery_find(&found, PLUGIN_ANALYSIS, name), &hex, &test_error));
    return hex;
}

static void assert_changes(const char *name, bool changes, digest_hex *before)
{
    digest_hex now = digest_of(name);
    if (changes) assert_string_not_equal(now.text, before->text);
    else assert_string_equal(now.text, before->text);
    *before = now;
}

static void the_digest_is_of_all_that_can_be_required(void **unused)
{
    (void)unused;
    write_file("given/analyses/big/init.lua", "return {}");
    write_file("given/analyses/other.lua", "return {}");
    write_file("given/lib/own.lua", "return 1");
    write_file("bundled/lib/shared.lua", "return 1");
    discover();
    digest_hex big = digest_of("big"), other = digest_of("other");
    assert_changes("big", false, &big);
    write_file("given/analyses/big/init.lua", "return { 1 }");
    assert_changes("big", true, &big);
    assert_changes("other", false, &other);
    write_file("given/analyses/big/deep/part.lua", "return 2");
    assert_changes("big", true, &big);
    write_file("given/analyses/big/notes.txt", "no code");
    assert_changes("big", false, &big);
    write_file("given/lib/own.lua", "return 2");
    assert_changes("big", true, &big);
    assert_changes("other", true, &other);
    write_file("bundled/lib/shared.lua", "return 2");
    assert_changes("other", true, &other);
}

static void a_module_that_is_renamed_is_another(void **unused)
{
    (void)unused;
    write_file("bundled/analyses/x.lua", "return require 'aa'");
    write_file("bundled/lib/aa.lua", "return 1");
    discover();
    digest_hex before = digest_of("x");
    char *from = path_in_folder("bundled/lib/aa.lua"), *to = path_in_folder("bundled/lib/ab.lua");
    assert_int_equal(rename(from, to), 0);
    assert_changes("x", true, &before);
    free(from);
    free(to);
}

/* Lua reads on behind a NUL in a comment or a string. */
static void a_change_behind_a_nul_is_seen(void **unused)
{
    (void)unused;
    write_bytes("bundled/analyses/x.lua", "--\0\nreturn 1", 12);
    discover();
    digest_hex before = digest_of("x");
    write_bytes("bundled/analyses/x.lua", "--\0\nreturn 2", 12);
    assert_changes("x", true, &before);
}

static void a_file_that_is_gone_has_no_digest(void **unused)
{
    (void)unused;
    write_file("bundled/analyses/x.lua", "return {}");
    discover();
    digest_hex hex;
    const plugin *p = discovery_find(&found, PLUGIN_ANALYSIS, "x");
    unlink(p->path);
    assert_fails(discovery_digest(&found, p, &hex, &test_error), STATUS_PLUGIN,
                 "cannot read it: No such file");
}

int main(void)
{
#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(names_are_small_letters_and_tags),
        FOLDER_TEST(folders_are_searched_in_order),
        FOLDER_TEST(kinds_have_folders_and_do_not_meet),
        FOLDER_TEST(a_plugin_may_be_a_folder),
        FOLDER_TEST(bad_names_are_broken_not_missing),
        FOLDER_TEST(only_a_given_folder_must_be_there),
        FOLDER_TEST(a_file_runs_as_it_lies),
        FOLDER_TEST(the_digest_is_of_all_that_can_be_required),
        FOLDER_TEST(a_module_that_is_renamed_is_another),
        FOLDER_TEST(a_change_behind_a_nul_is_seen),
        FOLDER_TEST(a_file_that_is_gone_has_no_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
