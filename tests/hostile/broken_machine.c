/* A machine that fails, laid over libc (LD_PRELOAD) for the fault rig: what calls it is the command as users have it.

   FAULT_WRITES=PART:EVERY:ERRNO  each so-many-th write to a file whose name holds PART fails
   FAULT_SYNCS=PART:EVERY:ERRNO   the same for fsync and fdatasync
   FAULT_CLOCK=FILE               the wall's clock is off by the seconds (a 64-bit number) that the file holds just then */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static atomic_long writes, syncs;

static int fails(const char *name, int fd, atomic_long *counter) {
    char part[200], link[64], path[4096];
    long every = 0;
    int code = 0;
    const char *said = getenv(name);
    if (!said || sscanf(said, "%199[^:]:%ld:%d", part, &every, &code) != 3 || every < 1) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, part) && atomic_fetch_add(counter, 1) % every == every - 1 ? code : 0;
}

#define REAL(type, name) static type (*real)() ; if (!real) real = (type (*)()) dlsym(RTLD_NEXT, #name)
#define FAIL(name, fd, counter) { int code = fails(name, fd, &counter); if (code) { errno = code; return -1; } }

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, write);
    FAIL("FAULT_WRITES", fd, writes)
    return real(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t place) {
    REAL(ssize_t, pwrite);
    FAIL("FAULT_WRITES", fd, writes)
    return real(fd, data, size, place);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, pwrite64);
    FAIL("FAULT_WRITES", fd, writes)
    return real(fd, data, size, place);
}
int fsync(int fd) {
    REAL(int, fsync);
    FAIL("FAULT_SYNCS", fd, syncs)
    return real(fd);
}
int fdatasync(int fd) {
    REAL(int, fdatasync);
    FAIL("FAULT_SYNCS", fd, syncs)
    return real(fd);
}

static int64_t ahead(void) {
    static const int64_t *kept;
    const char *file = getenv("FAULT_CLOCK");
    if (!kept && file) {
        int fd = open(file, O_RDONLY);
        if (fd < 0) return 0;
        kept = mmap(0, sizeof *kept, PROT_READ, MAP_SHARED, fd, 0);
        close(fd);
        if (kept == MAP_FAILED) kept = 0;
    }
    return kept ? *kept : 0;
}
int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, clock_gettime);
    int code = real(clock, now);
    if (!code && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += ahead();
    return code;
}
int gettimeofday(struct timeval *now, void *zone) {
    REAL(int, gettimeofday);
    int code = real(now, zone);
    if (!code && now) now->tv_sec += ahead();
    return code;
}
time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
