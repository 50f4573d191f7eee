package io.nodethaw.collect.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.kernel.KernelSources;
import io.nodethaw.collect.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The child as tests start it: with the tasks that read kernel files below a folder, and a few that misbehave. */
public final class ReaderProgram {
    private static final AtomicInteger HANGING = new AtomicInteger();

    private ReaderProgram() {}

    /**
     * Serves until its input ends.
     *
     * @param arguments the root of the host
     */
    public static void main(String[] arguments) throws IOException {
        var host = new Host(Path.of(arguments[0]), InstantSource.system());
        var tasks = new HashMap<>(new Sources(KernelSources.of(host)).tasks());
        tasks.putAll(Map.of(
                "hang", _ -> hang(),
                "die", _ -> die(),
                "bug", _ -> bug(),
                "large", _ -> new byte[64 << 20],
                "hanging", _ -> HANGING.toString().getBytes(UTF_8),
                "environment", _ -> new TreeMap<>(System.getenv()).toString().getBytes(UTF_8)));
        ReaderMain.run(System.in, System.out, tasks);
        Runtime.getRuntime().halt(0);
    }

    /** The command that starts it with the Java and the classes of the test. */
    public static List<String> command(Path root) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx32m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ReaderProgram.class.getName(),
                root.toString());
    }

    private static byte[] hang() {
        HANGING.incrementAndGet();
        try {
            new CountDownLatch(1).await();
            return new byte[0];
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] die() {
        Runtime.getRuntime().halt(3);
        return new byte[0];
    }

    private static byte[] bug() {
        throw new IllegalStateException("a bug");
    }
}
