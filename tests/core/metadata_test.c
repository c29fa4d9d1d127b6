#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "corpus/metadata.h"

static char table[] = "/tmp/moonleaf_metadata_XXXXXX"; /* the CSV of the test */
static metadata *known;
static error problem;

static int begin(void **unused)
{
    (void)unused;
    memcpy(table + sizeof table - 7, "XXXXXX", 6);
    int file = mkstemp(table);
    if (file >= 0) close(file);
    known = metadata_create();
    return file < 0 || known == NULL ? -1 : 0;
}

static int end(void **unused)
{
    (void)unused;
    metadata_free(known);
    error_clear(&problem);
    return unlink(table);
}

static status read_csv_bytes(const char *bytes, size_t length)
{
    FILE *file = fopen(table, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return metadata_read_csv(known, table, &problem);
}

static void read_csv(const char *text)
{
    if (read_csv_bytes(text, strlen(text)) != STATUS_OK) fail_msg("%s", error_text(&problem));
}

static void assert_wrong(status s, status expected, const char *message)
{
    assert_int_equal(s, expected);
    if (strstr(error_text(&problem), message) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", message, error_text(&problem));
}

static void assert_csv_wrong(const char *text, const char *message)
{
    assert_wrong(read_csv_bytes(text, strlen(text)), STATUS_USAGE, message);
    assert_non_null(strstr(error_text(&problem), table));
}

static void set(const char *assignment)
{
    assert_int_equal(metadata_set(known, assignment, &problem), STATUS_OK);
}

static void assert_json(const char *path, const char *from_loader, const char *expected)
{
    buffer out = { 0 };
    buffer_text(&out, "");
    if (metadata_append(known, path, from_loader, &out, &problem) != STATUS_OK)
        fail_msg("%s", error_text(&problem));
    assert_string_equal(out.data, expected);
    buffer_free(&out);
}

static void test_columns_are_typed_by_all_their_values(void **unused)
{
    (void)unused;
    read_csv("file,year,score,public,mixed,code,number,empty\r\n"
             "a.txt,2015,-3.50,TRUE,1,007,12345678901234567890,\r\n"
             "b.txt,,1e3,false,true,12,1,\r\n"
             "c.txt\r\n");
    assert_json("a.txt", NULL,
                "{\"code\":\"007\",\"mixed\":\"1\",\"number\":\"12345678901234567890\","
                "\"public\":true,\"score\":-3.50,\"year\":2015}");
    assert_json("b.txt", NULL,
                "{\"code\":\"12\",\"mixed\":\"true\",\"number\":\"1\",\"public\":false,"
                "\"score\":1e3}");
    assert_json("c.txt", NULL, "");
}

static void test_what_looks_like_a_number_but_is_none_is_text(void **unused)
{
    (void)unused;
    static const char *const texts[] = { "1.",  ".5",  "+1",    "0x10",  "1e",  "1e999",
                                         "nan", "inf", "1 000", "3,5",   "--1", "-",
                                         "00",  "1_0", "1e5x",  "truely" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *assignment = NULL, *expected = NULL;
        assert_true(asprintf(&assignment, "key=%s", texts[i]) > 0);
        assert_true(asprintf(&expected, "{\"key\":\"%s\"}", texts[i]) > 0);
        set(assignment);
        assert_json("a", NULL, expected);
        free(assignment);
        free(expected);
    }
}

static void test_quotes_follow_rfc_4180(void **unused)
{
    (void)unused;
    read_csv("\xef\xbb\xbf\"file\";\"the \"\"title\"\"\";note\n"
             "\n"
             "\"a.txt\";\"one; \"\"two\"\"\r\nthree\";5\" disk\r"
             "b.txt;\"\"; padded ");
    assert_json("a.txt", NULL,
                "{\"note\":\"5\\\" disk\",\"the \\\"title\\\"\":\"one; \\\"two\\\"\\r\\nthree\"}");
    assert_json("b.txt", NULL, "{\"note\":\"padded\"}");
    assert_csv_wrong("file,a\nx.txt,\"never\n\nclosed\n",
                     "line 2: the double quote is never closed");
    assert_csv_wrong("file,a\n\nx.txt,\"one\" two\n", "line 3: text follows");
}

static void test_tabs_separate_too(void **unused)
{
    (void)unused;
    read_csv("Filename\tnote\nb.txt\ta,b;c\n");
    assert_json("b.txt", NULL, "{\"note\":\"a,b;c\"}");
}

static void test_the_most_exact_line_is_about_a_file(void **unused)
{
    (void)unused;
    read_csv("path,is\nb,stem\nb.txt,name\n./a/b.txt,end\nx/a/b.txt,path\n");
    assert_json("x/a/b.txt", NULL, "{\"is\":\"path\"}");
    assert_json("y/a/b.txt", NULL, "{\"is\":\"end\"}");
    assert_json("y/ba/b.txt", NULL, "{\"is\":\"name\"}");
    assert_json("b.html", NULL, "{\"is\":\"stem\"}");
    assert_json("b.tar.gz", NULL, "");
    assert_json("b/c.txt", NULL, "");
    assert_json("ab.txt", NULL, "");
    assert_json("\xff\n/.b", NULL, "");
}

static void test_the_file_column_is_the_first_of_its_names(void **unused)
{
    (void)unused;
    read_csv("name,file,year\nAnn,a.txt,2015\n");
    assert_json("a.txt", NULL, "{\"name\":\"Ann\",\"year\":2015}");
}

static void test_a_person_wins_over_the_loader(void **unused)
{
    (void)unused;
    static const char loader[] =
        " {\"title\":\"T\\u00e9 \\\"q\\\"\",\"author\":\"pdf\",\"none\":null,"
        "\"pages\":12,\"ratio\":0.1,\"is\":true,\"list\":[1,{\"a\":2}]}";
    assert_json("a.txt", loader,
                "{\"author\":\"pdf\",\"is\":true,\"list\":[1,{\"a\":2}],\"pages\":12,"
                "\"ratio\":0.1,\"title\":\"T\xc3\xa9 \\\"q\\\"\"}");
    read_csv("file,author,year\na.txt,csv,1999\n");
    assert_json("a.txt", "{\"author\":\"pdf\",\"b\":1}",
                "{\"author\":\"csv\",\"b\":1,\"year\":1999}");
    set("year=2015");
    set("year=2016");
    assert_json("a.txt", "{\"author\":\"pdf\"}", "{\"author\":\"csv\",\"year\":2016}");
    assert_json("z.txt", "{}", "{\"year\":2016}");
}

static void test_a_later_table_wins(void **unused)
{
    (void)unused;
    read_csv("file,a,b\nx.txt,1,1\n");
    read_csv("file,b,c\nx.txt,2,2\n");
    assert_json("x.txt", NULL, "{\"a\":1,\"b\":2,\"c\":2}");
}

static void test_nothing_is_appended_for_nothing(void **unused)
{
    (void)unused;
    assert_json("a.txt", NULL, "");
    assert_json("a.txt", "{}", "");
    assert_json("a.txt", "{\"a\":null}", "");
}

static void test_what_a_loader_may_not_say(void **unused)
{
    (void)unused;
    static const char *const wrong[] = { "[1]", "{\"a\":", "", "12", "{\"a\":1} x" };
    buffer out = { 0 };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_wrong(metadata_append(known, "a", wrong[i], &out, &problem), STATUS_PLUGIN,
                     "the loader's metadata");
    assert_int_equal(out.length, 0);
}

static void test_keys_of_set(void **unused)
{
    (void)unused;
    set("date of print-2.b_c = x=y");
    set("\xd0\xb3\xd0\xbe\xd0\xb4=true");         /* год */
    set("\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8="); /* हिन, with a vowel sign */
    assert_json("a", NULL,
                "{\"date of print-2.b_c\":\" x=y\",\"\xd0\xb3\xd0\xbe\xd0\xb4\":true,"
                "\"\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\":\"\"}");
    assert_wrong(metadata_set(known, "year", &problem), STATUS_USAGE, "--set key=value");
    static const char *const wrong[] = { "=1", " =1", "a\"b=1", "a\nb=1", "a$=1", "a\tb=1" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_wrong(metadata_set(known, wrong[i], &problem), STATUS_USAGE, "a key is letters");
    assert_wrong(metadata_set(known, "a=\xff", &problem), STATUS_USAGE, "UTF-8");
}

static void test_a_wrong_table_is_refused_as_a_whole(void **unused)
{
    (void)unused;
    assert_csv_wrong("", "no column says which file");
    assert_csv_wrong("title,year\na,1\n", "line 1: no column says which file");
    assert_csv_wrong("file,year\na.txt,1\nb.txt,1,2\n", "line 3: 3 cells, but the header has 2");
    assert_csv_wrong("file,year,year\n", "two columns are named \"year\"");
    assert_csv_wrong("file,\na.txt,1\n", "line 2: column 2 holds \"1\" but has no name");
    assert_csv_wrong("file,year\n,1\n", "line 2: the column \"file\" is empty");
    assert_csv_wrong("file,year\na.txt,1\n\na.txt,2\n",
                     "line 4: \"a.txt\" stands on line 2 already");
    assert_csv_wrong("file,year\n\xe9.txt,1\n", "is no UTF-8 text");
    assert_wrong(read_csv_bytes("file\0,a\n", 8), STATUS_USAGE, "is no UTF-8 text");
    assert_wrong(metadata_read_csv(known, "/no/such.csv", &problem), STATUS_USAGE,
                 "/no/such.csv: cannot read it: No such file or directory");
    assert_wrong(metadata_read_csv(known, "/", &problem), STATUS_USAGE, "Is a directory");
    assert_json("a.txt", NULL, "");
    size_t position = 0, line = 0;
    assert_null(metadata_unused(known, &position, &line));
    read_csv("file,year,\n,,\na.txt,3,\n"); /* as spreadsheets leave them behind */
    assert_json("a.txt", NULL, "{\"year\":3}");
}

static void test_lines_that_no_file_asked_for(void **unused)
{
    (void)unused;
    read_csv("file,a\nx.txt,1\n\"y\n.txt\",2\nz.txt,3\nw.txt,4\n");
    assert_json("in/z.txt", NULL, "{\"a\":3}");
    assert_json("x.html", NULL, "");
    size_t position = 0, line = 0;
    assert_string_equal(metadata_unused(known, &position, &line), "x.txt");
    assert_int_equal(line, 2);
    assert_string_equal(metadata_unused(known, &position, &line), "y\n.txt");
    assert_int_equal(line, 3);
    assert_string_equal(metadata_unused(known, &position, &line), "w.txt");
    assert_int_equal(line, 6);
    assert_null(metadata_unused(known, &position, &line));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_columns_are_typed_by_all_their_values),
        TEST(test_what_looks_like_a_number_but_is_none_is_text),
        TEST(test_quotes_follow_rfc_4180),
        TEST(test_tabs_separate_too),
        TEST(test_the_most_exact_line_is_about_a_file),
        TEST(test_the_file_column_is_the_first_of_its_names),
        TEST(test_a_person_wins_over_the_loader),
        TEST(test_a_later_table_wins),
        TEST(test_nothing_is_appended_for_nothing),
        TEST(test_what_a_loader_may_not_say),
        TEST(test_keys_of_set),
        TEST(test_a_wrong_table_is_refused_as_a_whole),
        TEST(test_lines_that_no_file_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
