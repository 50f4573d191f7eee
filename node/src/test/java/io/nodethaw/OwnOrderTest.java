package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnOrderTest {
    /** In a process of its own, since one that goes first cannot take that back without a privilege (proc(5)). */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            OwnOrder.goFirst();
            System.out.print(Files.readString(Path.of("/proc/self/oom_score_adj")));
        }
    }

    @Test
    void aChildThatSaysSoIsTheFirstToBeEnded() throws IOException, InterruptedException {
        assumeThat(Path.of("/proc/self/oom_score_adj")).exists();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var child = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said.strip()).isEqualTo("1000");
    }
}
