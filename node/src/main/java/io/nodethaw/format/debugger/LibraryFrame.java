package io.nodethaw.format.debugger;

import io.nodethaw.evidence.KnownCall;
import java.util.Optional;
import java.util.regex.Pattern;

/** One frame of a backtrace of gdb: {@code #0  0x00007f2a in __GI___libc_read (fd=12, buf=0x7ffd, nbytes=8) at read.c:26}. */
record LibraryFrame(int number, String function, String arguments) {
    private static final Pattern FRAME =
            Pattern.compile("^#(\\d{1,4}) +(?:0x[0-9a-f]{1,16} in )?([\\w.@:~<>*&, \\[\\]-]{1,300}?) ?\\((.*)$");

    /** The names that glibc gives to its own copies of a call: "__GI___libc_read", "__read_nocancel". */
    private static final Pattern PREFIX = Pattern.compile("^(?:__GI_+)?_*(?:libc_|new_)?");

    private static final Pattern SUFFIX = Pattern.compile("(?:_nocancel|@@?[\\w.]+|_time64)$");
    private static final Pattern NUMBER = Pattern.compile("\\b(?:fd|epfd|s|sockfd|sock)=(\\d{1,9})\\b");
    private static final Pattern CHILD = Pattern.compile("\\bpid=([1-9]\\d{0,8})\\b");

    /** Where a thread waits for a lock of its own process (glibc nptl). */
    private static final Pattern LOCK = Pattern.compile(
            "^_*(?:lll_lock_wait|pthread_mutex_lock|pthread_mutex_lock_full|pthread_rwlock_(?:rd|wr)lock|pthread_rwlock_.*slow)");

    static Optional<LibraryFrame> of(String line) {
        var frame = FRAME.matcher(line);
        return line.startsWith("#") && frame.find()
                ? Optional.of(new LibraryFrame(Integer.parseInt(frame.group(1)), frame.group(2), frame.group(3)))
                : Optional.empty();
    }

    /** The system call that it makes; the manual has some under another name. */
    Optional<KnownCall> call() {
        var own = PREFIX.matcher(function).replaceFirst("");
        var bare = SUFFIX.matcher(own).replaceFirst("");
        return switch (bare) {
            case "recv" -> Optional.of(KnownCall.RECVFROM);
            case "send" -> Optional.of(KnownCall.SENDTO);
            case "waitpid" -> Optional.of(KnownCall.WAIT4);
            case "open64" -> Optional.of(KnownCall.OPENAT);
            case "getdents" -> Optional.of(KnownCall.GETDENTS);
            case "fcntl64" -> Optional.of(KnownCall.FCNTL);
            case "umount" -> Optional.of(KnownCall.UMOUNT);
            default -> KnownCall.named(bare);
        };
    }

    /** The open file that the call is about. */
    Optional<Integer> fd() {
        var number = NUMBER.matcher(arguments);
        return number.find() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
    }

    /** The child that the call waits for. */
    Optional<Integer> child() {
        var child = CHILD.matcher(arguments);
        return child.find() ? Optional.of(Integer.valueOf(child.group(1))) : Optional.empty();
    }

    boolean isLock() {
        return LOCK.matcher(function).find();
    }
}
