#include "base/digest.h"
#include "testing.h"

/* The examples of FIPS 180-4, and the digest of nothing. */
static const struct {
    const char *text, *hex;
} known[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

static void digests_are_sha256(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        digest d;
        digest_begin(&d);
        digest_add(&d, known[i].text, strlen(known[i].text));
        assert_string_equal(digest_end(&d).text, known[i].hex);
    }
}

static void pieces_make_the_same_digest(void **unused)
{
    (void)unused;
    digest d;
    digest_begin(&d);
    char piece[997];
    memset(piece, 'a', sizeof piece);
    for (size_t left = 1000000; left > 0;) {
        size_t take = left < sizeof piece ? left : sizeof piece;
        digest_add(&d, piece, take);
        left -= take;
    }
    assert_string_equal(digest_end(&d).text,
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static digest_hex of_texts(const char *first, const char *second)
{
    digest d;
    digest_begin(&d);
    digest_add_text(&d, first);
    digest_add_text(&d, second);
    return digest_end(&d);
}

static void texts_do_not_run_together(void **unused)
{
    (void)unused;
    assert_string_not_equal(of_texts("ab", "c").text, of_texts("a", "bc").text);
    assert_string_not_equal(of_texts("abc", "").text, of_texts("", "abc").text);
    assert_string_equal(of_texts("abc", NULL).text, of_texts("abc", "").text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_sha256),
        cmocka_unit_test(pieces_make_the_same_digest),
        cmocka_unit_test(texts_do_not_run_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
