package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.cli.Judged;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Judges every recorded incident of a folder and compares the reports with what is expected. An incident is a folder with
 * ABOUT.md, input/evidence.json (or that as .gz), expected.txt and expected.json; anything else in it fails, because nobody
 * would read it.
 */
public abstract class CorpusCases {
    private static final String INPUT = "input/evidence.json";
    private static final String PACKED = INPUT + ".gz";
    private static final Set<String> EXPECTED = Set.of("expected.txt", "expected.json");

    /** This folder has goroutine dumps, not incidents; GoroutineCorpusTest reads each of its files. */
    private static final Path DUMPS = Path.of("goroutines");

    private final Path corpus;

    /** Takes the folder of the incidents. */
    protected CorpusCases(Path corpus) {
        this.corpus = corpus;
    }

    /** Reads all facts. */
    protected abstract EvidenceJson codec();

    /** The judge under test. */
    protected abstract Judged judge(Evidence evidence);

    @TestFactory
    List<DynamicTest> incidents() {
        var incidents = list(corpus);
        assertThat(incidents).as("incidents in " + corpus).isNotEmpty();
        return incidents.stream()
                .map(incident -> DynamicTest.dynamicTest(incident.getFileName().toString(), () -> check(incident)))
                .toList();
    }

    private void check(Path incident) throws IOException {
        checkFiles(incident);
        try (var text = input(incident)) {
            var loaded = codec().read(text, "evidence.json");
            assertThat(loaded.notes()).as(incident.toString()).isEmpty();
            var judged = judge(loaded.evidence());
            var report = new Report(
                    judged.verdict(), judged.graph(), judged.view(), judged.triage(), "nodethaw test", "", List.of());
            assertThat(report.print(OutputFormat.LINE, Ink.PLAIN))
                    .as("one line of at most 80 bytes of ASCII")
                    .matches("[ -~]{1,80}\n");
            assertThat(report.print(OutputFormat.TEXT, Ink.PLAIN).lines())
                    .as("fits on a terminal of 24 lines and 80 columns, with a line for the prompt")
                    .hasSizeLessThan(24)
                    .allMatch(line -> line.length() <= 80 || line.startsWith("  do "));
            Golden.check(incident.resolve("expected.txt"), report.print(OutputFormat.TEXT, Ink.PLAIN));
            Golden.check(incident.resolve("expected.json"), report.print(OutputFormat.JSON, Ink.PLAIN));
        }
    }

    /** The recorded evidence of an incident. */
    static Reader input(Path incident) throws IOException {
        var packed = incident.resolve(PACKED);
        return Files.exists(packed)
                ? new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8)
                : Files.newBufferedReader(incident.resolve(INPUT));
    }

    private static void checkFiles(Path incident) throws IOException {
        assertThat(incident).isDirectory();
        try (var files = Files.walk(incident)) {
            var found = files.filter(file -> !Files.isDirectory(file))
                    .map(file -> incident.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).as(incident.toString()).contains("ABOUT.md").containsAnyOf(INPUT, PACKED);
            found.removeAll(Set.of("ABOUT.md", found.contains(PACKED) ? PACKED : INPUT));
            found.removeAll(EXPECTED);
            assertThat(found).as(incident + ": files that nobody reads").isEmpty();
        }
        assertThat(Files.readString(incident.resolve("ABOUT.md")))
                .as(incident + "/ABOUT.md")
                .isNotBlank();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(DUMPS)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
