/* moonleaf version: of the program, of the libraries that it runs with, and what it was built with.
 */
#include <archive.h>
#include <dlfcn.h>
#include <libxml/xmlversion.h>
#include <lua.h>
#include <nettle/version.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#ifdef MOONLEAF_SECCOMP
#include <seccomp.h>
#endif

#include "cli/bundled.h"
#include "cli/object.h"
#include "cli/screen.h"
#include "host/confinement.h"
#include "text/language.h"

/* Says one version: a line, or a member of an object. */
typedef void (*teller)(buffer *out, const char *name, const char *version);

static void tell_line(buffer *out, const char *name, const char *version)
{
    buffer_format(out, "%-11s %s\n", name, version);
}

static void tell_numbers(buffer *out, teller tell, const char *name, const uint8_t *numbers)
{
    char text[U_MAX_VERSION_STRING_LENGTH];
    u_versionToString(numbers, text);
    tell(out, name, text);
}

static void tell_seccomp(buffer *out, teller tell)
{
#ifdef MOONLEAF_SECCOMP
    const struct scmp_version *v = seccomp_version();
    const UVersionInfo numbers = { (uint8_t)v->major, (uint8_t)v->minor, (uint8_t)v->micro, 0 };
    tell_numbers(out, tell, "libseccomp", numbers);
#else
    (void)out, (void)tell;
#endif
}

/* It is opened when there is a prompt, and may not be there. */
static bool has_libedit(void)
{
    void *handle = dlopen(MOONLEAF_LIBEDIT, RTLD_LAZY | RTLD_LOCAL);
    if (handle != NULL) dlclose(handle);
    return handle != NULL;
}

/* Libraries that do not say their version have the one that this program was built with; libstemmer
 * has none that anybody could ask for. */
static void tell_libraries(buffer *out, teller tell)
{
    const UVersionInfo nettle = { (uint8_t)nettle_version_major(),
                                  (uint8_t)nettle_version_minor() };
    UVersionInfo icu, unicode;
    u_getVersion(icu);
    u_getUnicodeVersion(unicode);
    tell(out, "lua", LUA_RELEASE + strlen("Lua "));
    tell(out, "lpeg", MOONLEAF_LPEG_VERSION);
    tell(out, "lua-cjson", MOONLEAF_CJSON_VERSION);
    tell(out, "sqlite", sqlite3_libversion());
    tell_numbers(out, tell, "icu", icu);
    tell_numbers(out, tell, "unicode", unicode);
    tell(out, "cld2", language_version());
    tell(out, "uchardet", MOONLEAF_UCHARDET_VERSION);
    tell(out, "md4c", MOONLEAF_MD4C_VERSION);
    tell(out, "gumbo", MOONLEAF_GUMBO_VERSION);
    tell(out, "libarchive", archive_version_string() + strlen("libarchive "));
    tell(out, "libxml2", LIBXML_DOTTED_VERSION);
    tell_numbers(out, tell, "nettle", nettle);
    tell_seccomp(out, tell);
    if (has_libedit()) tell(out, "libedit", MOONLEAF_LIBEDIT_VERSION);
}

status version_command(invocation *i, int *exit_code, error *e)
{
    (void)exit_code;
    buffer out = { 0 };
    if (!screen_is_json(i)) {
        tell_libraries(&out, tell_line);
        printf("moonleaf %s\nfilter of system calls: %s\nplugins: %s\n%s", MOONLEAF_VERSION,
               confinement_filter(), bundled_plugins(), out.data == NULL ? "" : out.data);
        buffer_free(&out);
        return STATUS_OK;
    }
    object_begin(&out, NULL, '{');
    object_text(&out, "version", MOONLEAF_VERSION);
    object_begin(&out, "libraries", '{');
    tell_libraries(&out, object_text);
    object_end(&out, '}');
    object_begin(&out, "features", '{');
    object_text(&out, "filter_of_system_calls", confinement_filter());
    object_boolean(&out, "line_editing", has_libedit());
    object_integer(&out, "corpus_schema", STORE_SCHEMA_VERSION);
    object_text(&out, "plugins", bundled_plugins());
    object_end(&out, '}');
    object_end(&out, '}');
    return screen_json(&out, e);
}
