#include "text/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

typedef struct document {
    buffer text;
    block_list blocks;
    language_run_list runs;
    language_tag main;
} document;

static void add_block(document *d, const char *text, size_t length)
{
    block *b = list_push(&d->blocks);
    assert_non_null(b);
    b->at.start = (uint32_t)d->text.length;
    buffer_append(&d->text, text, length);
    b->at.stop = (uint32_t)d->text.length;
    buffer_text(&d->text, "\n\n");
}

static void judge(document *d)
{
    error e = { 0 };
    assert_int_equal(language_judge(d->text.data, &d->blocks, &d->runs, &d->main, &e), STATUS_OK);
}

/* A document of the given blocks, which end with NULL. */
static document judged(const char *const *blocks)
{
    document d = { 0 };
    for (size_t i = 0; blocks[i] != NULL; i++) add_block(&d, blocks[i], strlen(blocks[i]));
    judge(&d);
    return d;
}

/* A seed, cut at blank lines, or at every line end. */
static document judged_seed(const char *name, bool by_line)
{
    document d = { 0 };
    buffer path = { 0 };
    buffer_format(&path, "%s/seeds/%s", SOURCE_ROOT, name);
    FILE *file = fopen(path.data, "r");
    assert_non_null(file);
    buffer paragraph = { 0 };
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
        if (line[length - 1] == '\n') length--;
        if (length > 0 && paragraph.length > 0) buffer_byte(&paragraph, '\n');
        buffer_append(&paragraph, line, (size_t)length);
        if (paragraph.length == 0 || (length > 0 && !by_line)) continue;
        add_block(&d, paragraph.data, paragraph.length);
        buffer_clear(&paragraph);
    }
    if (paragraph.length > 0) add_block(&d, paragraph.data, paragraph.length);
    free(line);
    fclose(file);
    buffer_free(&paragraph);
    buffer_free(&path);
    judge(&d);
    return d;
}

static void document_free(document *d)
{
    buffer_free(&d->text);
    list_free(&d->blocks);
    list_free(&d->runs);
}

static void assert_language(const document *d, size_t block_at, const char *tag)
{
    assert_true(block_at < d->blocks.count);
    assert_string_equal(d->blocks.items[block_at].language.text, tag);
}

/* The language of the block that begins with the words. */
static const char *language_of(const document *d, const char *words)
{
    for (size_t i = 0; i < d->blocks.count; i++) {
        const block *b = &d->blocks.items[i];
        const char *at = d->text.data + b->at.start;
        while (at < d->text.data + b->at.stop && (*at == ' ' || *at == '[')) at++;
        if (strncmp(at, words, strlen(words)) == 0) return b->language.text;
    }
    fail_msg("no block begins with %s", words);
    return NULL;
}

static void assert_run(const document *d, size_t run_at, const char *tag, const char *text)
{
    assert_true(run_at < d->runs.count);
    const language_run *run = &d->runs.items[run_at];
    assert_string_equal(run->language.text, tag);
    assert_int_equal(run->at.stop - run->at.start, strlen(text));
    assert_memory_equal(d->text.data + run->at.start, text, strlen(text));
}

static const char english[] =
    "Yesterday evening a heavy rain fell, and the river rose to the windows of the old mill.";
static const char russian[] =
    "Вчера вечером прошёл сильный дождь, и река поднялась до самых окон старой мельницы.";
static const char german[] =
    "Gestern Abend fiel starker Regen, und der Fluss stieg bis unter die Fenster der Mühle.";
static const char chinese[] =
    "昨天晚上下了一场大雨，河水一直涨到老磨坊的窗户下面，村里的人都很害怕。";
static const char japanese[] =
    "昨日の夜、大雨が降って、川の水が古い水車小屋の窓の下まで上がってきました。";

static void test_guess(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tag;
    } cases[] = {
        { english, "en" },
        { russian, "ru" },
        { german, "de" },
        { chinese, "zh" },
        { japanese, "ja" },
        { "昨天晚上下了一場大雨，河水一直漲到老磨坊的窗戶下面，村裡的人都說沒有見過這樣的水。",
          "zh-Hant" },
        { "אתמול בערב ירד גשם כבד והנהר עלה עד לחלונות הטחנה הישנה שבקצה הכפר.", "he" },
        { "어젯밤에 큰비가 내려서 강물이 낡은 물레방앗간 창문 아래까지 차올랐습니다.", "ko" },
        { "Χθες το βράδυ έπεσε δυνατή βροχή και το ποτάμι ανέβηκε ως τα παράθυρα του μύλου.",
          "el" },
        { "Вчора ввечері пройшов сильний дощ, і річка піднялася аж до вікон старого млина.", "uk" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        language_guess guess = language_guess_of(cases[i].text, strlen(cases[i].text));
        assert_string_equal(guess.tag.text, cases[i].tag);
        assert_true(guess.reliable);
        assert_in_range(guess.percent, 90, 100);
    }
    language_guess none = language_guess_of("", 0);
    assert_string_equal(none.tag.text, "und");
    assert_false(none.reliable);
    assert_false(language_guess_of("123 456", 7).reliable);
    assert_non_null(strchr(language_version(), '-'));
}

static void test_seed_with_a_ruined_abstract(void **state)
{
    (void)state;
    document d = judged_seed("000_011ad41bbf49130a.txt", false);
    assert_string_equal(d.main.text, "en");
    assert_string_equal(language_of(&d, "The Shanghai"), "en");
    assert_string_equal(language_of(&d, "Yang Jun"), "en");
    assert_string_equal(language_of(&d, "Abstract:"), "en");
    assert_string_equal(language_of(&d, "Keywords:"), "en");
    assert_string_equal(language_of(&d, "CorpynHuydecTBo"), "und");
    assert_string_equal(language_of(&d, "Su [310Hb"), "und");
    assert_string_equal(language_of(&d, "Aunoranusi"), "und");
    assert_string_equal(language_of(&d, "Karouessnie"), "und");
    assert_int_equal(d.runs.count, 0);
    document_free(&d);
}

static void test_seed_with_stray_chinese(void **state)
{
    (void)state;
    document d = judged_seed("002_9d4318198ce18ca2.txt", true);
    assert_string_equal(d.main.text, "en");
    for (size_t i = 0; i < d.blocks.count; i++) assert_language(&d, i, "en");
    assert_int_equal(d.runs.count, 1);
    assert_run(&d, 0, "zh", "缅北禁地");
    document_free(&d);
}

static void test_seed_with_a_russian_frame(void **state)
{
    (void)state;
    document d = judged_seed("003_53fded65e5fbe7f9.txt", false);
    assert_string_equal(d.main.text, "en");
    static const char *const russian_blocks[] = {
        "Каталог статей", "Научный",      "Полный",     "Уважаемые",     "Перейти",
        "Издательские",   "Издать книгу", "Расcчитать", "Издать книгу в"
    };
    for (size_t i = 0; i < sizeof russian_blocks / sizeof *russian_blocks; i++) {
        assert_string_equal(language_of(&d, russian_blocks[i]), "ru");
    }
    static const char *const english_blocks[] = { "SCO and",        "G. T. Ichshanova",
                                                  "A. M. Melis",    "Almaty",
                                                  "Today",          "- maintaining",
                                                  "1. Declaration", "9. Chukalova" };
    for (size_t i = 0; i < sizeof english_blocks / sizeof *english_blocks; i++) {
        assert_string_equal(language_of(&d, english_blocks[i]), "en");
    }
    assert_int_equal(d.runs.count, 1);
    assert_run(&d, 0, "en", "SCO and regional security issues in Central Asia");
    document_free(&d);
}

static void test_seeds_in_english_alone(void **state)
{
    (void)state;
    static const char *const names[] = { "001_d93f30745b368fde.txt", "004_81f1edefb9dd1fcc.txt" };
    for (size_t i = 0; i < 2; i++) {
        document d = judged_seed(names[i], false);
        assert_string_equal(d.main.text, "en");
        for (size_t k = 0; k < d.blocks.count; k++) assert_language(&d, k, "en");
        assert_int_equal(d.runs.count, 0); /* the Cyrillic letters of 004 stand alone */
        document_free(&d);
    }
}

static void test_short_blocks_lean_on_their_script(void **state)
{
    (void)state;
    const char *const blocks[] = { english, "Abb. 3",  "Глава 1",  russian,
                                   "12,5",  "Таблица", "Yang Jun", NULL };
    static const char *const wanted[] = { "en", "en", "ru", "ru", NULL, "ru", "en" };
    document d = judged(blocks);
    for (size_t i = 0; i < 7; i++) {
        if (wanted[i] != NULL) assert_language(&d, i, wanted[i]);
    }
    assert_string_equal(d.blocks.items[4].language.text, d.main.text);
    document_free(&d);
}

static void test_scripts_that_have_one_language(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "안녕", "ko" },  { "こんにちは", "ja" }, { "你好", "zh" },      { "สวัสดี", "th" },
        { "Γεια", "el" },  { "שלום", "he" },       { "გამარჯობა", "ka" }, { "Բարեւ", "hy" },
        { "Yang", "und" }, { "...", "und" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const blocks[] = { cases[i][0], NULL };
        document d = judged(blocks);
        assert_language(&d, 0, cases[i][1]);
        assert_string_equal(d.main.text, cases[i][1]);
        document_free(&d);
    }
}

static void test_given_languages_stay(void **state)
{
    (void)state;
    document d = { 0 };
    add_block(&d, english, strlen(english));
    add_block(&d, german, strlen(german));
    d.blocks.items[0].language = (language_tag){ "en-GB" };
    judge(&d);
    assert_language(&d, 0, "en-GB");
    assert_language(&d, 1, "de");
    document_free(&d);
}

static void test_runs(void **state)
{
    (void)state;
    const char *const blocks[] = {
        "They call the old mill 水车小屋 or すいしゃ in the books, and nobody in the village knows "
        "why.",
        "The sign read Добро пожаловать в наш город (welcome), and the letter T\u0422 was painted "
        "in red.",
        "Старики в деревне часто повторяли слова: the river will come back one day and take the "
        "mill, "
        "но никто из молодых людей им никогда не верил, пока не начались дожди.",
        "Компания Acme Inc. купила мельницу, и Рacсказ об этом напечатали в газете на прошлой "
        "неделе.",
        "The Greek word θάλασσα means the sea, while α and ΔG are only signs in some formula or "
        "other.",
        chinese,
        russian,
        NULL,
    };
    document d = judged(blocks);
    assert_int_equal(d.runs.count, 5);
    assert_run(&d, 0, "zh", "水车小屋");
    assert_run(&d, 1, "ja", "すいしゃ");
    assert_run(&d, 2, "ru", "Добро пожаловать в наш город");
    assert_run(&d, 3, "en", "the river will come back one day and take the mill");
    assert_run(&d, 4, "el", "θάλασσα");
    document_free(&d);
}

static void test_addresses_are_in_no_language(void **state)
{
    (void)state;
    const char *const blocks[] = {
        russian,
        "2. Договор о дружбе [Электронный ресурс]. URL: "
        "https://treaties.example.org/archive/documents/friendship-and-cooperation/full-text.html "
        "(дата обращения: 12.03.2021).",
        NULL,
    };
    document d = judged(blocks);
    assert_int_equal(d.runs.count, 0);
    assert_language(&d, 1, "ru");
    document_free(&d);
}

static void test_short_cyrillic_needs_russian_blocks(void **state)
{
    (void)state;
    const char *const alone[] = {
        "The headline said only Ура in very large letters, and nothing else was in it.", NULL
    };
    document d = judged(alone);
    assert_int_equal(d.runs.count, 1);
    assert_run(&d, 0, "und", "Ура");
    document_free(&d);
    const char *const together[] = { alone[0], russian, NULL };
    d = judged(together);
    assert_run(&d, 0, "ru", "Ура");
    document_free(&d);
}

/* Behind many blocks in one language a smaller sample is asked: it must see that the language is
 * another. All paragraphs are longer than the samples. */
static void test_the_language_changes_after_long(void **state)
{
    (void)state;
    static const char czech[] =
        "Obecní zastupitelstvo se sešlo ve středu večer a jednalo o opravě mostu přes řeku, která "
        "loni na jaře zaplavila dolní část vesnice. Starostka vysvětlila, proč se práce opozdily, "
        "a slíbila, že nový most bude hotov do konce října. Lidé se ptali hlavně na to, kudy budou "
        "jezdit autobusy a kdo zaplatí škody na polích podél cesty. Zápis ze schůze leží na úřadě.";
    static const char slovak[] =
        "Obecné zastupiteľstvo sa zišlo v stredu večer a rokovalo o oprave mosta cez rieku, ktorá "
        "vlani na jar zaplavila dolnú časť dediny. Starostka vysvetlila, prečo sa práce "
        "oneskorili, "
        "a sľúbila, že nový most bude hotový do konca októbra. Ľudia sa pýtali hlavne na to, "
        "kadiaľ "
        "budú jazdiť autobusy a kto zaplatí škody na poliach popri ceste. Zápisnica je na úrade.";
    const char *blocks[] = { czech,  czech,  czech,  czech,  czech, czech, slovak,
                             slovak, slovak, slovak, slovak, czech, czech, NULL };
    document d = judged(blocks);
    for (size_t i = 0; i < d.blocks.count; i++)
        assert_language(&d, i, blocks[i] == czech ? "cs" : "sk");
    document_free(&d);
}

static void test_nothing(void **state)
{
    (void)state;
    document d = { 0 };
    judge(&d);
    assert_string_equal(d.main.text, "und");
    document_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_seed_with_a_ruined_abstract),
        cmocka_unit_test(test_seed_with_stray_chinese),
        cmocka_unit_test(test_seed_with_a_russian_frame),
        cmocka_unit_test(test_seeds_in_english_alone),
        cmocka_unit_test(test_short_blocks_lean_on_their_script),
        cmocka_unit_test(test_scripts_that_have_one_language),
        cmocka_unit_test(test_given_languages_stay),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_addresses_are_in_no_language),
        cmocka_unit_test(test_short_cyrillic_needs_russian_blocks),
        cmocka_unit_test(test_the_language_changes_after_long),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
