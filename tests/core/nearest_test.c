#include "base/nearest.h"
#include "testing.h"

/* Counted by hand. The restricted distance of "ca" and "abc" is 3 (the unrestricted one would be
 * 2): a pair that was swapped is not edited again. */
static void distances_count_edits(void **unused)
{
    (void)unused;
    static const struct {
        const char *a, *b;
        size_t distance;
    } known[] = {
        { "", "", 0 },
        { "", "abc", 3 },
        { "same", "same", 0 },
        { "SAME", "same", 0 },
        { "kitten", "sitting", 3 },
        { "teh", "the", 1 },
        { "langage", "language", 1 },
        { "ca", "abc", 3 },
        { "columns", "colums", 1 },
        { "abcd", "badc", 2 },
        { "a", "b", 1 },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_int_equal(edit_distance(known[i].a, known[i].b), known[i].distance);
        assert_int_equal(edit_distance(known[i].b, known[i].a), known[i].distance);
    }
}

static void long_names_are_compared_too(void **unused)
{
    (void)unused;
    char a[500], b[500];
    memset(a, 'a', sizeof a - 1);
    memset(b, 'a', sizeof b - 1);
    a[499] = b[499] = '\0';
    b[0] = 'b';
    assert_int_equal(edit_distance(a, b), 1);
}

static const char *hint_for(const char *wanted, const char *first, const char *second)
{
    static char text[80];
    nearest n = { .wanted = wanted };
    nearest_offer(&n, first);
    nearest_offer(&n, second);
    return nearest_hint(&n, text, sizeof text);
}

static void the_nearest_name_is_offered(void **unused)
{
    (void)unused;
    assert_string_equal(hint_for("langage", "long", "language"), "; did you mean language?");
    assert_string_equal(hint_for("summry", "summary", "summery"),
                        "; did you mean summary?"); /* the first of equals */
    assert_string_equal(hint_for("key", "keywords", "kit"),
                        "; did you mean keywords?"); /* a prefix always */
    assert_string_equal(hint_for("xyzzy", "keywords", "statistics"), "");
    assert_string_equal(hint_for("ab", "abcd", "cd"), "");
}

static void a_hint_fits_its_room(void **unused)
{
    (void)unused;
    char text[16];
    memset(text, 'x', sizeof text);
    nearest n = { .wanted = "keyword" };
    nearest_offer(&n, "keywords");
    nearest_hint(&n, text, sizeof text);
    assert_string_equal(text, "; did you mean ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_count_edits),
        cmocka_unit_test(long_names_are_compared_too),
        cmocka_unit_test(the_nearest_name_is_offered),
        cmocka_unit_test(a_hint_fits_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
