#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *format_message(const char *format, va_list arguments)
{
    char *message = NULL;
    if (vasprintf(&message, format, arguments) < 0) return NULL;
    return message;
}

status error_set(error *e, status code, const char *format, ...)
{
    if (e == NULL) return code;
    va_list arguments;
    va_start(arguments, format);
    char *message =
        format_message(format, arguments); /* before the clear: it may quote the old one */
    va_end(arguments);
    error_clear(e);
    e->code = code;
    e->message = message;
    return code;
}

status error_system(error *e, const char *format, ...)
{
    int number = errno;
    if (e == NULL) return STATUS_SYSTEM;
    va_list arguments;
    va_start(arguments, format);
    char *what = format_message(format, arguments);
    va_end(arguments);
    error_set(e, STATUS_SYSTEM, "%s: %s", what != NULL ? what : "system call", strerror(number));
    free(what);
    return STATUS_SYSTEM;
}

status error_memory(error *e)
{
    if (e == NULL) return STATUS_NO_MEMORY;
    error_clear(e);
    e->code = STATUS_NO_MEMORY;
    return STATUS_NO_MEMORY;
}

status error_prefix(error *e, const char *format, ...)
{
    if (e == NULL) return STATUS_OK;
    va_list arguments;
    va_start(arguments, format);
    char *prefix = format_message(format, arguments);
    va_end(arguments);
    char *message = NULL;
    if (prefix != NULL && asprintf(&message, "%s%s", prefix, error_text(e)) >= 0) {
        free(e->message);
        e->message = message;
    }
    free(prefix);
    return e->code;
}

const char *error_text(const error *e)
{
    if (e->message != NULL) return e->message;
    return e->code == STATUS_NO_MEMORY ? "out of memory" : "unknown error";
}

void error_clear(error *e)
{
    if (e == NULL) return;
    free(e->message);
    free(e->detail);
    *e = (error){ 0 };
}
