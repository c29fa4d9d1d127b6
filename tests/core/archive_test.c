/* Archives: a zip whose bytes stand here, what libarchive packs, and what was made to harm. */
#include "testing.h"

#include <archive.h>
#include <archive_entry.h>

#include "text/archive.h"
#include "text/zip.h"

enum { MOST = 16 << 20 };

/* Two stored files and a folder, byte by byte: "a.txt" with "hello", "d/" and "d/b.txt" with "hi".
 * Its checksums are those that zlib gives for these words. */
static const unsigned char stored[] =
    "PK\3\4\x0a\0\0\0\0\0\0\0!\0\x86\xa6\x10\x36\5\0\0\0\5\0\0\0\5\0\0\0a.txthello"
    "PK\3\4\x0a\0\0\0\0\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0d/"
    "PK\3\4\x0a\0\0\0\0\0\0\0!\0\xac\x2a\x93\xd8\2\0\0\0\2\0\0\0\7\0\0\0d/b.txthi"
    "PK\1\2\x14\0\x0a\0\0\0\0\0\0\0!"
    "\0\x86\xa6\x10\x36\5\0\0\0\5\0\0\0\5\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a.txt"
    "PK\1\2\x14\0\x0a\0\0\0\0\0\0\0!"
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\0\0\x10\0\0\0\x28\0\0\0d/"
    "PK\1\2\x14\0\x0a\0\0\0\0\0\0\0!"
    "\0\xac\x2a\x93\xd8\2\0\0\0\2\0\0\0\7\0\0\0\0\0\0\0\0\0\0\0\0\0\x48\0\0\0d/b.txt"
    "PK\5\6\0\0\0\0\3\0\3\0\x98\0\0\0\x6f\0\0\0\0";

static status read_all(void);

static archive_reader *reader;
static archive_budget budget;

static void set_budget(size_t length, size_t most)
{
    budget = (archive_budget){ .packed = length, .most = most, .most_entries = ARCHIVE_ENTRIES };
}

static void open_bytes(const void *bytes, size_t length, size_t most)
{
    set_budget(length, most);
    assert_ok(archive_reader_open(bytes, length, &budget, &reader, &test_error));
}

static int close_reader(void **unused)
{
    archive_reader_free(reader);
    reader = NULL;
    return clear_test_error(unused);
}

static archive_member next_member(void)
{
    bool found = false;
    archive_member m;
    assert_ok(archive_reader_next(reader, &m, &found, &test_error));
    assert_true(found);
    return m;
}

static void assert_end(void)
{
    bool found = true;
    archive_member m;
    assert_ok(archive_reader_next(reader, &m, &found, &test_error));
    assert_false(found);
}

static void assert_contents(const char *wanted)
{
    buffer out = { 0 };
    assert_ok(archive_reader_read(reader, MOST, &out, &test_error));
    assert_int_equal(out.length, strlen(wanted));
    assert_memory_equal(out.data, wanted, out.length);
    buffer_free(&out);
}

static void a_zip_is_read_in_order(void **unused)
{
    (void)unused;
    open_bytes(stored, sizeof stored - 1, MOST);
    assert_string_equal(next_member().name, "a.txt");
    assert_contents("hello");
    assert_string_equal(next_member().name, "d/b.txt"); /* the folder is passed over */
    assert_contents("hi");
    assert_end();
}

static void a_file_is_read_once_or_not_at_all(void **unused)
{
    (void)unused;
    buffer out = { 0 };
    open_bytes(stored, sizeof stored - 1, MOST);
    next_member();
    assert_string_equal(next_member().name, "d/b.txt");
    assert_contents("hi");
    assert_fails(archive_reader_read(reader, MOST, &out, &test_error), STATUS_PLUGIN,
                 "d/b.txt has been read");
    buffer_free(&out);
}

static void a_wrong_checksum_is_told_and_the_next_file_read(void **unused)
{
    (void)unused;
    unsigned char bytes[sizeof stored];
    buffer out = { 0 };
    memcpy(bytes, stored, sizeof stored);
    memcpy(bytes + 30 + 5, "hallo", 5);
    open_bytes(bytes, sizeof stored - 1, MOST);
    next_member();
    assert_fails(archive_reader_read(reader, MOST, &out, &test_error), STATUS_PLUGIN,
                 "no archive, or a damaged one");
    next_member();
    assert_contents("hi");
    buffer_free(&out);
}

static void an_encrypted_file_is_told(void **unused)
{
    (void)unused;
    unsigned char bytes[sizeof stored];
    buffer out = { 0 };
    memcpy(bytes, stored, sizeof stored);
    bytes[6] |= 1;       /* in the file's header */
    bytes[111 + 8] |= 1; /* and in the directory */
    open_bytes(bytes, sizeof stored - 1, MOST);
    assert_true(next_member().is_encrypted);
    assert_fails(archive_reader_read(reader, MOST, &out, &test_error), STATUS_PLUGIN, "encrypted");
    assert_false(next_member().is_encrypted);
    assert_contents("hi");
    buffer_free(&out);
}

static void what_is_no_archive_is_told(void **unused)
{
    (void)unused;
    static const char text[] = "Once upon a time there was no archive.";
    bool found;
    archive_member m;
    error e = { 0 };
    set_budget(sizeof text - 1, MOST);
    status s = archive_reader_open(text, sizeof text - 1, &budget, &reader, &e);
    if (s == STATUS_OK) s = archive_reader_next(reader, &m, &found, &e);
    assert_int_equal(s, STATUS_PLUGIN);
    assert_non_null(strstr(error_text(&e), "no archive"));
    error_clear(&e);
}

/* ---- packed by libarchive ---- */

static la_ssize_t take_bytes(struct archive *unused, void *context, const void *bytes,
                             size_t length)
{
    (void)unused;
    buffer_append(context, bytes, length);
    return (la_ssize_t)length;
}

typedef int (*chooser)(struct archive *);

/* `count` files of `size` times the letter x, named by their number. */
static buffer packed(chooser format, chooser filter, size_t count, size_t size, int type)
{
    buffer out = { 0 };
    struct archive *to = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    char *piece = malloc(size + 1), name[32];
    assert_true(to != NULL && entry != NULL && piece != NULL);
    memset(piece, 'x', size);
    assert_int_equal(format(to), ARCHIVE_OK);
    if (filter != NULL) assert_int_equal(filter(to), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(to, 1);
    assert_int_equal(archive_write_open(to, &out, NULL, take_bytes, NULL), ARCHIVE_OK);
    for (size_t i = 1; i <= count; i++) {
        snprintf(name, sizeof name, "%zu", i);
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, name);
        archive_entry_set_filetype(entry, (unsigned)type);
        archive_entry_set_perm(entry, 0644);
        if (type == AE_IFLNK) archive_entry_set_symlink(entry, "/etc/passwd");
        else archive_entry_set_size(entry, (la_int64_t)size);
        assert_int_equal(archive_write_header(to, entry), ARCHIVE_OK);
        if (type == AE_IFREG) assert_int_equal(archive_write_data(to, piece, size), size);
    }
    assert_int_equal(archive_write_close(to), ARCHIVE_OK);
    archive_write_free(to);
    archive_entry_free(entry);
    free(piece);
    return out;
}

static const struct {
    const char *name;
    chooser format, filter;
} kinds[] = {
    { "zip", archive_write_set_format_zip, NULL },
    { "tar", archive_write_set_format_ustar, NULL },
    { "tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip },
    { "tar.bz2", archive_write_set_format_pax, archive_write_add_filter_bzip2 },
    { "tar.xz", archive_write_set_format_pax, archive_write_add_filter_xz },
    { "tar.zst", archive_write_set_format_gnutar, archive_write_add_filter_zstd },
};

static void all_kinds_are_read(void **unused)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        buffer b = packed(kinds[i].format, kinds[i].filter, 3, 5, AE_IFREG);
        print_message("%s\n", kinds[i].name);
        open_bytes(b.data, b.length, MOST);
        assert_string_equal(next_member().name, "1");
        assert_string_equal(next_member().name, "2");
        assert_contents("xxxxx");
        assert_string_equal(next_member().name, "3");
        assert_contents("xxxxx");
        assert_end();
        close_reader(unused);
        buffer_free(&b);
    }
}

/* bzip2 -c and gzip -cn of "hello". */
static void a_compressed_file_is_an_archive_of_one(void **unused)
{
    static const char gzip[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10"
                               "\x36\x05\0\0\0";
    assert_true(archive_is_known(gzip, sizeof gzip - 1));
    open_bytes(gzip, sizeof gzip - 1, MOST);
    assert_true(next_member().is_alone);
    assert_contents("hello");
    assert_end();
    close_reader(unused);
    assert_fails(archive_reader_open(gzip, sizeof gzip - 10, &budget, &reader, &test_error),
                 STATUS_PLUGIN, "truncated");
}

static void a_file_that_is_too_large_is_told_and_the_next_one_read(void **unused)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        buffer out = { 0 }, b = packed(kinds[i].format, kinds[i].filter, 2, 300000, AE_IFREG);
        open_bytes(b.data, b.length, MOST);
        next_member();
        assert_fails(archive_reader_read(reader, 200000, &out, &test_error), STATUS_LIMIT,
                     "--max-document");
        assert_false(archive_reader_is_spent(reader));
        assert_string_equal(next_member().name, "2");
        buffer_clear(&out);
        assert_ok(archive_reader_read(reader, 300000, &out, &test_error));
        assert_int_equal(out.length, 300000);
        assert_end();
        close_reader(unused);
        buffer_free(&out);
        buffer_free(&b);
    }
}

static void links_are_passed_over(void **unused)
{
    (void)unused;
    buffer b = packed(archive_write_set_format_ustar, NULL, 2, 0, AE_IFLNK);
    open_bytes(b.data, b.length, MOST);
    assert_end();
    buffer_free(&b);
}

static void the_entries_have_a_cap(void **unused)
{
    for (size_t more = 0; more < 2; more++) {
        bool found = true;
        archive_member m;
        status s = STATUS_OK;
        size_t seen = 0;
        buffer b = packed(archive_write_set_format_zip, NULL, ARCHIVE_ENTRIES + more, 0, AE_IFREG);
        open_bytes(b.data, b.length, MOST);
        for (; s == STATUS_OK && found; seen++)
            s = archive_reader_next(reader, &m, &found, &test_error);
        assert_int_equal(seen, ARCHIVE_ENTRIES + 1);
        assert_int_equal(s, more == 0 ? STATUS_OK : STATUS_LIMIT);
        close_reader(unused);
        buffer_free(&b);
    }
}

/* Reads all entries until one fails. */
static status read_all(void)
{
    bool found = true;
    archive_member m;
    buffer out = { 0 };
    status s = archive_reader_next(reader, &m, &found, &test_error);
    while (s == STATUS_OK && found) {
        buffer_clear(&out);
        s = archive_reader_read(reader, MOST, &out, &test_error);
        if (s == STATUS_OK) s = archive_reader_next(reader, &m, &found, &test_error);
    }
    buffer_free(&out);
    return s;
}

static void the_bytes_have_a_cap(void **unused)
{
    buffer b = packed(archive_write_set_format_ustar, NULL, 3, 1 << 20, AE_IFREG);
    open_bytes(b.data, b.length, (3 << 20) + 3); /* the names count, too */
    assert_ok(read_all());
    close_reader(unused);
    open_bytes(b.data, b.length, (3 << 20) + 2);
    assert_fails(read_all(), STATUS_LIMIT, "--max-document");
    assert_fails(read_all(), STATUS_LIMIT, "any further");
    buffer_free(&b);
}

static void a_bomb_is_not_unpacked(void **unused)
{
    buffer small =
        packed(archive_write_set_format_zip, NULL, 1, ARCHIVE_RATIO_BEGINS - 1, AE_IFREG);
    open_bytes(small.data, small.length, MOST);
    assert_ok(read_all()); /* 1,000 times its size, but small */
    close_reader(unused);
    buffer_free(&small);
    buffer b = packed(archive_write_set_format_zip, NULL, 4, 4 << 20, AE_IFREG);
    open_bytes(b.data, b.length, MOST + 1);
    assert_fails(read_all(), STATUS_LIMIT, "zip bomb");
    buffer_free(&b);
}

static void what_is_passed_over_counts_where_it_is_unpacked(void **unused)
{
    bool found = true;
    archive_member m;
    status s = STATUS_OK;
    buffer b =
        packed(archive_write_set_format_ustar, archive_write_add_filter_gzip, 4, 4 << 20, AE_IFREG);
    open_bytes(b.data, b.length, MOST + 1);
    while (s == STATUS_OK && found) s = archive_reader_next(reader, &m, &found, &test_error);
    assert_fails(s, STATUS_LIMIT, "zip bomb");
    buffer_free(&b);
    (void)unused;
}

static void a_packed_zip_reads_back_and_is_always_the_same(void **unused)
{
    const zip_part parts[] = { { "[Content_Types].xml", "<a/>", 4 }, { "x/y.xml", "", 0 } };
    buffer first = { 0 }, second = { 0 }, bytes = { 0 };
    archive_member m;
    bool found;
    assert_ok(zip_pack(&first, parts, 2, &test_error));
    assert_ok(zip_pack(&second, parts, 2, &test_error));
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.data, second.data, first.length);
    open_bytes(first.data, first.length, MOST);
    assert_ok(archive_reader_next(reader, &m, &found, &test_error));
    assert_string_equal(m.name, "[Content_Types].xml");
    assert_ok(archive_reader_read(reader, SIZE_MAX, &bytes, &test_error));
    assert_int_equal(bytes.length, 4);
    assert_memory_equal(bytes.data, "<a/>", 4);
    assert_ok(archive_reader_next(reader, &m, &found, &test_error));
    assert_string_equal(m.name, "x/y.xml");
    assert_ok(archive_reader_next(reader, &m, &found, &test_error));
    assert_false(found);
    buffer_free(&first);
    buffer_free(&second);
    buffer_free(&bytes);
    (void)unused;
}

static void broken_archives_are_survived(void **unused)
{
    uint64_t seed = 7;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        buffer b = packed(kinds[i].format, kinds[i].filter, 3, 300, AE_IFREG);
        for (size_t turn = 0; turn < 300; turn++) {
            size_t length;
            error e = { 0 };
            char *bytes = mutated(&b, &seed, &length);
            set_budget(length, MOST);
            if (archive_reader_open(bytes, length, &budget, &reader, &e) == STATUS_OK) read_all();
            error_clear(&e);
            close_reader(unused);
            free(bytes);
        }
        buffer_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_zip_is_read_in_order, close_reader),
        cmocka_unit_test_teardown(a_file_is_read_once_or_not_at_all, close_reader),
        cmocka_unit_test_teardown(a_wrong_checksum_is_told_and_the_next_file_read, close_reader),
        cmocka_unit_test_teardown(an_encrypted_file_is_told, close_reader),
        cmocka_unit_test_teardown(what_is_no_archive_is_told, close_reader),
        cmocka_unit_test_teardown(all_kinds_are_read, close_reader),
        cmocka_unit_test_teardown(a_compressed_file_is_an_archive_of_one, close_reader),
        cmocka_unit_test_teardown(a_file_that_is_too_large_is_told_and_the_next_one_read,
                                  close_reader),
        cmocka_unit_test_teardown(links_are_passed_over, close_reader),
        cmocka_unit_test_teardown(the_entries_have_a_cap, close_reader),
        cmocka_unit_test_teardown(the_bytes_have_a_cap, close_reader),
        cmocka_unit_test_teardown(a_bomb_is_not_unpacked, close_reader),
        cmocka_unit_test_teardown(what_is_passed_over_counts_where_it_is_unpacked, close_reader),
        cmocka_unit_test_teardown(a_packed_zip_reads_back_and_is_always_the_same, close_reader),
        cmocka_unit_test_teardown(broken_archives_are_survived, close_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
