package io.nodethaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the command runs.
 *
 * @param out for results
 * @param err for talk
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Surroundings surroundings) {

    /** What else of the caller matters. */
    public interface Surroundings {
        /** Value of an environment variable; empty when it is not set. */
        String variable(String name);

        /** True when this open file (1 is stdout, 2 stderr) is a terminal. */
        boolean isTerminal(int fd);
    }

    /** That of this process. */
    public static Console system() {
        return new Console(System.in, System.out, System.err, new ThisProcess());
    }

    private static final class ThisProcess implements Surroundings {
        @Override
        public String variable(String name) {
            var value = System.getenv(name);
            return value == null ? "" : value;
        }

        @Override
        public boolean isTerminal(int fd) {
            try {
                var target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false; // no /proc: then no colour either
            }
        }
    }
}
