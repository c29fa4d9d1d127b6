#include "text/layout.h"

#include "text/lines.h"

/* Three steps: lines with their shape (lines.c); regions, which are runs of lines without a blank
 * one, each judged hard-wrapped or one paragraph a line and cut into pieces; and headings, told
 * from the pieces around them. */

enum {
    WIDEST_WRAPPED = 250,   /* columns; nobody wraps lines wider than that */
    NARROWEST_WRAPPED = 24, /* columns; narrower lines are a list of words, verse or a menu */
    SMALL_REGION = 8,       /* lines; a percentile needs that many */
    PRIOR_JUNCTIONS = 3,    /* the document's statistics count as many junctions in each region */
    ENOUGH_JUNCTIONS = 20,  /* to learn from how far lines are filled */
    LONG_LINE = 60, /* columns; a line that breaks off in mid-sentence behind so many is no entry of
                       a list, */
    MIDDLING_LINE = 30, /* and behind so many in a text where lines often go on in small letters */
    TOP_LINES = 4,      /* hold title and authors */
    WIDEST_HEADING = 120,      /* columns */
    WIDEST_PLAIN_HEADING = 80, /* columns, when nothing but its place says that it is a heading */
    LONGEST_HEADING_RUN = 3,   /* headings one behind the other before their text */
};

/* A number of lines for each width. */
typedef struct histogram {
    uint32_t bins[WIDEST_WRAPPED + 1];
    uint32_t count;
} histogram;

/* What the junctions between neighbouring lines say. A junction is `full` when the first word of
 * the lower line would not have fitted on the upper one. */
typedef struct evidence {
    double junctions, full, open, full_open, lettered, cased, lower;
} evidence;

/* Where lines seem to be wrapped: nearly the widest; `is_hard` when many lines reach it and none
 * goes far beyond. */
typedef struct edge {
    uint32_t width;
    bool is_hard;
} edge;

/* How the lines of a region, or of the whole text, are to be read. */
typedef struct style {
    bool is_wrapped;
    edge edge;
    uint32_t filled; /* a line that the next word would not have filled up to here is the last of
                        its paragraph */
    uint32_t base;   /* columns that no line of the region is indented less */
    bool starts_indented; /* the first line of a paragraph is indented */
    bool hangs;           /* all lines of a paragraph but the first are */
} style;

/* A block in the making: lines [first, last]. */
typedef struct piece {
    uint32_t first, last;
    block_kind kind;
    uint32_t level;
} piece;

typedef LIST(piece) piece_list;
typedef LIST(uint16_t) indent_list;

typedef struct layout {
    const char *text;
    line_list lines;
    piece_list pieces;
    indent_list indents; /* of the list items that the present one is inside of */
    style document;
    evidence prior;
    error *error;
} layout;

/* --- statistics ------------------------------------------------------------ */

static void count_width(histogram *h, uint32_t width)
{
    if (width > WIDEST_WRAPPED) return;
    h->bins[width]++;
    h->count++;
}

static uint32_t percentile(const histogram *h, double share)
{
    double wanted = share * h->count, seen = 0;
    uint32_t width = 0;
    while (width < WIDEST_WRAPPED && (seen += h->bins[width]) < wanted) width++;
    return width;
}

static bool opens_region(const line *l) { return l->blanks > 0 || l->opens_page; }

/* True when the line above it could belong to the same paragraph. */
static bool is_junction(const line *l)
{
    return !opens_region(l) && l->marker == MARKER_NONE && l->gaps < 2;
}

/* Columns of the upper line if it had taken the first word of the lower one. */
static uint32_t fill_of(const layout *l, uint32_t lower)
{
    return line_edge(&l->lines.items[lower - 1]) + 1 + l->lines.items[lower].first_word;
}

static bool is_open(const line *l) { return l->ends != ENDS_SENTENCE && l->ends != ENDS_COLON; }

static void weigh_junction(const layout *l, uint32_t lower, uint32_t width, evidence *sum)
{
    const line *a = &l->lines.items[lower - 1], *b = &l->lines.items[lower];
    sum->junctions++;
    bool is_cased = b->opens == OPENS_LOWER || b->opens == OPENS_UPPER;
    sum->cased += is_cased;
    sum->lettered += is_cased || b->opens == OPENS_UNCASED;
    if (a->width > WIDEST_WRAPPED) return;
    sum->lower += b->opens == OPENS_LOWER;
    bool is_full = fill_of(l, lower) * 10 >= width * 8;
    sum->open += is_open(a);
    sum->full += is_full;
    sum->full_open += is_full && is_open(a);
}

static evidence weigh(const layout *l, uint32_t from, uint32_t to, uint32_t width)
{
    evidence sum = { 0 };
    for (uint32_t i = from + 1; i < to; i++)
        if (is_junction(&l->lines.items[i])) weigh_junction(l, i, width, &sum);
    return sum;
}

static bool speaks_for_wrapping(const evidence *e, edge at)
{
    if (e->junctions < 1 || at.width < NARROWEST_WRAPPED || at.width > WIDEST_WRAPPED) return false;
    double full = e->full / e->junctions, open = e->open / e->junctions;
    double lower = e->cased > 0 ? e->lower / e->cased : 0;
    bool is_cased = e->cased * 2 > e->junctions;
    if (open < .3 || e->lettered * 2 < e->junctions) return false;
    bool is_even = (full >= .6 && open >= .45) || e->full_open >= e->open * .7 || at.is_hard;
    if (is_even && (!is_cased || lower >= .15)) return true;
    return is_cased && full >= .35 && open >= .45 &&
           lower >= .45; /* ragged, as optical recognition leaves it */
}

/* `lines` counts also those too wide to be in the histogram. */
static edge edge_of_histogram(const histogram *h, size_t lines)
{
    edge at = { .width = h->count * 2 > lines ? percentile(h, .9) : WIDEST_WRAPPED + 1 };
    uint32_t near = 0, beyond = (uint32_t)lines - h->count;
    for (uint32_t width = at.width * 88 / 100; width <= WIDEST_WRAPPED; width++)
        *(width * 100 <= at.width * 112 ? &near : &beyond) += h->bins[width];
    at.is_hard = near * 100 >= lines * 35 && beyond * 50 <= lines;
    return at;
}

static edge edge_of(const layout *l, uint32_t from, uint32_t to)
{
    const line *lines = l->lines.items;
    edge at = { 0 };
    if (to - from >= SMALL_REGION) {
        histogram h = { .count = 0 };
        for (uint32_t i = from; i < to; i++) count_width(&h, line_edge(&lines[i]));
        return edge_of_histogram(&h, to - from);
    }
    for (uint32_t i = from; i < to; i++)
        if (line_edge(&lines[i]) > at.width) at.width = line_edge(&lines[i]);
    return at;
}

/* How far lines that go on in mid-sentence are filled at least, nearly: tells the last lines of
 * paragraphs better than a fixed share of the width. */
static uint32_t learn_filled(const layout *l, uint32_t width)
{
    histogram fills = { .count = 0 };
    for (uint32_t i = 1; i < l->lines.count; i++) {
        const line *b = &l->lines.items[i];
        bool goes_on = is_junction(b) && b[-1].ends == ENDS_OPEN && b->opens != OPENS_UPPER;
        if (goes_on && line_edge(&b[-1]) * 10 >= width * 7) count_width(&fills, fill_of(l, i));
    }
    uint32_t least = width * 7 / 10, usual = width * 8 / 10, most = width * 97 / 100;
    if (fills.count < ENOUGH_JUNCTIONS) return usual;
    uint32_t learnt = percentile(&fills, .05);
    return learnt < least ? least : learnt > most ? most : learnt;
}

static void judge_document(layout *l)
{
    histogram h = { .count = 0 };
    size_t junctions = 0;
    for (uint32_t i = 1; i < l->lines.count; i++) {
        if (!is_junction(&l->lines.items[i])) continue;
        count_width(&h, line_edge(&l->lines.items[i - 1]));
        junctions++;
    }
    edge at = edge_of_histogram(&h, junctions);
    l->prior = weigh(l, 0, (uint32_t)l->lines.count, at.width);
    l->document = (style){ .is_wrapped = speaks_for_wrapping(&l->prior, at), .edge = at };
    l->document.filled = learn_filled(l, at.width);
}

/* Text typed or converted with a blank line behind every line: takes one blank line away
 * everywhere. */
static void close_double_spacing(layout *l)
{
    uint32_t spaced = 0, going_on = 0;
    uint32_t count = (uint32_t)l->lines.count;
    edge at = edge_of(l, 0, count);
    if (at.width > WIDEST_WRAPPED) return;
    line *lines = l->lines.items;
    for (uint32_t i = 1; i < count; i++) {
        spaced += lines[i].blanks > 0;
        if (!is_open(&lines[i - 1]) || lines[i].marker != MARKER_NONE) continue;
        bool is_full = at.is_hard && fill_of(l, i) * 100 >= at.width * 88;
        going_on += lines[i].opens == OPENS_LOWER || (lines[i].opens == OPENS_UNCASED && is_full);
    }
    bool is_double =
        spaced >= ENOUGH_JUNCTIONS && spaced * 10 >= count * 9 && going_on * 5 >= spaced * 2;
    for (uint32_t i = 1; is_double && i < count; i++)
        if (lines[i].blanks > 0) lines[i].blanks--;
}

static void judge_indents(const layout *l, uint32_t from, uint32_t to, style *s)
{
    const line *lines = l->lines.items;
    s->base = UINT16_MAX;
    for (uint32_t i = from; i < to; i++)
        if (lines[i].indent < s->base) s->base = lines[i].indent;
    uint32_t in = 0, in_behind_end = 0, out = 0, out_behind_end = 0;
    for (uint32_t i = from + 1; i < to; i++) {
        bool was_in = lines[i - 1].indent >= s->base + 2, is_in = lines[i].indent >= s->base + 2;
        bool behind_end = !is_open(&lines[i - 1]);
        in += is_in && !was_in;
        in_behind_end += is_in && !was_in && behind_end;
        out += was_in && !is_in;
        out_behind_end += was_in && !is_in && behind_end;
    }
    s->starts_indented = in > 0 && in_behind_end * 2 >= in;
    s->hangs = !s->starts_indented && out > 0 && out_behind_end * 2 >= out;
}

/* Adds the document's statistics as if they were some junctions of the region. */
static void add_prior(const evidence *prior, evidence *sum)
{
    if (sum->junctions == 0 || prior->junctions == 0) return;
    double weight = PRIOR_JUNCTIONS / prior->junctions;
    sum->junctions += PRIOR_JUNCTIONS;
    sum->full += prior->full * weight;
    sum->open += prior->open * weight;
    sum->full_open += prior->full_open * weight;
    sum->lettered += prior->lettered * weight;
    sum->cased += prior->cased * weight;
    sum->lower += prior->lower * weight;
}

static style judge_region(const layout *l, uint32_t from, uint32_t to)
{
    style s = { .edge = edge_of(l, from, to) };
    const edge *usual = &l->document.edge;
    bool is_small = to - from < 4;
    if (is_small && l->document.is_wrapped && s.edge.width < usual->width)
        s.edge.width = usual->width;
    evidence sum = weigh(l, from, to, s.edge.width);
    add_prior(&l->prior, &sum);
    uint32_t tolerance = usual->width / 10;
    bool is_usual =
        s.edge.width + tolerance >= usual->width && s.edge.width <= usual->width + tolerance;
    if (is_usual && to - from < SMALL_REGION) s.edge.is_hard = usual->is_hard;
    s.is_wrapped = speaks_for_wrapping(&sum, s.edge);
    s.filled = is_usual ? l->document.filled : s.edge.width * 8 / 10;
    judge_indents(l, from, to, &s);
    return s;
}

/* --- pieces ------------------------------------------------------------ */

/* Depth of a list item among those before it; a new list begins at 1. */
static uint32_t depth_of(layout *l, const line *item)
{
    bool goes_on =
        l->pieces.count > 0 && l->pieces.items[l->pieces.count - 1].kind == BLOCK_LIST_ITEM;
    if (!goes_on) l->indents.count = 0;
    while (l->indents.count > 0 && l->indents.items[l->indents.count - 1] >= item->indent)
        l->indents.count--;
    uint16_t *added = list_push(&l->indents);
    if (added != NULL) *added = item->indent;
    return (uint32_t)l->indents.count; /* 0 without memory: the push of the piece fails as well */
}

static status add_piece(layout *l, uint32_t first, uint32_t last, block_kind kind)
{
    const line *f = &l->lines.items[first];
    bool is_item = kind == BLOCK_PARAGRAPH && f->marker != MARKER_NONE;
    uint32_t level = is_item ? depth_of(l, f) : 0;
    piece *p = list_push(&l->pieces);
    if (p == NULL || (is_item && level == 0)) return error_memory(l->error);
    *p = (piece){
        .first = first, .last = last, .kind = is_item ? BLOCK_LIST_ITEM : kind, .level = level
    };
    return STATUS_OK;
}

static bool is_short(const layout *l, const style *s, uint32_t lower)
{
    return fill_of(l, lower) < s->filled;
}

/* A mark inside hard-wrapped text may be a dash or a number of the sentence. */
static bool begins_item(const layout *l, const style *s, uint32_t first, uint32_t at)
{
    const line *here = &l->lines.items[at], *above = here - 1, *start = &l->lines.items[first];
    if (here->marker == MARKER_NONE) return false;
    if (!s->is_wrapped || here->marker == MARKER_BULLET) return true;
    if (above->ends != ENDS_OPEN && above->ends != ENDS_HYPHEN) return true;
    if (is_short(l, s, at) || here->indent >= s->base + 2) return true;
    if (start->marker != here->marker) return false;
    if (here->marker != MARKER_NUMBER) return true;
    uint32_t number = shape_marker(l->text, line_span(here)).number;
    return number == shape_marker(l->text, line_span(start)).number + 1;
}

static bool begins_plain_piece(const layout *l, uint32_t first, uint32_t at)
{
    const line *here = &l->lines.items[at], *above = here - 1, *start = &l->lines.items[first];
    if (start->marker != MARKER_NONE && here->indent > start->indent + 1) return false;
    bool often_goes_on = l->prior.lower * 3 >= l->prior.cased;
    uint32_t least = often_goes_on ? MIDDLING_LINE : LONG_LINE;
    bool has_comma = often_goes_on && l->text[above->stop - 1] == ',';
    bool breaks_off = above->ends == ENDS_OPEN || above->ends == ENDS_HYPHEN || has_comma;
    return !(breaks_off && above->width >= least && here->opens == OPENS_LOWER);
}

static bool is_in_capitals(const layout *l, const line *at)
{
    if (at->width > WIDEST_HEADING) return false;
    shape s = shape_of(l->text, line_span(at));
    return s.upper >= 4 && s.lower == 0;
}

/* "Article 12" or "ABSTRACT", behind a line that happens to be full. */
static bool stands_alone(const layout *l, const style *s, uint32_t at)
{
    const line *here = &l->lines.items[at];
    bool has_next = at + 1 < l->lines.count && is_junction(here + 1);
    if (!has_next || here->width * 3 >= s->edge.width || here[1].opens == OPENS_LOWER) return false;
    return !is_open(here - 1) || (is_in_capitals(l, here) && !is_in_capitals(l, here - 1));
}

/* A line that breaks off in mid-sentence though the next word, with a capital, would have fitted: a
 * heading or an author. In ragged text this is told from an odd line only when much room was left,
 * or at the top of the text. */
static bool breaks_early(const layout *l, const style *s, uint32_t at)
{
    const line *here = &l->lines.items[at];
    uint32_t fill = fill_of(l, at);
    if (fill * 20 < s->edge.width * 13) return true;
    bool is_early = at < TOP_LINES || fill * 4 < s->edge.width * 3;
    if (!s->edge.is_hard || !is_early || here->opens != OPENS_UPPER) return false;
    return !(is_in_capitals(l, here) && is_in_capitals(l, here - 1));
}

/* The line is a list item's mark and nothing else. */
static bool is_bare_marker(const layout *l, const line *at)
{
    return at->width <= 5 && at->marker != MARKER_NONE &&
           shape_marker(l->text, line_span(at)).length == at->stop - at->start;
}

/* True when line `at` begins a new piece behind the one that began with line `first`. */
static bool begins_piece(const layout *l, const style *s, uint32_t first, uint32_t at)
{
    const line *here = &l->lines.items[at], *above = here - 1, *start = &l->lines.items[first];
    if (begins_item(l, s, first, at)) return true;
    if (first + 1 == at && is_bare_marker(l, start)) return false;
    if (!s->is_wrapped || above->width > WIDEST_WRAPPED || here->width > WIDEST_WRAPPED)
        return begins_plain_piece(l, first, at);

    bool is_in = here->indent >= s->base + 2, was_in = above->indent >= s->base + 2;
    bool is_ended = !is_open(above);
    if (start->marker != MARKER_NONE) {
        if (here->indent > start->indent) return false; /* a continuation line */
        if (here->indent + 1 < start->indent) return true;
    } else if (s->starts_indented && is_in && (!was_in || is_ended)) return true;
    bool is_last = is_short(l, s, at);
    if (s->hangs && !is_in && (was_in || is_ended || is_last)) return true;
    if (here->opens == OPENS_LOWER || above->ends == ENDS_HYPHEN) return false;
    return is_last ? is_ended || breaks_early(l, s, at) : stands_alone(l, s, at);
}

static status cut_lines(layout *l, uint32_t from, uint32_t to)
{
    if (from == to) return STATUS_OK;
    style s = judge_region(l, from, to);
    uint32_t first = from;
    status outcome = STATUS_OK;
    for (uint32_t i = from + 1; i < to && outcome == STATUS_OK; i++) {
        if (!begins_piece(l, &s, first, i)) continue;
        outcome = add_piece(l, first, i - 1, BLOCK_PARAGRAPH);
        first = i;
    }
    return outcome != STATUS_OK ? outcome : add_piece(l, first, to - 1, BLOCK_PARAGRAPH);
}

/* Where the table that begins at line `from` ends; `from` when there is none. */
static uint32_t table_end(const layout *l, uint32_t from, uint32_t to)
{
    const line *lines = l->lines.items;
    uint32_t i = from + 1;
    bool is_table = lines[from].gaps >= 2 && i < to && lines[i].gaps >= 2 &&
                    lines_are_aligned(l->text, &lines[from], &lines[i]);
    if (!is_table) return from;
    while (i < to &&
           (lines[i].gaps >= 2 || (i + 1 < to && lines[i].gaps == 1 && lines[i + 1].gaps >= 2)))
        i++;
    return i;
}

static status cut_region(layout *l, uint32_t from, uint32_t to)
{
    uint32_t done = from;
    status s = STATUS_OK;
    for (uint32_t i = from; i < to && s == STATUS_OK;) {
        uint32_t end = table_end(l, i, to);
        if (end > i) {
            s = cut_lines(l, done, i);
            if (s == STATUS_OK) s = add_piece(l, i, end - 1, BLOCK_TABLE);
            done = end;
        }
        i = end > i ? end : i + 1;
    }
    return s != STATUS_OK ? s : cut_lines(l, done, to);
}

/* --- headings ------------------------------------------------------------ */

static span piece_span(const layout *l, const piece *p)
{
    return (span){ l->lines.items[p->first].start, l->lines.items[p->last].stop };
}

static uint32_t piece_columns(const layout *l, const piece *p)
{
    uint64_t columns = 0;
    for (uint32_t i = p->first; i <= p->last && columns < UINT16_MAX; i++)
        columns += l->lines.items[i].width;
    return columns < UINT16_MAX ? (uint32_t)columns : UINT16_MAX;
}

/* "2.1 Methods": how many parts the number in front has, 0 when there is none. */
static uint32_t heading_number(const char *text, span at)
{
    marker m = shape_marker(text, at);
    if (m.kind == MARKER_NUMBER) return m.depth;
    uint32_t parts = 0, i = at.start;
    while (i < at.stop && text[i] >= '0' && text[i] <= '9') {
        uint32_t digits = i;
        while (i < at.stop && text[i] >= '0' && text[i] <= '9') i++;
        if (i - digits > 3) return 0;
        parts++;
        if (i < at.stop && text[i] == '.') i++;
    }
    bool is_parted = i < at.stop && text[i] == ' ';
    bool is_upper = is_parted && shape_opening(text, (span){ i, at.stop }) == OPENS_OTHER &&
                    shape_opening(text, (span){ i + 1, at.stop }) == OPENS_UPPER;
    return is_upper ? parts : 0;
}

/* A paragraph that a heading of that width can stand above. */
static bool is_text_below(const layout *l, const piece *p, uint32_t width)
{
    if (p->kind != BLOCK_PARAGRAPH || l->lines.items[p->first].opens == OPENS_LOWER) return false;
    uint32_t below = piece_columns(l, p);
    return below >= 80 && below * 2 >= width * 3;
}

/* True when the place alone makes a short line a heading: behind the end of a paragraph, above a
 * longer one. */
static bool stands_as_heading(const layout *l, const piece *p, const shape *s)
{
    const line *lines = l->lines.items;
    bool is_wide = s->upper + s->lower == 0 && s->width > 50;
    if (is_wide || s->width > WIDEST_PLAIN_HEADING || s->words > 12) return false;
    if (p->first == 0) return true;
    bool is_behind_end =
        !is_open(&lines[p->first - 1]) || (p > l->pieces.items && p[-1].kind != BLOCK_PARAGRAPH);
    return is_behind_end && is_text_below(l, p + 1, (uint32_t)s->width * 2);
}

/* `run` counts the headings directly below. */
static bool is_heading(const layout *l, const piece *p, uint32_t run, uint32_t *number)
{
    const piece *next = p + 1;
    if (next == l->pieces.items + l->pieces.count || p->last - p->first > 1) return false;
    if (p->kind != BLOCK_PARAGRAPH && p->kind != BLOCK_LIST_ITEM) return false;
    if (piece_columns(l, p) > WIDEST_HEADING) return false;
    span at = piece_span(l, p);
    shape s = shape_of(l->text, at);
    *number = heading_number(l->text, at);
    if (p->kind == BLOCK_LIST_ITEM && *number == 0) return false;
    if (s.ends != ENDS_OPEN || s.opens == OPENS_LOWER || s.opens == OPENS_OTHER || s.has_address)
        return false;
    if (s.letters < 2 || s.digits > s.letters) return false;

    bool is_strong = shape_is_title_cased(&s) || (*number > 0 && s.width <= 60);
    bool has_text = is_text_below(l, next, (uint32_t)s.width);
    if (is_strong && has_text) return true;
    if (is_strong && next->kind == BLOCK_LIST_ITEM && *number == 0)
        return piece_columns(l, next) >= 80 && opens_region(&l->lines.items[next->first]);
    bool is_above_heading = next->kind == BLOCK_HEADING && run < LONGEST_HEADING_RUN;
    if (is_strong && is_above_heading)
        return opens_region(&l->lines.items[next->first]) || *number > 0;
    return has_text && *number == 0 && stands_as_heading(l, p, &s);
}

/* An item of a numbered list: one with a neighbour of the next or last number. */
static bool is_counted_item(const layout *l, const piece *p)
{
    if (p->kind != BLOCK_LIST_ITEM) return false;
    marker m = shape_marker(l->text, piece_span(l, p));
    const piece *end = l->pieces.items + l->pieces.count;
    bool has_next = p + 1 < end && p[1].kind == BLOCK_LIST_ITEM;
    bool has_last = p > l->pieces.items && p[-1].kind == BLOCK_LIST_ITEM;
    if (has_next && shape_marker(l->text, piece_span(l, p + 1)).depth <= m.depth) return true;
    return has_last && shape_marker(l->text, piece_span(l, p - 1)).number + 1 == m.number;
}

static void find_headings(layout *l)
{
    uint32_t run = 0, number = 0;
    for (size_t i = l->pieces.count; i-- > 0;) {
        piece *p = &l->pieces.items[i];
        bool is_one = !is_counted_item(l, p) && is_heading(l, p, run, &number);
        run = is_one ? run + 1 : 0;
        if (!is_one) continue;
        p->kind = BLOCK_HEADING;
        p->level = number > 0 ? number : 1;
    }
}

static status append_blocks(const layout *l, uint32_t pages, block_list *blocks)
{
    for (size_t i = 0; i < l->pieces.count; i++) {
        const piece *p = &l->pieces.items[i];
        block *b = list_push(blocks);
        if (b == NULL) return error_memory(l->error);
        b->at = piece_span(l, p);
        b->kind = p->kind;
        b->level = p->level;
        b->page = pages > 0 ? l->lines.items[p->first].page : 0;
    }
    return STATUS_OK;
}

status layout_blocks(const char *text, size_t length, block_list *blocks, error *e)
{
    if (length > UINT32_MAX) return error_set(e, STATUS_LIMIT, "a text of more than 4 GiB");
    layout l = { .text = text, .error = e };
    uint32_t pages = 0;
    status s = lines_of(text, length, &l.lines, &pages, e);
    if (s != STATUS_OK) goto done;
    close_double_spacing(&l);
    judge_document(&l);
    for (uint32_t from = 0, to; from < l.lines.count && s == STATUS_OK; from = to) {
        to = from + 1;
        while (to < l.lines.count && !opens_region(&l.lines.items[to])) to++;
        s = cut_region(&l, from, to);
    }
    if (s == STATUS_OK) find_headings(&l);
    if (s == STATUS_OK) s = append_blocks(&l, pages, blocks);
done:
    list_free(&l.indents);
    list_free(&l.pieces);
    list_free(&l.lines);
    return s;
}
