#include "store/file_name.h"

#include <ctype.h>
#include <string.h>

#include "base/buffer.h"

char *file_name_for_sqlite(const char *path)
{
    buffer name = { 0 };
    buffer_text(&name, path[0] == '/' ? "" : "./");
    buffer_text(&name, path);
    return buffer_take(&name);
}

char *file_name_immutable(const char *path)
{
    buffer name = { 0 };
    buffer_text(&name, "file:");
    buffer_text(&name, path[0] == '/' ? "//" : "./");
    for (const unsigned char *c = (const unsigned char *)path; *c != '\0'; c++) {
        if (isalnum(*c) || strchr("/-._~", *c) != NULL) buffer_byte(&name, *c);
        else buffer_format(&name, "%%%02x", *c);
    }
    buffer_text(&name, "?immutable=1");
    return buffer_take(&name);
}
