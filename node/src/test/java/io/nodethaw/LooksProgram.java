package io.nodethaw;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks at this machine again and again in one process, and measures what that costs. For lab/bench/looks. */
final class LooksProgram {
    private static final Path SELF = Path.of("/proc/self");

    private LooksProgram() {}

    /**
     * Prints one line of JSON after each STEP looks.
     *
     * @param arguments how many looks, after how many of them a line is printed, and the limit of each probe in ms
     */
    public static void main(String[] arguments) throws IOException {
        int looks = Integer.parseInt(arguments[0]);
        int step = Integer.parseInt(arguments[1]);
        var limit = Duration.ofMillis(Long.parseLong(arguments[2]));
        var program = new Program(new Host(Path.of("/"), InstantSource.system()));
        try (var session = program.session(program.notes())) {
            long longest = 0;
            for (int look = 1; look <= looks; look++) {
                long begun = System.nanoTime();
                var evidence = session.look(limit, _ -> false);
                long millis = (System.nanoTime() - begun) / 1_000_000;
                longest = Math.max(longest, millis);
                if (look % step == 0 || look == 1) {
                    System.gc();
                    System.out.println(line(
                            look,
                            millis,
                            longest,
                            evidence.all().size(),
                            program.judge(evidence).verdict().state()));
                    longest = 0;
                }
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static String line(int look, long millis, long longest, int readings, Object state) throws IOException {
        return String.format(
                Locale.ROOT,
                "{\"look\": %d, \"state\": \"%s\", \"ms\": %d, \"longestMs\": %d, \"readings\": %d, \"threads\": %d, \"fds\": %d, \"children\": %d,"
                        + " \"rssMB\": %.1f, \"childrenRssMB\": %.1f, \"cpuMs\": %d}",
                look,
                state,
                millis,
                longest,
                readings,
                entries(SELF.resolve("task")),
                entries(SELF.resolve("fd")),
                children().count(),
                rss(SELF),
                children()
                        .mapToDouble(child -> rss(Path.of("/proc/" + child.pid())))
                        .sum(),
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis());
    }

    private static Stream<ProcessHandle> children() {
        return ProcessHandle.current().children();
    }

    private static long entries(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }

    /** Memory in MB; 0 for a process that has ended. */
    private static double rss(Path process) {
        try {
            return Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
