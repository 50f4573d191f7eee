package io.nodethaw.lab;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Runs one program of the lab; exit code 77 says that it cannot run here, and its last words say why. */
final class LabProgram {

    /** What the lab's programs end with when they cannot run on this machine, as in Automake's tests. */
    static final int SKIPPED = 77;

    private static final Path LAB =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();

    private LabProgram() {}

    /** A file or folder below {@code lab/}. */
    static Path file(String name) {
        return LAB.resolve(name);
    }

    /**
     * Runs a command and shows what it says.
     *
     * @return what it said
     * @throws TestAbortedException when it cannot run here, with the reason
     * @throws AssertionError when it failed, or took longer than the limit
     */
    static String run(Duration limit, List<String> command) throws IOException, InterruptedException {
        var said = Files.createTempFile("lab", ".txt");
        try {
            var child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = waitFor(child, limit);
            var text = Files.readString(said).strip();
            System.out.println(text);
            if (!ended) throw new AssertionError(command + " took longer than " + limit + "\n" + text);
            if (child.exitValue() == SKIPPED) throw new TestAbortedException(text);
            if (child.exitValue() != 0) throw new AssertionError("exit " + child.exitValue() + "\n" + text);
            return text;
        } finally {
            Files.delete(said);
        }
    }

    /** Asked to end with SIGTERM, the lab's programs take their nodes down first. */
    private static boolean waitFor(Process child, Duration limit) throws InterruptedException {
        try {
            if (child.waitFor(limit.toSeconds(), SECONDS)) return true;
        } finally {
            child.destroy();
        }
        child.waitFor(30, SECONDS);
        child.destroyForcibly();
        return false;
    }
}
