package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnSessionTest {
    /** Where "pid (comm) state parent group session" begins to count behind the name (proc_pid_stat(5)). */
    private static final int GROUP = 2;

    private static final int SESSION = 3;

    /** Prints who leads its group and its session before and after. */
    static final class Program {
        private Program() {}

        public static void main(String[] none) throws IOException {
            var before = leaders();
            OwnSession.begin();
            System.out.println(ProcessHandle.current().pid() + " " + before + " " + leaders());
        }

        private static String leaders() throws IOException {
            var line = Files.readString(Path.of("/proc/self/stat"));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return fields[GROUP] + " " + fields[SESSION];
        }
    }

    @Test
    void aChildLeavesTheSessionAndTheGroupOfItsParent() throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), US_ASCII).strip();
        assertThat(child.waitFor()).as(said).isZero();
        var numbers = said.split(" ");
        assertThat(numbers).hasSize(5);
        assertThat(numbers[1]).isNotEqualTo(numbers[0]);
        assertThat(numbers[3]).as("leader of its group").isEqualTo(numbers[0]);
        assertThat(numbers[4]).as("leader of its session").isEqualTo(numbers[0]);
    }
}
