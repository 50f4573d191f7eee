package io.nodethaw;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever reads files that people bring is fuzzed by a test of its own, or of its folder. */
class FuzzedReadersTest {
    private static final Path TESTS = Path.of(System.getProperty("basedir", "."), "src/test/java/io/nodethaw");

    @Test
    void everyReaderOfFilesIsFuzzed() throws IOException {
        var program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));
        var readers = Stream.concat(program.formats().stream(), Main.finders().stream())
                .map(reader -> reader.getClass().getSimpleName())
                .toList();
        var fuzzed = fuzzTests();
        assertThat(readers)
                .hasSizeGreaterThan(20)
                .allSatisfy(reader -> assertThat(fuzzed).contains("new " + reader + "("));
    }

    private static String fuzzTests() throws IOException {
        try (var files = Files.walk(TESTS.resolve("format"))) {
            return files.filter(file -> file.toString().endsWith("FuzzTest.java"))
                    .map(FuzzedReadersTest::text)
                    .collect(joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
