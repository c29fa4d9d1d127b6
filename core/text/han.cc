#include "text/han.h"

#include <new>
#include <vector>

#include <unicode/ucharstrie.h>
#include <unicode/udata.h>

namespace
{

/* As ICU's CjkBreakEngine has them: a character that is no word costs the most, and no word is
 * longer. */
const uint32_t UNKNOWN_COST = 255;
const size_t LONGEST = 20;

/* The head of a dictionary in ICU's data: format "Dict", version 1. */
enum { TRIE_OFFSET, TRIE_TYPE = 4, HEAD_FIELDS = 8, UCHARS = 1, TYPE_MASK = 7 };

/* What the dictionary says of a character that begins a word: it is found there once. */
struct first {
    uint64_t state; /* behind it */
    uint32_t cost;
    bool is_known, goes_on;
};

struct step {
    uint32_t cost;   /* of the best way to here */
    uint32_t before; /* where its last word begins */
};

UBool is_dictionary(void *, const char *, const char *, const UDataInfo *info)
{
    return info->isBigEndian == U_IS_BIG_ENDIAN && info->charsetFamily == U_CHARSET_FAMILY &&
           info->dataFormat[0] == 'D' && info->dataFormat[1] == 'i' && info->dataFormat[2] == 'c' &&
           info->dataFormat[3] == 't' && info->formatVersion[0] == 1;
}

} // namespace

struct han_words {
    UDataMemory *data;
    icu::UCharsTrie trie;
    std::vector<first> firsts;
    std::vector<step> steps;
    std::vector<uint8_t> begins;

    han_words(UDataMemory *opened, const UChar *words)
        : data(opened), trie(words), firsts(HAN_LAST - HAN_FIRST + 1)
    {
    }
    ~han_words() { udata_close(data); }

    const first &look_up(UChar unit)
    {
        first &f = firsts[unit - HAN_FIRST];
        if (f.is_known) return f;
        UStringTrieResult result = trie.first(unit);
        f = { trie.getState64(), UNKNOWN_COST, true, USTRINGTRIE_HAS_NEXT(result) };
        if (USTRINGTRIE_HAS_VALUE(result)) f.cost = (uint32_t)trie.getValue();
        return f;
    }

    void reach(size_t from, size_t length, uint32_t cost)
    {
        step &to = steps[from + length];
        uint32_t sum = steps[from].cost + cost;
        if (sum < to.cost) to = { sum, (uint32_t)from };
    }

    /* Reaches on from `from` by each word that begins there. */
    void go_on(const UChar *units, size_t count, size_t from)
    {
        const first &f = look_up(units[from]);
        reach(from, 1, f.cost);
        if (!f.goes_on) return;
        trie.resetToState64(f.state);
        for (size_t length = 2; length <= LONGEST && from + length <= count; length++) {
            UStringTrieResult result = trie.next(units[from + length - 1]);
            if (USTRINGTRIE_HAS_VALUE(result)) reach(from, length, (uint32_t)trie.getValue());
            if (!USTRINGTRIE_HAS_NEXT(result)) return;
        }
    }

    void cut(const UChar *units, size_t count)
    {
        steps.assign(count + 1, { UINT32_MAX, 0 });
        begins.assign(count + 1, false);
        steps[0].cost = 0;
        for (size_t from = 0; from < count; from++) go_on(units, count, from);
        for (size_t at = count; at > 0; at = steps[at].before) begins[steps[at].before] = true;
    }
};

han_words *han_words_open(void)
{
    UErrorCode failure = U_ZERO_ERROR;
    UDataMemory *data = udata_openChoice(U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", "dict",
                                         "cjdict", is_dictionary, nullptr, &failure);
    if (U_FAILURE(failure)) return nullptr;
    const int32_t *head = (const int32_t *)udata_getMemory(data);
    if ((head[TRIE_TYPE] & TYPE_MASK) == UCHARS) {
        const UChar *words = (const UChar *)((const char *)head + head[TRIE_OFFSET]);
        try {
            return new han_words(data, words);
        } catch (const std::bad_alloc &) {
        }
    }
    udata_close(data);
    return nullptr;
}

void han_words_close(han_words *h) { delete h; }

bool han_words_cut(han_words *h, const UChar *units, size_t count, const uint8_t **begins)
{
    try {
        h->cut(units, count);
    } catch (const std::bad_alloc &) {
        return false;
    }
    *begins = h->begins.data();
    return true;
}
