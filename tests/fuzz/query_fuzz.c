/* A query and a --where expression, on an empty corpus in memory. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corpus/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static store *open_store(void)
{
    store *s = NULL;
    error e = { 0 };
    char path[] = "/tmp/moonleaf-fuzz-XXXXXX";
    close(mkstemp(path));
    if (store_open(path, STORE_CREATE, 0, &s, &e) != STATUS_OK) abort();
    unlink(path);
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static store *s;
    static segmenter *words;
    error e = { 0 };
    query *q = NULL;
    match_list matches = { 0 };
    id_list ids = { 0 };
    if (s == NULL) s = open_store();
    if (words == NULL && segmenter_create(&words, &e) != STATUS_OK) abort();
    char *text = strndup((const char *)bytes, length);
    if (query_parse(text, words, &q, &e) == STATUS_OK) query_documents(s, q, NULL, &matches, &e);
    documents_where(s, text, &ids, &e);
    query_free(q);
    list_free(&matches);
    list_free(&ids);
    free(text);
    error_clear(&e);
    return 0;
}
