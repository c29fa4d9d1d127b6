#include "host/partial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

typedef struct named_counter {
    char *name;
    bool is_set;
    counter *counts;
} named_counter;

typedef struct named_number {
    char *name;
    partial_number sort;
    double number;
} named_number;

struct partial {
    LIST(named_counter) counters;
    LIST(named_number) numbers;
};

partial *partial_create(void) { return calloc(1, sizeof(partial)); }

void partial_free(partial *p)
{
    if (p == NULL) return;
    for (size_t i = 0; i < p->counters.count; i++) {
        free(p->counters.items[i].name);
        counter_free(p->counters.items[i].counts);
    }
    for (size_t i = 0; i < p->numbers.count; i++) free(p->numbers.items[i].name);
    list_free(&p->counters);
    list_free(&p->numbers);
    free(p);
}

static counter *find_counter(partial *p, const char *name, bool is_set)
{
    for (size_t i = 0; i < p->counters.count; i++) {
        named_counter *c = &p->counters.items[i];
        if (c->is_set == is_set && strcmp(c->name, name) == 0) return c->counts;
    }
    named_counter *made = list_push(&p->counters);
    if (made == NULL) return NULL;
    *made = (named_counter){ .name = strdup(name), .is_set = is_set, .counts = counter_create() };
    if (made->name != NULL && made->counts != NULL) return made->counts;
    free(made->name);
    counter_free(made->counts);
    p->counters.count--;
    return NULL;
}

counter *partial_counter(partial *p, const char *name) { return find_counter(p, name, false); }

counter *partial_set(partial *p, const char *name) { return find_counter(p, name, true); }

static named_number *find_number(const partial *p, partial_number sort, const char *name)
{
    for (size_t i = 0; i < p->numbers.count; i++) {
        named_number *n = &p->numbers.items[i];
        if (n->sort == sort && strcmp(n->name, name) == 0) return n;
    }
    return NULL;
}

status partial_take(partial *p, partial_number sort, const char *name, double number, error *e)
{
    named_number *known = find_number(p, sort, name);
    if (known == NULL) {
        named_number *made = list_push(&p->numbers);
        if (made == NULL) return error_memory(e);
        *made = (named_number){ .name = strdup(name), .sort = sort, .number = number };
        if (made->name != NULL) return STATUS_OK;
        p->numbers.count--;
        return error_memory(e);
    }
    if (sort == PARTIAL_SUM || isnan(number))
        known->number += number; /* NaN stays, whenever it came */
    else if (sort == PARTIAL_MINIMUM ? number < known->number : number > known->number)
        known->number = number;
    return STATUS_OK;
}

bool partial_get(const partial *p, partial_number sort, const char *name, double *number)
{
    const named_number *known = find_number(p, sort, name);
    if (known != NULL) *number = known->number;
    return known != NULL;
}

void partial_write(buffer *out, const partial *p)
{
    frame_put_unsigned(out, p->counters.count);
    for (size_t i = 0; i < p->counters.count; i++) {
        frame_put_text(out, p->counters.items[i].name);
        frame_put_unsigned(out, p->counters.items[i].is_set);
        counter_write(out, p->counters.items[i].counts);
    }
    frame_put_unsigned(out, p->numbers.count);
    for (size_t i = 0; i < p->numbers.count; i++) {
        frame_put_text(out, p->numbers.items[i].name);
        frame_put_unsigned(out, p->numbers.items[i].sort);
        frame_put_number(out, p->numbers.items[i].number);
    }
}

status partial_merge(partial *into, reader *r, error *e)
{
    status s = STATUS_OK;
    for (size_t n = reader_count(r, 3); n > 0 && !r->failed && s == STATUS_OK; n--) {
        const char *name = reader_text(r);
        bool is_set = reader_unsigned(r) != 0;
        counter *c = name == NULL ? NULL : find_counter(into, name, is_set);
        if (c == NULL) return error_set(e, STATUS_SYSTEM, "a worker sent broken counts");
        s = counter_read(r, c, e);
    }
    for (size_t n = s == STATUS_OK ? reader_count(r, 10) : 0; n > 0 && !r->failed && s == STATUS_OK;
         n--) {
        const char *name = reader_text(r);
        uint64_t sort = reader_unsigned(r);
        double number = reader_number(r);
        if (name == NULL || sort > PARTIAL_MAXIMUM) r->failed = true;
        else s = partial_take(into, (partial_number)sort, name, number, e);
    }
    if (s == STATUS_OK && r->failed)
        return error_set(e, STATUS_SYSTEM, "a worker sent broken counts");
    return s;
}
