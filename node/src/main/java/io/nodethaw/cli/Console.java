package io.nodethaw.cli;

import io.nodethaw.collect.socket.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the command runs.
 *
 * @param out for results
 * @param err for messages
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Environment environment) {

    /** What else matters of the environment in which the command runs. */
    public interface Environment {
        /** Value of an environment variable; empty when it is not set. */
        String variable(String name);

        /** True when this open file (1 is stdout, 2 stderr) is a terminal. */
        boolean isTerminal(int fd);

        /** The number of columns of stdout; empty when it is not a terminal, or the terminal does not say. */
        OptionalInt columns();

        /** Why a part of the result could not be written; empty when all was written, or the reader has gone away. */
        Optional<String> outputFailure();
    }

    /** The console of this process. */
    public static Console system() {
        var stdout = new Stdout();
        var out = new PrintStream(stdout, false, System.out.charset());
        return new Console(System.in, out, System.err, new ThisProcess(stdout));
    }

    private record ThisProcess(Stdout stdout) implements Environment {
        @Override
        public Optional<String> outputFailure() {
            return stdout.failure();
        }

        @Override
        public String variable(String name) {
            var value = System.getenv(name);
            return value == null ? "" : value;
        }

        @Override
        public OptionalInt columns() {
            return isTerminal(1) ? TerminalSize.columns(1) : OptionalInt.empty();
        }

        @Override
        public boolean isTerminal(int fd) {
            try {
                var target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false; // no /proc: then without colours
            }
        }
    }
}
