package io.nodethaw.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that a program of Go 1.19 wrote: pprof.Lookup("goroutine").WriteTo(file, 0), and the like. */
class BinaryProfileTest {
    @TempDir
    Path folder;

    private final FakeConsole console = new FakeConsole();

    private static Path packed(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(BinaryProfileTest.class.getResource("profiles/" + name + ".pb.gz"))
                .toURI());
    }

    private Path raw(String name) throws IOException, URISyntaxException {
        var file = folder.resolve(name + ".pb");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed(name)))) {
            Files.copy(in, file);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"goroutine", "threadcreate", "cpu"})
    void isToldForWhatItIsPackedOrNot(String name) throws Exception {
        for (var file : new Path[] {packed(name), raw(name)}) {
            for (var verb : new String[] {"stacks", "analyze"}) {
                assertThat(console.run(verb, file.toString()))
                        .as(verb + " " + file)
                        .isEqualTo(2);
                assertThat(console.err())
                        .as(verb + " " + file)
                        .contains("a binary profile of pprof", "/debug/pprof/goroutine?debug=2")
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void itsFieldsComeInAnyOrder() throws Exception {
        var type = "\n\4\b\1\20\2";
        var time = "\110\1";
        var sample = "\22\4\b\3\20\4";
        assertThat(BinaryProfile.is(type + sample)).isTrue();
        assertThat(BinaryProfile.is(time + sample + type)).isTrue();
        assertThat(BinaryProfile.is("2\0002\11goroutine" + type)).isTrue();
        assertThat(BinaryProfile.is(new String(Files.readAllBytes(raw("goroutine")), ISO_8859_1).substring(0, 12)))
                .as("its beginning alone")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
                "goroutine 1 [running]:\nmain.main()\n\t/src/a.go:7 +0x1f\n",
                "\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/a.go:7 +0x1f\n",
                "\n\nPID PPID STAT COMMAND\n  1 0 Ss systemd\n",
                "2026-11-29 08:00:00 goroutine 1\n",
                "{\"schemaVersion\": 1}",
                "\22\4\b\3\20\4",
                "\n\4\b\1\30\2",
                "\n\0"
            })
    void otherThingsAreNone(String head) {
        assertThat(BinaryProfile.is(head)).isFalse();
    }
}
