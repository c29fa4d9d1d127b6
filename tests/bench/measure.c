/* Runs a command and says what it took: CPU seconds and wall seconds of all its processes, and the
 * most memory that they held together (proportional set size: shared pages are counted once).
 *
 *     $ measure RESULT COMMAND ARGUMENT...
 *
 * writes "cpu wall mebibytes" to the file RESULT and exits as the command did. Memory is looked at
 * every few milliseconds, and so seldom that looking takes a fiftieth of the time: it stops who is
 * looked at. A peak that is shorter than that is missed. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP_NANOSECONDS = 2000000, PAUSES = 50 /* times what a look takes */ };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Kibibytes that one process holds; 0 when it is gone. */
static long held(const char *process)
{
    char path[300], line[200];
    snprintf(path, sizeof path, "/proc/%s/smaps_rollup", process);
    FILE *file = fopen(path, "r");
    long kibibytes = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "Pss: %ld kB", &kibibytes) == 1) {
            break;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kibibytes;
}

static pid_t group_of(const char *process)
{
    char path[300];
    long group = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", process);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        if (fscanf(file, "%*d (%*[^)]) %*c %*d %ld", &group) != 1) {
            group = 0;
        }
        fclose(file);
    }
    return (pid_t)group;
}

/* Kibibytes that all processes of a group hold. */
static long group_holds(pid_t group)
{
    long kibibytes = 0;
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
            group_of(entry->d_name) == group) {
            kibibytes += held(entry->d_name);
        }
    }
    if (processes != NULL) {
        closedir(processes);
    }
    return kibibytes;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: measure RESULT COMMAND ARGUMENT...\n");
        return 2;
    }
    double began = now();
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int outcome = 0;
    long most = 0;
    double next = began;
    while (waitpid(child, &outcome, WNOHANG) == 0) {
        double looked = now();
        if (looked >= next) {
            long kibibytes = group_holds(child);
            most = kibibytes > most ? kibibytes : most;
            next = now() + (now() - looked) * PAUSES;
        }
        nanosleep(&(struct timespec){ .tv_nsec = STEP_NANOSECONDS }, NULL);
    }
    double wall = now() - began;
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    FILE *result = fopen(argv[1], "w");
    if (result == NULL) {
        perror(argv[1]);
        return 1;
    }
    fprintf(result, "%.4f %.4f %.1f\n", seconds(usage.ru_utime) + seconds(usage.ru_stime), wall,
            (double)most / 1024);
    return fclose(result) == 0 && WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 1;
}
