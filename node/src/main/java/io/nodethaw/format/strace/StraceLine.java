package io.nodethaw.format.strace;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of strace, whichever of -f, -ff, -t, -tt, -ttt, -r, -T, -y and -yy it was made with (strace(1), strace.c).
 *
 * @param tid the thread before the line; empty where only one is traced
 * @param name of the call
 * @param arguments what stands between the brackets, as far as it was printed
 * @param result what stands behind the equals sign; empty while the call has not come back
 */
record StraceLine(Kind kind, Optional<Integer> tid, String name, String arguments, Optional<String> result) {
    /** What a line tells. */
    enum Kind {
        /** A call begins, and perhaps ends. */
        CALL,
        /** A call that began in an earlier line ends. */
        RESUMED,
        /** A process is traced from now on. */
        ATTACHED,
        /** A thread has ended. */
        ENDED,
        /** A signal, or something else that strace says. */
        OTHER
    }

    /** In "[pid  123] " or, with -o, "123 ". */
    private static final String TID = "(?:\\[pid +(\\d{1,9})\\] +|(\\d{1,9}) +)?";

    /** Of -t and -tt, of -ttt, and of -r, which is the time since the line before; none is used. */
    private static final String TIME =
            "(?:\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? |\\d{9,11}\\.\\d{1,9} | *\\d{1,7}\\.\\d{6} )?";

    private static final Pattern BEGINNING = Pattern.compile("^" + TID + TIME + " *");
    private static final Pattern CALL = Pattern.compile("^([a-z_][a-z0-9_]{1,31})\\((.*)$");
    private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. ([a-z_][a-z0-9_]{1,31}) resumed>(.*)$");
    private static final Pattern RESULT = Pattern.compile("\\) += (-?\\d{1,20}|0x[0-9a-f]{1,16}|\\?)(?:[ <(].*)?$");
    private static final Pattern ATTACHED = Pattern.compile("^(?:strace: )?Process (\\d{1,9}) attached\\b");
    private static final Pattern UNFINISHED =
            Pattern.compile("(?:\\^C)? *<(?:unfinished|detached|ptrace)[^>]{0,40}>?\\)?$|\\^C(?:strace: Process .*)?$");

    /** Calls that tell that a text is one of strace, besides strace's own words. */
    private static final Set<String> CALLS = Set.of(
            "read",
            "write",
            "open",
            "openat",
            "close",
            "stat",
            "fstat",
            "lstat",
            "newfstatat",
            "statx",
            "poll",
            "ppoll",
            "mmap",
            "munmap",
            "mprotect",
            "brk",
            "rt_sigaction",
            "rt_sigprocmask",
            "ioctl",
            "access",
            "pipe",
            "pipe2",
            "select",
            "pselect6",
            "dup",
            "dup2",
            "dup3",
            "nanosleep",
            "clock_nanosleep",
            "getpid",
            "socket",
            "connect",
            "accept",
            "accept4",
            "sendto",
            "recvfrom",
            "sendmsg",
            "recvmsg",
            "bind",
            "listen",
            "getsockopt",
            "setsockopt",
            "clone",
            "clone3",
            "fork",
            "vfork",
            "execve",
            "exit_group",
            "wait4",
            "waitid",
            "kill",
            "tgkill",
            "fcntl",
            "flock",
            "fsync",
            "fdatasync",
            "getdents",
            "getdents64",
            "chdir",
            "mkdir",
            "mkdirat",
            "rmdir",
            "unlink",
            "unlinkat",
            "readlink",
            "readlinkat",
            "futex",
            "epoll_wait",
            "epoll_pwait",
            "epoll_ctl",
            "mount",
            "umount2",
            "statfs",
            "fstatfs",
            "restart_syscall",
            "prctl",
            "setns",
            "unshare",
            "pivot_root",
            "lseek",
            "pread64",
            "pwrite64");

    private static final Set<String> LIKE_CLONE = Set.of("clone", "clone3", "fork", "vfork");

    /** What a line tells; empty for a line that is none of strace. */
    static Optional<StraceLine> of(String line) {
        var beginning = BEGINNING.matcher(line);
        if (!beginning.find()) {
            return Optional.empty();
        }
        var tid = Optional.ofNullable(beginning.group(1))
                .or(() -> Optional.ofNullable(beginning.group(2)))
                .map(Integer::valueOf);
        var rest = line.substring(beginning.end());
        var call = CALL.matcher(rest);
        if (call.matches()) {
            return Optional.of(call(Kind.CALL, tid, call));
        }
        var resumed = RESUMED.matcher(rest);
        if (resumed.matches()) {
            return Optional.of(call(Kind.RESUMED, tid, resumed));
        }
        var attached = ATTACHED.matcher(rest);
        if (attached.find()) {
            return Optional.of(new StraceLine(
                    Kind.ATTACHED, Optional.of(Integer.valueOf(attached.group(1))), "", "", Optional.empty()));
        }
        return rest.startsWith("+++ ") || rest.startsWith("--- SIG")
                ? Optional.of(new StraceLine(
                        rest.startsWith("+++ ") ? Kind.ENDED : Kind.OTHER, tid, "", rest, Optional.empty()))
                : Optional.empty();
    }

    private static StraceLine call(Kind kind, Optional<Integer> tid, Matcher match) {
        var rest = match.group(2);
        var result = RESULT.matcher(rest);
        return result.find()
                ? new StraceLine(
                        kind, tid, match.group(1), rest.substring(0, result.start()), Optional.of(result.group(1)))
                : new StraceLine(
                        kind,
                        tid,
                        match.group(1),
                        UNFINISHED.matcher(rest).replaceFirst("").strip(),
                        Optional.empty());
    }

    /** True for the name of a call that tells that a text is one of strace. */
    static boolean isKnown(String call) {
        return CALLS.contains(call);
    }

    /** True for a line that nothing else prints. */
    boolean isCertain() {
        return switch (kind) {
            case RESUMED, ATTACHED -> true;
            case CALL -> result.isPresent() && CALLS.contains(name);
            case ENDED, OTHER -> false;
        };
    }

    /** The task that it made, and whether that is a thread of the same process. */
    Optional<Made> made() {
        return LIKE_CLONE.contains(name)
                ? result.filter(number -> number.matches("[1-9]\\d{0,8}"))
                        .map(number -> new Made(Integer.parseInt(number), arguments.contains("CLONE_THREAD")))
                : Optional.empty();
    }

    /**
     * A new task.
     *
     * @param thread true for a thread of the process that made it
     */
    record Made(int tid, boolean thread) {}
}
