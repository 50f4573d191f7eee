package io.nodethaw.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A child of this test, which runs the same code as the packaged program does. */
    public static void main(String[] args) throws IOException {
        WriterChild.run(System.in, System.out);
    }

    private static WriterProcess writer() {
        return new WriterProcess(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target/classes").toAbsolutePath() + ":"
                        + Path.of("target/test-classes").toAbsolutePath(),
                WriterProcessTest.class.getName()));
    }

    @Test
    void allPiecesAreWritten() throws Exception {
        var large = new byte[200_000];
        var file = folder.resolve("x");
        assertThat(writer().write(file, List.of("a".getBytes(US_ASCII), large), LIMIT))
                .isEmpty();
        assertThat(Files.size(file)).isEqualTo(200_001);
    }

    @Test
    void whatCannotBeWrittenIsTold() throws Exception {
        assertThat(writer().write(folder.resolve("none/x"), List.of(new byte[300_000]), LIMIT))
                .hasValueSatisfying(why -> assertThat(why).contains("none"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aChildThatHangsIsLeftBehind() throws Exception {
        var hanging = new WriterProcess(List.of("/bin/sh", "-c", "printf r; exec sleep 20"));
        assertThat(hanging.write(folder.resolve("x"), List.of(new byte[300_000]), Duration.ofMillis(50)))
                .hasValueSatisfying(why -> assertThat(why).contains("the disk took no data"));
    }

    @Test
    void aChildThatDoesNotStartIsTold() throws Exception {
        assertThat(new WriterProcess(List.of("/bin/false")).write(folder.resolve("x"), List.of(), LIMIT))
                .hasValueSatisfying(why -> assertThat(why).contains("ended before it said a word"));
    }
}
