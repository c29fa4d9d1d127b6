#include "host/message.h"

#include <stdlib.h>
#include <string.h>

void message_put_outcome(buffer *out, const error *outcome)
{
    frame_put_unsigned(out, outcome->code);
    frame_put_text(out, outcome->message);
    frame_put_text(out, outcome->detail);
}

status message_done(int channel, const error *outcome, error *e)
{
    buffer payload = { 0 };
    message_put_outcome(&payload, outcome);
    status s = frame_send(channel, MESSAGE_DONE, &payload, e);
    buffer_free(&payload);
    return s;
}

status message_outcome(const buffer *payload, error *outcome)
{
    reader r = reader_of(payload->data, payload->length);
    error_clear(outcome);
    uint64_t code = reader_unsigned(&r);
    const char *text = reader_text(&r), *detail = reader_text(&r);
    if (!reader_done(&r) || code > STATUS_INTERRUPTED)
        return error_set(outcome, STATUS_SYSTEM, "a worker sent a broken message");
    if (code == STATUS_OK) return STATUS_OK;
    error_set(outcome, (status)code, "%s", text == NULL ? "it failed" : text);
    if (detail != NULL) outcome->detail = strdup(detail);
    return outcome->code;
}

void message_put_limits(buffer *out, const limits *l)
{
    frame_put_number(out, l->cpu_seconds);
    frame_put_number(out, l->wall_seconds);
    frame_put_unsigned(out, l->memory);
    frame_put_unsigned(out, l->rows);
    frame_put_unsigned(out, l->row_bytes);
    frame_put_unsigned(out, l->document);
}

limits message_limits(reader *r)
{
    limits l;
    l.cpu_seconds = reader_number(r);
    l.wall_seconds = reader_number(r);
    l.memory = (size_t)reader_unsigned(r);
    l.rows = (size_t)reader_unsigned(r);
    l.row_bytes = (size_t)reader_unsigned(r);
    l.document = (size_t)reader_unsigned(r);
    return l;
}
