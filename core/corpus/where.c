#include "corpus/where.h"

#include <string.h>

#include "base/nearest.h"
#include "corpus/where_parse.h"

typedef enum value_class {
    CLASS_TEXT,
    CLASS_NUMBER,
    CLASS_BOOLEAN,
    CLASS_LIST, /* lists and objects: they are there or not, and compare with nothing */
    CLASSES,
} value_class;

static const struct {
    const char *name;       /* "year is ..." */
    const char *json_types; /* of json_type(), as a list in SQL */
    const char *remedy;
} classes[CLASSES] = {
    [CLASS_TEXT] = { "a text", "'text'", "compare it with a text, or mend the metadata" },
    [CLASS_NUMBER] = { "a number", "'integer', 'real'",
                       "compare it with a number, or mend the metadata" },
    [CLASS_BOOLEAN] = { "true or false", "'true', 'false'",
                        "compare it with true or false, or mend the metadata" },
    [CLASS_LIST] = { "a list", "'array', 'object'",
                     "ask for is null or is not null, or mend the metadata" },
};

static const struct {
    const char *name, *sql;
    value_class class;
} fields[] = {
    { "id", "d.id", CLASS_NUMBER },
    { "name", "d.name", CLASS_TEXT },
    { "title", "d.title", CLASS_TEXT },
    { "path", "s.path", CLASS_TEXT },
    { "language", "d.language", CLASS_TEXT },
    { "words", "d.words", CLASS_NUMBER },
    { "sentences", "d.sentences", CLASS_NUMBER },
    { "bytes", "d.bytes", CLASS_NUMBER },
};
enum { FIELDS = sizeof fields / sizeof *fields };

typedef struct compiler {
    store *in;
    where_tree tree;
    buffer sql;
    value_list bound; /* parameter i + 1 */
    size_t columns;   /* comparisons so far */
    error *e;
} compiler;

static size_t find_field(const char *name)
{
    size_t field = 0;
    while (field < FIELDS && strcmp(fields[field].name, name) != 0) field++;
    return field;
}

static value_class class_of(const value *v)
{
    if (v->type == VALUE_TEXT) return CLASS_TEXT;
    return v->type == VALUE_BOOLEAN ? CLASS_BOOLEAN : CLASS_NUMBER;
}

/* --- Checking --- */

/* The path of a metadata key for SQLite's JSON functions. */
static const char *path_of(compiler *c, const char *name)
{
    buffer path = { 0 };
    buffer_text(&path, "$.\"");
    buffer_text(&path, name);
    buffer_text(&path, "\"");
    const char *copy =
        path.state == STATUS_OK ? arena_copy(&c->tree.memory, path.data, path.length) : NULL;
    buffer_free(&path);
    return copy;
}

static status unknown_name(compiler *c, const where_node *node)
{
    nearest near = { .wanted = node->name };
    for (size_t i = 0; i < FIELDS; i++) nearest_offer(&near, fields[i].name);
    statement q = statement_of(
        c->in, "SELECT DISTINCT key FROM document, json_each(document.metadata)", c->e);
    while (statement_step(&q)) {
        const char *key = statement_text(&q, 0);
        const char *copy = key == NULL ? NULL : arena_copy(&c->tree.memory, key, strlen(key));
        if (copy != NULL) nearest_offer(&near, copy);
    }
    status state = statement_end(&q);
    if (state != STATUS_OK) return state;
    bool is_near = near.name != NULL;
    return error_set(c->e, STATUS_USAGE, "--where, column %zu: no document has %s%s%s%s",
                     node->column, node->name, is_near ? "; did you mean " : "",
                     is_near ? near.name : "", is_near ? "?" : "");
}

/* A value as a message shows it: a text in quotes, long ones shortened. */
static void append_example(buffer *out, value v, value_class class)
{
    enum { LONGEST = 60 };
    bool is_long = v.type == VALUE_TEXT && v.length > LONGEST;
    if (is_long)
        for (v.length = LONGEST; (v.text[v.length] & 0xc0) == 0x80;) v.length--;
    if (class == CLASS_BOOLEAN) buffer_text(out, v.integer != 0 ? "true" : "false");
    else if (class == CLASS_LIST) buffer_append(out, v.text, v.length);
    else json_append_value(out, &v);
    if (is_long) buffer_text(out, " ...");
}

/* "year is a text in 1 document (004_81f1: "n.d."): compare it with a text, or mend ..." */
static status wrong_class(compiler *c, const where_node *node, const char *path, value_class class,
                          int64_t count)
{
    buffer sql = { 0 }, examples = { 0 };
    buffer_format(&sql,
                  "SELECT name, json_extract(metadata, ?1) FROM document"
                  " WHERE json_type(metadata, ?1) IN (%s) ORDER BY id LIMIT 3",
                  classes[class].json_types);
    if (sql.state != STATUS_OK) return error_memory(c->e);
    statement q = statement_of_text(c->in, sql.data, c->e);
    statement_bind_text(&q, 1, path);
    while (statement_step(&q)) {
        const char *name = statement_text(&q, 0);
        buffer_format(&examples, "%s%s: ", examples.length > 0 ? ", " : "",
                      name != NULL ? name : "");
        append_example(&examples, statement_value(&q, 1), class);
    }
    status state = statement_end(&q);
    if (state == STATUS_OK && count > 3) buffer_text(&examples, ", ...");
    if (state == STATUS_OK && examples.state != STATUS_OK) state = error_memory(c->e);
    if (state == STATUS_OK)
        state = error_set(c->e, STATUS_USAGE, "%s is %s in %lld document%s (%s): %s", node->name,
                          classes[class].name, (long long)count, count == 1 ? "" : "s",
                          examples.data, classes[class].remedy);
    buffer_free(&sql);
    buffer_free(&examples);
    return state;
}

/* How many documents hold the key with a value of each class; `any` counts null, too. */
static status count_classes(compiler *c, const char *path, int64_t counts[CLASSES], int64_t *any)
{
    statement q = statement_of(c->in,
                               "SELECT json_type(metadata, ?1) AS kind, count(*) FROM document"
                               " WHERE kind IS NOT NULL GROUP BY kind",
                               c->e);
    statement_bind_text(&q, 1, path);
    while (statement_step(&q)) {
        const char *kind = statement_text(&q, 0);
        *any += statement_integer(&q, 1);
        for (size_t class = 0; kind != NULL && class < CLASSES; class ++) {
            const char *found =
                strstr(classes[class].json_types, kind); /* no name is part of another's */
            if (found != NULL) counts[class] += statement_integer(&q, 1);
        }
    }
    return statement_end(&q);
}

static status has_documents(compiler *c, bool *has)
{
    statement q = statement_of(c->in, "SELECT 1 FROM document LIMIT 1", c->e);
    *has = statement_step(&q);
    return statement_end(&q);
}

/* Fails when a document's value cannot be compared with `wanted`; CLASSES wants it to be known and
 * no more. */
static status check_key(compiler *c, const where_node *node, const char *path, value_class wanted)
{
    int64_t counts[CLASSES] = { 0 }, any = 0;
    status state = count_classes(c, path, counts, &any);
    if (state != STATUS_OK) return state;
    bool has = true;
    if (any == 0) state = has_documents(c, &has);
    if (state != STATUS_OK) return state;
    if (any == 0 && has) return unknown_name(c, node);
    for (size_t class = 0; wanted != CLASSES && class < CLASSES; class ++)
        if (class != wanted && counts[class] > 0)
            return wrong_class(c, node, path, (value_class) class, counts[class]);
    return STATUS_OK;
}

static status check_field(compiler *c, const where_node *node, size_t field, value_class wanted)
{
    value_class class = fields[field].class;
    if (wanted == class || wanted == CLASSES) return STATUS_OK;
    return error_set(c->e, STATUS_USAGE, "--where, column %zu: %s is %s: compare it with %s",
                     node->column, node->name, classes[class].name, classes[class].name);
}

static status check(compiler *c, const where_node *node, const char *path, value_class wanted)
{
    size_t field = find_field(node->name);
    return field < FIELDS ? check_field(c, node, field, wanted) : check_key(c, node, path, wanted);
}

static status check_values(compiler *c, const where_node *node, const char *path)
{
    if (node->kind == WHERE_TRUTH) return check(c, node, path, CLASS_BOOLEAN);
    if (node->kind == WHERE_IS_NULL) return check(c, node, path, CLASSES);
    bool is_seen[CLASSES] = { false };
    for (size_t i = 0; i < node->values.count; i++) {
        const value *v = &node->values.items[i];
        if (node->kind == WHERE_LIKE && v->type != VALUE_TEXT)
            return error_set(c->e, STATUS_USAGE, "--where, column %zu: like wants a text",
                             node->column);
        if (is_seen[class_of(v)]) continue;
        is_seen[class_of(v)] = true;
        status state = check(c, node, path, class_of(v));
        if (state != STATUS_OK) return state;
    }
    return STATUS_OK;
}

/* --- SQL --- */

static void append_bound(compiler *c, value v)
{
    value *slot = list_push(&c->bound);
    if (slot == NULL) c->sql.state = STATUS_NO_MEMORY;
    else *slot = v;
    buffer_format(&c->sql, "?%zu", c->bound.count);
}

static void append_operand(compiler *c, const where_node *node, const char *path)
{
    size_t field = find_field(node->name);
    if (field < FIELDS) {
        buffer_text(&c->sql, fields[field].sql);
        return;
    }
    buffer_text(&c->sql, "json_extract(d.metadata, ");
    append_bound(c, value_of_text(path));
    buffer_text(&c->sql, ")");
}

static void append_values(compiler *c, const where_node *node, const char *between)
{
    for (size_t i = 0; i < node->values.count; i++) {
        if (i > 0) buffer_text(&c->sql, between);
        append_bound(c, node->values.items[i]);
    }
}

/* Missing values make SQL's comparisons null, where ours are false, so that "not" around one is
 * true. */
static status append_comparison(compiler *c, const where_node *node)
{
    const char *path = path_of(c, node->name), *not = node->is_negated ? " NOT" : "";
    if (path == NULL) return error_memory(c->e);
    status state = check_values(c, node, path);
    if (state != STATUS_OK) return state;
    buffer_text(&c->sql, ", ifnull(");
    append_operand(c, node, path);
    if (node->kind == WHERE_COMPARE) buffer_format(&c->sql, " %s ", node->sign);
    if (node->kind == WHERE_LIKE) buffer_format(&c->sql, "%s LIKE ", not );
    if (node->kind == WHERE_BETWEEN) buffer_format(&c->sql, "%s BETWEEN ", not );
    if (node->kind == WHERE_IN) buffer_format(&c->sql, "%s IN (", not );
    if (node->kind == WHERE_IS_NULL) buffer_format(&c->sql, " IS%s NULL", not );
    append_values(c, node, node->kind == WHERE_BETWEEN ? " AND " : ", ");
    buffer_text(&c->sql, node->kind == WHERE_IN ? "), 0)" : ", 0)");
    return STATUS_OK;
}

/* Every comparison is a column of its own; what joins them is judged in C. SQLite's parser would
 * take but some 30 levels of parentheses. */
static status append_columns(compiler *c, where_node *node)
{
    if (node->kind > WHERE_NOT) {
        node->answer = ++c->columns;
        return append_comparison(c, node);
    }
    status state = append_columns(c, node->left);
    return state == STATUS_OK && node->right != NULL ? append_columns(c, node->right) : state;
}

static bool holds(const where_node *node, const statement *row)
{
    switch (node->kind) {
    case WHERE_AND: return holds(node->left, row) && holds(node->right, row);
    case WHERE_OR: return holds(node->left, row) || holds(node->right, row);
    case WHERE_NOT: return !holds(node->left, row);
    default: return statement_integer(row, (int)node->answer) != 0;
    }
}

static status run(compiler *c, id_list *documents)
{
    buffer_text(
        &c->sql,
        " FROM document d JOIN source s ON s.id = d.source ORDER BY s.path, d.source, d.ordinal");
    if (c->sql.state != STATUS_OK) return error_memory(c->e);
    statement q = statement_of_text(c->in, c->sql.data, c->e);
    for (size_t i = 0; i < c->bound.count; i++)
        statement_bind_value(&q, (int)(i + 1), &c->bound.items[i]);
    while (statement_step(&q)) {
        if (c->tree.root != NULL && !holds(c->tree.root, &q)) continue;
        int64_t *id = list_push(documents);
        if (id == NULL) q.state = error_memory(c->e);
        else *id = statement_integer(&q, 0);
    }
    return statement_end(&q);
}

status documents_where(store *s, const char *expression, id_list *documents, error *e)
{
    compiler c = { .in = s, .e = e };
    status state = expression == NULL ? STATUS_OK : where_parse(expression, &c.tree, e);
    buffer_text(&c.sql, "SELECT d.id");
    if (state == STATUS_OK && expression != NULL) state = append_columns(&c, c.tree.root);
    if (state == STATUS_OK) state = run(&c, documents);
    list_free(&c.bound);
    buffer_free(&c.sql);
    where_tree_free(&c.tree);
    return state;
}
