package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.NodeTasks;
import java.io.IOException;
import java.util.Optional;

/** Counts the node's tasks beside their limits. The tasks themselves are listed only where the limit may be near. */
final class TaskNumbers {
    /** Of ten numbers: with fewer tasks on the whole machine none is short of them. */
    private static final int NEAR = 8;

    private final Host host;

    TaskNumbers(Host host) {
        this.host = host;
    }

    NodeTasks read() throws IOException {
        long pidMax = number("/proc/sys/kernel/pid_max");
        long threads = threads();
        boolean isNear = (threads + NodeTasks.RESERVED) * 10 >= pidMax * NEAR;
        return new NodeTasks(
                pidMax,
                number("/proc/sys/kernel/threads-max"),
                threads,
                isNear ? Optional.of(numbered()) : Optional.empty());
    }

    /** "0.20 0.18 0.12 1/80 11206": the fourth word tells how many tasks run, of how many (man 5 proc_loadavg). */
    private long threads() throws IOException {
        var words = text("/proc/loadavg").split(" ", -1);
        try {
            return Long.parseLong(words[3].substring(words[3].indexOf('/') + 1));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedTextException("/proc/loadavg: " + String.join(" ", words));
        }
    }

    private long numbered() throws IOException {
        long count = 0;
        for (int pid : Numbers.in(host.file("/proc").toString())) {
            try {
                for (int task : Numbers.in(host.proc(pid, "task").toString())) {
                    count += task >= NodeTasks.RESERVED ? 1 : 0;
                }
            } catch (IOException gone) {
                // it ended since the folder was listed
            }
        }
        return count;
    }

    private long number(String file) throws IOException {
        var text = text(file);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedTextException(file + ": " + text);
        }
    }

    private String text(String file) throws IOException {
        return new String(KernelFile.bytes(host.file(file).toString()), US_ASCII).strip();
    }
}
