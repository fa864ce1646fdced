/* Logs every change a program makes to files: what a power cut could lose, and what could leak.
 *
 * LD_PRELOAD this library, with RECORD_LOG (the log, appended to) and RECORD_ROOT (paths below it
 * count). A record: op (1), length of path (4), offset (8), length of data (4), path, data; all
 * little-endian. Ops: C created, T truncated to offset, W written, S file synced, D folder synced,
 * U unlinked, R renamed to data, L linked as data, K mkdir, X rmdir, M mapped shared and writable.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX], log_path[PATH_MAX];
static int log_descriptor = -1;


__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("RECORD_ROOT"), *log = getenv("RECORD_LOG");
    if (!wanted || !log || log_descriptor >= 0) return;
    snprintf(root, sizeof root, "%s", wanted);
    snprintf(log_path, sizeof log_path, "%s", log);
    int opened = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (opened < 0) return;
    int high = (int)syscall(SYS_fcntl, opened, F_DUPFD_CLOEXEC, 900); /* out of everybody's way */
    if (high >= 0) syscall(SYS_close, opened);
    log_descriptor = high >= 0 ? high : opened;
}

static int counts(const char *path) {
    if (log_descriptor < 0 || path[0] != '/' || !strcmp(path, log_path)) return 0;
    if (!strncmp(path, "/proc/", 6)) return 0;
    if (!strncmp(path, "/dev/", 5) && strncmp(path, "/dev/shm/", 9)) return 0;
    size_t length = strlen(root);
    return !strncmp(path, root, length) &&
           (root[length - 1] == '/' || path[length] == '/' || path[length] == 0);
}

/* Absolute, not resolved: what the program called it. */
static int named(int folder, const char *path, char *out) {
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
    } else {
        char base[PATH_MAX];
        if (folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t n = readlink(link, base, sizeof base - 1);
            if (n < 0) return 0;
            base[n] = 0;
        }
        if (snprintf(out, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    return counts(out);
}

/* The name a descriptor has now: a file that was renamed while open is found under its new name. */
static int held(int descriptor, char *out) {
    int before = errno;
    char link[64];
    if (log_descriptor < 0 || descriptor == log_descriptor) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t n = readlink(link, out, PATH_MAX - 1);
    errno = before;
    if (n <= 0) return 0;
    out[n] = 0;
    return counts(out);
}

static void record(char op, const char *path, uint64_t offset, const void *data, uint32_t size) {
    char head[17];
    uint32_t length = (uint32_t)strlen(path);
    head[0] = op;
    memcpy(head + 1, &length, 4);
    memcpy(head + 5, &offset, 8);
    memcpy(head + 13, &size, 4);
    struct iovec parts[3] = {{head, sizeof head}, {(void *)path, length}, {(void *)data, size}};
    int before = errno;
    if (syscall(SYS_writev, log_descriptor, parts, 3) != (long)(sizeof head + length + size))
        abort(); /* a log with a hole proves nothing */
    errno = before;
}

static void lock(void) { pthread_mutex_lock(&one_at_a_time); }
static void unlock(void) { pthread_mutex_unlock(&one_at_a_time); }

/* --- opening --- */

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char name[PATH_MAX];
    int matters = (flags & (O_CREAT | O_TRUNC)) && named(folder, path, name);
    if (!matters) return (int)syscall(SYS_openat, folder, path, flags, mode);
    struct stat was;
    lock();
    int there = syscall(SYS_newfstatat, folder, path, &was, 0) == 0;
    int result = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (result >= 0 && (flags & O_TMPFILE) != O_TMPFILE) {
        if (!there) record('C', name, 0, "", 0);
        else if ((flags & O_TRUNC) && was.st_size) record('T', name, 0, "", 0);
    }
    unlock();
    return result;
}

#define MODE(last) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list more; \
        va_start(more, last); \
        mode = va_arg(more, mode_t); \
        va_end(more); \
    }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* --- writing --- */

ssize_t write(int descriptor, const void *data, size_t size) {
    char name[PATH_MAX];
    if (!held(descriptor, name)) return syscall(SYS_write, descriptor, data, size);
    lock();
    ssize_t n = syscall(SYS_write, descriptor, data, size);
    if (n > 0) {
        off_t after = lseek(descriptor, 0, SEEK_CUR);
        record('W', name, (uint64_t)(after - n), data, (uint32_t)n);
    }
    unlock();
    return n;
}

static ssize_t placed(int descriptor, const void *data, size_t size, off_t offset) {
    char name[PATH_MAX];
    if (!held(descriptor, name)) return syscall(SYS_pwrite64, descriptor, data, size, offset);
    lock();
    ssize_t n = syscall(SYS_pwrite64, descriptor, data, size, offset);
    if (n > 0) record('W', name, (uint64_t)offset, data, (uint32_t)n);
    unlock();
    return n;
}

ssize_t pwrite(int d, const void *data, size_t size, off_t at) { return placed(d, data, size, at); }
ssize_t pwrite64(int d, const void *data, size_t size, off_t at) { return placed(d, data, size, at); }

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    ssize_t total = 0;
    char name[PATH_MAX];
    if (!held(descriptor, name)) return syscall(SYS_writev, descriptor, parts, count);
    for (int i = 0; i < count; i++) {
        ssize_t n = parts[i].iov_len ? write(descriptor, parts[i].iov_base, parts[i].iov_len) : 0;
        if (n < 0) return total ? total : n;
        total += n;
        if ((size_t)n < parts[i].iov_len) break;
    }
    return total;
}

static ssize_t placed_parts(int d, const struct iovec *parts, int count, off_t at) {
    ssize_t total = 0;
    for (int i = 0; i < count; i++) {
        ssize_t n = placed(d, parts[i].iov_base, parts[i].iov_len, at + total);
        if (n < 0) return total ? total : n;
        total += n;
        if ((size_t)n < parts[i].iov_len) break;
    }
    return total;
}

ssize_t pwritev(int d, const struct iovec *parts, int n, off_t at) { return placed_parts(d, parts, n, at); }
ssize_t pwritev64(int d, const struct iovec *parts, int n, off_t at) { return placed_parts(d, parts, n, at); }

/* Copies inside the kernel: made by hand, so that what is copied is seen. */
ssize_t sendfile(int to, int from, off_t *offset, size_t size) {
    char name[PATH_MAX], piece[65536];
    if (!held(to, name)) return syscall(SYS_sendfile, to, from, offset, size);
    size_t most = size < sizeof piece ? size : sizeof piece;
    ssize_t n = offset ? pread(from, piece, most, *offset) : read(from, piece, most);
    if (n <= 0) return n;
    n = write(to, piece, (size_t)n);
    if (n > 0 && offset) *offset += n;
    return n;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) { return sendfile(to, from, offset, size); }

ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *out, size_t size, unsigned flags) {
    char name[PATH_MAX];
    if (!held(to, name)) return syscall(SYS_copy_file_range, from, in, to, out, size, flags);
    errno = EXDEV; /* as between two disks: the program copies by itself */
    return -1;
}

static int truncated(int descriptor, off_t size) {
    char name[PATH_MAX];
    if (!held(descriptor, name)) return (int)syscall(SYS_ftruncate, descriptor, size);
    lock();
    int result = (int)syscall(SYS_ftruncate, descriptor, size);
    if (!result) record('T', name, (uint64_t)size, "", 0);
    unlock();
    return result;
}

int ftruncate(int descriptor, off_t size) { return truncated(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return truncated(descriptor, size); }

static int cut(const char *path, off_t size) {
    char name[PATH_MAX];
    lock();
    int result = (int)syscall(SYS_truncate, path, size);
    if (!result && named(AT_FDCWD, path, name)) record('T', name, (uint64_t)size, "", 0);
    unlock();
    return result;
}

int truncate(const char *path, off_t size) { return cut(path, size); }
int truncate64(const char *path, off64_t size) { return cut(path, size); }

/* --- syncing --- */

static int synced(int descriptor, long call) {
    char name[PATH_MAX];
    if (!held(descriptor, name)) return (int)syscall(call, descriptor);
    struct stat what;
    lock();
    int result = (int)syscall(call, descriptor);
    if (!result && !fstat(descriptor, &what))
        record(S_ISDIR(what.st_mode) ? 'D' : 'S', name, 0, "", 0);
    unlock();
    return result;
}

int fsync(int descriptor) { return synced(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synced(descriptor, SYS_fdatasync); }

/* --- names --- */

static int unlinked(int folder, const char *path, int flags) {
    char name[PATH_MAX];
    int matters = named(folder, path, name);
    lock();
    int result = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (!result && matters) record(flags & AT_REMOVEDIR ? 'X' : 'U', name, 0, "", 0);
    unlock();
    return result;
}

int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlinked(folder, path, flags); }
int rmdir(const char *path) { return unlinked(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int result = unlink(path);
    return result && errno == EISDIR ? rmdir(path) : result;
}

static int renamed(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int matters = named(from_folder, from, old) & named(to_folder, to, new);
    lock();
    int result = (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    if (!result && matters) record('R', old, 0, new, (uint32_t)strlen(new));
    unlock();
    return result;
}

int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return renamed(a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return renamed(a, from, b, to, flags);
}

static int linked(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int matters = named(from_folder, from, old) & named(to_folder, to, new);
    lock();
    int result = (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    if (!result && matters) record('L', old, 0, new, (uint32_t)strlen(new));
    unlock();
    return result;
}

int link(const char *from, const char *to) { return linked(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return linked(a, from, b, to, flags); }

static int made_folder(int folder, const char *path, mode_t mode) {
    char name[PATH_MAX];
    int matters = named(folder, path, name);
    lock();
    int result = (int)syscall(SYS_mkdirat, folder, path, mode);
    if (!result && matters) record('K', name, 0, "", 0);
    unlock();
    return result;
}

int mkdir(const char *path, mode_t mode) { return made_folder(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return made_folder(folder, path, mode); }

/* --- what escapes: a shared writable mapping is named, so that a test can refuse it --- */

static void *mapped(void *at, size_t size, int rights, int flags, int descriptor, off_t offset) {
    char name[PATH_MAX];
    if (descriptor >= 0 && (rights & PROT_WRITE) && (flags & MAP_SHARED) && held(descriptor, name))
        record('M', name, (uint64_t)offset, "", 0);
    return (void *)syscall(SYS_mmap, at, size, rights, flags, descriptor, offset);
}

void *mmap(void *at, size_t size, int rights, int flags, int d, off_t offset) {
    return mapped(at, size, rights, flags, d, offset);
}
void *mmap64(void *at, size_t size, int rights, int flags, int d, off64_t offset) {
    return mapped(at, size, rights, flags, d, offset);
}
