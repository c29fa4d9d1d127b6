#include "cli/bundled.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* `way` from the program's folder, or NULL when nothing is there. */
static char *beside_program(const char *way)
{
    buffer path = { 0 };
    char *program = realpath("/proc/self/exe", NULL);
    const char *slash = program == NULL ? NULL : strrchr(program, '/');
    if (slash != NULL) buffer_append(&path, program, (size_t)(slash + 1 - program));
    buffer_text(&path, way);
    char *found = slash == NULL || path.state != STATUS_OK ? NULL : realpath(path.data, NULL);
    buffer_free(&path);
    free(program);
    return found;
}

const char *bundled_plugins(void)
{
    static char *found;
    if (found == NULL) found = beside_program(MOONLEAF_WAY_TO_PLUGINS);
    if (found == NULL) found = beside_program("plugins");
    if (found == NULL) found = strdup(MOONLEAF_PLUGINS);
    return found;
}
