/* A folder of its own for each test, with whatever files the test puts into it. */
#ifndef MOONLEAF_TESTS_FOLDER_FIXTURE_H
#define MOONLEAF_TESTS_FOLDER_FIXTURE_H

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

static char *test_folder;

static int make_test_folder(void **unused)
{
    (void)unused;
    test_folder = strdup("/tmp/moonleaf_test_XXXXXX");
    return test_folder == NULL || mkdtemp(test_folder) == NULL ? -1 : 0;
}

static inline void remove_tree(const char *folder)
{
    DIR *listing = opendir(folder);
    for (struct dirent *entry; listing != NULL && (entry = readdir(listing)) != NULL;) {
        char *path = NULL;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (asprintf(&path, "%s/%s", folder, entry->d_name) < 0) continue;
        if (unlink(path) != 0) remove_tree(path);
        free(path);
    }
    if (listing != NULL) closedir(listing);
    rmdir(folder);
}

static int remove_test_folder(void **unused)
{
    remove_tree(test_folder);
    free(test_folder);
    return clear_test_error(unused);
}

/* The caller frees it. */
static inline char *path_in_folder(const char *name)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", test_folder, name) > 0);
    return path;
}

/* Makes the folder and those above it. */
static inline void make_folder(const char *name)
{
    char *path = path_in_folder(name);
    for (char *slash = path + strlen(test_folder) + 1; (slash = strchr(slash, '/')) != NULL;
         slash++) {
        *slash = '\0';
        assert_true(mkdir(path, 0777) == 0 || errno == EEXIST);
        *slash = '/';
    }
    assert_true(mkdir(path, 0777) == 0 || errno == EEXIST);
    free(path);
}

static inline void write_bytes(const char *name, const char *bytes, size_t length)
{
    char *path = path_in_folder(name), *folder = strdup(name), *slash = strrchr(folder, '/');
    if (slash != NULL) {
        *slash = '\0';
        make_folder(folder);
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    free(folder);
    free(path);
}

static inline void write_file(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

#endif
