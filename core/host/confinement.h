/* Confinement: what a worker process gives up, so that plugin code that breaks out of Lua finds
 * nothing to harm.
 *
 * Resource limits and, where the program was built with libseccomp and the kernel has it, a filter
 * of system calls: no network, no other program, no file opened for writing, no signal to another
 * process. What is not allowed answers EPERM. */
#ifndef MOONLEAF_HOST_CONFINEMENT_H
#define MOONLEAF_HOST_CONFINEMENT_H

#include "base/status.h"
#include "host/limits.h"

/* At the start of a worker: no new privileges, no core dumps of other people's documents, no
 * descriptors but `channel`; what libraries print goes nowhere (but under a sanitizer, whose
 * reports are wanted), and exit() means that one of them got no memory. */
void confinement_begin(int channel);

/* Before plugin code runs, when everything is open that needs more rights than reading. `l` says
 * how much memory: beside what Lua may hold, C has room for a few copies of the largest document.
 * Under AddressSanitizer, which needs terabytes of addresses and its own system calls, there is
 * neither that limit nor a filter. */
status confinement_enter(const limits *l, error *e);

/* In a process that is to become a program which a plugin runs: its own limits (`l` is of what
 * asked for it: six times the CPU time, and the memory with four copies of the largest document),
 * no network, no other process but threads of its own, no file opened for writing. After this only
 * execve. */
status confinement_of_program(const limits *l, error *e);

/* CPU seconds, and bytes of addresses, of such a program. */
double confinement_program_seconds(const limits *l);
size_t confinement_program_memory(const limits *l);

/* The filter that this program was built with: "seccomp", or "none". */
const char *confinement_filter(void);

#endif
