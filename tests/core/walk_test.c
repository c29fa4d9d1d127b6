#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "corpus/walk.h"

enum { NOBODY = 65534 };

static char *folder; /* one of its own for each test, and the working directory */
static int came_from;
static error problem;

static int make_folder(void **unused)
{
    (void)unused;
    char template[] = "/tmp/moonleaf_walk_XXXXXX";
    came_from = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (came_from < 0 || mkdtemp(template) == NULL || chmod(template, 0755) != 0) return -1;
    folder = realpath(template, NULL);
    return folder == NULL ? -1 : chdir(folder);
}

static int remove_folder(void **unused)
{
    (void)unused;
    int left = fchdir(came_from), outcome = -1;
    close(came_from);
    error_clear(&problem);
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", "--", folder, (char *)NULL);
        _exit(1);
    }
    if (child > 0) waitpid(child, &outcome, 0);
    free(folder);
    return left == 0 ? outcome : -1;
}

static void make(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0 || write(file, "text\n", 5) != 5) fail_msg("cannot write %s", path);
    close(file);
}

#define make_directory(path) assert_int_equal(mkdir(path, 0755), 0)
#define make_link(target, path) assert_int_equal(symlink(target, path), 0)

#define walk(corpus, ...)                                                                          \
    walk_these((const char *const[]){ __VA_ARGS__ },                                               \
               sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), corpus)

static walk_list walk_these(const char *const *paths, size_t count, const char *corpus)
{
    walk_list entries;
    assert_int_equal(walk_paths(paths, count, corpus, &entries, &problem), STATUS_OK);
    return entries;
}

/* "root|path!problem*" a line: roots without the test's folder, "*" for what was given. */
static void assert_entries(walk_list *entries, const char *expected)
{
    buffer found = { 0 };
    for (size_t i = 0; i < entries->count; i++) {
        const walk_entry *entry = &entries->items[i];
        assert_memory_equal(entry->root, folder, strlen(folder));
        buffer_format(&found, "%s|%s", entry->root + strlen(folder), entry->path);
        if (entry->problem != NULL) buffer_format(&found, "!%s", entry->problem);
        buffer_text(&found, entry->is_given ? "*\n" : "\n");
    }
    buffer_text(&found, "");
    assert_string_equal(found.data, expected);
    buffer_free(&found);
    walk_free(entries);
}

/* Places that were given: absolute, without links and dots, none under another. */
static void test_places_are_the_outermost(void **unused)
{
    (void)unused;
    make_directory("x");
    make_directory("x/a");
    make_directory("xy");
    make("x/a/b.txt");
    make("c.txt");
    walk_list entries = walk(NULL, "xy/", "x/a", "./x", "c.txt", "x/a/b.txt", "no/where");
    buffer found = { 0 };
    for (size_t i = 0; i < entries.places.count; i++)
        buffer_format(&found, "%s ", entries.places.items[i] + strlen(folder));
    assert_string_equal(found.data, "/c.txt /no/where /x /xy ");
    buffer_free(&found);
    walk_free(&entries);
}

static void test_what_is_passed_over_is_counted(void **unused)
{
    (void)unused;
    make_directory("x");
    make_directory("x/page_files");
    make("x/page.html");
    make("x/.hidden");
    make("x/~$lock.docx");
    make("x/own.leaf");
    make("x/other.leaf");
    walk_list entries = walk("x/own.leaf", "x");
    assert_int_equal(entries.count, 1);
    assert_int_equal(entries.left_out, 4);
    walk_free(&entries);
}

static void test_files_come_by_the_bytes_of_their_paths(void **unused)
{
    (void)unused;
    make_directory("x");
    make_directory("x/a");
    make("x/a/b.txt");
    make("x/a.txt"); /* "." sorts before "/" */
    make("x/Z.txt");
    make("x/\xd1\x91.txt");
    make("x/two\nlines");
    make("x/\xff\xfe");
    make("x/-rf");
    walk_list entries = walk(NULL, "x");
    assert_int_equal(entries.items[0].size, 5);
    struct stat about;
    assert_int_equal(stat("x/-rf", &about), 0);
    assert_true(entries.items[0].mtime ==
                about.st_mtim.tv_sec * INT64_C(1000000000) + about.st_mtim.tv_nsec);
    assert_entries(&entries, "/x|-rf\n/x|Z.txt\n/x|a.txt\n/x|a/b.txt\n/x|two\nlines\n"
                             "/x|\xd1\x91.txt\n/x|\xff\xfe\n");
}

static void test_dots_and_slashes_lead_to_one_root(void **unused)
{
    (void)unused;
    make_directory("x");
    make("x/a.txt");
    walk_list entries = walk(NULL, "x", "x/", "./x/../x//.", ".", "x/..");
    assert_entries(&entries, "|x/a.txt\n");
    entries = walk(NULL, "x/", "x/.");
    assert_entries(&entries, "/x|a.txt\n");
    entries = walk(NULL, "x/../x/a.txt");
    assert_entries(&entries, "/x|a.txt*\n");
}

static void test_each_file_is_listed_once(void **unused)
{
    (void)unused;
    make_directory("x");
    make_directory("x/a");
    make("x/a/b.txt");
    make("x/a/c.txt");
    walk_list entries = walk(NULL, "x/a/b.txt", "x/a", "x", "x");
    assert_entries(&entries, "/x|a/b.txt*\n/x|a/c.txt\n");
    entries = walk(NULL, "x/a/b.txt", "x/a/c.txt", "x/a/b.txt");
    assert_entries(&entries, "/x/a|b.txt*\n/x/a|c.txt*\n");
}

static void test_what_no_person_wrote_is_left_out(void **unused)
{
    (void)unused;
    static const char *const folders[] = { ".git", "moonleaf-plugins", "Page_files", "alone_files",
                                           "old_files" };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        make_directory(folders[i]);
        char *path = NULL;
        assert_true(asprintf(&path, "%s/in.txt", folders[i]) > 0);
        make(path);
        free(path);
    }
    static const char *const files[] = { ".hidden",      ".~lock.a.odt#", "~$a.docx", "a.leaf",
                                         "a.leaf-wal",   "a.leaf-shm",    "own.db",   "own.db-wal",
                                         "Page.html",    "old.HTM",       "a.docx",   "leaf",
                                         "alone.html.gz" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) make(files[i]);
    walk_list entries = walk("own.db", ".");
    assert_entries(&entries, "|Page.html\n|a.docx\n|alone.html.gz\n|alone_files/in.txt\n|leaf\n"
                             "|old.HTM\n");
    /* What is named is meant, but for the corpus. */
    entries = walk("own.db", ".hidden", "Page_files", ".git", "./own.db");
    assert_entries(&entries, "|.hidden*\n|own.db!is the corpus itself*\n/.git|in.txt\n"
                             "/Page_files|in.txt\n");
}

static void test_what_is_missing_is_listed_with_the_reason(void **unused)
{
    (void)unused;
    make("a.txt");
    walk_list entries = walk(NULL, "no/where.txt", "gone/", "a.txt/", "", "gone");
    assert_entries(&entries, "|!No such file or directory*\n|a.txt!Not a directory*\n"
                             "|gone!No such file or directory*\n"
                             "/no|where.txt!No such file or directory*\n");
}

static void test_only_regular_files_are_listed(void **unused)
{
    (void)unused;
    assert_int_equal(mkfifo("pipe", 0644), 0);
    walk_list entries = walk(NULL, ".");
    assert_entries(&entries, "|pipe!is no regular file\n");
    entries = walk(NULL, "pipe");
    int file;
    assert_int_equal(walk_open(&entries.items[0], &file, &problem), STATUS_SYSTEM);
    assert_non_null(strstr(error_text(&problem), "/pipe: is no regular file"));
    assert_entries(&entries, "|pipe!is no regular file*\n");
}

static void test_links_lead_to_files_under_the_root_only(void **unused)
{
    (void)unused;
    make("outside.txt");
    make_directory("x");
    make_directory("x/.objects");
    make("x/.objects/1");
    make("x/z.txt");
    make_link(".objects/1", "x/annexed.txt");
    make_link("z.txt", "x/a-second-name.txt");
    make_link("../outside.txt", "x/out.txt");
    make_link("nowhere", "x/broken.txt");
    make_link("round.txt", "x/round.txt");
    make_link(".", "x/loop");
    make_link("../x", "x/again");
    make_directory("x/deep");
    make_link("..", "x/deep/up");
    make_link("../deep", "x/deep/self");
    make_link("deep", "x/shallow");
    walk_list entries = walk(NULL, "x");
    assert_int_equal(entries.items[1].size, 5);
    assert_int_equal(entries.left_out, 2); /* .objects, and shallow: its folder is walked itself */
    assert_entries(&entries, "/x|again!a link that leads back to itself\n/x|annexed.txt\n"
                             "/x|broken.txt!a link to a file that is not there\n"
                             "/x|deep/self!a link that leads back to itself\n"
                             "/x|deep/up!a link that leads back to itself\n"
                             "/x|loop!a link that leads back to itself\n"
                             "/x|out.txt!a link out of the folder; name it to load where it leads\n"
                             "/x|round.txt!a link that leads back to itself\n/x|z.txt\n");

    make_link("x", "link-to-x");
    make("y.txt");
    make_link("y.txt", "link-to-y.txt");
    entries = walk(NULL, "link-to-y.txt");
    assert_entries(&entries, "|link-to-y.txt*\n");
}

static void assert_opens(const walk_entry *entry)
{
    int file;
    char bytes[6];
    assert_int_equal(walk_open(entry, &file, &problem), STATUS_OK);
    assert_int_equal(read(file, bytes, sizeof bytes), 5);
    assert_true((fcntl(file, F_GETFD) & FD_CLOEXEC) != 0);
    close(file);
}

static void test_entries_open(void **unused)
{
    (void)unused;
    make_directory("x");
    make_directory("x/.objects");
    make("x/.objects/1");
    make("x/b.txt");
    make("outside.txt");
    make_link(".objects/1", "x/a.txt");
    make_link("outside.txt", "given.txt");
    walk_list entries = walk(NULL, "x", "given.txt");
    assert_int_equal(entries.count, 3);
    for (size_t i = 0; i < entries.count; i++) assert_opens(&entries.items[i]);
    assert_entries(&entries, "|given.txt*\n/x|a.txt\n/x|b.txt\n");
}

/* What is swapped after the walk is not followed out of the root. */
static void test_a_file_that_became_something_else_does_not_open(void **unused)
{
    (void)unused;
    static const char *const names[] = { "x/a", "x/b", "x/c", "x/d/e" };
    make_directory("x");
    make_directory("x/d");
    make_directory("secret");
    make("secret/e");
    for (size_t i = 0; i < 4; i++) make(names[i]);
    walk_list entries = walk(NULL, "x");
    assert_int_equal(entries.count, 4);
    for (size_t i = 0; i < 4; i++) assert_int_equal(unlink(names[i]), 0);
    make_link("../secret/e", "x/a");
    assert_int_equal(mkfifo("x/b", 0644), 0);
    assert_int_equal(rmdir("x/d"), 0);
    make_link("../secret", "x/d");
    static const char *const reasons[] = { "/x/a: ", "/x/b: is no regular file",
                                           "/x/c: No such file or directory", "/x/d/e: " };
    for (size_t i = 0; i < 4; i++) {
        int file;
        assert_int_equal(walk_open(&entries.items[i], &file, &problem), STATUS_SYSTEM);
        assert_int_equal(file, -1);
        assert_non_null(strstr(error_text(&problem), reasons[i]));
    }
    walk_free(&entries);
}

/* 100 folders of 100 bytes each: deeper than PATH_MAX, and than a few descriptors. */
static void test_folders_may_lie_deep(void **unused)
{
    (void)unused;
    char name[101];
    memset(name, 'n', 100);
    name[100] = '\0';
    for (size_t i = 0; i < 100; i++) {
        make_directory(name);
        assert_int_equal(chdir(name), 0);
    }
    make("deep.txt");
    assert_int_equal(chdir(folder), 0);
    walk_list entries = walk(NULL, ".");
    assert_int_equal(entries.count, 1);
    assert_null(entries.items[0].problem);
    assert_int_equal(strlen(entries.items[0].path), 100 * 101 + strlen("deep.txt"));
    assert_opens(&entries.items[0]);
    walk_free(&entries);
}

static void test_what_may_not_be_read_is_listed_with_the_reason(void **unused)
{
    (void)unused;
    make_directory("x");
    make_directory("x/locked");
    make("x/locked/in.txt");
    make("x/open.txt");
    make("x/secret.txt");
    assert_int_equal(chmod("x/locked", 0), 0);
    assert_int_equal(chmod("x/secret.txt", 0), 0);
    bool is_root = geteuid() == 0;
    if (is_root) assert_int_equal(seteuid(NOBODY), 0);
    walk_list entries = walk(NULL, "x"), locked = walk(NULL, "x/locked");
    if (is_root) assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod("x/locked", 0755), 0);
    assert_entries(&entries, "/x|locked!Permission denied\n/x|open.txt\n"
                             "/x|secret.txt!Permission denied\n");
    assert_entries(&locked, "/x|locked!Permission denied*\n");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_files_come_by_the_bytes_of_their_paths),
        TEST(test_places_are_the_outermost),
        TEST(test_what_is_passed_over_is_counted),
        TEST(test_dots_and_slashes_lead_to_one_root),
        TEST(test_each_file_is_listed_once),
        TEST(test_what_no_person_wrote_is_left_out),
        TEST(test_what_is_missing_is_listed_with_the_reason),
        TEST(test_only_regular_files_are_listed),
        TEST(test_links_lead_to_files_under_the_root_only),
        TEST(test_entries_open),
        TEST(test_a_file_that_became_something_else_does_not_open),
        TEST(test_folders_may_lie_deep),
        TEST(test_what_may_not_be_read_is_listed_with_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
