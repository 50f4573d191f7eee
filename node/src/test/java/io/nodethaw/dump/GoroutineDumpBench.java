package io.nodethaw.dump;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Times parsing and grouping of a file for lab/bench/goroutine-dump: the first run, and the best of the next ones. It measures
 * the processor time of the thread, which does not grow because of other programs on the machine.
 */
final class GoroutineDumpBench {
    private static final int RUNS = 5;

    private GoroutineDumpBench() {}

    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        double megabytes = Files.size(file) / 1e6;
        double first = seconds(file);
        double best = first;
        for (int i = 0; i < RUNS; i++) {
            best = Math.min(best, seconds(file));
        }
        var snapshots = group(file);
        System.out.printf(
                "{\"goroutines\": %d, \"buckets\": %d, \"problems\": %d, \"MB\": %.1f, \"firstMBPerS\": %.0f, \"bestMBPerS\": %.0f}%n",
                snapshots.dumps().stream().mapToLong(Snapshot::goroutines).sum(),
                snapshots.dumps().stream()
                        .mapToLong(dump -> dump.buckets().size())
                        .sum(),
                snapshots.problems().first().size(),
                megabytes,
                megabytes / first,
                megabytes / best);
    }

    private static double seconds(Path file) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        group(file);
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static Snapshots group(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return GoroutineDumps.group(in);
        }
    }
}
