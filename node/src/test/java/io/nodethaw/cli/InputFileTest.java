package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    private static final String DUMP = """
            goroutine 1 [chan receive, 41 minutes]:
            main.main()
            \t/src/main.go:7 +0x1f
            """;

    private final FakeConsole console = new FakeConsole();

    @TempDir
    Path folder;

    private static byte[] packed() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(DUMP.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void packedDumpIsRead() throws IOException {
        var file = Files.write(folder.resolve("dump.gz"), packed());
        assertThat(console.run("stacks", file.toString())).isZero();
        assertThat(console.out()).contains("1 [chan receive]").doesNotContain("reading ended");
    }

    @Test
    void whatIsCutOffIsReadAsFarAsItGoes() throws IOException {
        var packed = packed();
        var file = Files.write(folder.resolve("dump.gz"), Arrays.copyOf(packed, packed.length - 8));
        assertThat(console.run("stacks", file.toString())).isZero();
        assertThat(console.out() + console.err())
                .contains("1 [chan receive]")
                .contains("dump.gz:3: reading ended here: the archive is cut off");
    }

    @Test
    void aFileThatIsNotAnArchiveIsCalledSo() throws IOException {
        var file = Files.write(folder.resolve("dump.gz"), Arrays.copyOf(packed(), 5));
        assertThat(console.run("stacks", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("dump.gz: cannot be read: cut off");
    }

    @Test
    void fileThatIsNotThereIsNamedOnce() {
        assertThat(console.run("stacks", folder + "/none")).isEqualTo(2);
        assertThat(console.err())
                .isEqualTo("nodethaw: " + folder
                        + "/none: cannot be read: no such file; look at its name and permissions\n");
    }
}
