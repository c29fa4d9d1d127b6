#include "corpus/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"

enum {
    FOLDER = O_PATH | O_DIRECTORY | O_CLOEXEC, /* to go on from; needs no right to list it */
    CORPUS_FILES = 4,
};

static const char NOT_REGULAR[] = "is no regular file";

typedef walk_places name_list;

typedef struct candidate {
    walk_entry entry;
    dev_t device; /* with the inode says which file it is; an inode of 0 says nothing */
    ino_t inode;
    bool is_link;
} candidate;

typedef struct walker {
    LIST(candidate) found;
    struct stat corpus[CORPUS_FILES]; /* the corpus and what SQLite keeps beside it */
    size_t corpus_files;
    const char *root; /* the folder that is walked, and its descriptor */
    int descriptor;
    name_list places; /* the absolute paths that were given */
    size_t left_out;
    name_list pending; /* folders under the root, still to be listed; "" is the root */
    status state;      /* sticky */
} walker;

static void free_names(name_list *names)
{
    for (size_t i = 0; i < names->count; i++) free(names->items[i]);
    list_free(names);
}

/* Takes the name; true when there was memory for it and its place. */
static bool push_name(name_list *names, char *name)
{
    char **slot = name == NULL ? NULL : list_push(names);
    if (slot == NULL) {
        free(name);
        return false;
    }
    *slot = name;
    return true;
}

static char *join(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    buffer path = { 0 };
    buffer_text(&path, folder);
    if (length > 0 && folder[length - 1] != '/') buffer_byte(&path, '/');
    buffer_text(&path, name);
    return buffer_take(&path);
}

static void close_quietly(int descriptor)
{
    int number = errno;
    if (descriptor >= 0) close(descriptor);
    errno = number;
}

/* Opens a path under the folder `root` name by name: so no path is too long for the system, no more
 * than two descriptors are open however deep it lies, and no folder on the way is a link. */
static int open_under(int root, const char *path, int flags)
{
    char *names = strdup(path[0] == '\0' ? "." : path);
    if (names == NULL) return -1;
    int folder = root;
    char *name = names;
    for (char *slash; folder >= 0 && (slash = strchr(name, '/')) != NULL; name = slash + 1) {
        *slash = '\0';
        int next = openat(folder, name, FOLDER | O_NOFOLLOW);
        if (folder != root) close_quietly(folder);
        folder = next;
    }
    int opened = folder < 0 ? -1 : openat(folder, name, flags | O_CLOEXEC);
    if (folder != root) close_quietly(folder);
    free(names);
    return opened;
}

/* Where a link under the root leads to, when that is under the root too: a path without links,
 * under the root, that the caller frees. */
static char *resolve_link(const char *root, const char *path)
{
    char *link = join(root, path), *target = link == NULL ? NULL : realpath(link, NULL);
    free(link);
    if (target == NULL) return NULL;
    size_t length = strlen(root);
    while (length > 0 && root[length - 1] == '/') length--;
    bool is_under = strncmp(target, root, length) == 0 && target[length] == '/';
    bool is_around = target[length] == '\0' && strncmp(target, root, length) == 0;
    char *rest = is_under ? strdup(target + length + 1) : NULL;
    free(target);
    if (!is_under) errno = is_around ? ELOOP : EXDEV;
    return rest;
}

static int64_t nanoseconds(struct timespec time)
{
    int64_t result;
    if (__builtin_mul_overflow(time.tv_sec, INT64_C(1000000000), &result) ||
        __builtin_add_overflow(result, time.tv_nsec, &result))
        return time.tv_sec < 0 ? INT64_MIN : INT64_MAX;
    return result;
}

/* Adds a copy of what was found; `about` and `problem` may be NULL. */
static candidate *add(walker *w, const char *root, const char *path, const struct stat *about,
                      const char *problem)
{
    candidate *c = list_push(&w->found);
    if (c == NULL) {
        w->state = STATUS_NO_MEMORY;
        return NULL;
    }
    c->entry.root = strdup(root);
    c->entry.path = strdup(path);
    c->entry.problem = problem == NULL ? NULL : strdup(problem);
    if (c->entry.root == NULL || c->entry.path == NULL ||
        (problem != NULL && c->entry.problem == NULL))
        w->state = STATUS_NO_MEMORY;
    if (about == NULL) return c;
    c->entry.size = about->st_size;
    c->entry.mtime = nanoseconds(about->st_mtim);
    c->device = about->st_dev;
    c->inode = about->st_ino;
    return c;
}

/* Adds a file or folder by its absolute path, as a path under its folder. */
static candidate *add_absolute(walker *w, const char *absolute, const struct stat *about,
                               const char *problem)
{
    const char *slash = strrchr(absolute, '/');
    if (slash == NULL) return add(w, "", absolute, about, problem);
    char *folder = strndup(absolute, slash == absolute ? 1 : (size_t)(slash - absolute));
    char *root = folder == NULL ? NULL : realpath(folder, NULL);
    candidate *c = NULL;
    if (folder == NULL || (root == NULL && errno == ENOMEM)) w->state = STATUS_NO_MEMORY;
    else c = add(w, root != NULL ? root : folder, slash + 1, about, problem);
    free(root);
    free(folder);
    return c;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool is_corpus(const walker *w, const struct stat *about)
{
    for (size_t i = 0; i < w->corpus_files; i++) {
        const struct stat *own = &w->corpus[i];
        if (own->st_dev == about->st_dev && own->st_ino == about->st_ino) return true;
    }
    return false;
}

static bool is_file_left_out(walker *w, const char *name, const struct stat *about)
{
    if (is_corpus(w, about)) return true;
    bool is_other =
        ends_with(name, ".leaf") || ends_with(name, ".leaf-wal") || ends_with(name, ".leaf-shm");
    w->left_out += is_other;
    return is_other;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Index of the first of the sorted names that does not sort before text[0, length). */
static size_t lower_bound(const name_list *names, const char *text, size_t length)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strncmp(names->items[middle], text, length) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* A browser saves the pictures of NAME.html in NAME_files. */
static bool is_page_folder(walker *w, const char *name, const name_list *siblings)
{
    static const char *const pages[] = { "html", "htm", "xhtml", "shtml" };
    if (!ends_with(name, "_files")) return false;
    size_t length = strlen(name) - strlen("_files") + 1;
    char *start = strndup(name, length); /* "NAME." */
    if (start == NULL) {
        w->state = STATUS_NO_MEMORY;
        return false;
    }
    start[length - 1] = '.';
    bool is_found = false;
    for (size_t i = lower_bound(siblings, start, length); i < siblings->count && !is_found; i++) {
        if (strncmp(siblings->items[i], start, length) != 0) break;
        for (size_t j = 0; j < sizeof pages / sizeof *pages; j++)
            is_found |= strcasecmp(siblings->items[i] + length, pages[j]) == 0;
    }
    free(start);
    return is_found;
}

/* A link that leads to no file under the root is told: what the person put there may be missed. */
static void refuse_link(walker *w, const char *path, int number)
{
    if (number == ENOMEM) w->state = STATUS_NO_MEMORY;
    else if (number == ELOOP) add(w, w->root, path, NULL, "a link that leads back to itself");
    else if (number == ENOENT || number == ENOTDIR)
        add(w, w->root, path, NULL, "a link to a file that is not there");
    else if (number == EXDEV)
        add(w, w->root, path, NULL, "a link out of the folder; name it to load where it leads");
    else add(w, w->root, path, NULL, strerror(number));
}

/* True for a folder on the way to the path: a link to it would be walked without end. */
static bool is_around(const char *folder, const char *path)
{
    size_t length = strlen(folder);
    return strncmp(folder, path, length) == 0 && path[length] == '/';
}

static void visit_link(walker *w, const char *path, const char *name)
{
    char *target = resolve_link(w->root, path);
    if (target == NULL || is_around(target, path)) {
        refuse_link(w, path, target == NULL ? errno : ELOOP);
        free(target);
        return;
    }
    struct stat about;
    int file = open_under(w->descriptor, target, O_PATH | O_NOFOLLOW);
    if (file < 0 && errno == ENOMEM) w->state = STATUS_NO_MEMORY;
    bool is_regular = file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    close_quietly(file);
    if (!is_regular) w->left_out++;
    else if (!is_file_left_out(w, name, &about)) {
        bool can_read = faccessat(w->descriptor, target, R_OK, AT_EACCESS) == 0;
        candidate *c = add(w, w->root, path, &about, can_read ? NULL : strerror(errno));
        if (c != NULL) c->is_link = true;
    }
    free(target);
}

static void visit(walker *w, int folder, const char *path, const char *name,
                  const name_list *siblings)
{
    struct stat about;
    if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT) add(w, w->root, path, NULL, strerror(errno));
    } else if (S_ISDIR(about.st_mode)) {
        if (strcmp(name, "moonleaf-plugins") == 0 || is_page_folder(w, name, siblings))
            w->left_out++;
        else if (!push_name(&w->pending, strdup(path))) w->state = STATUS_NO_MEMORY;
    } else if (S_ISLNK(about.st_mode)) {
        visit_link(w, path, name);
    } else if (S_ISREG(about.st_mode) && !is_file_left_out(w, name, &about)) {
        bool can_read = faccessat(folder, name, R_OK, AT_EACCESS) == 0;
        if (can_read || errno != ENOENT)
            add(w, w->root, path, &about, can_read ? NULL : strerror(errno));
    } else if (!S_ISREG(about.st_mode)) add(w, w->root, path, NULL, NOT_REGULAR);
}

/* The names in a folder but for hidden files and office lock files. Answers 0 or an errno. */
static int read_names(DIR *folder, name_list *names, size_t *left_out)
{
    for (;;) {
        errno = 0;
        struct dirent *next = readdir(folder);
        if (next == NULL) return errno;
        if (strcmp(next->d_name, ".") == 0 || strcmp(next->d_name, "..") == 0) continue;
        if (next->d_name[0] == '.' || strncmp(next->d_name, "~$", 2) == 0) {
            ++*left_out;
            continue;
        }
        if (!push_name(names, strdup(next->d_name))) return ENOMEM;
    }
}

static void add_folder_problem(walker *w, const char *path, int number)
{
    if (number == ENOMEM) {
        w->state = STATUS_NO_MEMORY;
        return;
    }
    if (number == ENOENT && path[0] != '\0') return; /* it vanished while we looked elsewhere */
    struct stat about;
    int folder = open_under(w->descriptor, path, O_PATH | O_NOFOLLOW);
    bool is_known = folder >= 0 && fstat(folder, &about) == 0;
    close_quietly(folder);
    const struct stat *known = is_known ? &about : NULL;
    if (path[0] != '\0') {
        add(w, w->root, path, known, strerror(number));
        return;
    }
    candidate *c = add_absolute(w, w->root, known, strerror(number));
    if (c != NULL) c->entry.is_given = true;
}

static void walk_folder(walker *w, const char *path)
{
    int descriptor = open_under(w->descriptor, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL) {
        close_quietly(descriptor);
        add_folder_problem(w, path, errno);
        return;
    }
    name_list names = { 0 };
    int number = read_names(folder, &names, &w->left_out);
    if (number != 0) add_folder_problem(w, path, number);
    if (names.count > 0) qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; i < names.count && w->state == STATUS_OK; i++) {
        char *child = join(path, names.items[i]);
        if (child == NULL) w->state = STATUS_NO_MEMORY;
        else visit(w, dirfd(folder), child, names.items[i], &names);
        free(child);
    }
    free_names(&names);
    closedir(folder);
}

static void walk_root(walker *w, const char *root)
{
    w->root = root;
    w->descriptor = open(root, FOLDER);
    if (w->descriptor < 0) {
        candidate *c = add_absolute(w, root, NULL, strerror(errno));
        if (c != NULL) c->entry.is_given = true;
        return;
    }
    if (!push_name(&w->pending, strdup(""))) w->state = STATUS_NO_MEMORY;
    while (w->pending.count > 0 && w->state == STATUS_OK) {
        char *path = w->pending.items[--w->pending.count];
        walk_folder(w, path);
        free(path);
    }
    close_quietly(w->descriptor);
}

/* The path from "/" on, without slashes at its end; links and dots stay. */
static char *make_absolute(const char *path)
{
    char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
    char *absolute = here == NULL ? strdup(path) : join(here, path);
    free(here);
    size_t length = absolute == NULL || path[0] == '\0' ? 0 : strlen(absolute);
    while (length > 1 && absolute[length - 1] == '/') absolute[--length] = '\0';
    return absolute;
}

static void walk_given_file(walker *w, const char *given, const struct stat *about,
                            const char *problem)
{
    char *absolute = make_absolute(given);
    candidate *c = absolute == NULL ? NULL : add_absolute(w, absolute, about, problem);
    struct stat link;
    if (c == NULL) w->state = STATUS_NO_MEMORY;
    else {
        c->entry.is_given = true;
        c->is_link = lstat(given, &link) == 0 && S_ISLNK(link.st_mode);
        if (!push_name(&w->places, join(c->entry.root, c->entry.path))) w->state = STATUS_NO_MEMORY;
    }
    free(absolute);
}

static void walk_given(walker *w, const char *given)
{
    struct stat about;
    if (stat(given, &about) != 0) {
        walk_given_file(w, given, NULL, strerror(errno));
    } else if (S_ISDIR(about.st_mode)) {
        char *root = realpath(given, NULL);
        if (root == NULL) walk_given_file(w, given, &about, strerror(errno));
        else walk_root(w, root);
        if (root != NULL && !push_name(&w->places, root)) w->state = STATUS_NO_MEMORY;
    } else {
        const char *problem = NULL;
        if (!S_ISREG(about.st_mode)) problem = NOT_REGULAR;
        else if (is_corpus(w, &about)) problem = "is the corpus itself";
        else if (faccessat(AT_FDCWD, given, R_OK, AT_EACCESS) != 0) problem = strerror(errno);
        walk_given_file(w, given, &about, problem);
    }
}

static void know_corpus(walker *w, const char *corpus)
{
    static const char *const ends[CORPUS_FILES] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < CORPUS_FILES && corpus != NULL; i++) {
        buffer name = { 0 };
        buffer_text(&name, corpus);
        buffer_text(&name, ends[i]);
        if (name.state != STATUS_OK) w->state = name.state;
        else if (stat(name.data, &w->corpus[w->corpus_files]) == 0) w->corpus_files++;
        buffer_free(&name);
    }
}

static bool is_under(const char *place, const char *root)
{
    size_t length = strlen(root);
    while (length > 0 && root[length - 1] == '/') length--;
    return strncmp(place, root, length) == 0 && (place[length] == '/' || place[length] == '\0');
}

/* Leaves the places that are under no other. */
static void keep_outermost(name_list *places)
{
    size_t kept = 0;
    if (places->count > 0) qsort(places->items, places->count, sizeof(char *), compare_names);
    for (size_t i = 0; i < places->count; i++) { /* what a place is under sorts before it */
        bool is_inside = false;
        for (size_t j = 0; j < kept && !is_inside; j++)
            is_inside = is_under(places->items[i], places->items[j]);
        if (is_inside) free(places->items[i]);
        else places->items[kept++] = places->items[i];
    }
    places->count = kept;
}

static int compare_numbers(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

static int compare_places(const void *a, const void *b)
{
    const walk_entry *x = &((const candidate *)a)->entry, *y = &((const candidate *)b)->entry;
    int order = strcmp(x->root, y->root);
    return order != 0 ? order : strcmp(x->path, y->path);
}

/* Size and time stand beside the inode because some network file systems give one to many files. */
static int compare_files(const candidate *x, const candidate *y)
{
    int order = compare_numbers(x->device, y->device);
    if (order == 0) order = compare_numbers(x->inode, y->inode);
    if (order == 0) order = compare_numbers((uint64_t)x->entry.size, (uint64_t)y->entry.size);
    if (order == 0) order = compare_numbers((uint64_t)x->entry.mtime, (uint64_t)y->entry.mtime);
    if (order == 0 && x->inode == 0) order = compare_places(x, y);
    return order;
}

/* Entries of one file stand together, the one that is kept first: no link, then the first place. */
static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    int order = compare_files(x, y);
    if (order == 0) order = x->is_link - y->is_link;
    return order != 0 ? order : compare_places(a, b);
}

static void free_entry(walk_entry *entry)
{
    free(entry->root);
    free(entry->path);
    free(entry->problem);
}

/* Leaves each file once, and all by their places. */
static void keep_each_once(walker *w)
{
    candidate *items = w->found.items;
    if (w->found.count == 0) return;
    qsort(items, w->found.count, sizeof *items, compare_candidates);
    size_t kept = 1;
    for (size_t i = 1; i < w->found.count; i++) {
        if (compare_files(&items[kept - 1], &items[i]) == 0) {
            items[kept - 1].entry.is_given |= items[i].entry.is_given;
            free_entry(&items[i].entry);
        } else {
            items[kept++] = items[i];
        }
    }
    w->found.count = kept;
    qsort(items, kept, sizeof *items, compare_places);
}

status walk_paths(const char *const *paths, size_t count, const char *corpus, walk_list *entries,
                  error *e)
{
    walker w = { .descriptor = -1 };
    know_corpus(&w, corpus);
    for (size_t i = 0; i < count && w.state == STATUS_OK; i++) walk_given(&w, paths[i]);
    if (w.state == STATUS_OK) keep_each_once(&w);
    keep_outermost(&w.places);
    *entries = (walk_list){ .places = w.places, .left_out = w.left_out };
    size_t moved = 0;
    while (moved < w.found.count && w.state == STATUS_OK) {
        walk_entry *entry = list_push(entries);
        if (entry == NULL) w.state = STATUS_NO_MEMORY;
        else *entry = w.found.items[moved++].entry;
    }
    for (size_t i = moved; i < w.found.count; i++) free_entry(&w.found.items[i].entry);
    list_free(&w.found);
    free_names(&w.pending);
    if (w.state == STATUS_OK) return STATUS_OK;
    walk_free(entries);
    return error_memory(e);
}

void walk_free(walk_list *entries)
{
    for (size_t i = 0; i < entries->count; i++) free_entry(&entries->items[i]);
    free_names(&entries->places);
    list_free(entries);
}

static int open_entry(int root, const walk_entry *entry)
{
    const int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    if (entry->is_given) return open_under(root, entry->path, flags);
    int file = open_under(root, entry->path, flags | O_NOFOLLOW);
    if (file >= 0 || errno != ELOOP) return file;
    char *target = resolve_link(entry->root, entry->path);
    if (target != NULL) file = open_under(root, target, flags | O_NOFOLLOW);
    free(target);
    return file;
}

status walk_open(const walk_entry *entry, int *descriptor, error *e)
{
    *descriptor = -1;
    const char *between = ends_with(entry->root, "/") ? "" : "/";
    if (entry->problem != NULL)
        return error_set(e, STATUS_SYSTEM, "%s%s%s: %s", entry->root, between, entry->path,
                         entry->problem);
    struct stat about;
    int root = open(entry->root, FOLDER);
    int file = root < 0 ? -1 : open_entry(root, entry);
    close_quietly(root);
    if (file >= 0 && fstat(file, &about) == 0) {
        if (S_ISREG(about.st_mode)) {
            *descriptor = file;
            return STATUS_OK;
        }
        close(file);
        return error_set(e, STATUS_SYSTEM, "%s%s%s: %s", entry->root, between, entry->path,
                         NOT_REGULAR);
    }
    close_quietly(file);
    return error_system(e, "%s%s%s", entry->root, between, entry->path);
}
