package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.OpenFileLimit;
import java.io.IOException;
import java.util.Optional;

/** Reads limits of a process and of users; neither takes a lock that could be held for long. */
final class Limits {
    private static final String OPEN_FILES = "Max open files";

    private final Host host;

    Limits(Host host) {
        this.host = host;
    }

    /** "Max open files            1024                 524288               files" (fs/proc/base.c, proc_pid_limits). */
    OpenFileLimit ofFiles(int pid) throws IOException {
        var file = host.proc(pid, "limits").toString();
        for (var line : text(file).lines().toList()) {
            if (line.startsWith(OPEN_FILES)) {
                var soft = line.substring(OPEN_FILES.length()).strip().split(" +", 2)[0];
                return new OpenFileLimit(
                        pid, soft.equals("unlimited") ? Optional.empty() : Optional.of(number(file, soft)));
            }
        }
        throw new MalformedTextException(file + ": a line '" + OPEN_FILES + "' expected");
    }

    InotifyLimit ofInotify() throws IOException {
        var file = host.file("/proc/sys/fs/inotify/max_user_instances").toString();
        return new InotifyLimit(number(file, text(file).strip()));
    }

    private static long number(String file, String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedTextException(file + ": a number expected, found '" + text + "'");
        }
    }

    private static String text(String file) throws IOException {
        return new String(KernelFile.bytes(file), US_ASCII);
    }
}
