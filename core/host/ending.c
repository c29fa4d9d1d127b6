#include "host/ending.h"

#include <signal.h>
#include <string.h>

status ending_describe(error *e, int how)
{
    if (how == SIGXCPU)
        return error_set(e, STATUS_LIMIT,
                         "used too much CPU time in a place where it could not be stopped; "
                         "--max-cpu raises the limit");
    if (how == 256 + ENDING_OUT_OF_MEMORY)
        return error_set(
            e, STATUS_LIMIT,
            "used more memory than a worker process may have; --max-memory raises the limit");
    if (how > 0 && how < 256)
        return error_set(e, STATUS_PLUGIN, "it crashed its worker process (%s)", strsignal(how));
    if (how >= 256)
        return error_set(e, STATUS_PLUGIN, "its worker process ended with status %d", how - 256);
    return error_set(e, STATUS_PLUGIN, "its worker process ended before its time");
}
