#include "cli/target.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_same_file(const char *path, const struct stat *about)
{
    struct stat other;
    return path != NULL && stat(path, &other) == 0 && other.st_dev == about->st_dev &&
           other.st_ino == about->st_ino;
}

/* What is there already may be overwritten, but not by a command that reads it. */
static status check(const invocation *i, const char *path, const struct stat *about, error *e)
{
    const char *corpus = invocation_corpus(i);
    if (is_same_file(corpus, about))
        return error_set(e, STATUS_USAGE, "-o %s: that is the corpus", path);
    bool is_input = false;
    for (size_t n = 0; n < i->arguments.count; n++)
        is_input |= is_same_file(i->arguments.items[n], about);
    for (size_t n = 0; n < i->options.count; n++)
        is_input |= strcmp(i->options.items[n].name, "output") != 0 &&
                    is_same_file(i->options.items[n].value, about);
    if (!is_input) return STATUS_OK;
    return error_set(e, STATUS_USAGE, "-o %s: the command reads that file", path);
}

static mode_t mode_of_new_file(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static status open_temporary(target *t, mode_t mode, int *descriptor, error *e)
{
    if (asprintf(&t->temporary, "%s.XXXXXX", t->path) < 0) {
        t->temporary = NULL;
        return error_memory(e);
    }
    *descriptor = mkostemp(t->temporary, O_CLOEXEC);
    if (*descriptor >= 0 && fchmod(*descriptor, mode) == 0) return STATUS_OK;
    error_system(e, "%s", t->path);
    if (*descriptor < 0) {
        free(t->temporary);
        t->temporary = NULL;
    }
    return e->code;
}

static status open_file(target *t, const char *path, const struct stat *about, int *descriptor,
                        error *e)
{
    /* /dev/stdout may be a regular file, which others write as well */
    bool is_stream = strncmp(path, "/dev/", 5) == 0;
    if (about == NULL) return open_temporary(t, mode_of_new_file(), descriptor, e);
    if (S_ISREG(about->st_mode) && !is_stream)
        return open_temporary(t, about->st_mode & 07777, descriptor, e);
    *descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
    return *descriptor >= 0 ? STATUS_OK : error_system(e, "%s", path);
}

status target_open(target *t, const invocation *i, error *e)
{
    const char *path = invocation_output(i);
    struct stat about;
    int descriptor = -1;
    *t = (target){ 0 };
    if (path == NULL) return STATUS_OK;
    bool is_there = stat(path, &about) == 0;
    status s = is_there ? check(i, path, &about, e) : STATUS_OK;
    if (s != STATUS_OK) return s;
    /* a pipe behind /dev/stdout has no path of its own */
    t->path = is_there && S_ISREG(about.st_mode) ? realpath(path, NULL) : strdup(path);
    if (t->path == NULL) return error_system(e, "%s", path);
    s = open_file(t, path, is_there ? &about : NULL, &descriptor, e);
    if (s == STATUS_OK && dup2(descriptor, STDOUT_FILENO) < 0) s = error_system(e, "%s", path);
    if (descriptor >= 0) close(descriptor);
    return s;
}

status target_close(target *t, bool is_kept, error *e)
{
    status s = STATUS_OK;
    if (t->path != NULL && close(STDOUT_FILENO) != 0 && is_kept) s = error_system(e, "%s", t->path);
    if (t->temporary != NULL) {
        if (is_kept && s == STATUS_OK && rename(t->temporary, t->path) != 0)
            s = error_system(e, "%s", t->path);
        if (!is_kept || s != STATUS_OK) unlink(t->temporary);
    }
    free(t->temporary);
    free(t->path);
    *t = (target){ 0 };
    return s;
}
