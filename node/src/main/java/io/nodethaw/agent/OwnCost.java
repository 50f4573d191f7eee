package io.nodethaw.agent;

import io.nodethaw.agent.metrics.Exposition;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the agent itself costs.
 *
 * @param seconds processor time, with that of children that have ended
 * @param resident bytes in memory
 */
record OwnCost(double seconds, long resident) {
    /** USER_HZ, which Linux tells programs on every architecture we run on (include/asm-generic/param.h). */
    private static final double TICKS = 100;

    // proc(5): utime, stime, cutime, cstime of /proc/PID/stat, counted from 0 after the name in brackets
    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    /** proc(5), in kB. */
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s*(\\d{1,15}) kB");

    private static final long KIBIBYTE = 1024;

    /** By the kernel; empty without /proc. */
    static Optional<OwnCost> read() {
        try {
            return parse(text("/proc/self/stat"), text("/proc/self/status"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(String path) throws IOException {
        try (var file = new FileInputStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static Optional<OwnCost> parse(String stat, String status) {
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        var resident = RSS.matcher(status);
        if (fields.length <= CSTIME || !resident.find()) {
            return Optional.empty();
        }
        try {
            long ticks = 0;
            for (int field = UTIME; field <= CSTIME; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return Optional.of(new OwnCost(ticks / TICKS, Long.parseLong(resident.group(1)) * KIBIBYTE));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Exposition out) {
        out.counter(
                        "nodethaw_cpu_seconds",
                        "seconds",
                        "Processor time of the agent and of its children that have ended.")
                .total(seconds);
        out.gauge("nodethaw_resident_bytes", "bytes", "Memory of the agent itself.")
                .value((double) resident);
    }
}
