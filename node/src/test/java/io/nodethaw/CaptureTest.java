package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.capture.Capture;
import io.nodethaw.cli.Cli;
import io.nodethaw.cli.Console;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A capture of each recorded incident is judged as its evidence is, packed and unpacked. */
class CaptureTest {
    private static final long MOST = 32 << 20;
    private static final Program PROGRAM =
            new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    @TempDir
    Path folder;

    static Stream<Path> incidents() throws IOException {
        return CorpusCases.recorded(Golden.repository("corpus")).stream();
    }

    private static Evidence evidence(Path incident) throws IOException {
        try (var text = CorpusCases.input(incident)) {
            return codec().read(text, "evidence.json").evidence();
        }
    }

    private static EvidenceJson codec() {
        return PROGRAM.codec();
    }

    private Path packed(Evidence evidence, long most) throws IOException {
        var besides = new Evidence.Builder(Instant.EPOCH).build();
        var file = folder.resolve("n.tar.gz");
        try (var out = Files.newOutputStream(file)) {
            for (var piece : new Capture(evidence, besides, false, List.of()).pack(codec(), "nodethaw test", most)) {
                out.write(piece);
            }
        }
        return file;
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void aCaptureIsJudgedAsItsEvidence(Path incident) throws Exception {
        var evidence = evidence(incident);
        var json = folder.resolve("e.json");
        try (var out = Files.newBufferedWriter(json)) {
            codec().write(evidence, "nodethaw test", out);
        }
        var archive = packed(evidence, MOST);
        var expected = analyze(json, "wide");
        assertThat(analyze(archive, "wide")).isEqualTo(expected);
        var unpacked = Files.createDirectory(folder.resolve("unpacked"));
        run("tar", "xzf", archive.toString(), "-C", unpacked.toString());
        assertThat(analyze(unpacked, "wide")).isEqualTo(expected);
        try (var inside = Files.list(unpacked)) {
            var root = inside.findFirst().orElseThrow();
            run("sh", "-c", "cd '" + root + "' && sha256sum --quiet -c SHA256SUMS");
            assertThat(Files.readString(root.resolve("MANIFEST"))).startsWith("nodethaw capture 1\n");
        }
    }

    @Test
    void whatDoesNotFitIsListed() throws Exception {
        var evidence = evidence(Golden.repository("corpus").resolve("founding-incident"));
        var archive = packed(evidence, 80 << 10);
        assertThat(archive).satisfies(file -> assertThat(Files.size(file)).isLessThan(80 << 10));
        var unpacked = Files.createDirectory(folder.resolve("unpacked"));
        run("tar", "xzf", archive.toString(), "-C", unpacked.toString(), "--strip-components=1");
        assertThat(Files.readString(unpacked.resolve("MANIFEST"))).contains("\tno room");
        assertThat(analyze(archive, "line")).isNotEmpty();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** What analyze prints, without the name of the file that wide names. */
    private String analyze(Path file, String format) {
        var out = new ByteArrayOutputStream();
        var console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, UTF_8),
                new PrintStream(new ByteArrayOutputStream(), false, UTF_8),
                new Plain());
        new Cli(PROGRAM, console, "test").run("analyze", file.toString(), "-o", format);
        return out.toString(UTF_8).replace(file.toString(), "FILE");
    }

    private record Plain() implements Console.Environment {
        @Override
        public String variable(String name) {
            return "";
        }

        @Override
        public boolean isTerminal(int fd) {
            return false;
        }

        @Override
        public OptionalInt columns() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<String> outputFailure() {
            return Optional.empty();
        }
    }
}
